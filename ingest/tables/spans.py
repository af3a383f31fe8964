"""The words of a drawn grid by row and column, and what cells over several of them mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.lines import Line, line_of
from ingest.layout.sideways import is_turned, read_sideways
from ingest.pages.shapes import Edges
from ingest.pages.words import Word
from ingest.tables.grids import Grid
from ingest.tables.heads import Extent, Span, cut_at_columns
from ingest.tables.target_tables import FIGURE, Table

TOUCH = 3.0  # points: rules of one row lie no further apart
SPANNED_WORDS = 12  # a cell for several rows names them; longer ones are said once
RUNS_ON = 0.55  # of the type size: a word space from ink to ink; cells stand further apart


@dataclass(slots=True)
class Cells:
    """Words by row and column; `spans` tells over which columns each cell reaches.

    `under` tells for each place the row whose cell reaches down over it, the own row for none.
    """

    rows: list[list[list[Word]]]
    spans: list[list[Span]]
    columns: list[Extent]
    under: list[list[int]]


def cells_of(grid: Grid, words: Sequence[Word]) -> Cells:
    """Return the words of the cells without the rows and columns in which no cell has any."""
    edges = sorted({cell[0] for row in grid.rows for cell in row if cell})
    slots = list(zip(edges, [*edges[1:], grid.bounds[2]], strict=True))
    held: list[list[list[Word]]] = []
    reach: list[list[Span]] = []
    drawings: list[list[Edges | None]] = []
    for drawn in grid.rows:
        row = _unparted([_words_in(cell, words) if cell else [] for cell in drawn])
        if any(row):
            held.append(row)
            reach.append([_span(k, cell, slots) for k, cell in enumerate(drawn)])
            _deal_out(held[-1], reach[-1], slots)
            drawings.append(drawn)
    keep = [i for i in range(len(slots)) if any(row[i] for row in held)]
    place = {i: k for k, i in enumerate(keep)}
    return Cells(
        [[row[i] for i in keep] for row in held],
        [
            [(place[i], max(place[j] for j in keep if i <= j <= spans[i][1])) for i in keep]
            for spans in reach
        ],
        [slots[i] for i in keep],
        [[rows[i] for i in keep] for rows in _reaching_down(drawings)],
    )


def _reaching_down(drawings: Sequence[Sequence[Edges | None]]) -> list[list[int]]:
    """Return for each place of a grid the row whose cell reaches down over it."""
    under: list[list[int]] = []
    deepest: dict[int, tuple[float, int]] = {}
    for n, drawn in enumerate(drawings):
        level = max(cell[1] for cell in drawn if cell)
        deepest |= {k: (cell[3], n) for k, cell in enumerate(drawn) if cell}
        over = [deepest.get(k, (0.0, n)) for k in range(len(drawn))]
        under.append([row if bottom > level + TOUCH else n for bottom, row in over])
    return under


def repeat_labels(cells: Cells, lined: list[list[list[Line]]], start: int) -> None:
    """Say again in each row from `start` what one cell says for several rows, as it is read."""
    for i in range(start, len(lined)):
        for k, origin in enumerate(cells.under[i]):
            cell = lined[origin][k]
            if start <= origin < i and not lined[i][k] and _is_label(cell):
                lined[i][k] = cell


def _is_label(cell: Sequence[Line]) -> bool:
    return 0 < sum(len(line.words) for line in cell) <= SPANNED_WORDS


def _deal_out(row: list[list[Word]], spans: list[Span], slots: Sequence[Extent]) -> None:
    """Deal a cell over several columns out to them where all its lines have a gap between them."""
    for i, cell in enumerate(list(row)):
        lines = lines_of(cell) if spans[i][1] > i else []
        cuts = [cut_at_columns(line, spans[i], slots) for line in lines]
        if not cuts or any(len({span for _, span in cut}) < 2 for cut in cuts):
            continue
        row[i] = []
        for part, (first, _) in (piece for cut in cuts for piece in cut):
            row[first] = [*row[first], *part.words]
        for j in range(i, spans[i][1] + 1):
            spans[j] = (j, j)


def _span(k: int, cell: Edges | None, slots: Sequence[Extent]) -> Span:
    """Return the columns that a cell reaches over, itself at least."""
    over = [
        j
        for j, (x0, x1) in enumerate(slots)
        if cell is not None and j > k and cell[0] < (x0 + x1) / 2 < cell[2]
    ]
    return k, max(over, default=k)


def name_spanned(table: Table, cells: Cells, lined: Sequence[Sequence[list[Line]]]) -> None:
    """Let a cell that reaches over several columns of figures stand under the heads of all."""
    reach = {
        id(cell): span
        for row, spans in zip(lined, cells.spans, strict=True)
        for cell, span in zip(row, spans, strict=True)
        if cell and 0 < span[0] < span[1]
    }
    for row in table.rows:
        if sum(bool(cell.lines) for cell in row) < 2:
            continue
        for cell in row:
            first, last = reach.get(id(cell.lines), (0, 0))
            heads = [over.header for over in row[first : last + 1] if over.header]
            if last and len(heads) == last + 1 - first:
                cell.header = ", ".join(dict.fromkeys(heads))


def _unparted(row: list[list[Word]]) -> list[list[Word]]:
    """Put a line that runs on over the edge of its cell, as titles across a table do, into one."""
    whole = list(row)
    for i in range(len(row) - 1, 0, -1):
        left, right = whole[i - 1], whole[i]
        if not (left and right) or len({round(word.baseline) for word in (*left, *right)}) > 1:
            continue
        last, first = max(left, key=lambda word: word.x1), min(right, key=lambda word: word.x0)
        figures = FIGURE.search(last.text) and FIGURE.search(first.text)
        if 0 < first.x0 - last.x1 < RUNS_ON * first.size and not figures:
            whole[i - 1], whole[i] = [*left, *right], []
    return whole


def _words_in(cell: Edges, words: Sequence[Word]) -> list[Word]:
    x0, top, x1, bottom = cell
    return [
        w for w in words if x0 <= (w.x0 + w.x1) / 2 < x1 and top <= (w.top + w.bottom) / 2 < bottom
    ]


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Put the words of one cell in lines, from top to bottom; turned ones each in their own."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        if is_turned(word):
            continue
        if rows and abs(rows[-1][-1].baseline - word.baseline) <= 0.45 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    turned = [line_of([word]) for word in read_sideways([w for w in words if is_turned(w)])]
    return [*turned, *(line_of(sorted(row, key=lambda w: w.x0)) for row in rows)]
