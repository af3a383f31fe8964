"""Proposes pairs of texts of different places by their vectors, in blocks and without a loop.

Few rows are compared exactly. Many are put into cells (an inverted file: Jégou, Douze and Schmid,
2011) of which each row searches the nearest ones, in half precision, because comparing all with
all grows with the square: a million rows would take an hour and a half.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Rows16 = NDArray[np.float16]
"""Half the room; a million rows of 384 take 0.77 GB."""
Rows = NDArray[np.int64]
Pairs = tuple[NDArray[np.integer[Any]], NDArray[np.integer[Any]]]

EXACT_UP_TO: Final = 10_000
"""Rows up to which all are compared with all: 10,000 took 24 s on one busy core."""

BLOCK: Final = 2_048  # rows compared at once: bounds memory

ADDED: Final = 50_000  # rows put into cells at once

PROBED: Final = 8
"""Cells searched for each row; finds .99 of the true neighbours in clustered vectors."""

TRAINED_ON: Final = 64  # rows per cell that place the cells: FAISS asks for 39 and more

EXTRA: Final = 2
"""How many times the neighbours wanted are fetched where those of the own place fall away."""


def near_pairs(vectors: Matrix | Rows16, places: Rows, k: int, least: float) -> Pairs:
    """Return rows and their up to `k` neighbours in other places from cosine `least` on."""
    if len(vectors) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    if len(vectors) <= EXACT_UP_TO:
        return _exactly(single(vectors), places, k, least)
    return _by_cells(vectors, places, k, least)


def _exactly(vectors: Matrix, places: Rows, k: int, least: float) -> Pairs:
    found = []
    k = min(k, len(vectors) - 1)
    for start in range(0, len(vectors), BLOCK):
        cosines = vectors[start : start + BLOCK] @ vectors.T
        cosines[places[start : start + BLOCK, None] == places[None, :]] = -1.0
        nearest = np.argpartition(-cosines, k, axis=1)[:, :k]
        kept = np.take_along_axis(cosines, nearest, axis=1) >= least
        row, column = np.nonzero(kept)
        found.append((row + start, nearest[row, column]))
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _by_cells(vectors: Matrix | Rows16, places: Rows, k: int, least: float) -> Pairs:
    import faiss

    cells = cells_for(len(vectors))
    index: Any = faiss.index_factory(
        vectors.shape[1], f"IVF{cells},SQfp16", faiss.METRIC_INNER_PRODUCT
    )
    train(index, vectors, cells)
    for start in range(0, len(vectors), ADDED):
        index.add(single(vectors[start : start + ADDED]))
    index.nprobe = PROBED
    found = []
    for start in range(0, len(vectors), BLOCK):
        cosines, nearest = index.search(single(vectors[start : start + BLOCK]), EXTRA * k)
        rows = np.arange(start, start + len(nearest))
        fits = (nearest >= 0) & (cosines >= least)
        fits &= places[rows, None] != places[np.maximum(nearest, 0)]
        fits &= np.cumsum(fits, axis=1) <= k
        row, column = np.nonzero(fits)
        # Half the size: a million rows have tens of millions of pairs.
        found.append(((row + start).astype(np.int32), nearest[row, column].astype(np.int32)))
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def single(vectors: Matrix | Rows16) -> Matrix:
    """Return rows as FAISS takes them; those that are so already are not copied."""
    return np.ascontiguousarray(vectors, dtype=np.float32)


def cells_for(rows: int) -> int:
    """Return how many cells to use: about two times the root, in powers of two."""
    return int(2 ** np.round(np.log2(2 * np.sqrt(rows))))


def train(index: Any, vectors: Matrix | Rows16, cells: int) -> None:
    """Place the cells by an even sample of the rows; the same rows give the same cells."""
    step = max(1, len(vectors) // (cells * TRAINED_ON))
    index.train(single(vectors[::step]))
