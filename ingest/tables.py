"""Target tables as header and rows of cells, and those that rules draw."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.grids import Grid, find_grids
from ingest.lines import Line, line_of
from ingest.sheet import Sheet
from ingest.words import Word

HEADER_WORDS = 8  # in a cell: a header that only lacks figures is no longer
FIGURE = re.compile(r"\d|^[-–—]$")
ROW_SHARE = 0.8  # of the columns: a line that fills fewer goes on from the row above
LABEL_WORDS = 4  # beside a text that it sums up
TITLE_WORDS = 12  # the longest title seen across the rows of a table has 7
RUNS_ON = 0.55  # of the type size: a word space from ink to ink; cells stand further apart
LONG_CELL = 45  # words: a grid whose cells hold more is a page layout, not a table


@dataclass(slots=True)
class TableCell:
    """Words of one cell by line; `header` is what stands over its column."""

    header: str
    lines: list[Line]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Table:
    """A table on one sheet: its header lines and its rows, each a list of cells.

    `titles` holds for each row the title that runs across the table above it, "" for none.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    header: list[list[Line]]
    rows: list[list[TableCell]]
    ruled: bool
    words: list[Word] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def ruled_tables(sheet: Sheet) -> list[Table]:
    """Return the tables that rules or cell frames draw."""
    tables = [_from_grid(grid, sheet) for grid in find_grids(sheet)]
    return [table for table in tables if table is not None]


def _from_grid(grid: Grid, sheet: Sheet) -> Table | None:
    filled = [[_words_in(cell, sheet.words) if cell else [] for cell in row] for row in grid.rows]
    filled = [_unparted(row) for row in filled if any(row)]
    keep = [i for i in range(max(map(len, filled), default=0)) if any(row[i] for row in filled)]
    filled = [[row[i] for i in keep] for row in filled]
    sizes = [len(cell) for row in filled for cell in row if cell]
    if len(filled) < 2 or len(keep) < 2:
        return None
    if not _is_labelled(filled) and (max(sizes) > 6 * LONG_CELL or median(sizes) > LONG_CELL):
        return None
    if len(sizes) < 0.45 * len(filled) * len(keep):
        return None
    if sum(sum(map(bool, row)) >= 2 for row in filled) < 2 and not _is_labelled(filled):
        return None  # boxes of a diagram
    rows = [part for row in filled for part in _split([_lines(cell) for cell in row])]
    words = [word for row in filled for cell in row for word in cell]
    return with_header(grid.bounds, rows, True, words, sheet)


def _unparted(row: list[list[Word]]) -> list[list[Word]]:
    """Put a line that runs on over the edge of its cell, as titles across a table do, into one."""
    whole = list(row)
    for i in range(len(row) - 1, 0, -1):
        left, right = whole[i - 1], whole[i]
        if not (left and right) or len({round(word.baseline) for word in (*left, *right)}) > 1:
            continue
        last, first = max(left, key=lambda word: word.x1), min(right, key=lambda word: word.x0)
        if 0 < first.x0 - last.x1 < RUNS_ON * first.size:
            whole[i - 1], whole[i] = [*left, *right], []
    return whole


def _is_labelled(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether every full row is a short label beside a text, however long: a SWOT, say."""
    full = [row for row in rows if sum(map(bool, row)) >= 2]
    return bool(full) and all(
        len(row) == 2
        and len(row[0]) <= LABEL_WORDS < len(row[1])
        and row[0][0].top > min(word.top for word in row[1]) + row[0][0].size
        for row in full
    )


def _split(row: list[list[Line]]) -> list[list[list[Line]]]:
    """Cut a row of figures between whose lines no rule is drawn.

    Lines open a row where they stand in nearly all columns, the first among them; what stands
    in a few only goes on from above.
    """
    filled = [cell for cell in row if cell]
    first = row[0]
    if len(filled) < 3 or len(first) < 2 or len(first) == sum(map(len, row)):
        return [row]
    starts = [
        line.baseline
        for line in first
        if sum(any(_level(line, o) for o in cell) for cell in filled) >= ROW_SHARE * len(filled)
    ]
    beside = [o for cell in filled[1:] for o in cell if any(_level(o, line) for line in first)]
    figures = sum(bool(FIGURE.search(line.text)) for line in beside)
    if len(starts) < 2 or len(starts) < len(first) or figures < 0.5 * len(beside):
        return [row]
    parts: list[list[list[Line]]] = [[[] for _ in row] for _ in starts]
    for i, cell in enumerate(row):
        for line in cell:
            above = sum(start <= line.baseline + 0.45 * line.size for start in starts)
            parts[max(above - 1, 0)][i].append(line)
    return parts


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) <= 0.45 * line.size


def _words_in(cell: tuple[float, float, float, float], words: Sequence[Word]) -> list[Word]:
    x0, top, x1, bottom = cell
    return [
        w
        for w in words
        if x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= (w.top + w.bottom) / 2 <= bottom
    ]


def _lines(words: Sequence[Word]) -> list[Line]:
    """Put the words of one cell in lines, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        if rows and abs(rows[-1][-1].baseline - word.baseline) <= 0.45 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line_of(sorted(row, key=lambda w: w.x0)) for row in rows]


