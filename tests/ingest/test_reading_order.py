"""Reading order on drawn layouts; the content stream is shuffled so that it cannot help."""

from __future__ import annotations

import pytest

from tests.ingest.drawn import BOLD, Press, kinds, one, prose, starts, texts

SEEDS = (1, 2, 3)


def fill(press: Press, x: float, baseline: float, width: float, *seeds: int) -> float:
    for seed in seeds:
        baseline = press.paragraph(x, baseline, width, prose(seed, 30)) + 8
    return baseline


@pytest.mark.parametrize("shuffle", SEEDS)
def test_two_columns_are_read_one_after_the_other(shuffle: int) -> None:
    press = Press()
    fill(press, 60, 100, 220, 1, 2, 3)
    fill(press, 310, 100, 220, 4, 5, 6)
    assert starts(press.read(shuffle)) == ["S1", "S2", "S3", "S4", "S5", "S6"]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_three_columns_with_a_narrow_gutter(shuffle: int) -> None:
    press = Press()
    for i, x in enumerate((40, 216, 392)):
        fill(press, x, 100, 164, 3 * i + 1, 3 * i + 2, 3 * i + 3)
    assert starts(press.read(shuffle)) == [f"S{i}" for i in range(1, 10)]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_columns_of_unequal_width(shuffle: int) -> None:
    press = Press()
    fill(press, 50, 100, 330, 1, 2, 3)
    fill(press, 410, 100, 130, 4, 5)
    assert starts(press.read(shuffle)) == ["S1", "S2", "S3", "S4", "S5"]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_wide_opening_above_two_columns_is_one_paragraph(shuffle: int) -> None:
    press = Press()
    below = press.paragraph(60, 100, 470, prose(1, 60))
    fill(press, 60, below + 20, 220, 2, 3)
    fill(press, 310, below + 20, 220, 4, 5)
    assert starts(press.read(shuffle)) == ["S1", "S2", "S3", "S4", "S5"]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_heading_over_both_columns_closes_those_above_it(shuffle: int) -> None:
    press = Press()
    fill(press, 60, 100, 220, 1, 2)
    fill(press, 310, 100, 220, 3, 4)
    press.text(60, 300, "Everything about harbours and orchards in the valley", 22, BOLD)
    fill(press, 60, 330, 220, 5, 6)
    fill(press, 310, 330, 220, 7, 8)
    assert starts(press.read(shuffle)) == [f"S{i}" for i in range(1, 9)]
    assert {p.headings for p in press.read(shuffle).passages[:4]} == {()}


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_short_chapter_title_that_does_not_reach_the_gutter_closes_the_columns(
    shuffle: int,
) -> None:
    press = Press()
    fill(press, 60, 100, 220, 1, 2)
    fill(press, 310, 100, 220, 3, 4)
    press.text(60, 300, "People", 24, BOLD)
    fill(press, 60, 330, 220, 5, 6)
    fill(press, 310, 330, 220, 7, 8)
    assert starts(press.read(shuffle)) == [f"S{i}" for i in range(1, 9)]


def test_a_title_at_the_foot_of_one_column_does_not_close_the_other() -> None:
    # lanmouth-067: the heading had its height to itself because the other column was short.
    press = Press()
    below = fill(press, 60, 100, 220, 1, 2, 3, 4)
    press.text(60, below + 24, "Boats and vans", 14, BOLD)
    press.paragraph(60, below + 44, 220, prose(5, 30).removesuffix(" end.") + " and")
    press.paragraph(310, 100, 220, "the rest of it is here. " + prose(6, 20))
    reading = press.read(4)
    assert starts(reading) == ["S1", "S2", "S3", "S4", "S5"]
    assert "and the rest of it is here. S6" in reading.passages[-1].text


