"""`python -m eval.overlap_weights`: fits what speaks for an overlap, on the pairs coders judged.

Pairs that nobody judged count as wrong at a third of the weight: coders saw what the programme put
first, so most of the others are nothing. Each weight keeps the sign that its meaning demands, which
forty-odd true pairs of eight made-up strategies would not always give. Tested on pairs of places
that were left out of the fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import pairwise
from typing import Final

import click
import numpy as np
from numpy.typing import NDArray

from eval.overlaps import GradedPair, graded_pairs
from eval.sample_office import blocks_by_passage, sample_office
from index.assembly import Office
from index.comparing.overlaps import judged_pairs
from index.comparing.worth import Signs
from index.corpus import read_corpus

UNJUDGED: Final = 1 / 3
FOLDS: Final = 7  # of 28 pairs of places
RIDGE: Final = 3.0  # on weights of standardised signs; .1 to 10 change no figure by more than .01
AGAINST: Final = frozenset({"coincident", "rows"})

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights in the order of `Signs`, and the intercept."""

    weights: Matrix
    intercept: float

    def __call__(self, signs: Matrix) -> Matrix:
        line = self.intercept + signs @ self.weights
        return np.asarray(1.0 / (1.0 + np.exp(-line)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs with their signs; `judged` by coders, `true` when worth reading."""

    signs: Matrix
    true: NDArray[np.bool_]
    judged: NDArray[np.bool_]
    places: tuple[frozenset[str], ...]


def fit(signs: Matrix, true: NDArray[np.bool_], weight: Matrix) -> Fitted:
    """Return the sign-constrained ridge logistic regression."""
    from scipy.optimize import minimize

    spread = signs.std(axis=0) + 1e-9
    scaled = signs / spread

    def loss(parameters: Matrix) -> tuple[float, Matrix]:
        line = scaled @ parameters[:-1] + parameters[-1]
        gap = weight * (1.0 / (1.0 + np.exp(-line)) - true)
        value = float((weight * (np.logaddexp(0.0, line) - true * line)).sum())
        penalty = RIDGE / 2 * float((parameters[:-1] ** 2).sum())
        slope = np.append(scaled.T @ gap + RIDGE * parameters[:-1], gap.sum())
        return value + penalty, slope

    names = [field.name for field in fields(Signs)]
    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in names]
    start = np.zeros(len(names) + 1)
    found = minimize(loss, start, jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B")
    return Fitted(found.x[:-1] / spread, float(found.x[-1]))


def examples(office: Office) -> Examples:
    """Return all proposed pairs of the samples but joint text."""
    gold = {frozenset((p.left, p.right)): p for p in graded_pairs()}
    blocks = {p: b.id for p, b in blocks_by_passage(office).items()}
    rows: list[tuple[float, ...]] = []
    grades: list[GradedPair | None] = []
    places = []
    for a, b, signs in judged_pairs(read_corpus(office.workspace.store, office.embedder.id)):
        rows.append(astuple(signs))
        ids = frozenset((blocks.get(a.passage.id, ""), blocks.get(b.passage.id, "")))
        grades.append(gold.get(ids))
        places.append(frozenset((a.place, b.place)))
    return Examples(
        np.asarray(rows, dtype=np.float64),
        np.asarray([bool(grade and grade.positive) for grade in grades]),
        np.asarray([grade is not None for grade in grades]),
        tuple(places),
    )


def left_out(found: Examples) -> Matrix:
    """Return each pair's probability by a fit without its pair of places."""
    groups = sorted({tuple(sorted(p)) for p in found.places})
    fold = np.asarray([groups.index(tuple(sorted(p))) % FOLDS for p in found.places])
    weight = np.where(found.judged, 1.0, UNJUDGED)
    chances = np.zeros(len(fold))
    for n in range(FOLDS):
        train = fold != n
        chances[~train] = fit(found.signs[train], found.true[train], weight[train])(
            found.signs[~train]
        )
    return chances


def report(found: Examples) -> Iterator[str]:
    """Yield the weights, and what they are worth on pairs of places left out."""
    fitted = fit(found.signs, found.true, np.where(found.judged, 1.0, UNJUDGED))
    yield f"intercept {fitted.intercept:.2f}"
    for field, value in zip(fields(Signs), fitted.weights, strict=True):
        yield f"  {field.name:<18} {value:6.2f}"
    chances = left_out(found)
    yield f"{len(chances)} pairs, {found.judged.sum()} judged, {found.true.sum()} true"
    for least, most in pairwise(STEPS):
        within = (chances >= least) & (chances < most)
        judged = within & found.judged
        true, of = found.true[judged].sum(), judged.sum()
        yield f"  {least:.2f} to {most:.2f}: {within.sum():5} pairs, {true} of {of} judged are true"


STEPS: Final[Sequence[float]] = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1.01)


@click.command()
def main() -> None:
    """Print weights for index/comparing/worth.py and how well they do."""
    with sample_office() as office:
        for line in report(examples(office)):
            click.echo(line)


if __name__ == "__main__":
    main()
