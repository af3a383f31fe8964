"""Write an edition as a PDF: vectors first, then glyphs in the order that its layout asks for."""

from __future__ import annotations

import io

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from samples.edition import Edition
from samples.ink import Curve, Fill, Glyphs, Ink, Piece, Rule
from samples.layout import Sheet, Spot


def pdf_bytes(edition: Edition) -> bytes:
    """The same edition always gives the same bytes: reportlab's invariant mode knows no dates."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True, pageCompression=1, initialFontName="Helvetica")
    canvas.setTitle(edition.strategy.title)
    canvas.setAuthor(edition.strategy.lead_body)
    canvas.setSubject(edition.strategy.subtitle)
    canvas.setCreator("LIS Scrutiny samples")
    for number, sheet in enumerate(edition.sheets, 1):
        canvas.setPageSize((sheet.width, sheet.height))
        _sheet(canvas, edition, number, sheet)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _sheet(canvas: Canvas, edition: Edition, number: int, sheet: Sheet) -> None:
    vectors: list[Ink] = []
    glyphs: list[tuple[tuple[float, ...], Glyphs]] = []
    for half, (dx, page) in enumerate(sheet.pages):
        vectors += Piece(0.0, page.backdrop).shifted(dx, 0.0).inks
        for placed in page.placed:
            for ink in placed.piece.shifted(dx, 0.0).inks:
                if isinstance(ink, Glyphs):
                    spot = Spot(number, half, len(glyphs), placed, ink.baseline)
                    glyphs.append((edition.layout.paint_key(spot), ink))
                else:
                    vectors.append(ink)
    for ink in vectors:
        _vector(canvas, ink, sheet.height)
    for _, show in sorted(glyphs, key=lambda pair: pair[0]):
        _show(canvas, show, sheet.height)


def _vector(canvas: Canvas, ink: Ink, height: float) -> None:
    match ink:
        case Fill(x, top, width, tall, colour):
            canvas.setFillColor(HexColor(colour))
            canvas.rect(x, height - top - tall, width, tall, stroke=0, fill=1)
        case Rule(x0, y0, x1, y1, colour, thickness):
            canvas.setStrokeColor(HexColor(colour))
            canvas.setLineWidth(thickness)
            canvas.line(x0, height - y0, x1, height - y1)
        case Curve():
            _curve(canvas, ink, height)
        case _:
            raise TypeError(f"{ink} is not a vector")


def _curve(canvas: Canvas, ink: Curve, height: float) -> None:
    points = [(x, height - y) for x, y in ink.points]
    canvas.setStrokeColor(HexColor(ink.colour))
    canvas.setFillColor(HexColor(ink.colour))
    canvas.setLineWidth(ink.width)
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for a, b, c in zip(points[1::3], points[2::3], points[3::3], strict=True):
        path.curveTo(*a, *b, *c)
    if ink.foot is not None:
        path.lineTo(points[-1][0], height - ink.foot)
        path.lineTo(points[0][0], height - ink.foot)
        path.close()
    canvas.drawPath(path, stroke=int(ink.foot is None), fill=int(ink.foot is not None))


def _show(canvas: Canvas, ink: Glyphs, height: float) -> None:
    text = canvas.beginText(ink.x, height - ink.baseline + ink.rise)
    text.setFont(ink.face.name, ink.size)
    text.setFillColor(HexColor(ink.colour))
    if ink.word_space:
        text.setWordSpace(ink.word_space)
    text.textOut(ink.text)
    if ink.word_space:
        text.setWordSpace(0)
    canvas.drawText(text)
