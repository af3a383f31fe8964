"""Cards: pieces set in rows and columns, each complete in itself, which are read row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ingest.layout.gutters import Item

T = TypeVar("T")

LEVEL = 2.0  # points: the tops of the cards of one row are set level
MIN_ROWS = 2  # fewer are columns


def rows_of_cards(items: list[Item[T]], x: float) -> list[list[Item[T]]]:
    """Return the rows from the top when the items are cards on both sides of `x`, else one row.

    Cards are boxes alone, or texts under titles, level with each other on both sides throughout.
    Columns of running text may have one title level with another, not all.
    """
    left = [i for i in items if (i.x0 + i.x1) / 2 < x]
    right = [i for i in items if (i.x0 + i.x1) / 2 >= x]
    boxes = all(i.unit for i in items)
    tops = [_tops([i for i in half if boxes or _titles_text(i, half)]) for half in (left, right)]
    level = len(tops[0]) == len(tops[1]) and all(
        abs(a - b) <= LEVEL for a, b in zip(*tops, strict=True)
    )
    if not level or len(tops[0]) < MIN_ROWS:
        return [items]
    starts = [min(a, b) - 0.5 for a, b in zip(*tops, strict=True)][1:]
    rows: list[list[Item[T]]] = [[] for _ in range(len(starts) + 1)]
    for item in items:
        row = sum(item.top >= start for start in starts)
        if row < len(starts) and item.bottom > starts[row] + LEVEL:
            return [items]  # it reaches into the next row
        rows[row].append(item)
    return rows


def _titles_text(item: Item[T], half: Sequence[Item[T]]) -> bool:
    """Whether a line set apart stands over a line that is not, in its column."""
    if item.unit or not item.apart:
        return False
    below = [i for i in half if i.top > item.bottom - 1 and i.x0 < item.x1 and i.x1 > item.x0]
    under = min(below, key=lambda i: i.top, default=None)
    return under is not None and not (under.apart or under.unit)


def _tops(items: Sequence[Item[T]]) -> list[float]:
    """Return the different heights at which items begin."""
    tops: list[float] = []
    for top in sorted(i.top for i in items):
        if not tops or top - tops[-1] > LEVEL:
            tops.append(top)
    return tops
