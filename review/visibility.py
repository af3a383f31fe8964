"""Who may read which review: the one way in, so that a blind review stays blind.

A draft is for its author alone. A review that was submitted is for those who have submitted
their own of the same strategy; for moderators and administrators who have none of their own;
for viewers once it is approved; and for everybody once two reviews of the strategy are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from index.storage import schema
from review import fetching
from review.casebook import Casebook
from review.errors import NotAllowedError
from review.judgement import Judgement, Review, ReviewStatus
from review.permissions import Action, require
from review.person import Person, Role

DOUBLE = 2  # reviews: a strategy with so many approved has had its blind double review


def readable(review: Review, who: Person, role: Role, same: Sequence[Review]) -> bool:
    """Whether a person may read a review; `same` are all reviews of the same strategy."""
    if review.reviewer == who.name:
        return True
    if review.submitted is None:
        return False
    own = next((other for other in same if other.reviewer == who.name), None)
    if own is not None:
        return own.submitted is not None
    if role in (Role.MODERATOR, Role.ADMINISTRATOR):
        return True
    if sum(other.status is ReviewStatus.APPROVED for other in same) >= DOUBLE:
        return True
    return role is Role.VIEWER and review.status is ReviewStatus.APPROVED


def readable_reviews(
    connection: Connection, who: Person, document: str | None = None
) -> list[Review]:
    """Return what `visible_to` returns, inside a transaction that is open."""
    role = require(connection, who, Action.READ)
    every = fetching.all_reviews(connection, document)
    same: dict[str, list[Review]] = {}
    for review in every:
        same.setdefault(review.document, []).append(review)
    return [review for review in every if readable(review, who, role, same[review.document])]


def could_read_before(connection: Connection, who: Person, document: str) -> bool:
    """Whether a role that a person had before let them read another's review of a strategy.

    A viewer who was made a reviewer may have read an approved review, and a moderator who went
    back may have read every one submitted; nothing tells whether they did. Such a review of
    theirs is kept and counts as not blind: in a small office there may be nobody else to write it.
    """
    others = [r for r in fetching.all_reviews(connection, document) if r.reviewer != who.name]
    for role, until in _earlier_roles(connection, who):
        then = [r for r in others if r.submitted is not None and r.submitted <= until]
        if role is Role.VIEWER:
            # Approval is for good, and so the last thing that changes a review.
            then = [r for r in then if r.status is ReviewStatus.APPROVED and r.changed <= until]
        if then and role is not Role.REVIEWER:
            return True
    return False


def _earlier_roles(connection: Connection, who: Person) -> list[tuple[Role, datetime]]:
    """Return each role that a person had once, with when it ended."""
    a = schema.audit.c
    query = select(a.before, a.at).where(a.action == "set role", a.subject == who.name)
    return [(Role(before["role"]), at) for before, at in connection.execute(query.order_by(a.id))]


def visible_to(engine: Engine, who: Person, document: str | None = None) -> list[Review]:
    """Return the reviews that a person may read, of one strategy or of all, oldest first."""
    with engine.connect() as connection:
        return readable_reviews(connection, who, document)


def review_for(engine: Engine, review: int, who: Person) -> Review:
    """Return one review; NotAllowedError while it has to be kept from this person."""
    with engine.connect() as connection:
        return check_readable(connection, review, who)


def check_readable(connection: Connection, review: int, who: Person) -> Review:
    """Return what `review_for` returns, inside a transaction that is open."""
    wanted = fetching.review(connection, review)
    if wanted not in readable_reviews(connection, who, wanted.document):
        own = "submit your own review first" if wanted.submitted else "it is a draft"
        raise NotAllowedError(f"{who.name} may not read review {review} yet: {own}")
    return wanted


def own_review(engine: Engine, document: str, who: Person) -> Review | None:
    """Return a person's own review of a strategy, or None."""
    found = visible_to(engine, who, document)
    return next((review for review in found if review.reviewer == who.name), None)


def standing(engine: Engine, who: Person, document: str | None = None) -> list[Review]:
    """Return how far every review has come, those too whose contents are kept from this person.

    A review says nothing of its judgements; reasons for changes are left out here.
    """
    with engine.connect() as connection:
        require(connection, who, Action.READ)
        return [replace(r, reason="") for r in fetching.all_reviews(connection, document)]


def judgements_for(book: Casebook, review: int, who: Person) -> dict[str, Judgement]:
    """Return a review's judgements in the order of the criteria, empty ones included.

    Judgements on criteria that the framework no longer has come last. Raises NotAllowedError.
    """
    with book.engine.connect() as connection:
        check_readable(connection, review, who)
        held = fetching.judgements_of(connection, [review])[review]
    asked = [criterion.id for criterion in book.framework.criteria]
    return {id_: held.get(id_) or Judgement(review, id_) for id_ in [*asked, *held]}
