"""How passages like one's own evidence were judged in other places, without names.

Shown only once the first rating is saved, so that it helps consistency and does not make it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection, select

from index.embedded_text import embedded_text, text_hash
from index.storage.analysed import Vector
from index.storage.review_tables import double_sample
from review import fetching
from review.casebook import Casebook
from review.comparison import latest
from review.errors import NotAllowedError
from review.judgement import Evidence, Judgement, Review
from review.permissions import Action, require
from review.person import Person
from review.visibility import check_readable

ALIKE_FROM: Final = 0.5
"""Cosine from which two passages are worth showing side by side: below it MiniLM vectors of
policy text share little more than the subject."""

SHOWN: Final = 5
"""More than a screen holds beside the judgement is not read."""


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A submitted judgement elsewhere on the same criterion; nobody is named.

    `rating` is the moderator's where there is one (`moderated`). `similarity` is a cosine, and
    1 between two judgements that no evidence was found; `quote` is "" then.
    """

    place: str
    title: str
    document: str
    rating: int
    moderated: bool
    quote: str
    printed: str | None
    passage: str | None
    similarity: float


def like_cases(
    book: Casebook, review: int, criterion: str, embedder: str, *, who: Person, shown: int = SHOWN
) -> list[LikeCase]:
    """Return the likest judgements of other places, at most one a review, likest first.

    `embedder` is the id whose vectors are in the store. Raises NotAllowedError before the first
    rating on this criterion is saved, and for a review that is not one's own.
    """
    with book.engine.connect() as connection:
        mine = check_readable(connection, review, who)
        if mine.reviewer != who.name:
            raise NotAllowedError(f"review {review} is not {who.name}'s own")
        own = fetching.judgement(connection, review, criterion)
        if own.first_rating is None:
            raise NotAllowedError("save your own rating before looking at other places")
        others = _others(connection, mine, who)
        held = fetching.judgements_of(connection, [other.id for other in others])
        decided = {
            document: latest(fetching.moderations_of(connection, document))
            for document in {other.document for other in others}
        }
    said = [(r, j) for r in others if (j := held[r.id].get(criterion)) and j.rating is not None]
    cases = []
    for other, judgement, evidence, similarity in _likest(book, own, said, embedder):
        decision = decided[other.document].get(criterion)
        rating = decision.rating if decision else judgement.rating
        if rating is None:
            continue
        cases.append(
            LikeCase(
                place=other.place,
                title=other.title,
                document=other.document,
                rating=rating,
                moderated=decision is not None,
                quote=evidence.quote if evidence else "",
                printed=evidence.printed if evidence else None,
                passage=evidence.passage if evidence else None,
                similarity=similarity,
            )
        )
    return sorted(cases, key=lambda case: (-case.similarity, case.place))[:shown]


def _others(connection: Connection, mine: Review, who: Person) -> list[Review]:
    """Return others' submitted reviews of strategies that this person is not to judge blind."""
    require(connection, who, Action.REVIEW)
    every = fetching.all_reviews(connection)
    finished = {r.document for r in every if r.reviewer == who.name and r.submitted}
    started = {r.document for r in every if r.reviewer == who.name}
    to_come = set(connection.execute(select(double_sample.c.document_id)).scalars())
    kept_back = (started | to_come) - finished
    return [
        other
        for other in every
        if other.submitted is not None
        and other.reviewer != who.name
        and other.place != mine.place
        and other.document not in kept_back
    ]


def _likest(
    book: Casebook, own: Judgement, said: Sequence[tuple[Review, Judgement]], embedder: str
) -> list[tuple[Review, Judgement, Evidence | None, float]]:
    if own.none_found:
        return [(r, j, None, 1.0) for r, j in said if j.none_found]
    evidence = [item for _, judgement in said for item in judgement.evidence]
    vectors = _vectors(book, [*own.evidence, *evidence], embedder)
    mine = [vectors[e.passage] for e in own.evidence if e.passage in vectors]
    if not mine:
        return []
    found: list[tuple[Review, Judgement, Evidence | None, float]] = []
    for other, judgement in said:
        scored = [
            (float(max(np.dot(vectors[e.passage], row) for row in mine)), -e.id, e)
            for e in judgement.evidence
            if e.passage in vectors
        ]
        if scored and (best := max(scored))[0] >= ALIKE_FROM:
            found.append((other, judgement, best[2], best[0]))
    return found


def _vectors(
    book: Casebook, evidence: Sequence[Evidence], embedder: str
) -> Mapping[str | None, Vector]:
    """Return the vectors of the passages that quotes stand in, by passage id."""
    ids = sorted({item.passage for item in evidence if item.passage is not None})
    hashes = {p.id: text_hash(embedded_text(p)) for p in book.store.passages_by_id(ids)}
    known = book.store.known_vectors(embedder, hashes.values())
    return {id_: known[hash_] for id_, hash_ in hashes.items() if hash_ in known}
