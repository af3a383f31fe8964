"""Which way a page is written: upright, at a right angle, a little askew, or from the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.document import Block, BoundingBox, Cell, Page, Passage, PrintedPage
from ingest.pages.scripts import runs_from_right
from ingest.pages.words import Frame, Word

PREVAILS = 0.5  # of the letters: the direction that more of them have is the page's
MOST_SKEW = 12  # degrees: scans lie askew by less


def prevailing_angle(words: Iterable[Word]) -> int:
    """Return the angle most letters are set at, in degrees; 0 when no angle prevails."""
    letters: Counter[int] = Counter()
    for word in words:
        letters[word.angle] += len(word.text)
    if not letters:
        return 0
    angle, count = letters.most_common(1)[0]
    return angle if count > PREVAILS * letters.total() else 0


def quarter_turn(angle: int) -> int:
    """Return the right angle nearest to `angle`, or 0 when it is too far askew for text."""
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= MOST_SKEW else 0


def turned(frame: Frame, turn: int) -> Frame:
    """Return the frame in which text at the angle `turn` runs from left to right."""
    return replace(frame, rotation=(frame.rotation + turn) % 360)


def is_level(word: Word, skew: int) -> bool:
    """Whether a word runs along the lines of its page, rounding apart."""
    return (word.angle - skew) % 360 in (0, 1, 359)


def from_right(words: Sequence[Word]) -> bool:
    """Whether most letters are of scripts written from right to left."""
    return runs_from_right("".join(word.text for word in words if not word.text.isascii()))


def displayed_box(box: BoundingBox, turn: int, page: Page) -> BoundingBox:
    """Return a box of the turned frame where it lies on the page as displayed."""
    match turn:
        case 90:
            x0, x1 = box.top, box.bottom
            top, bottom = page.height - box.x1, page.height - box.x0
        case 180:
            x0, x1 = page.width - box.x1, page.width - box.x0
            top, bottom = page.height - box.bottom, page.height - box.top
        case 270:
            x0, x1 = page.width - box.bottom, page.width - box.top
            top, bottom = box.x0, box.x1
        case _:
            return box
    return BoundingBox(box.sheet, x0, top, x1, bottom)


def displayed_page(page: Page, turn: int) -> Page:
    """Return a page measured in the turned frame as it is displayed."""
    if not turn:
        return page
    sideways = turn in (90, 270)
    width, height = (page.height, page.width) if sideways else (page.width, page.height)
    return replace(
        page,
        width=width,
        height=height,
        rotation=(page.rotation - turn) % 360,
        printed=(PrintedPage(page.printed[0].label, 0.0, width),),
    )


def displayed_block(block: Block, turns: dict[int, int], pages: dict[int, Page]) -> Block:
    """Return a block with its boxes as displayed."""
    return replace(block, boxes=_moved(block.boxes, turns, pages))


def displayed_passage(passage: Passage, turns: dict[int, int], pages: dict[int, Page]) -> Passage:
    """Return a passage with its boxes, and those of its cells, as displayed."""
    cells = tuple(
        Cell(cell.header, cell.text, _moved(cell.boxes, turns, pages)) for cell in passage.cells
    )
    return replace(passage, boxes=_moved(passage.boxes, turns, pages), cells=cells)


def _moved(
    boxes: tuple[BoundingBox, ...], turns: dict[int, int], pages: dict[int, Page]
) -> tuple[BoundingBox, ...]:
    return tuple(displayed_box(b, turns.get(b.sheet, 0), pages[b.sheet]) for b in boxes)
