"""Tables, with a grid or with nothing but white space between the columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from samples.ink import Fill, Ink, Piece, Rule, line_piece, stacked
from samples.pieces import Atom, lines_of
from samples.printed import TableEntry, Unit
from samples.theme import Theme
from samples.typeset import Style, longest_word, natural_width, set_text

PAD_X: Final = 5.0
PAD_Y: Final = 3.5
FIRST_COLUMN_SHARE: Final = 0.46  # of the width at most: indicators are long, figures short


def table_atom(table: TableEntry, theme: Theme, width: float) -> Atom:
    """The whole table with its caption above it: it floats but is never cut."""
    widths = _column_widths(table, theme, width)
    caption = lines_of(table.caption, theme.caption, width)
    head_style = theme.table_head
    rows = [_row(table.header, head_style, widths, theme, table.ruled)]
    rows += [_row(row, theme.table_cell, widths, theme, table.ruled) for row in table.rows]
    if table.ruled:
        fill = Fill(0, 0, width, rows[0].height, theme.table_head_fill)
        rows[0] = replace(rows[0], inks=(fill, *rows[0].inks))
    rows[0] = replace(rows[0], before=4.0)
    return Atom(
        (stacked([*caption, *rows], before=theme.block_space, after=theme.block_space),),
        floating=True,
    )


def _column_widths(table: TableEntry, theme: Theme, width: float) -> list[float]:
    """No narrower than the longest word; the rest is shared by how much text waits to be set."""
    columns = range(len(table.header.cells))
    units = [(table.header, theme.table_head), *((row, theme.table_cell) for row in table.rows)]
    need, want = [0.0 for _ in columns], [0.0 for _ in columns]
    for unit, style in units:
        for n in columns:
            cell = unit.cells[n][1]
            need[n] = max(need[n], longest_word(cell, style) + 2 * PAD_X + 0.5)
            want[n] = max(want[n], natural_width(cell, style) + 2 * PAD_X + 0.5)
    want[0] = min(want[0], max(width * FIRST_COLUMN_SHARE, need[0]))
    if sum(want) <= width:
        spare = (width - sum(want)) / len(want)
        return [w + spare for w in want]
    hunger = [w - n for w, n in zip(want, need, strict=True)]
    share = (width - sum(need)) / sum(hunger)
    return [n + h * share for n, h in zip(need, hunger, strict=True)]


def _row(unit: Unit, style: Style, widths: list[float], theme: Theme, ruled: bool) -> Piece:
    cells: list[Piece] = []
    x = 0.0
    for n, ((_, text), width) in enumerate(zip(unit.cells, widths, strict=True)):
        # without a grid the first column is flush with the text above the table
        inset = PAD_X if ruled or n else 0.0
        lines = set_text(text, style, width - PAD_X - inset)
        body = stacked(line_piece(line, style, unit, cell=n) for line in lines)
        cells.append(body.shifted(x + inset, PAD_Y))
        x += width
    height = max(cell.height for cell in cells) + 2 * PAD_Y
    inks: list[Ink] = [ink for cell in cells for ink in cell.inks]
    spans = tuple(span for cell in cells for span in cell.spans)
    notes = tuple(note for cell in cells for note in cell.notes)
    if ruled:
        inks[:0] = _grid(widths, height, theme)
    return Piece(height, tuple(inks), spans, 0.0, notes)


def _grid(widths: list[float], height: float, theme: Theme) -> list[Ink]:
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    upright: list[Ink] = [Rule(x, 0, x, height, theme.grid, 0.6) for x in edges]
    level: list[Ink] = [Rule(0, y, edges[-1], y, theme.grid, 0.6) for y in (0.0, height)]
    return upright + level
