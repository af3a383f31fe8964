"""Writes a logframe as a workbook in the layout that DFID and FCDO programmes use."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from review.logframes.logframe import LEVELS, NAMES, NOT_STATED, Cell, Column, Logframe, Row
from review.reports.cells import LONGEST, safe_cell
from review.reports.packed import settled

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS: Final = {
    Column.STATEMENT: 38,
    Column.INDICATOR: 30,
    Column.BASELINE: 16,
    Column.BASELINE_DATE: 12,
    Column.MILESTONES: 20,
    Column.TARGET: 16,
    Column.TARGET_DATE: 14,
    Column.SOURCE: 24,
    Column.ASSUMPTIONS: 30,
    Column.RISK: 24,
}
MORE: Final = (("Page", 9), ("Quote", 48), ("Where the words come from", 26))
BANDS: Final = {
    "impact": "FFD9CCE8",
    "outcome": "FFF7D0C2",
    "output": "FFFFE8A8",
    "activity": "FFCFE8CD",
    "input": "FFC9DDF2",
}
GAP_COLOUR: Final = "FF6F777B"
PERSON_COLOUR: Final = "FF1D4F91"


def logframe_xlsx(frame: Logframe) -> bytes:
    """Return a workbook: the logframe, the searches behind its gaps, and what people edited."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Logframe"
    _logframe(sheet, frame)
    _gaps(book.create_sheet("Not stated"), frame)
    _edits(book.create_sheet("Edits"), frame)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), frame.changed)


def safe_text(words: str) -> str:
    """Return a cell's words as text that no spreadsheet runs: an apostrophe before a formula."""
    return safe_cell(words, LONGEST)


def origin_of(cell: Cell) -> str:
    """Return in words where a cell's text comes from."""
    if cell.edit is not None and cell.edit.text is not None:
        return f"{cell.edit.by}, {cell.edit.at:%d %B %Y}"
    if cell.quotes:
        pages = dict.fromkeys(quote.page for quote in cell.cited)
        return f"the strategy, {', '.join(pages)}"
    return "not stated"


def _logframe(sheet: Worksheet, frame: Logframe) -> None:
    from openpyxl.utils import get_column_letter

    about = frame.document.about
    _put(sheet, 1, 1, f"Logframe: {about.title}", bold=True, size=14)
    said = (
        "Drafted from the text of the strategy. Words in quotes of the text are black, words of a "
        "person blue; “not stated” means that searches found nothing, and is no judgement."
    )
    _put(sheet, 2, 1, said)
    widths = [*WIDTHS.values(), *(width for _, width in MORE)]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    at = 4
    for level in LEVELS:
        at = _block(sheet, at, level.value, frame.of(level)) + 1
    for note in frame.left_out:
        _put(sheet, at, 1, f"Left out: {note}")
        at += 1
    sheet.freeze_panes = "B4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _block(sheet: Worksheet, at: int, level: str, rows: tuple[Row, ...]) -> int:
    """Write one level under its own head and return the row after it."""
    heads = [level.upper(), *(NAMES[c] for c in Column if c is not Column.STATEMENT)]
    for column, head in enumerate((*heads, *(name for name, _ in MORE)), start=1):
        _put(sheet, at, column, head, bold=True, fill=BANDS[level])
    for row in rows:
        at += 1
        for column, name in enumerate(Column, start=1):
            cell = row.cells[name]
            words = f"{row.number}: {cell.text}" if name is Column.STATEMENT else cell.text
            _put(sheet, at, column, words, colour=_colour(cell))
        pages = dict.fromkeys(quote.page for quote in row.quotes)
        quotes = dict.fromkeys(quote.text for cell in row.cells.values() for quote in cell.cited)
        origin = origin_of(row.cells[Column.STATEMENT])
        for offset, words in enumerate((", ".join(pages), " | ".join(quotes), origin), start=1):
            _put(sheet, at, len(Column) + offset, words or NOT_STATED)
    return at + 1


def _colour(cell: Cell) -> str:
    return {"gap": GAP_COLOUR, "person": PERSON_COLOUR}.get(cell.origin, "FF0B0C0C")


def _gaps(sheet: Worksheet, frame: Logframe) -> None:
    _table(
        sheet,
        ("Row", "Column", "Searches made"),
        (10, 24, 110),
        [
            (row.number, NAMES[name], " ".join(s.sentence for s in cell.searches))
            for row in frame.rows
            for name, cell in row.cells.items()
            if cell.origin == "gap"
        ],
    )


def _edits(sheet: Worksheet, frame: Logframe) -> None:
    found = [
        (
            row.number,
            NAMES[name],
            cell.text,
            cell.drafted,
            cell.edit.by,
            f"{cell.edit.at:%Y-%m-%d %H:%M}",
        )
        for row in frame.rows
        for name, cell in row.cells.items()
        if cell.edit is not None and cell.edit.text is not None
    ]
    found += [
        (
            f"no longer drafted: {e.statement}",
            NAMES[e.column],
            e.text or "",
            e.before,
            e.by,
            f"{e.at:%Y-%m-%d %H:%M}",
        )
        for e in frame.orphans
    ]
    heads = ("Row", "Column", "Written by a person", "What the text says", "By", "When (UTC)")
    _table(sheet, heads, (30, 24, 50, 50, 20, 18), found)


def _table(
    sheet: Worksheet,
    heads: tuple[str, ...],
    widths: tuple[int, ...],
    rows: Sequence[tuple[str, ...]],
) -> None:
    from openpyxl.utils import get_column_letter

    for column, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
        _put(sheet, 1, column, head, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for at, row in enumerate(rows, start=2):
        for column, words in enumerate(row, start=1):
            _put(sheet, at, column, words)
    sheet.freeze_panes = "A2"


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    words: str,
    *,
    bold: bool = False,
    size: int = 10,
    fill: str = "",
    colour: str = "FF0B0C0C",
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(row, column)
    cell.value = safe_text(words)
    cell.data_type = "s"  # text, whatever it starts with
    cell.font = Font(bold=bold, size=size, color=colour)
    if row > 2:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
