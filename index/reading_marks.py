"""Which passages a person has marked as read, as they stand now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, select

from index.embedded_text import text_hash
from index.review_tables import readings
from ingest.document import Passage


def read_by_people(engine: Engine, passages: Iterable[Passage]) -> frozenset[str]:
    """Return the ids of the passages whose present words somebody has read."""
    query = select(readings.c.passage_id, readings.c.text_hash)
    with engine.connect() as connection:
        marked = {(row[0], row[1]) for row in connection.execute(query)}
    return frozenset(p.id for p in passages if (p.id, text_hash(p.text)) in marked)
