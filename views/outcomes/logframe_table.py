"""The logframe as a table: a block for each level, every cell with where its words come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nlp.commitment import Stage
from review.logframes.logframe import LEVELS, NAMES, Cell, Column, Edit, Logframe, Row
from views.markup import table, text
from views.wording import STAGE, brief, counted, page_words

FIRST_COLUMNS: Final = (
    Column.STATEMENT,
    Column.INDICATOR,
    Column.BASELINE,
    Column.TARGET,
    Column.TARGET_DATE,
)
"""Columns that leave room for the page beside them at 1280 pixels."""

LONG: Final = (Column.INDICATOR, Column.SOURCE, Column.ASSUMPTIONS, Column.RISK)
SHOWN: Final = 260  # characters of a cell in the table; the whole stands beside it once opened


def cell_id(row: Row, column: Column) -> str:
    """Return how an address names a cell."""
    return f"{row.key}|{column.value}"


def cell_named(frame: Logframe, id_: str) -> tuple[Row, Column] | None:
    """Return the row and column of a cell id, or None when the logframe has no such cell."""
    key, _, name = id_.partition("|")
    row = next((row for row in frame.rows if row.key == key), None)
    return (row, Column(name)) if row is not None and name in set(Column) else None


def origin_words(cell: Cell) -> str:
    """Return where the words of a cell come from: the text, a person, or nowhere yet."""
    if cell.edit is not None and cell.edit.text is not None:
        return f"{cell.edit.by}, {cell.edit.at:%-d %b %Y}"
    if cell.quotes:
        pages = dict.fromkeys(page_words(quote.passage) for quote in cell.cited)
        return f"from the text, {', '.join(pages)}"
    return f"{counted(len(cell.searches), 'search', 'searches')} made" if cell.searches else ""


def logframe_html(
    frame: Logframe, levels: Sequence[Stage], columns: Sequence[Column], opened: str
) -> str:
    """Return the rows of these levels under heads that stay; cells are buttons that open them."""
    heads = "".join(
        f'<th scope="col"{_wide(column)}>{text(NAMES[column])}</th>' for column in columns
    )
    parts = []
    for level in LEVELS:
        if level in levels:
            rows = frame.of(level)
            parts.append(
                f'<tr><th class="lis-level" colspan="{len(columns) + 1}" scope="rowgroup">'
                f"{text(STAGE[level])} ({len(stated(rows)) or 'none stated'})</th></tr>"
            )
            parts += [_row(row, columns, opened) for row in rows]
    wide = " lis-wide" if len(columns) > len(FIRST_COLUMNS) else ""
    return (
        f'<div class="lis-frame-hold" tabindex="0" role="region" aria-label="Logframe">'
        f'<table class="lis-table lis-frame{wide}"><thead><tr>'
        f'<th class="lis-row-name" scope="col">Row</th>{heads}</tr></thead>'
        f"<tbody>{''.join(parts)}</tbody></table></div>"
    )


def stated(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that say something: a level without a promise has one that does not."""
    return [row for row in rows if row.cells[Column.STATEMENT].origin != "gap"]


def _wide(column: Column) -> str:
    if column is Column.STATEMENT:
        return ' class="lis-statement"'
    return ' class="lis-long"' if column in LONG else ""


def _row(row: Row, columns: Sequence[Column], opened: str) -> str:
    cells = "".join(_cell(row, column, opened) for column in columns)
    return (
        f'<tr data-item tabindex="-1"><th class="lis-row-name" scope="row">{text(row.number)}</th>'
        f"{cells}</tr>"
    )


def _cell(row: Row, column: Column, opened: str) -> str:
    cell, id_ = row.cells[column], cell_id(row, column)
    css = {"person": "lis-person", "gap": "lis-blank"}.get(cell.origin, "")
    mine = ' class="lis-open"' if id_ == opened else ""
    name = f"{row.number}, {NAMES[column]}: {brief(cell.text, 120)}, {origin_words(cell)}"
    return (
        f'<td{mine}><button class="{css}" data-act="cell" data-id="{text(id_)}"'
        f' aria-label="{text(name)}">{text(brief(cell.text, SHOWN))}'
        f"<small>{text(origin_words(cell))}</small></button></td>"
    )


def orphans_html(edits: Sequence[Edit]) -> str:
    """Return edits whose rows the text no longer yields."""
    rows = [
        f'<tr><th scope="row">{text(brief(edit.statement, 160))}</th><td>{NAMES[edit.column]}</td>'
        f"<td>{text(edit.text or '')}</td><td>{text(edit.by)}, {edit.at:%-d %B %Y}</td></tr>"
        for edit in edits
    ]
    return table(("Row it was in", "Column", "What was written", "By"), rows)
