"""The tables of a workspace.

The database is the truth: files beside it are the PDFs themselves and caches that rebuild
themselves. Every change here needs a revision in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISION: Final = "0006"
"""The Alembic revision that this code reads and writes."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its zone in Python, kept as UTC without one in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be kept")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def _document(*, primary_key: bool = False) -> Column[str]:
    target = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", String(16), target, primary_key=primary_key, nullable=False)


def _passage(*, primary_key: bool = False) -> Column[int]:
    target = ForeignKey("passages.number", ondelete="CASCADE")
    return Column("passage", Integer, target, primary_key=primary_key, nullable=False)


documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),  # order of arrival
    Column("id", String(16), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False, index=True),
    Column("lead_body", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("published", Date),
    Column("published_precision", String(8), nullable=False),
    Column("source_url", Text, nullable=False),
    Column("seconds", JSON, nullable=False),
    Column("added", UtcDateTime, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    _document(primary_key=True),
    Column("sheet", Integer, primary_key=True),
    Column("width", Float, nullable=False),
    Column("height", Float, nullable=False),
    Column("rotation", Integer, nullable=False),
    Column("text_source", String(8), nullable=False),
    Column("confidence", Float),  # of recognised words, 0 to 1
)

printed_pages = Table(
    "printed_pages",
    metadata,
    Column("document_id", String(16), primary_key=True),
    Column("sheet", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("label", Text),
    Column("x0", Float, nullable=False),
    Column("x1", Float, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "sheet"], ["pages.document_id", "pages.sheet"], ondelete="CASCADE"
    ),
)

blocks = Table(
    "blocks",
    metadata,
    _document(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("reading_order", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("boxes", JSON, nullable=False),  # [[sheet, x0, top, x1, bottom], …]: never searched
)

passages = Table(
    "passages",
    metadata,
    # A number of our own, because the word index and the vector index count rows.
    Column("number", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    _document(),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("lead_in", Text),
    Column("printed", Text),
    Column("text_hash", String(64), nullable=False, index=True),  # of what is embedded
    Column("marker", Text),  # what stands before a list item or a note
    Column("confidence", Float),  # of recognised words, 0 to 1
    UniqueConstraint("document_id", "ordinal"),
    sqlite_autoincrement=True,  # a number is never given twice, so caches cannot mistake one
)

passage_boxes = Table(
    "passage_boxes",
    metadata,
    _passage(primary_key=True),
    Column("cell", Integer, primary_key=True),  # -1: of the passage itself
    Column("ordinal", Integer, primary_key=True),
    Column("sheet", Integer, nullable=False),
    Column("x0", Float, nullable=False),
    Column("top", Float, nullable=False),
    Column("x1", Float, nullable=False),
    Column("bottom", Float, nullable=False),
)

cells = Table(
    "cells",
    metadata,
    _passage(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("header", Text, nullable=False),
    Column("text", Text, nullable=False),
)

problems = Table(
    "problems",
    metadata,
    _document(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("code", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("sheet", Integer),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("embedder", String(128), primary_key=True),
    Column("text_hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # little-endian float32
)

analyses = Table(
    "analyses",
    metadata,
    Column("number", Integer, primary_key=True),
    _passage(),
    Column("framework", String(128), nullable=False),  # id@version
    Column("model", String(128), nullable=False),
    Column("level", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    UniqueConstraint("passage", "framework", "model"),
)

theme_tags = Table(
    "theme_tags",
    metadata,
    Column(
        "analysis",
        Integer,
        ForeignKey("analyses.number", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("ordinal", Integer, primary_key=True),
    Column("label", String(64), nullable=False),
    Column("probability", Float, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("evidence", JSON, nullable=False),  # [[start, end], …] in the passage text
    Column("unsure", Boolean, nullable=False, server_default="0"),  # the model asks for a person
    Index("ix_theme_tags_label", "label", "accepted"),
)

commitments = Table(
    "commitments",
    metadata,
    Column(
        "analysis",
        Integer,
        ForeignKey("analyses.number", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("strength", String(16), nullable=False, index=True),
    Column("stage", String(16), nullable=False),
    Column("actor", Text),
    Column("action", Text, nullable=False),
    Column("amount_text", Text),
    Column("amount_value", Float),
    Column("amount_currency", String(3)),
    Column("deadline_text", Text),
    Column("deadline_start", Date),
    Column("deadline_end", Date),
    Column("indicator", Text),
    Column("baseline", Text),
    Column("target", Text),
    Column("text_hash", String(64), nullable=False, index=True),  # of what is embedded
    Column("partners", JSON, nullable=False),
    Column("places", JSON, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(8), nullable=False, index=True),
    Column("stage", String(32), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("file", Text, nullable=False),  # the name of the copy under `uploads/`
    Column("name", Text, nullable=False),  # the name people gave it
    Column("about", JSON, nullable=False),
    Column("document_id", String(16)),
    Column("recognise", Boolean, nullable=False, server_default="0"),  # read pictures of text
    Column("attempts", Integer, nullable=False),
    Column("queued", UtcDateTime, nullable=False),
    Column("heartbeat", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    sqlite_autoincrement=True,
)

version_links = Table(
    "version_links",
    metadata,
    Column(
        "earlier",
        String(16),
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "later",
        String(16),
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("shared", Float, nullable=False),  # share of word runs in common when linked
    Column("confirmed", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

overlap_verdicts = Table(
    "overlap_verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    # Passage ids, the smaller first. No foreign key: a verdict outlives a second reading.
    Column("left", String(16), nullable=False, index=True),
    Column("right", String(16), nullable=False),
    Column("verdict", String(16), nullable=False),
    sqlite_autoincrement=True,
)