def with_header(
    bbox: tuple[float, float, float, float],
    rows: list[list[list[Line]]],
    ruled: bool,
    words: list[Word],
    sheet: Sheet,
) -> Table | None:
    """Tell the header from the rows and give every cell what stands over it."""
    title = rows[:1] if len(rows) > 3 and _is_title(rows[0], rows) else []
    if title and not _is_header(rows[1], rows[2:], sheet):
        title = []
    first, rest = rows[len(title)], rows[len(title) + 1 :]
    headed = _is_header(first, rest, sheet) and not _is_title(first, rest)
    headers = (
        [" ".join(line.text for line in cell) for cell in first] if headed else [""] * len(first)
    )
    body = [*title, *rest] if headed else rows
    cells = [
        [TableCell(header, cell) for header, cell in zip(headers, row, strict=False)]
        for row in body
    ]
    if not cells:
        return None
    table = Table(*bbox, header=first if headed else [], rows=cells, ruled=ruled, words=words)
    above = ""
    for row in body:
        spans = _is_title(row, body)
        table.titles.append("" if spans else above)
        if spans:
            above = " ".join(line.text for cell in row for line in cell)
    return table


def _is_title(row: list[list[Line]], rows: Sequence[list[list[Line]]]) -> bool:
    """Whether a row says in one cell what the rows below it are about."""
    filled = [cell for cell in row if cell]
    if len(filled) != 1 or sum(len(line.words) for line in filled[0]) > TITLE_WORDS:
        return False
    several = sum(sum(map(bool, other)) > 1 for other in rows)
    text = " ".join(line.text for line in filled[0])
    return row[0] is filled[0] and several > 0.5 * len(rows) and text[:1].isupper()


def _is_header(first: list[list[Line]], rest: list[list[list[Line]]], sheet: Sheet) -> bool:
    """Whether the first row names the columns: by its type, its ground, or its lack of figures."""
    lines = [line for cell in first for line in cell]
    below = [line for row in rest for cell in row for line in cell]
    if not lines or not below or len(lines) > 4 * len(first):
        return False
    if sum(1 for cell in first if cell) < max(2, len(first) - 1):
        return False
    bold = all(line.bold for line in lines) and not all(line.bold for line in below)
    body = below[len(below) // 2]
    colour = (
        all(line.colour != body.colour for line in lines) and lines[0].colour == lines[-1].colour
    )
    ground = _ground(lines[0], sheet) != _ground(rest[0][0][0] if rest[0][0] else below[0], sheet)
    short = all(sum(len(line.words) for line in cell) <= HEADER_WORDS for cell in first)
    plain = short and not any(re.search(r"[%£]|\d", line.text) for line in lines)
    figures = sum(bool(re.search(r"\d", line.text)) for line in below) >= max(1, len(rest) // 2)
    return bold or (colour and len(lines) > 1) or ground or (plain and figures)


def _ground(line: Line, sheet: Sheet) -> int | None:
    """Return the colour behind a line, None for paper."""
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    fills = [s for s in sheet.shapes.of("panel") if s.holds(x, y)]
    return min(fills, key=lambda s: s.width * s.height).fill if fills else None
