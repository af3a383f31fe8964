"""How far reviewers agree, on the ratings that they gave before they saw anybody else's.

Krippendorff's alpha (ordinal), which a test compares with the package krippendorff (its licence,
GPL, keeps it out of what we ship), and Cohen's kappa with quadratic weights from scikit-learn, both
with intervals from resampling strategies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review import fetching
from review.casebook import Casebook
from review.judgement import NOT_RELEVANT
from review.permissions import Action, require
from review.person import Person
from review.visibility import DOUBLE, readable_reviews

RESAMPLES: Final = 2000
"""Bootstrap samples: either end of a 95 % interval then rests on fifty."""

Matrices = NDArray[np.float64]

OVERALL: Final = ""
"""The criterion of the figures over all criteria together."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One first rating that counts for agreement; `when` is "YYYY-MM" of the submission."""

    document: str
    criterion: str
    reviewer: str
    rating: int
    when: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient with its 95 % interval; None where it cannot be told, and `why` says why."""

    value: float | None
    low: float | None
    high: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one criterion, or over all (`criterion` is OVERALL).

    `documents` and `pairs` are how many strategies, and pairs of ratings, it rests on; `same`
    is the share of pairs that are equal.
    """

    criterion: str
    documents: int
    pairs: int
    same: float | None
    alpha: Figure
    kappa: Figure


@dataclass(frozen=True, slots=True)
class Drift:
    """How far one reviewer's first ratings of one month lie from the others' of the same cases.

    `mean` is signed: above 0 they are milder than the others.
    """

    reviewer: str
    when: str
    mean: float
    ratings: int


def ratings_for(book: Casebook, who: Person) -> list[Rated]:
    """Return the first ratings of blind, submitted reviews that a person may read."""
    with book.engine.connect() as connection:
        require(connection, who, Action.READ)
        seen = [r for r in readable_reviews(connection, who) if r.submitted and r.blind]
        held = fetching.judgements_of(connection, [review.id for review in seen])
    asked = {criterion.id for criterion in book.framework.criteria}
    return [
        Rated(r.document, j.criterion, r.reviewer, j.first_rating, f"{r.submitted:%Y-%m}")
        for r in seen
        for j in held[r.id].values()
        if j.criterion in asked and j.first_rating is not None and j.first_rating != NOT_RELEVANT
    ]


def agreement(
    ratings: Iterable[Rated], criteria: Sequence[str], *, seed: int = 0, resamples: int = RESAMPLES
) -> list[Agreement]:
    """Return agreement per criterion, in the order given, and last over all.

    Only cases (strategy and criterion) that two people rated count. The interval resamples whole
    strategies, because the judgements on one hang together.
    """
    cases = _cases(ratings)
    by_criterion: dict[str, list[_Case]] = {criterion: [] for criterion in criteria}
    for case in cases:
        by_criterion.setdefault(case.criterion, []).append(case)
    told = [_agreement(name, found, seed, resamples) for name, found in by_criterion.items()]
    return [*told, _agreement(OVERALL, cases, seed, resamples)]


def drift(ratings: Iterable[Rated]) -> list[Drift]:
    """Return each reviewer's distance from the others, month by month."""
    by_case: dict[tuple[str, str], list[Rated]] = defaultdict(list)
    for rated in ratings:
        by_case[rated.document, rated.criterion].append(rated)
    away: dict[tuple[str, str], list[float]] = defaultdict(list)
    for found in by_case.values():
        for rated in found:
            others = [other.rating for other in found if other.reviewer != rated.reviewer]
            if others:
                distance = rated.rating - sum(others) / len(others)
                away[rated.reviewer, rated.when].append(distance)
    return [
        Drift(name, when, sum(values) / len(values), len(values))
        for (name, when), values in sorted(away.items())
    ]


