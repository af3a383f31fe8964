"""Tables, ruled and unruled, as header and rows; columns of prose are not tables."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.ingest.drawn import BOLD, SANS, Press, one, prose, starts

HEAD = ("Indicator", "Baseline", "Target", "By when")
ROWS = (
    ("Firms doing R&D", "20%", "30%", "2030"),
    ("Homes built each year", "1,640", "2,280", "2027"),
    ("People with level 4", "29%", "38%", "2030"),
)
XS = (66, 266, 346, 426)


def cells(press: Press, shuffle: int | None = 1) -> list[list[tuple[str, str]]]:
    return [[(c.header, c.text) for c in p.cells] for p in press.read(shuffle).passages if p.cells]


EXPECTED = [list(zip(HEAD, row, strict=True)) for row in ROWS]


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_ruled_table(rotation: int) -> None:
    press = Press(rotation=rotation)
    press.paragraph(60, 60, 400, prose(1, 30))
    press.grid((60, 260, 340, 420, 500), (100, 118, 136, 154, 172))
    press.table(XS, 113, (HEAD, *ROWS))
    assert cells(press) == EXPECTED


def test_a_grid_drawn_as_one_path() -> None:
    press = Press()

    def draw(canvas: Any) -> None:
        path = canvas.beginPath()
        for y in (100, 118, 136, 154, 172):
            path.moveTo(60, 842 - y)
            path.lineTo(500, 842 - y)
        for x in (60, 260, 340, 420, 500):
            path.moveTo(x, 842 - 100)
            path.lineTo(x, 842 - 172)
        canvas.drawPath(path)

    press._grounds[-1].append(draw)
    press.table(XS, 113, (HEAD, *ROWS))
    assert cells(press) == EXPECTED


def test_a_table_of_filled_cells_without_rules() -> None:
    press = Press()
    for i in range(4):
        for left, right in ((60, 259), (261, 339), (341, 419), (421, 500)):
            fill = "#205080" if i == 0 else "#e8eef4"
            press.panel(left, 100 + 20 * i, right, 119 + 20 * i, fill)
    for i, row in enumerate((HEAD, *ROWS)):
        for x, cell in zip(XS, row, strict=True):
            press.text(x, 114 + 20 * i, cell, 9, colour="#ffffff" if i == 0 else "#000000")
    assert cells(press) == EXPECTED


def test_an_unruled_table() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 40))
    below = press.table(XS, 140, (HEAD, *ROWS))
    press.paragraph(60, below + 30, 440, prose(2, 40))
    assert cells(press) == EXPECTED
    assert starts(press.read(2))[0] == "S1"
    assert starts(press.read(2))[-1] == "S2"


def test_wrapped_cells_of_an_unruled_table_stay_in_their_row() -> None:
    press = Press()
    rows = (
        ("Firms that do research\nand development", "20%", "30%", "2030"),
        ("Homes built each year", "1,640", "2,280", "2027"),
        ("People of working age\nwith level 4 or above", "29%", "38%", "2030"),
        ("Carbon a head", "6.1 t", "3.0 t", "2030"),
    )
    press.table(XS, 140, (HEAD, *rows), 20)
    flat = [[(h, c.replace("\n", " ")) for h, c in zip(HEAD, row, strict=True)] for row in rows]
    assert cells(press) == flat


def test_wrapped_cells_of_a_ruled_table_stay_in_their_row() -> None:
    press = Press()
    press.grid((60, 260, 340, 420, 500), (100, 118, 150, 168))
    press.table(XS, 113, (HEAD, ("Firms that do research\nand development", *ROWS[0][1:])), 18)
    press.table(XS, 163, (ROWS[1],), 18)
    found = cells(press)
    assert found[0][0] == ("Indicator", "Firms that do research and development")
    assert [row[1][1] for row in found] == ["20%", "1,640"]


def test_an_empty_cell_does_not_move_the_others() -> None:
    press = Press()
    press.grid((60, 260, 340, 420, 500), (100, 118, 136, 154, 172))
    press.table(XS, 113, (HEAD, ROWS[0], ("Gini coefficient", "", "0.38", ""), ROWS[2]))
    second = cells(press)[1]
    assert [c for c in second if c[1]] == [("Indicator", "Gini coefficient"), ("Target", "0.38")]


def test_a_grid_without_a_header_has_none() -> None:
    press = Press()
    press.grid((60, 260, 500), (100, 118, 136, 154))
    for i, row in enumerate((("Mayor", "Ann Lee"), ("Chair", "Bo Hay"), ("Clerk", "Cy Dow"))):
        press.text(66, 113 + 18 * i, row[0], 9)
        press.text(266, 113 + 18 * i, row[1], 9)
    assert cells(press) == [
        [("", "Mayor"), ("", "Ann Lee")],
        [("", "Chair"), ("", "Bo Hay")],
        [("", "Clerk"), ("", "Cy Dow")],
    ]


def test_the_title_above_a_table_is_its_caption_not_a_heading() -> None:
    # brackenshire-080
    press = Press()
    press.text(60, 60, "People", 20, BOLD)
    press.paragraph(60, 90, 440, prose(1, 40))
    press.text(60, 160, "People: what we will measure", 10, BOLD)
    press.table(XS, 180, (HEAD, *ROWS))
    press.paragraph(60, 290, 440, prose(2, 40))
    reading = press.read(1)
    assert one(reading, "People: what").kind == "caption"
    assert one(reading, "S2").headings == ("People",)
    assert {p.headings for p in reading.passages if p.cells} == {("People",)}


def test_three_columns_of_prose_are_no_table() -> None:
    press = Press()
    for i, x in enumerate((40, 216, 392)):
        press.paragraph(x, 100, 150, prose(i, 80))
    assert cells(press) == []
    assert starts(press.read(1)) == ["S0", "S1", "S2"]


def test_two_narrow_columns_far_apart_are_no_table() -> None:
    press = Press()
    press.paragraph(60, 100, 110, prose(1, 60))
    press.paragraph(420, 100, 110, prose(2, 60))
    assert cells(press) == []
    assert starts(press.read(1)) == ["S1", "S2"]


def test_a_table_that_goes_on_over_the_page_keeps_its_header() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 40))
    press.grid((60, 260, 340, 420, 500), (700, 718, 736, 754))
    press.table(XS, 713, (HEAD, ROWS[0], ROWS[1]))
    press.new_page()
    press.grid((60, 260, 340, 420, 500), (100, 118, 136))
    press.table(XS, 113, (HEAD, ROWS[2]))
    press.paragraph(60, 180, 440, prose(2, 40))
    assert cells(press) == EXPECTED


def test_a_wide_table_on_a_landscape_page() -> None:
    press = Press(width=842, height=595)
    xs = (50, 250, 370, 490, 610, 730)
    press.grid((44, 244, 364, 484, 604, 724, 800), (100, 120, 140, 160))
    head = ("Measure", "2018", "2020", "2022", "2024", "2026")
    rows = (("Jobs", "1", "2", "3", "4", "5"), ("Homes", "6", "7", "8", "9", "10"))
    press.table(xs, 114, (head, *rows), 20)
    assert cells(press) == [list(zip(head, row, strict=True)) for row in rows]


def test_passage_text_of_a_row_is_its_cells_and_its_boxes_are_theirs() -> None:
    press = Press()
    press.grid((60, 260, 340, 420, 500), (100, 118, 136, 154, 172))
    press.table(XS, 113, (HEAD, *ROWS))
    row = one(press.read(), "Firms")
    assert row.text == "Firms doing R&D\t20%\t30%\t2030"
    assert row.boxes == tuple(box for cell in row.cells for box in cell.boxes)


def test_a_table_open_at_its_sides_is_found() -> None:
    press = Press()
    for y in (100, 118, 136, 154, 172):
        press.rule(60, y, 500, y)
    for x in (260, 340, 420):
        press.rule(x, 100, x, 172)
    press.table(XS, 113, (HEAD, *ROWS))
    assert cells(press) == EXPECTED


def test_dots_under_words_are_no_rules() -> None:
    # ai-sector-deal: dotted underlines drew the rules of the table out of place.
    press = Press()
    press.grid((60, 260, 340, 420, 500), (100, 118, 136, 154, 172))
    for i in range(60):
        press.panel(66 + 3 * i, 133, 67 + 3 * i, 134, "#000000")
    press.table(XS, 113, (HEAD, *ROWS))
    assert cells(press) == EXPECTED


def test_the_white_ground_of_a_page_is_no_cell() -> None:
    # ai-sector-deal: the ground of the page shared its edges with the table.
    press = Press()
    press.panel(60, 0, 500, 842, "#ffffff")
    press.paragraph(64, 40, 420, prose(1, 40))
    press.grid((60, 260, 340, 420, 500), (100, 118, 136, 154, 172))
    press.table(XS, 113, (HEAD, *ROWS))
    assert cells(press) == EXPECTED


def test_a_long_first_row_is_no_header_though_it_has_no_figures() -> None:
    press = Press()
    press.grid((60, 160, 500), (100, 150, 200))
    for i, name in enumerate(("Ironfly", "Astroscale")):
        press.text(66, 118 + 50 * i, name, 9)
        words = prose(i, 30) if i == 0 else "It will spend £4 million. " + prose(i, 20)
        press.paragraph(166, 118 + 50 * i, 320, words.replace("S0 ", ""), 11, size=9)
    assert [[header for header, _ in row] for row in cells(press)] == [["", ""], ["", ""]]


def test_a_justified_paragraph_with_wide_spaces_is_no_table() -> None:
    press = Press()
    rows = (
        ("international", "Specialisation in Lithuania, the report of"),
        ("of independent experts", "and their many proposals"),
        ("considered by the Council", "of the Republic in 2013"),
        ("to be of great use", "and approved by all of its members"),
    )
    for i, (left, right) in enumerate(rows):
        press.text(60, 100 + 12 * i, left)
        end = 60 + stringWidth(left, SANS, 10) + 18
        press.text(end, 100 + 12 * i, right)
    assert cells(press) == []


def test_words_of_a_line_that_reaches_out_of_a_table_are_kept() -> None:
    # A line of which a table took some words lost the others.
    press = Press()
    press.grid((60, 160, 260), (100, 118, 136, 154))
    for i, (name, sum_) in enumerate((("Mayor", "12"), ("Chair", "14"), ("Clerk", "16"))):
        press.text(66, 113 + 18 * i, name, 9)
        press.text(166, 113 + 18 * i, sum_, 9)
    press.text(246, 131, "see annex", 9)
    words = [word for block in press.read(1).blocks for word in block.text.split()]
    assert sorted(words) == ["12", "14", "16", "Chair", "Clerk", "Mayor", "annex", "see"]
