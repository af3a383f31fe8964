"""Answers "Which places …?" place by place: yes with the best quote, or not found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.comparing.supply_and_demand import sentences
from index.searching.search import Hit, Searcher
from index.searching.selection import EVERYTHING, Selection
from ingest.document import Document, Passage
from nlp.theme import Span

WIDE: Final = 200
"""Passages looked at before single places are asked: as many as a long answer has."""

LONGEST: Final = 240
"""Characters up to which a whole passage is quoted; of a longer one, the best sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one place says. Without a passage nothing was found there, which is no proof of none.

    `quote` is the part of the passage's text to show: `passage.text[quote.start : quote.end]`.
    """

    place: str
    passage: Passage | None = None
    document: Document | None = None
    quote: Span | None = None
    score: float = 0.0

    @property
    def found(self) -> bool:
        return self.passage is not None

    @property
    def words(self) -> str:
        """The quote; empty when nothing was found."""
        if self.passage is None or self.quote is None:
            return ""
        return self.passage.text[self.quote.start : self.quote.end]


def answers_by_place(
    searcher: Searcher, question: str, places: Iterable[str], selection: Selection = EVERYTHING
) -> list[Answer]:
    """Return one answer for each place, the surest first, places that are silent last."""
    wanted = sorted(set(places))
    hits = searcher.search(question, WIDE, selection).hits
    best = _best(hits)
    if hits and all(hit.relevant for hit in hits):
        # Where so much answers, a place may have been crowded out: ask those that are silent.
        for place in wanted:
            if place not in best:
                narrow = replace(selection, places=frozenset({place}))
                found = _best(searcher.search(question, 1, narrow).hits)
                best |= {p: answer for p, answer in found.items() if p == place}
    answers = [best.get(place, Answer(place)) for place in wanted]
    return sorted(answers, key=lambda answer: (-answer.score, answer.place))


def grouped_by_place(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Return hits by place, the place of the best hit first; joint text stands with each place."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        places = [hit.document.about.place, *(o.document.about.place for o in hit.also)]
        for place in dict.fromkeys(places):
            groups.setdefault(place, []).append(hit)
    return groups


def best_quote(text: str, spans: Sequence[Span]) -> Span:
    """Return a short text whole, and of a long one the sentence with most matched words."""
    if len(text) <= LONGEST:
        return Span(0, len(text))
    parts = [Span(start, start + len(words)) for words, start in sentences(text)]

    def matches(part: Span) -> int:
        return sum(part.start <= span.start and span.end <= part.end for span in spans)

    return max(parts, key=matches, default=Span(0, len(text)))


def _best(hits: Sequence[Hit]) -> dict[str, Answer]:
    best: dict[str, Answer] = {}
    for hit in hits:
        if not hit.relevant:
            continue
        sources = [(hit.passage, hit.document), *((o.passage, o.document) for o in hit.also)]
        for passage, document in sources:
            spans = hit.why.spans if passage is hit.passage else ()
            quote = best_quote(passage.text, spans)
            place = document.about.place
            best.setdefault(place, Answer(place, passage, document, quote, hit.score))
    return best
