"""Tables that no rules draw: text that stands in aligned columns without filling them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.layout.lines import Line
from ingest.pages.sheet import Sheet
from ingest.tables.heads import (
    Heads,
    are_years,
    extents,
    first_head,
    heads_among,
    heads_over,
    placed_heads,
)
from ingest.tables.partings import parted, partings
from ingest.tables.row_starts import AMOUNT, row_starts
from ingest.tables.target_tables import FIGURE, Table, is_header, with_header

MIN_ROWS = 3  # fewer aligned rows are chance, or a heading beside a number
FILL_MAX = 0.72  # of a column's pitch: text columns fill more of it, table cells less
RUNNING_SHARE = 0.5  # of the lines: wrapped cells start so too, but less often
FIGURE_WORDS = 4  # beside a figure in its cell: lines of prose with dates in them hold more
FILLED = 0.75  # of the columns: the fullest row, its heads perhaps, fills more
NOTE_WORDS = 3  # beside an action: who leads it, and when
FULL_LINE = 0.85  # of the column: lines of prose fill it, cells of a table seldom do
HEAD_ROWS = 4  # lines at the top that may each head other columns
MAX_WRAPPED = 8  # lines below the first of a cell; texts in columns run longer
LAST_STEP = 1.4  # of the type size: the last lines of a wrapped cell stand no further apart
WORD_SPACE = 2.2  # of the type size: the widest that justified lines are seen to be driven


def unruled_tables(sheet: Sheet, lines: Sequence[Line]) -> list[Table]:
    """Return tables that only alignment shows, among lines that no ruled table holds."""
    rows = _rows(lines)
    tables = []
    start = floor = 0
    while start < len(rows):
        end = _table_end(rows, start)
        if end - start >= MIN_ROWS - 1:
            table = _from_rows(rows[floor:end], start - floor, sheet)
            if table is not None:
                tables.append(table)
                start = floor = end
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
    end, lone, wrapped = start + 1, 0, 0
    size = rows[start][0].size
    while end < len(rows):
        row = rows[end]
        step = row[0].baseline - rows[end - 1][0].baseline
        if step > 4.5 * size or len(row) > len(anchors) + 1:
            break
        head = end - start < HEAD_ROWS and all(one.bold for one in (*rows[start], *row))
        anchors = _with_new(row, anchors, size, head)
        places = [_column(line, anchors, size) for line in row]
        if any(place is None for place in places) or len(set(places)) < len(places):
            break
        wrapped = max(wrapped, lone if len(row) > 1 else 0)
        lone = lone + 1 if len(row) == 1 else 0
        if lone > (MAX_WRAPPED if step <= LAST_STEP * size else 3):
            break
        for line, place in zip(row, places, strict=True):
            assert place is not None  # noqa: S101 - checked above, mypy cannot see it
            x0, x1 = anchors[place]
            anchors[place] = (min(x0, line.x0), max(x1, line.x1))
        end += 1
    while end > start and len(rows[end - 1]) == 1 and end - start > 1 and lone > 1:
        step = rows[end - 1][0].baseline - rows[end - 2][0].baseline
        if step <= LAST_STEP * size and lone <= wrapped + 1:
            break  # lines of its last cell, as many as other cells have
        end, lone = end - 1, lone - 1
    return end


def _with_new(
    row: list[Line], anchors: list[tuple[float, float]], size: float, head: bool
) -> list[tuple[float, float]]:
    """Add the columns of figures, or heads, that are blank in the rows so far."""
    new = [
        (line.x0, line.x1)
        for line in row
        if (len(row) > 1 or head)
        and len(line.words) <= FIGURE_WORDS
        and (head or FIGURE.search(line.text))
        and all(line.x0 > x1 + size or line.x1 < x0 - size for x0, x1 in anchors)
    ]
    return sorted([*anchors, *new])


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


def _from_rows(rows: list[list[Line]], start: int, sheet: Sheet) -> Table | None:
    """Return the table whose rows stand from `start` on, with what heads its columns above."""
    among = heads_among(rows[start:])
    drawn = partings(sheet, [line for row in rows[start:] for line in row])
    if among and _stand_out(rows[start + among - 1], rows[start + among :], drawn):
        start += among
    body = rows[start:]
    columns = extents(body)
    if len(columns) < 2 or len(body) < MIN_ROWS - 1:
        return None
    top = first_head(rows, start, columns, sheet)
    levels = partings(sheet, [line for row in rows[top:] for line in row])
    fewest = MIN_ROWS - (top < start and _stand_out(rows[start - 1], body, levels))
    if len(body) < fewest or not _looks_like_table(body, columns, levels, fewest):
        return None
    placed: list[list[list[Line]]] = []
    opening = row_starts(body, columns, levels)
    for row, opens in zip(body, opening, strict=True):
        cells: list[list[Line]] = [[] for _ in columns]
        for line in row:
            cells[next(i for i, (_, x1) in enumerate(columns) if line.x0 <= x1)].append(line)
        if opens or not placed:
            placed.append(cells)
        else:
            placed[-1] = [above + below for above, below in zip(placed[-1], cells, strict=True)]
    heads, placed = _heads(rows[top:start], placed, columns, sheet)
    if len(placed) < 2:
        return None
    lines = [line for row in rows[top:] for line in row]
    bbox = (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
    words = [word for line in lines for word in line.words]
    table = with_header(bbox, placed, False, words, sheet, heads)
    # One row below its heads is a row of years or figures, each with its words.
    return table if table is not None and len(table.rows) > 1 else None


def _stand_out(heads: list[Line], body: list[list[Line]], levels: Sequence[float]) -> bool:
    """Whether the type of heads, or a rule below them, sets them apart from the rows."""
    bold = all(line.bold for line in heads) and not any(
        line.bold for row in body for line in row[1:]
    )
    return bold or parted(heads, body[0], levels) or are_years(heads)


def _heads(
    above: list[list[Line]],
    placed: list[list[list[Line]]],
    columns: list[tuple[float, float]],
    sheet: Sheet,
) -> tuple[Heads | None, list[list[list[Line]]]]:
    """Return the heads above the rows, and the rows without the first if it goes on from them."""
    if not above:
        return None, placed
    first = sorted((line for cell in placed[0] for line in cell), key=lambda line: line.x0)
    lines = [line for row in placed[1:] for cell in row for line in cell]
    goes_on = bool(lines) and (
        is_header(placed[0], placed[1:], sheet)
        and all(line.bold == above[-1][0].bold for line in first)
    )
    by_line = _rows(first) if goes_on else []
    pieces = placed_heads([*above, *by_line], columns, sheet)
    if pieces is None:
        return None, placed
    return heads_over(pieces, len(columns)), placed[1:] if goes_on else placed


def _looks_like_table(
    rows: list[list[Line]],
    columns: list[tuple[float, float]],
    levels: Sequence[float],
    fewest: int,
) -> bool:
    """Whether the cells are too short, too many or too full of figures for columns of prose."""
    full = [row for row in rows if len(row) >= 2]
    if len(full) < fewest or _are_scales(rows, columns):
        return False
    held = [sum(x0 <= o.x0 <= x1 for row in rows for o in row) for x0, x1 in columns]
    scattered = fewest == MIN_ROWS and max(map(len, rows)) < FILLED * len(columns)
    if scattered or held.count(1) > len(columns) / 3:
        return False  # the figures at the ends of bars, each at a place of its own
    if _in_bands(rows, levels):
        return True
    if _reads_on(rows, columns) or _justified(full):
        return False
    cells = [line for row in rows for line in row]
    later = [line for row in full for line in row[1:]]
    short = [line for line in later if len(line.words) <= FIGURE_WORDS]
    figures = sum(bool(FIGURE.search(line.text)) for line in short) / len(later)
    words = median(len(line.words) for line in cells)
    pitch = [b[0] - a[0] for a, b in pairwise(columns)]
    widths = [line.x1 - line.x0 for row in full for line in row[:-1]]
    fill = median(widths) / max(median(pitch), 1.0)
    if len(columns) == 2:
        return figures >= 0.6 and words <= 6 and median(len(line.words) for line in later) <= 4
    if (figures >= 0.4 and words <= 6) or (fill <= FILL_MAX and words <= 5):
        return True
    return _stand_out(rows[0], rows[1:], levels) and _are_notes(rows, columns)


def _are_scales(rows: list[list[Line]], columns: list[tuple[float, float]]) -> bool:
    """Whether figures go up or down by equal steps in all columns, as those along axes do."""
    for x0, x1 in columns:
        held = [line.text for row in rows for line in row if x0 <= line.x0 <= x1]
        if len(held) < MIN_ROWS or not all(AMOUNT.match(text) for text in held):
            return False
        steps = {round(b - a, 3) for a, b in pairwise(map(_value, held))}
        if len(steps) > 1 or steps == {0.0}:
            return False
    return True


def _value(text: str) -> float:
    digits = re.sub(r"[^\d.]", "", text).strip(".")
    return float(digits) if digits.count(".") <= 1 and digits else 0.0


def _are_notes(rows: list[list[Line]], columns: list[tuple[float, float]]) -> bool:
    """Whether short notes stand beside a text in the first column, as who does it and when."""
    for (x0, x1), (after, _) in pairwise([*columns[1:], (float("inf"), 0.0)]):
        words = [len(o.words) for row in rows for o in row if x0 <= o.x0 <= x1]
        if x1 - x0 > FULL_LINE * (after - x0) or median(words) > NOTE_WORDS:
            return False
    return True


def _in_bands(rows: list[list[Line]], levels: Sequence[float]) -> bool:
    """Whether rules or shaded bands part the rows, in each of which cells begin level."""
    opening = [True, *(parted(a, b, levels) for a, b in pairwise(rows))]
    firsts = [row for row, opens in zip(rows, opening, strict=True) if opens]
    return len(firsts) > MIN_ROWS and all(len(row) > 1 for row in firsts)


def _reads_on(rows: list[list[Line]], columns: list[tuple[float, float]]) -> bool:
    """Whether two columns or more are running text: lines of full width or in mid-sentence."""
    running = 0
    for x0, x1 in columns:
        lines = [line for row in rows for line in row if x0 <= (line.x0 + line.x1) / 2 <= x1]
        if len(lines) < MIN_ROWS:
            continue
        inside = sum(line.text[:1].islower() and len(line.words) > 1 for line in lines)
        full = sum(
            line.x1 - line.x0 > FULL_LINE * (x1 - x0) and len(line.words) >= 4 for line in lines
        )
        running += max(inside, full) > RUNNING_SHARE * len(lines)
    return running >= 2


def _justified(rows: list[list[Line]]) -> bool:
    """Whether the rows are lines of one paragraph whose words were driven apart to fill it."""
    size = rows[0][0].size
    figures = [bool(AMOUNT.match(line.text)) for row in rows for line in row[1:]]
    if sum(figures) > 0.5 * len(figures):
        return False
    gaps = [b.x0 - a.x1 for row in rows for a, b in pairwise(row)]
    right = median(row[-1].x1 for row in rows)
    aligned = sum(abs(row[-1].x1 - right) < 0.3 * size for row in rows)
    return median(gaps) <= WORD_SPACE * size and aligned >= len(rows) - 1
