"""Words of a picture in place of a text layer, with an engine that says what the test tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ingest.document import Reading, TextSource
from ingest.errors import NoTextError, UnreadableError
from ingest.isolated import read_isolated
from ingest.ocr.engine import Recognised, RecognitionError
from ingest.pages.words import Frame, Word
from ingest.reader import read_pdf
from tests.ingest.drawn import NOBODY, Press, prose


def word(text: str, x0: float, top: float, order: int) -> Word:
    width = 5.0 * len(text)
    return Word(
        *(text, x0, top, x0 + width, top + 10, 10.0, False, False, "", 0, 0, order),
        baseline=top + 8,
        spaced=True,
    )


def words(text: str, x0: float = 60, top: float = 100) -> list[Word]:
    found = []
    for order, part in enumerate(text.split()):
        found.append(word(part, x0, top, order))
        x0 = found[-1].x1 + 3
    return found


@dataclass
class Told:
    """An engine that sees the given words on every page."""

    seen: Sequence[Word]
    sure: float = 0.935
    turn: int = 0
    lower: float = 0.0  # how much further down the words stand in truth

    def read(self, page: Any, frame: Frame) -> Recognised:
        drawn = [(w.x0, w.top + self.lower, w.x1, w.bottom + self.lower) for w in self.seen]
        return Recognised(list(self.seen), [self.sure] * len(self.seen), drawn, self.turn)


class Broken:
    def read(self, page: Any, frame: Frame) -> Recognised:
        raise RecognitionError("error: out of ink")


def scan(stamp: str = "") -> bytes:
    """A page that is one picture, with or without words stamped on it."""
    press = Press()
    press.picture(0, 0, 595, 842)
    if stamp:
        press.text(60, 820, stamp)
    return press.pdf()


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in reading.document.problems]


SENTENCE = "We will open a college for nine hundred learners at Pellingham."


def test_a_page_without_text_is_read_from_its_picture() -> None:
    reading = read_pdf(scan(), NOBODY, recogniser=Told(words(SENTENCE)))
    (passage,) = reading.passages
    assert (passage.text, passage.confidence) == (SENTENCE, pytest.approx(0.935))
    (page,) = reading.document.pages
    assert (page.text_source, page.confidence) == (TextSource.OCR, pytest.approx(0.935))
    assert told(reading) == [
        ("recognised_text", "page 1 was read from its picture, 93 in 100 sure")
    ]


def test_without_an_engine_the_page_stays_unread() -> None:
    with pytest.raises(NoTextError, match="it looks like a scan"):
        read_pdf(scan(), NOBODY, "scan.pdf")


def test_the_child_process_tells_a_scan_from_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan())
    with pytest.raises(NoTextError, match="it looks like a scan"):
        read_isolated(path, NOBODY)


def test_a_doubtful_page_says_so() -> None:
    reading = read_pdf(scan(), NOBODY, recogniser=Told(words(SENTENCE), sure=0.6))
    assert told(reading)[0][1] == (
        "page 1 was read from its picture, 60 in 100 sure: check its words against the page"
    )


def test_a_text_layer_is_left_alone_and_has_no_confidence() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    reading = read_pdf(press.pdf(), NOBODY, recogniser=Broken())
    assert (len(reading.passages), reading.passages[0].confidence) == (1, None)
    assert reading.document.pages[0].text_source is TextSource.TEXT
    assert told(reading) == []


def test_a_stamp_on_a_scan_does_not_hide_its_text() -> None:
    long = " ".join([SENTENCE] * 4).split()
    lines = [words(" ".join(long[i : i + 8]), top=100 + 1.5 * i) for i in range(0, len(long), 8)]
    seen = [w for line in lines for w in line]
    reading = read_pdf(scan("Received 3 May"), NOBODY, recogniser=Told(seen))
    assert reading.document.pages[0].text_source is TextSource.OCR
    assert SENTENCE in reading.passages[0].text


def test_a_title_on_a_photograph_is_not_read_twice() -> None:
    reading = read_pdf(scan("A plan for the Vale"), NOBODY, recogniser=Told(words("A plan")))
    assert reading.document.pages[0].text_source is TextSource.TEXT
    assert told(reading) == []


def test_a_picture_without_words() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(scan(), NOBODY, "scan.pdf", recogniser=Told([]))
    assert not isinstance(caught.value, NoTextError)  # trying again would not help
    assert str(caught.value).startswith(
        "scan.pdf: no page has text, and no words were found in their pictures"
    )


def test_an_engine_that_fails_leaves_the_other_pages() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    press.new_page()
    press.picture(0, 0, 595, 842)
    reading = read_pdf(press.pdf(), NOBODY, recogniser=Broken())
    assert [page.text_source for page in reading.document.pages] == [
        TextSource.TEXT,
        TextSource.NONE,
    ]
    assert told(reading) == [
        ("no_text_layer", "page 2 has no text layer; run it through OCR and add it again"),
        ("recognition_failed", "page 2: its picture could not be read (error: out of ink)"),
    ]


def test_boxes_of_a_turned_scan_lie_where_the_page_shows_them() -> None:
    (seen,) = (words("Hullabaloo", x0=100, top=200),)
    reading = read_pdf(scan(), NOBODY, recogniser=Told(seen, turn=180))
    (box,) = reading.passages[0].boxes or reading.blocks[0].boxes
    assert (box.x0, box.x1) == (pytest.approx(595 - 150), pytest.approx(595 - 100))
    assert (box.top, box.bottom) == (pytest.approx(842 - 210), pytest.approx(842 - 200))


def test_boxes_of_a_skewed_scan_lie_where_its_words_are_drawn() -> None:
    reading = read_pdf(scan(), NOBODY, recogniser=Told(words(SENTENCE), lower=7.0))
    (box,) = reading.passages[0].boxes
    assert (box.top, box.bottom) == (107.0, 117.0)
    assert reading.blocks[0].boxes[0].top == 107.0
