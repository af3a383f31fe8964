"""What a theme tag is: a label that a passage is about, how sure, and the words that show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, by character offsets; `end` is exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """One label on one passage.

    `probability` is calibrated: of tags said with .7, seven in ten are right. `accepted`
    is whether it passes the label's threshold. `evidence` holds the words that carried it.
    `unsure` asks for a person: the probability lies so near the threshold that the model is
    often wrong there, or it passes and no words carry it.
    """

    label: str
    probability: float
    accepted: bool
    evidence: tuple[Span, ...]
    unsure: bool = False
