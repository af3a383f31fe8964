"""Puts the words of a page's picture in the place of a text layer that says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, BoundingBox, Passage, Problem, TextSource
from ingest.layout.lines import segments
from ingest.ocr.engine import Recognised, Recogniser, RecognitionError, by_letter
from ingest.pages.direction import from_right, turned
from ingest.pages.shapes import Shapes, read_shapes
from ingest.pages.sheet import Sheet
from ingest.pages.visibility import SCAN_COVER
from ingest.pages.words import Word, frame_of

STAMPED = 30  # words on a scan: a stamp, a file reference and a page number have fewer
MORE = 3.0  # times the words of the text layer that a picture must have to be the better source
DOUBTFUL = 0.8  # below it about one word in four is wrong, on our own pages drawn small and soft
ANSWERED = frozenset({"no_text_layer", "unreadable_text"})
"""Problems that are none any more once the picture has been read."""


def read_picture(
    page: object, sheet: Sheet, source: TextSource, recogniser: Recogniser
) -> tuple[Sheet, TextSource]:
    """Return the sheet with the words of its picture when its text layer says nothing.

    A text layer with a few words over a picture of the page is a stamped scan; the picture is
    taken when it says much more.
    """
    stamped = source is TextSource.TEXT and _is_stamped(sheet)
    if not stamped and not (source is TextSource.NONE and sheet.shapes.drawn):
        return sheet, source
    frame = frame_of(page)
    try:
        found = recogniser.read(page, frame)
    except RecognitionError as error:
        _say(sheet, "recognition_failed", f": its picture could not be read ({error!s:.120})")
        return sheet, source
    if stamped and len(found.words) < max(STAMPED, MORE * len(sheet.words)):
        return sheet, source
    if not found.words:
        sheet.problems = [p for p in sheet.problems if p.code not in ANSWERED]
        _say(sheet, "nothing_recognised", " has no text layer, and no words in its picture")
        return sheet, source
    frame = turned(frame, found.turn)
    shapes = _without_scan(read_shapes(page, frame), frame.width * frame.height)
    read = Sheet(sheet.number, frame, found.words, segments(found.words), shapes)
    read.turn, read.recognised = found.turn, found
    read.right_to_left = from_right(found.words)
    read.problems = [p for p in sheet.problems if p.code not in ANSWERED]
    _say(read, "recognised_text", _how_sure(found))
    return read, TextSource.OCR


def _is_stamped(sheet: Sheet) -> bool:
    area = sheet.width * sheet.height
    cover = sum(s.width * s.height for s in sheet.shapes.of("image"))
    return len(sheet.words) < STAMPED and cover > SCAN_COVER * area


def _without_scan(shapes: Shapes, area: float) -> Shapes:
    """Leave out the picture of the page itself, which is neither a figure nor a box on it."""
    shapes.texts.clear()
    kept = [
        s
        for s in shapes.found
        if not (s.kind == "image" and s.width * s.height > SCAN_COVER * area)
    ]
    return replace(shapes, found=kept)


def _how_sure(found: Recognised) -> str:
    # Rounded down, because no engine is sure of everything.
    sure = f" was read from its picture, {min(99, int(100 * found.confidence))} in 100 sure"
    return sure if found.confidence >= DOUBTFUL else f"{sure}: check its words against the page"


def _say(sheet: Sheet, code: str, what: str) -> None:
    sheet.problems.append(Problem(code, f"page {sheet.number}{what}", sheet.number))


def page_confidence(sheet: Sheet) -> float | None:
    """Return how sure the engine is of a sheet, None when its words were not recognised."""
    return sheet.recognised.confidence if sheet.recognised else None


def with_confidence(passages: Sequence[Passage], sheets: Sequence[Sheet]) -> tuple[Passage, ...]:
    """Return the passages, those from recognised pages with how sure the engine is of them."""
    read = {sheet.number: sheet.recognised for sheet in sheets if sheet.recognised}
    return tuple(
        replace(passage, confidence=_sureness(passage, read)) if read else passage
        for passage in passages
    )


def _sureness(passage: Passage, read: dict[int, Recognised]) -> float | None:
    known = [
        (found.words[i].text, found.sure[i])
        for number, found in read.items()
        for box in passage.boxes
        if box.sheet == number
        for i in _within(found, box)
    ]
    return by_letter(known) if known else None


def as_drawn(
    boxes: tuple[BoundingBox, ...], read: dict[int, Recognised]
) -> tuple[BoundingBox, ...]:
    """Return boxes around words that were set level where those words stand on a skewed scan."""
    return tuple(_as_drawn(box, read[box.sheet]) if box.sheet in read else box for box in boxes)


def _as_drawn(box: BoundingBox, found: Recognised) -> BoundingBox:
    held = [found.drawn[i] for i in _within(found, box)]
    if not held:
        return box
    x0, top, x1, bottom = zip(*held, strict=True)
    return BoundingBox(box.sheet, min(x0), min(top), max(x1), max(bottom))


def blocks_as_drawn(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """Return blocks with the boxes that their words have on the scan."""
    read = _skewed(sheets)
    return tuple(replace(b, boxes=as_drawn(b.boxes, read)) if read else b for b in blocks)


def passages_as_drawn(passages: Sequence[Passage], sheets: Sequence[Sheet]) -> tuple[Passage, ...]:
    """Return passages with the boxes that their words, and those of their cells, have on it."""
    read = _skewed(sheets)
    return tuple(
        replace(
            passage,
            boxes=as_drawn(passage.boxes, read),
            cells=tuple(replace(c, boxes=as_drawn(c.boxes, read)) for c in passage.cells),
        )
        if read
        else passage
        for passage in passages
    )


def _skewed(sheets: Sequence[Sheet]) -> dict[int, Recognised]:
    return {s.number: s.recognised for s in sheets if s.recognised and s.recognised.skewed}


def _within(found: Recognised, box: BoundingBox) -> list[int]:
    """Return the places of the words whose centre a box holds."""
    return [i for i, word in enumerate(found.words) if _holds(box, word)]


def _holds(box: BoundingBox, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
