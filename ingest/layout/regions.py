"""Parts of a page that are read as one: tables, coloured boxes and drawings with their labels."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layout.figures import CAPTION, figures_of
from ingest.layout.frames import ruled_frames, title_over
from ingest.layout.lines import Line, left_over
from ingest.layout.paragraphs import ENDS_SENTENCE
from ingest.layout.spreads import SPREAD_RATIO
from ingest.layout.units import Region, RegionKind, stands_on
from ingest.pages.shapes import Shape
from ingest.pages.sheet import Sheet
from ingest.tables.target_tables import Table

BACKGROUND = 0.55  # of the page: a larger panel is a ground, not a box
HALF = 0.45  # of the width of a spread: one of its pages, less a bleed
LABEL_WORDS = 14  # on one line: a call-out in a drawing says no more
SENTENCES = 0.2  # of the lines of a drawing: more that end sentences, or go on, are text
CAPTION_GAP = 2.0  # lines: captions stand no further off what they name
WHOLE = 0.95  # of its height


def find_regions(
    sheet: Sheet, lines: Sequence[Line], tables: Sequence[Table]
) -> tuple[list[Region], list[Line]]:
    """Return the units of a sheet and the lines that belong to none of them."""
    taken = {id(word) for table in tables for word in table.words}
    regions = [Region(RegionKind.TABLE, t.x0, t.top, t.x1, t.bottom, table=t) for t in tables]
    loose = left_over(lines, taken)
    figures, loose = figures_of(sheet, loose, regions)
    regions, loose = _panels(sheet, loose, [*regions, *figures])
    return [
        _as_figure(region) if _is_captioned(region, loose) else region for region in regions
    ], loose


def _is_captioned(box: Region, lines: Sequence[Line]) -> bool:
    """Whether a box is a drawing with labels: "Figure 3" stands right above or below it.

    A box of sentences may have such a title too, and is a text all the same.
    """
    if box.kind is not RegionKind.PANEL:
        return False
    held = _all_lines(box)
    if not held or any(region.kind is RegionKind.TABLE for region in box.inner):
        return False
    ends = sum(bool(ENDS_SENTENCE.search(line.text)) for line in held)
    runs_on = sum(line.text[:1].islower() for line in held)
    if any(len(line.words) > LABEL_WORDS for line in held) or (
        max(ends, runs_on) > SENTENCES * len(held)
    ):
        return False
    return any(
        CAPTION.match(line.text)
        and min(line.x1, box.x1) > max(line.x0, box.x0)
        and (
            -1 < line.top - box.bottom < CAPTION_GAP * line.size
            or -1 < box.top - line.bottom < CAPTION_GAP * line.size
        )
        for line in lines
    )


def _as_figure(box: Region) -> Region:
    return Region(RegionKind.FIGURE, box.x0, box.top, box.x1, box.bottom, _all_lines(box))


def _all_lines(box: Region) -> list[Line]:
    """Return the lines of a box and of all that stands in it but tables."""
    return [*box.lines, *(line for inner in box.inner for line in _all_lines(inner))]


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
        box.lines = [line for line in loose if stands_on(line, shape)]
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
