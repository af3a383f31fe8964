"""Everything the tool says of one passage, in one call: vector, themes, level, commitments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
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


Finish = Callable[[Vectors | None, Vectors | None], list[Promises]]
"""Takes the vectors of statements whose reading was begun, plain and adapted ones, and gives
what they promise."""


class Top(IntEnum):
    """Which fine-tuned top of the encoder a vector comes from: its place in `Encoded.adapted`."""

    THEMES = 0
    LEVELS = 1


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts as the language tools read them, row by row.

    `vectors` are the embedder's; `adapted` holds of each text one vector per fine-tuned top, of
    shape (texts, tops, dimensions), None where there are none.
    """

    vectors: Vectors
    adapted: Vectors | None = None


class Embedder(Protocol):
    """Turns texts into unit vectors; `id` names model, revision and precision."""

    @property
    def id(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, in order; shape (len(texts), dimensions)."""
        ...


class JointEncoder(Protocol):
    """Gives embedding and adapted vectors of each text in less time than one after the other."""

    def encode(self, texts: Sequence[str]) -> Encoded: ...


class ThemeTagger(Protocol):
    """Says which labels of a framework each text is about."""

    @property
    def id(self) -> str: ...

    def tag(
        self, statements: Sequence[Statement], vectors: Vectors, adapted: Vectors | None = None
    ) -> list[tuple[ThemeTag, ...]]:
        """Return every label of the framework for each statement, most probable first."""
        ...


class PromiseReader(Protocol):
    """Finds what each statement promises."""

    def read(
        self,
        statements: Sequence[Statement],
        vectors: Vectors | None = None,
        adapted: Vectors | None = None,
    ) -> list[Promises]:
        """Return what each statement promises; the vectors are as from `Analyst.encode`.

        Without vectors level and stage come from the rules alone, without adapted ones from
        the linear model alone.
        """
        ...

    def begin(self, statements: Sequence[Statement]) -> Finish:
        """Do what needs no vectors; the function returned does the rest of `read` with them."""
        ...


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one passage. `themes` holds every label, accepted or not."""

    themes: tuple[ThemeTag, ...]
    promises: Promises

    @property
    def accepted(self) -> tuple[ThemeTag, ...]:
        return tuple(tag for tag in self.themes if tag.accepted)

    @property
    def unsure(self) -> bool:
        """Whether any theme needs a person."""
        return any(tag.unsure for tag in self.themes)


@dataclass(frozen=True, slots=True)
class Analyst:
    """The three language tools together, so that users and `lis eval` call the same thing.

    `joint` embeds and prepares for the tagger in one pass, where the tagger has such an
    encoder.
    """

    embedder: Embedder
    tagger: ThemeTagger
    promises: PromiseReader
    joint: JointEncoder | None = None

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return all that `analyse` can use of each text, embedded once."""
        return self.joint.encode(texts) if self.joint else Encoded(self.embedder.embed(texts))

    def analyse(
        self,
        statements: Sequence[Statement],
        vectors: Vectors,
        adapted: Vectors | None = None,
        finish: Finish | None = None,
    ) -> list[Analysis]:
        """Return one analysis per statement; `vectors` and `adapted` are as from `encode`.

        Without `adapted` they are made here where there is a `joint`, at the cost of a pass.
        `finish` comes from `promises.begin` of the same statements where that was called before.
        """
        if adapted is None and self.joint is not None and statements:
            adapted = self.joint.encode([statement.framed for statement in statements]).adapted
        if adapted is None:
            tags = self.tagger.tag(statements, vectors)
        else:
            tags = self.tagger.tag(statements, vectors, adapted)
        finish = finish or self.promises.begin(statements)
        promises = finish(vectors, adapted)
        return [Analysis(t, p) for t, p in zip(tags, promises, strict=True)]
