"""Rows of tables that little drawing parts: bands, gaps, half-height cells, open bodies."""

from __future__ import annotations

from tests.ingest.drawn import BOLD, Press, prose, texts

HEAD = ("Outcome", "Baseline", "Target", "By")
LONG = ("People of working age with a", "degree or an equal qualification")


def cells(press: Press) -> list[list[tuple[str, str]]]:
    return [[(c.header, c.text) for c in p.cells] for p in press.read(1).passages if p.cells]


def words(press: Press) -> list[list[str]]:
    return [[text for _, text in row] for row in cells(press)]


def draw(press: Press, x: tuple[float, ...], y: float, row: tuple[str, ...], bold: bool) -> None:
    for left, cell in zip(x, row, strict=True):
        press.text(left, y, cell, 9, **({"font": BOLD} if bold else {}))


def test_shaded_bands_part_rows_however_tight() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    xs = (60.0, 260.0, 330.0, 400.0)
    draw(press, xs, 200, HEAD, True)
    y = 212.0
    for i in range(4):
        if i % 2:
            press.panel(55, y - 9, 480, y + 14)
        draw(press, xs, y, (LONG[0], f"2{i}%", "" if i == 2 else "38%", "2030"), False)
        press.text(60, y + 11, LONG[1], 9)
        y += 23
    target = ["38%", "38%", "", "38%"]
    assert words(press) == [[" ".join(LONG), f"2{i}%", target[i], "2030"] for i in range(4)]


def test_rules_part_rows_of_text_in_two_columns() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    press.text(60, 200, "What we will do", 9, BOLD)
    press.text(330, 200, "Who leads", 9, BOLD)
    y = 216.0
    press.rule(55, 204, 480, 204)
    for i in range(3):
        press.paragraph(
            60, y, 250, f"Build and open park number {i} at the old airfield with", 11, size=9
        )
        press.text(60, y + 11, "plots for firms of the region from the year after next", 9)
        press.text(330, y, "Combined Authority with", 9)
        press.text(330, y + 11, "the developer", 9)
        press.rule(55, y + 15, 480, y + 15)
        y += 27
    assert [row[1] for row in cells(press)] == [
        ("Who leads", "Combined Authority with the developer")
    ] * 3


def test_a_table_with_rules_between_its_columns_only_has_its_rows() -> None:
    # federal-register page 5: three rows were one, and the outer columns were lost.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for y in (190, 210):
        press.rule(55, y, 500, y)
    for x in (220, 300, 390):
        press.rule(x, 190, x, 265)
    xs = (60.0, 225.0, 305.0, 395.0)
    draw(press, xs, 204, ("Action", "Labour", "Parts", "Cost"), False)
    for i, name in enumerate(("Install", "Revise the books", "Check, take off")):
        draw(press, xs, 224 + 11 * i, (name, f"{i + 1} hours", "$0", "$85"), False)
    press.text(66, 257, "the old marks", 9)
    assert cells(press) == [
        [("Action", name), ("Labour", f"{i + 1} hours"), ("Parts", "$0"), ("Cost", "$85")]
        for i, name in enumerate(("Install", "Revise the books", "Check, take off the old marks"))
    ]


def test_texts_in_a_table_with_rules_between_its_columns_only() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for y in (190, 210, 300):
        press.rule(55, y, 500, y)
    for x in (55, 260, 390, 500):
        press.rule(x, 190, x, 300)
    draw(press, (60.0, 265.0, 395.0), 204, ("Milestone", "Owner", "Due"), True)
    y = 224.0
    for name in ("Business case", "First trams"):
        press.lines(60, y, [f"{name} to the airport and", "to the business park"], 11, size=9)
        press.lines(265, y, ["Transport Board", "and operators"], 11, size=9)
        press.text(395, y, "Autumn", 9)
        y += 30
    assert words(press) == [
        [
            f"{name} to the airport and to the business park",
            "Transport Board and operators",
            "Autumn",
        ]
        for name in ("Business case", "First trams")
    ]


def test_cells_at_half_the_height_of_their_row_stay_in_it() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    xs = (60.0, 260.0, 330.0, 400.0)
    draw(press, xs, 200, HEAD, True)
    for i in range(3):
        y = 218 + 26 * i
        press.text(60, y, LONG[0], 9)
        for x, cell in zip(xs[1:], (f"2{i}%", "38%", "2030"), strict=True):
            press.text(x, y + 5.5, cell, 9)
        press.text(60, y + 11, LONG[1], 9)
    assert words(press) == [[" ".join(LONG), f"2{i}%", "38%", "2030"] for i in range(3)]


def test_blank_cells_of_a_grid_of_ticks() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    xs = (60.0, 260.0, 330.0, 400.0)
    rows = (
        ("Launch the centre", "x", "", "x"),
        ("Widen the service", "", "x", ""),
        ("Renew four towns", "", "", "x"),
        ("Set up a fund", "x", "x", ""),
    )
    draw(press, xs, 200, ("Action", "Ideas", "People", "Places"), True)
    for i, row in enumerate(rows):
        draw(press, xs, 217 + 17 * i, row, False)
    assert words(press) == [list(row) for row in rows]


def test_the_short_last_line_of_a_wide_cell_stays_in_its_column() -> None:
    # It went to the column whose middle was nearest: "Places use".
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    xs = (60.0, 140.0, 400.0)
    draw(press, xs, 200, ("Priority", "Output", "Target"), True)
    for i, name in enumerate(("Ideas", "People", "Places")):
        y = 218 + 29 * i
        draw(press, xs, y, (name, "Hectares of brownfield land brought back into", "85"), False)
        press.text(140, y + 11, "use", 9)
    wanted = "Hectares of brownfield land brought back into use"
    assert words(press) == [[name, wanted, "85"] for name in ("Ideas", "People", "Places")]


