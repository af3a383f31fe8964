"""Saving a rating and a note, so that two windows cannot overwrite each other unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.sqlite import insert

from index.storage.review_tables import judgements
from nlp.framework import Criterion
from review import fetching
from review.acts import Act, act
from review.casebook import Casebook
from review.errors import ConflictError, ReviewError
from review.judgement import NOT_RELEVANT, Judgement
from review.permissions import Action
from review.person import Person
from review.reviews import own_open_review


def rate(
    book: Casebook,
    review: int,
    criterion: str,
    rating: int | None,
    note: str,
    version: int,
    *,
    who: Person,
    at: datetime,
) -> Judgement:
    """Save a rating and a note over `version`, the version that the reviewer was looking at.

    The first rating that is saved is kept beside the latest for good. Raises ConflictError when
    something else was saved in between; what was not saved is in the audit then.
    """
    check_rating(book.criterion(criterion), rating)
    conflict: ConflictError[Judgement] | None = None
    with act(book.engine, who, Action.REVIEW, at) as doing:
        document = own_open_review(doing, review).document
        held = fetching.judgement(doing.connection, review, criterion)
        wanted = replace(held, rating=rating, note=note.strip())
        if held.version != version:
            conflict = ConflictError(f"the judgement on {criterion}", held, wanted)
            doing.record("conflict", document, _json(held), _json(wanted))
        elif wanted == held:
            return held
        else:
            first = rating if held.first_rating is None else held.first_rating
            saved = replace(wanted, first_rating=first, version=version + 1, at=at)
            save_judgement(doing, saved)
            doing.record("rate", document, _json(held), _json(saved))
    if conflict is not None:
        raise conflict
    return saved


def check_rating(criterion: Criterion, rating: int | None) -> None:
    """Raise ReviewError when a rating is no point of the criterion's scale."""
    legal = [point.value for point in criterion.scale]
    if rating is None or rating in legal or (rating == NOT_RELEVANT and criterion.optional):
        return
    if rating == NOT_RELEVANT:
        raise ReviewError(f"{criterion.id} is asked of every strategy; it cannot be left out")
    raise ReviewError(f"rate {criterion.id} with {legal[0]} to {legal[-1]}, not {rating}")


def save_judgement(doing: Act, judgement: Judgement) -> None:
    """Write everything of a judgement that is not evidence or a search."""
    values = {
        "rating": judgement.rating,
        "first_rating": judgement.first_rating,
        "note": judgement.note,
        "none_found": judgement.none_found,
        "version": judgement.version,
        "at": doing.at,
    }
    key = {"review": judgement.review, "criterion": judgement.criterion}
    statement = insert(judgements).values(**key, **values)
    doing.connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


def _json(judgement: Judgement) -> dict[str, Any]:
    return {
        "review": judgement.review,
        "criterion": judgement.criterion,
        "rating": judgement.rating,
        "first_rating": judgement.first_rating,
        "note": judgement.note,
        "version": judgement.version,
    }
