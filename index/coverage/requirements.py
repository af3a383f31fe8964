"""What a framework asks of a strategy, with the passages that may show it: found, not judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.searching.search import Hit, Searcher
from index.searching.selection import Selection
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
    return [_checked(searcher, requirement, selection, shown) for requirement in requirements]


def _checked(
    searcher: Searcher, requirement: Requirement, selection: Selection, shown: int
) -> Checked:
    asked = requirement.phrases or (f"{requirement.text} {requirement.evidence}",)
    results = [searcher.search(phrase, shown, selection) for phrase in asked]
    best: dict[str, Hit] = {}
    for hit in (hit for result in results for hit in result.hits):
        known = best.get(hit.passage.id)
        if known is None or (hit.relevant, hit.score) > (known.relevant, known.score):
            best[hit.passage.id] = hit
    ranked = sorted(best.values(), key=lambda hit: (-hit.score, hit.passage.id))
    evidence = tuple(hit for hit in ranked if hit.relevant)[:shown]
    nearest = () if evidence else tuple(ranked[:shown])
    found = next((result.reason for result in results if result.verdict == "found"), None)
    return Checked(requirement, evidence, nearest, found or results[0].reason)