def test_a_title_of_two_lines_across_columns_is_one_heading() -> None:
    # aldermere: the short second line of a title was taken for another title.
    press = Press()
    press.text(60, 100, "Priorities across the whole of the Four", 24, BOLD)
    press.text(60, 130, "Rivers Corridor", 24, BOLD)
    fill(press, 60, 170, 220, 1, 2)
    fill(press, 310, 170, 220, 3, 4)
    reading = press.read(1)
    headings = [text for kind, text in kinds(reading) if kind == "heading"]
    assert headings == ["Priorities across the whole of the Four Rivers Corridor"]
    assert starts(reading) == ["S1", "S2", "S3", "S4"]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_pull_quote_across_the_gutter_interrupts_neither_column(shuffle: int) -> None:
    press = Press()
    long_left, long_right = prose(1, 160), prose(2, 160)
    above_left, below_left = long_left.split()[:60], long_left.split()[60:]
    above_right, below_right = long_right.split()[:60], long_right.split()[60:]
    # The quote stands in a window that both columns run around.
    press.paragraph(60, 100, 220, " ".join(above_left))
    press.paragraph(310, 100, 220, " ".join(above_right))
    press.paragraph(60, 280, 130, " ".join(below_left))
    press.paragraph(400, 280, 130, " ".join(below_right))
    press.paragraph(205, 300, 180, "“A quote that is set to be seen and read by all.”", 22, size=17)
    found = starts(press.read(shuffle))
    assert found.index("S1") < found.index("S2")
    assert "“A" in found
    quote = one(press.read(shuffle), "“A")
    assert quote.text == "“A quote that is set to be seen and read by all.”"


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_side_panel_keeps_its_own_text(shuffle: int) -> None:
    press = Press()
    press.panel(400, 80, 560, 330)
    press.text(412, 104, "Case study: a kettle", 11, BOLD)
    press.paragraph(412, 124, 136, prose(10, 40), size=9)
    below = fill(press, 50, 100, 320, 1, 2)
    press.text(50, below + 10, "A heading in the text", 14, BOLD)
    fill(press, 50, below + 34, 320, 3, 4)
    reading = press.read(shuffle)
    assert [s for s in starts(reading) if s != "S10"] == ["S1", "S2", "S3", "S4"]
    box = one(reading, "S10")
    assert box.kind == "box"
    assert box.headings[-1] == "Case study: a kettle"
    assert one(reading, "S4").headings == ("A heading in the text",)


def test_a_side_bar_on_the_left_is_not_mixed_into_the_text() -> None:
    press = Press()
    press.panel(30, 80, 180, 300)
    press.paragraph(42, 104, 126, prose(9, 40), size=9)
    fill(press, 210, 100, 330, 1, 2, 3)
    assert [s for s in starts(press.read(3)) if s != "S9"] == ["S1", "S2", "S3"]


def test_the_halves_of_a_spread_are_pages_of_their_own() -> None:
    press = Press(width=1190)
    for sheet in range(3):
        if sheet:
            press.new_page()
        press.text(60, 812, str(2 * sheet + 4), 9)
        press.text(1120, 812, str(2 * sheet + 5), 9)
        press.text(60, 40, "A strategy for everyone", 8)
        fill(press, 60, 100, 470, 10 * sheet + 1, 10 * sheet + 2)
        fill(press, 655, 100, 470, 10 * sheet + 3, 10 * sheet + 4)
    reading = press.read(5)
    assert starts(reading) == [f"S{10 * s + i}" for s in range(3) for i in range(1, 5)]
    assert [p.printed for p in reading.passages] == [
        *("4", "4", "5", "5"),
        *("6", "6", "7", "7"),
        *("8", "8", "9", "9"),
    ]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_is_read_as_displayed(rotation: int) -> None:
    press = Press(rotation=rotation)
    fill(press, 60, 100, 220, 1, 2)
    fill(press, 310, 100, 220, 3, 4)
    reading = press.read(2)
    page = reading.document.pages[0]
    assert (page.width, page.height, page.rotation) == (595, 842, rotation)
    assert starts(reading) == ["S1", "S2", "S3", "S4"]
    first = reading.passages[0].boxes[0]
    assert (first.x0, first.top) == (pytest.approx(60, abs=1), pytest.approx(93, abs=1))


