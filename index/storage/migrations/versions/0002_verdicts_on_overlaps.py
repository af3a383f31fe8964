"""What reviewers say of overlaps."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "overlap_verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("left", sa.String(length=16), nullable=False),
        sa.Column("right", sa.String(length=16), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlap_verdicts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_overlap_verdicts_left"), "overlap_verdicts", ["left"], unique=False)
