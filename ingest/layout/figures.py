"""Drawings: clusters of drawn shapes with the short words that label them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.lines import Line, line_of
from ingest.layout.sideways import read_sideways
from ingest.layout.units import Region, RegionKind, stands_on
from ingest.pages.shapes import Shape
from ingest.pages.sheet import Sheet
from ingest.pages.sheets import leave_out_turned

MIN_STROKES = 4  # shapes from which a cluster can be a chart
BORDER = 0.85  # of the height: what is taller frames the page
REACH = 16.0  # points around a drawing within which short text labels it
CAPTION = re.compile(
    r"^(?:figure|fig\.|chart|graph|map|table|exhibit)\s+[\dA-Z][\d.:–—-]*(?:\s|$)", re.I
)
MAX_BOXES = 300  # each is set beside each; flow charts have fewer
SERIES = 60.0  # points: the lines of charts run further across
DOT = 9.0  # points: a larger shape is no dot of a pattern
PATTERN = 150  # dots of one size: the points of a chart are fewer
LABEL_WORDS = 6  # axis labels and keys are shorter than sentences
COLUMN_LINES = 4  # fewer long lines one under another may be the words of a drawing
LARGEST = 1.5  # times the usual type: the words on the boxes of a flow chart
MIN_RULES = 2  # of one height, from which others of the same are of the same grid
TICKS = 3  # marks of a scale in one row
CENTRED = 0.1  # of its width: names of axes stand this near to the middle of a chart
SWATCH = 18.0  # points: patches of colour in a key are smaller
UNIT = re.compile(
    r"^\(?(?:[£$€%]|per\s?cent|index|number|thousand|million|billion|000s)(?![\w,.])[^.;]*$", re.I
)
"""What an axis is measured in, as written at its end."""
OVER = 0.3  # of its width: what a shape has in a column it belongs to
CARD_WORDS = 15  # on one ground: the boxes of a flow chart say less


def figures_of(
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
        few = sum(s.kind != "rule" for s in members) < MIN_STROKES - 1
        if len(members) < MIN_STROKES or (few and not _is_series(members)):
            continue
        members += _rest_of_grid(members, strokes)
        x0, top = min(s.x0 for s in members), min(s.top for s in members)
        x1, bottom = max(s.x1 for s in members), max(s.bottom for s in members)
        if x1 - x0 < 60 or bottom - top < 30:
            continue
        drawing = Region(RegionKind.FIGURE, x0, top, x1, bottom)
        grounds = [s for s in members if s.kind == "panel"]
        drawing.lines = _labels(drawing, loose, grounds, _typical_size(lines))
        inside = any(top <= line.baseline <= bottom for line in drawing.lines)
        if not inside and len(drawing.lines) < MIN_STROKES:
            continue  # a signature over a name, a mark beside a title
        drawing.lines += _axis_name(drawing, loose)
        _grow(drawing)
        drawing.lines += _keys(drawing, strokes, loose)
        drawing.lines += _turned_labels(drawing, sheet)
        _grow(drawing)
        held = {id(line) for line in drawing.lines}
        loose = [line for line in loose if id(line) not in held]
        regions.append(drawing)
    return regions, _without_titles(regions, loose)


def _is_series(members: Sequence[Shape]) -> bool:
    """Whether a line of many directions runs between two axes."""
    axes = [s for s in members if s.kind == "rule"]
    upright = sum(s.height > s.width for s in axes)
    series = [s for s in members if s.kind == "stroke" and not s.boxed and s.width > SERIES]
    return bool(series) and 0 < upright < len(axes) and any(s.height > DOT for s in series)


def _rest_of_grid(members: Sequence[Shape], shapes: Sequence[Shape]) -> list[Shape]:
    """Return the upright rules that are as high as others of a chart, where no bar reaches them."""
    own = {id(s) for s in members}
    levels = Counter(
        (round(s.top), round(s.bottom)) for s in members if s.kind == "rule" and s.height > s.width
    )
    return [
        s
        for s in shapes
        if s.kind == "rule"
        and s.height > s.width
        and levels[round(s.top), round(s.bottom)] >= MIN_RULES
        and id(s) not in own
    ]


def _without_titles(drawings: Sequence[Region], lines: list[Line]) -> list[Line]:
    """Give several small charts the titles right above them, all in one type; return the rest."""
    if len(drawings) < 2:
        return lines
    usual = _typical_size(lines)
    above = {
        id(line): drawing
        for drawing in drawings
        for line in lines
        if 0 < drawing.top - line.baseline < REACH
        and drawing.x0 - REACH < line.x0
        and line.x1 < drawing.x1 + REACH
        and len(line.words) <= LABEL_WORDS
        and line.size <= 1.15 * usual
        and not CAPTION.match(line.text)
    }
    titles = [line for line in lines if id(line) in above]
    if len({id(drawing) for drawing in above.values()}) < 2 or len(titles) != len(above):
        return lines
    if len({(round(line.size * 2), line.bold, line.colour) for line in titles}) > 1:
        return lines
    for line in titles:
        above[id(line)].lines.append(line)
        _grow(above[id(line)])
    return [line for line in lines if id(line) not in above]


def _grow(drawing: Region) -> None:
    """Let a drawing reach over its labels."""
    drawing.x0 = min(drawing.x0, *(line.x0 for line in drawing.lines))
    drawing.top = min(drawing.top, *(line.top for line in drawing.lines))
    drawing.x1 = max(drawing.x1, *(line.x1 for line in drawing.lines))
    drawing.bottom = max(drawing.bottom, *(line.bottom for line in drawing.lines))


def _keys(drawing: Region, shapes: Sequence[Shape], lines: Sequence[Line]) -> list[Line]:
    """Return the words of a key near a drawing: each after a swatch of a colour of its own.

    Bullets are drawn so too, but all in one colour.
    """
    taken = {id(line) for line in drawing.lines}
    found: dict[int, tuple[Shape, Line]] = {}
    for shape in shapes:
        if max(shape.width, shape.height) > SWATCH or not _is_near(shape, drawing):
            continue
        for line in lines:
            after = -1 < line.x0 - shape.x1 < line.size * 1.5
            level = shape.top - line.size < (line.top + line.bottom) / 2 < shape.bottom + line.size
            if after and level and len(line.words) <= LABEL_WORDS:
                found.setdefault(id(line), (shape, line))
    if len({shape.fill for shape, _ in found.values()}) < 2:
        return []
    return [line for _, line in found.values() if id(line) not in taken]


def _is_near(shape: Shape, drawing: Region) -> bool:
    return (
        drawing.x0 - 2 * REACH <= shape.x0
        and shape.x1 <= drawing.x1 + 8 * REACH
        and drawing.top - 2 * REACH <= shape.bottom
        and shape.top <= drawing.bottom + 2 * REACH
    )


def _turned_labels(drawing: Region, sheet: Sheet) -> list[Line]:
    """Take the words set at an angle in and along a drawing out of those not read."""
    words = [
        word
        for line in sheet.turned
        for word in line.words
        if drawing.x0 - 2 * REACH <= word.x0
        and word.x1 <= drawing.x1 + 2 * REACH
        and drawing.top - REACH <= (word.top + word.bottom) / 2 <= drawing.bottom + REACH
    ]
    leave_out_turned(sheet, {id(word) for word in words})
    return [line_of([word]) for word in read_sideways(words)]


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


def _labels(
    drawing: Region, lines: list[Line], grounds: Sequence[Shape], usual: float
) -> list[Line]:
    """Return the short lines in and around a drawing, none when prose runs through it."""
    x0, top, x1, bottom = drawing.x0, drawing.top, drawing.x1, drawing.bottom
    edges = {round(line.x0) for line in lines if len(line.words) > LABEL_WORDS}
    near = [
        line
        for line in lines
        if len(line.words) <= LABEL_WORDS
        and x0 - 8 * REACH <= line.x0
        and (
            line.x1 <= x1 + 4 * REACH
            or (line.x0 <= x1 + REACH and round(line.x0) not in edges and line.x1 <= x1 + 8 * REACH)
        )
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
        if (
            line.size <= 1.15 * usual
            or (line.size <= LARGEST * usual and any(stands_on(line, s) for s in grounds))
        )
        and (
            line.bold == bold or top <= line.baseline <= bottom or UNIT.match(line.text)
        )  # else it is a caption
    ]


def _axis_name(drawing: Region, lines: Sequence[Line]) -> list[Line]:
    """Return the line that names an axis, below the marks of its scale."""
    below = [line for line in drawing.lines if line.baseline > drawing.bottom]
    scale = [o for o in below if sum(abs(o.baseline - p.baseline) < 1 for p in below) >= TICKS]
    if not scale:
        return []
    level = max(line.bottom for line in scale)
    return [
        line
        for line in lines
        if level <= line.top <= level + REACH
        and len(line.words) <= LABEL_WORDS
        and _is_amid(line, drawing)
        and line not in drawing.lines
        and not CAPTION.match(line.text)
    ][:1]


def _is_amid(line: Line, drawing: Region) -> bool:
    """Whether a line is centred on a drawing, as names of axes are and few titles."""
    off = abs(line.x0 + line.x1 - drawing.x0 - drawing.x1) / 2
    width = drawing.x1 - drawing.x0
    return off < CENTRED * width and line.x1 - line.x0 < 0.5 * width


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
    counts = [len(line.words) for line in lines if stands_on(line, shape)]
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
    return _stacked(clusters)


def _stacked(clusters: list[list[Shape]]) -> list[list[Shape]]:
    """Join clusters that hold boxes of one width one above the other, as flow charts do."""
    boxes = [[s for s in cluster if s.kind == "panel"] for cluster in clusters]
    if sum(map(len, boxes)) > MAX_BOXES:
        return clusters
    joined: list[tuple[list[Shape], list[Shape]]] = []
    for cluster, own in zip(clusters, boxes, strict=True):
        touching = [j for j in joined if _share_column(j[1], own)]
        joined = [j for j in joined if not any(j is t for t in touching)]
        parts = [*touching, (cluster, own)]
        joined.append(([s for c, _ in parts for s in c], [s for _, b in parts for s in b]))
    return [cluster for cluster, _ in joined]


def _share_column(boxes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    return any(
        max(abs(a.x0 - b.x0), abs(a.x1 - b.x1)) < 1
        and max(a.top, b.top) - min(a.bottom, b.bottom) < 2 * REACH
        and a.stroked == b.stroked
        for a in boxes
        for b in others
    )
