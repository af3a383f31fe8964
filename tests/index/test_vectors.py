from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.searching.vectors import FaissIndex, VectorIndex, open_vectors
from index.storage.workspace import Workspace
from tests.index.strategies import NOON, BagOfWords, analysed, reading

NUMBERS = np.array([3, 10, 11, 40, 41, 900], dtype=np.int64)


def unit(rows: int, dimensions: int, seed: int = 7) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(params=["flat"])
def index(request: pytest.FixtureRequest) -> VectorIndex:
    """Return an empty index over 8 dimensions of every kind there is."""
    return {"flat": FaissIndex.empty}[request.param](8)


def test_nearest_is_what_brute_force_finds(index: VectorIndex) -> None:
    vectors, queries = unit(6, 8), unit(4, 8, seed=8)
    index.add(NUMBERS[:4], vectors[:4])
    index.add(NUMBERS[4:], vectors[4:])
    cosines = queries @ vectors.T
    for row, found in zip(cosines, index.nearest(queries, 3), strict=True):
        order = np.argsort(-row)[:3]
        assert found.numbers.tolist() == NUMBERS[order].tolist()
        assert np.allclose(found.cosines, row[order], atol=1e-6)


def test_nearest_among_some_is_what_brute_force_finds_there(index: VectorIndex) -> None:
    vectors, query = unit(6, 8), unit(1, 8, seed=9)
    index.add(NUMBERS, vectors)
    among = np.array([3, 41, 900, 12345], dtype=np.int64)
    held = [0, 4, 5]
    order = np.argsort(-(query @ vectors[held].T)[0])
    found = index.nearest(query, 10, among)[0]
    assert found.numbers.tolist() == NUMBERS[held][order].tolist()


def test_asking_for_more_than_there_is_or_for_nothing(index: VectorIndex) -> None:
    assert index.nearest(unit(1, 8), 5)[0].numbers.tolist() == []
    index.add(NUMBERS, unit(6, 8))
    assert len(index.nearest(unit(1, 8), 50)[0].numbers) == 6
    assert index.nearest(unit(1, 8), 5, np.empty(0, np.int64))[0].numbers.tolist() == []
    assert index.nearest(np.empty((0, 8), np.float32), 5) == []


def test_vectors_come_back_and_are_zero_where_there_is_none(index: VectorIndex) -> None:
    vectors = unit(6, 8)
    index.add(NUMBERS, vectors)
    expected = np.stack([vectors[5], np.zeros(8, np.float32), vectors[0]])
    assert np.allclose(index.of([900, 5, 3]), expected)
    assert index.of([]).shape == (0, 8)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 30), st.integers(1, 12), st.integers(0, 10_000))
def test_flat_index_equals_numpy(rows: int, k: int, seed: int) -> None:
    vectors, query = unit(rows, 5, seed), unit(1, 5, seed + 1)
    index = FaissIndex.empty(5)
    index.add(np.arange(rows, dtype=np.int64) * 3, vectors)
    expected = np.sort((query @ vectors.T)[0])[::-1][:k]
    assert np.allclose(index.nearest(query, k)[0].cosines, expected, atol=1e-6)


class CountingStore:
    """Passes everything on and notes which documents' vectors were read from the database."""

    def __init__(self, workspace: Workspace) -> None:
        self._store = workspace.store
        self.read: list[list[str]] = []

    def vectors(self, embedder: str, documents: list[str]) -> object:
        self.read.append(documents)
        return self._store.vectors(embedder, documents)

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def keep(workspace: Workspace, place: str, *said: str) -> str:
    read = reading(place, *said)
    workspace.store.add_reading(read, analysed(read, *said), at=NOON)
    return read.document.id


def opened(workspace: Workspace) -> tuple[VectorIndex, list[list[str]]]:
    store = CountingStore(workspace)
    return open_vectors(store, workspace.cache, BagOfWords.id, 64), store.read  # type: ignore[arg-type]


def test_cache_saves_reading_and_new_documents_are_only_added(workspace: Workspace) -> None:
    a = keep(workspace, "A", "hydrogen", "steel")
    assert opened(workspace)[1] == [[a]]
    assert opened(workspace)[1] == []
    b = keep(workspace, "B", "quantum")
    index, read = opened(workspace)
    assert (index.size, read) == (3, [[b]])
    assert len(list(workspace.cache.glob("*.faiss"))) == 1


def test_cache_is_made_anew_when_deleted_stale_or_broken(workspace: Workspace) -> None:
    a, b = keep(workspace, "A", "hydrogen"), keep(workspace, "B", "quantum")
    opened(workspace)
    for file in workspace.cache.glob("*.faiss"):
        file.write_bytes(b"rubbish")
    assert opened(workspace)[1] == [[a, b]]
    for file in workspace.cache.glob("vectors-*"):
        file.unlink()
    assert opened(workspace)[1] == [[a, b]]
    workspace.store.remove(a, at=NOON)
    index, read = opened(workspace)
    assert (index.size, read) == (1, [[b]])


def test_cache_of_a_document_that_was_read_again_is_stale(workspace: Workspace) -> None:
    keep(workspace, "A", "hydrogen")
    opened(workspace)
    read = reading("A", "hydrogen")
    workspace.store.replace_reading(read, analysed(read, "hydrogen"), at=NOON)
    index, _ = opened(workspace)
    numbers = workspace.store.vectors(BagOfWords.id).numbers
    assert (
        index.nearest(BagOfWords().embed(["hydrogen"]), 5)[0].numbers.tolist() == numbers.tolist()
    )


def test_cache_note_of_another_embedder_is_not_believed(workspace: Workspace) -> None:
    a = keep(workspace, "A", "hydrogen")
    opened(workspace)
    note = next(workspace.cache.glob("*.json"))
    note.write_text(json.dumps({**json.loads(note.read_text()), "embedder": "other"}))
    assert opened(workspace)[1] == [[a]]


def test_cache_that_cannot_be_written_costs_nothing_but_time(workspace: Workspace) -> None:
    a = keep(workspace, "A", "hydrogen")
    store = CountingStore(workspace)
    index = open_vectors(store, workspace.cache / "missing", BagOfWords.id, 64)  # type: ignore[arg-type]
    assert (index.size, store.read) == (1, [[a]])
