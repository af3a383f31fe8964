"""Which passages are meant: the filters that the store, search and screens share."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import BlockKind, Status
from nlp.commitment import Strength


@dataclass(frozen=True, slots=True)
class Selection:
    """Passages that satisfy every part that is not empty; within a part any value will do.

    `themes` asks for accepted tags, `strengths` for a commitment of that strength, `years` for
    the year of publication.
    """

    places: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    strengths: frozenset[Strength] = frozenset()
    statuses: frozenset[Status] = frozenset()
    documents: frozenset[str] = frozenset()
    kinds: frozenset[BlockKind] = frozenset()
    years: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether every passage is meant."""
        return self == Selection()


EVERYTHING = Selection()
