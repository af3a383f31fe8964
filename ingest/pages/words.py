"""Words of one page with their exact boxes, read from PDFium in as few calls as possible.

PDFium reports characters in content-stream order and adds spaces and line ends of its
own. Both are used as hints only: geometry decides what is a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.pages.characters import (
    LINE_END,
    Type,
    Types,
    add_drawn_spaces,
    doubles,
    read_characters,
)
from ingest.pages.strikes import Rule, struck, underlined

LINE_END_HYPHENS = (LINE_END, 0xAD, 0xFFFE)  # how PDFium marks a hyphen at a line end
WORD_GAP = 0.22  # of the font size: narrowest gap read as a space where none is written
BASELINE_SHIFT = 0.55  # of the font size: a larger step up or down starts a new word
INITIAL = 2.5  # times the height of the next letter: capitals of the same type reach 1.5
GLUED_NUMBER = re.compile(
    r"(?<!\S)(?:\d{1,2}(?:\.\d{1,2}){0,3}\.(?=[A-Z][a-z]+\s)|[a-z]\)(?=[a-z]{3}))"
)
"""A paragraph number with its first word: a tab too narrow to be taken for a space."""
SPACES = (0x20, 0xA0, 0x3000)
FROM_RIGHT = (0x590, 0x8FF)  # Hebrew, Arabic and what lies between
MAX_CHARACTERS = 400_000  # a page with more is a bomb: a dense broadsheet page holds 40,000

N = TypeVar("N", float, NDArray[np.float64])


@dataclass(slots=True)
class Word:
    """One word as drawn. `order` is its place in the content stream, `angle` in degrees.

    `colour` is the fill as 0xRRGGBB; `alpha` below 1 or `invisible` means it is not seen.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    font: str
    colour: int
    angle: int
    order: int
    baseline: float
    spaced: bool  # white space was written before it
    invisible: bool = False
    shown: bool = False  # the picture of the page was seen to hold it
    ends_spaced: bool = False  # a space was written after it
    struck: bool = False  # a rule runs through it: deleted text that is still shown
    underlined: bool = False
    holes: int = 0  # letters drawn after it that are spaces in the text layer
    source: int = 0  # address of the text object that draws it, while its page is open

    @property
    def style(self) -> tuple[float, bool, bool, int]:
        return (round(self.size * 2) / 2, self.bold, self.italic, self.colour)


@dataclass(frozen=True, slots=True)
class Frame:
    """How user space maps to the displayed page: CropBox corner, size and quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        turned = self.rotation in (90, 270)
        return self.top - self.bottom if turned else self.right - self.left

    @property
    def height(self) -> float:
        turned = self.rotation in (90, 270)
        return self.right - self.left if turned else self.top - self.bottom

    def displayed(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map rows of (left, right, bottom, top) in user space to (x0, top, x1, bottom)."""
        return np.stack(self.place(*boxes.T), axis=1)

    def place(self, left: N, right: N, bottom: N, top: N) -> tuple[N, N, N, N]:
        """Map the edges of a box in user space to its x0, top, x1 and bottom as displayed."""
        match self.rotation:
            case 90:
                return (
                    bottom - self.bottom,
                    left - self.left,
                    top - self.bottom,
                    right - self.left,
                )
            case 180:
                return (
                    self.right - right,
                    bottom - self.bottom,
                    self.right - left,
                    top - self.bottom,
                )
            case 270:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
            case _:
                return left - self.left, self.top - top, right - self.left, self.top - bottom


def frame_of(page: Any) -> Frame:
    """Return the frame of a PDFium page; an absurd CropBox falls back to the MediaBox."""
    left, bottom, right, top = page.get_bbox()
    if not (right - left > 1 and top - bottom > 1):
        left, bottom, right, top = page.get_mediabox()
    return Frame(left, bottom, right, top, page.get_rotation() % 360)


