"""What was laid over a page after it was made."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.reader import words_on
from tests.ingest.drawn import SANS, Press, texts


def wide(words: str) -> float:
    return float(stringWidth(words, SANS, 10))


def test_words_under_a_strike_out_are_left_out_and_counted() -> None:
    press = Press()
    press.text(60, 100, "We will build two trams by 2030.")
    press.strike_out(60 + wide("We will build "), 90, 60 + wide("We will build two"), 103)
    reading = press.read()
    assert texts(reading) == ["We will build trams by 2030."]
    assert [(p.code, p.message) for p in reading.document.problems] == [
        ("struck_text", "page 1 has text that is struck through; 1 word is left out")
    ]
    assert [w.text for w in words_on(press.pdf(), 1)] == [
        "We",
        "will",
        "build",
        "trams",
        "by",
        "2030.",
    ]


def test_a_strike_out_on_a_rotated_page_strikes_what_is_displayed() -> None:
    press = Press(rotation=180)
    press.text(60, 100, "We will build two trams by 2030.")
    x0, x1 = 60 + wide("We will build "), 60 + wide("We will build two")
    press.strike_out(press.width - x1, press.height - 103, press.width - x0, press.height - 90)
    assert texts(press.read()) == ["We will build trams by 2030."]


def test_a_hidden_strike_out_strikes_nothing() -> None:
    press = Press()
    press.text(60, 100, "We will build two trams by 2030.")
    press.strike_out(60, 90, 60 + wide("We will build two"), 103, flags=2)
    reading = press.read()
    assert texts(reading) == ["We will build two trams by 2030."]
    assert reading.document.problems == ()


def test_a_typed_note_is_named_and_no_part_of_the_text() -> None:
    press = Press()
    press.text(60, 100, "We will build two trams by 2030.")
    press.note(300, 200, 420, 230, "Is this still true?")
    reading = press.read()
    assert texts(reading) == ["We will build two trams by 2030."]
    assert [(p.code, p.message) for p in reading.document.problems] == [
        ("typed_notes", "page 1 carries 1 note typed over its text; left out")
    ]
