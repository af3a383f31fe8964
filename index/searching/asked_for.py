"""What sort of statement a question asks for: a target, an ask, a promise, or anything at all."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, text

_TARGET = re.compile(
    r"\b(?:targets?|goals?|how (?:many|much|far)|percentage|dates?|when|baselines?|numbers?"
    r"|measures?|indicators?|share|attainment|rates?|levels?|aimed)\b",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"\b(?:asks?|asking|requests?|wants?|(?:of )?government|lobby|call(?:s|ing)? (?:on|for))\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:plan(?:s|ning)?|will|would|promise[sd]?|commit\w*|offer\w*|launch\w*|build\w*|open\w*"
    r"|propos\w*|intend\w*|pledges?|bid\w*)\b",
    re.IGNORECASE,
)

LIKELY: Final = 0.5
"""Worth of a firm promise to a question that asks what is planned, beside a target's row to one
that asks for a figure: most passages promise something, few are rows."""

_SAYS_WHAT = re.compile(r"[^\W\d_]{3}")
"""A word: rows of years and sums alone answer nobody who does not see their table."""

Scores = NDArray[np.float64]


def as_asked(engine: Engine, numbers: Sequence[int], question: str) -> Scores:
    """Return for each passage how well its sort fits the question, from 0 to 1.

    Targets stand in rows of tables that say in words what is counted; asks and firm promises are
    those that the passage was last found to make.
    """
    found = np.zeros(len(numbers))
    targets, asks = bool(_TARGET.search(question)), bool(_ASK.search(question))
    promises = bool(_PROMISE.search(question))
    if not (targets or asks or promises):
        return found
    held = _held(engine, numbers)
    for i, number in enumerate(numbers):
        kinds = held.get(int(number), frozenset())
        if (targets and "row" in kinds) or (asks and "ask" in kinds):
            found[i] = 1.0
        elif promises and "firm" in kinds:
            found[i] = LIKELY
    return found


def _held(engine: Engine, numbers: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return which of "row", "ask" and "firm" each passage is or has."""
    wanted = {"numbers": json.dumps([int(n) for n in numbers])}
    tables = text(
        "SELECT number, text FROM passages WHERE kind = 'table_row' "
        "AND number IN (SELECT value FROM json_each(:numbers))"
    )
    promised = text(
        "SELECT a.passage, CASE c.kind WHEN 'ask' THEN 'ask' ELSE c.strength END "
        "FROM analyses a JOIN commitments c ON c.analysis = a.number "
        "WHERE a.number IN (SELECT max(number) FROM analyses "
        "WHERE passage IN (SELECT value FROM json_each(:numbers)) GROUP BY passage)"
    )
    held: dict[int, set[str]] = {}
    with engine.connect() as connection:
        for number, row in connection.execute(tables, wanted):
            if _SAYS_WHAT.search(row):
                held.setdefault(int(number), set()).add("row")
        for number, kind in connection.execute(promised, wanted):
            held.setdefault(int(number), set()).add(str(kind))
    return {number: frozenset(kinds) for number, kinds in held.items()}
