from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.comparing.overlap_cache import NAME, cached_overlaps, keep_overlaps
from index.comparing.overlaps import all_overlaps
from index.corpus import read_corpus
from index.storage.workspace import Workspace, open_workspace
from tests.index.strategies import NOON, BagOfWords
from tests.views.paper_office import fill

EMBEDDER = BagOfWords().id


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    fill(tmp_path / "workspace")
    return open_workspace(tmp_path / "workspace")


def test_what_is_read_back_is_what_was_found(workspace: Workspace) -> None:
    keep_overlaps(workspace, EMBEDDER)
    corpus = read_corpus(workspace.store, EMBEDDER)
    found = all_overlaps(corpus)
    assert found
    assert cached_overlaps(workspace, corpus, EMBEDDER) == found


def test_a_change_to_a_strategy_makes_it_old(workspace: Workspace) -> None:
    keep_overlaps(workspace, EMBEDDER)
    corpus = read_corpus(workspace.store, EMBEDDER)
    workspace.store.remove(corpus.documents[0].id, at=NOON)
    assert cached_overlaps(workspace, read_corpus(workspace.store, EMBEDDER), EMBEDDER) is None


def test_another_embedder_and_a_damaged_file_are_not_read(workspace: Workspace) -> None:
    corpus = read_corpus(workspace.store, EMBEDDER)
    assert cached_overlaps(workspace, corpus, EMBEDDER) is None
    keep_overlaps(workspace, EMBEDDER)
    assert cached_overlaps(workspace, corpus, "another") is None
    file = workspace.cache / NAME
    kept = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**kept, "overlaps": [["no such relation", 1, "", []]]}), "utf-8")
    assert cached_overlaps(workspace, corpus, EMBEDDER) is None
    file.write_text("{", "utf-8")
    assert cached_overlaps(workspace, corpus, EMBEDDER) is None
