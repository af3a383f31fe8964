"""Passages for large test offices: sentences of the samples, mixed and reworded anew.

Each sentence keeps what was found in it: themes with their words, promises with their slots and
vectors. Words are exchanged within groups that mean about the same, so that two places that use
one sentence seldom say it in the same words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ingest.document import Cell, Passage
from nlp.analysis import Analysis, Level, Promises
from nlp.commitment import Amount, Commitment, Deadline
from nlp.theme import Span, ThemeTag

Vector = NDArray[np.float32]

GROUPS: Final = (
    "support back assist help strengthen",
    "create establish build develop form",
    "businesses firms companies employers enterprises",
    "people residents learners workers families",
    "new further additional fresh",
    "growth productivity prosperity output",
    "skills training learning qualifications",
    "jobs posts roles careers",
    "university college institute campus",
    "hydrogen wind solar tidal geothermal",
    "battery drone rail bus ferry",
    "robotics software sensors analytics",
    "centre hub laboratory park cluster",
    "invest spend commit",
    "improve raise increase extend",
    "rural coastal urban upland valley",
    "farming food fishing forestry ceramics textiles",
    "sector industry trade economy",
    "local regional area-wide",
    "research innovation science invention",
    "homes housing dwellings",
    "roads stations crossings junctions",
    "children apprentices graduates adults",
    "partnership board alliance group",
    "strategy plan programme scheme",
    "health care wellbeing",
    "energy heat power",
    "large small medium leading",
    "north south east west",
    "work act press",
)
"""Words that may stand for one another; they serve no other purpose than variety."""

NOISE: Final = 0.35  # beside a vector of length 1: rewording leaves a cosine of about .94
LONG_ENOUGH: Final = 260  # characters from which a passage takes no further sentence
_END = re.compile(r"[.!?]\s+(?=[A-Z])")
_RANK: Final = (Level.NONE, Level.CONDITIONAL, Level.FIRM)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or table row of a sample; all offsets count from its own start."""

    text: str
    place: str
    label: str  # of the theme it is most about, whether or not that was accepted
    heading: str
    cells: tuple[Cell, ...]
    analysis: Analysis
    vector: Vector
    promise_vectors: tuple[Vector, ...]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A passage without a page: its text, and what would have been found in it."""

    text: str
    heading: str
    cells: tuple[Cell, ...]
    analysis: Analysis
    vector: Vector
    promise_vectors: tuple[Vector, ...]


def sentences_of(
    passage: Passage,
    place: str,
    analysis: Analysis,
    vector: Vector,
    promise_vectors: Sequence[Vector],
) -> list[Sentence]:
    """Cut a passage where no promise and no evidence is cut; a table row stays whole."""
    found = analysis.promises.commitments
    spans = [(c.start, c.end) for c in found]
    spans += [(span.start, span.end) for tag in analysis.themes for span in tag.evidence]
    ends = [m.end() for m in _END.finditer(passage.text)] if not passage.cells else []
    cuts = [0, *(e for e in ends if not any(a < e < b for a, b in spans)), len(passage.text)]
    made = []
    for start, end in pairwise(cuts):
        text = passage.text[start:end].rstrip()
        stop = start + len(text)
        inside = [i for i, c in enumerate(found) if start <= c.start and c.end <= stop]
        commitments = tuple(_moved(found[i], -start) for i in inside)
        themes = tuple(
            replace(tag, evidence=_within(tag.evidence, start, stop)) for tag in analysis.themes
        )
        level = analysis.promises.level if commitments else Level.NONE
        made.append(
            Sentence(
                text,
                place,
                themes[0].label,
                passage.headings[-1] if passage.headings else "",
                passage.cells,
                Analysis(themes, Promises(level, analysis.promises.stage, commitments)),
                vector,
                tuple(promise_vectors[i] for i in inside),
            )
        )
    return [sentence for sentence in made if len(sentence.text) > 20]


def make_up(pool: Sequence[Sentence], place: str, chance: random.Random) -> MadeUp:
    """Return a passage of one place, of a few sentences of the pool or of one table row."""
    first = chance.choice(pool)
    parts = [first]
    while not first.cells and sum(len(part.text) for part in parts) < LONG_ENOUGH:
        parts.append(chance.choice([s for s in pool if not s.cells] or [first]))
    words = _exchanged(chance)
    told = [_reworded(part, {**words, part.place: place}) for part in parts]
    text, themes, commitments = "", [], []
    for part in told:
        at = len(text) + 1 if text else 0
        text = f"{text} {part.text}" if text else part.text
        themes += [
            replace(tag, evidence=tuple(Span(s.start + at, s.end + at) for s in tag.evidence))
            for tag in part.analysis.themes
        ]
        commitments += [_moved(c, at) for c in part.analysis.promises.commitments]
    level = max((part.analysis.promises.level for part in told), key=_RANK.index)
    analysis = Analysis(
        _merged(themes), Promises(level, told[0].analysis.promises.stage, tuple(commitments))
    )
    noise = np.random.default_rng(chance.getrandbits(32))
    mean = np.asarray(sum(part.vector for part in told), dtype=np.float32)
    promised = tuple(_near(v, noise) for part in told for v in part.promise_vectors)
    return MadeUp(text, told[0].heading, told[0].cells, analysis, _near(mean, noise), promised)


def _exchanged(chance: random.Random) -> dict[str, str]:
    """Return by which word each is replaced this time."""
    words: dict[str, str] = {}
    for group in GROUPS:
        members = group.split()
        words |= dict(zip(members, chance.sample(members, len(members)), strict=True))
    return words


def _reworded(sentence: Sentence, words: Mapping[str, str]) -> Sentence:
    """Exchange words in a sentence and, alike, in what was found in it."""
    longest_first = sorted(words, key=len, reverse=True)  # "North Vale" before "north"
    some = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def said(text: str) -> str:
        return some.sub(lambda m: _in_case(m[0], words), text)

    edits = [(m.start(), m.end(), _in_case(m[0], words)) for m in some.finditer(sentence.text)]

    def at(offset: int) -> int:
        """Map an offset; one within a word goes to where the word now ends."""
        shift = 0
        for start, end, new in edits:
            if offset <= start:
                break
            if offset < end:
                return start + shift + len(new)
            shift += len(new) - (end - start)
        return offset + shift

    themes = tuple(
        replace(tag, evidence=tuple(Span(at(s.start), at(s.end)) for s in tag.evidence))
        for tag in sentence.analysis.themes
    )
    held = sentence.analysis.promises
    commitments = tuple(_said(c, said, at(c.start), at(c.end)) for c in held.commitments)
    cells = tuple(replace(cell, text=said(cell.text), boxes=()) for cell in sentence.cells)
    analysis = Analysis(themes, replace(held, commitments=commitments))
    return replace(sentence, text=said(sentence.text), cells=cells, analysis=analysis)


def _in_case(word: str, words: Mapping[str, str]) -> str:
    new = words.get(word) or words.get(word.lower(), word)
    return new[0].upper() + new[1:] if word[0].isupper() else new


def _said(c: Commitment, said: Callable[[str], str], start: int, end: int) -> Commitment:
    def maybe(text: str | None) -> str | None:
        return None if text is None else said(text)

    amount = c.amount and Amount(said(c.amount.text), c.amount.value, c.amount.currency)
    due = c.deadline and Deadline(said(c.deadline.text), c.deadline.start, c.deadline.end)
    return replace(
        c,
        start=start,
        end=end,
        actor=maybe(c.actor),
        action=said(c.action),
        amount=amount,
        deadline=due,
        indicator=maybe(c.indicator),
        baseline=maybe(c.baseline),
        target=maybe(c.target),
        partners=tuple(map(said, c.partners)),
        places=tuple(map(said, c.places)),
    )


def _moved(commitment: Commitment, by: int) -> Commitment:
    return replace(commitment, start=commitment.start + by, end=commitment.end + by)


def _within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    return tuple(
        Span(s.start - start, s.end - start) for s in spans if start <= s.start and s.end <= end
    )


def _merged(tags: Sequence[ThemeTag]) -> tuple[ThemeTag, ...]:
    """Return one tag per label, the most probable of each with the words of all."""
    best: dict[str, ThemeTag] = {}
    for tag in tags:
        known = best.get(tag.label)
        if known is None:
            best[tag.label] = tag
            continue
        surer = max(known, tag, key=lambda t: t.probability)
        accepted = known.accepted or tag.accepted
        both = known.evidence + tag.evidence
        unsure = surer.unsure and not accepted
        best[tag.label] = replace(surer, accepted=accepted, evidence=both, unsure=unsure)
    return tuple(sorted(best.values(), key=lambda tag: -tag.probability))


def _near(vector: Vector, noise: np.random.Generator) -> Vector:
    straight = vector / np.linalg.norm(vector)
    off = noise.standard_normal(len(vector), dtype=np.float32)
    moved = straight + NOISE * off / np.linalg.norm(off)
    return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)
