"""Heads of tables: of several lines, over several columns, turned, of years."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind
from tests.ingest.drawn import BOLD, Press, kinds, prose, texts

ROWS = (
    ("Firms doing R&D", "20%", "25%", "30%", "Council"),
    ("Homes built each year", "1,640", "1,900", "2,280", "Housing Board"),
    ("People with level 4", "29%", "33%", "38%", "Skills Panel"),
)
XS = (60, 220, 290, 360, 430)
FULL = ("Indicator", "Baseline 2019", "Target 2025", "Target 2030", "Lead")


def cells(press: Press) -> list[list[tuple[str, str]]]:
    return [[(c.header, c.text) for c in p.cells] for p in press.read(1).passages if p.cells]


def expected(head: tuple[str, ...]) -> list[list[tuple[str, str]]]:
    return [list(zip(head, row, strict=True)) for row in ROWS]


def draw_rows(press: Press, top: float, step: float = 18) -> None:
    for i, row in enumerate(ROWS):
        for x, cell in zip(XS, row, strict=True):
            press.text(x, top + step * i, cell, 9)


def test_wrapped_heads_that_end_level_do_not_mix() -> None:
    # table_mislabeled_as_picture: "State funded CSOs legal aid" stood above the table as a line.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for x, words in zip(XS[1:4], ("Number in", "Milestone", "Target for"), strict=True):
        press.text(x, 200, words, 9, BOLD)
    for x, words in zip(XS, ("Indicator", "2019", "2025", "2030", "Lead"), strict=True):
        press.text(x, 211, words, 9, BOLD)
    draw_rows(press, 229)
    head = ("Indicator", "Number in 2019", "Milestone 2025", "Target for 2030", "Lead")
    assert cells(press) == expected(head)
    assert not [text for kind, text in kinds(press.read(1)) if kind == "caption"]


@pytest.mark.parametrize("flush", [True, False])
def test_a_head_over_two_columns_is_part_of_the_head_of_each(flush: bool) -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for x, words in zip(
        (60, 220, 290 if flush else 320, 430),
        ("Indicator", "Baseline", "Target", "Lead"),
        strict=True,
    ):
        press.text(x, 200, words, 9, BOLD)
    for x, words in zip(XS[1:4], ("2019", "2025", "2030"), strict=True):
        press.text(x, 218, words, 9, BOLD)
    draw_rows(press, 236)
    assert cells(press) == expected(FULL)


def test_a_rule_below_a_head_tells_which_columns_it_is_over() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for x, words in zip(
        (60, 220, 320, 430), ("Indicator", "Baseline", "Target", "Lead"), strict=True
    ):
        press.text(x, 200, words, 9)
    press.rule(285, 203, 400, 203)
    for x, words in zip(XS[1:4], ("2019", "2025", "2030"), strict=True):
        press.text(x, 218, words, 9)
    press.rule(55, 222, 500, 222)
    draw_rows(press, 236)
    assert cells(press) == expected(FULL)


def test_heads_of_two_levels_in_a_ruled_table() -> None:
    # LT programme: the years below "Value of criterion" were read as a row.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    levels = (190, 208, 226, 244, 262, 280)
    edges = (55, 215, 285, 355, 425, 510)
    for y in levels:
        press.rule(285 if y == 208 else 55, y, 425 if y == 208 else 510, y)
    for x in edges:
        press.rule(x, 208 if x == 355 else 190, x, 280)
    for x, words in zip(
        (60, 220, 320, 430), ("Indicator", "Baseline 2019", "Target", "Lead"), strict=True
    ):
        press.text(x, 203, words, 9)
    for x, words in ((290, "2025"), (360, "2030")):
        press.text(x, 221, words, 9)
    draw_rows(press, 239)
    assert cells(press) == expected(FULL)


def test_heads_below_a_group_in_one_cell_go_to_their_columns() -> None:
    # nics: "Pre-Pawn Handgun Long Gun *Other" headed one column, the others none.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for y in (190, 220, 238, 256, 274):
        press.rule(55, y, 510, y)
    for x in (55, 215, 425, 510):
        press.rule(x, 190, x, 274)
    for x in (285, 355):
        press.rule(x, 220, x, 274)
    press.text(60, 216, "Indicator", 9)
    press.text(300, 202, "Number of sales", 9)
    for x, words in zip(XS[1:], ("In shops", "By post", "Abroad", "Lead"), strict=True):
        press.text(x, 216, words, 9)
    draw_rows(press, 233)
    group = ("Number of sales In shops", "Number of sales By post", "Number of sales Abroad")
    assert cells(press) == expected(("Indicator", *group, "Lead"))


def test_turned_heads_are_read_from_below_and_nowhere_else() -> None:
    # redp5110: "Authority No", and its words again as running lines.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    press.grid((55, 215, 285, 355), (120, 220, 238, 256, 274))
    press.text(60, 132, "User action", 9, BOLD)
    press.text(250, 215, "Job control of all", 9, BOLD, angle=90)
    press.text(310, 215, "No authority", 9, BOLD, angle=90)
    press.text(322, 215, "at all", 9, BOLD, angle=90)
    for i, name in enumerate(("Set degree", "Start monitor", "Dump cache")):
        press.text(60, 233 + 18 * i, name, 9)
        press.text(248, 233 + 18 * i, "X", 9)
        press.text(318, 233 + 18 * i, "X", 9)
    reading = press.read(1)
    found = [[c.header for c in p.cells] for p in reading.passages if p.cells]
    assert found == [["User action", "Job control of all", "No authority at all"]] * 3
    assert not [b for b in reading.blocks if b.kind is BlockKind.RUNNING]
    assert not [p for p in reading.document.problems if p.code == "turned_text"]


def test_years_head_columns_of_figures_whatever_their_type() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    rows = (
        ("Area", "2019", "2020", "2021", "Total"),
        ("North", "71.2", "70.1", "70.9", "212.2"),
        ("Coast", "68.0", "66.9", "67.2", "202.1"),
        ("Vale", "75.5", "74.2", "74.8", "224.5"),
    )
    for i, row in enumerate(rows):
        for x, cell in zip((60, 220, 255, 290, 325), row, strict=True):
            press.text(x, 200 + 18 * i, cell, 9)
    assert cells(press) == [list(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_words_that_head_plans_are_heads_in_any_type() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    rows = (
        ("Theme", "Lead", "Partner"),
        ("Offshore wind", "Port Authority", "Energy Board"),
        ("Food science", "University", "Growers Union"),
        ("Tourism", "Visit Board", "Heritage Trust"),
    )
    for i, row in enumerate(rows):
        for x, cell in zip((60, 200, 340), row, strict=True):
            press.text(x, 200 + 18 * i, cell, 9)
    assert cells(press) == [list(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_a_row_of_units_belongs_to_the_heads() -> None:
    # Appendix K: "£m" under every year was a row of its own.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    press.table((60, 220, 290), 200, (("Fund", "2024-25", "2025-26"), ("", "£m", "£m")))
    for i, row in enumerate((("Towns", "865", "550"), ("Skills", "160", "24"))):
        for x, cell in zip((60, 220, 290), row, strict=True):
            press.text(x, 236 + 18 * i, cell, 9)
    press.text(220, 218, "£m", 9)
    found = [row for row in cells(press) if row[0][1]]
    assert found[0] == [("Fund", "Towns"), ("2024-25 £m", "865"), ("2025-26 £m", "550")]


def test_the_title_of_a_table_is_no_head() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    press.text(60, 190, "Table 4: What we will measure", 9, BOLD)
    for x, words in zip(XS, FULL, strict=True):
        press.text(x, 206, words, 8, BOLD)
    draw_rows(press, 222)
    assert cells(press) == expected(FULL)
    assert "Table 4: What we will measure" in texts(press.read(1))


def test_rows_of_a_column_text_are_no_heads_of_a_table() -> None:
    # federal-register page 14: lines of three columns were heads of lines below them.
    press = Press()
    press.panel(60, 60, 500, 62)
    for column, x in enumerate((45, 222, 399)):
        press.paragraph(x, 100, 165, prose(column, 90), 9, size=8)
    assert cells(press) == []
