"""Heads, feet, page numbers and watermarks stay out of the text; notes and first lines do not."""

from __future__ import annotations

from tests.ingest.drawn import BOLD, Press, kinds, one, prose, starts


def book(sheets: int, **style: float) -> Press:
    """Return a press with a running head, a foot and body text on every page."""
    press = Press(**style)
    for sheet in range(sheets):
        if sheet:
            press.new_page()
        press.text(60, 40, "A Strategy for the Valley", 8)
        press.text(520, 812, str(sheet + 3), 9)
        press.paragraph(60, 100, 470, prose(10 * sheet + 1, 60))
        press.paragraph(60, 200, 470, prose(10 * sheet + 2, 60))
    return press


def test_running_heads_and_numbers_are_no_passages_but_stay_as_blocks() -> None:
    reading = book(5).read(1)
    assert starts(reading) == [f"S{10 * s + i}" for s in range(5) for i in (1, 2)]
    running = [text for kind, text in kinds(reading) if kind == "running"]
    assert running == [text for s in range(5) for text in ("A Strategy for the Valley", str(s + 3))]
    assert [p.printed for p in reading.passages[::2]] == ["3", "4", "5", "6", "7"]


def test_chapter_titles_that_change_are_running_heads_too() -> None:
    press = Press()
    for sheet, title in enumerate(("Foreword", "People", "People", "Places", "Ideas")):
        if sheet:
            press.new_page()
        press.text(480, 812, title, 8)
        press.paragraph(60, 100, 470, prose(sheet, 60))
    reading = press.read(1)
    assert starts(reading) == ["S0", "S1", "S2", "S3", "S4"]


def test_the_first_line_of_the_text_is_no_running_head_though_it_keeps_its_place() -> None:
    press = Press()
    for sheet in range(6):
        if sheet:
            press.new_page()
        press.paragraph(60, 60, 470, prose(sheet, 80))
    assert starts(press.read(1)) == [f"S{i}" for i in range(6)]


def test_notes_at_one_height_on_every_page_are_notes() -> None:
    # aldermere: notes stood at one place of all spreads and were taken for running feet.
    press = Press()
    for sheet in range(5):
        if sheet:
            press.new_page()
        press.paragraph(60, 100, 470, prose(sheet, 60))
        press.text(60, 769, str(sheet + 1), 5)
        press.text(66, 772, f"Survey of firms number {sheet}, winter.", 8)
    reading = press.read(1)
    notes = [p for p in reading.passages if p.kind == "footnote"]
    assert [(n.marker, n.text) for n in notes] == [
        (str(i + 1), f"Survey of firms number {i}, winter.") for i in range(5)
    ]


def test_notes_of_few_words_that_recur_are_notes() -> None:
    press = Press()
    for sheet, number in enumerate((11, 14, 15, 19)):
        if sheet:
            press.new_page()
        press.paragraph(60, 100, 470, prose(sheet, 60))
        press.text(60, 780, f"{number} Ibid.", 8)
    reading = press.read(1)
    assert [p.text for p in reading.passages if p.kind == "footnote"] == ["Ibid."] * 4


def test_a_watermark_across_all_pages_is_left_out() -> None:
    press = Press()
    for sheet in range(5):
        if sheet:
            press.new_page()
        press.text(150, 450, "Not for circulation", 30, colour="#cccccc")
        press.paragraph(60, 100, 470, prose(sheet, 60))
    reading = press.read(1)
    assert starts(reading) == ["S0", "S1", "S2", "S3", "S4"]
    assert sum(kind == "running" for kind, _ in kinds(reading)) == 5


def test_a_sentence_runs_on_past_foot_and_head() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 60))
    press.lines(
        60, 760, ["The council and its partners in the valley and on the coast will not only"]
    )
    press.text(60, 812, "Page 1", 8)
    press.new_page()
    press.text(60, 40, "A Strategy", 8)
    press.text(60, 100, "build homes but mend roads.")
    press.paragraph(60, 130, 470, prose(2, 60))
    press.text(60, 812, "Page 2", 8)
    press.new_page()
    press.text(60, 40, "A Strategy", 8)
    press.paragraph(60, 100, 470, prose(3, 60))
    press.text(60, 812, "Page 3", 8)
    reading = press.read(2)
    joined = one(reading, "The council")
    assert joined.text.endswith("will not only build homes but mend roads.")
    assert [box.sheet for box in joined.boxes] == [1, 2]
    assert joined.printed == "1"


def test_a_document_of_one_sheet_has_no_running_heads() -> None:
    press = Press()
    press.text(60, 50, "A strategy", 20, BOLD)
    press.paragraph(60, 100, 470, prose(1, 60))
    assert ("heading", "A strategy") in kinds(press.read())


