"""Folds text that several places publish in (nearly) the same words into one group.

Pairs are proposed by shared runs of eight words, because comparing all passages with all would
take too long, and accepted by containment of runs of five.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.claims import Claim
from index.content_words import Rarity
from index.duplicates import runs, same_text, words

PROPOSING_RUN: Final = 8
"""Words that two passages must share in a row to be compared at all."""

TOLD_TWICE: Final = 9
"""Fewest words of a joint text: shorter ones are the common coin of strategies."""

ALIKE_EVERYWHERE: Final = 0.5
"""Share of places from which the same words are boilerplate rather than a joint promise."""

SPECIFIC_FROM: Final = 3.0
"""Rarity that the shared words add up to, below which nothing definite is said.

Measured over all passages (see `Rarity`): a promise with a named object has 4 or more, "we will
work with partners for inclusive growth" has none.
"""


@dataclass(frozen=True, slots=True)
class Repeated:
    """Claims of different places in the same words; `boilerplate` when everyone writes them."""

    claims: tuple[Claim, ...]
    boilerplate: bool


def repeated_text(claims: Sequence[Claim], rarity: Rarity, places: int) -> list[Repeated]:
    """Return the groups of claims that two or more places make in the same words."""
    groups = _groups(claims)
    found = []
    for group in groups:
        using = {claim.place for claim in group}
        if len(using) < 2:
            continue
        everyone = len(using) > 2 and len(using) >= places * ALIKE_EVERYWHERE
        shared = frozenset.intersection(*(claim.stems for claim in group))
        names = any(claim.names for claim in group)
        dull = rarity.passages > 0 and _definiteness(shared, rarity, len(group)) < SPECIFIC_FROM
        found.append(Repeated(tuple(group), (everyone or dull) and not names))
    return found


def _definiteness(stems: frozenset[str], rarity: Rarity, told: int) -> float:
    # A stem that only the copies have is as rare as one that a single passage has.
    fewer = {stem: max(rarity.held.get(stem, 1) - told + 1, 1) for stem in stems}
    return Rarity(rarity.passages, fewer).total(stems)


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    parent = list(range(len(claims)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    short = [runs(claim.passage.text) for claim in claims]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        if len(words(claim.passage.text)) >= TOLD_TWICE:
            for run in runs(claim.passage.text, PROPOSING_RUN):
                holders[run].append(i)
    compared: set[tuple[int, int]] = set()
    for found in holders.values():
        first = found[0]
        for other in found[1:]:
            pair = (first, other)
            if pair in compared or claims[first].document.id == claims[other].document.id:
                continue
            compared.add(pair)
            if same_text(short[first], short[other]):
                parent[root(other)] = root(first)
    groups: dict[int, list[Claim]] = defaultdict(list)
    for i, claim in enumerate(claims):
        groups[root(i)].append(claim)
    return [group for group in groups.values() if len(group) > 1]
