"""Where two reviews of one strategy differ, and what a third person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from index.storage.review_tables import moderations as table
from review import fetching
from review.acts import Act, act
from review.casebook import Casebook
from review.comparison import Compared, compare, latest
from review.errors import ConflictError, NotAllowedError, ReviewError
from review.judgement import Moderation
from review.permissions import Action
from review.person import Person
from review.rating import check_rating
from review.visibility import DOUBLE, readable_reviews


def compared(book: Casebook, document: str, *, who: Person) -> list[Compared]:
    """Return every criterion as the submitted reviews that a person may read judge it."""
    return compared_by_document(book, [document], who=who)[document]


def compared_by_document(
    book: Casebook, documents: Sequence[str], *, who: Person
) -> dict[str, list[Compared]]:
    """Return the same for several strategies, read together."""
    only = documents[0] if len(documents) == 1 else None
    with book.engine.connect() as connection:
        reviews = readable_reviews(connection, who, only)
        wanted = frozenset(documents)
        seen = [r for r in reviews if r.submitted is not None and r.document in wanted]
        held = fetching.judgements_of(connection, [review.id for review in seen])
        decided = {
            document: latest(fetching.moderations_of(connection, document))
            for document in {review.document for review in seen}
        }
    return {
        document: [
            compare(
                criterion.id,
                [review for review in seen if review.document == document],
                held,
                decided.get(document, {}),
            )
            for criterion in book.framework.criteria
        ]
        for document in documents
    }


def differences(book: Casebook, document: str, *, who: Person) -> list[Compared]:
    """Return the criteria on which the reviews differ, decided ones included."""
    return [item for item in compared(book, document, who=who) if item.differs]


def moderate(
    book: Casebook,
    document: str,
    criterion: str,
    rating: int,
    reason: str,
    seen: int | None,
    *,
    who: Person,
    at: datetime,
) -> Moderation:
    """Decide on a criterion that two people have judged; it stands beside their judgements.

    `seen` is the id of the decision that the moderator was looking at, None when there was none.
    Raises ConflictError when another was made since, NotAllowedError for one of the reviewers.
    """
    check_rating(book.criterion(criterion), rating)
    if not reason.strip():
        raise ReviewError("give the reason for the decision")
    conflict: ConflictError[Moderation] | None = None
    with act(book.engine, who, Action.MODERATE, at) as doing:
        _check_moderator(doing, document)
        held = latest(fetching.moderations_of(doing.connection, document)).get(criterion)
        wanted = Moderation(0, document, criterion, rating, reason.strip(), who.name, at)
        before = None if held is None else _json(held)
        if held is not None and held.id != seen:
            conflict = ConflictError(f"the decision on {criterion}", held, wanted)
            doing.record("conflict", document, before, _json(wanted))
        else:
            made = _insert(doing, wanted)
            doing.record("moderate", document, before, _json(made))
    if conflict is not None:
        raise conflict
    return made


def moderations(book: Casebook, document: str, *, who: Person) -> list[Moderation]:
    """Return every decision on a strategy, oldest first; none while its reviews are kept back."""
    with book.engine.connect() as connection:
        seen = readable_reviews(connection, who, document)
        every = fetching.moderations_of(connection, document)
    return every if any(r.submitted is not None for r in seen) else []


def _check_moderator(doing: Act, document: str) -> None:
    same = fetching.all_reviews(doing.connection, document)
    if any(review.reviewer == doing.who.name for review in same):
        raise NotAllowedError(
            f"{doing.who.name} may not moderate this strategy: they reviewed it themselves"
        )
    if sum(review.submitted is not None for review in same) < DOUBLE:
        raise ReviewError("two reviews have to be submitted before a moderator can decide")


def _insert(doing: Act, wanted: Moderation) -> Moderation:
    values = {
        "document_id": wanted.document,
        "criterion": wanted.criterion,
        "rating": wanted.rating,
        "reason": wanted.reason,
        "by": wanted.by,
        "at": wanted.at,
    }
    id_ = doing.connection.execute(insert(table).returning(table.c.id), values).scalar_one()
    return Moderation(
        int(id_), wanted.document, wanted.criterion, wanted.rating, wanted.reason, wanted.by,
        wanted.at,
    )  # fmt: skip


def _json(decision: Moderation) -> dict[str, Any]:
    return {
        "criterion": decision.criterion,
        "rating": decision.rating,
        "reason": decision.reason,
        "by": decision.by,
        "decision": decision.id,
    }
