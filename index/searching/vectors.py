"""Finds passages by meaning: inner products over unit vectors, exact up to EXACT_UP_TO of them.

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

from index.comparing.near_pairs import ADDED, Rows16, cells_for, single, train
from index.storage.store import Extent, Store

Matrix = NDArray[np.float32]
Numbers = NDArray[np.int64]

EXACT_UP_TO: Final = 50_000
"""Passages up to which exact search stays: 100,000 vectors of 384 take 20 ms on two cores, a third
of what a whole search may take; in cells they take under one."""

PROBES: Final = (8, 16, 32, 64)
RECALL: Final = 0.99
"""Cells to look into: the fewest of these that find this share of the true ten nearest."""

PROVED: Final = 200
"""Vectors by which recall is measured: its standard error is below .01 near .99."""

SAVED_FROM: Final = 0.02
"""Share of a large index from which additions are written to its file, which takes seconds.

Until then they are read from the database when the index is opened.
"""


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


class FaissIndex:
    """A FAISS index by inner product under numbers of ours: exact while small, else in cells.

    `recall` is the share of the true ten nearest that it found when it was built; 1 when exact.
    """

    def __init__(self, index: Any, recall: float = 1.0) -> None:
        self._index = index
        self._known = np.sort(_ids(index))
        self.recall = recall

    @classmethod
    def empty(cls, dimensions: int) -> FaissIndex:
        """Return an exact index of nothing."""
        import faiss

        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions)))

    @classmethod
    def in_cells(cls, numbers: Numbers, vectors: Matrix | Rows16) -> FaissIndex:
        """Build an inverted file (see `index.comparing.near_pairs`) and measure its recall@10.

        It holds numbers of 16 bits, half of what the vectors take, at a cosine's third place.
        """
        import faiss

        cells = cells_for(len(vectors))
        kinds: Any = faiss  # the stubs of FAISS know an Index and none of its kinds
        made: Any = faiss.index_factory(
            vectors.shape[1], f"IVF{cells},SQfp16", faiss.METRIC_INNER_PRODUCT
        )
        train(made, vectors, cells)
        made.set_direct_map_type(kinds.DirectMap.Hashtable)
        for start in range(0, len(vectors), ADDED):
            part = slice(start, start + ADDED)
            made.add_with_ids(single(vectors[part]), numbers[part])
        asked = single(vectors[:: max(1, len(vectors) // PROVED)][:PROVED])
        exact = numbers[_ten_nearest(asked, vectors)]
        recall = 0.0
        for made.nprobe in PROBES:
            found = made.search(asked, 10)[1]
            recall = float(
                np.mean([len(np.intersect1d(f, e)) for f, e in zip(found, exact, strict=True)]) / 10
            )
            if recall >= RECALL:
                break
        return cls(made, recall)

    @classmethod
    def load(cls, path: Path, recall: float = 1.0) -> FaissIndex:
        import faiss

        return cls(faiss.read_index(str(path)), recall)

    def save(self, path: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(path))

    @property
    def size(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    @property
    def exact(self) -> bool:
        """Whether every vector is compared with every other."""
        return not hasattr(self._index, "invlists")

    def add(self, numbers: Numbers, vectors: Matrix) -> None:
        if len(numbers):
            self._index.add_with_ids(np.ascontiguousarray(vectors), numbers)
            self._known = np.union1d(self._known, numbers)

    def nearest(self, vectors: Matrix, k: int, among: Numbers | None = None) -> list[Neighbours]:
        k = min(k, self.size if among is None else len(among))
        if k < 1 or not len(vectors):
            nothing = Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
            return [nothing] * len(vectors)
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        if among is not None and not self.exact:
            return self._nearest_of(vectors, k, among)
        cosines, numbers = self._index.search(vectors, k, params=_only(among))
        return [Neighbours(n[n >= 0], c[n >= 0]) for n, c in zip(numbers, cosines, strict=True)]

    def _nearest_of(self, vectors: Matrix, k: int, among: Numbers) -> list[Neighbours]:
        """Search a filtered part exactly: what fits the filter may lie in cells far away."""
        among = np.intersect1d(among, self._known)
        cosines = vectors @ self.of(among.tolist()).T
        order = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
        return [Neighbours(among[o], c[o]) for o, c in zip(order, cosines, strict=True)]

    def of(self, numbers: Sequence[int]) -> Matrix:
        rows = np.zeros((len(numbers), self.dimensions), dtype=np.float32)
        wanted = np.asarray(numbers, dtype=np.int64)
        held = np.flatnonzero(self._holds(wanted))
        if len(held):
            rows[held] = self._index.reconstruct_batch(wanted[held])
        return rows

    def _holds(self, wanted: Numbers) -> NDArray[np.bool_]:
        # `np.isin` would sort all that is known for each question.
        at = np.searchsorted(self._known, wanted)
        found = np.zeros(len(wanted), dtype=np.bool_)
        within = at < len(self._known)
        found[within] = self._known[at[within]] == wanted[within]
        return found


def _ten_nearest(asked: Matrix, vectors: Matrix | Rows16) -> Numbers:
    """Return the rows of the ten nearest, comparing all with all, in parts."""
    import faiss

    best = np.empty((len(asked), 0), dtype=np.float32)
    rows = np.empty((len(asked), 0), dtype=np.int64)
    for start in range(0, len(vectors), ADDED):
        part = single(vectors[start : start + ADDED])
        ten = min(10, len(part))
        cosines, found = faiss.knn(asked, part, ten, metric=faiss.METRIC_INNER_PRODUCT)
        best, rows = np.hstack([best, cosines]), np.hstack([rows, found + start])
        order = np.argsort(-best, axis=1, kind="stable")[:, :10]
        best, rows = np.take_along_axis(best, order, 1), np.take_along_axis(rows, order, 1)
    return rows


def _only(among: Numbers | None) -> Any:
    import faiss

    if among is None:
        return None
    chosen = faiss.SearchParameters()
    chosen.sel = faiss.IDSelectorBatch(among)
    return chosen


def _ids(index: Any) -> NDArray[np.int64]:
    import faiss

    if not hasattr(index, "invlists"):
        return np.asarray(faiss.vector_to_array(index.id_map))
    lists = index.invlists
    parts = [
        faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)).copy()
        for i in range(index.nlist)
        if lists.list_size(i)
    ]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def open_vectors(store: Store, cache: Path, embedder: str, dimensions: int) -> FaissIndex:
    """Return the index of all passages, from the cache as far as that is still true."""
    current = store.extents(embedder)
    note = cache / f"vectors-{_digest(embedder)}.json"
    index, held = _cached(note, cache, embedder, dimensions)
    if index is None or any(extent not in current for extent in held):
        index, held = FaissIndex.empty(dimensions), []
    missing = [extent for extent in current if extent not in held]
    size = index.size + sum(extent.passages for extent in missing)
    if index.exact and size > EXACT_UP_TO:
        found = store.vectors(embedder)
        index = FaissIndex.in_cells(found.numbers, found.matrix)
    elif missing:
        found = store.vectors(embedder, [extent.document_id for extent in missing])
        index.add(found.numbers, found.matrix)
    few = sum(extent.passages for extent in missing) < SAVED_FROM * size and index.exact is False
    if (missing or current != held) and not few:
        _save(note, cache, embedder, index, current)
    return index


def recall_of(cache: Path, embedder: str) -> tuple[int, bool, float] | None:
    """Return vectors held, whether search is exact, and recall@10 when built; None without."""
    try:
        told = json.loads((cache / f"vectors-{_digest(embedder)}.json").read_text("utf-8"))
        held = sum(Extent(**extent).passages for extent in told["extents"])
        recall = float(told.get("recall", 1.0))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return held, held <= EXACT_UP_TO, recall


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cached(
    note: Path, cache: Path, embedder: str, dimensions: int
) -> tuple[FaissIndex | None, list[Extent]]:
    try:
        told = json.loads(note.read_text("utf-8"))
        held = [Extent(**extent) for extent in told["extents"]]
        index = FaissIndex.load(cache / told["file"], float(told.get("recall", 1.0)))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None, []  # a cache that cannot be read is a cache that is not there
    right = index.size == sum(e.passages for e in held) and index.dimensions == dimensions
    return (index, held) if right and told.get("embedder") == embedder else (None, [])


def _save(
    note: Path, cache: Path, embedder: str, index: FaissIndex, extents: Sequence[Extent]
) -> None:
    told = [asdict(extent) for extent in extents]
    name = f"vectors-{_digest(embedder)}-{_digest(json.dumps(told))}.faiss"
    unique = f"{os.getpid()}.part"  # two processes may save the same cache at once
    try:
        index.save(cache / f"{name}.{unique}")
        (cache / f"{name}.{unique}").replace(cache / name)
        part = note.with_suffix(f".{unique}")
        part.write_text(
            json.dumps(
                {"embedder": embedder, "file": name, "extents": told, "recall": index.recall}
            ),
            "utf-8",
        )
        part.replace(note)
        for old in cache.glob(f"vectors-{_digest(embedder)}-*.faiss"):
            if old.name != name:
                old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return  # without a cache the next start is slower and nothing else
