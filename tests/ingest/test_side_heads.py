"""Labels in a margin and rows of large figures: they look like columns and are not."""

from __future__ import annotations

import pytest

from tests.ingest.drawn import BOLD, ITALIC, Press, kinds, one, prose, starts, texts

SEEDS = (1, 2)


def column(press: Press, x: float, baseline: float, width: float, *seeds: int) -> float:
    for seed in seeds:
        baseline = press.paragraph(x, baseline, width, prose(seed, 30)) + 8
    return baseline


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_heading_in_the_margin_stands_over_the_text_beside_it(shuffle: int) -> None:
    press = Press()
    baseline = 100.0
    for i, label in enumerate(("Ideas", "People", "Places")):
        press.text(50, baseline, label, font=BOLD)
        baseline = column(press, 160, baseline, 380, 2 * i + 1, 2 * i + 2) + 10
    reading = press.read(shuffle)
    assert starts(reading) == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert [p.headings[-1] for p in reading.passages] == [
        *("Ideas", "Ideas", "People", "People", "Places", "Places")
    ]


def test_the_years_along_a_line_of_time_are_headings() -> None:
    press = Press()
    for i, year in enumerate(("2019", "2020", "2021")):
        press.text(60, 110 + 60 * i, year, 14, BOLD, "#006688")
        press.paragraph(130, 110 + 60 * i, 400, prose(i + 1, 30))
    reading = press.read(1)
    assert starts(reading) == ["S1", "S2", "S3"]
    assert [p.headings for p in reading.passages] == [("2019",), ("2020",), ("2021",)]


def test_letters_beside_paragraphs_do_not_begin_their_sentences() -> None:
    press = Press()
    baseline = 90.0
    for i, letter in enumerate("ABCD"):
        press.text(66, baseline + 3, letter, font=BOLD)
        baseline = press.paragraph(95, baseline, 430, prose(i + 1, 40)) + 14
    assert starts(press.read(1)) == ["A", "S1", "B", "S2", "C", "S3", "D", "S4"]


def test_a_narrow_column_of_text_is_no_row_of_labels() -> None:
    press = Press()
    for i in range(3):
        press.paragraph(50, 100 + 130 * i, 110, prose(i + 1, 20))
        press.paragraph(180, 100 + 130 * i, 360, prose(i + 4, 60))
    assert starts(press.read(1)) == ["S1", "S2", "S3", "S4", "S5", "S6"]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_row_of_large_figures_is_read_before_the_columns_below_it(shuffle: int) -> None:
    press = Press()
    told = (
        ("£4.2bn", "invested since 2015"),
        ("31,000", "new jobs by 2030"),
        ("12%", "more output"),
    )
    for i, (figure, counted) in enumerate(told):
        press.text(60 + 170 * i, 130, figure, 28, BOLD, "#aa0055")
        press.text(60 + 170 * i, 148, counted)
    column(press, 60, 190, 220, 1, 2)
    column(press, 310, 190, 220, 3, 4)
    found = texts(press.read(shuffle))
    assert found[:3] == [" ".join(pair) for pair in told]
    assert [text.split()[0] for text in found[3:]] == ["S1", "S2", "S3", "S4"]


def test_the_titles_of_three_columns_are_no_row_of_figures() -> None:
    press = Press()
    for i in range(3):
        press.text(40 + 176 * i, 100, ("Ideas", "People", "Places")[i], 18, BOLD)
        column(press, 40 + 176 * i, 125, 164, 2 * i + 1, 2 * i + 2)
    reading = press.read(1)
    assert starts(reading) == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert one(reading, "S3").headings == ("People",)


def test_a_large_number_over_a_chapter_title_belongs_to_it() -> None:
    press = Press()
    press.text(60, 300, "2", 60, BOLD)
    press.text(60, 360, "Ideas for the valley", 36, BOLD)
    press.paragraph(60, 400, 470, prose(1, 60))
    assert ("heading", "2 Ideas for the valley") in kinds(press.read(1))


def test_two_rows_of_figures_are_no_table() -> None:
    told = (
        *(
            ("£4.2bn", "invested since 2015"),
            ("31,000", "new jobs by 2030"),
            ("12%", "more output"),
        ),
        *(("8", "colleges and schools"), ("3.4m", "visits in a year"), ("75%", "use the railway")),
    )
    press = Press()
    for i, (figure, counted) in enumerate(told):
        press.text(60 + 170 * (i % 3), 130 + 70 * (i // 3), figure, 28, BOLD)
        press.text(60 + 170 * (i % 3), 148 + 70 * (i // 3), counted)
    column(press, 60, 290, 470, 1, 2)
    reading = press.read(1)
    assert texts(reading)[:6] == [" ".join(pair) for pair in told]
    assert {passage.kind.value for passage in reading.passages} == {"paragraph"}


def test_a_share_at_the_top_of_a_page_is_no_page_number() -> None:
    press = Press()
    for i, (figure, counted) in enumerate(
        (("41%", "of jobs"), ("9%", "of firms"), ("12%", "of land"))
    ):
        press.text(60 + 170 * i, 90, figure, 20, BOLD)
        press.text(60 + 170 * i, 104, counted)
    column(press, 60, 160, 470, 1, 2)
    assert texts(press.read(1))[:3] == ["41% of jobs", "9% of firms", "12% of land"]


def test_captions_under_pictures_in_a_row_are_read_one_by_one_above_two_columns() -> None:
    press = Press()
    column(press, 60, 70, 470, 1)
    for i, name in enumerate(("yard", "mill", "quay")):
        press.picture(60 + 160 * i, 150, 205 + 160 * i, 250)
        under = (f"Figure {i + 1}: The {name}", "in the year 1962")
        press.lines(60 + 160 * i, 262, under, 10, size=8, font=ITALIC)
    column(press, 60, 310, 220, 2, 3)
    column(press, 310, 310, 220, 4, 5)
    found = texts(press.read(1))
    assert found[1:4] == [
        f"Figure {i}: The {name} in the year 1962"
        for i, name in ((1, "yard"), (2, "mill"), (3, "quay"))
    ]
    assert [text.split()[0] for text in found[4:]] == ["S2", "S3", "S4", "S5"]
