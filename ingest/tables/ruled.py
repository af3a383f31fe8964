"""Tables that rules, frames or the grounds of their cells draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from ingest.layout.lines import Line
from ingest.layout.sideways import is_turned
from ingest.pages.shapes import Edges
from ingest.pages.sheet import Sheet
from ingest.pages.words import Word
from ingest.tables.grids import Grid, find_grids
from ingest.tables.heads import HEAD_WORDS, Extent, Heads, Span, cut_at_columns, heads_over
from ingest.tables.row_starts import centred
from ingest.tables.spans import Cells, cells_of, lines_of, name_spanned, repeat_labels
from ingest.tables.target_tables import FIGURE, ROW_SHARE, Table, is_header, is_title, with_header

LABEL_WORDS = 4  # beside a text that it sums up
LONG_CELL = 45  # words: a grid whose cells hold more is a page layout, not a table
FILLED = 0.45  # of the cells: a drawing or a form fills fewer
HEAD_LINES = 5  # of one head: the longest seen, in a narrow column, has four
APART = 1.15  # of the leading: rows stand further apart, be it by little


def ruled_tables(sheet: Sheet) -> list[Table]:
    """Return the tables that rules or cell frames draw.

    Where grounds and rules do not agree on the cells, the rules are what counts.
    """
    tables: list[Table] = []
    failed: list[Edges] = []
    words = _readable(sheet)
    for grid in find_grids(sheet):
        table = _from_grid(grid, sheet, words)
        if table is not None:
            tables.append(table)
        elif len(grid.rows) > 1 and len(grid.rows[0]) > 1:
            failed.append(grid.bounds)
    if failed:
        for grid in find_grids(sheet, grounds=False):
            if any(_meet(grid.bounds, bounds) for bounds in failed):
                table = _from_grid(grid, sheet, words, _spanned)
                if table is not None and not any(_meet(grid.bounds, _box(t)) for t in tables):
                    tables.append(table)
    return tables


def _box(table: Table) -> Edges:
    return table.x0, table.top, table.x1, table.bottom


def _meet(one: Edges, other: Edges) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(
        one[1], other[1]
    )


def _readable(sheet: Sheet) -> list[Word]:
    """Return the words that run along the lines of a sheet or at a right angle to them."""
    askew = {id(word) for line in sheet.turned for word in line.words if not is_turned(word)}
    return [word for word in sheet.words if id(word) not in askew]


def _filled(cells: Cells) -> bool:
    """Whether words stand in as many cells as in a table."""
    return sum(map(bool, (cell for row in cells.rows for cell in row))) >= FILLED * _size(cells)


def _size(cells: Cells) -> int:
    return len(cells.rows) * len(cells.columns)


def _spanned(cells: Cells) -> bool:
    """Whether cells fill most of the grid, counting all columns that each reaches over."""
    covered = sum(
        last - first + 1
        for row, spans in zip(cells.rows, cells.spans, strict=True)
        for cell, (first, last) in zip(row, spans, strict=True)
        if cell
    )
    return covered >= FILLED * _size(cells)


def _from_grid(
    grid: Grid,
    sheet: Sheet,
    words: Sequence[Word],
    filling: Callable[[Cells], bool] = _filled,
) -> Table | None:
    cells = cells_of(grid, words)
    filled = cells.rows
    sizes = [len(cell) for row in filled for cell in row if cell]
    if len(filled) < 2 or len(cells.columns) < 2:
        return None
    if not _is_labelled(filled) and (max(sizes) > 6 * LONG_CELL or median(sizes) > LONG_CELL):
        return None
    if not filling(cells):
        return None
    if sum(sum(map(bool, row)) >= 2 for row in filled) < 2 and not _is_labelled(filled):
        return None  # boxes of a diagram
    lined = [[lines_of(cell) for cell in row] for row in filled]
    inside = [word for row in filled for cell in row for word in cell]
    if len({id(word) for word in inside}) < len(inside):
        return None  # cells lie over each other: their edges are not those of a table
    heads, first, rest = _heads(cells, lined, sheet)
    repeat_labels(cells, lined, len(lined) - len(rest))
    rows = [
        part
        for i, row in enumerate((*first, *rest))
        for part in ([row] if i == 0 and _is_bold(row, rest[1:]) else _parts(row, cells.columns))
    ]
    table = with_header(grid.bounds, rows, True, inside, sheet, heads)
    if table is not None:
        name_spanned(table, cells, lined)
    return table


def _heads(
    cells: Cells, lined: list[list[list[Line]]], sheet: Sheet
) -> tuple[Heads | None, list[list[list[Line]]], list[list[list[Line]]]]:
    """Return the heads where some reach over several columns, the titles above and the rest."""
    start = 0
    last = len(cells.columns) - 1
    while start < len(lined) - 2 and _is_banner(start, cells, lined):
        start += 1
    first, spans = lined[start], cells.spans[start]
    wide = [s for cell, s in zip(first, spans, strict=True) if cell and s[1] > s[0]]
    if not wide or sum(map(bool, first)) < 2 or wide == [(0, last)] or not _are_short(first):
        return None, [], lined
    end = start + 1
    while end < len(lined) - 1 and _goes_under(end, start, cells, lined):
        end += 1
    pieces = [
        piece
        for row, over in zip(lined[start:end], cells.spans[start:end], strict=True)
        for cell, span in zip(row, over, strict=True)
        for line in cell
        for piece in cut_at_columns(line, span, cells.columns)
    ]
    if end == start + 1 and len(pieces) == sum(map(len, first)):
        whole = [
            next((c for c, (a, b) in zip(first, spans, strict=True) if a <= i <= b and c), [])
            for i in range(last + 1)
        ]
        if not is_header(whole, lined[end:], sheet):
            return None, [], lined
    return heads_over(pieces, last + 1), lined[:start], lined[end:]


def _is_banner(i: int, cells: Cells, lined: list[list[list[Line]]]) -> bool:
    """Whether a row at the top is one cell across the table, or nearly: its title."""
    filled = [s for cell, s in zip(lined[i], cells.spans[i], strict=True) if cell]
    return len(filled) == 1 and (
        filled[0] == (0, len(cells.columns) - 1) or is_title(lined[i], lined)
    )


def _are_short(row: Sequence[Sequence[Line]]) -> bool:
    return all(
        len(cell) <= HEAD_LINES and all(len(line.words) <= 3 * HEAD_WORDS for line in cell)
        for cell in row
    )


def _goes_under(i: int, start: int, cells: Cells, lined: list[list[list[Line]]]) -> bool:
    """Whether row `i` holds the heads below the wide ones above it, and nothing of a new row."""
    levels = [
        [span for cell, span in zip(row, spans, strict=True) if cell]
        for row, spans in zip(lined[start : i + 1], cells.spans[start : i + 1], strict=True)
    ]
    *heads, own = levels
    wide = [
        head
        for k, level in enumerate(heads)
        for head in level
        if head[1] > head[0]
        and not any(sum(_within(s, head) for s in below) > 1 for below in heads[k + 1 :])
    ]
    beneath = [s for s in own if any(_within(s, head) for head in wide)]
    if len(beneath) < min(2, len(own)) or not _are_short(lined[i]):
        return False
    # A row of figures has its label in the first column, heads below a head leave it out.
    apart = [s for s in own if s not in beneath]
    named = any(a[0] <= s[0] <= a[1] for s in apart for level in heads for a in level)
    return not (named and lined[i][0])


def _within(span: Span, wide: Span) -> bool:
    return wide[0] <= span[0] and span[1] <= wide[1]


def _is_labelled(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether every full row is a short label beside a text, however long: a SWOT, say."""
    full = [row for row in rows if sum(map(bool, row)) >= 2]
    return bool(full) and all(
        len(row) == 2
        and len(row[0]) <= LABEL_WORDS < len(row[1])
        and row[0][0].top > min(word.top for word in row[1]) + row[0][0].size
        for row in full
    )


