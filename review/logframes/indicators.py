"""The same measure in different words across places: aligned, with what can be added up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np

from index.searching.content_words import content_stems
from nlp.analysis import Embedder
from review.theory.steps import Step, Strategy

ALIKE_FROM: Final = 0.6
"""Cosine of two indicators from which they are taken for one, if unit, numbers and subject agree.
On the sample strategies the groups above it measure one thing each; below it the next pairs
set young people out of work beside people without qualifications."""


class Unit(StrEnum):
    """What kind of number a target is."""

    SHARE = "share"
    INDEX = "index"
    MONEY = "money"
    TONNES = "tonnes"
    YEARS = "years"
    COUNT = "count"
    OTHER = "other"


class Sense(StrEnum):
    """What may be done with the values of several places."""

    ADDS_UP = "adds_up"
    DOES_NOT_ADD_UP = "does_not_add_up"


@dataclass(frozen=True, slots=True)
class Measured:
    """One target of one place; values are None where they are not stated as a number.

    `by` is the year of the target, None without one.
    """

    place: str
    title: str
    step: Step
    indicator: str
    unit: Unit
    baseline: float | None
    target: float | None
    by: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What targets of one year add up to; `baseline` is None unless every one states it."""

    by: int
    places: tuple[str, ...]
    target: float
    baseline: float | None


@dataclass(frozen=True, slots=True)
class Aligned:
    """Targets that measure the same, with what can be added up and what cannot, and why."""

    members: tuple[Measured, ...]
    unit: Unit
    sense: Sense
    why: str
    sums: tuple[Sum, ...]
    differences: tuple[str, ...]

    @property
    def name(self) -> str:
        """The shortest wording, which is the least particular."""
        return min((m.indicator for m in self.members), key=lambda words: (len(words), words))


def measured(strategies: Sequence[Strategy]) -> tuple[Measured, ...]:
    """Return every target with an indicator, strategy by strategy."""
    found = []
    for strategy in strategies:
        about = strategy.document.about
        for step in strategy.steps:
            said = step.measure
            if said is None or not said.indicator:
                continue
            indicator = " ".join(said.indicator.split())
            end = step.deadline.end if step.deadline else None
            found.append(
                Measured(
                    about.place,
                    about.title,
                    step,
                    indicator,
                    unit_of(indicator, said.target),
                    _scaled(indicator, said.baseline or ""),
                    _scaled(indicator, said.target),
                    end.year if end else None,
                )
            )
    return tuple(found)


def align(targets: Sequence[Measured], embedder: Embedder) -> tuple[Aligned, ...]:
    """Group targets that measure the same; those that nobody shares stand alone.

    Two groups become one only if every pair across them is alike, so that a chain of near
    wordings never joins what differs at its ends.
    """
    if not targets:
        return ()
    place: dict[str, int] = {}  # places often share the words of a measure: each is embedded once
    at = [place.setdefault(target.indicator, len(place)) for target in targets]
    vectors = embedder.embed(list(place))[at]
    likeness = np.tril(vectors @ vectors.T, -1)
    near = np.argwhere(likeness >= ALIKE_FROM).tolist()
    pairs = sorted((-float(likeness[i, j]), i, j) for i, j in near if _same(targets[i], targets[j]))
    allowed = {frozenset((i, j)) for _, i, j in pairs}
    group = {i: {i} for i in range(len(targets))}
    for _, i, j in pairs:
        left, right = group[i], group[j]
        if left is right or not all(frozenset((a, b)) in allowed for a in left for b in right):
            continue
        left |= right
        for k in right:
            group[k] = left
    seen: dict[int, set[int]] = {id(held): held for held in group.values()}
    aligned = [_aligned([targets[i] for i in sorted(held)]) for held in seen.values()]
    return tuple(sorted(aligned, key=lambda a: (-len({m.place for m in a.members}), a.name)))


