"""Writes a logframe as a Word document: landscape, a block for each level."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from review.logframes.logframe import LEVELS, NAMES, Cell, Column, Logframe, Row
from review.logframes.xlsx_file import BANDS, origin_of
from review.reports.packed import settled

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell, _Row, _Rows

SHOWN: Final = tuple(Column)
WIDTHS: Final = (56, 42, 22, 17, 26, 24, 19, 30, 34, 26)
"""Millimetres for each column in turn, and 30 for the page: 326 of A3's 420 across, with edges."""

GAP: Final = "6F777B"
PERSON: Final = "1D4F91"


def logframe_docx(frame: Logframe) -> bytes:
    """Return a Word document; gaps are listed with their searches after the tables."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    word = Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    word.styles["Normal"].font.size = Pt(8)
    word.styles["Normal"].font.name = "Arial"
    about = frame.document.about
    word.core_properties.title = f"Logframe: {about.title}"
    word.add_heading(f"Logframe: {about.title}", level=1)
    word.add_paragraph(
        f"{about.place}. Drafted from the text of the strategy. Words of a person are blue; “not "
        "stated” means that searches found nothing, and is no judgement on the strategy."
    )
    for level in LEVELS:
        _block(word, level.value, frame.of(level))
    for note in frame.left_out:
        word.add_paragraph(f"Left out: {note}")
    _after(word, frame)
    out = io.BytesIO()
    word.save(out)
    return settled(out.getvalue(), frame.changed)


def _block(word: Word, level: str, rows: tuple[Row, ...]) -> None:
    word.add_heading(level.capitalize(), level=2)
    table = word.add_table(rows=1, cols=len(SHOWN) + 1)
    table.style = "Table Grid"
    heads = [NAMES[column] for column in SHOWN] + ["Page and origin"]
    heads[0] = level.upper()
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _write(cell, head, bold=True)
        _shade(cell, BANDS[level][2:])
    _repeat_head(table.rows[0])
    for row in rows:
        cells = table.add_row().cells
        for place, column in zip(cells, SHOWN, strict=False):
            said = row.cells[column]
            words = f"{row.number}: {said.text}" if column is Column.STATEMENT else said.text
            _write(place, words, colour=_colour(said))
        _write(cells[-1], origin_of(row.cells[Column.STATEMENT]))
    _widths(table.rows)


def _after(word: Word, frame: Logframe) -> None:
    edited = [
        f"{row.number}, {NAMES[name]}: the text says “{cell.drafted}”; by {origin_of(cell)}."
        for row in frame.rows
        for name, cell in row.cells.items()
        if cell.origin == "person"
    ]
    edited += [
        f"No longer drafted: “{e.statement}”, {NAMES[e.column]}: “{e.text}”, by {e.by}."
        for e in frame.orphans
    ]
    if edited:
        word.add_heading("What people wrote", level=2)
        for line in edited:
            word.add_paragraph(line, style="List Bullet")
    gaps: dict[str, list[str]] = {}
    for row in frame.rows:
        for name, cell in row.cells.items():
            if cell.origin == "gap":
                said = " ".join(search.sentence for search in cell.searches)
                gaps.setdefault(f"{NAMES[name]}: {said}", []).append(row.number)
    if gaps:
        word.add_heading("Searches behind “not stated”", level=2)
        for said, numbers in gaps.items():
            word.add_paragraph(f"{said} ({', '.join(numbers)})", style="List Bullet")


def _colour(cell: Cell) -> str:
    return {"gap": GAP, "person": PERSON}.get(cell.origin, "")


def _write(cell: _Cell, words: str, *, bold: bool = False, colour: str = "") -> None:
    from docx.shared import RGBColor

    run = cell.paragraphs[0].add_run("".join(c for c in words if c.isprintable() or c in "\n\t"))
    run.bold = bold
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _shade(cell: _Cell, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no other way


def _repeat_head(row: _Row) -> None:
    """Make the head appear on every page that the table runs over."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - python-docx has no other way


def _widths(rows: _Rows) -> None:
    from docx.shared import Mm

    for row in rows:
        for cell, width in zip(row.cells, (*WIDTHS, 30), strict=True):
            cell.width = Mm(width)
