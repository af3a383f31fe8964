"""Characters of one page as PDFium reports them: code points, boxes and type, in bulk.

A call through ctypes costs more than the work it asks for, so code points come in one
call, boxes are written by PDFium straight into an array, and type is asked for once per
text object.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

BOLD_WEIGHT = 600  # CSS weight from which type is called bold
HEAVIEST = 1000  # the end of that scale: PDFium makes more of stems that are no stems
BOLD_NAMES = ("bold", "black", "heavy")
DOUBLE_STEP = 1.5  # points: glyphs drawn twice to look bold lie closer than this
UNSEEN_MODES = (3, 7)  # text render modes that paint nothing (PDF 32000-1, table 106)
LINE_END = 0x02  # how PDFium marks a hyphen at a line end
INKED = 0.5  # points: a space has no height


@dataclass(slots=True)
class Type:
    """What a text object is set in; `angle` in degrees anticlockwise in user space.

    `source` is the address of the object, 0 when there is none.
    """

    size: float
    bold: bool
    italic: bool
    font: str
    colour: int
    angle: int
    seen: bool
    source: int = 0


def read_characters(raw: Any, count: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return code points and user-space boxes (left, right, bottom, top) of all characters.

    White space has no box.
    """
    codes = _code_points(raw, count)
    boxes = np.zeros((count, 4), dtype=np.float64)
    box_at = _with_addresses(pdfium_c.FPDFText_GetCharBox, 4)
    page = ctypes.cast(raw, ctypes.c_void_p).value
    start = boxes.ctypes.data
    for i in np.flatnonzero((codes > 32) | (codes == LINE_END)).tolist():
        edge = start + 32 * i
        box_at(page, i, edge, edge + 8, edge + 16, edge + 24)
    return codes, boxes


def add_drawn_spaces(raw: Any, codes: NDArray[np.int64], boxes: NDArray[np.float64]) -> None:
    """Give a box to the spaces that are drawn: letters for which a font tells no meaning.

    Fonts of joined scripts often leave out some of their many forms.
    """
    box_at = _with_addresses(pdfium_c.FPDFText_GetCharBox, 4)
    page = ctypes.cast(raw, ctypes.c_void_p).value
    found = np.zeros(4)
    start = found.ctypes.data
    for i in np.flatnonzero(codes <= 32).tolist():
        box_at(page, i, start, start + 8, start + 16, start + 24)
        if found[3] - found[2] > INKED and found[1] - found[0] > INKED:
            boxes[i] = found


def _code_points(raw: Any, count: int) -> NDArray[np.int64]:
    units = np.zeros(count + 1, dtype=np.uint16)
    pointer = units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    if pdfium_c.FPDFText_GetText(raw, 0, count, pointer) == count + 1:
        codes = units[:count].astype(np.int64)
        codes[codes == 0xFFFE] = LINE_END
        return codes
    # Characters without a code point are missing from the text: it cannot be counted along.
    one = pdfium_c.FPDFText_GetUnicode
    return np.fromiter((one(raw, i) for i in range(count)), dtype=np.int64, count=count)


def _with_addresses(function: Any, pointers: int) -> Any:
    """Return a PDFium call (page, index, pointers) that takes addresses as plain numbers."""
    plain = ctypes.CFUNCTYPE(
        ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p for _ in range(pointers))
    )
    return plain(_address(function))


def _address(function: Any) -> int:
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None  # noqa: S101 - a loaded function has an address
    return address


