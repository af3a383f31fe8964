"""The tables of what people make of promises: theories of change, logframes and monitoring.

None has a foreign key to passages or documents: what a person decided outlives a second
reading, and is found again by the key of the words it was decided on. Tables of decisions only
grow, and the last row counts; what stood before stays on record.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from index.storage.schema import UtcDateTime, metadata

theory_versions = Table(
    "theory_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("theory", String(64), nullable=False),
    Column("version", Integer, nullable=False),  # counted within the workspace, from 1
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("theory", "version"),
    sqlite_autoincrement=True,
)

link_verdicts = Table(
    "link_verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("link", String(33), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("source", Text, nullable=False),  # both quotes, so that a verdict can be read alone
    Column("target", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)

logframe_edits = Table(
    "logframe_edits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("row", String(64), nullable=False),
    Column("column", String(32), nullable=False),
    Column("text", Text),  # null takes the edit back
    Column("before", Text, nullable=False),
    Column("statement", Text, nullable=False),  # of the row, should a later draft not have it
    Column("level", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)

register_edits = Table(
    "register_edits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("entry", String(20), nullable=False),
    Column("field", String(16), nullable=False),  # owner, due, milestone, evidence
    Column("value", Text, nullable=False),
    Column("day", Date),
    Column("quote", Text, nullable=False),  # of the commitment, should it be read otherwise
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)

progress_reports = Table(
    "progress_reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("entry", String(20), nullable=False),
    Column("quote", Text, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("author", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("rating", String(12)),
    Column("previous_rating", String(12)),
    Column("reason", String(200), nullable=False),
    Column("achievements", Text, nullable=False),
    Column("forward_look", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("entry", "period_end"),
    sqlite_autoincrement=True,
)

progress_moves = Table(
    "progress_moves",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Integer, nullable=False, index=True),
    Column("from_status", String(20), nullable=False),
    Column("to_status", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False, index=True),
    Column("body", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)