def read_words(page: Any, frame: Frame, rules: Sequence[Rule] = ()) -> list[Word]:
    """Return the words of a PDFium page in content-stream order.

    Glyphs drawn twice, as some programs do to make type bold, are read once. Words that
    level `rules` run through are marked as struck. Raises
    ValueError when the page holds more than MAX_CHARACTERS characters.
    """
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_CHARACTERS:
            raise ValueError(f"{count} characters on one page")
        if count <= 0:
            return []
        codes, boxes = read_characters(textpage.raw, count)
        if np.any((codes >= FROM_RIGHT[0]) & (codes <= FROM_RIGHT[1])):
            add_drawn_spaces(textpage.raw, codes, boxes)
        types = Types(textpage.raw)
        places = _once(codes, boxes, types)
        shown = frame.displayed(boxes[places])
        return _group(types, codes[places], shown, places, frame, rules)
    finally:
        textpage.close()


def _once(codes: NDArray[np.int64], boxes: NDArray[np.float64], types: Types) -> NDArray[np.intp]:
    """Return the places of all characters but those drawn again over themselves."""
    again = set()
    for earlier, later in doubles(codes, boxes):
        if types.object_of(earlier) == types.object_of(later) and np.array_equal(
            boxes[earlier], boxes[later]
        ):
            continue  # two letters of one ligature share its box
        # Where one of the two cannot be seen, the other is what is read.
        again.add(later if types.at(earlier).seen else earlier)
    places: NDArray[np.intp] = np.arange(len(codes))
    return np.delete(places, sorted(again)) if again else places


def _group(
    types: Types,
    codes: NDArray[np.int64],
    shown: NDArray[np.float64],
    places: NDArray[np.intp],
    frame: Frame,
    rules: Sequence[Rule],
) -> list[Word]:
    """Cut the characters into words at white space, jumps and wide gaps."""
    blank = (codes <= 32) & (codes != LINE_END) | (codes == 0xA0) | (codes == 0x3000)
    blank |= (codes >= 0x2000) & (codes <= 0x200B)
    blank |= (shown[:, 2] - shown[:, 0] <= 0) & (shown[:, 3] - shown[:, 1] <= 0)
    opens = ~blank & (_jumps(shown) | _after_initials(codes, shown))
    opens[1:] |= ~blank[1:] & blank[:-1]
    opens[0] = not blank[0]
    if not opens.any():
        return []
    letters = _letters(codes)
    glued = [match.end() for match in GLUED_NUMBER.finditer(letters)]
    opens[glued] = True
    starts, ends = _bounds(opens, blank)
    baselines = _baselines(types, places[starts], frame)
    kinds = [types.at(i) for i in places[starts].tolist()]
    gone = np.zeros(len(codes), dtype=bool)
    under = np.zeros(len(starts), dtype=bool)
    if rules:
        sizes = np.array([kind.size for kind in kinds])
        gone = struck(rules, shown, starts, ends, baselines, sizes)
        if gone.any():  # a rule may end within what would be one word
            opens[1:] |= ~blank[1:] & (gone[1:] != gone[:-1])
            starts, ends = _bounds(opens, blank)
            baselines = _baselines(types, places[starts], frame)
            kinds = [types.at(i) for i in places[starts].tolist()]
            sizes = np.array([kind.size for kind in kinds])
        edges = np.stack((shown[starts, 0], shown[ends - 1, 2]), axis=1)
        under = underlined(rules, edges, baselines, sizes)
    low, high = _edges(shown, starts, ends)
    spaced = (codes[starts - 1] <= 32) | (starts == 0) | np.isin(starts, glued)
    words: list[Word] = []
    for k, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        text = _whole(letters[start:end])
        if not text.strip():
            continue
        word = _word(text, low[k], high[k], kinds[k], k, frame.rotation)
        word.baseline, word.spaced = float(baselines[k]), bool(spaced[k])
        word.underlined, word.struck = bool(under[k]), bool(gone[start])
        word.ends_spaced = end < len(codes) and codes[end] in SPACES
        words.append(word)
        if end < len(codes) and shown[end, 2] > shown[end, 0] and codes[end] <= 32:
            _widen(word, codes[end:], shown[end:])
    return words


