"""Two justified columns on A4, chapters opening across both: the plain government report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from samples.flow import Grid
from samples.front_matter import ContentsLook, contents, cover_words
from samples.ink import Fill, Ink, Piece, Rule, stacked
from samples.layout import (
    Furniture,
    Layout,
    Listed,
    PageFacts,
    PrintedPage,
    Sort,
    Spot,
    put,
    running,
)
from samples.pieces import lines_of
from samples.printed import Unit
from samples.source import Strategy
from samples.theme import Theme
from samples.typefaces import SANS, SANS_BLACK, SANS_BOLD, SANS_LIGHT, SANS_SEMIBOLD, Face
from samples.typeset import Align, Style

LEFT: Final = 48.0
WIDTH: Final = 499.28


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a two-column report: `deep` titles, `bright` accents, the rest for areas."""

    ink: str
    deep: str
    bright: str
    pale: str
    shadow: str
    glow: str
    head: str


@dataclass(frozen=True, slots=True)
class Faces:
    """Typefaces of a two-column report."""

    body: Face
    light: Face
    medium: Face
    bold: Face
    black: Face
    box: Face


def report_theme(faces: Faces, palette: Palette, size: float) -> Theme:
    """All styles from one body size, six faces and a palette."""
    body = Style(faces.body, size, size * 1.29, palette.ink, "justify", hyphenate=True)
    return Theme(
        body=body,
        foreword=Style(faces.body, size * 1.25, size * 1.77, palette.ink),
        chapter=Style(faces.black, 25, 29, palette.deep),
        section=Style(faces.bold, 13, 15.5, palette.deep),
        subsection=Style(faces.medium, 10.5, 13, palette.bright),
        quote=Style(faces.light, 15, 18.5, palette.bright),
        box_title=Style(faces.bold, 11, 13.5, palette.deep),
        box_body=Style(faces.box, 9.0, 11.6, palette.ink),
        caption=Style(faces.medium, 9.2, 11.6, palette.deep),
        table_head=Style(faces.bold, 8.6, 11.0, palette.deep),
        table_cell=Style(faces.box, 8.6, 11.0, palette.ink),
        figure_label=Style(faces.box, 8.2, 10.0, palette.ink),
        note=Style(faces.body, 7.8, 9.6, palette.ink),
        running=Style(faces.box, 8.0, 10.0, "#5a6870"),
        accent=palette.bright,
        box_fill=palette.pale,
        table_head_fill=palette.head,
        bullet=palette.bright,
    )


STEEL_AND_RUST: Final = Palette(
    ink="#1f2a30",
    deep="#0b3c5d",
    bright="#c4501b",
    pale="#e8eef2",
    shadow="#154f76",
    glow="#f3d9cc",
    head="#d5e0e8",
)
SOURCE_SANS: Final = Faces(SANS, SANS_LIGHT, SANS_SEMIBOLD, SANS_BOLD, SANS_BLACK, SANS)


def chimneys(left: float, foot: float, tallest: float, colour: str) -> tuple[Fill, ...]:
    """Five stacks of a works, standing on `foot`."""
    shares = (0.35, 0.7, 0.53, 1.0, 0.82)
    return tuple(
        Fill(left + 34 * n, foot - tallest * share, 20, tallest * share, colour)
        for n, share in enumerate(shares)
    )


class TwoColumn(Layout):
    """Body pages are numbered from 1 though they start on sheet 3; the file is in reading order."""

    width: ClassVar[float] = 595.28
    height: ClassVar[float] = 841.89
    palette: ClassVar[Palette] = STEEL_AND_RUST
    faces: ClassVar[Faces] = SOURCE_SANS
    theme: ClassVar[Theme] = report_theme(SOURCE_SANS, STEEL_AND_RUST, 9.6)
    spanning: ClassVar[frozenset[Sort]] = frozenset({"table"})
    quotes_interrupt: ClassVar[bool] = True

    grid: ClassVar[Grid] = Grid(left=LEFT, top=74, width=WIDTH, bottom=786, columns=2, gap=21)

    def opening(self, heading: Unit) -> Piece:
        title = stacked(lines_of(heading, self.theme.chapter, WIDTH))
        bar = Fill(0, 0, 64, 5, self.palette.bright)
        title = title.shifted(0, 12)
        return Piece(title.height + 16, (bar, *title.inks), title.spans, before=16.0)

    def furniture(self, facts: PageFacts) -> Furniture:
        recto = facts.index % 2 == 0
        style = self.theme.running
        outer: Align = "right" if recto else "left"
        inner: Align = "left" if recto else "right"
        head = replace(style, align=outer)
        foot = replace(style, align=inner)
        number = replace(
            style, face=self.faces.bold, size=9.0, colour=self.palette.deep, align=outer
        )
        x = LEFT if recto else LEFT + 40
        title = running(facts, "head", facts.strategy.running_head, head, LEFT, 38, WIDTH)
        chapter = running(facts, "foot", facts.chapter, foot, x, 806, WIDTH - 40)
        page = running(facts, "number", facts.label, number, LEFT, 806, WIDTH)
        heads = (title, chapter, page) if recto else (title, page, chapter)
        lines = tuple(Rule(LEFT, y, LEFT + WIDTH, y, self.palette.deep, 0.8) for y in (54.0, 798.0))
        return Furniture(heads, lines)

    def skyline(self, left: float, foot: float, tallest: float, colour: str) -> tuple[Fill, ...]:
        """What stands on the cover's horizon and in ornaments."""
        return chimneys(left, foot, tallest, colour)

    def ornament(self, top: float, bottom: float) -> tuple[Ink, ...]:
        stacks = self.skyline(LEFT + 300, bottom, (bottom - top) * 0.8, self.palette.head)
        return (Fill(LEFT, top, WIDTH, bottom - top, self.palette.pale), *stacks)

    def paint_key(self, spot: Spot) -> tuple[float, ...]:
        return (float(spot.order),)

    def cover(self, strategy: Strategy) -> PrintedPage:
        words = cover_words(strategy)
        title = Style(self.faces.black, 44, 48, "#ffffff")
        one, y = put(words.title, title, 60, 190, 440)
        two, y = put(
            words.subtitle, Style(self.faces.light, 20, 25, self.palette.glow), 60, y + 18, 420
        )
        three, y = put(
            words.lead_body, Style(self.faces.medium, 14, 18, self.palette.deep), 60, 690, 420
        )
        four, _ = put(words.month, Style(self.faces.body, 12, 15, self.palette.ink), 60, y + 3, 420)
        backdrop: tuple[Ink, ...] = (
            Fill(0, 120, self.width, 440, self.palette.deep),
            *self.skyline(380, 560, 170, self.palette.shadow),
            Fill(0, 560, self.width, 12, self.palette.bright),
        )
        return PrintedPage(None, (one, two, three, four), backdrop)

    def contents(self, strategy: Strategy, listed: Sequence[Listed]) -> PrintedPage:
        look = ContentsLook(
            left=LEFT, top=96, width=WIDTH, bottom=790,
            title=Style(self.faces.black, 30, 36, self.palette.deep),
            chapter=Style(self.faces.bold, 11, 15, self.palette.deep),
            section=Style(self.faces.body, 9.6, 13, self.palette.ink),
        )  # fmt: skip
        bar = Fill(LEFT, 84, 64, 5, self.palette.bright)
        return PrintedPage(None, contents(strategy, listed, look), (bar,))
