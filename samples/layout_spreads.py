"""Facing pages on one sheet, as exported from a designer's spread view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    Sheet,
    Sort,
    Spot,
    loose_unit,
    put,
    running,
)
from samples.pieces import lines_of
from samples.printed import Unit
from samples.source import Strategy
from samples.theme import Theme
from samples.typefaces import (
    SANS,
    SANS_BOLD,
    SANS_SEMIBOLD,
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    SERIF_SEMIBOLD,
)
from samples.typeset import Style

INK = "#262329"
PLUM = "#4a1942"
OCHRE = "#b7791f"
MIST = "#f1ecf3"

PAGE_WIDTH: Final = 595.28
PAGE_HEIGHT: Final = 841.89
LEFT: Final = 52.0
WIDTH: Final = 491.28
CONTENTS_LABEL: Final = "2"  # the cover is page 1, so even pages stand left

_BODY = Style(SERIF, 9.2, 12.6, INK, "justify", hyphenate=True)

THEME = Theme(
    body=_BODY,
    foreword=Style(SERIF, 10.6, 15.4, INK, "justify", hyphenate=True),
    chapter=Style(SERIF_BOLD, 27, 32, PLUM),
    section=Style(SANS_BOLD, 13, 16, PLUM),
    subsection=Style(SANS_SEMIBOLD, 10.5, 13, OCHRE),
    quote=Style(SERIF_ITALIC, 14, 18.5, OCHRE, "centre"),
    box_title=Style(SANS_BOLD, 11, 14, PLUM),
    box_body=Style(SANS, 9.2, 12.0, INK),
    caption=Style(SANS_SEMIBOLD, 9, 11.6, PLUM),
    table_head=Style(SANS_BOLD, 8.6, 11, PLUM),
    table_cell=Style(SANS, 8.8, 11.2, INK),
    figure_label=Style(SANS, 8.4, 10.4, INK),
    note=Style(SERIF, 7.4, 9.8, INK),
    running=Style(SANS, 8, 10, "#6b6270"),
    accent=OCHRE,
    box_fill=MIST,
    table_head_fill="#e4d9e8",
    bullet=OCHRE,
    paragraph_space=6.0,
    section_space=15.0,
    block_space=14.0,
    box_padding=12.0,
)


def bars(left: float, top: float, bottom: float) -> tuple[Rule, ...]:
    """Upright strokes of uneven length, like the lines of a spectrum."""
    return tuple(
        Rule(left + 22 * n, top + 5 * (n % 4), left + 22 * n, bottom - 7 * (n % 5), OCHRE, 3)
        for n in range(21)
    )


class Spreads(Layout):
    """In the file the right page comes before the left, and boxes after both."""

    width: ClassVar[float] = PAGE_WIDTH
    height: ClassVar[float] = PAGE_HEIGHT
    theme: ClassVar[Theme] = THEME
    first_label: ClassVar[int] = 3
    spanning: ClassVar[frozenset[Sort]] = frozenset({"table"})
    quotes_interrupt: ClassVar[bool] = True

    grid: ClassVar[Grid] = Grid(left=LEFT, top=82, width=WIDTH, bottom=778, columns=2, gap=23)

    def opening(self, heading: Unit) -> Piece:
        title = stacked(lines_of(heading, self.theme.chapter, WIDTH))
        lines = (
            Rule(0, 2, WIDTH, 2, PLUM, 2.2),
            Rule(0, 6, WIDTH, 6, PLUM, 0.6),
        )
        title = title.shifted(0, 14)
        return Piece(title.height + 18, (*lines, *title.inks), title.spans, before=18.0)

    def furniture(self, facts: PageFacts) -> Furniture:
        recto = int(facts.label) % 2 == 1
        style = replace(self.theme.running, align="right" if recto else "left")
        number = replace(style, face=SERIF_SEMIBOLD, size=10, colour=PLUM)
        words = facts.chapter if recto else facts.strategy.running_head
        heads = (
            running(facts, "head", words, style, LEFT, 44, WIDTH),
            running(facts, "number", facts.label, number, LEFT, 800, WIDTH),
        )
        edge = Fill(PAGE_WIDTH - 12 if recto else 0, 0, 12, PAGE_HEIGHT, PLUM)
        return Furniture(heads, (edge,))

    def ornament(self, top: float, bottom: float) -> tuple[Ink, ...]:
        middle = (top + bottom) / 2
        strokes = bars(LEFT + 26, middle - 50, middle + 50)
        return (Fill(LEFT, top, WIDTH, bottom - top, MIST), *strokes)

    def sheets(self, front: Sequence[PrintedPage], body: Sequence[PrintedPage]) -> list[Sheet]:
        """The cover alone, then two pages to a sheet; an odd last page faces the back cover."""
        cover, *pages = (*front, *body)
        if len(pages) % 2:
            pages.append(PrintedPage(None, (), (Fill(0, 0, PAGE_WIDTH, PAGE_HEIGHT, PLUM),)))
        out = [Sheet(PAGE_WIDTH, PAGE_HEIGHT, ((0.0, cover),))]
        for left, right in zip(pages[::2], pages[1::2], strict=True):
            out.append(Sheet(2 * PAGE_WIDTH, PAGE_HEIGHT, ((0.0, left), (PAGE_WIDTH, right))))
        return out

    def paint_key(self, spot: Spot) -> tuple[float, ...]:
        in_box = any(span.unit.in_box for span in spot.placed.piece.spans)
        return (float(in_box), -float(spot.page))

    def cover(self, strategy: Strategy) -> PrintedPage:
        words = cover_words(strategy)
        one, y = put(words.title, Style(SERIF_BOLD, 38, 45, "#ffffff"), 70, 250, 450)
        two, y = put(words.subtitle, Style(SERIF_ITALIC, 18, 24, "#f0d9b0"), 70, y + 16, 430)
        three, _ = put(words.lead_body, Style(SANS_SEMIBOLD, 13, 17, "#ffffff"), 70, 700, 430)
        four, _ = put(words.month, Style(SANS, 12, 15, "#f0d9b0"), 70, 720, 430)
        backdrop: tuple[Ink, ...] = (
            Fill(0, 0, PAGE_WIDTH, PAGE_HEIGHT, PLUM),
            Fill(0, 228, 40, 190, OCHRE),
            *bars(70, 90, 190),
        )
        return PrintedPage(None, (one, two, three, four), backdrop)

    def contents(self, strategy: Strategy, listed: Sequence[Listed]) -> PrintedPage:
        look = ContentsLook(
            left=LEFT, top=110, width=WIDTH - 80, bottom=780,
            title=self.theme.chapter,
            chapter=Style(SANS_BOLD, 11, 15.5, PLUM),
            section=Style(SERIF, 9.6, 13.4, INK),
        )  # fmt: skip
        number = replace(self.theme.running, face=SERIF_SEMIBOLD, size=10, colour=PLUM)
        unit = loose_unit(strategy, "page-2-number", "running", CONTENTS_LABEL)
        placed, _ = put(unit, number, LEFT, 800, 60, "running")
        edge = Fill(0, 0, 12, PAGE_HEIGHT, PLUM)
        return PrintedPage(CONTENTS_LABEL, (*contents(strategy, listed, look), placed), (edge,))
