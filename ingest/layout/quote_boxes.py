"""Where on its pages a part of a passage stands: boxes of a quote rather than of its paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from ingest.document import BoundingBox, Passage
from ingest.pages.words import LINE_END_HYPHENS, Word, frame_of, read_words

_SKIPPED = re.compile(r"[\s\-\u2010\u2011\u00ad]+")
"""Left out when words are set beside text: spaces and hyphens come and go at line ends."""


def quote_boxes(pdf_path: Path, passage: Passage, start: int, end: int) -> tuple[BoundingBox, ...]:
    """Return a box per line of `passage.text[start:end]`, at the width of whole words.

    Returns the boxes of the passage when the words on the page cannot be set beside its text
    letter by letter: too much is lit rather than the wrong words.
    """
    if start <= 0 and end >= len(passage.text):
        return passage.boxes
    words = _words_under(pdf_path, passage.boxes)
    parts = [_letters(word.text) for _, word in words]
    if "".join(parts) != _letters(passage.text):
        return passage.boxes
    first = len(_letters(passage.text[:start]))
    last = first + len(_letters(passage.text[start:end]))
    quoted, at = [], 0
    for part, (sheet, word) in zip(parts, words, strict=True):
        if part and at < last and at + len(part) > first:
            quoted.append((sheet, word))
        at += len(part)
    return tuple(_lines(quoted)) or passage.boxes


def _letters(text: str) -> str:
    hyphens = "".join(map(chr, LINE_END_HYPHENS))
    folded = unicodedata.normalize("NFKC", text.translate(dict.fromkeys(map(ord, hyphens), "")))
    return _SKIPPED.sub("", folded)


def _words_under(pdf_path: Path, boxes: Sequence[BoundingBox]) -> list[tuple[int, Word]]:
    """Return the words whose centre lies under a box, box by box, line by line."""
    pdf = pdfium.PdfDocument(pdf_path)
    found: list[tuple[int, Word]] = []
    taken: set[tuple[int, int]] = set()
    try:
        sheets: dict[int, list[Word]] = {}
        for box in boxes:
            if box.sheet not in sheets:
                page = pdf[box.sheet - 1]
                sheets[box.sheet] = [w for w in read_words(page, frame_of(page)) if not w.invisible]
            under = [w for w in sheets[box.sheet] if (box.sheet, w.order) not in taken]
            for word in _in_lines([w for w in under if _lies_in(w, box)]):
                taken.add((box.sheet, word.order))
                found.append((box.sheet, word))
    finally:
        pdf.close()
    return found


def _lies_in(word: Word, box: BoundingBox) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _in_lines(words: Sequence[Word]) -> list[Word]:
    """Return words from the top, and from the left among those of one line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.baseline):
        if lines and word.baseline - lines[-1][0].baseline < word.size / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda w: w.x0)]


def _lines(words: Sequence[tuple[int, Word]]) -> list[BoundingBox]:
    boxes: list[BoundingBox] = []
    for sheet, word in words:
        box = BoundingBox(sheet, word.x0, word.top, word.x1, word.bottom)
        before = boxes[-1] if boxes else None
        same_line = (
            before is not None
            and before.sheet == sheet
            and box.x0 >= before.x0
            and min(before.bottom, box.bottom) - max(before.top, box.top) > box.height / 2
        )
        if before is not None and same_line:
            boxes[-1] = before.union(box)
        else:
            boxes.append(box)
    return boxes
