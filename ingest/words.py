"""Words of one page with their exact boxes, read from PDFium in as few calls as possible.

PDFium reports characters in content-stream order and adds spaces and line ends of its
own. Both are used as hints only: geometry decides what is a word.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

LINE_END_HYPHENS = frozenset((0x02, 0xAD, 0xFFFE))  # how PDFium marks a hyphen at a line end
WORD_GAP = 0.22  # of the font size: narrowest gap read as a space where none is written
BASELINE_SHIFT = 0.55  # of the font size: a larger step up or down starts a new word
BOLD_WEIGHT = 600  # CSS weight from which type is called bold
MAX_CHARACTERS = 400_000  # a page with more is a bomb: a dense broadsheet page holds 40,000


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
        left, right, bottom, top = boxes.T
        match self.rotation:
            case 90:
                edges = (
                    bottom - self.bottom,
                    left - self.left,
                    top - self.bottom,
                    right - self.left,
                )
            case 180:
                edges = (
                    self.right - right,
                    bottom - self.bottom,
                    self.right - left,
                    top - self.bottom,
                )
            case 270:
                edges = (self.top - top, self.right - right, self.top - bottom, self.right - left)
            case _:
                edges = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        return np.stack(edges, axis=1)


def frame_of(page: Any) -> Frame:
    """Return the frame of a PDFium page; an absurd CropBox falls back to the MediaBox."""
    left, bottom, right, top = page.get_bbox()
    if not (right - left > 1 and top - bottom > 1):
        left, bottom, right, top = page.get_mediabox()
    return Frame(left, bottom, right, top, page.get_rotation() % 360)


def read_words(page: Any, frame: Frame) -> list[Word]:
    """Return the words of a PDFium page in content-stream order.

    Raises ValueError when the page holds more than MAX_CHARACTERS characters.
    """
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_CHARACTERS:
            raise ValueError(f"{count} characters on one page")
        if count <= 0:
            return []
        codes, boxes = _characters(textpage.raw, count)
        shown = frame.displayed(boxes)
        return _group(textpage.raw, codes, shown, frame)
    finally:
        textpage.close()


def _characters(raw: Any, count: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return code points and user-space boxes (left, right, bottom, top) of all characters."""
    codes = np.empty(count, dtype=np.int64)
    boxes = np.zeros((count, 4), dtype=np.float64)
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    refs = [ctypes.byref(edge) for edge in edges]
    unicode_at, box_at = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetCharBox
    for i in range(count):
        code = unicode_at(raw, i)
        codes[i] = code
        if code > 32 or code == 0x02:  # white space needs no box
            box_at(raw, i, *refs)
            boxes[i] = left.value, right.value, bottom.value, top.value
    return codes, boxes


def _group(
    raw: Any, codes: NDArray[np.int64], shown: NDArray[np.float64], frame: Frame
) -> list[Word]:
    """Cut the characters into words at white space, jumps and wide gaps."""
    words: list[Word] = []
    start = -1
    style = _Style(raw, frame)
    blank = (codes <= 32) & (codes != 0x02) | (codes == 0xA0) | (codes == 0x3000)
    blank |= (codes >= 0x2000) & (codes <= 0x200B)
    blank |= (shown[:, 2] - shown[:, 0] <= 0) & (shown[:, 3] - shown[:, 1] <= 0)
    cut = _jumps(shown)
    is_blank, is_cut = blank.tolist(), cut.tolist()
    for i in range(len(is_blank)):
        if is_blank[i]:
            if start >= 0:
                words.append(style.word(codes, shown, start, i, len(words)))
            start = -1
        elif start < 0:
            start = i
        elif is_cut[i]:
            words.append(style.word(codes, shown, start, i, len(words)))
            start = i
    if start >= 0:
        words.append(style.word(codes, shown, start, len(is_blank), len(words)))
    return [word for word in words if word.text.strip()]


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


class _Style:
    """Looks up type size, weight, colour and angle once per word."""

    def __init__(self, raw: Any, frame: Frame) -> None:
        self._raw = raw
        self._turn = frame.rotation
        self._matrix = pdfium_c.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._buffer = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._origin = ctypes.c_double(), ctypes.c_double()
        self._frame = frame

    def word(
        self,
        codes: NDArray[np.int64],
        shown: NDArray[np.float64],
        start: int,
        end: int,
        order: int,
    ) -> Word:
        raw, matrix = self._raw, self._matrix
        x0, top = shown[start:end, :2].min(axis=0).tolist()
        x1, bottom = shown[start:end, 2:].max(axis=0).tolist()
        size = pdfium_c.FPDFText_GetFontSize(raw, start)
        angle = 0
        if pdfium_c.FPDFText_GetMatrix(raw, start, matrix):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) - self._turn) % 360
        length = pdfium_c.FPDFText_GetFontInfo(raw, start, self._buffer, 128, self._flags)
        font = self._buffer.raw[: max(length - 1, 0)].decode("latin-1") if length <= 128 else ""
        weight = pdfium_c.FPDFText_GetFontWeight(raw, start)
        name = font.lower()
        bold = weight >= BOLD_WEIGHT or any(
            w in name for w in ("bold", "black", "heavy", "-semibold")
        )
        italic = bool(self._flags.value & 64) or "italic" in name or "oblique" in name
        colour, visible = self._fill(start)
        origin_x, origin_y = self._origin
        pdfium_c.FPDFText_GetCharOrigin(raw, start, ctypes.byref(origin_x), ctypes.byref(origin_y))
        point = np.array([[origin_x.value, origin_x.value, origin_y.value, origin_y.value]])
        baseline = float(self._frame.displayed(point)[0, 1])
        return Word(
            text=_text(codes[start:end].tolist()),
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            size=abs(size),
            bold=bold,
            italic=italic,
            font=font,
            colour=colour,
            angle=angle,
            order=order,
            baseline=baseline,
            spaced=start == 0 or bool(codes[start - 1] <= 32),
            invisible=not visible,
        )

    def _fill(self, index: int) -> tuple[int, bool]:
        red, green, blue, alpha = self._colour
        refs = [ctypes.byref(part) for part in (red, green, blue, alpha)]
        if not pdfium_c.FPDFText_GetFillColor(self._raw, index, *refs):
            return 0, True
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(
            pdfium_c.FPDFText_GetTextObject(self._raw, index)
        )
        seen = mode not in (3, 7) and alpha.value > 8  # modes 3 and 7 draw nothing
        return (red.value << 16) | (green.value << 8) | blue.value, seen


def _text(codes: list[int]) -> str:
    """Return the characters as text: line-end marks as hyphens, surrogate pairs as one letter."""
    text = "".join(
        "-" if c in LINE_END_HYPHENS else chr(c) if 0 < c < 0x110000 else "\ufffd" for c in codes
    )
    if any(0xD800 <= c <= 0xDFFF for c in codes):  # PDFium hands out UTF-16 units
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
