"""Draws a report as a PDF on A4: fonts inside, bookmarks, page numbers, language set."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from review.reports.cells import plain
from review.reports.parts import Banner, Grid, Heading, Points, Quoted, Report, Words
from review.reports.pdf_signs import BOLD, FONT, lacking, markup, register_fonts

LANGUAGE: Final = "en-GB"
INK, SOFT, RULE, BLUE, PALE = "#0B0C0C", "#505A5F", "#B1B4B6", "#1D70B8", "#F3F2F1"
MARGIN: Final = 57  # points, about 20 mm
PADDING: Final = 6  # what a frame of reportlab keeps free inside its edge
FOOT: Final = 30
NAMED: Final = 10  # missing signs told by their codes; more are counted
SHORT: Final = 10  # rows up to which a table is kept on one page
ROOM: Final = 90  # points that a heading wants below it, or else the next page


def report_pdf(report: Report) -> bytes:
    """Return the report as a PDF; the same report gives the same bytes."""
    from reportlab.lib.pagesizes import A4

    known = register_fonts()
    styles = _styles()
    width = A4[0] - 2 * (MARGIN + PADDING)
    flow: list[Any] = [_words(report.title, styles["title"])]
    flow.append(_words(report.subtitle, styles["subtitle"]))
    for part in report.parts:
        flow += _part(part, styles, width)
    if missing := lacking(_all_words(report), known):
        flow.append(_words(_apology(missing), styles["soft"]))
    out = io.BytesIO()
    _template(out, report).build(flow, canvasmaker=_canvas_with_totals(report))
    return out.getvalue()


def _apology(missing: list[str]) -> str:
    codes = ", ".join(f"U+{ord(c):04X}" for c in missing[:NAMED])
    if len(missing) > NAMED:
        codes += f" and {len(missing) - NAMED:,} more"
    return (
        f"Some signs have no shape in the font of this PDF and show as a box ({codes}). The Word "
        "document shows them."
    )


def _all_words(report: Report) -> str:
    told = [report.title, report.subtitle]
    for part in report.parts:
        match part:
            case Heading(text) | Banner(text):
                told.append(text)
            case Words(text, lead):
                told += [text, lead]
            case Points(items):
                told += items
            case Quoted(quote, source):
                told += [quote, source]
            case Grid(_, heads, rows):
                told += [*heads, *(cell for row in rows for cell in row)]
    return "".join(told)


def _styles() -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    def style(name: str, size: float, before: float, after: float, **more: Any) -> Any:
        looks = {"fontName": FONT, "textColor": HexColor(INK), "leading": size * 1.4, **more}
        room = {"spaceBefore": before, "spaceAfter": after}
        return ParagraphStyle(name, fontSize=size, **room, **looks)

    soft = {"textColor": HexColor(SOFT)}
    return {
        "title": style("title", 19, 0, 4, fontName=BOLD, leading=24),
        "subtitle": style("subtitle", 10, 0, 10, **soft),
        "h1": style("h1", 14, 18, 6, fontName=BOLD),
        "h2": style("h2", 11, 12, 3, fontName=BOLD),
        "words": style("words", 9.5, 0, 6),
        "soft": style("soft", 8.5, 0, 6, **soft),
        "point": style("point", 9.5, 0, 4, leftIndent=14, bulletIndent=3),
        "quote": style("quote", 9.5, 4, 0, leftIndent=12, keepWithNext=1),
        "source": style("source", 8.5, 2, 10, leftIndent=12, **soft),
        "banner": style("banner", 10.5, 0, 12, fontName=BOLD, leftIndent=14),
        "cell": style("cell", 8.5, 0, 0),
        "head": style("head", 8.5, 0, 0, fontName=BOLD),
    }


def _words(text: str, style: Any, lead: str = "", bullet: str | None = None) -> Any:
    from reportlab.platypus import Paragraph

    known = register_fonts()
    bold = f'<font name="{BOLD}">{markup(lead, known)}</font>' if lead else ""
    return Paragraph(bold + markup(text, known), style, bulletText=bullet)


def _part(part: object, styles: dict[str, Any], width: float) -> list[Any]:
    from reportlab.platypus import CondPageBreak

    match part:
        case Heading(text, level):
            return [CondPageBreak(ROOM), _words(text, styles[f"h{level}"])]
        case Words(text, lead, soft):
            return [_words(text, styles["soft" if soft else "words"], lead)]
        case Points(items):
            return [_words(item, styles["point"], bullet="•") for item in items]
        case Quoted(quote, source):
            told = (f"“{quote}”", "quote"), (source, "source")
            return [_edged(words, styles[name], RULE, 1.5) for words, name in told]
        case Banner(text):
            return [_edged(text, styles["banner"], BLUE, 4)]
        case Grid():
            return _grid(part, styles, width)
    raise TypeError(f"a PDF cannot hold {part!r}")


def _edged(text: str, style: Any, colour: str, thick: float) -> Any:
    """Return a paragraph with a line on its left, which breaks over pages as words do."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Paragraph

    class Edged(Paragraph):  # type: ignore[misc]  # reportlab has no types
        def draw(self) -> None:
            super().draw()
            self.canv.saveState()
            self.canv.setStrokeColor(HexColor(colour))
            self.canv.setLineWidth(thick)
            self.canv.line(thick / 2, -2, thick / 2, self.height)
            self.canv.restoreState()

    return Edged(markup(text, register_fonts()), style)


def _grid(grid: Grid, styles: dict[str, Any], width: float) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import KeepTogether, Table

    rows = [[_words(head, styles["head"]) for head in grid.heads]]
    rows += [[_words(cell, styles["cell"]) for cell in row] for row in grid.rows]
    look = [
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(PALE)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(RULE)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ]
    widths = [width * share / sum(grid.shares) for share in grid.shares]
    table = Table(rows, widths, repeatRows=1, splitInRow=1, hAlign="LEFT", style=look)
    table.spaceAfter = 8
    return [KeepTogether(table) if len(rows) <= SHORT else table]


def _template(out: io.BytesIO, report: Report) -> Any:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    class WithBookmarks(SimpleDocTemplate):  # type: ignore[misc]  # reportlab has no types
        def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - reportlab's name
            level = {"h1": 0, "h2": 1}.get(getattr(getattr(flowable, "style", None), "name", ""))
            if level is not None:
                key = f"part-{self.seq.nextf('part')}"
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(flowable.getPlainText(), key, level, closed=level == 0)

    return WithBookmarks(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=plain(report.title),
        author=plain(report.author),
        subject=plain(report.subtitle),
        lang=LANGUAGE,
        invariant=1,
    )


def _canvas_with_totals(report: Report) -> Any:
    """Return a canvas that knows how many pages there are before it writes the feet."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    class Totals(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            _stamp(self, report.at)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                self.setFont(FONT, 8)
                self.setFillColor(HexColor(SOFT))
                foot = f"Page {number} of {len(self._kept)}"
                self.drawRightString(self._pagesize[0] - MARGIN - PADDING, FOOT, foot)
                self.drawString(MARGIN + PADDING, FOOT, plain(report.title)[:90])
                super().showPage()
            super().save()

    return Totals


def _stamp(canvas: Any, at: datetime) -> None:
    """Date the file `at`: reportlab would say the year 2000 of a file that must not change."""
    stamp = canvas._doc._timeStamp  # noqa: SLF001 - reportlab has no other way
    stamp.t, stamp.lt = at.timestamp(), at.timetuple()
    stamp.YMDhms = tuple(at.timetuple())[:6]
