"""Parts of a page that are read as one: tables, coloured boxes and drawings with their labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.layout.frames import ruled_frames, title_over
from ingest.layout.lines import Line, left_over
from ingest.layout.spreads import SPREAD_RATIO
from ingest.pages.shapes import Shape
from ingest.pages.sheet import Sheet
from ingest.tables.target_tables import Table

BACKGROUND = 0.55  # of the page: a larger panel is a ground, not a box
HALF = 0.45  # of the width of a spread: one of its pages, less a bleed
WHOLE = 0.95  # of its height
MIN_STROKES = 4  # shapes from which a cluster can be a chart
BORDER = 0.85  # of the height: what is taller frames the page
REACH = 16.0  # points around a drawing within which short text labels it
CAPTION = re.compile(
    r"^(?:figure|fig\.|chart|graph|map|table|exhibit)\s+[\dA-Z][\d.:–—-]*(?:\s|$)", re.I
)
DOT = 9.0  # points: a larger shape is no dot of a pattern
PATTERN = 150  # dots of one size: the points of a chart are fewer
LABEL_WORDS = 6  # axis labels and keys are shorter than sentences
COLUMN_LINES = 4  # fewer long lines one under another may be the words of a drawing
OVER = 0.3  # of its width: what a shape has in a column it belongs to
CARD_WORDS = 15  # on one ground: the boxes of a flow chart say less


class RegionKind(StrEnum):
    """What holds the lines of a region together."""

    TABLE = "table"
    PANEL = "panel"
    FIGURE = "figure"


@dataclass(slots=True)
class Region:
    """A unit of reading order with the lines it holds."""

    kind: RegionKind
    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)
    table: Table | None = None
    inner: list[Region] = field(default_factory=list)

    def surrounds(self, other: Region) -> bool:
        return (
            self.x0 - 2 <= other.x0
            and other.x1 <= self.x1 + 2
            and self.top - 2 <= other.top
            and other.bottom <= self.bottom + 2
        )


def find_regions(
    sheet: Sheet, lines: Sequence[Line], tables: Sequence[Table]
) -> tuple[list[Region], list[Line]]:
    """Return the units of a sheet and the lines that belong to none of them."""
    taken = {id(word) for table in tables for word in table.words}
    regions = [Region(RegionKind.TABLE, t.x0, t.top, t.x1, t.bottom, table=t) for t in tables]
    loose = left_over(lines, taken)
    figures, loose = _figures(sheet, loose, regions)
    return _panels(sheet, loose, [*regions, *figures])


def _inside(line: Line, shape: Shape) -> bool:
    middle = (line.top + line.bottom) / 2
    return (
        shape.x0 - 1 <= line.x0 and line.x1 <= shape.x1 + 1 and shape.top <= middle <= shape.bottom
    )


def _panels(
    sheet: Sheet, lines: list[Line], regions: list[Region]
) -> tuple[list[Region], list[Line]]:
    """Group what stands on one coloured ground or in one frame, the smallest ground first.

    Tables, drawings and smaller boxes become part of the box they stand in.
    """
    grounds = [
        shape
        for shape in _merged(
            [*sheet.shapes.of("panel", "frame"), *ruled_frames(sheet.shapes.of("rule"))]
        )
        if not _is_background(shape, sheet) and shape.height > 24 and shape.width > 60
    ]
    loose, outer = list(lines), list(regions)
    for shape in sorted(grounds, key=lambda s: s.width * s.height):
        box = Region(RegionKind.PANEL, shape.x0, shape.top, shape.x1, shape.bottom)
        box.lines = [line for line in loose if _inside(line, shape)]
        box.inner = [region for region in outer if box.surrounds(region)]
        if not _is_box(box) or len(box.lines) == len(lines) > 0:
            continue
        named = title_over(shape, loose)
        if named:
            box.lines += named
            box.top = min(line.top for line in named)
        gone = {id(x) for x in (*box.lines, *box.inner)}
        for region in [r for r in box.inner if r.kind is RegionKind.PANEL and not box.lines]:
            box.inner.remove(region)  # a frame around a ground is one box, not two
            box.lines += region.lines
            box.inner += region.inner
        loose = [line for line in loose if id(line) not in gone]
        outer = [*(region for region in outer if id(region) not in gone), box]
    return outer, loose


def _is_background(shape: Shape, sheet: Sheet) -> bool:
    """Whether a ground is that of a page, be it of one of the two on a spread."""
    if shape.width * shape.height >= BACKGROUND * sheet.width * sheet.height:
        return True
    wide = sheet.width > SPREAD_RATIO * sheet.height
    half = shape.width > HALF * sheet.width and shape.height > WHOLE * sheet.height
    return wide and half


def _is_box(box: Region) -> bool:
    """Whether enough is said on the ground for it to be read as a unit."""
    panels = [region for region in box.inner if region.kind is RegionKind.PANEL]
    words = sum(len(line.words) for line in box.lines)
    return (len(box.lines) >= 2 and words >= 8) or (bool(panels) and len(box.inner) == 1)


def _merged(shapes: Sequence[Shape]) -> list[Shape]:
    """Join grounds that are stacked with the same side edges (a title bar on its box)."""
    merged: list[Shape] = []
    for shape in sorted(shapes, key=lambda s: (round(s.x0), s.top)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and abs(last.x0 - shape.x0) < 2
            and abs(last.x1 - shape.x1) < 2
            and -2 <= shape.top - last.bottom < 2
        ):
            merged[-1] = Shape(
                last.kind, last.x0, last.top, last.x1, max(last.bottom, shape.bottom), last.fill
            )
        elif last is not None and (shape.x0, shape.top, shape.x1, shape.bottom) == (
            last.x0,
            last.top,
            last.x1,
            last.bottom,
        ):
            continue
        else:
            merged.append(shape)
    return merged


def _figures(
    sheet: Sheet, lines: list[Line], tables: Sequence[Region]
) -> tuple[list[Region], list[Line]]:
    """Group the short labels in and around clusters of drawn shapes.

    What rules the `tables` or borders the page draws nothing.
    """
    strokes = [
        s
        for s in _drawn(sheet.shapes.of("stroke", "panel", "rule"))
        if s.width < 0.7 * sheet.width
        and s.height < BORDER * sheet.height
        and not any(_within(s, table) for table in tables)
        and not _holds_text(s, lines)
    ]
    regions: list[Region] = []
    loose = list(lines)
    corridors = _corridors(lines)
    for members in (part for found in _clusters(strokes) for part in _parted(found, corridors)):
        if sum(s.kind != "rule" for s in members) < MIN_STROKES - 1 or len(members) < MIN_STROKES:
            continue
        x0, top = min(s.x0 for s in members), min(s.top for s in members)
        x1, bottom = max(s.x1 for s in members), max(s.bottom for s in members)
        if x1 - x0 < 60 or bottom - top < 30:
            continue
        drawing = Region(RegionKind.FIGURE, x0, top, x1, bottom)
        drawing.lines = _labels(drawing, loose, _typical_size(lines))
        inside = any(top <= line.baseline <= bottom for line in drawing.lines)
        if not inside and len(drawing.lines) < MIN_STROKES:
            continue  # a signature over a name, a mark beside a title
        held = {id(line) for line in drawing.lines}
        loose = [line for line in loose if id(line) not in held]
        drawing.x0 = min(x0, *(line.x0 for line in drawing.lines))
        drawing.top = min(top, *(line.top for line in drawing.lines))
        drawing.x1 = max(x1, *(line.x1 for line in drawing.lines))
        drawing.bottom = max(bottom, *(line.bottom for line in drawing.lines))
        regions.append(drawing)
    return regions, loose


def _within(shape: Shape, region: Region) -> bool:
    return (
        region.x0 - REACH / 2 <= shape.x0
        and shape.x1 <= region.x1 + REACH / 2
        and region.top - REACH / 2 <= shape.top
        and shape.bottom <= region.bottom + REACH / 2
    )


def _corridors(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the edges of the gutters that no long line crosses, with columns on both sides."""
    prose = sorted((line.x0, line.x1) for line in lines if len(line.words) > LABEL_WORDS)
    corridors: list[tuple[float, float]] = []
    count, right = 0, 0.0
    for x0, x1 in prose:
        if count >= COLUMN_LINES and x0 > right:
            if sum(other >= x0 for other, _ in prose) >= COLUMN_LINES:
                corridors.append((right, x0))
            count = 0
        count += 1
        right = max(right, x1)
    return corridors