def _widen(word: Word, codes: NDArray[np.int64], shown: NDArray[np.float64]) -> None:
    """Let a word cover the drawn spaces right after it: letters that its font does not name."""
    for code, (x0, _, x1, _) in zip(codes, shown, strict=True):
        if code > 32 or x1 <= x0:
            break
        word.x0, word.x1 = min(word.x0, float(x0)), max(word.x1, float(x1))
        word.holes += 1


def _word(
    text: str, low: list[float], high: list[float], kind: Type, order: int, rotation: int
) -> Word:
    x0, top = low
    x1, bottom = high
    return Word(
        text=text,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        size=kind.size,
        bold=kind.bold,
        italic=kind.italic,
        font=kind.font,
        colour=kind.colour,
        angle=(kind.angle - rotation) % 360,
        order=order,
        baseline=bottom,
        spaced=False,
        invisible=not kind.seen,
        source=kind.source,
    )


def _bounds(
    opens: NDArray[np.bool_], blank: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each word starts and where it has ended."""
    starts = np.flatnonzero(opens)
    stops = np.append(np.flatnonzero(opens | blank), len(opens))
    return starts, stops[np.searchsorted(stops, starts, side="right")]


def _baselines(types: Types, places: NDArray[np.intp], frame: Frame) -> NDArray[np.float64]:
    origins = types.origins(places.tolist())
    return frame.displayed(np.repeat(origins, 2, axis=1))[:, 1]


def _edges(
    shown: NDArray[np.float64], starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the top left and the bottom right corner of the characters of each word."""
    # reduceat takes pairs of bounds; every second result spans what lies between two words.
    bounds = np.stack((starts, np.minimum(ends, len(shown) - 1)), axis=1).ravel()
    low = np.minimum.reduceat(shown[:, :2], bounds, axis=0)[::2]
    high = np.maximum.reduceat(shown[:, 2:], bounds, axis=0)[::2]
    if ends[-1] == len(shown):
        low[-1] = shown[starts[-1] :, :2].min(axis=0)
        high[-1] = shown[starts[-1] :, 2:].max(axis=0)
    return low.tolist(), high.tolist()


def _jumps(shown: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where a character does not continue the word of the one before it."""
    cut = np.zeros(len(shown), dtype=bool)
    if len(shown) < 2:
        return cut
    x0, top, x1, bottom = shown.T
    height = np.maximum(bottom - top, x1 - x0)
    size = np.maximum(np.maximum(height[1:], height[:-1]), 1.0)
    # Distance between neighbouring boxes on either axis; overlapping boxes have none.
    gap_x = np.maximum(x0[1:] - x1[:-1], x0[:-1] - x1[1:])
    gap_y = np.maximum(top[1:] - bottom[:-1], top[:-1] - bottom[1:])
    cut[1:] = (gap_x > size * 0.9) | (gap_y > size * BASELINE_SHIFT)
    return cut


def _after_initials(codes: NDArray[np.int64], shown: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where a letter follows a capital several times its height, on another line maybe."""
    after = np.zeros(len(codes), dtype=bool)
    # The longer side: letters of text at an angle lie on theirs.
    heights = np.maximum(shown[:, 3] - shown[:, 1], shown[:, 2] - shown[:, 0])
    found = np.flatnonzero((heights[:-1] > INITIAL * heights[1:]) & (heights[1:] > 0)) + 1
    for i in found.tolist():
        after[i] = chr(codes[i - 1]).isupper() and chr(codes[i]).isalpha()
    return after


def _letters(codes: NDArray[np.int64]) -> str:
    """Return the characters as text of the same length; line-end marks are hyphens."""
    plain = codes.copy()
    plain[np.isin(plain, LINE_END_HYPHENS)] = ord("-")
    plain[(plain <= 0) | (plain >= 0x110000)] = 0xFFFD
    return "".join(map(chr, plain.tolist()))


def _whole(text: str) -> str:
    """Return text with surrogate pairs made one letter: PDFium hands out UTF-16 units."""
    if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
