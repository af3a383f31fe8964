"""Quotes and pictures over all columns: whether the text ends above them or runs on below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ingest.layout.gutters import Item

T = TypeVar("T")


def text_runs_past(span: Sequence[Item[T]], sides: Sequence[Item[T]]) -> bool:
    """Whether sentences go on below a quote, a box or a picture rather than in the next column.

    Lines that break off above it, each with one in small letters right below, tell so where the
    feet of columns do not fit the heads of the next ones as well.
    """
    if not any(i.unit or i.quoted for i in span):
        return False
    top, bottom = min(i.top for i in span), max(i.bottom for i in span)
    lines = [i for i in sides if not i.unit]
    above = [i for i in lines if i.bottom <= top + 1]
    below = [i for i in lines if i.top >= bottom - 1]
    feet = _ends_of_columns(above, below=True)
    heads = _ends_of_columns(above, below=False)
    starts = _ends_of_columns(below, below=False)
    if len(feet) < 2 or len(starts) < 2:
        return False
    down = [(foot, next((s for s in starts if _over(foot, s)), None)) for foot in feet]
    across = list(zip(feet, [*heads[1:], starts[0]], strict=False))
    return _fit(down) and not _fit(across)


def _fit(pairs: Sequence[tuple[Item[T], Item[T] | None]]) -> bool:
    """Whether each line that breaks off is followed by one that goes on, and no other is."""
    known = [(line, after) for line, after in pairs if after is not None]
    return any(line.breaks_off for line, _ in known) and all(
        line.breaks_off == after.goes_on for line, after in known
    )


def _ends_of_columns(lines: Sequence[Item[T]], below: bool) -> list[Item[T]]:
    """Return the last lines of the columns, or the first, from left to right."""
    ends: list[Item[T]] = []
    for line in sorted(lines, key=lambda i: -i.bottom if below else i.top):
        if not any(_over(line, end) for end in ends):
            ends.append(line)
    return sorted(ends, key=lambda i: i.x0)


def _over(one: Item[T], other: Item[T]) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)
