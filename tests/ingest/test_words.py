"""What counts as a word, and which words a reader of the page can see."""

from __future__ import annotations

import importlib
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from ingest.pages.words import _whole
from ingest.reader import words_on
from tests.ingest.drawn import BOLD, Press, one, prose, starts, texts


@pytest.fixture
def serif() -> str:
    """The name of an embedded font that has ligatures."""
    folder = Path(importlib.import_module("font_source_serif_pro").__file__ or "").parent
    pdfmetrics.registerFont(TTFont("Serif", next(folder.rglob("SourceSerifPro-Regular.ttf"))))
    return "Serif"


def test_ligatures_are_letters_and_no_letter_of_one_is_taken_for_a_double(serif: str) -> None:
    # A ligature of two equal letters gives two characters with one box.
    press = Press()
    press.text(60, 100, "The ﬁrst o\ufb00er of the di\ufb03cult ﬂeet.", font=serif)
    text = texts(press.read())[0]
    assert text == "The first offer of the difficult fleet."


def test_a_word_broken_at_a_line_end_is_made_whole() -> None:
    press = Press()
    press.lines(60, 100, ["The council will work with manu-", "facturers of steel in the valley."])
    assert texts(press.read()) == [
        "The council will work with manufacturers of steel in the valley."
    ]


def test_a_compound_that_breaks_at_its_hyphen_keeps_it() -> None:
    press = Press()
    press.lines(
        60,
        100,
        ["A long-term plan is what we want. We will make it a long-", "term plan for the valley."],
    )
    assert texts(press.read())[0].endswith("make it a long-term plan for the valley.")


def test_letters_beyond_the_basic_plane_are_one_letter() -> None:
    assert _whole("\ud83d\ude80a") == "\U0001f680a"
    assert _whole("\ud83da") == "\ufffda"  # half a pair is no letter


@pytest.mark.parametrize("offset", [0.0, 0.3])
def test_glyphs_drawn_twice_to_look_bold_are_read_once(offset: float) -> None:
    # issue-71: every glyph was drawn twice.
    press = Press()
    x = 60.0
    for letter in "Homes":
        press.text(x, 100, letter)
        press.text(x + offset, 100, letter)
        x += stringWidth(letter, "Helvetica", 10)
    press.text(60, 130, "All of this line is drawn again.")
    press.text(60 + offset, 130, "All of this line is drawn again.")
    assert " ".join(texts(press.read())) == "Homes All of this line is drawn again."


def test_double_letters_set_close_together_stay_double() -> None:
    press = Press()
    press.text(60, 100, "Will all bill fill the hill still, illicit as it is?", size=4)
    assert texts(press.read()) == ["Will all bill fill the hill still, illicit as it is?"]


def test_text_that_cannot_be_seen_is_left_out_and_reported() -> None:
    press = Press()
    press.paragraph(60, 100, 400, prose(1, 30))
    press.text(60, 300, "Nobody is meant to see this", mode=3)
    press.text(60, 330, "nor this white line", colour="#ffffff")
    press.text(60, 900, "nor what lies below the page")
    press.text(700, 100, "or beside it")
    reading = press.read()
    assert starts(reading) == ["S1"]
    assert [(p.code, p.sheet) for p in reading.document.problems] == [
        ("off_page_text", 1),
        ("hidden_text", 1),
    ]
    assert "9 words" in reading.document.problems[0].message
    assert "10 words" in reading.document.problems[1].message


def test_white_text_on_a_coloured_ground_is_seen() -> None:
    press = Press()
    press.panel(50, 80, 400, 160, "#103050")
    press.paragraph(60, 100, 300, prose(1, 30), colour="#ffffff")
    reading = press.read()
    assert starts(reading) == ["S1"]
    assert reading.document.problems == ()


def test_a_drop_cap_belongs_to_the_first_word() -> None:
    press = Press()
    press.text(60, 120, "W", 36, BOLD)
    press.lines(
        96, 100, ["e will build a harbour for the fleet that", "fishes off our coast, and more."]
    )
    press.text(60, 126, "Then we will mend the road to it.")
    assert texts(press.read()) == [
        "We will build a harbour for the fleet that fishes off our coast, and more."
        " Then we will mend the road to it."
    ]


def test_raised_digits_are_marks_and_not_figures() -> None:
    press = Press()
    press.text(60, 100, "Output grew by 12% in 2018.")
    press.text(187, 96, "3", 6)
    press.text(60, 114, "It fell the year after.")
    assert texts(press.read()) == ["Output grew by 12% in 2018.³ It fell the year after."]


def test_words_on_gives_the_words_of_one_sheet_with_their_boxes() -> None:
    press = Press()
    press.text(60, 100, "First sheet")
    press.new_page()
    press.text(60, 200, "Second one")
    words = words_on(press.pdf(), 2)
    assert [w.text for w in words] == ["Second", "one"]
    assert words[0].x0 == pytest.approx(60, abs=1)
    assert words[0].bottom == pytest.approx(200, abs=1)


def test_a_crop_box_moves_the_origin() -> None:
    press = Press()
    press.paragraph(100, 150, 300, prose(1, 20))
    pdf = pdfium.PdfDocument(press.pdf())
    pdf[0].set_cropbox(50, 42, 545, 792)
    import io

    from ingest.reader import read_pdf
    from tests.ingest.drawn import NOBODY

    buffer = io.BytesIO()
    pdf.save(buffer)
    reading = read_pdf(buffer.getvalue(), NOBODY)
    assert (reading.document.pages[0].width, reading.document.pages[0].height) == (495, 750)
    box = one(reading, "S1").boxes[0]
    assert (box.x0, box.top) == (pytest.approx(50, abs=1), pytest.approx(93, abs=1))


def test_lines_written_from_the_right_are_read_so(serif: str) -> None:
    from ingest.pages.scripts import as_spoken
    from ingest.pages.words import Word

    def word(text: str, x: float) -> Word:
        return Word(text, x, 0, x + 10, 10, 10, False, False, "", 0, 0, 0, 10, True)

    drawn = ("قوية", "البيانات", "Local", "Plan", "2024", "تحليل")
    line = [word(text, 12 * i) for i, text in enumerate(drawn)]
    spoken = ["تحليل", "2024", "Local", "Plan", "البيانات", "قوية"]
    assert [w.text for w in as_spoken(line)] == spoken
