"""What changed in a text, word by word, and which texts belong together."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CHANGED_FROM: Final = 0.55
"""Likeness from which an old and a new text are one text that was changed."""

_TOKEN = re.compile(r"\S+")
_MEANING = re.compile(r"[\w£$€%]+")


class Change(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came; pieces in order give both texts."""

    change: Change
    text: str


def meaning(text: str) -> list[str]:
    """Return what a text says: its words and money signs in lower case, without other marks."""
    return _MEANING.findall(text.lower())


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the differences as whole words; case and punctuation alone are none."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    left, right = [_said(token) for token in old], [_said(token) for token in new]
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, left, right, False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, " ".join(new[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(Piece(Change.REMOVED, " ".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(Change.ADDED, " ".join(new[j1:j2])))
    return tuple(pieces)


def _said(token: str) -> str:
    return " ".join(meaning(token))


def pairs_of(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pair texts that are alike, the likest first, each in one pair at most.

    Returns places in `old` and `new` with the likeness of the two, in the order of `old`.
    """
    left, right = [meaning(text) for text in old], [meaning(text) for text in new]
    found = []
    for j, wanted in enumerate(right):
        matcher = difflib.SequenceMatcher(b=wanted, autojunk=False)
        for i, words in enumerate(left):
            matcher.set_seq1(words)
            if matcher.real_quick_ratio() < CHANGED_FROM or matcher.quick_ratio() < CHANGED_FROM:
                continue
            likeness = matcher.ratio()
            if likeness >= CHANGED_FROM:
                # Of equally alike texts, those at about the same place belong together.
                found.append((-likeness, abs(i - j), i, j))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for likeness, _, i, j in sorted(found):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j, -likeness))
    return sorted(pairs)
