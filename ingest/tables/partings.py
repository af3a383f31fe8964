"""Where rules and the edges of shaded bands part one row of a table from the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.layout.lines import Line
from ingest.pages.sheet import Sheet

ACROSS = 0.6  # of the width of a table: what parts its rows runs over more of it
LEVEL = 1.0  # points: pieces of one rule, and the edges of bands that touch, lie no further apart
THIN = 3.0  # points: thicker shapes are bands, whose edges count


def partings(sheet: Sheet, lines: Sequence[Line]) -> list[float]:
    """Return the heights at which something is drawn across the columns that lines stand in."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    found: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for shape in sheet.shapes.of("rule", "frame", "panel", "stroke"):
        if shape.x1 <= x0 or shape.x0 >= x1 or shape.bottom < top or shape.top > bottom:
            continue
        if shape.height <= THIN:
            levels = [(shape.top + shape.bottom) / 2]
        elif shape.kind in ("frame", "panel") or shape.boxed:
            levels = [shape.top, shape.bottom]
        else:
            continue
        for level in levels:
            found[round(level / LEVEL)].append((max(shape.x0, x0), min(shape.x1, x1), level))
    return [
        pieces[0][2] for _, pieces in sorted(found.items()) if _covered(pieces) > ACROSS * (x1 - x0)
    ]


def parted(above: Sequence[Line], below: Sequence[Line], levels: Sequence[float]) -> bool:
    """Whether one of these heights lies between two lines of a table."""
    low = max(line.baseline for line in above) - 1
    high = min(line.baseline - 0.4 * line.size for line in below)
    return any(low < level < high for level in levels)


def _covered(pieces: Sequence[tuple[float, float, float]]) -> float:
    total, end = 0.0, float("-inf")
    for x0, x1, _ in sorted(pieces):
        total += max(0.0, x1 - max(x0, end))
        end = max(end, x1)
    return total