def doubles(codes: NDArray[np.int64], boxes: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return pairs of places: a character, and an equal one drawn over it later."""
    inked = np.flatnonzero(boxes[:, 1] > boxes[:, 0])
    if len(inked) < 2:
        return []
    left, right, bottom, top = boxes[inked].T
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    pairs: dict[int, int] = {}
    for shift_x, shift_y in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        # Equal glyphs closer than half a step share a cell in one of the four grids.
        cell_x = np.floor(middle_x / DOUBLE_STEP + shift_x).astype(np.int64) & 0xFFFFF
        cell_y = np.floor(middle_y / DOUBLE_STEP + shift_y).astype(np.int64) & 0xFFFFF
        key = (codes[inked] << 40) | (cell_x << 20) | cell_y
        ordered = np.sort(key)
        if not (ordered[1:] == ordered[:-1]).any():
            continue  # as nearly always, and found in a tenth of the time
        _, first, group = np.unique(key, return_index=True, return_inverse=True)
        twin = first[group]
        near = np.abs(middle_x - middle_x[twin]) < 0.4 * (right - left)
        near &= np.abs(middle_y - middle_y[twin]) < 0.4 * (top - bottom)
        for later in np.flatnonzero(near & (twin != np.arange(len(key)))).tolist():
            pairs[int(inked[later])] = int(inked[twin[later]])
    return [(earlier, later) for later, earlier in sorted(pairs.items())]


class Types:
    """Looks up what a character is set in, once per text object and once per font."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._known: dict[int, Type] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._matrix = pdfium_c.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.byref(part) for part in self._colour]
        self._page = ctypes.cast(raw, ctypes.c_void_p).value
        self._object_at: Any = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
            _address(pdfium_c.FPDFText_GetTextObject)
        )

    def object_of(self, index: int) -> int:
        """Return the address of the text object that draws a character, 0 when none does."""
        address: int | None = self._object_at(self._page, index)
        return address or 0

    def at(self, index: int) -> Type:
        """Return the type of one character."""
        key = self.object_of(index)
        known = self._known.get(key)
        if known is None:
            known = self._read(index, ctypes.cast(key, pdfium_c.FPDF_PAGEOBJECT))
            known.source = key
            if key:
                self._known[key] = known
        return known

    def origins(self, places: Sequence[int]) -> NDArray[np.float64]:
        """Return the points (x, y) in user space on the baseline where characters start."""
        points = np.zeros((len(places), 2), dtype=np.float64)
        origin_at = _with_addresses(pdfium_c.FPDFText_GetCharOrigin, 2)
        for place, x in zip(places, range(points.ctypes.data, sys.maxsize, 16), strict=False):
            origin_at(self._page, place, x, x + 8)
        return points

    def _read(self, index: int, handle: Any) -> Type:
        size = pdfium_c.FPDFText_GetFontSize(self._raw, index)
        angle = 0
        m = self._matrix
        if pdfium_c.FPDFText_GetMatrix(self._raw, index, m):
            size *= math.hypot(m.c, m.d) or 1.0
            angle = round(math.degrees(math.atan2(m.b, m.a)))
        name, bold, italic = self._font(index, handle)
        colour, seen = self._fill(index, handle)
        return Type(abs(size), bold, italic, name, colour, angle, seen)

    def _font(self, index: int, handle: Any) -> tuple[str, bool, bool]:
        font = pdfium_c.FPDFTextObj_GetFont(handle) if handle else None
        key = ctypes.cast(font, ctypes.c_void_p).value or 0 if font else 0
        known = self._fonts.get(key)
        if known is None:
            buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
            length = pdfium_c.FPDFText_GetFontInfo(self._raw, index, buffer, 128, flags)
            name = buffer.raw[: max(length - 1, 0)].decode("latin-1") if length <= 128 else ""
            weight = pdfium_c.FPDFText_GetFontWeight(self._raw, index)
            low = name.lower()
            bold = BOLD_WEIGHT <= weight <= HEAVIEST or any(part in low for part in BOLD_NAMES)
            if weight > HEAVIEST and not bold:
                name = f"{name}@{weight}"  # told from the other faces once all are known
            italic = bool(flags.value & 64) or "italic" in low or "oblique" in low
            known = name, bold, italic
            if key:
                self._fonts[key] = known
        return known

    def _fill(self, index: int, handle: Any) -> tuple[int, bool]:
        if not pdfium_c.FPDFText_GetFillColor(self._raw, index, *self._colour_refs):
            return 0, True
        red, green, blue, alpha = (part.value for part in self._colour)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
        seen = mode not in UNSEEN_MODES and alpha > 8
        return (red << 16) | (green << 8) | blue, seen
