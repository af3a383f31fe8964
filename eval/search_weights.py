"""`python -m eval.search_weights`: fits what makes a passage relevant, and a question answered.

The first curve ranks, so it is fitted on all judged passages, heavily damped, and then put back
on the scale of a probability. The second is fitted on the graded questions and on those of
answerable.jsonl, which one person wrote to place the cut and which are never a score.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial
from typing import Final

import click
import numpy as np
from numpy.typing import NDArray

from eval.labelled import GOLD
from eval.sample_office import sample_office
from eval.search import DEPTH, GradedQuery, gold_blocks, graded_queries, ndcg, twin_grades
from index.assembly import Office
from index.comparing.duplicates import runs, same_text
from index.searching.candidates import Sources
from index.searching.lexical import WordIndex
from index.searching.query import ask
from index.searching.question_turn import turned_questions
from index.searching.relevance import ANSWERED_FROM, FURNITURE, Signals
from index.searching.search import CANDIDATES
from index.searching.vectors import open_vectors
from ingest.document import BODY_KINDS, Passage

FOLDS: Final = 21
UNJUDGED: Final = 0.2  # weight of passages that nobody judged; .05 costs .01 of nDCG, .5 nothing
DAMPED: Final = 0.01  # inverse of the ridge; .003 to .03 change nDCG by .001
CUT_DAMPED: Final = 0.3
CUTS: Final = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is known of each passage that it brought.

    `grades` are nan where nobody judged; `graded` is None for questions without grades.
    """

    answerable: bool
    graded: GradedQuery | None
    passages: tuple[Passage, ...]
    blocks: tuple[str | None, ...]
    signals: Matrix
    grades: Matrix
    rarest: Matrix


@dataclass(frozen=True, slots=True)
class Curve:
    """Weights of a logistic curve, and its intercept."""

    weights: Matrix
    intercept: float

    def __call__(self, signs: Matrix) -> Matrix:
        line = signs @ self.weights + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-line)), dtype=np.float64)


def questions(office: Office) -> list[Asked]:
    """Return all questions of eval/gold that may be tuned on."""
    store, embedder = office.workspace.store, office.embedder
    vectors = open_vectors(store, office.workspace.cache, embedder.id, embedder.dimensions)
    sources = Sources(vectors, WordIndex(office.workspace.engine), office.workspace.engine)
    blocks = gold_blocks(office)
    lines = (GOLD / "answerable.jsonl").read_text(encoding="utf-8").splitlines()
    written = [json.loads(line) for line in lines]
    known: list[tuple[str, bool, GradedQuery | None]] = [
        *((q.query, q.answerable, q) for q in graded_queries()),
        *((row["query"], row["answerable"], None) for row in written),
    ]
    found = []
    for text, answerable, graded in known:
        question = ask(text)
        vector = turned_questions(embedder.embed([question.meaning]), embedder.id)
        brought = sources.brought(question, vector, None, CANDIDATES)
        if brought is None:
            continue
        by_number = store.passages_by_number([int(n) for n in brought.numbers])
        passages = tuple(by_number[int(n)] for n in brought.numbers)
        mine = tuple(blocks.get(p.id) for p in passages)
        grades = twin_grades(graded) if graded else {}
        found.append(
            Asked(
                answerable,
                graded,
                passages,
                mine,
                np.stack(astuple(brought.signals), axis=1),
                np.asarray([grades.get(b, np.nan) if b else np.nan for b in mine]),
                brought.shared.rarest,
            )
        )
    return found


def fit_relevance(asked: Sequence[Asked]) -> Curve:
    """Return the damped logistic regression, scaled to be right on what was judged."""
    from sklearn.linear_model import LogisticRegression

    signals = np.concatenate([a.signals for a in asked])
    grades = np.concatenate([a.grades for a in asked])
    judged = ~np.isnan(grades)
    good = np.nan_to_num(grades) >= 1.5  # one coder calls it useful, the other at least near
    spread = signals.std(axis=0) + 1e-9
    damped = LogisticRegression(C=DAMPED, max_iter=500)
    damped.fit(signals / spread, good, sample_weight=np.where(judged, 1.0, UNJUDGED))
    line = signals / spread @ damped.coef_[0]
    scaled = LogisticRegression(C=1e3, max_iter=500).fit(line[judged, None], good[judged])
    weights = damped.coef_[0] / spread * scaled.coef_[0, 0]
    return Curve(weights, float(scaled.intercept_[0]))