def test_numbered_chapter_titles_are_running_heads() -> None:
    press = Press()
    for sheet in range(8):
        if sheet:
            press.new_page()
        title = "A Plan for Growth" if sheet % 2 else f"{sheet // 4 + 1}. A strong economy"
        press.text(60, 40, "Five challenges" if sheet == 6 else title, 8)
        press.paragraph(60, 100, 470, prose(sheet, 60))
    assert starts(press.read(1)) == [f"S{i}" for i in range(8)]


def test_page_numbers_of_five_figures() -> None:
    press = Press()
    for sheet in range(4):
        if sheet:
            press.new_page()
        press.text(60, 40, str(47698 + sheet), 8)
        press.paragraph(60, 100, 470, prose(sheet, 60))
    assert [p.printed for p in press.read(1).passages] == ["47698", "47699", "47700", "47701"]


def test_a_running_head_set_as_a_table_is_no_table() -> None:
    press = Press()
    for sheet in range(5):
        if sheet:
            press.new_page()
        press.grid((60, 260, 500), (30, 48, 66))
        for i, words in enumerate(("Borough council", "Economic plan")):
            press.text(66, 43 + 18 * i, words, 8)
            press.text(266, 43 + 18 * i, f"{words} papers", 8)
        press.paragraph(60, 120, 440, prose(sheet, 60))
    assert starts(press.read(1)) == [f"S{i}" for i in range(5)]


def test_a_figure_at_the_top_of_a_table_is_no_page_number() -> None:
    press = Press()
    press.grid((60, 160, 260), (100, 118, 136, 154))
    for i, (name, sum_) in enumerate((("Mayor", "12"), ("Chair", "14"), ("Clerk", "16"))):
        press.text(66, 113 + 18 * i, name, 9)
        press.text(166, 113 + 18 * i, sum_, 9)
    reading = press.read(1)
    assert reading.document.pages[0].printed[0].label is None
    assert "running" not in [kind for kind, _ in kinds(reading)]


def test_a_lone_spread_is_told_by_the_two_numbers_that_face_each_other() -> None:
    press = Press(width=1190, height=842)
    for x, number, title in ((60, "208", "A study of aid"), (660, "209", "Annex")):
        press.paragraph(x, 100, 440, prose(int(number), 80))
        press.text(x, 810, number, 8)
        press.text(x + 300, 810, title, 8)
    reading = press.read()
    assert [part.label for part in reading.document.pages[0].printed] == ["208", "209"]
    assert [(p.text.split()[0], p.printed) for p in reading.passages] == [
        ("S208", "208"),
        ("S209", "209"),
    ]


def test_figures_that_only_look_like_facing_numbers_make_no_spread() -> None:
    press = Press(width=1190, height=842)
    press.paragraph(60, 100, 1000, prose(1, 120))
    press.text(60, 810, "208", 8)
    press.text(660, 810, "209", 8)
    assert len(press.read().document.pages[0].printed) == 1


def test_the_pages_of_an_extract_keep_their_numbers_out_of_the_text() -> None:
    # redp5110: 15, 19 and 27 do not count up with sheets 1, 2 and 3.
    press = Press()
    for sheet, number in enumerate(("15", "19", "27", "77", "124", "130")):
        if sheet:
            press.new_page()
        press.paragraph(60, 100, 470, prose(sheet, 60))
        press.text(60, 810, "Row and column access control in the county", 8)
        press.text(500, 810, number, 8)
    reading = press.read(1)
    assert starts(reading) == [f"S{i}" for i in range(6)]
    assert [p.printed for p in reading.passages] == ["15", "19", "27", "77", "124", "130"]


def test_a_chapter_foot_that_stands_where_others_repeat_is_furniture() -> None:
    press = Press()
    for sheet in range(6):
        if sheet:
            press.new_page()
        press.paragraph(60, 100, 470, prose(sheet, 60))
        title = "Chapter 4. A bank as example" if sheet == 4 else "Chapter 3. Control of rows"
        press.text(60, 810, title, 8)
    assert starts(press.read(1)) == [f"S{i}" for i in range(6)]


def test_the_number_of_a_chapter_and_its_page_is_a_page_number() -> None:
    press = Press()
    press.paragraph(60, 100, 470, prose(1, 60))
    press.text(500, 800, "7-45", 9)
    reading = press.read(1)
    assert starts(reading) == ["S1"]
    assert reading.passages[0].printed == "7-45"


def test_the_head_of_a_single_page_is_known_by_the_number_beside_it() -> None:
    press = Press()
    press.text(195, 104, "Tables and how their structure is told", 9)
    press.text(500, 104, "9", 9)
    press.paragraph(60, 128, 470, prose(1, 90))
    reading = press.read(1)
    assert starts(reading) == ["S1"]
    assert reading.passages[0].printed == "9"


def test_a_number_on_the_first_page_alone_is_its_page_number() -> None:
    press = Press()
    for sheet in range(4):
        if sheet:
            press.new_page()
        press.paragraph(60, 100, 470, prose(sheet, 60))
        if sheet == 0:
            press.text(295, 805, "1", 9)
    reading = press.read(1)
    assert starts(reading) == [f"S{i}" for i in range(4)]
