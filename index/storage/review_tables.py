"""The tables of human judgement. None refers to passages: decisions outlive a second reading."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from index.storage.schema import UtcDateTime, metadata

people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("subject", Text, unique=True),  # who they are to a sign-in service
    Column("added", UtcDateTime, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False),
    Column("place", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("reviewer", Text, ForeignKey("people.name"), nullable=False),
    Column("framework", String(128), nullable=False),  # id@version
    Column("status", String(24), nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("started", UtcDateTime, nullable=False),
    Column("submitted", UtcDateTime),
    Column("changed", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("document_id", "reviewer"),
    sqlite_autoincrement=True,
)

judgements = Table(
    "judgements",
    metadata,
    Column("review", Integer, ForeignKey("reviews.id"), primary_key=True),
    Column("criterion", String(64), primary_key=True),
    Column("rating", Integer),
    Column("first_rating", Integer),
    Column("note", Text, nullable=False),
    Column("none_found", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("review", Integer, ForeignKey("reviews.id"), nullable=False),
    Column("criterion", String(64), nullable=False),
    Column("passage_id", String(16)),  # none when a later reading has no such words
    Column("document_id", String(16), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("sheet", Integer, nullable=False),
    Column("printed", Text),
    Column("boxes", JSON, nullable=False),  # [[sheet, x0, top, x1, bottom], …]
    Column("at", UtcDateTime, nullable=False),
    Column("withdrawn", UtcDateTime),
    Index("ix_evidence_review", "review", "criterion"),
    sqlite_autoincrement=True,
)

searches_made = Table(
    "searches_made",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("review", Integer, ForeignKey("reviews.id"), nullable=False, index=True),
    Column("criterion", String(64), nullable=False),
    Column("query", Text, nullable=False),
    Column("hits", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

moderations = Table(
    "moderations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("criterion", String(64), nullable=False),
    Column("rating", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, ForeignKey("people.name"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

double_sample = Table(
    "double_sample",
    metadata,
    Column("document_id", String(16), primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

tag_decisions = Table(
    "tag_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("passage_id", String(16), nullable=False, index=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("text", Text, nullable=False),  # what was judged, though it be read anew
    Column("text_hash", String(64), nullable=False),
    Column("label", String(64), nullable=False),
    Column("decision", String(8), nullable=False),  # accept, reject or add
    Column("spans", JSON, nullable=False),  # [[start, end], …] in `text`
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # What the machine said then, kept apart from what the person says.
    Column("model", String(128), nullable=False),
    Column("framework", String(128), nullable=False),
    Column("codebook", String(16), nullable=False),
    Column("probability", Float),
    Column("accepted", Boolean),
    sqlite_autoincrement=True,
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("passage_id", String(16), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("passage_id", "text_hash", "by"),
    sqlite_autoincrement=True,
)
