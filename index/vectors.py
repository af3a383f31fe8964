"""Finds passages by meaning: exact inner products over unit vectors.

The database holds the vectors; the FAISS file in `cache/` only saves reading them again. It
names the passages it was made from, so that one that is stale or gone is made anew and one
that merely lacks the newest documents is added to.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.store import Extent, Store

Matrix = NDArray[np.float32]
Numbers = NDArray[np.int64]

EXACT_UP_TO: Final = 200_000
"""Passages up to which exact search stays: 250,000 vectors of 384 take under 40 ms on 2 cores."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The passages nearest to one vector, by number, with their cosine, nearest first."""

    numbers: Numbers
    cosines: NDArray[np.float32]


class VectorIndex(Protocol):
    """Vectors of length 1 under passage numbers."""

    @property
    def size(self) -> int: ...

    def add(self, numbers: Numbers, vectors: Matrix) -> None: ...

    def nearest(self, vectors: Matrix, k: int, among: Numbers | None = None) -> list[Neighbours]:
        """Return up to `k` neighbours of each row, of all passages or of those in `among`."""
        ...

    def of(self, numbers: Sequence[int]) -> Matrix:
        """Return the vectors of these passages, row by row; zeros where there is none."""
        ...


class FlatIndex:
    """Exact search in FAISS: every vector is compared with every other."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._known = {int(n) for n in _ids(index)}

    @classmethod
    def empty(cls, dimensions: int) -> FlatIndex:
        import faiss

        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions)))

    @classmethod
    def load(cls, path: Path) -> FlatIndex:
        import faiss

        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(path))

    @property
    def size(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    def add(self, numbers: Numbers, vectors: Matrix) -> None:
        if len(numbers):
            self._index.add_with_ids(np.ascontiguousarray(vectors), numbers)
            self._known.update(int(n) for n in numbers)

    def nearest(self, vectors: Matrix, k: int, among: Numbers | None = None) -> list[Neighbours]:
        import faiss

        k = min(k, self.size if among is None else len(among))
        if k < 1 or not len(vectors):
            nothing = Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
            return [nothing] * len(vectors)
        chosen: Any = None
        if among is not None:
            chosen = faiss.SearchParameters()
            chosen.sel = faiss.IDSelectorBatch(among)
        cosines, numbers = self._index.search(
            np.ascontiguousarray(vectors, dtype=np.float32), k, params=chosen
        )
        return [Neighbours(n[n >= 0], c[n >= 0]) for n, c in zip(numbers, cosines, strict=True)]

    def of(self, numbers: Sequence[int]) -> Matrix:
        rows = np.zeros((len(numbers), self.dimensions), dtype=np.float32)
        held = [i for i, number in enumerate(numbers) if int(number) in self._known]
        if held:
            wanted = np.asarray([numbers[i] for i in held], dtype=np.int64)
            rows[held] = self._index.reconstruct_batch(wanted)
        return rows


def _ids(index: Any) -> NDArray[np.int64]:
    import faiss

    return np.asarray(faiss.vector_to_array(index.id_map))


def open_vectors(store: Store, cache: Path, embedder: str, dimensions: int) -> VectorIndex:
    """Return the index of all passages, from the cache as far as that is still true."""
    current = store.extents(embedder)
    note = cache / f"vectors-{_digest(embedder)}.json"
    index, held = _cached(note, cache, embedder, dimensions)
    if index is None or any(extent not in current for extent in held):
        index, held = FlatIndex.empty(dimensions), []
    missing = [extent.document_id for extent in current if extent not in held]
    if missing:
        found = store.vectors(embedder, missing)
        index.add(found.numbers, found.matrix)
    if missing or current != held:
        _save(note, cache, embedder, index, current)
    return index


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cached(
    note: Path, cache: Path, embedder: str, dimensions: int
) -> tuple[FlatIndex | None, list[Extent]]:
    try:
        told = json.loads(note.read_text("utf-8"))
        held = [Extent(**extent) for extent in told["extents"]]
        index = FlatIndex.load(cache / told["file"])
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None, []  # a cache that cannot be read is a cache that is not there
    right = index.size == sum(e.passages for e in held) and index.dimensions == dimensions
    return (index, held) if right and told.get("embedder") == embedder else (None, [])


def _save(
    note: Path, cache: Path, embedder: str, index: FlatIndex, extents: Sequence[Extent]
) -> None:
    told = [asdict(extent) for extent in extents]
    name = f"vectors-{_digest(embedder)}-{_digest(json.dumps(told))}.faiss"
    unique = f"{os.getpid()}.part"  # two processes may save the same cache at once
    try:
        index.save(cache / f"{name}.{unique}")
        (cache / f"{name}.{unique}").replace(cache / name)
        part = note.with_suffix(f".{unique}")
        part.write_text(json.dumps({"embedder": embedder, "file": name, "extents": told}), "utf-8")
        part.replace(note)
        for old in cache.glob(f"vectors-{_digest(embedder)}-*.faiss"):
            if old.name != name:
                old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return  # without a cache the next start is slower and nothing else
