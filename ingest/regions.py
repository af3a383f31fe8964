"""Parts of a page that are read as one: tables, coloured boxes and drawings with their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.lines import Line
from ingest.shapes import Shape
from ingest.sheet import Sheet
from ingest.tables import Table

BACKGROUND = 0.55  # of the page: a larger panel is a ground, not a box
MIN_STROKES = 4  # shapes from which a cluster can be a chart
REACH = 16.0  # points around a drawing within which short text labels it
LABEL_WORDS = 6  # axis labels and keys are shorter than sentences


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


def find_regions(
    sheet: Sheet, lines: Sequence[Line], tables: Sequence[Table]
) -> tuple[list[Region], list[Line]]:
    """Return the units of a sheet and the lines that belong to none of them."""
    taken = {id(word) for table in tables for word in table.words}
    regions = [Region(RegionKind.TABLE, t.x0, t.top, t.x1, t.bottom, table=t) for t in tables]
    loose = [line for line in lines if not any(id(word) in taken for word in line.words)]
    panels, loose = _panels(sheet, loose)
    figures, loose = _figures(sheet, loose, panels)
    return [*regions, *panels, *figures], loose


def _inside(line: Line, shape: Shape) -> bool:
    middle = (line.top + line.bottom) / 2
    return (
        shape.x0 - 1 <= line.x0 and line.x1 <= shape.x1 + 1 and shape.top <= middle <= shape.bottom
    )


def _panels(sheet: Sheet, lines: list[Line]) -> tuple[list[Region], list[Line]]:
    """Group lines that stand on one coloured ground or in one frame, smallest first."""
    page = sheet.width * sheet.height
    grounds = [
        shape
        for shape in _merged(sheet.shapes.of("panel", "frame"))
        if shape.width * shape.height < BACKGROUND * page and shape.height > 24 and shape.width > 60
    ]
    regions: list[Region] = []
    loose = list(lines)
    for shape in sorted(grounds, key=lambda s: s.width * s.height):
        held = [line for line in loose if _inside(line, shape)]
        if len(held) < 2 or sum(len(line.words) for line in held) < 8 or len(held) == len(lines):
            continue
        inner = [
            r
            for r in regions
            if shape.x0 - 1 <= r.x0
            and r.x1 <= shape.x1 + 1
            and shape.top - 1 <= r.top
            and r.bottom <= shape.bottom + 1
        ]
        for region in inner:
            held.extend(region.lines)
            regions.remove(region)
        regions.append(Region(RegionKind.PANEL, shape.x0, shape.top, shape.x1, shape.bottom, held))
        kept = {id(line) for line in held}
        loose = [line for line in loose if id(line) not in kept]
    return regions, loose


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
    sheet: Sheet, lines: list[Line], panels: Sequence[Region]
) -> tuple[list[Region], list[Line]]:
    """Group the short labels in and around clusters of drawn shapes."""
    strokes = [
        s
        for s in sheet.shapes.of("stroke", "panel", "rule")
        if s.width < 0.7 * sheet.width
        and not any(_holds_line(s, line) for line in lines)
        and not any(_within(s, panel) for panel in panels)
    ]
    clusters = _clusters(strokes)
    regions: list[Region] = []
    loose = list(lines)
    for members in clusters:
        if sum(s.kind != "rule" for s in members) < MIN_STROKES - 1 or len(members) < MIN_STROKES:
            continue
        x0, top = min(s.x0 for s in members), min(s.top for s in members)
        x1, bottom = max(s.x1 for s in members), max(s.bottom for s in members)
        if x1 - x0 < 60 or bottom - top < 30:
            continue
        near = [
            line
            for line in loose
            if len(line.words) <= LABEL_WORDS
            and x0 - 8 * REACH <= line.x0
            and line.x1 <= x1 + 4 * REACH
            and top - REACH <= (line.top + line.bottom) / 2 <= bottom + REACH
        ]
        prose = [
            line
            for line in loose
            if len(line.words) > LABEL_WORDS
            and min(line.x1, x1) > max(line.x0, x0)
            and top < line.baseline < bottom
        ]
        if not near or len(prose) > len(near):
            continue
        labels = [line for line in near if line.size <= 1.15 * _typical_size(lines)]
        if not labels:
            continue
        held = {id(line) for line in labels}
        loose = [line for line in loose if id(line) not in held]
        regions.append(
            Region(
                RegionKind.FIGURE,
                min(x0, *(line.x0 for line in labels)),
                min(top, *(line.top for line in labels)),
                max(x1, *(line.x1 for line in labels)),
                max(bottom, *(line.bottom for line in labels)),
                labels,
            )
        )
    return regions, loose


def _typical_size(lines: Sequence[Line]) -> float:
    return sorted(line.size for line in lines)[len(lines) // 2]


def _holds_line(shape: Shape, line: Line) -> bool:
    return shape.kind == "panel" and _inside(line, shape) and len(line.words) > LABEL_WORDS


def _within(shape: Shape, region: Region) -> bool:
    return (
        region.x0 - 2 <= shape.x0
        and shape.x1 <= region.x1 + 2
        and region.top - 2 <= shape.top
        and shape.bottom <= region.bottom + 2
    )


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
        for i in reversed(touching):
            members.extend(clusters.pop(i))
            bounds.pop(i)
        clusters.append(members)
        bounds.append(
            (
                min(s.x0 for s in members),
                min(s.top for s in members),
                max(s.x1 for s in members),
                max(s.bottom for s in members),
            )
        )
    return clusters
