"""How far ahead a promise looks: short, medium or long term."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from nlp.commitment import Deadline

SHORT_YEARS = 3  # a spending review settles about so many years of money
MEDIUM_YEARS = 10  # the 2017 prospectus asked for plans that look ten years ahead and more
_YEAR_DAYS = 365.25
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: float(number) for number, word in enumerate(_NUMBERS, start=1)} | {
    "a": 1.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0,
}  # fmt: skip
_PERIOD = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})[\s-](?P<unit>month|year|decade|generation)s?\b",
    re.IGNORECASE,
)
_UNIT_YEARS = {"month": 1 / 12, "year": 1.0, "decade": 10.0, "generation": 25.0}


class Horizon(StrEnum):
    """The term of a promise, counted from the day its document was published."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    NOT_STATED = "not_stated"


def horizon_of(deadline: Deadline | None, published: date | None) -> Horizon:
    """Return the horizon of a promise that is due by `deadline`.

    The last day that the deadline can mean counts. A period ("within five years") needs no
    date of publication; a date does, and is not stated without one.
    """
    years = None if deadline is None else _years(deadline, published)
    if years is None:
        return Horizon.NOT_STATED
    if years <= SHORT_YEARS:
        return Horizon.SHORT
    return Horizon.MEDIUM if years <= MEDIUM_YEARS else Horizon.LONG


def _years(deadline: Deadline, published: date | None) -> float | None:
    if deadline.end is not None:
        return (deadline.end - published).days / _YEAR_DAYS if published is not None else None
    period = _PERIOD.search(deadline.text)
    if period is None:
        return None
    raw = period["count"].lower()
    count = float(raw) if raw.isdigit() else _COUNTS[raw]
    return count * _UNIT_YEARS[period["unit"].lower()]
