"""Where a reviewer may start to look, and, once they have submitted, what the tool would say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from index.searching.search import Hit, Searcher
from index.searching.selection import Selection
from nlp.commitment import Strength
from nlp.framework import Criterion
from review.casebook import Casebook
from review.errors import NotAllowedError
from review.person import Person
from review.visibility import check_readable

PER_QUERY: Final = 6
"""Hits taken from each question of a criterion: two questions fill the screen's column."""


@dataclass(frozen=True, slots=True)
class SuggestedRating:
    """A rating that the tool would give, and why; never shown before the reviewer has submitted.

    It counts passages and promises, and knows nothing of their worth.
    """

    rating: int
    why: str


def suggested_passages(
    searcher: Searcher, criterion: Criterion, document: str, shown: int = PER_QUERY
) -> list[Hit]:
    """Return passages of a strategy that may answer a criterion, the likeliest first.

    Found by the criterion's questions; what they call relevant stands above what only comes
    near. For a criterion about a theme, passages about that theme stand first among equals, and
    each question is asked of them alone too, so that none is crowded out. Passages are suggested
    to everybody: they are no opinion.
    """
    whole = Selection(documents=frozenset({document}))
    themed = replace(whole, themes=frozenset(criterion.labels))
    best: dict[str, Hit] = {}
    about: set[str] = set()
    for query in criterion.queries:
        hits = list(searcher.search(query, shown, whole).hits)
        if criterion.labels:
            found = searcher.search(query, shown, themed).hits
            about |= {hit.passage.id for hit in found}
            hits += found
        for hit in hits:
            known = best.get(hit.passage.id)
            if known is None or (hit.relevant, hit.score) > (known.relevant, known.score):
                best[hit.passage.id] = hit

    def rank(hit: Hit) -> tuple[bool, bool, float, int]:
        return not hit.relevant, hit.passage.id not in about, -hit.score, hit.passage.ordinal

    return sorted(best.values(), key=rank)[: shown * max(1, len(criterion.queries))]


def suggested_rating(
    book: Casebook, searcher: Searcher, review: int, criterion: str, *, who: Person
) -> SuggestedRating:
    """Return the tool's own rating for one's own review; NotAllowedError before it is submitted.

    From the lowest point up, one point each for: a passage that answers; several that do; a firm
    promise among them.
    """
    with book.engine.connect() as connection:
        held = check_readable(connection, review, who)
    if held.submitted is None or held.reviewer != who.name:
        raise NotAllowedError("the tool's own rating is shown once you have submitted your review")
    asked = book.criterion(criterion)
    hits = [h for h in suggested_passages(searcher, asked, held.document) if h.relevant]
    analyses = book.store.analyses_by_id([hit.passage.id for hit in hits])
    firm = sum(
        any(c.strength is Strength.FIRM for c in analysis.promises.commitments)
        for analysis in analyses.values()
    )
    steps = int(len(hits) >= 1) + int(len(hits) >= len(asked.scale)) + int(firm >= 1)
    rating = min(asked.scale[0].value + steps, asked.scale[-1].value)
    answer = "passage answers" if len(hits) == 1 else "passages answer"
    promised = f"firm promises stand in {firm} of them" if firm else "none makes a firm promise"
    why = f"{len(hits)} {answer} the questions of this criterion; {promised}."
    return SuggestedRating(rating, why)
