"""A cell of a table row under its header, and which of several columns of a kind is the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.commitments.column_heads import years_in

Cells = Sequence[tuple[str, str]]
_PART = re.compile(
    r"\b(?:wom[ae]n|m[ae]n|(?:fe)?males?|boys|girls|[mwf]|low(?:er)?|high(?:er)?|min(?:imum)?|"
    r"annual(?:ly)?|per year|a year|each year|yearly|pessimistic|optimistic|previous|prior|"
    r"last (?:year|period|quarter))\b",
    re.IGNORECASE,
)
"""A column for some of the people, for one end of a range, one year of several, an older value."""
_WHOLE = re.compile(
    r"\b(?:total|all|overall|both|persons|central|mid|cumulative|combined|lifetime|final)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A cell and the header above it, both as written.

    `year` is the one its header names, `place` counts the cells of the row from 0.
    """

    text: str
    header: str
    year: int | None = None
    place: int = -1


def value_of(header: str, cell: str, place: int) -> Value:
    """Return a cell with the last year that its header names."""
    years = years_in(header)
    return Value(cell.strip(), header, years[-1] if years else None, place)


def rank(value: Value) -> int:
    """Order columns of a kind: the whole, then what says nothing of it, then a part or bound."""
    if _WHOLE.search(value.header):
        return 1
    return -1 if _PART.search(value.header) else 0


def keep_whole(held: list[Value]) -> None:
    """Of several values for one year, drop the parts and bounds of another that is the whole."""
    best: dict[int | None, int] = {}
    for value in held:
        best[value.year] = max(rank(value), best.get(value.year, -1))
    held[:] = [v for v in held if v.year is None or rank(v) == best[v.year] or rank(v) == 0]
