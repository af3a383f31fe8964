"""A tagger with an encoder of its own: each passage is embedded once, for search and for tags."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from index.adding import Tools, add_document, encode_texts, reread_document
from index.embedded_text import text_hash
from index.storage.workspace import Workspace
from ingest.document import About
from nlp.analysis import Analyst, Encoded, Finish
from nlp.statement import Statement
from nlp.theme import Span, ThemeTag
from tests.index.strategies import NOON, BagOfWords
from tests.index.test_adding import Promiser, read_lines

ABOUT = About("Strategy", "North Vale")
LINES = ["We will build a plant.", "Steel is rolled.", ">A quote."]


class Joint:
    """Adapted vectors are the plain ones turned round."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Encoded:
        self.texts += texts
        rows = BagOfWords().embed(texts)
        return Encoded(rows, -rows)


class AdaptedTagger:
    """Wants the adapted vector of each statement beside its plain one."""

    id = "tagger 2"

    def tag(
        self,
        statements: Sequence[Statement],
        vectors: NDArray[np.float32],
        adapted: NDArray[np.float32],
    ) -> list[tuple[ThemeTag, ...]]:
        assert np.array_equal(adapted, -vectors)
        assert np.array_equal(vectors, BagOfWords().embed([s.framed for s in statements]))
        return [(ThemeTag("ideas", 0.9, True, (Span(0, 2),)),) for _ in statements]


def tools(embedder: BagOfWords, joint: Joint) -> Tools:
    return Tools(read_lines, Analyst(embedder, AdaptedTagger(), Promiser(), joint), "f@1")


def test_a_passage_is_embedded_once_for_both(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("\n".join(LINES))
    embedder, joint = BagOfWords(), Joint()
    added = add_document(path, ABOUT, workspace, tools(embedder, joint), at=NOON)
    assert sorted(joint.texts) == ["Steel is rolled.", "We will build a plant."]
    assert embedder.texts == ["A quote.", "We will build a plant"]  # not tagged; a promise
    stored = workspace.store.known_vectors(BagOfWords.id, [text_hash("Steel is rolled.")])
    assert np.array_equal(*stored.values(), BagOfWords().embed(["Steel is rolled."])[0])
    assert added.passages == 3


def test_what_was_embedded_before_keeps_its_vector(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("\n".join(LINES))
    added = add_document(path, ABOUT, workspace, tools(BagOfWords(), Joint()), at=NOON)
    embedder, joint = BagOfWords(), Joint()
    reread_document(added.document.id, workspace, tools(embedder, joint), at=NOON)
    assert embedder.texts == []
    assert len(joint.texts) == 2  # adapted vectors are not kept


def test_progress_counts_texts_once(workspace: Workspace) -> None:
    told: list[tuple[str, int, int]] = []
    analyst = Analyst(BagOfWords(), AdaptedTagger(), Promiser(), Joint())
    vectors, adapted = encode_texts(
        ["a", "b", "a"], workspace.store, analyst, lambda *done: told.append(done)
    )
    assert vectors.keys() == adapted.keys() == {text_hash("a"), text_hash("b")}
    assert told == [("embedding", 0, 2), ("embedding", 2, 2)]


def test_without_an_encoder_of_its_own_there_are_no_adapted_vectors(workspace: Workspace) -> None:
    analyst = Analyst(BagOfWords(), AdaptedTagger(), Promiser())
    vectors, adapted = encode_texts(["a"], workspace.store, analyst)
    assert vectors.keys() == {text_hash("a")}
    assert adapted == {}


class WaitsForTheParser(Joint):
    """Encodes only once the parser is at work."""

    def __init__(self, at_work: Event) -> None:
        super().__init__()
        self._at_work = at_work

    def encode(self, texts: Sequence[str]) -> Encoded:
        assert self._at_work.wait(60), "the parser did not start before the network was asked"
        return super().encode(texts)


class Signals(Promiser):
    def __init__(self, at_work: Event) -> None:
        self._at_work = at_work

    def begin(self, statements: Sequence[Statement]) -> Finish:
        self._at_work.set()
        return super().begin(statements)


class Stumbles(Promiser):
    def begin(self, statements: Sequence[Statement]) -> Finish:
        raise ValueError("cannot be parsed")


def test_the_parser_works_while_texts_are_embedded(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("\n".join(LINES))
    at_work = Event()
    analyst = Analyst(BagOfWords(), AdaptedTagger(), Signals(at_work), WaitsForTheParser(at_work))
    added = add_document(path, ABOUT, workspace, Tools(read_lines, analyst, "f@1"), at=NOON)
    assert (added.known, added.passages) == (False, 3)


def test_a_parser_that_stumbles_leaves_the_workspace_as_it_was(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("\n".join(LINES))
    analyst = Analyst(BagOfWords(), AdaptedTagger(), Stumbles(), Joint())
    with pytest.raises(ValueError, match="cannot be parsed"):
        add_document(path, ABOUT, workspace, Tools(read_lines, analyst, "f@1"), at=NOON)
    assert workspace.store.documents() == []
