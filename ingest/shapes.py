"""What is drawn on a page besides text: coloured panels, rules, images and chart strokes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.words import Frame

MAX_OBJECTS = 20_000  # a dense vector map holds some thousands; more is a bomb or a drawing
MAX_DEPTH = 4  # forms within forms; deeper nesting is not seen in strategies
RULE_THICKNESS = 2.5  # points: thinner rectangles are rules
ROUNDED_BOX = 20  # path segments: four sides and four corners of three points, with a close
RECTANGLE = 5  # path segments of one
MAX_SEGMENTS = 2_000  # a path with more is a drawing, not a grid
SLANT = 0.5  # points a line may be off the level through rounding
WHITE = 0xF7  # a fill whose channels all reach this is paper

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Edges = tuple[float, float, float, float]  # x0, top, x1, bottom on the displayed page
UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn object by its bounds on the displayed page; `fill` is 0xRRGGBB or None."""

    kind: str  # "panel", "frame", "rule", "image" or "stroke"
    x0: float
    top: float
    x1: float
    bottom: float
    fill: int | None = None
    boxed: bool = False  # drawn with four straight sides

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
    """The shapes of one page; `cut_short` when there were too many to read.

    `drawn` tells that something is on the page, be it only text that says nothing.
    """

    found: list[Shape] = field(default_factory=list)
    cut_short: bool = False
    drawn: bool = False

    def of(self, *kinds: str) -> list[Shape]:
        return [shape for shape in self.found if shape.kind in kinds]


def read_shapes(page: Any, frame: Frame) -> Shapes:
    """Return what is drawn on a PDFium page, forms opened up and grids in one path taken apart."""
    shapes = Shapes()
    raw = page.raw
    count = pdfium_c.FPDFPage_CountObjects(raw)
    handles = (pdfium_c.FPDFPage_GetObject(raw, i) for i in range(min(count, MAX_OBJECTS)))
    shapes.cut_short = count > MAX_OBJECTS
    shapes.drawn = count > 0
    _collect(handles, frame, UNCHANGED, 0, shapes)
    return shapes


def _collect(handles: Any, frame: Frame, matrix: Matrix, depth: int, shapes: Shapes) -> None:
    for handle in handles:
        if len(shapes.found) >= MAX_OBJECTS:
            shapes.cut_short = True
            return
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _times(_matrix(handle), matrix)
            count = pdfium_c.FPDFFormObj_CountObjects(handle)
            children = (pdfium_c.FPDFFormObj_GetObject(handle, i) for i in range(max(count, 0)))
            _collect(children, frame, inner, depth + 1, shapes)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(handle, frame, matrix)
            if box is not None:
                shapes.found.append(Shape("image", *box))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            shapes.found += _path(handle, frame, matrix)


def _matrix(handle: Any) -> Matrix:
    """Return the transformation of an object (a, b, c, d, e, f)."""
    m = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, m):
        return UNCHANGED
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _bounds(handle: Any, frame: Frame, matrix: Matrix) -> Edges | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    refs = (ctypes.byref(edge) for edge in (left, bottom, right, top))
    if not pdfium_c.FPDFPageObj_GetBounds(handle, *refs):
        return None
    x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
    return _displayed([(x0, y0), (x1, y0), (x0, y1), (x1, y1)], frame, matrix)


def _displayed(points: list[Point], frame: Frame, matrix: Matrix) -> Edges | None:
    """Return the box around points on the displayed page, None when it lies off the page."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    x0, y0, x1, y1 = frame.place(min(xs), max(xs), min(ys), max(ys))
    x0, x1 = max(x0, 0.0), min(x1, frame.width)
    y0, y1 = max(y0, 0.0), min(y1, frame.height)
    return None if x1 < x0 or y1 < y0 else (x0, y0, x1, y1)


def _path(handle: Any, frame: Frame, matrix: Matrix) -> list[Shape]:
    fill, stroked = _paint(handle)
    if fill is None and not stroked:
        return []
    segments = pdfium_c.FPDFPath_CountSegments(handle)
    if RECTANGLE < segments <= MAX_SEGMENTS:
        parts = _straight_parts(handle, segments)
        if parts is not None and len(parts) > 1:
            own = _times(_matrix(handle), matrix)
            boxes = [_displayed(part, frame, own) for part in parts]
            return [
                Shape(_kind(box, fill, len(part), True), *box, fill, True)
                for part, box in zip(parts, boxes, strict=True)
                if box is not None
            ]
        straight = parts is not None
    else:
        straight = segments <= RECTANGLE
    box = _bounds(handle, frame, matrix)
    if box is None:
        return []
    kind = _kind(box, fill, segments, straight or segments <= ROUNDED_BOX)
    return [Shape(kind, *box, fill, straight and segments >= RECTANGLE - 1)]


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


def _kind(box: Edges, fill: int | None, segments: int, boxed: bool) -> str:
    """Return what a path is, by its extent and by whether it is a box."""
    width, height = box[2] - box[0], box[3] - box[1]
    # PDFium widens the bounds of a stroke by its mitre, so a hairline may look thick.
    hairline = fill is None and segments == 2 and min(width, height) <= 4 * RULE_THICKNESS
    if min(width, height) <= RULE_THICKNESS or hairline:
        return "rule" if max(width, height) > 12 else "stroke"
    if width < 40 or height < 9 or not boxed:
        return "stroke"
    if fill is None:
        return "frame"
    paper = all(channel >= WHITE for channel in ((fill >> 16) & 255, (fill >> 8) & 255, fill & 255))
    return "frame" if paper else "panel"


def _straight_parts(handle: Any, segments: int) -> list[list[Point]] | None:
    """Return the subpaths of a path, None when a line of it slants or bends."""
    x, y = ctypes.c_float(), ctypes.c_float()
    refs = ctypes.byref(x), ctypes.byref(y)
    parts: list[list[Point]] = []
    for i in range(segments):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return None
        pdfium_c.FPDFPathSegment_GetPoint(segment, *refs)
        point = (x.value, y.value)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([point])
            continue
        before = parts[-1][-1]
        if min(abs(point[0] - before[0]), abs(point[1] - before[1])) > SLANT:
            return None
        parts[-1].append(point)
    return [part for part in parts if len(part) > 1]
