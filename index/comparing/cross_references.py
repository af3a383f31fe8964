"""Who names whom: the passages in which one place's strategy names another place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.comparing.claims import Claim
from nlp.theme import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One place names another. `mutual`: the other names it too."""

    source: str
    target: str
    mutual: bool
    passages: tuple[tuple[str, Span], ...]  # passage id and where the name stands


def cross_references(claims: Sequence[Claim]) -> list[Reference]:
    """Return every pair of places of which the first names the second, by name."""
    found: dict[tuple[str, str], list[tuple[str, Span]]] = defaultdict(list)
    for claim in claims:
        for other, mention in claim.others.items():
            span = Span(mention.start, mention.end)
            found[claim.place, other].append((claim.passage.id, span))
    return [
        Reference(source, target, (target, source) in found, tuple(passages))
        for (source, target), passages in sorted(found.items())
    ]
