"""Where is it said? Passages that answer a question, or that resemble one, with the reason.

Dense and lexical search each bring candidates; one calibrated score ranks them (see
`index.searching.relevance`), so that a score means the same whichever of the two found the passage.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.comparing.duplicates import Runs, runs, same_text
from index.embedded_text import embedded_text
from index.searching.candidate_words import CandidateWords
from index.searching.candidates import Candidate, Sources, answered
from index.searching.lexical import WordIndex
from index.searching.query import Question, ask
from index.searching.question_turn import turned_questions
from index.searching.relevance import (
    ANSWERED_FROM,
    FOR_PASSAGES,
    FOR_QUESTIONS,
    FOUND_FROM,
    FURNITURE,
    Relevance,
)
from index.searching.selection import EVERYTHING, Selection
from index.searching.vectors import VectorIndex, open_vectors
from index.storage.content_revision import content_revision
from index.storage.store import Store
from index.storage.workspace import Workspace
from ingest.document import BODY_KINDS, Document, Passage, Status
from nlp.analysis import Embedder
from nlp.theme import Span

CANDIDATES: Final = 100
"""Passages that each of the two searches brings at least; on the questions of eval/gold 200
change no figure."""

LIKE_TERMS: Final = 32
"""Rarest words of a passage that count when others like it are looked for."""

REMEMBERED: Final = 500  # questions, at 1.5 kB each

NEVER: Final = 2.0  # above every score

NEAR_BEST: Final = 0.85
"""Share of the best score from which hits are relevant where the question is answered at all."""

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
class Least:
    """Score from which a hit is relevant: a fixed one, or a share of the best hit's if less."""

    score: float
    share: float

    def given(self, best: float) -> float:
        """Return it once the best hit's score is known; above every score nothing is relevant."""
        if self.score >= NEVER or self.share >= 1.0:
            return self.score
        return min(self.score, self.share * best)


