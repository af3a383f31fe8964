"""The audit as one person may read it: every line is there, contents that are blind are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, select

from index.storage import schema
from review import fetching
from review.permissions import Action, require
from review.person import Person
from review.visibility import readable_reviews

WITHHELD: Final = "work on a review"
"""What a line that is withheld says was done."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to what, and when; `id` grows.

    `withheld`: before and after are left out and the action is WITHHELD, because they tell of a
    review that this person may not read yet ("no evidence found" is a judgement too).
    """

    id: int
    at: datetime
    by: str
    action: str
    subject: str
    before: Any
    after: Any
    withheld: bool


def audit_for(
    engine: Engine, who: Person, *, subject: str | None = None, by: str | None = None
) -> list[AuditLine]:
    """Return the audit trail, oldest first, of one subject or one person where they are given.

    Raises NotAllowedError for a role that may not read it.
    """
    a = schema.audit.c
    query = select(a.id, a.at, a.by, a.action, a.subject, a.before, a.after).order_by(a.id)
    if subject is not None:
        query = query.where(a.subject == subject)
    if by is not None:
        query = query.where(a.by == by)
    with engine.connect() as connection:
        require(connection, who, Action.READ_AUDIT)
        blind = _Blindfold.on(connection, who)
        return [
            AuditLine(row.id, row.at, row.by, WITHHELD, row.subject, None, None, True)
            if blind.hides(row)
            else AuditLine(*row, withheld=False)
            for row in connection.execute(query)
        ]


@dataclass(frozen=True, slots=True)
class _Blindfold:
    """Which reviews, and whose strategies' decisions, one person may read."""

    reviews: frozenset[int]
    documents: frozenset[str]  # those with a submitted review that the person may read

    @classmethod
    def on(cls, connection: Connection, who: Person) -> _Blindfold:
        seen = readable_reviews(connection, who)
        return cls(
            frozenset(review.id for review in seen),
            frozenset(review.document for review in seen if review.submitted is not None),
        )

    def hides(self, row: Any) -> bool:
        for state in (row.before, row.after):
            if not isinstance(state, Mapping):
                continue
            if "review" in state and state["review"] not in self.reviews:
                return True
            if "criterion" in state and "review" not in state:  # a moderator's decision
                return row.subject not in self.documents
        return False


def audit_of_reviews(engine: Engine, who: Person, document: str) -> list[AuditLine]:
    """Return the lines that tell of one strategy and its reviews."""
    with engine.connect() as connection:
        numbers = {review.id for review in fetching.all_reviews(connection, document)}
    return [line for line in audit_for(engine, who) if _tells_of(line, document, numbers)]


def _tells_of(line: AuditLine, document: str, reviews: set[int]) -> bool:
    states = [state for state in (line.before, line.after) if isinstance(state, Mapping)]
    return line.subject == document or any(state.get("review") in reviews for state in states)
