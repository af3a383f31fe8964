"""Logframes, theories of change and the monitoring of commitments."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ONLY_GROWS = (
    "theory_versions",
    "link_verdicts",
    "logframe_edits",
    "register_edits",
    "progress_moves",
    "letters",
)

# INSERT OR REPLACE takes a row away without asking the trigger on DELETE.
NO_REPLACE = (
    "CREATE TRIGGER TABLE_no_replace BEFORE INSERT ON TABLE "
    "WHEN EXISTS (SELECT 1 FROM TABLE WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'TABLE only grows'); END"
)


def upgrade() -> None:
    _theory_versions()
    _link_verdicts()
    _logframe_edits()
    _register_edits()
    _progress_reports()
    _progress_moves()
    _letters()
    _triggers()


def _theory_versions() -> None:
    op.create_table(
        "theory_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theory", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theory_versions")),
        sa.UniqueConstraint("theory", "version", name=op.f("uq_theory_versions_theory")),
        sqlite_autoincrement=True,
    )


def _link_verdicts() -> None:
    op.create_table(
        "link_verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("link", sa.String(length=33), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_verdicts")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_link_verdicts_document_id"), "link_verdicts", ["document_id"], unique=False
    )


def _logframe_edits() -> None:
    op.create_table(
        "logframe_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("row", sa.String(length=64), nullable=False),
        sa.Column("column", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logframe_edits")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_logframe_edits_document_id"), "logframe_edits", ["document_id"], unique=False
    )


def _register_edits() -> None:
    op.create_table(
        "register_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=20), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_edits")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_register_edits_document_id"), "register_edits", ["document_id"], unique=False
    )


def _progress_reports() -> None:
    op.create_table(
        "progress_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=20), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("rating", sa.String(length=12), nullable=True),
        sa.Column("previous_rating", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("achievements", sa.Text(), nullable=False),
        sa.Column("forward_look", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_reports")),
        sa.UniqueConstraint("entry", "period_end", name=op.f("uq_progress_reports_entry")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_progress_reports_document_id"), "progress_reports", ["document_id"], unique=False
    )


def _progress_moves() -> None:
    op.create_table(
        "progress_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("from_status", sa.String(length=20), nullable=False),
        sa.Column("to_status", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_moves")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_progress_moves_report"), "progress_moves", ["report"], unique=False)


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_letters_document_id"), "letters", ["document_id"], unique=False)


def _triggers() -> None:
    # What a person decided is never changed or taken away: a later row says otherwise.
    for table in ONLY_GROWS:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
        op.execute(NO_REPLACE.replace("TABLE", table))


def downgrade() -> None:
    raise NotImplementedError("a workspace is never taken back: restore the copy made before")
