"""What a measurement is: a named figure with the count behind it and the bar it is held to."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Label = TypeVar("Label", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. `n` is what it was counted over; `bar` what we ask of it, None when nothing.

    `low` and `high` bound the 95 % interval where one was worked out. `note` says what a
    reader must know to judge the figure.
    """

    suite: str
    name: str
    value: float
    n: int
    bar: float | None = None
    at_most: bool = False  # the bar is a ceiling, not a floor
    low: float | None = None
    high: float | None = None
    note: str = ""

    @property
    def meets_bar(self) -> bool | None:
        if self.bar is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def share(right: int, of: int) -> float:
    """Return right / of, and 0 when there was nothing to get right."""
    return right / of if of else 0.0


def f1(true_positives: int, found: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall; 0 when nothing was found or wanted."""
    return 2 * true_positives / (found + wanted) if found + wanted else 0.0


def kappa(first: Sequence[Label], second: Sequence[Label]) -> float:
    """Return Cohen's kappa between two codings of the same items; 1 when they are equal."""
    if list(first) == list(second):
        return 1.0  # also where one label is all there is, and kappa is 0 / 0
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(list(first), list(second)))