def _parted(shapes: list[Shape], corridors: Sequence[tuple[float, float]]) -> list[list[Shape]]:
    """Part what only seems one drawing because two columns hold one each, side by side."""
    parts = [shapes]
    for left, right in corridors:
        middle = (left + right) / 2
        cut: list[list[Shape]] = []
        for part in parts:
            if any(_across(s, left, right) for s in part):
                cut.append(part)  # it is drawn across both columns
                continue
            halves = (
                [replace(s, x1=min(s.x1, left)) for s in part if s.x0 + s.x1 < 2 * middle],
                [replace(s, x0=max(s.x0, right)) for s in part if s.x0 + s.x1 >= 2 * middle],
            )
            cut += [half for half in halves if half]
        parts = cut
    return parts


def _across(shape: Shape, left: float, right: float) -> bool:
    """Whether a shape stands in both columns; what is clipped and shadows only reach over."""
    least = OVER * shape.width
    return shape.x0 < left - least and shape.x1 > right + least


def _drawn(shapes: Sequence[Shape]) -> list[Shape]:
    """Return shapes but for the dots of a pattern: very many of one size and colour."""
    alike = Counter((round(s.width), round(s.height), s.fill) for s in shapes)
    return [
        s
        for s in shapes
        if max(s.width, s.height) > DOT or alike[round(s.width), round(s.height), s.fill] < PATTERN
    ]


