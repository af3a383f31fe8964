"""Tells when two texts are the same told twice: by the runs of words they share."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

RUN: Final = 5
"""Words in a run. Five is long enough that unrelated prose seldom shares one."""

SAME_FROM: Final = 0.8
"""Share of the shorter text's runs that the longer must have for the two to be the same."""

_WORD = re.compile(r"\w+")

Runs = frozenset[tuple[str, ...]]


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without marks."""
    return _WORD.findall(text.lower().replace("’", "'"))


def runs(text: str, length: int = RUN) -> Runs:
    """Return the runs of `length` words; a shorter text is one run of all its words."""
    found = words(text)
    if len(found) <= length:
        return frozenset({tuple(found)}) if found else frozenset()
    return frozenset(tuple(found[i : i + length]) for i in range(len(found) - length + 1))


def containment(a: Set[tuple[str, ...]], b: Set[tuple[str, ...]]) -> float:
    """Return the share of the smaller set that the larger one has; 0 when one is empty."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def same_text(a: Runs, b: Runs) -> bool:
    """Whether two texts are (nearly) the same, lengths included."""
    longer = max(len(a), len(b))
    return containment(a, b) >= SAME_FROM and min(len(a), len(b)) >= longer / 2
