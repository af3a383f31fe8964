from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.adding import BATCH, Tools, add_document, reread_document
from index.embedded_text import embedded_text, text_hash
from index.storage.workspace import Workspace
from ingest.document import About, BlockKind, Passage, Reading, document_id, passage_id
from nlp.analysis import Analyst, Finish, Level, Promises, Vectors
from nlp.commitment import Stage
from nlp.statement import Statement
from nlp.theme import Span, ThemeTag
from tests.index.strategies import NOON, BagOfWords, Said, promise, reading, rows_in


class Tagger:
    """Says "ideas" of everything."""

    id = "tagger 1"

    def tag(
        self, statements: Sequence[Statement], vectors: NDArray[np.float32]
    ) -> list[tuple[ThemeTag, ...]]:
        assert len(statements) == len(vectors)
        return [(ThemeTag("ideas", 0.9, True, (Span(0, 2),)),) for _ in statements]


class Promiser:
    """Takes every text that begins with "We will" for a promise."""

    def read(
        self, statements: Sequence[Statement], vectors: Vectors | None = None
    ) -> list[Promises]:
        return [
            Promises(Level.FIRM, Stage.ACTIVITY, (promise(s.text[:-1], s.text),))
            if s.text.startswith("We will")
            else Promises(Level.NONE, Stage.CONTEXT, ())
            for s in statements
        ]

    def begin(self, statements: Sequence[Statement]) -> Finish:
        return lambda *_: self.read(statements)


class UnreadableError(Exception):
    pass


def read_lines(path: Path, about: About) -> Reading:
    """Read a text file as a strategy: a passage a line, ">" marks a pull quote."""
    content = path.read_bytes()
    if content.startswith(b"broken"):
        raise UnreadableError(f"{path.name}: this is not a PDF")
    id_ = document_id(content)
    lines = content.decode().splitlines()
    said = [
        Said(line.lstrip(">"), kind=BlockKind.PULL_QUOTE if line[0] == ">" else BlockKind.PARAGRAPH)
        for line in lines
    ]
    read = reading(about.place, *said)

    def own(passage: Passage) -> Passage:
        return replace(passage, document_id=id_, id=passage_id(id_, passage.text, 0))

    document = replace(read.document, id=id_, about=about)
    return replace(read, document=document, passages=tuple(own(p) for p in read.passages))


def make_tools(embedder: BagOfWords | None = None) -> Tools:
    return Tools(read_lines, Analyst(embedder or BagOfWords(), Tagger(), Promiser()), "f@1")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_text("We will build a plant.\nSteel is rolled.\n>A quote.")
    return path


ABOUT = About("Strategy", "North Vale")


def test_added_document_is_stored_analysed_and_indexed(workspace: Workspace, pdf: Path) -> None:
    stages: list[str] = []
    added = add_document(
        pdf,
        ABOUT,
        workspace,
        make_tools(),
        at=NOON,
        by="ann",
        progress=lambda stage, done, total: stages.append(f"{stage} {done}/{total}"),
    )
    assert (added.known, added.passages, added.versions) == (False, 3, ())
    assert added.document.about == ABOUT
    assert workspace.pdf(added.document.id).read_bytes() == pdf.read_bytes()
    assert workspace.store.vectors(BagOfWords.id).matrix.shape == (3, 64)
    assert len(workspace.store.promise_vectors(BagOfWords.id)) == 1
    # A pull quote can be found but is neither tagged nor counted.
    analyses = workspace.store.analyses()
    kinds = {p.text: p.id in analyses for p in workspace.store.passages()}
    assert kinds == {"We will build a plant.": True, "Steel is rolled.": True, "A quote.": False}
    assert len(list(workspace.cache.glob("*.faiss"))) == 1
    assert stages[0] == "reading 0/1"
    assert stages[-1] == "done 1/1"
    ordered = list(dict.fromkeys(stage.split()[0] for stage in stages))
    assert ordered == ["reading", "embedding", "analysing", "storing", "indexing", "done"]
    assert set(added.seconds) == {"read", "embedding", "analysing", "storing", "indexing"}


