"""Where is it said? Passages that answer a question, or that resemble one, with the reason.

Dense and lexical search each bring candidates; one calibrated score ranks them (see
`index.relevance`), so that a score means the same whichever of the two found the passage.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.duplicates import Runs, runs, same_text
from index.embedded_text import embedded_text
from index.lexical import WordIndex
from index.query import Question, Term, ask
from index.relevance import FOR_PASSAGES, FOR_QUESTIONS, FOUND_FROM, FURNITURE, Relevance
from index.selection import EVERYTHING, Selection
from index.store import Store
from index.vectors import Neighbours, VectorIndex, open_vectors
from index.workspace import Workspace
from ingest.document import BODY_KINDS, Document, Passage, Status
from nlp.analysis import Embedder
from nlp.theme import Span

CANDIDATES: Final = 200
"""Passages that each of the two searches brings; beyond rank 200 none was ever relevant."""

LIKE_TERMS: Final = 32
"""Rarest words of a passage that count when others like it are looked for."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was found: words that matched, where, and its rank in either search.

    Ranks count from 1; None means that this search did not bring it.
    """

    terms: tuple[str, ...]
    spans: tuple[Span, ...]
    dense_rank: int | None
    lexical_rank: int | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place that says a hit in (nearly) the same words."""

    passage: Passage
    document: Document


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with the probability that a reader would call it relevant."""

    passage: Passage
    document: Document
    score: float
    relevant: bool
    why: Why
    also: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An answer. With the verdict "nothing" the hits are the nearest passages, none relevant."""

    query: str
    verdict: str
    reason: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    score: float
    terms: tuple[str, ...]
    dense_rank: int | None
    lexical_rank: int | None


class Searcher:
    """Searches one workspace; keeps its vector index in memory and follows changes.

    May be shared between threads.
    """

    def __init__(self, workspace: Workspace, embedder: Embedder) -> None:
        self._workspace = workspace
        self._store: Store = workspace.store
        self._embedder = embedder
        self._words = WordIndex(workspace.engine)
        self._lock = threading.Lock()
        self._vectors: tuple[int, VectorIndex] | None = None

    def search(self, query: str, k: int = 10, selection: Selection = EVERYTHING) -> SearchResult:
        """Return up to `k` passages that answer a question, best first."""
        question = ask(query)
        if not question.terms and not question.phrases:
            return SearchResult(query, "nothing", "The question has no words to look for.", ())
        vector = self._embedder.embed([question.meaning])
        return self._answer(question, vector, k, selection, FOR_QUESTIONS, frozenset())

    def like(self, passage: str, k: int = 10, selection: Selection = EVERYTHING) -> SearchResult:
        """Return up to `k` passages that resemble a stored one; raises UnknownPassageError."""
        given = self._store.passage(passage)
        return self.like_text(embedded_text(given), k, selection, frozenset({given.id}))

    def like_text(
        self,
        text: str,
        k: int = 10,
        selection: Selection = EVERYTHING,
        without: frozenset[str] = frozenset(),
    ) -> SearchResult:
        """Return up to `k` passages that resemble a text, leaving out those given by id."""
        question = self._gist(text)
        vector = self._embedder.embed([text])
        return self._answer(question, vector, k, selection, FOR_PASSAGES, without)

    def _gist(self, text: str) -> Question:
        plain = ask(text.replace('"', " ").replace("“", " ").replace("”", " "))
        counted = [(len(self._words.holders(term)), term) for term in plain.terms[:80]]
        rarest = sorted((c for c in counted if c[0] > 1), key=lambda c: c[0])[:LIKE_TERMS]
        return Question(text, tuple(term for _, term in rarest), (), text)

    def _answer(
        self,
        question: Question,
        vector: NDArray[np.float32],
        k: int,
        selection: Selection,
        relevance: Relevance,
        without: frozenset[str],
    ) -> SearchResult:
        size = self._words.size()
        if not size:
            return SearchResult(question.text, "nothing", "There are no strategies yet.", ())
        among = None if selection.empty else self._store.numbers(selection)
        if among is not None and not len(among):
            reason = "No passage fits the filters."
            return SearchResult(question.text, "nothing", reason, ())
        missing = self._missing_phrase(question, among)
        if missing is None and question.phrases:
            among = self._with_phrases(question, among)
        candidates = self._candidates(question, vector, among, relevance, size)
        hits = self._hits(question, candidates, k, missing is None, without)
        return _verdict(question, hits, missing)

    def _missing_phrase(self, question: Question, among: Numbers | None) -> str | None:
        for phrase in question.phrases:
            holders = self._words.with_phrase(phrase)
            if among is not None:
                holders = np.intersect1d(holders, among)
            if not len(holders):
                return f"No passage has the words “{phrase}”."
        if len(question.phrases) > 1 and not len(self._with_phrases(question, among)):
            return "No passage has all the words in quotes."
        return None

    def _with_phrases(self, question: Question, among: Numbers | None) -> Numbers:
        found = [self._words.with_phrase(phrase) for phrase in question.phrases]
        found += [] if among is None else [among]
        numbers = found[0]
        for others in found[1:]:
            numbers = np.intersect1d(numbers, others)
        return numbers

    def _index(self) -> VectorIndex:
        with self._lock:
            revision = self._store.revision()
            if self._vectors is None or self._vectors[0] != revision:
                cache = self._workspace.cache
                dimensions = self._embedder.dimensions
                opened = open_vectors(self._store, cache, self._embedder.id, dimensions)
                self._vectors = revision, opened
            return self._vectors[1]

    def _candidates(
        self,
        question: Question,
        vector: NDArray[np.float32],
        among: Numbers | None,
        relevance: Relevance,
        size: int,
    ) -> list[_Candidate]:
        index = self._index()
        dense = index.nearest(vector, CANDIDATES, among)[0]
        lexical = self._words.rank(question, CANDIDATES, among)
        numbers = np.union1d(dense.numbers, lexical.numbers)
        if not len(numbers):
            return []
        cosines = _cosines(index, vector, numbers, dense)
        coverages, matched = self._coverage(question, numbers, size)
        scores = relevance(cosines, coverages)
        dense_ranks, lexical_ranks = _ranks(dense.numbers), _ranks(lexical.numbers)
        found = [
            _Candidate(int(n), float(s), m, dense_ranks.get(int(n)), lexical_ranks.get(int(n)))
            for n, s, m in zip(numbers, scores, matched, strict=True)
        ]
        return sorted(found, key=lambda c: (-c.score, c.number))

    def _coverage(
        self, question: Question, numbers: Numbers, size: int
    ) -> tuple[NDArray[np.float64], list[tuple[str, ...]]]:
        """Return the share of what is asked for that each passage has, rare words counting more."""
        terms = [*question.terms, *(Term(phrase, (phrase,)) for phrase in question.phrases)]
        total = 0.0
        shares = np.zeros(len(numbers))
        matched: list[list[str]] = [[] for _ in numbers]
        for term in terms:
            holders = self._words.holders(term)
            # A word that no passage has is as telling as one that a single passage has.
            weight = float(np.log1p(size / max(len(holders), 1)))
            total += weight
            for i in np.flatnonzero(np.isin(numbers, holders)):
                shares[i] += weight
                matched[i].append(term.asked)
        return shares / (total or 1.0), [tuple(m) for m in matched]

    def _hits(
        self,
        question: Question,
        candidates: Sequence[_Candidate],
        k: int,
        complete: bool,
        without: frozenset[str],
    ) -> tuple[Hit, ...]:
        # Joint text folds into one hit, so more passages are read than are shown.
        wanted = candidates[: 4 * k + 20]
        passages = self._store.passages_by_number([c.number for c in wanted])
        documents = {document.id: document for document in self._store.documents()}
        scored = []
        for candidate in wanted:
            passage = passages[candidate.number]
            if passage.id not in without:
                factor = 1.0 if passage.kind in BODY_KINDS else FURNITURE
                scored.append((candidate.score * factor, candidate, passage))
        scored.sort(key=lambda s: (-s[0], s[1].number))
        forms = [f for t in question.terms for f in t.forms] + list(question.phrases)
        folded = _fold([(s[2], documents[s[2].document_id]) for s in scored], k)
        shown = [scored[group[0]] for group in folded]
        spans = self._words.matched(forms, [candidate.number for _, candidate, _ in shown])
        return tuple(
            Hit(
                passage,
                documents[passage.document_id],
                score,
                complete and score >= FOUND_FROM,
                Why(
                    candidate.terms,
                    tuple(spans.get(candidate.number, ())),
                    candidate.dense_rank,
                    candidate.lexical_rank,
                ),
                tuple(
                    Elsewhere(scored[i][2], documents[scored[i][2].document_id]) for i in group[1:]
                ),
            )
            for (score, candidate, passage), group in zip(shown, folded, strict=True)
        )


