"""Gutters: the corridors between columns, found by what stands side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")

MIN_SIDE_BY_SIDE = 2.2  # lines: one aligned gap can be chance, text beside text over two is not
CANDIDATES = 16  # places tried as a gutter; even tables of many columns have fewer clear ones
OPEN = 0.6  # of the text beside the best: a corridor nothing crosses is safer to part at
MIN_GUTTER = 0.65  # of the type size: the narrowest gutter seen in three-column layouts


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """A thing with a place on the page: a line, or a unit such as a box or a table."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    content: T
    unit: bool = False
    apart: bool = False  # set in other type than most of the page
    quoted: bool = False  # opens with a quotation mark
    dated: bool = False  # nothing but a year
    goes_on: bool = False  # begins within a sentence
    breaks_off: bool = False  # ends within one


@dataclass(frozen=True, slots=True)
class Gutter:
    """A corridor around `x`; `width` in points."""

    x: float
    width: float
    beside: float  # points of height over which text stands on both sides
    crossed: float  # points of height over which text runs across

    @property
    def merit(self) -> tuple[float, float]:
        return (self.beside - self.crossed, self.width)


def change_of_columns(items: list[Item[T]], gutter: Gutter) -> float | None:
    """Return the height at which three columns become two, or two become three; None if none.

    Nothing crosses that height, and either part has a gutter where text of the other part runs.
    """
    size = sorted(i.size for i in items)[len(items) // 2]
    if gutter.crossed < MIN_SIDE_BY_SIDE * size:
        return None
    taken = _union([(i.top, i.bottom) for i in items])
    best: tuple[float, float] | None = None
    for (_, end), (start, _) in pairwise(taken):
        parts = [i for i in items if i.top < end], [i for i in items if i.top >= start]
        above, below = (best_gutter(part) for part in parts)
        if above is None or below is None:
            continue
        if not all(_runs_across(part, g.x) for part, g in zip(parts, (below, above), strict=True)):
            continue
        crossed = above.crossed + below.crossed
        if crossed < 0.5 * gutter.crossed and (best is None or start - end > best[0]):
            best = start - end, start
    return best[1] if best else None


def _runs_across(items: list[Item[T]], x: float) -> bool:
    """Whether several lines of the usual type run across `x`, as a column there does."""
    lines = [i for i in items if not (i.unit or i.apart)]
    return sum(i.x0 < x < i.x1 for i in lines) > 0.2 * len(lines) > 0


def best_gutter(items: list[Item[T]]) -> Gutter | None:
    """Return the corridor with the most text standing side by side, or None.

    One that nothing crosses comes before one that a box or heading closes.
    """
    size = sorted(i.size for i in items)[(len(items) - 1) // 2]
    places = _least_crossed(items, 0.6 * MIN_GUTTER * size)
    found = [gutter for x in places if (gutter := _gutter_at(items, x, size)) is not None]
    best = max(found, key=lambda gutter: gutter.merit, default=None)
    if best is None or not best.crossed:
        return best
    clear = [g for g in found if not g.crossed and g.beside > OPEN * best.beside]
    return max(clear, key=lambda gutter: gutter.merit, default=best)


def _least_crossed(items: list[Item[T]], margin: float) -> list[float]:
    """Return the places just right of an item that the fewest items cross, at most CANDIDATES."""
    starts = np.array([i.x0 for i in items])
    ends = np.array([i.x1 for i in items])
    places = np.unique(np.round(ends / 2) * 2) + margin
    crossed = ((starts[None, :] < places[:, None]) & (ends[None, :] > places[:, None])).sum(axis=1)
    beside = (places >= ends.min()) & (places <= starts.max())
    order = np.argsort(np.where(beside, crossed, len(items) + 1), kind="stable")
    return [float(places[i]) for i in order[:CANDIDATES] if beside[i]]


def _gutter_at(items: list[Item[T]], x: float, size: float) -> Gutter | None:
    left = [i for i in items if i.x1 <= x]
    right = [i for i in items if i.x0 >= x]
    if not left or not right:
        return None
    crossing = _union([(i.top, i.bottom) for i in items if i.x0 < x < i.x1])
    left_cover = _union([(i.top, i.bottom) for i in left], join=1.2 * size)
    right_cover = _union([(i.top, i.bottom) for i in right], join=1.2 * size)
    beside = _overlap(left_cover, right_cover)
    beside_free = [piece for piece in beside if not _covered(piece, crossing)]
    height = sum(bottom - top for top, bottom in beside_free)
    if height < MIN_SIDE_BY_SIDE * size:
        return None
    facing_left = [i for i in left if _touches(i, beside_free)]
    facing_right = [i for i in right if _touches(i, beside_free)]
    if not facing_left or not facing_right:
        return None
    width = min(i.x0 for i in facing_right) - max(i.x1 for i in facing_left)
    if width < MIN_GUTTER * size:
        return None
    x = (min(i.x0 for i in facing_right) + max(i.x1 for i in facing_left)) / 2
    return Gutter(x, width, height, sum(bottom - top for top, bottom in crossing))


Interval = tuple[float, float]


def _union(intervals: list[Interval], join: float = 0.0) -> list[Interval]:
    merged: list[Interval] = []
    for top, bottom in sorted(intervals):
        if merged and top <= merged[-1][1] + join:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        else:
            merged.append((top, bottom))
    return merged


def _overlap(first: list[Interval], second: list[Interval]) -> list[Interval]:
    found = [(max(a[0], b[0]), min(a[1], b[1])) for a in first for b in second]
    return [(top, bottom) for top, bottom in found if bottom > top]


def _covered(piece: Interval, crossing: list[Interval]) -> bool:
    """Whether most of the piece is crossed, so that nothing truly stands side by side there."""
    taken = sum(bottom - top for top, bottom in _overlap([piece], crossing))
    return taken > 0.5 * (piece[1] - piece[0])


def _touches(item: Item[T], pieces: list[Interval]) -> bool:
    top, bottom = item.top, item.bottom
    return bottom > top and any(t < bottom and b > top for t, b in pieces)
