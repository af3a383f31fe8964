"""Titles that only their setting shows, and tables whose rows no rule parts."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.document import BlockKind
from tests.ingest.drawn import BOLD, SANS, Press, kinds, one, prose, texts

ITALIC = "Helvetica-Oblique"


def test_an_underlined_line_is_a_heading_and_a_line_over_a_table_rule_is_not() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    title = "Fiscal outlook and receipts"
    press.text(60, 240, title)
    press.rule(60, 242, 60 + stringWidth(title, SANS, 10), 242)
    press.paragraph(60, 262, 400, prose(2, 40))
    press.text(60, 360, "Not a title at all")
    press.rule(60, 362, 460, 362)
    press.paragraph(60, 382, 400, prose(3, 40))
    reading = press.read()
    assert one(reading, "S2").headings == (title,)
    assert one(reading, "S3").headings == (title,)


def test_a_line_in_italics_over_a_paragraph_is_its_heading() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    press.text(60, 240, "Stop nuts", font=ITALIC)
    press.paragraph(60, 252, 400, prose(2, 40))
    assert one(press.read(), "S2").headings == ("Stop nuts",)


def test_a_quoted_sentence_in_bold_is_no_heading() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    press.text(60, 240, "“The rate is expected to fall in the year to come.”", font=BOLD)
    press.paragraph(60, 262, 400, prose(2, 40))
    assert one(press.read(), "S2").headings == ()


def test_the_title_of_a_figure_is_a_caption_and_no_label_of_it() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 60))
    for i in range(6):
        press.panel(100 + 40 * i, 300 - 10 * i, 120 + 40 * i, 400, "#446688")
        press.text(100 + 40 * i, 412, f"Y{i}", 8)
    press.text(100, 430, "Figure 7-26. Two nuts", 9)
    found = {text: kind for kind, text in kinds(press.read())}
    assert found["Figure 7-26. Two nuts"] == "caption"


def test_rows_of_figures_with_no_rule_between_them_are_rows() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    press.grid([60, 200, 280, 360, 440], [200, 220, 280])
    press.table([64, 204, 284, 364], 214, [["State", "Permits", "Sales", "All"]])
    rows = [("Avon", "18,870", "23", "41"), ("Borough", "209", "-", "3"), ("Coast", "7", "8", "15")]
    for i, row in enumerate(rows):
        for x, cell in zip((64, 204, 284, 364), row, strict=True):
            press.text(x, 234 + 18 * i, cell, 9)
    found = [p.text for p in press.read().passages if p.kind is BlockKind.TABLE_ROW]
    assert found == ["\t".join(row) for row in rows]


def test_wrapped_words_beside_each_other_stay_one_row() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    xs = [60, 200, 340, 480]
    press.grid(xs, [200, 220, 260, 300])
    press.table([64, 204, 344], 214, [["Aim", "Who", "How"]])
    for top in (234, 274):
        for x in (64, 204, 344):
            press.lines(x, top, ["More homes built", "by the river and"], 11, size=9)
    found = [p for p in press.read().passages if p.kind is BlockKind.TABLE_ROW]
    assert len(found) == 2


def test_an_upright_rule_drawn_in_pieces_holds_the_table_together() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    for y in (200, 220, 270):
        press.rule(60, y, 440, y)
    for x in (180, 260, 350):
        press.rule(x, 200, x, 220.5)
        press.rule(x, 220, x, 265)
        press.rule(x, 265, x, 270)
    press.table([64, 184, 264, 354], 214, [["Action", "Labour", "Parts", "Cost"]])
    press.table([64, 184, 264, 354], 234, [["Wiring", "79 hours", "£3,790", "£10,505"]])
    press.table([64, 184, 264, 354], 258, [["Test", "40 hours", "£0", "£3,400"]])
    passage = one(press.read(), "Test")
    assert [(c.header, c.text) for c in passage.cells] == [
        ("Action", "Test"),
        ("Labour", "40 hours"),
        ("Parts", "£0"),
        ("Cost", "£3,400"),
    ]


def test_a_title_across_the_rows_leads_in_the_rows_below_it() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    press.grid([60, 200, 440], [200, 220, 240, 260, 280, 300, 320])
    rows = ["Energy", "Evidence", "Policy", "Healthy Ageing", "Evidence", "Policy"]
    for i, label in enumerate(rows):
        press.text(64, 214 + 20 * i, label, 9)
        if label in ("Evidence", "Policy"):
            press.text(204, 214 + 20 * i, f"what is known about it {i}", 9)
    reading = press.read()
    found = [(p.lead_in, p.text) for p in reading.passages if p.kind is BlockKind.TABLE_ROW]
    assert found == [
        (None, "Energy"),
        ("Energy", "Evidence\twhat is known about it 1"),
        ("Energy", "Policy\twhat is known about it 2"),
        (None, "Healthy Ageing"),
        ("Healthy Ageing", "Evidence\twhat is known about it 4"),
        ("Healthy Ageing", "Policy\twhat is known about it 5"),
    ]


def test_numbers_that_count_the_lines_of_a_transcript_are_furniture() -> None:
    press = Press()
    for i in range(25):
        press.text(80, 100 + 24 * i, str(i + 1), font="Courier")
        start = "So it" if i % 5 == 0 else "and it"
        press.text(
            110, 100 + 24 * i, f"{start} went on before the court in line x{i}", font="Courier"
        )
    text = " ".join(texts(press.read()))
    assert "line x3 and it went" in text
    assert not any(str(i) in text.split() for i in range(1, 26))


def test_a_ranking_keeps_its_numbers() -> None:
    press = Press()
    for i in range(20):
        press.text(80, 100 + 24 * i, str(i + 1))
        press.text(110, 100 + 24 * i, f"Borough{i}")
        press.text(300, 100 + 24 * i, f"{40 - i}%")
    assert any(p.text.startswith("7\t") for p in press.read().passages)


def test_white_grounds_under_words_make_no_table() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    lines = ["18. The results of the process were told in the report of", "the team of experts."]
    for i, line in enumerate([*lines, "It was told on the web site.", "It was approved in May."]):
        top = 206 + 18 * i
        press.panel(60, top, 125, top + 14, "#ffffff")
        press.panel(147, top, 460, top + 14, "#ffffff")
        press.text(60, top + 10, line)
    reading = press.read()
    assert not [p for p in reading.passages if p.kind is BlockKind.TABLE_ROW]
    assert one(reading, "18. The results" if "18." in texts(reading)[1] else "The results")


def test_a_pattern_of_dots_behind_a_title_is_no_chart() -> None:
    press = Press()
    for i in range(20):
        for j in range(10):
            press.panel(60 + 12 * i, 100 + 12 * j, 64 + 12 * i, 104 + 12 * j, "#dddddd")
    press.text(70, 232, "4.1 In practice", 11, BOLD)
    press.paragraph(60, 252, 440, prose(1, 60))
    assert one(press.read(), "S1").headings == ("4.1 In practice",)


def test_a_letter_of_a_font_of_ornaments_is_a_bullet() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    for i, line in enumerate(["Yes, at the level of the state", "No, nowhere at all"]):
        press.text(60, 200 + 12 * i, "n", font="ZapfDingbats")
        press.text(76, 200 + 12 * i, line)
    found = [(p.kind, p.text) for p in press.read().passages][1:]
    assert found == [
        (BlockKind.LIST_ITEM, "Yes, at the level of the state"),
        (BlockKind.LIST_ITEM, "No, nowhere at all"),
    ]


def test_a_line_of_a_program_in_capitals_is_no_heading() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    press.text(60, 200, "VERIFY_GROUP (CURRENT_USER, MGR)", font="Courier")
    press.paragraph(60, 220, 440, prose(2, 60))
    assert one(press.read(), "S2").headings == ()


def test_a_small_picture_before_a_line_is_its_bullet() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    for i, line in enumerate(["A pledge to make firms fair", "A pledge to make homes warm"]):
        press.picture(70, 192 + 12 * i, 79, 202 + 12 * i)
        press.text(86, 200 + 12 * i, line)
    found = [(p.kind, p.text) for p in press.read().passages][1:]
    assert found == [
        (BlockKind.LIST_ITEM, "A pledge to make firms fair"),
        (BlockKind.LIST_ITEM, "A pledge to make homes warm"),
    ]


def test_a_header_set_apart_does_not_make_one_row_of_all_others() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    press.table([60, 200, 300], 200, [["Country", "People", "Capital"]])
    for i, row in enumerate((("Avon", "8.9", "Bath"), ("Bute", "5.2", "Rothesay"))):
        press.table([60, 200, 300], 220 + 12 * i, [row, row][1:])
    press.table([60, 200, 300], 244, [("Cork", "7.1", "Cobh")])
    found = [p.text for p in press.read().passages if p.kind is BlockKind.TABLE_ROW]
    assert found == ["Avon\t8.9\tBath", "Bute\t5.2\tRothesay", "Cork\t7.1\tCobh"]


@pytest.mark.parametrize("side", ["top", "bottom"])
def test_a_row_that_a_page_break_cuts_is_a_row_of_its_table(side: str) -> None:
    press = Press()
    rows = [(f"Firm {n}", prose(n, 24)) for n in (1, 2, 3)]
    levels = [100, 160, 220, 280]
    for x in (60, 140, 520):
        press.rule(x, 100, x, 280)
    for y in levels[1:] if side == "top" else levels[:-1]:
        press.rule(60, y, 140, y)
        press.rule(140, y, 520, y)
    for (name, words), top in zip(rows, levels, strict=False):
        press.text(66, top + 14, name)
        press.paragraph(146, top + 14, 360, words)
    reading = press.read(1)
    assert [[c.text for c in p.cells] for p in reading.passages] == [list(row) for row in rows]


def test_shading_behind_the_words_of_a_cell_makes_no_columns() -> None:
    press = Press()
    for x0, x1 in ((60, 140), (140, 520)):
        press.panel(x0, 100, x1, 124, "#b8cce4")
        press.panel(x0 + 5, 101, x1 - 5, 123, "#b8cce4")
    press.grid((60, 140, 520), (100, 124, 300))
    press.text(240, 116, "Research and technology", 10, BOLD)
    press.text(70, 205, "Strengths", 10)
    bullets = [f"• {prose(n, 20)}" for n in range(1, 7)]
    y = 140.0
    for words in bullets:
        y = press.paragraph(146, y, 360, words)
    row = one(press.read(1), "Strengths")
    assert [c.text for c in row.cells] == ["Strengths", " ".join(bullets)]


def test_a_numbered_title_over_a_table_is_a_heading_and_another_line_its_caption() -> None:
    press = Press()
    press.paragraph(60, 80, 460, prose(1, 60))
    for top, title in ((150, "3.2 Strengths and weaknesses"), (260, "Jobs by town")):
        press.text(60, top, title, 10, BOLD)
        press.grid((60, 200, 340), (top + 10, top + 30, top + 50, top + 70))
        for i in range(3):
            press.text(64, top + 24 + 20 * i, f"Town {top + i}", 9)
            press.text(204, top + 24 + 20 * i, f"{i + 5} jobs", 9)
    reading = press.read()
    assert [text for kind, text in kinds(reading) if kind == "heading"] == [
        "3.2 Strengths and weaknesses"
    ]
    assert [text for kind, text in kinds(reading) if kind == "caption"] == ["Jobs by town"]


def test_a_title_that_runs_over_the_edge_between_two_cells_leads_in_the_rows_below() -> None:
    press = Press()
    press.grid((60, 120, 340), (100, 120, 140, 160))
    press.text(64, 114, "Tourism and Recreation", 9, BOLD)
    for i, (label, words) in enumerate((("Evidence", "Foremost employer"), ("Basis", "In law"))):
        press.text(64, 134 + 20 * i, label, 9)
        press.text(124, 134 + 20 * i, words, 9)
    title, *rows = press.read(1).passages
    assert (title.kind, title.text) == (BlockKind.TABLE_ROW, "Tourism and Recreation")
    assert [(p.lead_in, [c.text for c in p.cells]) for p in rows] == [
        ("Tourism and Recreation", ["Evidence", "Foremost employer"]),
        ("Tourism and Recreation", ["Basis", "In law"]),
    ]


def test_an_underlined_line_right_over_its_text_is_a_heading() -> None:
    press = Press()
    for seed in (1, 2):
        top = 100 + 120 * seed
        press.text(60, top, "Autumn Budget")
        press.rule(59, top + 1.5, 128, top + 1.5)
        press.paragraph(60, top + 12, 470, prose(seed, 60))
    assert [t for k, t in kinds(press.read(1)) if k == "heading"] == ["Autumn Budget"] * 2


def test_a_line_in_italics_over_a_numbered_paragraph_is_a_heading() -> None:
    press = Press()
    press.text(90, 100, "Respecting the freedom of people", 10, ITALIC)
    press.text(60, 118, "5.5.")
    press.paragraph(90, 118, 440, prose(1, 60))
    press.text(60, 200, "5.6.")
    press.paragraph(90, 200, 440, prose(2, 60))
    assert ("heading", "Respecting the freedom of people") in kinds(press.read(1))


def test_headings_stacked_deep_keep_their_ranks() -> None:
    # behaviour-change: past the sixth rank a heading right over another was taken for a signature.
    press = Press()
    for i, size in enumerate((30, 26, 22, 19, 16.5, 14)):
        press.text(60, 80 + 60 * i, f"Level {i}", size, BOLD)
        press.paragraph(60, 100 + 60 * i, 470, prose(i, 20))
    press.text(60, 500, "The case for rules", 10, BOLD)
    press.text(60, 520, "What they cost", 10, ITALIC)
    press.paragraph(60, 534, 470, prose(9, 60))
    assert one(press.read(1), "S9").headings[-2:] == ("The case for rules", "What they cost")


def test_an_abbreviation_is_a_heading_like_the_others() -> None:
    press = Press()
    for i, term in enumerate(("SME", "Fourth revolution", "R&D")):
        press.text(60, 100 + 70 * i, term, 10, BOLD)
        press.paragraph(60, 114 + 70 * i, 470, prose(i, 50))
    assert [p.headings for p in press.read(1).passages] == [
        ("SME",),
        ("Fourth revolution",),
        ("R&D",),
    ]