def test_text_set_at_a_right_angle_on_an_upright_page_is_read_in_its_own_direction() -> None:
    press = Press()
    for column, x in enumerate((100, 330)):
        for i in range(6):
            press.text(x + 12 * i, 780, f"S{column}{i} harbour orchard timber end.", angle=90)
    reading = press.read(1)
    text = " ".join(texts(reading))
    assert [w for w in text.split() if w[0] == "S"] == [
        f"S{c}{i}" for c in (0, 1) for i in range(6)
    ]
    page = reading.document.pages[0]
    assert (page.width, page.height) == (595, 842)
    boxes = [box for p in reading.passages for box in p.boxes]
    assert min(b.x0 for b in boxes) == pytest.approx(92, abs=3)
    assert max(b.bottom for b in boxes) == pytest.approx(780, abs=3)
    assert all(b.x0 < b.x1 <= 595 and b.top < b.bottom <= 842 for b in boxes)


def test_words_at_an_angle_that_are_left_out_are_reported() -> None:
    press = Press()
    fill(press, 100, 100, 400, 1, 2, 3)
    press.text(60, 600, "Forty turned words that nobody reads with the text beside them", angle=90)
    reading = press.read()
    assert starts(reading) == ["S1", "S2", "S3"]
    assert [(p.code, p.sheet) for p in reading.document.problems] == [("turned_text", 1)]
    assert "11 words" in reading.document.problems[0].message


def test_a_note_across_the_columns_keeps_its_short_last_line() -> None:
    press = Press()
    fill(press, 60, 100, 220, 1, 2)
    fill(press, 310, 100, 220, 3, 4)
    press.text(60, 700, "2", 5)
    press.text(
        66, 703, "Office for National Statistics, output per hour, February 2019, with the", 8
    )
    press.text(66, 713, "accounts of the site taken out.", 8)
    reading = press.read(1)
    note = one(reading, "Office")
    assert (note.kind, note.marker) == ("footnote", "2")
    assert note.text.endswith("with the accounts of the site taken out.")


def test_table_title_before_a_wide_table_is_read_with_the_table() -> None:
    # tarnholm: heading and caption stood in the left column, above a table across both.
    press = Press()
    fill(press, 60, 100, 220, 1, 2)
    fill(press, 310, 100, 220, 3, 4)
    press.text(60, 330, "What we will measure", 10, BOLD)
    press.grid((60, 260, 400, 530), (340, 360, 380, 400))
    press.table((66, 266, 406), 354, [("Indicator", "Now", "Then")], 20)
    press.table((66, 266, 406), 374, [("Jobs in steel", "640", "900")], 20)
    press.table((66, 266, 406), 394, [("Homes built", "51", "70")], 20)
    found = starts(press.read(3))
    assert found[:4] == ["S1", "S2", "S3", "S4"]
    assert found[-2:] == ["Jobs", "Homes"]


@pytest.mark.parametrize("shuffle", SEEDS)
def test_a_picture_over_the_columns_parts_them_into_two_bands(shuffle: int) -> None:
    # federal-register: the first column was read on below the picture before the second above it.
    press = Press()
    for i, x in enumerate((40, 216, 392)):
        fill(press, x, 100, 164, i + 1)
    press.picture(90, 240, 500, 340)
    press.paragraph(40, 370, 164, prose(4, 8))
    press.paragraph(216, 370, 164, prose(5, 8))
    assert starts(press.read(shuffle)) == ["S1", "S2", "S3", "S4", "S5"]


def test_a_picture_in_one_column_parts_nothing() -> None:
    press = Press()
    fill(press, 60, 100, 220, 1)
    press.picture(60, 240, 280, 340)
    fill(press, 60, 370, 220, 2)
    fill(press, 310, 100, 220, 3, 4)
    assert starts(press.read(1)) == ["S1", "S2", "S3", "S4"]