def _same(a: Measured, b: Measured) -> bool:
    """Whether two targets can be of one measure: unit, numbers in the words, and subject agree."""
    if a.unit is not b.unit:
        return False
    left, right = _numbers(a.indicator), _numbers(b.indicator)
    if left and right and not (left <= right or right <= left):
        return False
    if bool(_GAP.search(a.indicator)) != bool(_GAP.search(b.indicator)):
        return False
    if _BORN.search(a.indicator + b.indicator) and left != right:
        return False
    if a.unit is Unit.COUNT:
        return bool(_subject(a.indicator) & _subject(b.indicator))
    return True


_GAP = re.compile(r"\b(?:gap|difference|disparity)\b", re.IGNORECASE)
_BORN = re.compile(r"\bat (?:birth|\d\d)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)  # indicators: each is compared with hundreds of others
def _numbers(words: str) -> frozenset[str]:
    words = re.sub(r"(?:UK|England)\s?=\s?100", "", words)
    return frozenset(re.findall(r"\d+", words))


@lru_cache(maxsize=8192)
def _subject(words: str) -> frozenset[str]:
    """Return the stems of what is counted: the words before the first little word."""
    head = re.split(r"\b(?:of|in|with|to|at|on|for|from|using|signed|contributing|a year)\b", words)
    return content_stems(head[0]) or frozenset(head[0].lower().split())


_SHARE = re.compile(r"%|per\s?cent|\b\d+ in \d+\b|\b(?:half|third|quarter)\b", re.IGNORECASE)
_INDEX = re.compile(
    r"=\s?100|relative to (?:the )?(?:UK|England|national)|\bindex\b", re.IGNORECASE
)
_TONNES = re.compile(r"\btonnes?\b|\bMt\b|\bkt\b", re.IGNORECASE)
_YEARS = re.compile(r"\byears\b(?! old)|life expectancy", re.IGNORECASE)
_AVERAGE = re.compile(
    r"\b(?:average|median|mean|rate|ratio|speed|per (?!year|annum)\w+|expectancy|gap|nights|"
    r"a (?:head|week|hour)|hourly|each)\b",
    re.IGNORECASE,
)


def unit_of(indicator: str, target: str) -> Unit:
    """Return the kind of number that a target is, told by its words."""
    both = f"{indicator} {target}"
    if _INDEX.search(indicator):
        return Unit.INDEX
    if re.search(r"[£€$]", target):
        return Unit.MONEY
    if _SHARE.search(target) or re.match(r"(?:%|share of|proportion of)", indicator, re.I):
        return Unit.SHARE
    if _TONNES.search(both):
        return Unit.TONNES
    if _YEARS.search(both):
        return Unit.YEARS
    return Unit.COUNT if number_in(target) is not None else Unit.OTHER


_NUMBER = re.compile(
    r"(?<![\d.])(?P<digits>\d{1,3}(?:[,\s]\d{3})+|\d+)(?P<decimals>\.\d+)?\s?"
    r"(?P<scale>million|billion|bn|m\b|k\b|Mt\b|kt\b|thousand)?",
    re.IGNORECASE,
)
_SCALES: Final = {
    "million": 1e6,
    "m": 1e6,
    "mt": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "thousand": 1e3,
    "k": 1e3,
    "kt": 1e3,
}


def number_in(words: str) -> float | None:
    """Return the first number that is no year: "£61m (2017)" is 61 million, "(2018)" none."""
    bare = re.sub(r"\([^)]*\)", " ", words)
    if re.search(r"\bnet[- ]zero\b|^\s*(?:zero|none|nil)\b", bare, re.IGNORECASE):
        return 0.0
    for match in _NUMBER.finditer(bare):
        digits = re.sub(r"[,\s]", "", match["digits"])
        year = re.fullmatch(r"(?:19|20)\d\d", match["digits"]) and not match["scale"]
        if year and not re.search(r"[£€$]\s?$", bare[: match.start()]):
            continue
        value = float(digits + (match["decimals"] or ""))
        return value * _SCALES.get((match["scale"] or "").lower(), 1.0)
    return None


def _scaled(indicator: str, words: str) -> float | None:
    """Return the number of a value; "2.9" under "emissions, Mt a year" is 2.9 million."""
    value = number_in(words)
    scale = re.search(r"\b(Mt|kt)\b", indicator)
    if value is None or scale is None or re.search(r"\b(?:Mt|kt|tonnes?)\b", words):
        return value
    return value * _SCALES[scale.group().lower()]


def _aligned(members: Sequence[Measured]) -> Aligned:
    unit = members[0].unit
    sense, why = _sense(members, unit)
    once = _once(members)
    sums = _sums(once) if sense is Sense.ADDS_UP else ()
    return Aligned(tuple(members), unit, sense, why, sums, _differences(members, once))


_WHY_NOT: Final = {
    Unit.SHARE: "Shares do not add up: each is of another whole.",
    Unit.INDEX: "Indices do not add up: each compares one place with the nation.",
    Unit.YEARS: "Years of life or time do not add up across places.",
    Unit.OTHER: "The targets are not stated as numbers.",
}


def _sense(members: Sequence[Measured], unit: Unit) -> tuple[Sense, str]:
    if unit in _WHY_NOT:
        return Sense.DOES_NOT_ADD_UP, _WHY_NOT[unit]
    if any(_AVERAGE.search(member.indicator) for member in members):
        return Sense.DOES_NOT_ADD_UP, "Averages and rates do not add up without their bases."
    if len({member.place for member in members}) < 2:
        return Sense.DOES_NOT_ADD_UP, "Only one place measures this."
    if any(member.target is None for member in members):
        return Sense.DOES_NOT_ADD_UP, "Not every target is a number."
    years = {member.by for member in members}
    if len(years) == len(members) or years == {None}:
        said = ", ".join(sorted(str(year) if year else "no date" for year in years))
        return Sense.DOES_NOT_ADD_UP, f"The targets are for different days ({said})."
    why = "Amounts of one kind for one year add up, if the areas do not overlap: check the map."
    return Sense.ADDS_UP, why


def _once(members: Sequence[Measured]) -> list[Measured]:
    """Leave out copies: places that share a target in the same words state it once."""
    seen: set[str] = set()
    kept = []
    for member in members:
        words = " ".join(member.step.quote.split()).casefold()
        if words not in seen:
            seen.add(words)
            kept.append(member)
    return kept


def _sums(members: Sequence[Measured]) -> tuple[Sum, ...]:
    by_year: dict[int, list[Measured]] = defaultdict(list)
    for member in members:
        if member.by is not None:
            by_year[member.by].append(member)
    sums = []
    for year, held in sorted(by_year.items()):
        if len({member.place for member in held}) < 2:
            continue
        targets = [member.target for member in held if member.target is not None]
        baselines = [member.baseline for member in held if member.baseline is not None]
        baseline = sum(baselines) if len(baselines) == len(held) else None
        places = tuple(sorted({member.place for member in held}))
        sums.append(Sum(year, places, sum(targets), baseline))
    return tuple(sums)


def _differences(members: Sequence[Measured], once: Sequence[Measured]) -> tuple[str, ...]:
    """Say what has to be settled before the places can be compared."""
    said = []
    if len({member.indicator.casefold() for member in members}) > 1:
        said.append("The wording differs: check that the definitions agree.")
    years = sorted({str(member.by) if member.by else "no date" for member in members})
    if len(years) > 1:
        said.append(f"The target years differ: {', '.join(years)}.")
    if any(member.baseline is None for member in members):
        lacking = sorted({m.place for m in members if m.baseline is None})
        said.append(f"No baseline is stated for {', '.join(lacking)}.")
    if len(once) < len(members):
        said.append("Some places state one target in the same words: it is counted once.")
    return tuple(said)
