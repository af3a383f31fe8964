"""When the strategies themselves last changed, as against what people decided about them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, select

from index.storage import schema

CONTENT: Final = (
    "add",
    "reread",
    "analyse",
    "edit",
    "remove",
    "link versions",
    "offer version",
    "unlink versions",
)
"""Actions of the audit after which search, coverage and overlaps have to be worked out anew. A
decision of a reviewer is none of them: with forty strategies that would cost seconds each."""


def content_revision(engine: Engine) -> int:
    """Return a number that grows with every change to what the strategies say."""
    a = schema.audit.c
    latest = select(a.id).where(a.action.in_(CONTENT)).order_by(a.id.desc()).limit(1)
    with engine.connect() as connection:
        return int(connection.execute(latest).scalar() or 0)
