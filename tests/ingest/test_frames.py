"""Boxes drawn with four rules, titles over them, drawings beside each other, large initials."""

from __future__ import annotations

import pytest

from tests.ingest.drawn import BOLD, ITALIC, Press, kinds, one, prose


def ruled(press: Press, x0: float, top: float, x1: float, bottom: float) -> None:
    press.grid((x0, x1), (top, bottom))


def test_a_box_of_four_rules_keeps_its_title_to_itself() -> None:
    # behaviour-change: what followed the box stood under the title of the box.
    press = Press()
    press.text(60, 80, "Evidence", 14, BOLD)
    press.paragraph(60, 100, 470, prose(1, 50))
    press.text(270, 190, "BOX 12", font=BOLD)
    press.text(200, 206, "The bright lamps campaign", font=BOLD)
    ruled(press, 55, 212, 535, 290)
    press.paragraph(60, 226, 470, prose(2, 50))
    press.paragraph(60, 320, 470, prose(3, 50))
    reading = press.read(1)
    assert "BOX 12" in [text for _, text in kinds(reading)]
    assert one(reading, "S2").kind == "box"
    assert one(reading, "S2").headings == ("Evidence", "The bright lamps campaign")
    assert one(reading, "S3").headings == ("Evidence",)


def test_rules_over_and_under_a_text_are_no_box() -> None:
    press = Press()
    press.rule(60, 90, 530, 90)
    press.paragraph(60, 106, 470, prose(1, 50))
    press.rule(60, 190, 530, 190)
    assert one(press.read(1), "S1").kind == "paragraph"


def drawing(press: Press, x: float, top: float, names: tuple[str, str]) -> None:
    for k in range(20):
        press.panel(x + 9 * k, top + 10, x + 5 + 9 * k, top + 60 + k)
    press.rule(x, top + 10, x, top + 98)
    for i, name in enumerate(names):
        press.text(x + 20 + 90 * i, top + 92, name, 8)


@pytest.mark.parametrize("shuffle", [1, 2])
def test_drawings_level_in_two_columns_do_not_close_them(shuffle: int) -> None:
    # amt_handbook: two drawings 12 points apart were one, and cut both columns above it.
    press = Press()
    for x, seeds, figure in ((60, (1, 2), "7"), (304, (3, 4), "8")):
        baseline = 80.0
        for seed in seeds:
            baseline = press.paragraph(x, baseline, 230, prose(seed, 40)) + 8
        drawing(press, x + (52 if x == 60 else 0), 260, ("Nut case", "Keyway"))
        press.text(x, 380, f"Figure {figure}. Two nuts", 8, ITALIC)
    found = [
        text.split(" ")[0] + (text[6:8] if text[0] == "F" else "")
        for text in texts_of(press, shuffle)
    ]
    assert found == ["S1", "S2", "Figure 7", "S3", "S4", "Figure 8"]


def texts_of(press: Press, shuffle: int) -> list[str]:
    return [passage.text for passage in press.read(shuffle).passages]


def test_a_signature_is_no_figure_and_the_name_no_heading() -> None:
    press = Press()
    press.text(60, 80, "Foreword", 20, BOLD)
    press.paragraph(60, 110, 470, prose(1, 60))
    for k in range(5):
        press.rule(80 + 9 * k, 200 + 4 * k, 90 + 9 * k, 220 - 3 * k)
    press.text(60, 240, "Ann Reed", font=BOLD)
    press.text(60, 252, "Leader of the council")
    press.new_page()
    press.text(60, 80, "Our place", 20, BOLD)
    press.paragraph(60, 110, 470, prose(2, 60))
    found = kinds(press.read(1))
    assert ("paragraph", "Ann Reed") in found
    assert ("paragraph", "Leader of the council") in found