def search(
    query: str,
    workspace: Workspace,
    embedder: Embedder,
    k: int = 10,
    selection: Selection = EVERYTHING,
) -> SearchResult:
    """Answer one question; to ask several of one workspace, keep a Searcher."""
    return Searcher(workspace, embedder).search(query, k, selection)


def _cosines(
    index: VectorIndex, vector: NDArray[np.float32], numbers: Numbers, dense: Neighbours
) -> NDArray[np.float64]:
    known = dict(zip(dense.numbers.tolist(), dense.cosines.tolist(), strict=True))
    missing = [int(n) for n in numbers if int(n) not in known]
    rows = index.of(missing) @ vector[0] if missing else []
    known.update(zip(missing, (float(row) for row in rows), strict=True))
    return np.asarray([known[int(n)] for n in numbers], dtype=np.float64)


def _ranks(numbers: Numbers) -> dict[int, int]:
    return {int(number): i + 1 for i, number in enumerate(numbers)}


def _fold(found: Sequence[tuple[Passage, Document]], k: int) -> list[list[int]]:
    """Group what says the same in the same words; the first of a group is the one to show."""
    groups: list[tuple[Runs, list[int]]] = []
    for i, (passage, document) in enumerate(found):
        mine = runs(passage.text)
        same = next((g for known, g in groups if same_text(known, mine)), None)
        if same is None:
            if len(groups) < k:
                groups.append((mine, [i]))
        elif document.about.status is not Status.DRAFT and _draft(found[same[0]][1]):
            same.insert(0, i)  # cite the strategy rather than its draft
        else:
            same.append(i)
    return [group for _, group in groups]


def _draft(document: Document) -> bool:
    return document.about.status is Status.DRAFT


def _verdict(question: Question, hits: tuple[Hit, ...], missing: str | None) -> SearchResult:
    relevant = [hit for hit in hits if hit.relevant]
    if relevant:
        places = {hit.document.about.place for hit in relevant}
        places |= {other.document.about.place for hit in relevant for other in hit.also}
        passages = "1 passage" if len(relevant) == 1 else f"{len(relevant)} passages"
        where = "1 place" if len(places) == 1 else f"{len(places)} places"
        return SearchResult(question.text, "found", f"{passages} from {where}.", hits)
    reason = missing or "Nothing in these strategies says this."
    if hits:
        reason += " The nearest passages are shown."
    return SearchResult(question.text, "nothing", reason, hits)
