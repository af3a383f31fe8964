"""How two promises of different places can belong together.

Meanings and order follow docs/codebook.md: when two relations fit, the one that stands earlier
in `Relation` is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nlp.commitment import Commitment


class Relation(StrEnum):
    """How two promises of different places belong together, the most telling first."""

    JOINT = "joint"
    SAME_ASSET = "same_asset"
    FORMAL_COLLABORATION = "formal_collaboration"
    COMPETING_CLAIM = "competing_claim"
    COMPLEMENTARY = "complementary"
    SAME_SECTOR = "same_sector"
    BOILERPLATE = "boilerplate"
    COINCIDENCE = "coincidence"


OVERLAPS: Final = tuple(
    r for r in Relation if r not in (Relation.BOILERPLATE, Relation.COINCIDENCE)
)
"""The relations that are worth reading; the other two are shown only when asked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """The words of a passage that make one side of a relation; often a promise."""

    start: int
    end: int
    commitment: Commitment | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The relation of two claims, how sure it is, why in words, and the words that make it."""

    relation: Relation
    confidence: float
    why: str
    left: Part
    right: Part