class Searcher:
    """Searches one workspace; keeps its vector index in memory and follows changes.

    May be shared between threads.
    """

    def __init__(self, workspace: Workspace, embedder: Embedder) -> None:
        self._workspace = workspace
        self._store: Store = workspace.store
        self._embedder = embedder
        self._lock = threading.Lock()
        self._vectors: tuple[int, VectorIndex] | None = None
        self._asked: dict[str, NDArray[np.float32]] = {}
        self._known: tuple[int, dict[str, Document], WordIndex] | None = None

    def search(self, query: str, k: int = 10, selection: Selection = EVERYTHING) -> SearchResult:
        """Return up to `k` passages that answer a question, best first."""
        question = ask(query)
        if not question.terms and not question.phrases:
            return SearchResult(query, "nothing", "The question has no words to look for.", ())
        vector = self._embedded(question.meaning)
        return self._answer(question, vector, k, selection, FOR_QUESTIONS, frozenset())

    def _embedded(self, meaning: str) -> NDArray[np.float32]:
        """Embed a question, turned towards answers, once: of many strategies the same is asked."""
        with self._lock:
            known = self._asked.get(meaning)
        if known is None:
            known = turned_questions(self._embedder.embed([meaning]), self._embedder.id)
            with self._lock:
                if len(self._asked) >= REMEMBERED:
                    self._asked.clear()
                self._asked[meaning] = known
        return known

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
        self._now()
        question = self._gist(text, 1 + len(without))
        vector = self._embedder.embed([text])
        return self._answer(question, vector, k, selection, FOR_PASSAGES, without)

    def _gist(self, text: str, held: int) -> Question:
        """Keep the rarest words that at least `held` passages have, a stored one among them."""
        plain = ask(text.replace('"', " ").replace("“", " ").replace("”", " "))
        counted = [(self._words.count(term), term) for term in plain.terms[:80]]
        rarest = sorted((c for c in counted if c[0] >= held), key=lambda c: c[0])[:LIKE_TERMS]
        # Related words widen a question; a whole passage says enough by itself.
        terms = tuple(replace(term, related=()) for _, term in rarest)
        return Question(text, terms, (), text, whole=True)

    def _answer(
        self,
        question: Question,
        vector: NDArray[np.float32],
        k: int,
        selection: Selection,
        relevance: Relevance,
        without: frozenset[str],
    ) -> SearchResult:
        words = self._now()[2]
        if not words.size():
            return SearchResult(question.text, "nothing", "There are no strategies yet.", ())
        among = None if selection.empty else self._store.numbers(selection)
        if among is not None and not len(among):
            reason = "No passage fits the filters."
            return SearchResult(question.text, "nothing", reason, ())
        missing = self._missing_phrase(question, among)
        if missing is None and question.phrases:
            among = self._with_phrases(question, among)
        sources = Sources(self._index(), words, self._workspace.engine)
        brought = max(CANDIDATES, k)
        candidates = sources.candidates(question, vector, among, relevance, brought)
        share = NEAR_BEST if relevance is FOR_QUESTIONS else 1.0
        unanswered = relevance is FOR_QUESTIONS and (answered(question, candidates) < ANSWERED_FROM)
        least = NEVER if missing is not None or unanswered else FOUND_FROM
        hits = self._hits(question, candidates, k, Least(least, share), without)
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
            revision = content_revision(self._workspace.engine)
            if self._vectors is None or self._vectors[0] != revision:
                cache = self._workspace.cache
                dimensions = self._embedder.dimensions
                opened = open_vectors(self._store, cache, self._embedder.id, dimensions)
                self._vectors = revision, opened
            return self._vectors[1]

    def _now(self) -> tuple[int, dict[str, Document], WordIndex]:
        """Return the revision of the strategies with its documents and its word index."""
        with self._lock:
            revision = content_revision(self._workspace.engine)
            if self._known is None or self._known[0] != revision:
                documents = {d.id: d for d in self._store.documents()}
                self._known = revision, documents, WordIndex(self._workspace.engine)
            return self._known

    @property
    def _words(self) -> WordIndex:
        return (self._known or self._now())[2]

    def _hits(
        self,
        question: Question,
        candidates: Sequence[Candidate],
        k: int,
        least: Least,
        without: frozenset[str],
    ) -> tuple[Hit, ...]:
        # Joint text folds into one hit, so more passages are read than are shown.
        wanted = candidates[: 2 * k + 20]
        passages = self._store.passages_by_number([c.number for c in wanted])
        documents = self._now()[1]
        scored = []
        for candidate in wanted:
            passage = passages[candidate.number]
            if passage.id not in without:
                factor = 1.0 if passage.kind in BODY_KINDS else FURNITURE
                scored.append((candidate.score * factor, candidate, passage))
        scored.sort(key=lambda s: (-s[0], s[1].number))
        relevant_from = least.given(scored[0][0] if scored else 0.0)
        forms = [f for t in question.terms for f in t.forms] + list(question.phrases)
        folded = _fold([(s[2], documents[s[2].document_id]) for s in scored], k)
        shown = [scored[group[0]] for group in folded]
        numbers = [candidate.number for _, candidate, _ in shown]
        with CandidateWords(self._workspace.engine, numbers) as words:
            spans = words.marked(forms)
        return tuple(
            Hit(
                passage,
                documents[passage.document_id],
                score,
                score >= relevant_from,
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


def _fold(found: Sequence[tuple[Passage, Document]], k: int) -> list[list[int]]:
    """Group what says the same in the same words; the first of a group is the one to show."""
    groups: list[tuple[Runs, list[int]]] = []
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, (passage, document) in enumerate(found):
        mine = runs(passage.text)
        # Texts that are the same share a run: only groups with one are compared.
        near = sorted({at for run in mine for at in having.get(run, ())})
        same = next((groups[at][1] for at in near if same_text(groups[at][0], mine)), None)
        if same is None:
            if len(groups) < k:
                for run in mine:
                    having[run].append(len(groups))
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