@pytest.mark.parametrize("shuffle", [1, 2, 3])
def test_a_large_initial_over_three_lines_begins_the_first(shuffle: int) -> None:
    press = Press()
    press.text(60, 116, "T", 43, BOLD)
    press.lines(
        90,
        92,
        (
            "he harbour is old and its walls are",
            "thick, and the people who live there",
            "are many, they say, of all the folk",
        ),
    )
    press.lines(60, 128, ("and so the works go on each day in the yards", "until the night falls."))
    press.paragraph(310, 92, 220, prose(1, 60))
    assert texts_of(press, shuffle)[0].startswith(
        "The harbour is old and its walls are thick, and the people"
    )


def test_a_large_name_under_a_foreword_is_no_heading() -> None:
    press = Press()
    press.text(60, 80, "Foreword", 20, BOLD)
    press.paragraph(60, 110, 470, prose(1, 60))
    press.text(60, 230, "Ann Reed", 14, BOLD)
    press.text(60, 250, "Leader of the council", 14, BOLD)
    press.new_page()
    press.text(60, 80, "Our place", 20, BOLD)
    press.paragraph(60, 110, 470, prose(2, 60))
    headings = [text for kind, text in kinds(press.read(1)) if kind == "heading"]
    assert headings == ["Foreword", "Our place"]


def test_a_list_item_in_a_box_goes_on_in_the_box_on_the_next_page() -> None:
    # behaviour-change-response: "controlled" ended one page, "trials assessing" was an item.
    press = Press()
    press.paragraph(60, 60, 470, prose(1, 60))
    press.panel(55, 700, 535, 790)
    press.text(62, 716, "8.21. A good test asks for:")
    press.text(62, 736, "\u2022 an early start, before the plan is drawn up;")
    press.text(
        62, 756, "\u2022 small trials first with people like those meant, followed by controlled"
    )
    press.new_page()
    press.panel(55, 60, 535, 130)
    for x in (54.6, 535):  # where the hairlines of the border meet
        press.panel(x, 59.6, x + 0.4, 60, "#003366")
        press.panel(x, 70, x + 0.4, 70.4, "#003366")
    press.text(62, 76, "trials of what comes of it wherever they can be held; and")
    press.text(62, 96, "\u2022 enough money for it all.")
    press.paragraph(60, 180, 470, prose(2, 60))
    reading = press.read(1)
    item = one(reading, "small trials")
    assert item.text.endswith(
        "followed by controlled trials of what comes of it wherever they can be held; and"
    )
    assert [box.sheet for box in item.boxes] == [1, 2]
    assert one(reading, "enough").lead_in == item.lead_in == one(reading, "an early").lead_in


def test_a_box_that_opens_a_page_with_a_new_sentence_is_a_passage_of_its_own() -> None:
    press = Press()
    press.paragraph(60, 60, 470, prose(1, 60))
    press.panel(55, 700, 535, 790)
    press.text(62, 716, "What is held here is one thing that breaks off with no stop at its end")
    press.new_page()
    press.panel(55, 60, 535, 130)
    press.text(62, 76, "Another box says something else.")
    press.paragraph(60, 180, 470, prose(2, 60))
    assert "Another box says something else." in [text for _, text in kinds(press.read(1))]


def test_a_reference_in_a_box_that_breaks_before_its_number_goes_on_over_the_page() -> None:
    press = Press()
    press.paragraph(60, 60, 470, prose(1, 60))
    press.panel(55, 700, 535, 790)
    press.paragraph(62, 716, 466, prose(3, 30))
    words = (
        "What we ask is that all of this is told to those who pay for it in the towns and the hills"
    )
    press.text(62, 766, f"{words} (paragraph")
    press.new_page()
    press.panel(55, 60, 535, 130)
    press.text(62, 76, "4.41).")
    press.paragraph(62, 96, 466, prose(4, 30))
    press.paragraph(60, 180, 470, prose(2, 60))
    assert one(press.read(1), "What we ask").text.endswith("hills (paragraph 4.41).")
