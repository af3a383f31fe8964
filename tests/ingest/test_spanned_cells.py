"""Cells over several rows or columns of a ruled table, and titles in the corner of its heads."""

from __future__ import annotations

from tests.ingest.drawn import BOLD, Press, prose

HEADS = ("Theme", "Action", "Year", "Cost (£m)")


def rows_of(press: Press) -> list[list[tuple[str, str]]]:
    passages = [p for p in press.read().passages if p.kind == "table_row"]
    return [[(cell.header, cell.text) for cell in p.cells if cell.text] for p in passages]


def test_a_label_for_several_rows_is_said_in_each_of_them() -> None:
    press = Press()
    xs, ys = (50, 150, 330, 410, 545), (160, 182, 204, 226, 248, 270)
    for y in ys:
        press.rule(50 if y in (160, 182, 248, 270) else 150, y, 545, y)
    for x in xs:
        press.rule(x, 160, x, 270)
    for x, head in zip(xs, HEADS, strict=False):
        press.text(x + 5, 175, head, 9, BOLD)
    press.text(55, 218, "Ideas", 9)
    press.text(55, 262, "People", 9)
    rows = [
        ("Ideas", "Build the marine centre", "2025", "12"),
        ("Ideas", "Double research grants", "2026", "8"),
        ("Ideas", "Open the test tank", "2027", "4"),
        ("People", "Open a college wing", "2026", "9"),
    ]
    for i, (_, *cells) in enumerate(rows):
        for x, cell in zip(xs[1:], cells, strict=False):
            press.text(x + 5, 197 + 22 * i, cell, 9)
    press.paragraph(50, 320, 495, prose(1, 40))
    assert rows_of(press) == [list(zip(HEADS, row, strict=True)) for row in rows]


def test_a_figure_over_several_columns_stands_under_the_heads_of_all() -> None:
    press = Press()
    xs, ys = (50, 220, 330, 440, 545), (150, 172, 194, 216, 238)
    for y in ys:
        press.rule(50, y, 545, y)
    for x in xs:
        press.rule(x, 150, x, 194)
        press.rule(x, 216, x, 238)
        if x not in (330, 440):
            press.rule(x, 194, x, 216)
    for i, row in enumerate((("Scheme", "2024", "2025", "2026"), ("Hub", "£2m", "£3m", "£4m"))):
        for x, cell in zip(xs, row, strict=False):
            press.text(x + 5, 165 + 22 * i, cell, 9, BOLD if i == 0 else "Helvetica")
    press.text(55, 209, "Rail study", 9)
    press.text(345, 209, "£4m in all", 9)
    for x, cell in zip(xs, ("Test tank", "£1m", "£1m", "£2m"), strict=False):
        press.text(x + 5, 231, cell, 9)
    press.paragraph(50, 300, 495, prose(1, 40))
    assert rows_of(press)[1] == [("Scheme", "Rail study"), ("2024, 2025, 2026", "£4m in all")]


def test_the_title_of_a_table_may_stand_in_the_corner_of_its_heads() -> None:
    # Appendix L: a title with a number and a head of many lines hid that years head the columns.
    press = Press()
    xs, ys = (50, 230, 320, 410, 545), (150, 200, 220, 240, 260)
    press.grid(xs, ys)
    press.lines(
        55, 163, ["Table 2", "What employers pay as national", "insurance and wages"], 11, size=9
    )
    for x, head in zip(xs[1:], ("2019-20", "2020-21"), strict=False):
        press.text(x + 5, 163, head, 9)
    press.lines(415, 163, ["2022-23", "Revised from", "November"], 11, size=9)
    rows = [("Rate", "13.8%", "13.8%", "15.05%"), ("Over 25", "£8.21", "£8.72", "£9.50")]
    rows.append(("Aged 18 to 20", "£6.15", "£6.45", "£6.83"))
    for i, row in enumerate(rows):
        for x, cell in zip(xs, row, strict=False):
            press.text(x + 5, 214 + 20 * i, cell, 9)
    press.paragraph(50, 320, 495, prose(1, 40))
    title = "Table 2 What employers pay as national insurance and wages"
    heads = (title, "2019-20", "2020-21", "2022-23 Revised from November")
    assert rows_of(press) == [list(zip(heads, row, strict=True)) for row in rows]


def test_an_area_and_its_focus_are_heads_of_columns() -> None:
    press = Press()
    xs, ys = (50, 200, 545), (150, 172, 206, 240)
    press.grid(xs, ys)
    rows = [
        ("Priority area", ["Focus"]),
        ("Services", ["Better services for firms", "Safe use of what is known"]),
        ("Resources", ["Care for clean water", "Care for old buildings"]),
    ]
    for (label, lines), y in zip(rows, ys, strict=False):
        press.text(55, y + 15, label, 9)
        press.lines(205, y + 15, lines, 11, size=9)
    press.paragraph(50, 300, 495, prose(1, 40))
    assert rows_of(press)[0] == [
        ("Priority area", "Services"),
        ("Focus", "Better services for firms Safe use of what is known"),
    ]
