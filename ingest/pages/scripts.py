"""Scripts that run from the right, alone or with words of others among them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from ingest.pages.words import Word

FROM_RIGHT = re.compile(
    r"[\u0590-\u08ff\u200f\ufb1d-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Every letter of a script that runs from the right, and some signs among them."""


def as_spoken(words: Sequence[Word]) -> Sequence[Word]:
    """Return words that stand from left to right in the order in which they are read.

    Where most are of a script that runs from the right, the line does; words of other scripts
    within it keep their own direction.
    """
    if not FROM_RIGHT.search("".join([word.text for word in words])):
        return words
    runs_left = [runs_from_right(word.text) for word in words]
    if 2 * sum(runs_left) <= len(words) - sum(not any(map(str.isalpha, w.text)) for w in words):
        return words
    spoken: list[Word] = []
    foreign: list[Word] = []
    for word, left in zip(reversed(words), reversed(runs_left), strict=True):
        if left or not any(map(str.isalpha, word.text)):
            spoken += [*reversed(foreign), word]
            foreign = []
        else:
            foreign.append(word)
    return [*spoken, *reversed(foreign)]


def runs_from_right(text: str) -> bool:
    """Whether most letters of a text are of scripts written from right to left."""
    if not FROM_RIGHT.search(text):
        return False
    classes = Counter(unicodedata.bidirectional(letter) for letter in text)
    return classes["R"] + classes["AL"] > classes["L"]


def from_left(run: list[Word]) -> list[Word]:
    """Return the words of a run as they stand; a run in Arabic or Hebrew comes from the right."""
    return run if run[0].x0 <= run[-1].x0 else sorted(run, key=lambda word: word.x0)
