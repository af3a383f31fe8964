"""Shows labelled passages that are like a tagged one, so that a reader can see why.

The passages are ones that were written for this project, never real text. Their vectors are
worked out when they are first asked for and kept in the cache folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from nlp.analysis import Embedder, Vectors

SHOWN = 3  # per tag: a reader takes them in without scrolling
SAME_TEXT = 0.999  # from this cosine an example is the passage itself and explains nothing


@dataclass(frozen=True, slots=True)
class ThemeExample:
    """A passage of ours, as it is embedded, and the themes that coders gave it."""

    text: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class NearExample:
    """An example and how alike it is: the cosine of both vectors."""

    example: ThemeExample
    similarity: float


class ExampleGallery:
    """Finds the nearest examples of a label.

    `cache` is a folder that keeps their vectors; with None they are worked out in each process.
    """

    def __init__(
        self, examples: Sequence[ThemeExample], embedder: Embedder, cache: Path | None
    ) -> None:
        unique = {example.text: example for example in examples if example.themes}
        self._examples = list(unique.values())
        self._embedder = embedder
        self._cache = cache

    def nearest(self, vector: Vectors, label: str, count: int = SHOWN) -> list[NearExample]:
        """Return the nearest examples with a label, nearest first; fewer when there are fewer.

        `vector` is one unit row of the same embedder.
        """
        rows = [row for row, example in enumerate(self._examples) if label in example.themes]
        if not rows:
            return []
        cosines = self._vectors[rows] @ vector
        order = [
            place
            for place in np.argsort(-cosines, kind="stable").tolist()
            if cosines[place] < SAME_TEXT
        ]
        return [
            NearExample(self._examples[rows[place]], float(cosines[place]))
            for place in order[:count]
        ]

    @cached_property
    def _vectors(self) -> Vectors:
        texts = [example.text for example in self._examples]
        if self._cache is None:
            return self._embedder.embed(texts)
        key = hashlib.sha256("\0".join([self._embedder.id, *texts]).encode()).hexdigest()[:16]
        path = self._cache / f"theme-examples-{key}.npy"
        with contextlib.suppress(OSError, ValueError, EOFError):  # not there yet, or cut short
            kept: Vectors = np.load(path, allow_pickle=False)
            if kept.shape == (len(texts), self._embedder.dimensions):
                return kept
        vectors = self._embedder.embed(texts)
        _keep(vectors, path)
        return vectors


def _keep(vectors: Vectors, path: Path) -> None:
    part = path.with_name(f"{path.stem}-{os.getpid()}.part")
    with contextlib.suppress(OSError):  # what cannot be kept is worked out again next time
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            np.save(stream, vectors)
        part.replace(path)
