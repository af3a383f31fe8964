"""The life of a review: draft, submitted, changes requested, submitted again, approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from index.errors import UnknownDocumentError
from index.storage import schema
from index.storage.review_tables import reviews
from review import fetching
from review.acts import Act, act
from review.casebook import Casebook
from review.comparison import compare, latest
from review.errors import NotAllowedError, NotReadyError, ReviewError
from review.judgement import Judgement, Review, ReviewStatus
from review.permissions import Action
from review.person import Person
from review.visibility import could_read_before, readable_reviews


def start(book: Casebook, document: str, *, who: Person, at: datetime) -> Review:
    """Begin a person's review of a strategy, or return the one that they have.

    It counts as blind unless they can already read another's, or could in a role they had before.
    Raises UnknownDocumentError.
    """
    with act(book.engine, who, Action.REVIEW, at) as doing:
        same = fetching.all_reviews(doing.connection, document)
        for known in same:
            if known.reviewer == who.name:
                return known
        d = schema.documents.c
        about = select(d.place, d.title).where(d.id == document)
        row = doing.connection.execute(about).first()
        if row is None:
            raise UnknownDocumentError(document)
        read = readable_reviews(doing.connection, who, document)
        values = {
            "document_id": document,
            "place": row.place,
            "title": row.title,
            "reviewer": who.name,
            "framework": book.key,
            "status": ReviewStatus.DRAFT.value,
            "blind": not (read or could_read_before(doing.connection, who, document)),
            "started": at,
            "changed": at,
            "reason": "",
        }
        added = doing.connection.execute(insert(reviews).returning(reviews.c.id), values)
        begun = fetching.review(doing.connection, added.scalar_one())
        after = {"review": begun.id, "status": begun.status.value, "blind": begun.blind}
        doing.record("start review", document, after=after)
    return begun


def lacking(book: Casebook, held: Mapping[str, Judgement]) -> list[tuple[str, str]]:
    """Return which criteria keep a review from being submitted, each with what it lacks."""
    lacks = []
    for criterion in book.framework.criteria:
        judgement = held.get(criterion.id)
        if judgement is None or judgement.rating is None:
            lacks.append((criterion.id, "give a rating"))
        elif not judgement.grounded:
            lacks.append((criterion.id, "link a quote, or search and record that none was found"))
    return lacks


def submit(book: Casebook, review: int, *, who: Person, at: datetime) -> Review:
    """Hand a review in; NotReadyError lists the criteria that have no rating or no evidence."""
    with act(book.engine, who, Action.REVIEW, at) as doing:
        held = own_open_review(doing, review)
        lacks = lacking(book, fetching.judgements_of(doing.connection, [review])[review])
        if lacks:
            raise NotReadyError(lacks)
        return _move(doing, held, ReviewStatus.SUBMITTED, submitted=held.submitted or at)


def request_changes(
    book: Casebook, review: int, reason: str, *, who: Person, at: datetime
) -> Review:
    """Send a submitted review back to its reviewer, saying why."""
    if not reason.strip():
        raise ReviewError("say what should change")
    with act(book.engine, who, Action.REQUEST_CHANGES, at) as doing:
        held = _submitted_by_another(doing, review)
        return _move(doing, held, ReviewStatus.CHANGES_REQUESTED, reason=reason.strip())


def approve(book: Casebook, review: int, reason: str = "", *, who: Person, at: datetime) -> Review:
    """Accept a submitted review for good; nobody accepts their own.

    While the strategy's reviews differ and nobody has decided, it takes a reason.
    """
    with act(book.engine, who, Action.APPROVE, at) as doing:
        held = _submitted_by_another(doing, review)
        open_ = _undecided(book, doing, held.document)
        if open_ and not reason.strip():
            told = "1 difference is" if open_ == 1 else f"{open_} differences are"
            raise ReviewError(f"{told} undecided: decide first, or say why it is approved as it is")
        return _move(doing, held, ReviewStatus.APPROVED, reason=reason.strip())


def _undecided(book: Casebook, doing: Act, document: str) -> int:
    """Return on how many criteria submitted reviews differ without a moderator's decision."""
    same = fetching.all_reviews(doing.connection, document)
    seen = [review for review in same if review.submitted is not None]
    held = fetching.judgements_of(doing.connection, [review.id for review in seen])
    decided = latest(fetching.moderations_of(doing.connection, document))
    found = [compare(criterion.id, seen, held, decided) for criterion in book.framework.criteria]
    return sum(item.differs and item.decision is None for item in found)


def own_open_review(doing: Act, review: int) -> Review:
    """Return a review that the person who acts may change now; NotAllowedError otherwise."""
    held = fetching.review(doing.connection, review)
    if held.reviewer != doing.who.name:
        raise NotAllowedError(f"{doing.who.name} may not change review {review}: it is another's")
    if not held.open:
        raise ReviewError(
            f"review {review} is {held.status.value}; it can be changed again "
            "when a moderator asks for changes"
        )
    return held


def _submitted_by_another(doing: Act, review: int) -> Review:
    held = fetching.review(doing.connection, review)
    if held.reviewer == doing.who.name:
        raise NotAllowedError(f"{doing.who.name} may not decide on their own review")
    same = readable_reviews(doing.connection, doing.who, held.document)
    if held.submitted is not None and held not in same:
        raise NotAllowedError(
            f"{doing.who.name} may not decide on review {review} before submitting their own"
        )
    if held.status is not ReviewStatus.SUBMITTED:
        raise ReviewError(f"review {review} is {held.status.value}, not submitted")
    return held


def _move(doing: Act, held: Review, status: ReviewStatus, **also: Any) -> Review:
    moved = replace(held, status=status, changed=doing.at, **also)
    values = {"status": status.value, "changed": doing.at, **also}
    doing.connection.execute(update(reviews).where(reviews.c.id == held.id).values(values))
    before = {"review": held.id, "status": held.status.value}
    after = {"review": held.id, "status": status.value, "reason": moved.reason}
    doing.record(f"review {status.value.replace('_', ' ')}", held.document, before, after)
    return moved
