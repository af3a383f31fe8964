"""Everything the tool says of one passage, in one call: vector, themes, level, commitments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.commitment import Commitment, Stage
from nlp.statement import Statement
from nlp.theme import ThemeTag

Vectors = NDArray[np.float32]


class Level(StrEnum):
    """The strongest promise in a passage; an ask counts as conditional."""

    FIRM = "firm"
    CONDITIONAL = "conditional"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Promises:
    """What a passage promises: its commitments, its level and its place in a logic chain."""

    level: Level
    stage: Stage
    commitments: tuple[Commitment, ...]


class Embedder(Protocol):
    """Turns texts into unit vectors; `id` names model, revision and precision."""

    @property
    def id(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, in order; shape (len(texts), dimensions)."""
        ...


class ThemeTagger(Protocol):
    """Says which labels of a framework each text is about."""

    @property
    def id(self) -> str: ...

    def tag(self, statements: Sequence[Statement], vectors: Vectors) -> list[tuple[ThemeTag, ...]]:
        """Return every label of the framework for each statement, most probable first."""
        ...


class PromiseReader(Protocol):
    """Finds what each statement promises."""

    def read(
        self, statements: Sequence[Statement], vectors: Vectors | None = None
    ) -> list[Promises]:
        """Return what each statement promises; `vectors` are its embeddings, row by row.

        Without vectors level and stage come from the rules alone.
        """
        ...


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one passage. `themes` holds every label, accepted or not."""

    themes: tuple[ThemeTag, ...]
    promises: Promises

    @property
    def accepted(self) -> tuple[ThemeTag, ...]:
        return tuple(tag for tag in self.themes if tag.accepted)


@dataclass(frozen=True, slots=True)
class Analyst:
    """The three language tools together, so that users and `lis eval` call the same thing."""

    embedder: Embedder
    tagger: ThemeTagger
    promises: PromiseReader

    def analyse(self, statements: Sequence[Statement], vectors: Vectors) -> list[Analysis]:
        """Return one analysis per statement; `vectors` are its embeddings, row by row."""
        tags = self.tagger.tag(statements, vectors)
        promises = self.promises.read(statements, vectors)
        return [Analysis(t, p) for t, p in zip(tags, promises, strict=True)]
