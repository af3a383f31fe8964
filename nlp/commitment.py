"""What a commitment is: a promise in a passage, with the words that make it.

Meanings follow docs/codebook.md. All spans are offsets into the passage text; slots are
kept as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CommitmentKind(StrEnum):
    """What sort of promise: something done, a measurable end, a request, a hope."""

    ACTION = "action"
    TARGET = "target"
    ASK = "ask"
    ASPIRATION = "aspiration"


class Strength(StrEnum):
    """How binding the words are."""

    FIRM = "firm"
    CONDITIONAL = "conditional"
    ASK = "ask"


class Stage(StrEnum):
    """The link of a logic chain that the words describe."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"
    CONTEXT = "context"  # of passages only: no link of a logic chain


@dataclass(frozen=True, slots=True)
class Amount:
    """Money promised for the action: the words, their value and an ISO 4217 currency."""

    text: str
    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When: the words, and the first and last day they can mean."""

    text: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise; `start` and `end` delimit it in the text of its passage."""

    start: int
    end: int
    kind: CommitmentKind
    strength: Strength
    stage: Stage
    actor: str | None
    action: str
    amount: Amount | None = None
    deadline: Deadline | None = None
    indicator: str | None = None
    baseline: str | None = None
    target: str | None = None
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
