"""What is drawn on a page besides text: coloured panels, rules, images and chart strokes."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pages.strikes import Rule
from ingest.pages.words import Frame

MAX_OBJECTS = 20_000  # a dense vector map holds some thousands; more is a bomb or a drawing
MAX_DEPTH = 4  # forms within forms; deeper nesting is not seen in strategies
RULE_THICKNESS = 2.5  # points: thinner rectangles are rules
ROUNDED_BOX = 20  # path segments: four sides and four corners of three points, with a close
RECTANGLE = 5  # path segments of one
BOX_HEIGHT = 9  # points: lower ones hold no line of text
MAX_SEGMENTS = 2_000  # a path with more is a drawing, not a grid
SLANT = 0.5  # points a line may be off the level through rounding
SLANTED = 0.5  # of the width: slanted lines over more of it are a curve; arrow heads take less
MAX_CLIPS = 8  # clip paths on one object; what more there are can only hide more of it
MAX_CLIP_SEGMENTS = 40  # a clip path with more is a drawing, not a box
MAX_STRIKES = 400  # a page of tracked changes has some dozens; more are strokes of a chart
SHORTEST_STRIKE = 2.0  # points: half the narrowest letter of small print
WHITE = 0xF7  # a fill whose channels all reach this is paper

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Edges = tuple[float, float, float, float]  # x0, top, x1, bottom on the displayed page
UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn object by its bounds on the displayed page; `fill` is 0xRRGGBB or None."""

    kind: str  # "panel", "frame", "rule", "image", "stroke" or "paper": white on white
    x0: float
    top: float
    x1: float
    bottom: float
    fill: int | None = None
    boxed: bool = False  # drawn with four straight sides
    opaque: bool = False  # hides what was drawn before it
    layer: int = 0  # place in the order of drawing
    stroked: bool = False

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

    `drawn` tells that something is on the page, be it only text that says nothing. `texts`
    holds, by the address of a text object, its place in the order of drawing and the box to
    which it is clipped, None when it is not.
    """

    found: list[Shape] = field(default_factory=list)
    cut_short: bool = False
    drawn: bool = False
    texts: dict[int, tuple[int, Edges | None]] = field(default_factory=dict)
    objects: int = 0

    def of(self, *kinds: str) -> list[Shape]:
        return [shape for shape in self.found if shape.kind in kinds]

    def level_rules(self) -> list[Rule]:
        """Return the thin level lines that may strike words through, none on a drawing."""
        rules = [
            (s.x0, (s.top + s.bottom) / 2, s.x1)
            for s in self.of("rule", "stroke")
            if s.height <= RULE_THICKNESS
            and s.width >= max(SHORTEST_STRIKE, 2 * s.height)
            and not (s.fill is not None and is_paper(s.fill))
        ]
        return rules if len(rules) <= MAX_STRIKES else []


def read_shapes(page: Any, frame: Frame) -> Shapes:
    """Return what is drawn on a PDFium page, forms opened up and grids in one path taken apart."""
    shapes = Shapes()
    raw = page.raw
    count = pdfium_c.FPDFPage_CountObjects(raw)
    handles = (pdfium_c.FPDFPage_GetObject(raw, i) for i in range(min(count, MAX_OBJECTS)))
    shapes.cut_short = count > MAX_OBJECTS
    shapes.drawn = count > 0
    _collect(handles, frame, UNCHANGED, 0, shapes)
    grounds = [s for s in shapes.found if s.kind in ("panel", "image", "stroke")]
    shapes.found = [replace(s, kind="paper") if _is_blank(s, grounds) else s for s in shapes.found]
    return shapes


def _is_blank(shape: Shape, grounds: Sequence[Shape]) -> bool:
    """Whether a box cannot be seen, as the white grounds that some programs lay under words."""
    if shape.kind != "frame" or shape.fill is None or shape.stroked:
        return False
    x, y = (shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2
    return not any(g.layer < shape.layer and g.holds(x, y) for g in grounds)


def _collect(handles: Any, frame: Frame, matrix: Matrix, depth: int, shapes: Shapes) -> None:
    for handle in handles:
        if len(shapes.found) >= MAX_OBJECTS:
            shapes.cut_short = True
            return
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        shapes.objects += 1
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(handle, ctypes.c_void_p).value or 0
            shapes.texts[address] = shapes.objects, _clip(handle, frame, matrix)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _times(_matrix(handle), matrix)
            count = pdfium_c.FPDFFormObj_CountObjects(handle)
            children = (pdfium_c.FPDFFormObj_GetObject(handle, i) for i in range(max(count, 0)))
            _collect(children, frame, inner, depth + 1, shapes)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(handle, frame, matrix)
            if box is not None:
                opaque = not pdfium_c.FPDFPageObj_HasTransparency(handle)
                shapes.found.append(Shape("image", *box, opaque=opaque, layer=shapes.objects))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            shapes.found += _path(handle, frame, matrix, shapes.objects)


def _clip(handle: Any, frame: Frame, matrix: Matrix) -> Edges | None:
    """Return the box around what the clip paths of an object leave, None without a clip path."""
    path = pdfium_c.FPDFPageObj_GetClipPath(handle)
    parts = pdfium_c.FPDFClipPath_CountPaths(path) if path else 0
    if parts <= 0:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    left, top, right, bottom = 0.0, 0.0, frame.width, frame.height
    for part in range(min(parts, MAX_CLIPS)):
        points: list[Point] = []
        count = pdfium_c.FPDFClipPath_CountPathSegments(path, part)
        if not 0 < count <= MAX_CLIP_SEGMENTS:
            continue
        for i in range(count):
            segment = pdfium_c.FPDFClipPath_GetPathSegment(path, part, i)
            pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        box = _displayed(points, frame, matrix)
        if box is None:
            return (0.0, 0.0, 0.0, 0.0)
        left, top = max(left, box[0]), max(top, box[1])
        right, bottom = min(right, box[2]), min(bottom, box[3])
    return left, top, right, bottom


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


def _path(handle: Any, frame: Frame, matrix: Matrix, layer: int) -> list[Shape]:
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
                Shape(
                    _kind(box, fill, len(part), True),
                    *box,
                    fill,
                    True,
                    layer=layer,
                    stroked=stroked,
                )
                for part, box in zip(parts, boxes, strict=True)
                if box is not None
            ]
        straight = parts is not None
    else:
        straight = segments <= RECTANGLE
    box = _bounds(handle, frame, matrix)
    if box is None:
        return []
    rounded = segments <= ROUNDED_BOX and not (min(_size(box)) >= BOX_HEIGHT and _zigzags(handle))
    kind = _kind(box, fill, segments, rounded or (straight and segments > ROUNDED_BOX))
    opaque = fill is not None and not pdfium_c.FPDFPageObj_HasTransparency(handle)
    boxed = straight and segments >= RECTANGLE - 1 and rounded
    return [Shape(kind, *box, fill, boxed, opaque, layer, stroked)]


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
    if width < 40 or height < BOX_HEIGHT or not boxed:
        return "stroke"
    if fill is None:
        return "frame"
    return "frame" if is_paper(fill) else "panel"


def _size(box: Edges) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _zigzags(handle: Any) -> bool:
    """Whether slanted lines run over much of the width of a path, as the lines of charts do."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    slanted = 0.0
    for i in range(pdfium_c.FPDFPath_CountSegments(handle)):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, i)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (x.value, y.value)
        if points and pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_LINETO:
            across, down = abs(point[0] - points[-1][0]), abs(point[1] - points[-1][1])
            slanted += across if min(across, down) > SLANT else 0.0
        points.append(point)
    if not points:
        return False
    width = max(p[0] for p in points) - min(p[0] for p in points)
    return slanted > SLANTED * width > 0


def is_paper(fill: int) -> bool:
    """Whether a colour cannot be told from white paper."""
    return all(channel >= WHITE for channel in ((fill >> 16) & 255, (fill >> 8) & 255, fill & 255))


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
