"""Reads the sheets of an open PDF one by one; what fails on one sheet stays on it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

import pypdfium2 as pdfium

from ingest.document import Problem, TextSource
from ingest.layout.line_numbers import line_numbers
from ingest.layout.lines import left_over, line_of, mark_drawn_bullets, segments
from ingest.ocr.engine import Recogniser
from ingest.ocr.sheet import read_picture
from ingest.pages.annotations import struck_out
from ingest.pages.covers import mark_covered
from ingest.pages.direction import from_right, is_level, prevailing_angle, quarter_turn, turned
from ingest.pages.pictures import unread_pictures
from ingest.pages.shapes import Shapes, read_shapes
from ingest.pages.sheet import Sheet
from ingest.pages.visibility import visible_words
from ingest.pages.words import Frame, Word, frame_of, read_words

A4 = Frame(0.0, 0.0, 595.0, 842.0, 0)  # stands in for a page whose own size cannot be read
TURNED_WORDS = 6  # at an angle: fewer are a stamp, a watermark or the name of an axis
ON_A_PAGE = (
    pdfium.PdfiumError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What broken pages were seen to raise, here or in ctypes; anything else is our own fault."""


def read_sheets(
    pdf: Any, recogniser: Recogniser | None = None
) -> tuple[list[Sheet], dict[int, TextSource]]:
    """Return every sheet and where its words come from; a sheet that fails says so itself."""
    sheets: list[Sheet] = []
    sources: dict[int, TextSource] = {}
    for index in range(len(pdf)):
        number = index + 1
        try:
            page = pdf[index]
            try:
                sheet, source = _read_sheet(page, number)
                if recogniser is not None:
                    sheet, source = read_picture(page, sheet, source, recogniser)
            finally:
                page.close()
        except ON_A_PAGE as error:
            sheet, source = failed_sheet(number, error), TextSource.NONE
        sheets.append(sheet)
        sources[number] = source
    return sheets, sources


def failed_sheet(number: int, error: Exception) -> Sheet:
    """Return an empty sheet that says why it is empty."""
    sheet = Sheet(number, A4, [], [], Shapes())
    why = str(error).strip() or type(error).__name__
    sheet.problems.append(
        Problem("page_failed", f"page {number}: could not be read ({why:.120})", number)
    )
    return sheet


def _read_sheet(page: Any, number: int) -> tuple[Sheet, TextSource]:
    frame = frame_of(page)
    shapes = read_shapes(page, frame)
    strikes, notes = struck_out(page, frame)
    written = read_words(page, frame, [*shapes.level_rules(), *strikes])
    angle = prevailing_angle(written)
    turn = quarter_turn(angle)
    if turn:
        frame = turned(frame, turn)
        shapes = read_shapes(page, frame)
        strikes, _ = struck_out(page, frame)
        written = read_words(page, frame, [*shapes.level_rules(), *strikes])
    else:
        mark_covered(page, frame, written, shapes)
    shapes.texts.clear()
    skew = angle - turn if turn or quarter_turn(angle) == 0 else 0
    words, source, problems = visible_words(number, written, shapes, frame)
    if source is TextSource.TEXT and not turn:
        problems += unread_pictures(page, number, frame, shapes, words)
    level = [word for word in words if is_level(word, skew)]
    aslant = [word for word in words if not is_level(word, skew)]
    counts = line_numbers(level, frame.height)
    counted = {id(word) for word in counts}
    lines = segments([word for word in level if id(word) not in counted])
    lines = mark_drawn_bullets(lines, shapes)
    sheet = Sheet(number, frame, words, lines, shapes, segments(aslant), turn, problems=problems)
    sheet.counted = [line_of([word]) for word in counts]
    sheet.right_to_left = from_right(level)
    read = {id(word) for word in words}
    sheet.unread = [word for word in written if id(word) not in read]
    _report(sheet, source, aslant)
    if notes:
        what = "1 note" if notes == 1 else f"{notes} notes"
        _add(sheet, "typed_notes", f"carries {what} typed over its text; left out")
    return sheet, source


def _report(sheet: Sheet, source: TextSource, aslant: Sequence[Word]) -> None:
    """Say what cannot be read from the sheet."""
    number = sheet.number
    if source is TextSource.NONE and not sheet.problems:
        if sheet.shapes.drawn:
            _add(sheet, "no_text_layer", "has no text layer; run it through OCR and add it again")
        else:
            # A damaged content stream looks just like a blank page: nothing is drawn.
            _add(sheet, "blank_page", "is blank, or damaged so that nothing is drawn on it")
    _report_turned(sheet, len(aslant))
    gone = sum(word.struck for word in sheet.words)
    if gone:
        why = f"{gone} words are" if gone > 1 else "1 word is"
        _add(sheet, "struck_text", f"has text that is struck through; {why} left out")
    if sheet.shapes.cut_short:
        why = "too many drawn shapes; boxes and tables on it may be missed"
        sheet.problems.append(Problem("too_many_shapes", f"page {number}: {why}", number))


def _report_turned(sheet: Sheet, count: int) -> None:
    if count >= TURNED_WORDS:
        why = "words are set at an angle to the text and were left out of the passages"
        sheet.problems.append(
            Problem("turned_text", f"page {sheet.number}: {count} {why}", sheet.number)
        )


def leave_out_turned(sheet: Sheet, taken: Container[int]) -> None:
    """Take the turned words with these ids, which a table holds, out of those not read."""
    if not sheet.turned:
        return
    sheet.turned = left_over(sheet.turned, taken)
    sheet.problems[:] = [p for p in sheet.problems if p.code != "turned_text"]
    _report_turned(sheet, sum(len(line.words) for line in sheet.turned))


def _add(sheet: Sheet, code: str, why: str) -> None:
    sheet.problems.append(Problem(code, f"page {sheet.number} {why}", sheet.number))
