"""What is drawn on a page besides text: coloured panels, rules, images and chart strokes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from ingest.words import Frame

MAX_OBJECTS = 20_000  # a dense vector map holds some thousands; more is a bomb or a drawing
MAX_DEPTH = 4  # forms within forms; deeper nesting is not seen in strategies
RULE_THICKNESS = 2.5  # points: thinner rectangles are rules
ROUNDED_BOX = 20  # path segments: four sides and four corners of three points, with a close
WHITE = 0xF7  # a fill whose channels all reach this is paper


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn object by its bounds on the displayed page; `fill` is 0xRRGGBB or None."""

    kind: str  # "panel", "frame", "rule", "image" or "stroke"
    x0: float
    top: float
    x1: float
    bottom: float
    fill: int | None = None

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(slots=True)
class Shapes:
    """The shapes of one page; `cut_short` when there were too many to read."""

    found: list[Shape] = field(default_factory=list)
    cut_short: bool = False

    def of(self, *kinds: str) -> list[Shape]:
        return [shape for shape in self.found if shape.kind in kinds]


def read_shapes(page: Any, frame: Frame) -> Shapes:
    """Return what is drawn on a PDFium page, forms opened up."""
    shapes = Shapes()
    raw = page.raw
    count = pdfium_c.FPDFPage_CountObjects(raw)
    handles = (pdfium_c.FPDFPage_GetObject(raw, i) for i in range(min(count, MAX_OBJECTS)))
    shapes.cut_short = count > MAX_OBJECTS
    _collect(handles, frame, np.eye(3), 0, shapes)
    return shapes


def _collect(handles: Any, frame: Frame, matrix: Any, depth: int, shapes: Shapes) -> None:
    for handle in handles:
        if len(shapes.found) >= MAX_OBJECTS:
            shapes.cut_short = True
            return
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = matrix @ _matrix(handle)
            count = pdfium_c.FPDFFormObj_CountObjects(handle)
            children = (pdfium_c.FPDFFormObj_GetObject(handle, i) for i in range(max(count, 0)))
            _collect(children, frame, inner, depth + 1, shapes)
        elif kind in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE):
            shape = _shape(handle, kind, frame, matrix)
            if shape is not None:
                shapes.found.append(shape)


def _matrix(handle: Any) -> Any:
    """Return the transformation of a form object as a 3 × 3 matrix on column vectors."""
    m = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, m):
        return np.eye(3)
    return np.array([[m.a, m.c, m.e], [m.b, m.d, m.f], [0.0, 0.0, 1.0]])


def _shape(handle: Any, kind: int, frame: Frame, matrix: Any) -> Shape | None:
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    if not pdfium_c.FPDFPageObj_GetBounds(handle, *(ctypes.byref(edge) for edge in edges)):
        return None
    corners = np.array(
        [
            [left.value, right.value, left.value, right.value],
            [bottom.value, bottom.value, top.value, top.value],
            [1.0, 1.0, 1.0, 1.0],
        ]
    )
    if matrix is not None:
        corners = matrix @ corners
    xs, ys = corners[0], corners[1]
    box = np.array([[xs.min(), xs.max(), ys.min(), ys.max()]])
    x0, y0, x1, y1 = frame.displayed(box)[0].tolist()
    x0, x1 = max(x0, 0.0), min(x1, frame.width)
    y0, y1 = max(y0, 0.0), min(y1, frame.height)
    if x1 < x0 or y1 < y0:
        return None  # off the page
    if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        return Shape("image", x0, y0, x1, y1)
    fill, stroked = _paint(handle)
    if fill is None and not stroked:
        return None
    return Shape(_kind(handle, x1 - x0, y1 - y0, fill), x0, y0, x1, y1, fill)


def _paint(handle: Any) -> tuple[int | None, bool]:
    """Return the fill colour of a path (None when unfilled or clear) and whether it is stroked."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(stroke)):
        return None, False
    fill = None
    if mode.value:
        rgba = [ctypes.c_uint() for _ in range(4)]
        if pdfium_c.FPDFPageObj_GetFillColor(handle, *(ctypes.byref(part) for part in rgba)):
            red, green, blue, alpha = (part.value for part in rgba)
            if alpha > 8:
                fill = (red << 16) | (green << 8) | blue
    return fill, bool(stroke.value)


def _kind(handle: Any, width: float, height: float, fill: int | None) -> str:
    segments = pdfium_c.FPDFPath_CountSegments(handle)
    # PDFium widens the bounds of a stroke by its mitre, so a hairline may look thick.
    hairline = fill is None and segments == 2 and min(width, height) <= 4 * RULE_THICKNESS
    if min(width, height) <= RULE_THICKNESS or hairline:
        return "rule" if max(width, height) > 12 else "stroke"
    if width < 40 or height < 9 or not _is_rectangular(handle, segments):
        return "stroke"
    if fill is None:
        return "frame"
    paper = all(channel >= WHITE for channel in ((fill >> 16) & 255, (fill >> 8) & 255, fill & 255))
    return "frame" if paper else "panel"


def _is_rectangular(handle: Any, segments: int) -> bool:
    """Whether a path is a box, with rounded corners or not, or several boxes in one path."""
    if segments <= ROUNDED_BOX:
        return True
    if segments > 400:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for i in range(segments):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (x.value, y.value)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return False
        slanted = (
            before is not None and min(abs(point[0] - before[0]), abs(point[1] - before[1])) > 0.5
        )
        if kind == pdfium_c.FPDF_SEGMENT_LINETO and slanted:
            return False
        before = point
    return True
