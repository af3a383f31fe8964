from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.big_office import build_big_office
from eval.clicks import CLICKS
from eval.made_up_text import Sentence, make_up, sentences_of
from index.embedded_text import embedded_promise, embedded_text, text_hash
from index.storage.workspace import open_workspace
from ingest.document import BlockKind, BoundingBox, Cell, Passage
from ingest.layout.quote_boxes import quote_boxes
from nlp.analysis import Analysis, Level, Promises
from nlp.commitment import Amount, Commitment, CommitmentKind, Stage, Strength
from nlp.theme import Span, ThemeTag

TEXT = (
    "The valley is wet all year. North Vale will support new firms with £2 million. "
    "Rain falls on the hills."
)
START = TEXT.index("North Vale")
END = TEXT.index(" Rain")
VECTOR = np.eye(1, 384, dtype=np.float32)[0]


def told(text: str = TEXT) -> tuple[Passage, Analysis]:
    box = BoundingBox(1, 50, 50, 500, 100)
    passage = Passage("p", "d", 0, text, ("Firms",), BlockKind.PARAGRAPH, (box,))
    promise = Commitment(
        START,
        END,
        CommitmentKind.ACTION,
        Strength.FIRM,
        Stage.ACTIVITY,
        "North Vale",
        "support new firms",
        Amount("£2 million", 2e6, "GBP"),
    )
    at = TEXT.index("new firms")
    tags = (
        ThemeTag("business_environment", 0.8, True, (Span(at, at + 9),)),
        ThemeTag("people", 0.1, False, ()),
    )
    return passage, Analysis(tags, Promises(Level.FIRM, Stage.ACTIVITY, (promise,)))


def sentences() -> list[Sentence]:
    passage, analysis = told()
    return sentences_of(passage, "North Vale", analysis, VECTOR, [VECTOR])


def test_a_passage_is_cut_between_sentences_and_each_keeps_what_was_found_in_it() -> None:
    first, second, third = sentences()
    assert (first.text, third.text) == ("The valley is wet all year.", "Rain falls on the hills.")
    promise = second.analysis.promises.commitments[0]
    assert second.text[promise.start : promise.end] == second.text
    span = second.analysis.themes[0].evidence[0]
    assert second.text[span.start : span.end] == "new firms"
    assert first.analysis.promises.level is Level.NONE
    assert (len(second.promise_vectors), len(first.promise_vectors)) == (1, 0)


@pytest.mark.parametrize("seed", range(25))
def test_what_was_found_stays_on_its_words_however_they_are_exchanged(seed: int) -> None:
    made = make_up(sentences(), "Southmere", random.Random(seed))  # noqa: S311  repeatable
    assert "North Vale" not in made.text
    for promise in made.analysis.promises.commitments:
        said = made.text[promise.start : promise.end]
        assert said.startswith("Southmere will ")
        assert promise.actor == "Southmere"
        assert promise.action in said
        assert promise.amount
        assert promise.amount.text in said
    for span in made.analysis.themes[0].evidence:
        assert made.text[span.start : span.end] in made.text
        assert made.text[span.start - 1] == " "
        assert not made.text[span.end].isalpha()
    assert [tag.label for tag in made.analysis.themes] == ["business_environment", "people"]
    assert len(made.promise_vectors) == len(made.analysis.promises.commitments)
    assert abs(float(made.vector @ VECTOR) - 0.944) < 0.03


def test_two_turns_of_one_sentence_seldom_say_it_in_the_same_words() -> None:
    chance = random.Random(1)  # noqa: S311  repeatable
    said = {make_up(sentences(), "Southmere", chance).text for _ in range(20)}
    assert len(said) == 20


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two strategies of fourteen sheets with people at work, made as for forty."""
    folder = tmp_path_factory.mktemp("big") / "workspace"
    build_big_office(folder, lambda _: None, strategies=2, sheets=14)
    return folder


def test_the_paper_says_what_is_stored(office: Path) -> None:
    with open_workspace(office) as workspace:
        store = workspace.store
        documents = store.documents()
        assert [len(d.pages) for d in documents] == [14, 14]
        passages = store.passages()
        assert len(passages) > 100
        for passage in passages[::9]:
            if passage.cells:
                continue
            end = passage.text.index(" ", 20)
            boxes = quote_boxes(workspace.pdf(passage.document_id), passage, 0, end)
            assert boxes != passage.boxes, "the words were not found where they should stand"


def test_every_passage_and_promise_has_its_vector(office: Path) -> None:
    with open_workspace(office) as workspace:
        store = workspace.store
        analyses = store.analyses()
        wanted = set()
        for passage in store.passages():
            wanted.add(text_hash(embedded_text(passage)))
            for promise in analyses[passage.id].promises.commitments:
                wanted.add(text_hash(embedded_promise(passage, promise)))
                assert passage.text[promise.start : promise.end].strip()
        with workspace.engine.connect() as connection:
            (embedder,) = connection.exec_driver_sql(
                "SELECT DISTINCT embedder FROM embeddings"
            ).one()
        assert set(store.known_vectors(embedder, wanted)) == wanted


def test_people_have_reviewed_read_decided_and_reported(office: Path) -> None:
    with open_workspace(office) as workspace:
        actions = {entry.action for entry in workspace.store.audit()}
    assert actions >= {"start review", "rate", "read", "moderate", "start report", "move report"}


def test_clicks_cover_every_screen() -> None:
    from views.navigation import SCREENS

    names = {title.split(" ")[0] for _, title in SCREENS.values()}
    assert {click.name.split(":")[0].split(" ")[0] for click in CLICKS} >= names
    assert len({click.name for click in CLICKS}) == len(CLICKS) > 25


def test_a_table_row_stays_whole() -> None:
    passage, analysis = told()
    row = replace(passage, kind=BlockKind.TABLE_ROW, cells=(Cell("", TEXT, passage.boxes),))
    (whole,) = sentences_of(row, "North Vale", analysis, VECTOR, [VECTOR])
    assert whole.text == TEXT
    made = make_up([whole], "Southmere", random.Random(1))  # noqa: S311  repeatable
    assert made.text == made.cells[0].text
