"""The level and stage of a whole passage, from the promises found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Level
from nlp.commitment import CommitmentKind, Stage, Strength
from nlp.commitments.stage import passage_stage
from nlp.themes.adapter import Adapter


@dataclass(frozen=True, slots=True)
class Evidence:
    """One promise as the level sees it, whether or not it became a record."""

    kind: CommitmentKind
    strength: Strength
    stage: Stage


@dataclass(frozen=True, slots=True)
class PassageFeatures:
    """All that level and stage are decided on; a trained model reads the same.

    `text`, `lead_in`, `in_table`, the passage's `vector` and those of the fine-tuned tops,
    `adapted`, one row each, are there for models that weigh words; the rules do not look at them.
    """

    text: str
    evidence: tuple[Evidence, ...]
    lead_in: str | None = None
    in_table: bool = False
    vector: NDArray[np.float32] | None = None
    adapted: NDArray[np.float32] | None = None

    @property
    def strengths(self) -> frozenset[Strength]:
        return frozenset(item.strength for item in self.evidence)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Level and stage of a passage; `none` is how probable it is that it promises nothing.

    `weighed` is False where rules decided, which give no probability.
    """

    level: Level
    stage: Stage
    none: float = 0.0
    weighed: bool = False


class LevelModel(Protocol):
    """Decides level and stage of passages: rules, or a trained model in their place.

    `adapter` is the change of the encoder whose vectors it can read as well, if any.
    """

    @property
    def adapter(self) -> Adapter | None: ...

    def decide(self, passages: Sequence[PassageFeatures]) -> list[Verdict]: ...


class StrongestPromise:
    """The codebook's rule: a passage is as firm as the firmest promise in it."""

    adapter = None

    def decide(self, passages: Sequence[PassageFeatures]) -> list[Verdict]:
        return [
            Verdict(_level(p), passage_stage([item.stage for item in p.evidence])) for p in passages
        ]


def _level(passage: PassageFeatures) -> Level:
    if Strength.FIRM in passage.strengths:
        return Level.FIRM
    return Level.CONDITIONAL if passage.strengths else Level.NONE