def _labels(drawing: Region, lines: list[Line], usual: float) -> list[Line]:
    """Return the short lines in and around a drawing, none when prose runs through it."""
    x0, top, x1, bottom = drawing.x0, drawing.top, drawing.x1, drawing.bottom
    near = [
        line
        for line in lines
        if len(line.words) <= LABEL_WORDS
        and x0 - 8 * REACH <= line.x0
        and line.x1 <= x1 + 4 * REACH
        and top - REACH <= (line.top + line.bottom) / 2 <= bottom + REACH
        and not _ends_paragraph(line, lines)
        and not CAPTION.match(line.text)
    ]
    prose = [
        line
        for line in lines
        if len(line.words) > LABEL_WORDS
        and min(line.x1, x1) > max(line.x0, x0)
        and top < line.baseline < bottom
    ]
    if len(prose) > len(near):
        return []
    bold = sum(line.bold for line in near) * 2 > len(near)
    return [
        line
        for line in near
        if line.size <= 1.15 * usual
        and (line.bold == bold or top <= line.baseline <= bottom)  # else it is a caption
    ]


def _ends_paragraph(line: Line, lines: list[Line]) -> bool:
    """Whether a short line stands right below a long one in the same type, as last lines do."""
    return any(
        len(above.words) > LABEL_WORDS
        and 0 < line.baseline - above.baseline < 1.6 * line.size
        and abs(above.size - line.size) < 0.3
        and min(above.x1, line.x1) > max(above.x0, line.x0)
        for above in lines
    )


def _typical_size(lines: Sequence[Line]) -> float:
    if not lines:
        return 10.0
    return sorted(line.size for line in lines)[len(lines) // 2]


def _holds_text(shape: Shape, lines: Sequence[Line]) -> bool:
    """Whether a ground holds a long line, or short ones enough for a text in a narrow column."""
    if shape.kind != "panel":
        return False
    counts = [len(line.words) for line in lines if _inside(line, shape)]
    return max(counts, default=0) > LABEL_WORDS or sum(counts) >= CARD_WORDS


def _clusters(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Group shapes that lie within REACH of each other."""
    clusters: list[list[Shape]] = []
    bounds: list[tuple[float, float, float, float]] = []
    for shape in sorted(shapes, key=lambda s: (s.top, s.x0)):
        touching = [
            i
            for i, (x0, top, x1, bottom) in enumerate(bounds)
            if shape.x0 <= x1 + REACH
            and shape.x1 >= x0 - REACH
            and shape.top <= bottom + REACH
            and shape.bottom >= top - REACH
        ]
        members = [shape]
        x0, top, x1, bottom = shape.x0, shape.top, shape.x1, shape.bottom
        for i in reversed(touching):
            members.extend(clusters.pop(i))
            left, upper, right, lower = bounds.pop(i)
            x0, top = min(x0, left), min(top, upper)
            x1, bottom = max(x1, right), max(bottom, lower)
        clusters.append(members)
        bounds.append((x0, top, x1, bottom))
    return clusters
