"""Draws a report as a Word document on A4, with real headings and tables that read out well."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from review.reports.cells import plain
from review.reports.packed import settled
from review.reports.parts import Banner, Grid, Heading, Points, Quoted, Report, Words

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

LANGUAGE: Final = "en-GB"
FONT: Final = "Arial"  # what GOV.UK asks of documents that are sent out
INK: Final = "0B0C0C"
SOFT: Final = "505A5F"
RULE: Final = "B1B4B6"
BLUE: Final = "1D70B8"
PALE: Final = "F3F2F1"
WIDTH: Final = 170  # millimetres of text on A4 between margins of 20
QUOTE: Final = "Quote"
SOURCE: Final = "Quote source"


def report_docx(report: Report) -> bytes:
    """Return the report as a docx file; the same report gives the same bytes."""
    from docx import Document

    word = Document()
    _page(word)
    _styles(word)
    _properties(word, report)
    word.add_paragraph(plain(report.title), style="Title")
    word.add_paragraph(plain(report.subtitle), style="Subtitle")
    for part in report.parts:
        _part(word, part)
    _footer(word, report.title)
    out = io.BytesIO()
    word.save(out)
    return settled(out.getvalue(), report.at)


def _part(word: Word, part: object) -> None:
    match part:
        case Heading(text, level):
            word.add_heading(plain(text), level)
        case Words(text, lead, soft):
            paragraph = word.add_paragraph(style="Remark" if soft else None)
            if lead:
                paragraph.add_run(plain(lead)).bold = True
            paragraph.add_run(plain(text))
        case Points(items):
            for item in items:
                word.add_paragraph(plain(item), style="List Bullet")
        case Quoted(quote, source):
            word.add_paragraph(f"“{plain(quote)}”", style=QUOTE)
            word.add_paragraph(plain(source), style=SOURCE)
        case Banner(text):
            _box(word.add_paragraph(plain(text), style="Banner"))
        case Grid():
            _grid(word, part)


def _page(word: Word) -> None:
    from docx.shared import Mm

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)


def _styles(word: Word) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm

    styles = word.styles
    _look(styles["Normal"], 11, after=6)
    _look(styles["Title"], 24, bold=True, after=4)
    _look(styles["Subtitle"], 12, SOFT, after=10)
    _look(styles["Heading 1"], 17, bold=True, before=18, after=6)
    _look(styles["Heading 2"], 13, bold=True, before=12, after=4)
    _look(styles["List Bullet"], 11, after=3)
    _look(styles[QUOTE], 11, before=4, after=0)
    for name in (SOURCE, "Remark", "Banner", "Table words"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _look(styles[SOURCE], 10, SOFT, after=8)
    _look(styles["Remark"], 10, SOFT, after=6)
    _look(styles["Banner"], 12, bold=True, before=6, after=10)
    _look(styles["Table words"], 10, after=0)
    for name in (QUOTE, SOURCE):
        styles[name].paragraph_format.left_indent = Mm(8)
        _edge(styles[name].element.get_or_add_pPr(), "left", RULE)
    styles[QUOTE].paragraph_format.keep_with_next = True
    title = styles["Title"].element.get_or_add_pPr()
    for border in title.findall(_tag("w:pBdr")):
        title.remove(border)
    defaults = styles.element.find(".//" + _tag("w:lang"))
    if defaults is not None:
        defaults.set(_tag("w:val"), LANGUAGE)


def _look(
    style: Any,
    size: int,
    colour: str = INK,
    *,
    bold: bool = False,
    before: int = 0,
    after: int = 0,
) -> None:
    """Set a style whole, because the template's own are blue, tight or in italics."""
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [n for n in fonts.attrib if n.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(_tag(script), FONT)
    spacing = style.element.get_or_add_rPr().find(_tag("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _properties(word: Word, report: Report) -> None:
    core = word.core_properties
    core.title, core.author, core.last_modified_by = report.title, report.author, report.author
    core.subject, core.language, core.comments = report.subtitle, LANGUAGE, ""
    at: datetime = report.at.replace(tzinfo=None)
    core.created = core.modified = at
    core.revision = 1


def _grid(word: Word, grid: Grid) -> None:
    from docx.shared import Mm, Pt

    table = word.add_table(rows=1, cols=len(grid.heads))
    table.autofit = False
    _read_out(table, grid.about)
    for row in (grid.heads, *grid.rows):
        cells = table.rows[0].cells if row is grid.heads else table.add_row().cells
        for cell, text, share in zip(cells, row, grid.shares, strict=True):
            cell.width = Mm(WIDTH * share / sum(grid.shares))
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table words"
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(plain(text)).bold = row is grid.heads
            if row is grid.heads:
                _shade(cell, PALE)
    for column, share in zip(table.columns, grid.shares, strict=True):
        column.width = Mm(WIDTH * share / sum(grid.shares))
    _row_mark(table.rows[0], "w:tblHeader")
    for row_ in table.rows:
        _row_mark(row_, "w:cantSplit")
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _read_out(table: Any, about: str) -> None:
    """Give a table the title that screen readers say, light lines, and fixed columns."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_line(side, RULE, 4))
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(borders, *after)  # Word refuses another order
    for name in ("w:tblCaption", "w:tblDescription"):
        properties.append(_element(name, about))


def _row_mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name, "true"))  # noqa: SLF001 - as above


def _shade(cell: Any, colour: str) -> None:
    shade = _element("w:shd", "clear")
    shade.set(_tag("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - as above


def _box(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - as above
    _edge(properties, "left", BLUE, 36)


def _edge(properties: Any, side: str, colour: str, width: int = 18) -> None:
    borders = _element("w:pBdr")
    borders.append(_line(side, colour, width, space=8))
    properties.insert_element_before(
        borders,
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing"),
        *("w:jc", "w:outlineLvl", "w:rPr"),
    )


def _line(side: str, colour: str, width: int, space: int = 0) -> Any:
    line = _element(f"w:{side}", "single")
    for name, value in (("sz", width), ("space", space), ("color", colour)):
        line.set(_tag(f"w:{name}"), str(value))
    return line


def _footer(word: Word, title: str) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = "Remark"
    paragraph.add_run(f"{plain(title)}. Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    field = _element("w:fldSimple")
    field.set(_tag("w:instr"), name)
    run, text = _element("w:r"), _element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - as above


def _element(name: str, value: str | None = None) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    if value is not None:
        made.set(_tag("w:val"), value)
    return made


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
