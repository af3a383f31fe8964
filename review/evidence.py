"""Linking quotes to judgements, or saying that a search brought none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select, update

from index.storage.review_tables import evidence, searches_made
from ingest.document import Passage
from review import fetching
from review.acts import Act, act
from review.casebook import Casebook
from review.errors import QuoteError, ReviewError
from review.judgement import Evidence, Judgement, SearchMade
from review.permissions import Action
from review.person import Person
from review.quote_place import QuotePlace
from review.rating import save_judgement
from review.readings import note_read
from review.reviews import own_open_review

CONTEXT: Final = 40
"""Characters kept on either side of a quote: a short quote can occur twice in a passage, the
same with its neighbours hardly ever."""


def add_evidence(
    book: Casebook,
    review: int,
    criterion: str,
    passage: Passage,
    start: int,
    end: int,
    quote: str,
    *,
    who: Person,
    at: datetime,
    place: QuotePlace | None = None,
) -> Evidence:
    """Link `quote`, which has to be `passage.text[start:end]`, to a judgement.

    `place` is where the quote stands on the paper (`place_of_quote`); without it the passage's
    own page and boxes are kept.
    Linking the same words twice returns the link that is there. Raises QuoteError.
    """
    book.criterion(criterion)
    stored = book.store.passage(passage.id)
    _check_quote(stored, start, end, quote)
    with act(book.engine, who, Action.REVIEW, at) as doing:
        held = own_open_review(doing, review)
        if stored.document_id != held.document:
            raise QuoteError("the quote is from another strategy than the one under review")
        judgement = fetching.judgement(doing.connection, review, criterion)
        for known in judgement.evidence:
            if (known.passage, known.start, known.end) == (stored.id, start, end):
                return known
        where = place or QuotePlace(stored.boxes, stored.printed)
        values = {
            "review": review,
            "criterion": criterion,
            "passage_id": stored.id,
            "document_id": stored.document_id,
            "start": start,
            "end": end,
            "quote": quote,
            "before": stored.text[max(0, start - CONTEXT) : start],
            "after": stored.text[end : end + CONTEXT],
            "sheet": where.sheet,
            "printed": where.printed,
            "boxes": [[b.sheet, b.x0, b.top, b.x1, b.bottom] for b in where.boxes],
            "at": at,
        }
        added = doing.connection.execute(insert(evidence).returning(evidence.c.id), values)
        linked = _evidence(doing, added.scalar_one())
        if judgement.none_found:
            save_judgement(doing, replace(judgement, none_found=False))
        doing.record("add evidence", held.document, after=_json(review, criterion, linked))
        note_read(doing, [stored])  # nobody quotes what they have not read
    return linked


def withdraw_evidence(book: Casebook, evidence_id: int, *, who: Person, at: datetime) -> None:
    """Take a quote off a judgement; it stays in the audit."""
    with act(book.engine, who, Action.REVIEW, at) as doing:
        e = evidence.c
        query = select(e.review, e.criterion).where(e.id == evidence_id, e.withdrawn.is_(None))
        row = doing.connection.execute(query).first()
        if row is None:
            raise ReviewError(
                f"there is no linked quote {evidence_id}; it may be withdrawn already"
            )
        held = own_open_review(doing, row.review)
        linked = _evidence(doing, evidence_id)
        doing.connection.execute(
            update(evidence).where(evidence.c.id == evidence_id).values(withdrawn=at)
        )
        before = _json(row.review, row.criterion, linked)
        doing.record("withdraw evidence", held.document, before)


def note_search(
    book: Casebook, review: int, criterion: str, query: str, hits: int, *, who: Person, at: datetime
) -> SearchMade:
    """Record a search that the reviewer made for a criterion; `hits` is what it found."""
    book.criterion(criterion)
    made = SearchMade(" ".join(query.split()), hits, at)
    if not made.query:
        raise ReviewError("say what was searched for")
    with act(book.engine, who, Action.REVIEW, at) as doing:
        held = own_open_review(doing, review)
        values = {"review": review, "criterion": criterion, "query": made.query, "hits": hits}
        doing.connection.execute(insert(searches_made), {**values, "at": at})
        doing.record("search for evidence", held.document, after=values)
    return made


def none_found(
    book: Casebook, review: int, criterion: str, *, who: Person, at: datetime
) -> Judgement:
    """Say that the searches recorded for a criterion brought no evidence.

    ReviewError when no search was recorded, or when quotes are linked.
    """
    book.criterion(criterion)
    with act(book.engine, who, Action.REVIEW, at) as doing:
        held = own_open_review(doing, review)
        judgement = fetching.judgement(doing.connection, review, criterion)
        if not judgement.searches:
            raise ReviewError(f"search for evidence on {criterion} first; no search is recorded")
        if judgement.evidence:
            raise ReviewError(f"quotes are linked to {criterion}; withdraw them first")
        if judgement.none_found:
            return judgement
        said = replace(judgement, none_found=True, at=at)
        save_judgement(doing, said)
        searches = [{"query": made.query, "hits": made.hits} for made in said.searches]
        after = {"review": review, "criterion": criterion, "searches": searches}
        doing.record("no evidence found", held.document, after=after)
    return said


def take_back_none_found(
    book: Casebook, review: int, criterion: str, *, who: Person, at: datetime
) -> Judgement:
    """Take back that no evidence was found; the searches and what was said stay in the audit."""
    book.criterion(criterion)
    with act(book.engine, who, Action.REVIEW, at) as doing:
        held = own_open_review(doing, review)
        judgement = fetching.judgement(doing.connection, review, criterion)
        if not judgement.none_found:
            return judgement
        said = replace(judgement, none_found=False, at=at)
        save_judgement(doing, said)
        before = {"review": review, "criterion": criterion, "none_found": True}
        doing.record("take back no evidence found", held.document, before)
    return said


def _check_quote(passage: Passage, start: int, end: int, quote: str) -> None:
    if not (0 <= start < end <= len(passage.text)) or not quote.strip():
        raise QuoteError("mark at least one word of the passage")
    if passage.text[start:end] != quote:
        raise QuoteError("the quote is not what the passage says; mark the words again")


def _evidence(doing: Act, id_: int) -> Evidence:
    query = fetching.linked_evidence().where(evidence.c.id == id_)
    row = doing.connection.execute(query).mappings().one()
    return fetching.evidence_of(row)


def _json(review: int, criterion: str, linked: Evidence) -> dict[str, Any]:
    return {
        "review": review,
        "criterion": criterion,
        "evidence": linked.id,
        "passage": linked.passage,
        "start": linked.start,
        "end": linked.end,
        "quote": linked.quote,
        "sheet": linked.sheet,
        "printed": linked.printed,
    }
