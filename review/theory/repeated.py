"""Finds promises that a strategy makes more than once, so that each is counted once."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.searching.content_words import content_stems
from nlp.commitment import Strength
from review.theory.steps import Step

SAME_FROM: Final = 0.8
"""Share of all content words that two promises must have in common. In eight real papers all
pairs above were one promise said twice; below came neighbours such as the interim and the final
evaluation of one plan."""

FEWEST: Final = 4
"""Content words of a promise that can be known again: shorter ones are alike by chance."""

_NUMBER: Final = re.compile(r"\d[\d,.]*\d|\d")
_NOT: Final = re.compile(r"\b(?:not|no|never|cannot)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A promise where it is first made, and every place where it is made again."""

    step: Step
    again: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        return (self.step, *self.again)


def told_once(steps: Iterable[Step]) -> tuple[Told, ...]:
    """Return the promises in order, what is said again under its first mention.

    Two are one where the same figures stand in both, both are denied or neither, and nearly all
    content words agree. Requests to others are never joined with promises.
    """
    held: list[tuple[Step, list[Step]]] = []
    known: dict[tuple[object, ...], list[tuple[frozenset[str], int]]] = defaultdict(list)
    prefixes: dict[tuple[object, ...], list[int]] = defaultdict(list)
    ordered = tuple(steps)
    words = [_stems(step.quote) for step in ordered]
    common = Counter(stem for stems in words for stem in stems)
    for step, stems in zip(ordered, words, strict=True):
        kind = _kind(step)
        signs = _rarest(stems, common) if len(stems) >= FEWEST else ()
        near = sorted({at for stem in signs for at in prefixes[(*kind, stem)]})
        first = next((i for own, i in _held(known[kind], near) if _alike(stems, own)), None)
        if first is not None:
            held[first][1].append(step)
            continue
        for stem in signs:
            prefixes[(*kind, stem)].append(len(known[kind]))
        if signs:
            known[kind].append((stems, len(held)))
        held.append((step, []))
    return tuple(Told(step, tuple(again)) for step, again in held)


@lru_cache(maxsize=8192)  # promises: logframe, register and letter ask for the same ones
def _stems(words: str) -> frozenset[str]:
    return frozenset(content_stems(words))


def _held(
    known: Sequence[tuple[frozenset[str], int]], places: Iterable[int]
) -> Iterable[tuple[frozenset[str], int]]:
    return (known[place] for place in places)


def _kind(step: Step) -> tuple[object, ...]:
    """Return what must be equal: the figures, a denial, and whether others are asked."""
    numbers = tuple(sorted(n.replace(",", "") for n in _NUMBER.findall(step.quote)))
    return numbers, bool(_NOT.search(step.quote)), step.commitment.strength is Strength.ASK


def _rarest(stems: frozenset[str], common: Counter[str]) -> tuple[str, ...]:
    """Return so many of the rarest words that a likeness of SAME_FROM must share one of them."""
    ordered = sorted(stems, key=lambda stem: (common[stem], stem))
    return tuple(ordered[: len(ordered) - math.ceil(SAME_FROM * len(ordered)) + 1])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME_FROM * len(one | other)
