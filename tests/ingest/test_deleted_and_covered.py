"""Text that is on the page and yet not said: struck through, clipped away, painted over."""

from __future__ import annotations

from collections import Counter

import pypdfium2 as pdfium
from reportlab.pdfbase.pdfmetrics import stringWidth

from eval.reading import exact_boxes, fold
from ingest.document import Reading, TextSource
from ingest.pages.covers import mark_covered
from ingest.pages.shapes import read_shapes
from ingest.pages.words import frame_of, read_words
from ingest.reader import words_on
from tests.ingest.drawn import SANS, Press, kinds, one, texts


def wide(words: str) -> float:
    return float(stringWidth(words, SANS, 10))


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in reading.document.problems]


def test_struck_words_are_left_out_and_counted_and_insertions_stay() -> None:
    press = Press()
    press.text(60, 100, "The board may not must meet each year in public.")
    press.rule(60 + wide("The board "), 97, 60 + wide("The board may not"), 97)
    press.rule(60 + wide("The board may not "), 101.5, 60 + wide("The board may not must"), 101.5)
    reading = press.read()
    assert texts(reading) == ["The board must meet each year in public."]
    assert codes(reading) == [
        ("struck_text", "page 1 has text that is struck through; 2 words are left out")
    ]
    assert exact_boxes(press.pdf(), reading.passages) == (1, 1)
    assert [w.text for w in words_on(press.pdf(), 1)][:3] == ["The", "board", "must"]


def test_a_number_struck_before_the_one_that_replaces_it_leaves_the_new_number() -> None:
    press = Press()
    press.text(60, 100, "17.5.17.6.")
    press.text(120, 100, "The purpose of this board is to give advice.")
    press.rule(60, 97, 60 + wide("17.5."), 97)
    assert texts(press.read()) == ["17.6. The purpose of this board is to give advice."]


def test_a_struck_line_in_mid_paragraph_does_not_part_it() -> None:
    press = Press()
    lines = ["We will build the tram to the port", "before the end of the year two and", "open it."]
    press.lines(60, 100, lines)
    press.rule(60, 109, 60 + wide(lines[1]), 109)
    assert texts(press.read()) == ["We will build the tram to the port open it."]


def test_a_list_mark_beside_its_struck_forerunner_keeps_its_words() -> None:
    press = Press()
    press.text(60, 100, "d)b)")
    press.rule(60, 97, 60 + wide("d)"), 97)
    press.text(96, 100, "watching over the audit of the council, its risks and")
    press.text(96, 112, "its accounts")
    passage = one(press.read(), "watching")
    assert passage.marker == "b)"
    assert passage.text.endswith("its risks and its accounts")


def test_rules_of_tables_charts_and_underlines_strike_nothing() -> None:
    press = Press()
    press.text(60, 100, "Underlined words stay in the text.")
    press.rule(60, 101.5, 60 + wide("Underlined words"), 101.5)
    press.text(60, 200, "42%")  # the label of a bar on the line of a grid
    press.rule(40, 197, 400, 197)
    assert not codes(press.read())


def test_words_outside_their_clip_path_are_left_out_and_reported() -> None:
    press = Press()
    press.text(60, 100, "What is shown is read.")
    press.clipped((60, 300, 200, 310), 60, 340, "Alternative text of a picture")
    reading = press.read()
    assert texts(reading) == ["What is shown is read."]
    assert codes(reading) == [
        ("hidden_text", "page 1: 5 words in the text layer cannot be seen and were left out")
    ]


def test_one_word_left_out_is_told_in_the_singular() -> None:
    press = Press()
    press.text(60, 100, "What is shown is read.")
    press.clipped((60, 300, 200, 310), 60, 340, "Alternative")
    press.text(700, 200, "Beyond")
    assert codes(press.read()) == [
        (
            "off_page_text",
            "page 1: 1 word in the text layer lies outside the page and was left out",
        ),
        ("hidden_text", "page 1: 1 word in the text layer cannot be seen and was left out"),
    ]


def test_words_inside_their_clip_path_are_read() -> None:
    press = Press()
    press.clipped((50, 80, 400, 120), 60, 100, "Words are often set in a clip path.")
    assert texts(press.read()) == ["Words are often set in a clip path."]


def test_words_under_a_later_white_box_are_left_out_and_those_on_it_are_read() -> None:
    press = Press()
    press.text(60, 100, "The old promise was fifty homes.")
    press.cover(50, 85, 400, 110)
    press.text(60, 100, "We will build ninety homes.")
    reading = press.read()
    found = Counter(fold(" ".join(texts(reading))))
    assert found == Counter(fold("We will build ninety homes."))
    assert [code for code, _ in codes(reading)] == ["hidden_text"]


def test_words_under_a_clear_tint_are_read() -> None:
    press = Press()
    press.text(60, 100, "The promise is fifty homes.")
    press.cover(50, 85, 400, 110, alpha=0.4)
    assert kinds(press.read()) == [("paragraph", "The promise is fifty homes.")]


def test_words_under_the_picture_of_a_scan_are_those_of_its_ocr_layer() -> None:
    press = Press()
    press.text(60, 100, "What the machine read off the scan of the page.")
    press.picture(0, 0, 595, 842)
    reading = press.read()
    assert texts(reading) == ["What the machine read off the scan of the page."]
    assert reading.document.pages[0].text_source is TextSource.OCR


def test_a_page_is_drawn_as_before_once_its_words_were_put_to_the_proof() -> None:
    press = Press()
    press.text(60, 100, "The old promise was fifty homes.")
    press.cover(50, 85, 120, 110)
    pdf = pdfium.PdfDocument(press.pdf())
    page = pdf[0]
    before = page.render().to_numpy().copy()
    frame = frame_of(page)
    shapes = read_shapes(page, frame)
    words = read_words(page, frame)
    mark_covered(page, frame, words, shapes)
    assert [word.text for word in words if word.invisible] == ["The", "old"]
    assert (page.render().to_numpy() == before).all()


def test_white_words_on_a_shading_are_read_and_those_on_paper_are_left_out() -> None:
    # skipped_2pages: the white caption on a brown band was left out as hidden.
    press = Press()
    press.text(60, 60, "Black words stay what they are.")
    press.shading(50, 85, 400, 110, "#8a5a2b", "#a87442")
    press.text(60, 100, "How the plan was made", colour="#ffffff")
    press.text(60, 200, "Nobody sees this", colour="#ffffff")
    press.text(60, 240, "nor this", colour="#f6f6f6")
    reading = press.read()
    found = [block.text for block in reading.blocks]
    assert found == ["Black words stay what they are.", "How the plan was made"]
    assert codes(reading) == [
        ("hidden_text", "page 1: 5 words in the text layer cannot be seen and were left out")
    ]
