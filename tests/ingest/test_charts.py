"""Words in charts, flow charts and keys: text of the figure, never headings or passages."""

from __future__ import annotations

import pytest

from tests.ingest.drawn import BOLD, ITALIC, Press, kinds, prose, starts

COLOURS = ("#336699", "#99bbdd")


def line_chart(press: Press, x: float, top: float, width: float, height: float) -> None:
    """Draw two axes with marks, level rules between them and two series."""
    bottom = top + height
    press.rule(x, top, x, bottom)
    press.rule(x, bottom, x + width, bottom)
    for k in range(4):
        level = bottom - k * height / 4
        press.rule(x - 3, level, x + width, level, 0.3)
        press.text(x - 26, level + 3, str(400 + 50 * k), 8)
    for k in range(5):
        press.text(x + k * width / 5, bottom + 14, str(2014 + k), 8)
    for lift in (0.2, 0.5):
        heights = [bottom - height * (lift + 0.1 * k) for k in range(5)]
        press.polyline(*((x + k * width / 4, y) for k, y in enumerate(heights)))


def outside_figures(press: Press) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in kinds(press.read(2)) if kind != "figure_text"]


def test_a_line_of_few_points_is_a_stroke_and_no_frame() -> None:
    # A series of five points was a box that held the words around it.
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    line_chart(press, 100, 200, 350, 160)
    press.text(455, 240, "Coastal area", 8)
    press.text(455, 290, "United Kingdom", 8)
    press.paragraph(60, 450, 470, prose(2, 40))
    assert [text.split()[0] for _, text in outside_figures(press)] == ["S1", "S2"]


def test_names_of_axes_are_words_of_the_chart_whatever_their_type() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    press.text(60, 176, "Chart 4. Median weekly pay", 10, BOLD)
    press.text(74, 192, "£ per week", 8, BOLD)
    line_chart(press, 100, 200, 350, 160)
    press.text(250, 392, "Financial year", 8, BOLD)
    press.paragraph(60, 450, 470, prose(2, 40))
    found = outside_figures(press)
    assert found[1] == ("caption", "Chart 4. Median weekly pay")
    assert [text.split()[0] for _, text in found] == ["S1", "Chart", "S2"]


def test_the_name_of_an_axis_set_upright_is_read_with_its_chart() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    line_chart(press, 120, 200, 330, 160)
    press.text(84, 320, "Pounds per hour", 7, angle=90)
    press.paragraph(60, 450, 470, prose(2, 40))
    (figure,) = [text for kind, text in kinds(press.read()) if kind == "figure_text"]
    assert figure.endswith("Pounds per hour")
    assert [text.split()[0] for _, text in outside_figures(press)] == ["S1", "S2"]


def test_the_key_below_a_chart_belongs_to_it() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    line_chart(press, 100, 200, 350, 160)
    for x, colour, words in ((150, COLOURS[0], "Coast"), (230, COLOURS[1], "Valley")):
        press.panel(x, 388, x + 8, 396, colour)
        press.text(x + 12, 395, words, 8)
    press.paragraph(60, 450, 470, prose(2, 40))
    assert [text.split()[0] for _, text in outside_figures(press)] == ["S1", "S2"]


def test_items_with_drawn_bullets_below_a_chart_are_no_key() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    line_chart(press, 100, 200, 350, 160)
    for y, words in ((392, "more homes near work"), (406, "better buses at night")):
        press.panel(102, y - 6, 107, y - 1, COLOURS[0])
        press.text(112, y, words)
    press.paragraph(60, 450, 470, prose(2, 40))
    found = [text for kind, text in outside_figures(press) if kind == "list_item"]
    assert found == ["more homes near work", "better buses at night"]


