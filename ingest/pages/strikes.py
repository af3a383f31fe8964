"""Words with a rule through or under them: deletions still shown, and underlined titles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LOW, HIGH = 0.12, 0.6  # of the type size above the baseline: between under- and overlines
UNDER = (-0.3, 0.02)  # of the type size above the baseline: where underlines run
UNDERLINED = 0.85  # of a rule that words must take: the rules of tables are longer
FILLED = 0.5  # of a rule that words must take: the lines of charts and tables run past them

Rule = tuple[float, float, float]  # x0, y, x1 of a thin level line as displayed


def struck(
    rules: Sequence[Rule],
    shown: NDArray[np.float64],
    starts: NDArray[np.intp],
    ends: NDArray[np.intp],
    baselines: NDArray[np.float64],
    sizes: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Return which characters a rule runs through.

    `shown` are the boxes of the characters, `starts` and `ends` the places of words among
    them, with the baseline and type size of each word.
    """
    hit = np.zeros(len(shown), dtype=bool)
    first, last = shown[starts, 0], shown[ends - 1, 2]
    for x0, y, x1 in rules:
        above = baselines - y
        over = np.minimum(last, x1) - np.maximum(first, x0)
        crossed = np.flatnonzero((above > LOW * sizes) & (above < HIGH * sizes) & (over > 0))
        # The spaces between the words are struck with them.
        taken = over[crossed].sum() + 0.4 * sizes[crossed].sum()
        if not len(crossed) or taken < FILLED * (x1 - x0):
            continue
        for k in crossed.tolist():
            middle = (shown[starts[k] : ends[k], 0] + shown[starts[k] : ends[k], 2]) / 2
            hit[starts[k] : ends[k]] |= (middle > x0 - 0.5) & (middle < x1 + 0.5)
    return hit


def underlined(
    rules: Sequence[Rule],
    edges: NDArray[np.float64],
    baselines: NDArray[np.float64],
    sizes: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Return which words, given by their left and right edges, have a rule under all of them."""
    under = np.zeros(len(edges), dtype=bool)
    low, high = UNDER
    first, last = edges.T
    for x0, y, x1 in rules:
        above = baselines - y
        near = (above > low * sizes) & (above < high * sizes)
        held = np.flatnonzero(near & (first > x0 - 1) & (last < x1 + 1))
        taken = (last - first)[held].sum() + 0.3 * sizes[held].sum()
        if len(held) and taken > UNDERLINED * (x1 - x0):
            under[held] = True
    return under
