"""Tables that no rules draw: text that stands in aligned columns without filling them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.lines import Line
from ingest.sheet import Sheet
from ingest.tables import ROW_SHARE, Table, with_header

MIN_ROWS = 3  # fewer aligned rows are chance, or a heading beside a number
FILL_MAX = 0.72  # of a column's pitch: text columns fill more of it, table cells less
RUNNING_SHARE = 0.5  # of the lines: wrapped cells start so too, but less often
FULL_LINE = 0.85  # of the column: lines of prose fill it, cells of a table seldom do
WORD_SPACE = 2.2  # of the type size: the widest that justified lines are seen to be driven


def unruled_tables(sheet: Sheet, lines: Sequence[Line]) -> list[Table]:
    """Return tables that only alignment shows, among lines that no ruled table holds."""
    rows = _rows(lines)
    tables = []
    start = 0
    while start < len(rows):
        end = _table_end(rows, start)
        if end - start >= MIN_ROWS:
            table = _from_rows(rows[start:end], sheet)
            if table is not None:
                tables.append(table)
                start = end
                continue
        start += 1
    return tables


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and abs(rows[-1][0].baseline - line.baseline) <= 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _table_end(rows: list[list[Line]], start: int) -> int:
    """Return the row after the last one that keeps to the columns of the starting row.

    A row may have fewer pieces (an empty cell, a wrapped line) but every piece must stand
    in one of the columns; two rows of single pieces in a row end the table.
    """
    anchors = [(line.x0, line.x1) for line in rows[start]]
    if len(anchors) < 2:
        return start
    end, lone = start + 1, 0
    size = rows[start][0].size
    while end < len(rows):
        row = rows[end]
        step = row[0].baseline - rows[end - 1][0].baseline
        if step > 4.5 * size or len(row) > len(anchors) + 1:
            break
        places = [_column(line, anchors, size) for line in row]
        if any(place is None for place in places) or len(set(places)) < len(places):
            break
        lone = lone + 1 if len(row) == 1 else 0
        if lone > 3:
            break
        for line, place in zip(row, places, strict=True):
            assert place is not None  # noqa: S101 - checked above, mypy cannot see it
            x0, x1 = anchors[place]
            anchors[place] = (min(x0, line.x0), max(x1, line.x1))
        end += 1
    while end > start and len(rows[end - 1]) == 1 and end - start > 1 and lone > 1:
        end, lone = end - 1, lone - 1
    return end


def _column(line: Line, anchors: list[tuple[float, float]], size: float) -> int | None:
    """Return the one column that the line stands in: same left edge, right edge or centre."""
    fits = []
    for i, (x0, x1) in enumerate(anchors):
        if min(line.x1, x1) - max(line.x0, x0) <= 0:
            continue
        left, right = abs(line.x0 - x0) < 0.6 * size, abs(line.x1 - x1) < 0.6 * size
        centre = abs((line.x0 + line.x1) - (x0 + x1)) < 1.2 * size
        fits.append((not (left or right or centre), i))
    if len(fits) != 1 or fits[0][0]:
        return None
    return fits[0][1]


def _from_rows(rows: list[list[Line]], sheet: Sheet) -> Table | None:
    columns = _anchors(rows)
    if len(columns) < 2 or not _looks_like_table(rows, columns):
        return None
    placed: list[list[list[Line]]] = []
    joined = _row_starts(rows, columns)
    for row, opens in zip(rows, joined, strict=True):
        cells: list[list[Line]] = [[] for _ in columns]
        for line in row:
            centre = (line.x0 + line.x1) / 2
            cells[min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - centre))].append(
                line
            )
        if opens or not placed:
            placed.append(cells)
        else:
            placed[-1] = [above + below for above, below in zip(placed[-1], cells, strict=True)]
    if len(placed) < 2:
        return None
    lines = [line for row in rows for line in row]
    bbox = (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
    words = [word for line in lines for word in line.words]
    return with_header(bbox, placed, False, words, sheet)


def _anchors(rows: list[list[Line]]) -> list[tuple[float, float]]:
    anchors: list[tuple[float, float]] = []
    for line in sorted((line for row in rows for line in row), key=lambda line: line.x0):
        if anchors and line.x0 <= anchors[-1][1]:
            anchors[-1] = (anchors[-1][0], max(anchors[-1][1], line.x1))
        else:
            anchors.append((line.x0, line.x1))
    return anchors


def _looks_like_table(rows: list[list[Line]], columns: list[tuple[float, float]]) -> bool:
    """Whether the cells are too short, too many or too full of figures for columns of prose."""
    full = [row for row in rows if len(row) >= 2]
    if len(full) < MIN_ROWS:
        return False
    if _reads_on(rows, columns) or _justified(full):
        return False
    cells = [line for row in rows for line in row]
    later = [line for row in full for line in row[1:]]
    figures = sum(bool(re.search(r"\d|^[-–—]$", line.text)) for line in later) / len(later)
    words = median(len(line.words) for line in cells)
    pitch = [b[0] - a[0] for a, b in pairwise(columns)]
    widths = [line.x1 - line.x0 for row in full for line in row[:-1]]
    fill = median(widths) / max(median(pitch), 1.0)
    if len(columns) == 2:
        return figures >= 0.6 and words <= 6 and median(len(line.words) for line in later) <= 4
    return (figures >= 0.4 and words <= 6) or (fill <= FILL_MAX and words <= 5)


def _reads_on(rows: list[list[Line]], columns: list[tuple[float, float]]) -> bool:
    """Whether two columns or more are running text: lines of full width or in mid-sentence."""
    running = 0
    for x0, x1 in columns:
        lines = [line for row in rows for line in row if x0 <= (line.x0 + line.x1) / 2 <= x1]
        if len(lines) < MIN_ROWS:
            continue
        inside = sum(line.text[:1].islower() for line in lines)
        full = sum(
            line.x1 - line.x0 > FULL_LINE * (x1 - x0) and len(line.words) >= 4 for line in lines
        )
        running += max(inside, full) > RUNNING_SHARE * len(lines)
    return running >= 2


def _justified(rows: list[list[Line]]) -> bool:
    """Whether the rows are lines of one paragraph whose words were driven apart to fill it."""
    size = rows[0][0].size
    gaps = [b.x0 - a.x1 for row in rows for a, b in pairwise(row)]
    right = median(row[-1].x1 for row in rows)
    aligned = sum(abs(row[-1].x1 - right) < 0.3 * size for row in rows)
    return median(gaps) <= WORD_SPACE * size and aligned >= len(rows) - 1


def _row_starts(rows: list[list[Line]], columns: list[tuple[float, float]]) -> list[bool]:
    """Return which lines of cells open a new row, the others being wrapped cells.

    Rows stand further apart than the lines of one cell; where all stand alike, a line of
    cells without its neighbours is a continuation.
    """
    steps = [b[0].baseline - a[0].baseline for a, b in pairwise(rows)]
    if not steps:
        return [True]
    tight, wide = min(steps), max(steps)
    opens = [True]
    # Where nearly every line fills all columns none is a wrapped cell, however far the header.
    full = sum(len(row) == len(columns) for row in rows) >= ROW_SHARE * len(rows)
    for step, row in zip(steps, rows[1:], strict=True):
        if wide > 1.25 * tight and not (full and len(columns) > 2):
            opens.append(
                step > (tight + wide) / 2 or (step > 1.25 * tight and len(row) == len(columns))
            )
        else:
            opens.append(len(row) >= max(2, len(columns) - 1))
    return opens
