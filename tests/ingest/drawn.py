"""Small PDFs with everything where a test puts it, drawn in any content-stream order."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.document import About, Passage, Reading
from ingest.reader import read_pdf

SANS, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"
NOBODY = About(title="", place="")

Operation = Callable[[Canvas], None]

WORDS = [
    *("harbour", "orchard", "timber", "railway", "college", "furnace", "meadow", "lantern"),
    *("saddle", "copper", "thistle", "granite", "marble", "pewter", "linen", "barley"),
    *("hazel", "willow", "cobble", "kestrel"),
]


def prose(seed: int, count: int) -> str:
    """Return a sentence of `count` words that no other seed gives."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable filler, not a secret
    words = [chosen.choice(WORDS) for _ in range(count)]
    return f"S{seed} {' '.join(words)} end."


@dataclass
class Press:
    """Draws pages; positions in points from the top left, as the reader reports them."""

    width: float = 595.0
    height: float = 842.0
    rotation: int = 0
    _grounds: list[list[Operation]] = field(default_factory=lambda: [[]])
    _pages: list[list[Operation]] = field(default_factory=lambda: [[]])

    def new_page(self) -> None:
        self._grounds.append([])
        self._pages.append([])

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        size: float = 10,
        font: str = SANS,
        colour: str = "#000000",
        angle: float = 0,
        mode: int = 0,
        spread: float = 0,
    ) -> None:
        """Draw one line with its baseline that far below the top, its spaces `spread` wider."""
        y = self.height - baseline

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(angle)
            canvas.setFillColor(HexColor(colour))
            canvas.setFont(font, size)
            canvas.drawString(0, 0, words, mode=mode, wordSpace=spread or None)
            canvas.restoreState()

        self._pages[-1].append(draw)

    def lines(
        self, x: float, baseline: float, lines: Sequence[str], leading: float = 12, **style: Any
    ) -> float:
        """Draw lines below each other and return the baseline that would come next."""
        for line in lines:
            self.text(x, baseline, line, **style)
            baseline += leading
        return baseline

    def paragraph(
        self,
        x: float,
        baseline: float,
        width: float,
        words: str,
        leading: float = 12,
        hang: float = 0,
        **style: Any,
    ) -> float:
        """Set words to a width and return the baseline that would come next."""
        font, size = style.get("font", SANS), style.get("size", 10)
        lines: list[str] = []
        for word in words.split():
            room = width - (hang if lines else 0)
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and stringWidth(longer, font, size) <= (width if len(lines) == 1 else room):
                lines[-1] = longer
            else:
                lines.append(word)
        for i, line in enumerate(lines):
            self.text(x + (hang if i else 0), baseline, line, **style)
            baseline += leading
        return baseline

    def rule(self, x0: float, top: float, x1: float, bottom: float, width: float = 0.6) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setLineWidth(width)
            canvas.line(x0, self.height - top, x1, self.height - bottom)

        self._grounds[-1].append(draw)

    def panel(self, x0: float, top: float, x1: float, bottom: float, fill: str = "#dde6ee") -> None:
        """Draw a coloured ground; it is drawn before all text."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(HexColor(fill))
            canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

        self._grounds[-1].append(draw)

    def outlined(
        self, x0: float, top: float, x1: float, bottom: float, fill: str | None = None
    ) -> None:
        """Draw a box with a line around it, as those of a flow chart."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(HexColor(fill or "#ffffff"))
            canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, fill=int(bool(fill)))

        self._grounds[-1].append(draw)

    def polyline(self, *points: tuple[float, float]) -> None:
        """Draw straight lines from point to point, as a chart of a series does."""

        def draw(canvas: Canvas) -> None:
            path = canvas.beginPath()
            path.moveTo(points[0][0], self.height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, self.height - y)
            canvas.drawPath(path)

        self._grounds[-1].append(draw)

    def cover(self, x0: float, top: float, x1: float, bottom: float, alpha: float = 1.0) -> None:
        """Draw a white box over what was drawn before it."""

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.setFillColor(HexColor("#ffffff"))
            canvas.setFillAlpha(alpha)
            canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
            canvas.restoreState()

        self._pages[-1].append(draw)

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Draw a grey picture over what was drawn before it."""

        def draw(canvas: Canvas) -> None:
            grey = ImageReader(Image.new("RGB", (8, 8), "#cccccc"))
            canvas.drawImage(grey, x0, self.height - bottom, x1 - x0, bottom - top)

        self._pages[-1].append(draw)

    def strike_out(self, x0: float, top: float, x1: float, bottom: float, flags: int = 4) -> None:
        """Lay a strike-out over the words in this box, as readers' programs do."""
        low, high = self.height - bottom, self.height - top
        corners = " ".join(f"{v}" for v in (x0, high, x1, high, x0, low, x1, low))
        self._annotate(
            "StrikeOut", (x0, low, x1, high), flags, QuadPoints=PDFArray(corners.split())
        )

    def note(self, x0: float, top: float, x1: float, bottom: float, words: str) -> None:
        """Type words over the page in a box of their own."""
        place = (x0, self.height - bottom, x1, self.height - top)
        self._annotate("FreeText", place, 4, Contents=PDFString(words), DA="(/Helv 9 Tf)")

    def _annotate(
        self, kind: str, place: tuple[float, float, float, float], flags: int, **more: Any
    ) -> None:
        entries = {"Type": PDFName("Annot"), "Subtype": PDFName(kind), "F": flags, **more}
        entries["Rect"] = PDFArray(place)

        def draw(canvas: Canvas) -> None:
            canvas._addAnnotation(PDFDictionary(entries))

        self._pages[-1].append(draw)

    def shading(self, x0: float, top: float, x1: float, bottom: float, *colours: str) -> None:
        """Draw a ground that runs from one colour to another, as no path or picture does."""

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            path = canvas.beginPath()
            path.rect(x0, self.height - bottom, x1 - x0, bottom - top)
            canvas.clipPath(path, stroke=0, fill=0)
            canvas.linearGradient(x0, 0, x1, 0, [HexColor(colour) for colour in colours])
            canvas.restoreState()

        self._grounds[-1].append(draw)

    def clipped(self, box: tuple[float, float, float, float], x: float, y: float, s: str) -> None:
        """Draw a line of text of which only what lies in the box is shown."""
        x0, top, x1, bottom = box

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            path = canvas.beginPath()
            path.rect(x0, self.height - bottom, x1 - x0, bottom - top)
            canvas.clipPath(path, stroke=0, fill=0)
            canvas.setFont(SANS, 10)
            canvas.drawString(x, self.height - y, s)
            canvas.restoreState()

        self._pages[-1].append(draw)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw rules at these places."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])

    def table(
        self, xs: Sequence[float], baseline: float, rows: Sequence[Sequence[str]], step: float = 18
    ) -> float:
        """Draw cells at these left edges, the first row bold; "\\n" wraps within a cell."""
        for i, row in enumerate(rows):
            deepest = 1
            for x, cell in zip(xs, row, strict=True):
                parts = cell.split("\n") if cell else []
                self.lines(x, baseline, parts, 11, size=9, font=BOLD if i == 0 else SANS)
                deepest = max(deepest, len(parts))
            baseline += step + 11 * (deepest - 1)
        return baseline

    def pdf(self, shuffle: int | None = None) -> bytes:
        """Return the PDF; with a seed, the lines of each page in a random stream order."""
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(self.width, self.height), invariant=True)
        for grounds, page in zip(self._grounds, self._pages, strict=True):
            written = list(page)
            if shuffle is not None:
                random.Random(shuffle).shuffle(written)  # noqa: S311 - repeatable, not a secret
            canvas.transform(*self._as_displayed())
            for operation in (*grounds, *written):
                operation(canvas)
            if self.rotation:
                canvas.setPageRotation(self.rotation)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _as_displayed(self) -> tuple[float, float, float, float, float, float]:
        """Return the matrix from the page as displayed to user space (reportlab turns the page)."""
        match self.rotation:
            case 90:
                return (0, 1, -1, 0, self.height, 0)
            case 180:
                return (-1, 0, 0, -1, self.width, self.height)
            case 270:
                return (0, -1, 1, 0, 0, self.width)
            case _:
                return (1, 0, 0, 1, 0, 0)

    def read(self, shuffle: int | None = None) -> Reading:
        return read_pdf(self.pdf(shuffle), NOBODY, "drawn.pdf")


def texts(reading: Reading) -> list[str]:
    """Return what the passages say, in order."""
    return [passage.text for passage in reading.passages]


def starts(reading: Reading) -> list[str]:
    """Return the first word of each passage: the mark that `prose` gives it."""
    return [passage.text.split()[0] for passage in reading.passages]


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """Return (kind, text) of all blocks but running heads."""
    return [(block.kind.value, block.text) for block in reading.blocks]


def one(reading: Reading, start: str) -> Passage:
    """Return the only passage that starts with these words."""
    found = [passage for passage in reading.passages if passage.text.startswith(start)]
    assert len(found) == 1, texts(reading)
    return found[0]
