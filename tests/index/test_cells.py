from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.comparing import near_pairs as joining
from index.comparing.near_pairs import Pairs, near_pairs
from index.searching import vectors as searching
from index.searching.vectors import FaissIndex, open_vectors, recall_of
from index.storage.workspace import Workspace
from tests.index.strategies import NOON, BagOfWords, analysed, reading


def clustered(rows: int, dimensions: int = 16, clusters: int = 20) -> NDArray[np.float32]:
    rng = np.random.default_rng(3)
    centres = rng.normal(size=(clusters, dimensions))
    made = centres[rng.integers(0, clusters, rows)] + 0.3 * rng.normal(size=(rows, dimensions))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def test_cells_find_nearly_all_and_know_how_many(tmp_path: Path) -> None:
    vectors, numbers = clustered(3_000), np.arange(3_000, dtype=np.int64) * 7
    index = FaissIndex.in_cells(numbers, vectors)
    assert (index.exact, index.size, index.recall >= 0.9) == (False, 3_000, True)
    assert index.nearest(vectors[5:6], 1)[0].numbers.tolist() == [35]
    index.add(np.array([50_001], dtype=np.int64), vectors[9:10])
    index.save(tmp_path / "cells.faiss")
    again = FaissIndex.load(tmp_path / "cells.faiss", index.recall)
    assert (again.size, again.recall) == (3_001, index.recall)
    expected = [vectors[9], np.zeros(16), vectors[9]]
    assert np.allclose(again.of([50_001, 1, 63]), expected, atol=1e-3)


def test_cells_search_a_filtered_part_exactly() -> None:
    vectors, numbers = clustered(2_000), np.arange(2_000, dtype=np.int64)
    index = FaissIndex.in_cells(numbers, vectors)
    among = np.array([4, 900, 1_999, 77_777], dtype=np.int64)
    order = np.argsort(-(vectors[:1] @ vectors[among[:3]].T)[0])
    assert index.nearest(vectors[:1], 9, among)[0].numbers.tolist() == among[order].tolist()


def test_large_workspace_moves_to_cells_and_tells_its_recall(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "EXACT_UP_TO", 50)
    assert recall_of(workspace.cache, BagOfWords.id) is None
    said = [f"Promise number {i} about turbine{i % 5}." for i in range(90)]
    read = reading("A", *said)
    workspace.store.add_reading(read, analysed(read, *said), at=NOON)
    index = open_vectors(workspace.store, workspace.cache, BagOfWords.id, 64)
    assert (index.exact, index.size) == (False, 90)
    assert recall_of(workspace.cache, BagOfWords.id) == (90, False, index.recall)
    more = reading("B", "One promise more.")
    workspace.store.add_reading(more, analysed(more, "One promise more."), at=NOON)
    assert open_vectors(workspace.store, workspace.cache, BagOfWords.id, 64).size == 91


def pairs(found: Pairs) -> set[tuple[int, int]]:
    return set(zip(*(side.tolist() for side in found), strict=True))


def test_pairs_are_of_different_places_and_alike_enough() -> None:
    vectors = np.eye(3, dtype=np.float32)[[0, 0, 0, 1]]
    places = np.array([0, 0, 1, 2], dtype=np.int64)
    assert pairs(near_pairs(vectors, places, 2, 0.5)) == {(0, 2), (1, 2), (2, 0), (2, 1)}
    assert pairs(near_pairs(vectors[:1], places[:1], 2, 0.5)) == set()


def test_cells_propose_nearly_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = clustered(1_500)
    places = np.arange(1_500, dtype=np.int64) % 30
    exactly = pairs(near_pairs(vectors, places, 5, 0.3))
    monkeypatch.setattr(joining, "EXACT_UP_TO", 100)
    assert len(exactly & pairs(near_pairs(vectors, places, 5, 0.3))) / len(exactly) > 0.9