@dataclass(frozen=True, slots=True)
class _Case:
    document: str
    criterion: str
    ratings: Mapping[str, int]  # by reviewer

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Every pair both ways round: nobody is the first rater."""
        return list(permutations(self.ratings.values(), 2))


def _cases(ratings: Iterable[Rated]) -> list[_Case]:
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for rated in ratings:
        found[rated.document, rated.criterion][rated.reviewer] = rated.rating
    cases = [_Case(*key, by_reviewer) for key, by_reviewer in sorted(found.items())]
    return [case for case in cases if len(case.ratings) >= DOUBLE]


def _agreement(criterion: str, cases: Sequence[_Case], seed: int, resamples: int) -> Agreement:
    documents = sorted({case.document for case in cases})
    pairs = [pair for case in cases for pair in case.pairs]
    if not cases:
        nothing = Figure(None, None, None, "No strategy has been rated on this by two people yet.")
        return Agreement(criterion, 0, 0, None, nothing, nothing)
    same = sum(a == b for a, b in pairs) / len(pairs)
    draws = np.random.default_rng(seed).integers(len(documents), size=(resamples, len(documents)))
    times = np.stack([np.bincount(draw, minlength=len(documents)) for draw in draws])
    alpha = _figure(
        _alpha(cases, documents), alphas(_resampled(cases, documents, times, share=True))
    )
    kappa = _figure(_kappa(cases), kappas(_resampled(cases, documents, times, share=False)))
    if len(documents) < DOUBLE:
        alpha, kappa = _without_interval(alpha), _without_interval(kappa)
    return Agreement(criterion, len(documents), len(pairs) // 2, same, alpha, kappa)


def _figure(value: float | None, again: Matrices) -> Figure:
    if value is None:
        return Figure(None, None, None, "All ratings are the same, so chance cannot be told.")
    told = again[~np.isnan(again)]
    if len(told) < len(again) / 2:
        return Figure(value, None, None, "Too few strategies differ for an interval.")
    low, high = np.quantile(told, [0.025, 0.975])
    return Figure(value, float(low), float(high))


def _without_interval(figure: Figure) -> Figure:
    return Figure(figure.value, None, None, figure.why or "One strategy gives no interval.")


def _alpha(cases: Sequence[_Case], documents: Sequence[str]) -> float | None:
    as_they_are = np.ones((1, len(documents)), dtype=np.int64)
    value = alphas(_resampled(cases, documents, as_they_are, share=True))[0]
    return None if np.isnan(value) else float(value)


def _kappa(cases: Sequence[_Case]) -> float | None:
    from sklearn.metrics import cohen_kappa_score

    first, second = zip(*(pair for case in cases for pair in case.pairs), strict=True)
    if len(set(first)) < DOUBLE:
        return None
    scale = list(
        range(min(first), max(first) + 1)
    )  # a point that nobody gave is a step all the same
    return float(cohen_kappa_score(first, second, labels=scale, weights="quadratic"))


def _resampled(
    cases: Sequence[_Case], documents: Sequence[str], times: NDArray[np.int64], *, share: bool
) -> Matrices:
    """Return how often each two ratings meet in each sample: samples by values by values.

    With `share` a case of three ratings weighs as three, not as the six pairs that it has.
    """
    ratings = [rating for case in cases for rating in case.ratings.values()]
    least, values = min(ratings), max(ratings) - min(ratings) + 1
    met = np.zeros((len(documents), values, values))
    for case in cases:
        weight = 1 / (len(case.ratings) - 1) if share else 1.0
        for a, b in case.pairs:
            met[documents.index(case.document), a - least, b - least] += weight
    summed: Matrices = np.einsum("rd,dij->rij", times.astype(np.float64), met)
    return summed


def alphas(met: Matrices) -> Matrices:
    """Return ordinal alpha for each coincidence matrix; NaN where all ratings are the same.

    Krippendorff, "Computing Krippendorff's alpha-reliability" (2011).
    """
    each = met.sum(axis=2)
    total = each.sum(axis=1)
    upto = np.cumsum(each, axis=1)
    points = np.arange(met.shape[1])
    low, high = np.minimum.outer(points, points), np.maximum.outer(points, points)
    between = upto[:, high] - upto[:, low] + each[:, low]
    distance = (between - (each[:, low] + each[:, high]) / 2) ** 2
    seen = (met * distance).sum(axis=(1, 2))
    chance = (each[:, :, None] * each[:, None, :] * distance).sum(axis=(1, 2)) / (total - 1)
    told: Matrices = 1 - np.divide(seen, chance, out=np.full(len(met), np.nan), where=chance > 0)
    return told


def kappas(met: Matrices) -> Matrices:
    """Return kappa with quadratic weights for each table of pairs; NaN where chance explains all.

    Cohen (1968), as scikit-learn computes it for one table.
    """
    points = np.arange(met.shape[1])
    weight = np.subtract.outer(points, points) ** 2
    first, second = met.sum(axis=2), met.sum(axis=1)
    total = first.sum(axis=1)
    seen = (met * weight).sum(axis=(1, 2))
    chance = (first[:, :, None] * second[:, None, :] * weight).sum(axis=(1, 2)) / total
    told: Matrices = 1 - np.divide(seen, chance, out=np.full(len(met), np.nan), where=chance > 0)
    return told
