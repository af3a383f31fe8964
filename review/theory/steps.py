"""Puts the promises of a strategy on the steps from input to impact, each with its horizon."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from index.searching.selection import Selection
from index.storage.store import Store
from ingest.document import BODY_KINDS, Document, Passage
from nlp.analysis import Analysis
from nlp.commitment import Commitment, Deadline, Stage
from nlp.commitments.horizon import Horizon, horizon_of
from nlp.commitments.measures import Measure, find_measure
from review.theory.turned_tables import whole_target

ENDS: Final = (Stage.OUTCOME, Stage.IMPACT)
STAGES: Final = (Stage.INPUT, Stage.ACTIVITY, Stage.OUTPUT, Stage.OUTCOME, Stage.IMPACT)
"""The columns of a theory of change, in order."""


@dataclass(frozen=True, slots=True)
class Element:
    """Words of a passage that stand for one step of a theory of change.

    `key` stays through re-runs and re-readings as long as the words stay.
    """

    passage: Passage
    start: int
    end: int
    stage: Stage

    @property
    def quote(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def key(self) -> str:
        return key_of(self.passage.document_id, self.quote)


@dataclass(frozen=True, slots=True)
class Step:
    """A promise in its place; `key` ends in a number where the same words occur again.

    `deadline` is the commitment's, unless it lies before the strategy was published: then it is
    the date of something else in the sentence, and None.
    """

    key: str
    element: Element
    commitment: Commitment
    horizon: Horizon
    labels: tuple[str, ...]
    deadline: Deadline | None = None

    @property
    def stage(self) -> Stage:
        return self.element.stage

    @property
    def quote(self) -> str:
        return self.element.quote

    @property
    def passage(self) -> Passage:
        return self.element.passage

    @property
    def measure(self) -> Measure | None:
        """What is measured, from where and to where.

        Where the commitment has no target of its own, it is the first measure that the words of
        an end state ("from 11% to 12%"); an action's figures are no ends.
        """
        said = self.commitment
        if said.target:
            return Measure(0, said.indicator, said.baseline, said.target)
        return find_measure(self.quote) if self.stage in ENDS else None


@dataclass(frozen=True, slots=True)
class Strategy:
    """One strategy with its body passages in reading order, what was found and its steps."""

    document: Document
    passages: tuple[Passage, ...]
    analyses: Mapping[str, Analysis]
    steps: tuple[Step, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Worked out once: logic, logframe, register and letter all begin with them.
        found = steps_of(self.document, self.passages, self.analyses)
        object.__setattr__(self, "steps", found)


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that brought nothing, or not what was wanted: said instead of an empty cell."""

    wanted: str
    where: str
    found: int

    @property
    def sentence(self) -> str:
        return f"Looked for {self.wanted} in {self.where}: {self.found or 'none'} found."


def read_strategy(store: Store, document: str) -> Strategy:
    """Return a strategy as it is stored; UnknownDocumentError when there is none."""
    known = store.document(document)
    selection = Selection(documents=frozenset({document}), kinds=BODY_KINDS)
    return Strategy(known, tuple(store.passages(selection)), store.analyses(selection))


@lru_cache(maxsize=16_384)  # promises and ends of links, whose keys are asked for again and again
def key_of(document: str, quote: str) -> str:
    """Return 16 hex digits that name words of a document, whatever passage they are read in."""
    folded = re.sub(r"[^\w£€$%]+", " ", quote).strip().casefold()
    return hashlib.sha256(f"{document}\x1f{folded}".encode()).hexdigest()[:16]


def deadline_of(commitment: Commitment, published: date | None) -> Deadline | None:
    """Return when a promise is due; a date before publication is none."""
    found = commitment.deadline
    if found and found.end and published and found.end < published:
        return None
    return found


def steps_of(
    document: Document, passages: Iterable[Passage], analyses: Mapping[str, Analysis]
) -> tuple[Step, ...]:
    """Return every promise of a document in reading order; a promise has one stage.

    Of a turned table, which tells a target in several rows, an earlier target is a milestone of
    the last one and no step of its own.
    """
    steps = []
    seen: Counter[str] = Counter()
    passages = tuple(passages)
    for passage in passages:
        analysis = analyses.get(passage.id)
        if passage.document_id != document.id or analysis is None:
            continue
        labels = tuple(tag.label for tag in analysis.accepted)
        for found in analysis.promises.commitments:
            commitment = whole_target(found, passage, passages)
            if commitment is None:
                continue
            stage = Stage.ACTIVITY if commitment.stage is Stage.CONTEXT else commitment.stage
            element = Element(passage, commitment.start, commitment.end, stage)
            key, seen[element.key] = element.key, seen[element.key] + 1
            again = seen[key]
            name = key if again == 1 else f"{key}-{again}"
            deadline = deadline_of(commitment, document.about.published)
            horizon = horizon_of(deadline, document.about.published)
            steps.append(Step(name, element, commitment, horizon, labels, deadline))
    return tuple(steps)
