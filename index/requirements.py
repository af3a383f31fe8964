"""What a framework asks of a strategy, with the passages that may show it: found, not judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.search import Hit, Searcher
from index.selection import Selection
from nlp.framework import Requirement

SHOWN: Final = 3
"""Passages per requirement: enough to start reading, too few to be taken for a score."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A requirement with what was found in one strategy.

    Without evidence `nearest` holds what comes nearest, and `reason` says that nothing does it
    plainly.
    """

    requirement: Requirement
    evidence: tuple[Hit, ...]
    nearest: tuple[Hit, ...]
    reason: str


def check_requirements(
    searcher: Searcher, requirements: Sequence[Requirement], document: str, shown: int = SHOWN
) -> list[Checked]:
    """Look for evidence of every requirement in one strategy, in the order given."""
    selection = Selection(documents=frozenset({document}))
    checked = []
    for requirement in requirements:
        asked = f"{requirement.text} {requirement.evidence}"
        result = searcher.search(asked, shown, selection)
        evidence = tuple(hit for hit in result.hits if hit.relevant)
        nearest = () if evidence else result.hits
        checked.append(Checked(requirement, evidence, nearest, result.reason))
    return checked