def test_boxes_of_a_flow_chart_are_one_drawing_with_its_heads() -> None:
    press = Press(width=842, height=595)
    press.paragraph(50, 100, 740, prose(1, 40))
    for i, head in enumerate(("Inputs", "Activities", "Outputs", "Outcomes")):
        x = 50 + 195 * i
        press.outlined(x, 170, x + 150, 195, "#9fc5e8")
        press.text(x + 40, 187, head, 11, BOLD)
        for k in range(2):
            top = 215 + 80 * k
            press.outlined(x, top, x + 150, top + 60, "#cfe3f2")
            press.lines(x + 10, top + 20, [f"Step {i}{k} of the", "whole plan"], 11, size=9)
            if i < 3:
                press.rule(x + 150, top + 30, x + 195, top + 30, 1.2)
    press.text(50, 395, "Figure 5: How our actions lead to change", 9, ITALIC)
    press.paragraph(50, 430, 740, prose(2, 40))
    found = outside_figures(press)
    assert [(kind, text.split()[0]) for kind, text in found] == [
        ("paragraph", "S1"),
        ("caption", "Figure"),
        ("paragraph", "S2"),
    ]
    (figure,) = [text for kind, text in kinds(press.read()) if kind == "figure_text"]
    assert "Step 00 of the whole plan Step 10 of the whole plan" in figure


def test_the_last_rule_of_a_grid_that_no_bar_reaches_belongs_to_the_chart() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    for k in range(6):
        press.rule(180 + 70 * k, 165, 180 + 70 * k, 330, 0.3)
        press.text(174 + 70 * k, 344, str(500 * k), 8)
    for i, (name, share) in enumerate((("Food", 150), ("Energy", 290), ("Care", 90), ("Sea", 60))):
        press.panel(180, 175 + 38 * i, 180 + share, 193 + 38 * i, "#2266aa")
        press.text(60, 188 + 38 * i, name, 9)
    press.paragraph(60, 400, 470, prose(2, 40))
    assert [text.split()[0] for _, text in outside_figures(press)] == ["S1", "S2"]


def test_titles_of_small_charts_side_by_side_are_words_of_the_figures() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    for k, title in enumerate(("Pay", "Homes", "Jobs", "Carbon")):
        x, top = 80 + 255 * (k % 2), 170 + 150 * (k // 2)
        press.text(x, top - 8, title, 9, BOLD)
        line_chart(press, x, top, 190, 90)
    press.paragraph(60, 520, 470, prose(2, 40))
    assert [text.split()[0] for _, text in outside_figures(press)] == ["S1", "S2"]


@pytest.mark.parametrize("shuffle", [1, 2])
def test_a_chart_in_one_column_does_not_part_the_text_beside_it(shuffle: int) -> None:
    press = Press()
    press.paragraph(50, 100, 235, prose(1, 60))
    press.paragraph(50, 250, 235, prose(2, 60))
    line_chart(press, 345, 100, 190, 120)
    press.text(310, 260, "Source: ONS, regional accounts.", 7)
    press.paragraph(310, 290, 235, prose(3, 40))
    assert starts(press.read(shuffle)) == ["S1", "S2", "Source:", "S3"]


def diagram(press: Press, *call_outs: str) -> None:
    """Draw a frame with call-outs in boxes of their own, and the name of the figure below it."""
    press.outlined(60, 180, 530, 330)
    for i, words in enumerate(call_outs):
        press.text(72, 204 + 36 * i, f"STEP {'ABC'[i]} <name>", 10, BOLD)
        press.outlined(250, 190 + 36 * i, 520, 214 + 36 * i, "#e0e8f0")
        press.text(258, 206 + 36 * i, words, 9)
    press.text(60, 345, "Figure 3-1 How a permission is made", 9, ITALIC)


def test_a_framed_drawing_that_its_caption_calls_a_figure_is_one() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    diagram(press, *(f"Names the {part} of the permission" for part in ("row", "owner", "rule")))
    press.paragraph(60, 400, 470, prose(2, 40))
    assert [text.split()[0] for _, text in outside_figures(press)] == ["S1", "Figure", "S2"]


def test_a_framed_text_that_its_caption_calls_a_figure_is_text() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 40))
    press.outlined(60, 180, 530, 330)
    press.paragraph(72, 204, 440, prose(2, 60))
    press.text(60, 345, "Figure 3-1 How a permission is made", 9, ITALIC)
    press.paragraph(60, 400, 470, prose(3, 40))
    assert ("box", prose(2, 60)) in outside_figures(press)
