"""Large figures with what they count, numbers beside titles, years along a line of time."""

from __future__ import annotations

import pytest

from tests.ingest.drawn import BOLD, Press, kinds, prose, texts

FACTS = [
    ("£12bn", "total output of the county each year"),
    ("640,000", "people of working age live here"),
    ("31%", "of adults have a degree or higher"),
    ("9,400", "new homes built since the plan began"),
    ("2.1%", "of output is spent on research"),
    ("47", "firms in the marine energy cluster"),
]


@pytest.mark.parametrize("below", [20, 25])
def test_a_fact_does_not_go_on_in_the_one_beside_it(below: int) -> None:
    # "2.1% of output is spent on research 47 firms in the marine energy cluster"
    press = Press()
    for k, (figure, words) in enumerate(FACTS):
        x, y = 50 + 170 * (k % 3), 150 + 130 * (k // 3)
        press.text(x, y, figure, 30, BOLD, colour="#aa2200")
        press.paragraph(x, y + below, 140, words)
    press.paragraph(50, 440, 495, prose(1, 60))
    assert texts(press.read(1))[:6] == [f"{figure} {words}" for figure, words in FACTS]


def test_a_page_of_facts_set_at_a_right_angle_is_read_fact_by_fact() -> None:
    press = Press()
    for k, (figure, words) in enumerate(FACTS[:3]):
        press.text(140, 782 - 250 * k, figure, 30, BOLD, angle=90)
        press.text(165, 782 - 250 * k, words, angle=90)
    first, second = prose(1, 60)[:150].rsplit(" ", 1)[0], prose(1, 60)[-90:]
    press.text(260, 782, first, angle=90)
    press.text(272, 782, second, angle=90)
    assert texts(press.read(1))[:3] == [f"{figure} {words}" for figure, words in FACTS[:3]]


def test_figures_in_a_margin_are_read_with_the_words_beside_them() -> None:
    press = Press()
    for k, (figure, words) in enumerate((("640", prose(1, 8)), ("£12m", prose(2, 8)))):
        press.text(60, 130 + 55 * k, figure, 28, BOLD)
        press.paragraph(160, 118 + 55 * k, 200, words)
    press.text(60, 240, "31%", 28, BOLD)
    press.paragraph(160, 228, 200, prose(3, 8))
    press.paragraph(60, 320, 475, prose(4, 50))
    assert [text.split()[:2] for text in texts(press.read(1))[:3]] == [
        ["640", "S1"],
        ["£12m", "S2"],
        ["31%", "S3"],
    ]


def test_a_large_number_beside_a_title_belongs_to_the_title() -> None:
    press = Press()
    for i in range(3):
        top = 100 + 82 * i
        press.panel(50, top, 545, top + 70, "#eef3e6")
        press.text(62, top + 30, str(i + 1), 22, BOLD, colour="#336600")
        press.text(100, top + 18, f"Open the {'ABC'[i]} line", 11, BOLD)
        press.paragraph(100, top + 34, 430, prose(i + 1, 24))
    press.paragraph(50, 380, 495, prose(9, 50))
    found = kinds(press.read(2))
    assert [text for kind, text in found if kind == "heading"] == [
        f"{i + 1} Open the {'ABC'[i]} line" for i in range(3)
    ]
    assert [text for kind, text in found if kind == "box"] == [prose(i, 24) for i in (1, 2, 3)]


def test_years_along_a_line_of_time_are_read_with_what_happens_in_them() -> None:
    press = Press(width=842, height=595)
    press.paragraph(50, 100, 740, prose(1, 60))
    press.rule(60, 300, 780, 300, 3)
    years = ("2024", "2025", "2026", "2028", "2030")
    for i, year in enumerate(years):
        press.text(70 + 145 * i, 285, year, 12, BOLD)
        press.paragraph(70 + 145 * i, 322, 115, prose(i + 2, 6), 11, size=9)
    press.paragraph(50, 430, 740, prose(9, 60))
    found = [text for _, text in kinds(press.read(1))]
    told = [part for i, year in enumerate(years) for part in (year, prose(i + 2, 6))]
    assert found == [prose(1, 60), *told, prose(9, 60)]
