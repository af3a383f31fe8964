"""Finds the words that several texts have in common, as a stretch of each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from index.comparing.duplicates import RUN, Runs, runs, words
from index.comparing.supply_and_demand import sentences

_WORD = re.compile(r"\w+")

GAP: Final = 8
"""Words of a text's own inside what it shares; more of them, and the shared stretch ends."""


@dataclass(frozen=True, slots=True)
class SharedSpan:
    """A stretch of a text, from sentence to sentence, with how many words it has.

    `common` is the share of them that the first text has too, in the same order.
    """

    start: int
    end: int
    words: int
    common: float


def shared_span(texts: Sequence[str]) -> list[SharedSpan]:
    """Return the longest shared stretch of each text; [] when they share no run of words."""
    common = frozenset.intersection(*(runs(text) for text in texts)) if texts else frozenset()
    found = [_longest(text, common) for text in texts]
    stretches = [stretch for stretch in found if stretch is not None]
    if not stretches or len(stretches) < len(texts):
        return []
    written = [words(text[s:e]) for text, (s, e) in zip(texts, stretches, strict=True)]
    return [
        SharedSpan(start, end, len(mine), _in_common(written[0], mine))
        for (start, end), mine in zip(stretches, written, strict=True)
    ]


def _in_common(first: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, first, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same / max(len(first), len(other))


def _longest(text: str, common: Runs) -> tuple[int, int] | None:
    tokens = list(_WORD.finditer(text))
    shared = _covered(words(text), common)
    if not shared:
        return None
    stretches: list[list[int]] = [[shared[0]]]
    for position in shared[1:]:
        if position - stretches[-1][-1] <= GAP + 1:
            stretches[-1].append(position)
        else:
            stretches.append([position])
    longest = max(stretches, key=len)
    return _to_sentences(text, tokens[longest[0]].start(), tokens[longest[-1]].end())


def _covered(written: Sequence[str], common: Runs) -> list[int]:
    """Return the positions of the words that stand in a shared run, ascending."""
    length = min(RUN, len(written))
    covered: set[int] = set()
    for i in range(len(written) - length + 1):
        if tuple(written[i : i + length]) in common:
            covered.update(range(i, i + length))
    return sorted(covered)


def _to_sentences(text: str, start: int, end: int) -> tuple[int, int]:
    spans = [(begin, begin + len(words)) for words, begin in sentences(text)]
    touched = [(s, e) for s, e in spans if s < end and start < e]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)
