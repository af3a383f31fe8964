"""Brings the passages that may answer a question, by meaning and by words, and scores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from index.searching.asked_for import as_asked
from index.searching.candidate_words import CandidateWords, beside
from index.searching.lexical import Ranked, WordIndex
from index.searching.query import Question, Term
from index.searching.relevance import ANSWERED, Relevance, Scores, Signals
from index.searching.vectors import VectorIndex
from index.searching.word_likeness import word_likeness

RELATED_WORTH: Final = 0.6
"""Worth of a related word beside the word asked for; best of 0 to .8 on half of the questions
of eval/gold/queries.jsonl, where .8 does no better."""

BM25_MOST: Final = 2.2
"""Most that one word adds to BM25, as a multiple of its inverse frequency: k1 + 1 in FTS5."""

FEW_WORDS: Final = 2  # of a question that is looked up like an entry in an index

NEAREST: Final = 3
TOWARDS: Final = 0.5
"""Nearest passages, and the weight of their mean, by which a question is moved for `feedback`."""

Numbers = NDArray[np.int64]
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage by number, with how it was found; `rarest`: it has the rarest word asked for."""

    number: int
    score: float
    terms: tuple[str, ...]
    dense_rank: int | None
    lexical_rank: int | None
    meaning: float
    rarest: float


@dataclass(frozen=True, slots=True)
class Shared:
    """Which words of a question each passage has: their share, their names, and the rarest one."""

    shares: Scores
    terms: list[tuple[str, ...]]
    rarest: Scores


@dataclass(frozen=True, slots=True)
class Brought:
    """Passages by number, ascending, with their signals; `dense` and `lexical` best first."""

    numbers: Numbers
    signals: Signals
    shared: Shared
    dense: Numbers
    lexical: Numbers


@dataclass(frozen=True, slots=True)
class Sources:
    """Where candidates come from: the vectors and the words of one workspace."""

    index: VectorIndex
    words: WordIndex
    engine: Engine

    def candidates(
        self,
        question: Question,
        vector: Vector,
        among: Numbers | None,
        relevance: Relevance,
        brought: int,
    ) -> list[Candidate]:
        """Return what either search brings, best first; `vector` has one row."""
        found = self.brought(question, vector, among, brought)
        if found is None:
            return []
        numbers, signals, shared = found.numbers, found.signals, found.shared
        scores = relevance(signals)
        dense_ranks, lexical_ranks = _ranks(found.dense), _ranks(found.lexical)
        candidates = [
            Candidate(
                int(number),
                float(scores[i]),
                shared.terms[i],
                dense_ranks.get(int(number)),
                lexical_ranks.get(int(number)),
                float(signals.meaning[i]),
                float(shared.rarest[i]),
            )
            for i, number in enumerate(numbers)
        ]
        return sorted(candidates, key=lambda c: (-c.score, c.number))

    def brought(
        self, question: Question, vector: Vector, among: Numbers | None, brought: int
    ) -> Brought | None:
        """Return what either search brings, unranked; None when they bring nothing."""
        dense = self.index.nearest(vector, brought, among)[0]
        lexical = self.words.rank(question, brought, among)
        numbers = np.union1d(dense.numbers, lexical.numbers)
        if not len(numbers):
            return None
        shared = self._shared(question, numbers)
        signals = self._signals(question, vector[0], numbers, lexical, shared)
        return Brought(numbers, signals, shared, dense.numbers, lexical.numbers)

    def _signals(
        self,
        question: Question,
        vector: Vector,
        numbers: Numbers,
        lexical: Ranked,
        shared: Shared,
    ) -> Signals:
        """Return the signals; what a passage is about often stands beside it: "We will double
        this."
        """
        around = beside(self.engine, numbers.tolist())
        wanted = sorted({int(n) for n in numbers} | {m for b in around for m in b.neighbours})
        vectors = self.index.of(wanted)
        row = {number: i for i, number in enumerate(wanted)}
        own = vectors[[row[int(n)] for n in numbers]]
        cosine = vectors @ vector
        meaning = own @ vector
        near = [max((float(cosine[row[m]]) for m in b.neighbours), default=0.0) for b in around]
        nearest = np.argsort(-meaning, kind="stable")[:NEAREST]
        moved = vector + TOWARDS * own[nearest].mean(axis=0)
        moved /= np.linalg.norm(moved) or 1.0
        return Signals(
            meaning.astype(np.float64),
            np.maximum(np.asarray(near), 0.0),
            (own @ moved).astype(np.float64),
            shared.shares,
            self._weighed(question, numbers, lexical),
            as_asked(self.engine, numbers.tolist(), question.text),
        )

    def _weighed(self, question: Question, numbers: Numbers, lexical: Ranked) -> Scores:
        """Return BM25 as a share of what a passage could reach that had every word often.

        Of long texts the longest share most words by chance; BM25 sets length off.
        """
        size = self.words.size()
        held = [self.words.count(term) for term in question.terms]
        most = sum(np.log1p(size / max(n, 1)) for n in held) * BM25_MOST
        known = dict(zip(lexical.numbers.tolist(), lexical.scores.tolist(), strict=True))
        return np.asarray([known.get(int(n), 0.0) / (most or 1.0) for n in numbers])

    def _shared(self, question: Question, numbers: Numbers) -> Shared:
        """Return the share of what is asked for that each passage has, rare words counting more;
        of a whole passage how alike the words are.
        """
        terms = [*question.terms, *(Term(phrase, (phrase,)) for phrase in question.phrases)]
        size = self.words.size()
        total = heaviest = 0.0
        shares, rarest = np.zeros(len(numbers)), np.zeros(len(numbers))
        matched: list[list[str]] = [[] for _ in numbers]
        with CandidateWords(self.engine, numbers.tolist()) as words:
            for term in terms:
                had = np.zeros(len(numbers))
                held = float(self.words.count(term))
                if term.related:
                    had[words.having(term.related)] = RELATED_WORTH
                    held += RELATED_WORTH * self.words.count_of(term.related)
                having = words.having(term.forms)
                had[having] = 1.0
                # A word that no passage has is as telling as one that a single passage has.
                weight = float(np.log1p(size / max(held, 1.0)))
                total += weight
                shares += weight * had
                if weight > heaviest:
                    heaviest, rarest = weight, had
                for i in having:
                    matched[i].append(term.asked)
            if question.whole:
                shares, total = word_likeness(question.text, words.texts()), 1.0
        return Shared(shares / (total or 1.0), [tuple(m) for m in matched], rarest)


def answered(question: Question, candidates: Sequence[Candidate]) -> float:
    """Return how probable it is that anything among candidates, best first, is an answer.

    A few words that stand together in a passage are found, whatever else they might mean.
    """
    if not candidates:
        return 0.0
    asked = {term.asked for term in question.terms}
    if 0 < len(asked) <= FEW_WORDS and any(asked <= set(c.terms) for c in candidates):
        return 1.0
    best = candidates[0]
    meaning = max(c.meaning for c in candidates)
    return ANSWERED(float(np.log(best.score / (1.0 - best.score))), meaning, best.rarest)


def _ranks(numbers: Numbers) -> dict[int, int]:
    return {int(number): i + 1 for i, number in enumerate(numbers)}
