"""Reviews made without a browser, for screens that need some."""

from __future__ import annotations

from index.searching.selection import Selection
from review.casebook import Casebook
from review.evidence import add_evidence
from review.judgement import Review
from review.people import person
from review.rating import rate
from review.reviews import start
from review.visibility import judgements_for
from tests.browser.conftest import NOW


def strategy(book: Casebook, place: str) -> str:
    return next(d.id for d in book.store.documents() if d.about.place.startswith(place))


def fill(book: Casebook, place: str, name: str, point: int, *, leave: int = 0) -> Review:
    """Rate every criterion but the first `leave`, each with a quote; what is rated is kept."""
    who, document = person(book.engine, name), strategy(book, place)
    review = start(book, document, who=who, at=NOW)
    passages = book.store.passages(Selection(documents=frozenset({document})))
    passage = next(p for p in passages if len(p.text) > 80 and not p.cells)
    quote = passage.text[:40]
    for criterion in book.framework.criteria[leave:]:
        value = criterion.scale[point].value
        if judgements_for(book, review.id, who)[criterion.id].rating is None:
            rate(book, review.id, criterion.id, value, "", 0, who=who, at=NOW)
        add_evidence(book, review.id, criterion.id, passage, 0, 40, quote, who=who, at=NOW)
    return review
