"""Words beside or above what they name: labels in a margin, rows of large figures.

Both look like columns, and are not read as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TypeVar

from ingest.layout.gutters import Item
from ingest.layout.lines import Line

T = TypeVar("T")

LABEL_LINES = 3  # a label in a margin has a line or two, a note more
LABEL_WIDTH = 0.4  # of the text beside it
FIGURE_WIDTH = 0.75  # of it: a large figure takes more room than a label
LEVEL = 0.6  # of the type size: a label and its text share a baseline or a top
NEW_PARAGRAPH = 1.25  # of the usual step: space above the text that a label stands beside
LARGE = 1.5  # of the usual type: figures set to be seen first
DESCENT = 0.25  # of the type size: commas reach below the line
LEAST_FIGURES = 3  # two large things side by side are the titles of two columns
UNDER = 0.6  # of its own size: the white below a large figure
ALONG_LINE = 3.0  # of their size: years stand above a line of time, what happens below it
CELL_LINES = 4.5  # a figure says what it counts in few lines


def not_large(lines: Sequence[Line]) -> list[Line]:
    """Return the lines but for those set large: rows of figures with their words are no table."""
    if not lines:
        return []
    usual = median(line.size for line in lines)
    return [line for line in lines if line.size < LARGE * usual]


def rows_of_labels(items: list[Item[T]], x: float) -> list[list[Item[T]]]:
    """Return the rows from the top when labels to the left of `x` name what is right of it.

    Each label is level with a first line there; otherwise all is one row.
    """
    left = sorted((i for i in items if (i.x0 + i.x1) / 2 < x), key=lambda i: i.top)
    right = sorted((i for i in items if (i.x0 + i.x1) / 2 >= x), key=lambda i: i.top)
    if len(left) < 2 or len(right) <= len(left):
        return [items]
    labels = _labels(left)
    wide = median(i.x1 - i.x0 for i in right)
    large = all(i.size >= LARGE * median(j.size for j in right) for i in left)
    most = (FIGURE_WIDTH if large else LABEL_WIDTH) * wide
    if (
        len(labels) < 2
        or any(len(label) > LABEL_LINES for label in labels)
        or max(i.x1 for i in left) - min(i.x0 for i in left) > most
    ):
        return [items]
    firsts = _first_lines(right)
    starts: list[float] = []
    for label in labels:
        beside = [i for i in firsts if _level(label[0], i)]
        if not beside:
            return [items]
        starts.append(min(label[0].top, beside[0].top) - 0.5)
    rows: list[list[Item[T]]] = [[] for _ in range(len(starts) + 1)]
    for item in items:
        rows[sum((item.top + item.bottom) / 2 >= start for start in starts)].append(item)
    return [row for row in rows if row]


def _labels(left: Sequence[Item[T]]) -> list[list[Item[T]]]:
    labels: list[list[Item[T]]] = []
    for item in left:
        if labels and item.top - labels[-1][-1].bottom < 0.8 * item.size:
            labels[-1].append(item)
        else:
            labels.append([item])
    return labels


def _first_lines(right: Sequence[Item[T]]) -> list[Item[T]]:
    """Return the lines with more space above them than most, and the first."""
    steps = [below.top - above.top for above, below in pairwise(right)]
    usual = median(steps)
    return [
        right[0],
        *(i for i, step in zip(right[1:], steps, strict=True) if step > NEW_PARAGRAPH * usual),
    ]


def _level(label: Item[T], line: Item[T]) -> bool:
    near = LEVEL * line.size
    return abs(label.bottom - line.bottom) < near or abs(label.top - line.top) < near


def around_figures(
    items: list[Item[T]],
) -> tuple[list[Item[T]], list[list[Item[T]]], list[Item[T]]] | None:
    """Return what stands above a row of large figures, the figures with their words, what is below.

    Captions under pictures in a row are alike, and years along a line of time. None without such
    a row: it has the whole width to itself, and little is said in each cell.
    """
    if len(items) < 2 * LEAST_FIGURES:
        return None
    usual = sorted(i.size for i in items)[len(items) // 2]
    large = [i for i in items if not i.unit and i.size >= LARGE * usual]
    years = [i for i in items if i.dated and i.size < LARGE * usual]
    captions = [i for i in items if not i.unit and i.apart and i.size < LARGE * usual]
    for first in (*large, *years, *captions):
        alike = large if first.size >= LARGE * usual else years if first.dated else captions
        row = sorted(
            (i for i in alike if abs(i.bottom - first.bottom) < DESCENT * i.size),
            key=lambda i: i.x0,
        )
        if len(row) < LEAST_FIGURES or any(b.x0 - a.x1 < a.size for a, b in pairwise(row)):
            continue
        top = min(i.top for i in row)
        white = (ALONG_LINE if alike is years else UNDER) * first.size
        bottom = _clear_below(items, max(i.bottom for i in row), usual, white)
        if bottom is None or any(i.top < top < i.bottom for i in items if i not in row):
            continue
        band = [i for i in items if top <= (i.top + i.bottom) / 2 <= bottom]
        if alike is captions and not all(i.apart for i in band):
            continue  # the heads of columns
        cells = _cells(band, row)
        if cells is not None:
            above = [i for i in items if (i.top + i.bottom) / 2 < top]
            return above, cells, [i for i in items if (i.top + i.bottom) / 2 > bottom]
    return None


def _clear_below(
    items: Sequence[Item[T]], bottom: float, usual: float, white: float
) -> float | None:
    """Return where white space ends what stands close below `bottom`, None when nothing does.

    `white` is what may stand first below `bottom`.
    """
    deepest = bottom + CELL_LINES * 1.3 * usual
    near = max(1.2 * usual, white)
    grown = True
    while grown:
        below = [i for i in items if i.bottom > bottom and i.top < bottom + near]
        near = 1.2 * usual
        grown = bool(below)
        bottom = max([bottom, *(i.bottom for i in below)])
        if bottom > deepest:
            return None
    return bottom


def _cells(band: Sequence[Item[T]], row: Sequence[Item[T]]) -> list[list[Item[T]]] | None:
    """Return the items of the band under the figure each belongs to; None when one spans two."""
    cells: list[list[Item[T]]] = [[] for _ in row]
    for item in band:
        over = [k for k, f in enumerate(row) if min(item.x1, f.x1) > max(item.x0, f.x0)]
        if len(over) > 1:
            return None
        middle = item.x0 + item.x1
        nearest = min(range(len(row)), key=lambda k: abs(row[k].x0 + row[k].x1 - middle))
        cells[over[0] if over else nearest].append(item)
    return cells if all(len(cell) > 1 for cell in cells) else None