def test_same_bytes_under_another_name_are_known(
    workspace: Workspace, pdf: Path, tmp_path: Path
) -> None:
    first = add_document(pdf, ABOUT, workspace, make_tools(), at=NOON)
    revision = workspace.store.revision()
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(pdf.read_bytes())
    second = add_document(copy, About("Other", "Elsewhere"), workspace, make_tools(), at=NOON)
    assert (second.known, second.document, second.passages) == (True, first.document, 3)
    assert workspace.store.revision() == revision


def test_file_that_cannot_be_read_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    path.write_text("broken")
    with pytest.raises(UnreadableError, match=r"^b\.pdf: this is not a PDF$"):
        add_document(path, ABOUT, workspace, make_tools(), at=NOON)
    assert workspace.store.documents() == []
    assert list(workspace.files.iterdir()) == []


def test_work_cut_off_goes_on_where_it_stood(workspace: Workspace, tmp_path: Path) -> None:
    class Stopping(BagOfWords):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if self.texts:
                raise KeyboardInterrupt
            return super().embed(texts)

    path = tmp_path / "long.pdf"
    lines = [f"Line {n} of a long document." for n in range(BATCH + 20)]
    path.write_text("\n".join(lines))
    with pytest.raises(KeyboardInterrupt):
        add_document(path, ABOUT, workspace, make_tools(Stopping()), at=NOON)
    assert workspace.store.documents() == []
    assert rows_in(workspace, "embeddings") == {"embeddings": BATCH}
    embedder = BagOfWords()
    added = add_document(path, ABOUT, workspace, make_tools(embedder), at=NOON)
    assert len(embedder.texts) == 20
    assert added.passages == BATCH + 20


def test_near_identical_document_is_offered_as_a_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = [f"Paragraph {n} tells of many things that this place has and does." for n in "abcdef"]
    draft, final = tmp_path / "draft.pdf", tmp_path / "final.pdf"
    draft.write_text("\n".join(lines))
    final.write_text("\n".join([*lines[:5], "An end that nobody had written before in this text."]))
    old = add_document(draft, ABOUT, workspace, make_tools(), at=NOON)
    new = add_document(final, ABOUT, workspace, make_tools(), at=NOON)
    assert [(v.earlier, v.later, v.confirmed) for v in new.versions] in (
        [(old.document.id, new.document.id, False)],
        [(new.document.id, old.document.id, False)],
    )
    assert workspace.store.version_links() == list(new.versions)


def test_reread_uses_the_kept_file_and_keeps_what_people_said(
    workspace: Workspace, pdf: Path
) -> None:
    added = add_document(pdf, ABOUT, workspace, make_tools(), at=NOON)
    workspace.store.edit(added.document.id, replace(ABOUT, title="Mended"), at=NOON)
    pdf.unlink()

    def better(path: Path, about: About) -> Reading:
        read = read_lines(path, about)
        return replace(read, passages=read.passages[:1])

    tools = replace(make_tools(), read=better)
    again = reread_document(added.document.id, workspace, tools, at=NOON)
    assert (again.passages, again.document.about.title) == (1, "Mended")
    assert [p.text for p in workspace.store.passages()] == ["We will build a plant."]


def test_a_text_said_twice_is_embedded_once(workspace: Workspace, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.pdf").write_text(f"Steel is rolled.\nOnly {name}.")
    embedder = BagOfWords()
    for name in "ab":
        add_document(tmp_path / f"{name}.pdf", ABOUT, workspace, make_tools(embedder), at=NOON)
    assert sorted(embedder.texts) == ["Only a.", "Only b.", "Steel is rolled."]


def test_what_is_embedded_of_a_list_item_has_its_lead_in() -> None:
    item = reading("A", Said("open a college", lead_in="We will:")).passages[0]
    assert embedded_text(item) == "We will: open a college"
    assert len(text_hash("x")) == 64
