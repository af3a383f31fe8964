"""Scripts that run from the right, and scripts without capitals."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.layout.drafts import draft_page
from ingest.layout.lines import Line, line_of, segments
from ingest.pages.characters import Type
from ingest.pages.scripts import FROM_RIGHT
from ingest.pages.shapes import Shapes
from ingest.pages.sheet import Sheet
from ingest.pages.words import Frame, Word, _group
from ingest.structure.kinds import in_capitals
from ingest.tables.target_tables import Table, TableCell

A4 = Frame(0, 0, 595, 842, 0)


def word(text: str, x0: float, x1: float, baseline: float = 100, order: int = 0) -> Word:
    return Word(
        text,
        *(x0, baseline - 8, x1, baseline + 2, 10.0),
        bold=False,
        italic=False,
        font="Naskh",
        colour=0,
        angle=0,
        order=order,
        baseline=baseline,
        spaced=True,
    )


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("OUR PLACE", True),
        ("Our place", False),
        ("한편 코로나-19가 전 세계적", False),
        ("ياوووى", False),
        ("2020 코로나 COVID", False),
    ],
)
def test_a_script_without_capitals_is_not_set_in_them(text: str, capitals: bool) -> None:
    assert in_capitals(text) is capitals


def test_words_that_come_from_the_right_over_wide_spaces_make_one_line() -> None:
    # A justified line: its spaces are wider than those that pieces are joined over.
    words = [word("תוכנית", 300, 340), word("העיר", 260, 292), word("החדשה", 210, 252)]
    lines = segments(words)
    assert [line.text for line in lines] == ["תוכנית העיר החדשה"]


def lines_at(x0: float, x1: float, *baselines: float) -> list[Line]:
    return [line_of([word("תוכנית", x0, x1, baseline)]) for baseline in baselines]


def sheet_of(lines: list[Line]) -> Sheet:
    words = [w for line in lines for w in line.words]
    return Sheet(1, A4, words, lines, Shapes(), right_to_left=True)


def test_a_short_last_line_on_the_right_ends_no_paragraph_before_it() -> None:
    lines = [*lines_at(60, 360, 100, 112, 124), *lines_at(200, 360, 136)]
    drafts = draft_page(sheet_of(lines), lines, [], right_to_left=True).drafts
    assert [len(draft.lines) for draft in drafts] == [4]


def test_the_cells_of_a_row_come_from_the_right() -> None:
    left, right = lines_at(60, 120, 100)[0], lines_at(300, 360, 100)[0]
    row = [TableCell("value", [left]), TableCell("label", [right])]
    table = Table(60, 90, 360, 104, header=[], rows=[row], ruled=True, titles=[""])
    drafts = draft_page(sheet_of([left, right]), [left, right], [table], right_to_left=True).drafts
    assert [cell.header for draft in drafts for cell in draft.row or []] == ["label", "value"]


def test_every_letter_that_runs_from_the_right_is_looked_for() -> None:
    missed = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.bidirectional(chr(code)) in ("R", "AL") and not FROM_RIGHT.match(chr(code))
    ]
    assert missed == []


def test_a_drawn_space_leaves_plain_numbers_that_can_be_sent_as_json() -> None:
    class Plain:
        def at(self, index: int) -> Type:
            return Type(10.0, False, False, "F", 0, 0, True)

        def origins(self, places: Sequence[int]) -> NDArray[np.float64]:
            return np.array([(10.0, 5.0)] * len(places))

    shown = np.array([(10.0, 0.0, 15.0, 8.0), (5.0, 0.0, 9.0, 8.0)])
    codes, places = np.array([0x628, 0x20]), np.array([0, 1])
    (word,) = _group(Plain(), codes, shown, places, Frame(0.0, 0.0, 100.0, 100.0, 0), ())
    assert (word.x0, word.x1, word.holes) == (5.0, 15.0, 1)
    assert {type(edge) for edge in (word.x0, word.top, word.x1, word.bottom)} == {float}