def fit_answered(signs: Matrix, answerable: NDArray[np.bool_]) -> Curve:
    """Return the logistic regression of whether anything answers."""
    from sklearn.linear_model import LogisticRegression

    spread = signs.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=CUT_DAMPED, max_iter=500).fit(signs / spread, answerable)
    return Curve(fitted.coef_[0] / spread, float(fitted.intercept_[0]))


def answer_signs(asked: Asked, relevance: Curve) -> tuple[float, float, float]:
    """Return what `index.searching.relevance.Answered` weighs, in its order."""
    scores = relevance(asked.signals)
    best = int(np.argmax(scores))
    odds = float(np.log(scores[best] / (1.0 - scores[best])))
    return odds, float(asked.signals[:, 0].max()), float(asked.rarest[best])


def first_ten(asked: Asked, relevance: Curve) -> float:
    """Return nDCG@10 as a search would rank: furniture lower, what is said twice once."""
    body = np.asarray([p.kind in BODY_KINDS for p in asked.passages])
    scores = relevance(asked.signals) * np.where(body, 1.0, FURNITURE)
    shown: list[int] = []
    for i in np.argsort(-scores, kind="stable"):
        mine = runs(asked.passages[i].text)
        if not any(same_text(runs(asked.passages[j].text), mine) for j in shown):
            shown.append(int(i))
        if len(shown) == DEPTH:
            break
    assert asked.graded is not None
    return ndcg([asked.blocks[i] for i in shown], twin_grades(asked.graded))


def left_out(n: int, fit: Callable[[Sequence[int]], Curve]) -> Iterator[tuple[int, Curve]]:
    """Yield each question by number with a curve that was fitted without it."""
    fold = np.random.default_rng(0).permutation(n) % FOLDS
    for k in range(FOLDS):
        curve = fit(np.flatnonzero(fold != k).tolist())
        yield from ((int(i), curve) for i in np.flatnonzero(fold == k))


def report(asked: Sequence[Asked]) -> Iterator[str]:
    """Yield both curves' weights, and what they are worth on questions left out."""
    graded = [a for a in asked if a.graded is not None]
    relevance = fit_relevance(graded)
    yield f"relevance: intercept {relevance.intercept:.2f}"
    for field, weight in zip(fields(Signals), relevance.weights, strict=True):
        yield f"  {field.name:<10} {weight:6.2f}"
    curves = left_out(len(graded), lambda kept: fit_relevance([graded[i] for i in kept]))
    gains = [first_ten(graded[i], curve) for i, curve in curves if graded[i].answerable]
    yield f"nDCG@10 {np.mean(gains):.3f} of {len(gains)} questions, each left out in turn"

    signs = np.asarray([answer_signs(a, relevance) for a in asked])
    answerable = np.asarray([a.answerable for a in asked])
    fitted = fit_answered(signs, answerable)
    yield f"answered: intercept {fitted.intercept:.2f}, weights {fitted.weights.round(2).tolist()}"
    chance = np.zeros(len(asked))
    fit = partial(_fit_some, signs, answerable)
    for i, curve in left_out(len(asked), fit):
        chance[i] = curve(signs[i : i + 1])[0]
    gold = np.asarray([a.graded is not None for a in asked])
    for cut in CUTS:
        told = (chance[gold & ~answerable] < cut).mean()
        wrongly = (chance[gold & answerable] < cut).mean()
        ours = " (ours)" if cut == ANSWERED_FROM else ""
        yield f"  from {cut:.2f}: told so {told:.2f}, wrongly {wrongly:.2f}{ours}"


def _fit_some(signs: Matrix, answerable: NDArray[np.bool_], kept: Sequence[int]) -> Curve:
    return fit_answered(signs[list(kept)], answerable[list(kept)])


@click.command()
def main() -> None:
    """Print weights for index/searching/relevance.py and how well they do."""
    with sample_office() as office:
        for line in report(questions(office)):
            click.echo(line)


if __name__ == "__main__":
    main()
