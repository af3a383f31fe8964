"""Reading order where columns change, boxes straddle them, or pieces stand in rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.document import Reading
from tests.ingest.drawn import BOLD, Press, one, prose, starts, texts
from tests.ingest.test_reading_order import SEEDS, fill

QUOTE = ["“We will build the harbour again,", "and build it in granite”"]


def order(reading: Reading, *, of: Sequence[int]) -> list[int]:
    """Return the numbers of the passages in the order read, those of `of` alone."""
    return [int(s[1:]) for s in starts(reading) if s[1:].isdigit() and int(s[1:]) in of]


@pytest.mark.parametrize("shuffle", SEEDS)
@pytest.mark.parametrize("titled", [True, False])
def test_three_columns_above_two_are_read_before_them(shuffle: int, titled: bool) -> None:
    press = Press()
    below = max(
        fill(press, x, 100, 160, 2 * i + 1, 2 * i + 2) for i, x in enumerate((40, 220, 400))
    )
    if titled:
        press.text(40, below + 20, "Two ways to go on from there", 20, BOLD)
    fill(press, 40, below + 50, 250, 7, 8, 9)
    fill(press, 310, below + 50, 250, 10, 11, 12)
    assert starts(press.read(shuffle)) == [f"S{i}" for i in range(1, 13)]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_two_columns_above_three_are_read_before_them(shuffle: int) -> None:
    press = Press()
    below = max(fill(press, 40, 100, 250, 1, 2, 3), fill(press, 310, 100, 250, 4, 5, 6))
    for i, x in enumerate((40, 220, 400)):
        fill(press, x, below + 30, 160, 2 * i + 7, 2 * i + 8)
    assert starts(press.read(shuffle)) == [f"S{i}" for i in range(1, 13)]


def over_two_of_three(width: float = 160) -> tuple[Press, float]:
    """Return a page whose text runs around a place over its second and third column."""
    press = Press()
    fill(press, 200 - width, 100, width, *((1, 2, 3, 4) if width > 100 else (1, 2)))
    middle = max(fill(press, 220, 100, 160, 5, 6), fill(press, 400, 100, 160, 9, 10))
    fill(press, 220, middle + 125, 160, 7, 8)
    fill(press, 400, middle + 125, 160, 11, 12)
    return press, middle


@pytest.mark.parametrize("shuffle", SEEDS)
def test_text_flows_on_below_a_box_over_two_of_three_columns(shuffle: int) -> None:
    press, middle = over_two_of_three()
    press.panel(220, middle, 560, middle + 100)
    press.text(232, middle + 22, "Case study: the tidal lagoon", 12, BOLD)
    press.paragraph(232, middle + 42, 316, prose(30, 45))
    assert starts(press.read(shuffle)) == [*(f"S{i}" for i in range(1, 13)), "S30"]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_text_flows_on_below_a_quote_over_two_of_three_columns(shuffle: int) -> None:
    press, middle = over_two_of_three()
    press.lines(222, middle + 40, QUOTE, 24, size=19, colour="#aa2200")
    reading = press.read(shuffle)
    assert order(reading, of=range(1, 13)) == list(range(1, 13))
    assert " ".join(QUOTE) in texts(reading)


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_box_over_both_columns_beside_narrow_notes_closes_them(shuffle: int) -> None:
    press, middle = over_two_of_three(width=70)
    press.panel(220, middle, 560, middle + 100)
    press.paragraph(232, middle + 32, 316, prose(30, 45))
    numbers = order(press.read(shuffle), of=range(5, 31))
    assert numbers == [5, 6, 9, 10, 30, 7, 8, 11, 12]


@pytest.mark.parametrize("boxed", [True, False])
@pytest.mark.parametrize("across", [2, 3])
def test_cards_are_read_row_by_row(across: int, boxed: bool) -> None:
    press = Press()
    pitch = 510 / across
    for k in range(3 * across):
        x, top = 50 + k % across * pitch, 100 + k // across * 180
        if boxed:
            press.panel(x, top, x + pitch - 15, top + 165)
        press.text(x + 10, top + 20, f"Promise {k + 1}", 12, BOLD)
        press.paragraph(x + 10, top + 40, pitch - 40, prose(k + 1, 20 + k))
    reading = press.read(4)
    assert starts(reading) == [f"S{k + 1}" for k in range(3 * across)]
    assert [p.headings for p in reading.passages] == [
        (f"Promise {k + 1}",) for k in range(3 * across)
    ]


def test_one_title_level_with_another_does_not_make_cards_of_columns() -> None:
    press = Press()
    for x, first in ((60, 1), (310, 5)):
        press.text(x, 100, f"Part {first}", 12, BOLD)
        below = fill(press, x, 120, 220, first, first + 1)
        press.text(x, below + 10 + first, f"Part {first + 2}", 12, BOLD)
        fill(press, x, below + 30 + first, 220, first + 2, first + 3)
    assert starts(press.read(2)) == [f"S{i}" for i in range(1, 9)]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_spread_without_page_numbers_is_read_page_by_page(shuffle: int) -> None:
    press = Press(width=1190)
    fill(press, 60, 100, 475, 1, 2, 3, 4, 5, 6)
    press.text(655, 90, "Clean growth in the valley", 22, BOLD)
    fill(press, 655, 130, 225, 7, 8)
    fill(press, 905, 130, 225, 9, 10)
    reading = press.read(shuffle)
    assert starts(reading) == [f"S{i}" for i in range(1, 11)]
    assert [(p.label, p.x0, p.x1) for p in reading.document.pages[0].printed] == [
        (None, 0.0, 595.0),
        (None, 595.0, 1190.0),
    ]


def test_a_landscape_page_of_two_columns_is_one_page() -> None:
    press = Press(width=842, height=595)
    fill(press, 60, 100, 350, 1, 2)
    fill(press, 432, 100, 350, 3, 4)
    reading = press.read(1)
    assert starts(reading) == ["S1", "S2", "S3", "S4"]
    assert len(reading.document.pages[0].printed) == 1


@pytest.mark.parametrize("shuffle", SEEDS)
def test_lines_driven_apart_to_fill_their_column_are_read_across(shuffle: int) -> None:
    press = Press()
    lines = ["We will plant one", "orchard every year", "beside each school", "that asks for one."]
    for i, line in enumerate(lines):
        press.text(60, 100 + 12 * i, line, spread=9)
        press.text(310, 100 + 12 * i, f"{line[:-1]}e", spread=9)
    assert texts(press.read(shuffle)) == [
        "We will plant one orchard every year beside each school that asks for one.",
        "We will plant one orchard every yeae beside each schooe that asks for onee",
    ]


def test_a_box_in_the_margin_belongs_to_the_section_it_speaks_of() -> None:
    press = Press()
    press.text(60, 80, "Growth", 20, BOLD)
    sections = [("Metal from water", "lithium brine"), ("Old age at home", "nurses alarms")]
    y = 110.0
    for seed, (title, terms) in enumerate(sections, 1):
        press.text(60, y, title, 12, BOLD)
        y = press.paragraph(60, y + 20, 300, f"{prose(seed, 40)} {terms}.") + 20
    press.panel(390, 250, 560, 400)
    press.text(400, 270, "Story: the container", 12, BOLD)
    press.paragraph(400, 290, 150, "She welded a box in which brine from a spring became lithium.")
    reading = press.read(2)
    assert one(reading, "She welded").headings == (
        "Growth",
        "Metal from water",
        "Story: the container",
    )
    assert one(reading, "S2").headings == ("Growth", "Old age at home")


def test_a_page_of_a_spread_in_one_colour_opens_the_chapter_beside_it() -> None:
    press = Press(width=1190, height=842)
    press.panel(0, 0, 595, 842, "#003366")
    press.text(60, 300, "2", 60, BOLD, "#ffffff")
    press.text(60, 360, "People and skills", 36, BOLD, "#ffffff")
    press.paragraph(60, 400, 400, prose(1, 30), size=14, leading=18, colour="#ffffff")
    for x, seeds in ((650, (2, 3)), (910, (4, 5))):
        baseline = 100.0
        for seed in seeds:
            baseline = press.paragraph(x, baseline, 230, prose(seed, 60)) + 8
    press.text(1120, 820, "27", 8)
    reading = press.read(1)
    assert starts(reading) == ["S1", "S2", "S3", "S4", "S5"]
    assert {passage.headings for passage in reading.passages} == {("2 People and skills",)}
