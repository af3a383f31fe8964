"""Everything that is known of one strategy's review, in one object, for whoever writes it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.comparing.overlaps import Overlap, Wanted, find_overlaps
from index.corpus import Corpus
from index.coverage.places_by_labels import CellState, CoverageCell, coverage
from index.errors import UnknownDocumentError
from ingest.document import Document
from nlp.framework import Criterion
from review.casebook import Casebook
from review.judgement import Evidence, Judgement, Moderation, Review
from review.moderation import compared, moderations
from review.person import Person
from review.readings import Proof, proof
from review.visibility import judgements_for, standing, visible_to

MOST_OVERLAPS = 50  # more than a report lists; what is left out is counted


@dataclass(frozen=True, slots=True)
class Said:
    """One reviewer's judgement on the criterion at hand."""

    review: Review
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class OnCriterion:
    """What was judged on one criterion.

    `final` is the moderator's rating, else the one that all submitted reviews give, else None.
    `decisions` are all that were made, oldest first; the last one counts.
    """

    criterion: Criterion
    said: tuple[Said, ...]
    decisions: tuple[Moderation, ...]
    final: int | None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The quotes that all reviewers linked, each stretch of words once."""
        linked = [e for said in self.said for e in said.judgement.evidence]
        return tuple({(e.passage, e.start, e.end, e.quote): e for e in linked}.values())


@dataclass(frozen=True, slots=True)
class Dossier:
    """One strategy with its reviews as `reader` may see them at `at`.

    `document` is None when the strategy was removed after its review; `place` and `title` are
    then as the reviews keep them. `withheld` counts reviews that the reader may not see.
    `gaps` are labels that the place does not (clearly) state, each cell saying why it is empty;
    `overlaps` those in which the strategy has a part, best first, and `omitted` how many more
    there are. `lost` are quotes that the latest reading of the strategy does not contain.
    `compared` is False when gaps and overlaps were not looked for.
    """

    document: Document | None
    id: str
    place: str
    title: str
    framework: str
    reader: str
    at: datetime
    reviews: tuple[Review, ...]
    withheld: int
    criteria: tuple[OnCriterion, ...]
    reading: Proof | None
    gaps: tuple[CoverageCell, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    omitted: int = 0
    compared: bool = False

    @property
    def lost(self) -> tuple[Evidence, ...]:
        every = [e for item in self.criteria for e in item.evidence]
        return tuple(e for e in every if not e.attached)


def dossier(
    book: Casebook,
    document: str,
    *,
    who: Person,
    at: datetime,
    corpus: Corpus | None = None,
) -> Dossier:
    """Return the dossier of one strategy; with a corpus, with its gaps and overlaps.

    A removed strategy still has one, from its reviews; UnknownDocumentError when there are none.
    """
    known = book.store.document(document) if book.store.has(document) else None
    every = standing(book.engine, who, document)
    if known is None and not every:
        raise UnknownDocumentError(document)
    seen = visible_to(book.engine, who, document)
    held = {review.id: judgements_for(book, review.id, who) for review in seen}
    gaps, overlaps, omitted = _comparisons(book, known, corpus)
    return Dossier(
        document=known,
        id=document,
        place=known.about.place if known else every[-1].place,
        title=known.about.title if known else every[-1].title,
        framework=book.key,
        reader=who.name,
        at=at,
        reviews=tuple(seen),
        withheld=len(every) - len(seen),
        criteria=tuple(_on_criteria(book, document, who, held, seen)),
        reading=proof(book, document) if known else None,
        gaps=gaps,
        overlaps=overlaps,
        omitted=omitted,
        compared=corpus is not None and known is not None,
    )


def _on_criteria(
    book: Casebook,
    document: str,
    who: Person,
    held: Mapping[int, Mapping[str, Judgement]],
    seen: Sequence[Review],
) -> list[OnCriterion]:
    decisions = moderations(book, document, who=who)
    finals = {item.criterion: item.final for item in compared(book, document, who=who)}
    return [
        OnCriterion(
            criterion,
            tuple(Said(review, held[review.id][criterion.id]) for review in seen),
            tuple(decision for decision in decisions if decision.criterion == criterion.id),
            finals[criterion.id],
        )
        for criterion in book.framework.criteria
    ]


def _comparisons(
    book: Casebook, known: Document | None, corpus: Corpus | None
) -> tuple[tuple[CoverageCell, ...], tuple[Overlap, ...], int]:
    """Return gaps, overlaps, and how many more overlaps there are."""
    if known is None or corpus is None:
        return (), (), 0
    cells = coverage(corpus, book.framework.label_ids).cells
    gaps = [c for c in cells if c.place == known.about.place and c.state is not CellState.STATED]
    wanted = Wanted(documents=frozenset({known.id}))
    found = find_overlaps(corpus, wanted, MOST_OVERLAPS)
    return tuple(gaps), found.groups, found.omitted