def test_a_dash_and_a_decimal_in_a_row_of_figures_are_no_list_marks() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    xs = (60.0, 220.0, 250.0, 280.0, 310.0)
    rows = (
        ("North", "7.6", "18.3", "–", "5.6"),
        ("Coast", "–", "4.2", "0.3", "–"),
        ("Vale", "9.9", "19.5", "–", "15.5"),
    )
    draw(press, xs, 200, ("Area", "2019", "2020", "2021", "2022"), True)
    for i, row in enumerate(rows):
        draw(press, xs, 218 + 18 * i, row, False)
    assert words(press) == [list(row) for row in rows]


def test_a_label_beside_two_rows_of_figures_that_no_rule_parts() -> None:
    # 2305.03393: "OTSL HTML | 0.965 0.969" was one row.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    press.grid((55, 120, 220, 300, 380), (190, 210, 240, 270))
    draw(press, (60.0, 125.0, 225.0, 305.0), 204, ("Layers", "Language", "All", "Time"), True)
    for top, layers in ((223, "6"), (253, "4")):
        press.text(60, top + 6, layers, 9)
        draw(press, (125.0, 225.0, 305.0), top, ("Alpha", "0.965", "2.73"), False)
        draw(press, (125.0, 225.0, 305.0), top + 12, ("Beta", "0.969", "5.39"), False)
    assert words(press) == [
        [layers if first == "Alpha" else "", first, value, time]
        for layers in ("6", "4")
        for first, value, time in (("Alpha", "0.965", "2.73"), ("Beta", "0.969", "5.39"))
    ]


def test_figures_in_a_cell_over_two_columns_go_to_both() -> None:
    # nics: the totals of two columns stood in one cell as "804,006 671,330".
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for y in (190, 208, 226, 244, 262):
        press.rule(55, y, 380, y)
    for x in (55, 180, 280, 380):
        press.rule(x, 190, x, 244 if x == 280 else 262)
    rows = (("State", "Permit", "Sale"), ("Avon", "870", "22"), ("Bute", "209", "62"))
    for i, row in enumerate((*rows, ("Totals", "804,006", "671,330"))):
        draw(press, (60.0, 240.0, 290.0), 203 + 18 * i, row, i == 0)
    assert words(press)[-1] == ["Totals", "804,006", "671,330"]


def test_the_ground_of_each_line_draws_no_columns_where_rules_do() -> None:
    # behaviour-change-report page 10: the table was read as words in a figure.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 40))
    press.grid((60, 180, 300, 420), (140, 170, 230))
    for x in (60, 180, 300):
        press.panel(x, 140, x + 7, 228)
        press.panel(x + 110, 140, x + 120, 228)
        for top in range(145, 225, 11):
            press.panel(x + 7, top, x + 110, top + 11)
    draw(press, (70.0, 190.0, 310.0), 155, ("Eliminate", "Restrict", "Guide"), True)
    for x, name in ((70, "Banning"), (190, "Limiting"), (310, "Telling")):
        press.lines(x, 185, [f"{name} of goods", "or services"], 11, size=9)
    assert cells(press) == [
        [
            ("Eliminate", "Banning of goods or services"),
            ("Restrict", "Limiting of goods or services"),
            ("Guide", "Telling of goods or services"),
        ]
    ]


def test_a_first_row_open_at_its_sides_keeps_its_outer_cells() -> None:
    # normal_4pages: under shaded heads the outer cells of the first row were lost.
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    for x0, x1 in ((60, 120), (120, 260), (260, 400)):
        press.panel(x0, 190, x1, 208)
    for y in (226, 244, 262):
        press.rule(60, y, 400, y)
    for x in (120, 260):
        press.rule(x, 190, x, 262)
    rows = (("Kind", "Before", "After"), ("Class", "group 1", "grade 1"), ("Code", "none", "U07"))
    for i, row in enumerate((*rows, ("Note", "old", "new"))):
        draw(press, (64.0, 124.0, 264.0), 203 + 18 * i, row, i == 0)
    assert words(press) == [
        ["Class", "group 1", "grade 1"],
        ["Code", "none", "U07"],
        ["Note", "old", "new"],
    ]


def test_all_lines_of_the_last_cell_are_kept() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    xs = (60.0, 300.0, 380.0)
    draw(press, xs, 200, ("Action", "Lead", "When"), True)
    y = 218.0
    for name in ("Open", "Train", "Renew"):
        draw(press, xs, y, (f"{name} a centre for the battery firms", "Council", "2026"), False)
        press.text(60, y + 11, "with the university of the region", 9)
        press.text(60, y + 22, "and its neighbours in the west", 9)
        y += 42
    assert [row[0][1].endswith("neighbours in the west") for row in cells(press)] == [True] * 3
    assert not [text for text in texts(press.read(1)) if text.startswith("with the")]


def test_figures_at_the_ends_of_bars_make_no_table() -> None:
    press = Press()
    press.paragraph(60, 60, 460, prose(1, 60))
    sectors = (
        ("Ports and freight", 8.7),
        ("Offshore energy", 1.9),
        ("Visitors", 13.8),
        ("Land", 5.2),
    )
    for i, (name, value) in enumerate(sectors):
        y = 200 + 16 * i
        press.text(60, y, name, 8)
        press.panel(160, y - 8, 160 + 20 * value, y + 2, "#336699")
        press.text(164 + 20 * value, y, str(value), 8)
    assert cells(press) == []