def _is_bold(row: Sequence[Sequence[Line]], below: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether type alone tells heads from the rows below: their lines are wrapped, not rows."""
    others = [line for other in below for cell in other for line in cell]
    bold = all(line.bold for cell in row for line in cell)
    return bold and bool(others) and not any(line.bold for line in others)


def _parts(row: list[list[Line]], columns: Sequence[Extent]) -> list[list[list[Line]]]:
    return _split(row) or _spaced(row, columns)


def _split(row: list[list[Line]]) -> list[list[list[Line]]]:
    """Cut a row of figures between whose lines no rule is drawn; none when it is one row.

    Lines open a row where they stand in nearly all columns that have several; what stands in a
    few only goes on from above, and a lone line, as of a label for several rows, is in the first.
    """
    filled = [cell for cell in row if cell]
    several = [cell for cell in filled if len(cell) > 1]
    if len(filled) < 3 or len(several) < max(2, 0.5 * len(filled)):
        return []
    longest = max(several, key=len)
    starts = [
        line.baseline
        for line in longest
        if sum(any(_level(line, o) for o in cell) for cell in several) >= ROW_SHARE * len(several)
    ]
    if len(starts) < 2 or len(starts) < min(map(len, several)):
        return []
    if min(line.baseline for cell in several for line in cell) < starts[0] - 1:
        return []
    for start in starts:
        beside = [o for cell in several[1:] for o in cell if _near(o, start)]
        if sum(bool(FIGURE.search(o.text)) for o in beside) < 0.5 * len(beside):
            return []
    parts: list[list[list[Line]]] = [[[] for _ in row] for _ in starts]
    for i, cell in enumerate(row):
        for line in cell:
            above = sum(start <= line.baseline + 0.45 * line.size for start in starts)
            parts[max(above - 1, 0) if len(cell) > 1 else 0][i].append(line)
    return parts


def _spaced(row: list[list[Line]], columns: Sequence[Extent]) -> list[list[list[Line]]]:
    """Cut a row where its lines stand further apart and cells of most columns begin level.

    So are the rows of tables with rules between their columns only.
    """
    levels: list[list[Line]] = []
    for line in sorted((o for cell in row for o in cell), key=lambda o: (o.baseline, o.x0)):
        if levels and _level(levels[-1][0], line):
            levels[-1] = sorted([*levels[-1], line], key=lambda o: o.x0)
        else:
            levels.append([line])
    if len(row[0]) < 2 or len(levels) < 2:
        return [row]
    opens = centred(levels, columns) or _wider_steps(levels, row)
    starts = [
        min(o.baseline for o in level) for level, start in zip(levels, opens, strict=True) if start
    ]
    return [
        [[o for o in cell if sum(start <= o.baseline + 1 for start in starts) == k] for cell in row]
        for k in range(1, len(starts) + 1)
    ]


def _wider_steps(levels: Sequence[list[Line]], row: Sequence[Sequence[Line]]) -> list[bool]:
    steps = [b[0].baseline - a[0].baseline for a, b in pairwise(levels)]
    opens = [True, *(step >= APART * min(steps) for step in steps)]
    level = all(
        len(lines) >= max(2, 0.5 * len(row)) and any(line in row[0] for line in lines)
        for lines, start in zip(levels, opens, strict=True)
        if start
    )
    return opens if level else [True, *(False for _ in steps)]


def _near(line: Line, baseline: float) -> bool:
    return abs(line.baseline - baseline) <= 0.45 * line.size


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) <= 0.45 * line.size
