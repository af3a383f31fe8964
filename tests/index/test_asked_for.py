from __future__ import annotations

import pytest

from index.searching.asked_for import LIKELY, as_asked
from index.storage.workspace import Workspace
from ingest.document import BlockKind
from nlp.commitment import Strength
from tests.index.strategies import NOON, Said, analysed, reading, will

ROW = Said("Full fibre 4% 70% 2026", kind=BlockKind.TABLE_ROW)
ASK = will("We ask government for paths.", strength=Strength.ASK)
FIRM = will("We will open a hall.")
FIGURES = Said("2009 149.6 471 620.3", kind=BlockKind.TABLE_ROW)
SOFT = will("We may open a hall.", strength=Strength.CONDITIONAL)
PLAIN = Said("Broadband is poor.")


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("what percentage, and by when?", [1.0, 0.0, 0.0, 0.0, 0.0]),
        ("what do areas want of government?", [0.0, 1.0, 0.0, 0.0, 0.0]),
        ("Which places will open a hall?", [0.0, 0.0, LIKELY, 0.0, 0.0]),
        ("Which targets will government be asked for?", [1.0, 1.0, LIKELY, 0.0, 0.0]),
        ("broadband", [0.0, 0.0, 0.0, 0.0, 0.0]),
    ],
)
def test_sort_of_statement_that_a_question_asks_for(
    workspace: Workspace, question: str, fits: list[float]
) -> None:
    said = (ROW, ASK, FIRM, SOFT, PLAIN)
    read = reading("North Vale", *said)
    workspace.store.add_reading(read, analysed(read, *said), at=NOON)
    by_number = {p.id: n for n, p in zip(range(1, 99), read.passages, strict=False)}
    numbers = [by_number[p.id] for p in read.passages]
    assert as_asked(workspace.engine, numbers, question).tolist() == fits


def test_a_row_of_figures_alone_is_no_target(workspace: Workspace) -> None:
    read = reading("North Vale", FIGURES, ROW)
    workspace.store.add_reading(read, analysed(read, FIGURES, ROW), at=NOON)
    assert as_asked(workspace.engine, [1, 2], "what share, and by when?").tolist() == [0.0, 1.0]


def test_a_passage_that_is_not_there_fits_nothing(workspace: Workspace) -> None:
    assert as_asked(workspace.engine, [7], "when?").tolist() == [0.0]
