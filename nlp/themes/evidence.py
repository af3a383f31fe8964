"""Shows the words that carried a tag: cues where there are any, else the weightiest windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.analysis import Embedder
from nlp.theme import Span
from nlp.themes.cues import CueFinder
from nlp.themes.features import features
from nlp.themes.model import ThemeModel

LONGEST = 10  # words of a window: a reader takes them in at a glance
STEP = 5  # words between windows of a longer clause, so that every pair of words meets in one
SHORTEST = 4  # words; a shorter clause says too little and is read with the next one
MOST_WINDOWS = 2  # shown per tag
NEAR_BEST = 0.5  # in logits: a second window must carry nearly as much as the first

_WORD = re.compile(r"\w(?:[\w'’&\-‐‑/.]*\w)?")
_CLAUSE_END = re.compile(r"[.,;:!?()\t\n–—]")
_LITTLE_WORDS = re.compile(
    r"a|an|and|are|as|at|be|but|by|for|from|has|have|in|into|is|it|its|of|on|or|our|so|that|the|"
    r"their|them|these|they|this|to|was|we|were|which|will|with",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A label (by index) that a text is held to be about, with the row of the text."""

    row: int
    label: int


class EvidenceFinder:
    """Finds spans for claims, embedding windows only of texts without a cue."""

    def __init__(self, model: ThemeModel, cues: CueFinder, embedder: Embedder) -> None:
        self._model = model
        self._cues = cues
        self._embedder = embedder

    def find(self, texts: Sequence[str], claims: Sequence[Claim]) -> dict[Claim, tuple[Span, ...]]:
        """Return the spans of each claim, in order and apart; none when no words carry it."""
        spans: dict[Claim, tuple[Span, ...]] = {}
        without: dict[int, list[Claim]] = {}
        in_text = {row: self._cues.find(texts[row]) for row in {claim.row for claim in claims}}
        for claim in claims:
            cues = in_text[claim.row][claim.label]
            if cues:
                spans[claim] = tuple(match.span for match in cues)
            else:
                without.setdefault(claim.row, []).append(claim)
        spans.update(self._from_windows(texts, without))
        return spans

    def _from_windows(
        self, texts: Sequence[str], claims: dict[int, list[Claim]]
    ) -> dict[Claim, tuple[Span, ...]]:
        """Judge each window as if it were the whole text; the best are the evidence.

        Occlusion would embed nearly the whole text once per window, which costs far more; the
        two were not compared for how well they choose.
        """
        windows = {row: window_spans(texts[row]) for row in claims}
        words = [texts[row][span.start : span.end] for row in claims for span in windows[row]]
        if not words:
            return {claim: () for of_row in claims.values() for claim in of_row}
        logits = self._logits(words)
        found: dict[Claim, tuple[Span, ...]] = {}
        first = 0
        for row, of_row in claims.items():
            last = first + len(windows[row])
            for claim in of_row:
                carried = logits[first:last, claim.label]
                found[claim] = _best(texts[row], windows[row], carried, self._floor(claim.label))
            first = last
        return found

    def _logits(self, words: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        distinct = sorted(set(words))  # joint text repeats: embed each window once
        rows = {text: row for row, text in enumerate(distinct)}
        none: list[list[tuple[()]]] = [[()] * len(self._model.card.labels)] * len(distinct)
        table = features(
            self._embedder.embed(distinct),
            none,
            self._model.prototypes,
            len(self._model.card.labels),
            self._model.scale,
        )
        return self._model.logits(table)[[rows[text] for text in words]]

    def _floor(self, label: int) -> float:
        """Return the logit below which a window speaks against the label: its base rate."""
        arrays = self._model.arrays
        prior = float(np.clip(arrays.prior[label], 1e-3, 0.5))
        return float((np.log(prior / (1 - prior)) - arrays.offset[label]) / arrays.slope[label])


def window_spans(text: str) -> list[Span]:
    """Return windows of whole words inside clauses; every word of the text is in one."""
    spans: list[Span] = []
    for clause in _clauses(text):
        starts = range(0, max(1, len(clause) - LONGEST + STEP), STEP)
        for start in starts:
            window = clause[start : start + LONGEST]
            spans.append(Span(window[0].start, window[-1].end))
    return spans


def _clauses(text: str) -> list[list[Span]]:
    clauses: list[list[Span]] = []
    end = 0
    for match in _WORD.finditer(text):
        word = Span(match.start(), match.end())
        broken = _CLAUSE_END.search(text, end, word.start) is not None
        if not clauses or (broken and len(clauses[-1]) >= SHORTEST):
            clauses.append([])
        clauses[-1].append(word)
        end = word.end
    if len(clauses) > 1 and len(clauses[-1]) < SHORTEST:
        short = clauses.pop()
        clauses[-1].extend(short)
    return clauses


def _best(
    text: str,
    windows: Sequence[Span],
    logits: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    floor: float,
) -> tuple[Span, ...]:
    order = np.argsort(-logits, kind="stable")
    least = max(floor, float(logits[order[0]]) - NEAR_BEST)
    chosen: list[Span] = []
    for index in order.tolist():
        window = windows[index]
        apart = all(window.end <= other.start or other.end <= window.start for other in chosen)
        if logits[index] >= least and apart and len(chosen) < MOST_WINDOWS:
            chosen.append(window)
    return tuple(sorted((_trimmed(text, span) for span in chosen), key=lambda span: span.start))


def _trimmed(text: str, span: Span) -> Span:
    """Drop little words at both ends; a window of nothing else stays as it is."""
    words = [
        (span.start + match.start(), span.start + match.end())
        for match in _WORD.finditer(text[span.start : span.end])
    ]
    strong = [word for word in words if not _LITTLE_WORDS.fullmatch(text, *word)]
    return Span(strong[0][0], strong[-1][1]) if strong else span
