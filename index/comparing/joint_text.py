"""Folds text that several places publish in (nearly) the same words into one group.

Pairs are proposed by shared runs of eight words, because comparing all passages with all would
take too long, and accepted by containment of runs of five.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from index.comparing.claims import Claim
from index.comparing.duplicates import SAME_FROM, Runs, containment, runs, words
from index.comparing.shared_span import SharedSpan, shared_span
from index.corpus import by_age
from index.searching.content_words import Rarity

PROPOSING_RUN: Final = 8
"""Words that two passages must share in a row to be compared at all."""

TOLD_TWICE: Final = 9
"""Fewest words of a joint text: shorter ones are the common coin of strategies."""

LONG: Final = 25
"""Words from which a text that two places share is joint even where it says nothing definite:
nobody writes so many words alike by chance."""

PASSAGE_OF: Final = 16
"""Runs of five (twenty words on end) from which one passage may quote a part of the other."""

FEW_HOLDERS: Final = 8  # of one run of words; their pairs grow with the square

ALIKE_EVERYWHERE: Final = 0.5
"""Share of places from which the same words are boilerplate rather than a joint promise."""

SPECIFIC_FROM: Final = 3.0
"""Rarity that the shared words add up to, below which nothing definite is said.

Measured over all passages (see `Rarity`): a promise with a named object has 4 or more, "we will
work with partners for inclusive growth" has none.
"""


@dataclass(frozen=True, slots=True)
class Repeated:
    """One claim of each place that says the same, with the span that it shares.

    `common` is the share of the spans' words that all have; `copies` are further claims of the
    same places in the same words, which count once. `boilerplate` when everyone writes it.
    """

    claims: tuple[Claim, ...]
    spans: tuple[SharedSpan, ...]
    common: float
    boilerplate: bool
    copies: tuple[Claim, ...] = ()


def repeated_text(claims: Sequence[Claim], rarity: Rarity, places: int) -> list[Repeated]:
    """Return the groups of claims that say the same words, those of a single place included.

    A group of one place is a text that its documents repeat, such as two prints of one paper.
    """
    found = []
    for group in _groups(claims):
        kept, copies = _one_of_each_place(group)
        spans = shared_span([claim.passage.text for claim in kept])
        if len(kept) < 2 or not spans:
            found.append(Repeated(tuple(kept[:1]), (), 1.0, False, (*kept[1:], *copies)))
            continue
        everyone = len(kept) > 2 and len(kept) >= places * ALIKE_EVERYWHERE
        names = any(claim.names for claim in kept)
        dull = _is_dull(kept, spans, rarity)
        common = min(span.common for span in spans)
        boilerplate = (everyone or dull) and not names
        found.append(Repeated(tuple(kept), tuple(spans), common, boilerplate, tuple(copies)))
    return found


def _is_dull(kept: Sequence[Claim], spans: Sequence[SharedSpan], rarity: Rarity) -> bool:
    if len(kept) == 2 and min(span.words for span in spans) >= LONG:
        return False
    shared = frozenset.intersection(*(claim.stems for claim in kept))
    return rarity.passages > 0 and _definiteness(shared, rarity, len(kept)) < SPECIFIC_FROM


def _one_of_each_place(group: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claim of each place's newest document, and the others."""
    kept: dict[str, Claim] = {}
    for claim in sorted(group, key=lambda c: by_age(c.document), reverse=True):
        kept.setdefault(claim.place, claim)
    chosen = {id(claim) for claim in kept.values()}
    return (
        [claim for claim in group if id(claim) in chosen],
        [claim for claim in group if id(claim) not in chosen],
    )


def _definiteness(stems: frozenset[str], rarity: Rarity, told: int) -> float:
    # A stem that only the copies have is as rare as one that a single passage has.
    fewer = {stem: max(rarity.held.get(stem, 1) - told + 1, 1) for stem in stems}
    return Rarity(rarity.passages, fewer).total(stems)


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Join what is alike, the likest first, while all of a group keep words in common."""
    short = [runs(claim.passage.text) for claim in claims]
    group_of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    common: dict[int, Runs] = {}
    alike = [(len(short[i] & short[j]), i, j) for i, j in _proposed(claims)]
    for _, i, j in sorted(alike, key=lambda a: (-a[0], a[1], a[2])):
        first, second = group_of.get(i, i), group_of.get(j, j)
        if first == second:
            continue
        left, right = common.get(first, short[i]), common.get(second, short[j])
        if not _tells_the_same(left, right):
            continue
        joined = [*members.pop(first, [i]), *members.pop(second, [j])]
        members[first], common[first] = joined, left & right
        group_of.update(dict.fromkeys(joined, first))
    return [[claims[i] for i in sorted(group)] for _, group in sorted(members.items())]


def _tells_the_same(a: Runs, b: Runs) -> bool:
    """Whether one is (nearly) the other, or they have a long passage in common."""
    shared = len(a & b)
    return shared >= PASSAGE_OF or (containment(a, b) >= SAME_FROM and _of_one_length(a, b))


def _of_one_length(a: Runs, b: Runs) -> bool:
    return min(len(a), len(b)) >= max(len(a), len(b)) / 2


def _proposed(claims: Sequence[Claim]) -> Iterable[tuple[int, int]]:
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        if len(words(claim.passage.text)) >= TOLD_TWICE:
            for run in runs(claim.passage.text, PROPOSING_RUN):
                holders[run].append(i)
    return {
        (i, j)
        for found in holders.values()
        for i, j in _pairs(found)
        if claims[i].document.id != claims[j].document.id
    }


def _pairs(found: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return all pairs of a few holders; of many, each with the first and with the next."""
    if len(found) <= FEW_HOLDERS:
        return combinations(found, 2)
    return {*((found[0], other) for other in found[1:]), *pairwise(found)}
