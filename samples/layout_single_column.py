"""One wide column on A4 with pull quotes in the margin: a report that is read like a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import pi, sin
from typing import ClassVar, Final

from samples.flow import Grid
from samples.front_matter import ContentsLook, contents, cover_words
from samples.ink import Curve, Fill, Ink, Piece, Rule, stacked
from samples.layout import (
    Furniture,
    Layout,
    Listed,
    PageFacts,
    PrintedPage,
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
    CALADEA,
    CALADEA_BOLD,
    CALADEA_ITALIC,
    LATO,
    LATO_BLACK,
    LATO_BOLD,
    LATO_LIGHT,
)
from samples.typeset import Style

INK = "#24292b"
SEA = "#0d5c63"
CORAL = "#d1495b"
SAND = "#f3ead9"

PAGE_WIDTH: Final = 595.28
MARGIN_LEFT: Final = 46.0  # the margin strip carries pull quotes and the chapter titles begin in it
MARGIN_WIDTH: Final = 112.0
MAIN_LEFT: Final = 180.0
MAIN_WIDTH: Final = 363.0

_BODY = Style(CALADEA, 9.9, 13.5, INK, "justify", hyphenate=True)

THEME = Theme(
    body=_BODY,
    foreword=Style(CALADEA, 11.4, 16.4, INK, "justify", hyphenate=True),
    chapter=Style(LATO_LIGHT, 34, 40, SEA),
    section=Style(LATO_BOLD, 13.5, 17, SEA),
    subsection=Style(LATO_BOLD, 10.5, 14, CORAL),
    quote=Style(CALADEA_ITALIC, 13, 17, CORAL),
    box_title=Style(LATO_BOLD, 11, 14, SEA),
    box_body=Style(LATO, 8.9, 12.4, INK),
    caption=Style(LATO_BOLD, 9, 12, SEA),
    table_head=Style(LATO_BOLD, 8.4, 11, SEA),
    table_cell=Style(LATO, 8.4, 11, INK),
    figure_label=Style(LATO, 8.2, 10.4, INK),
    note=Style(CALADEA, 8.2, 10.4, INK),
    running=Style(LATO, 7.6, 10, "#66757a"),
    accent=SEA,
    box_fill=SAND,
    table_head_fill="#d7e6e5",
    bullet=CORAL,
    paragraph_space=6.5,
    item_space=3.5,
    section_space=18.0,
    block_space=16.0,
    box_padding=13.0,
    item_indent=14.0,
    quote_rules=False,
)


def waves(left: float, right: float, top: float, rows: int, colour: str) -> tuple[Curve, ...]:
    """Lines of swell between two edges, each a little out of step with the one above."""
    step = (right - left) / 24
    out = []
    for row in range(rows):
        points = []
        for n in range(25):
            x = left + n * step
            points.append((x, top + row * 13 + 5 * sin(n * pi / 4 + row * 0.9)))
        out.append(Curve(tuple(points), colour, 1.1))
    return tuple(out)


class SingleColumn(Layout):
    """Contents are page ii and the body starts again at 1; fi and fl are set as ligatures."""

    width: ClassVar[float] = PAGE_WIDTH
    height: ClassVar[float] = 841.89
    theme: ClassVar[Theme] = THEME
    aside: ClassVar[frozenset[Sort]] = frozenset({"quote"})
    aside_width: ClassVar[float] = MARGIN_WIDTH
    opening_room: ClassVar[float] = 90.0

    grid: ClassVar[Grid] = Grid(
        left=MAIN_LEFT, top=84, width=MAIN_WIDTH, bottom=772,
        aside_left=MARGIN_LEFT, aside_top=84, aside_bottom=772, anchored=True,
    )  # fmt: skip

    def opening(self, heading: Unit) -> Piece:
        lead = MAIN_LEFT - MARGIN_LEFT
        title = stacked(lines_of(heading, self.theme.chapter, lead + MAIN_WIDTH))
        title = title.shifted(-lead, 8)
        line = Rule(-lead, title.height + 14, MAIN_WIDTH, title.height + 14, CORAL, 1.4)
        return Piece(title.height + 22, (line, *title.inks), title.spans, before=22.0)

    def furniture(self, facts: PageFacts) -> Furniture:
        style = self.theme.running
        number = replace(style, face=LATO_BOLD, size=10.0, colour=SEA)
        right = replace(style, align="right")
        wide = MAIN_LEFT + MAIN_WIDTH - MARGIN_LEFT
        heads = (
            running(facts, "head", facts.strategy.running_head, style, MARGIN_LEFT, 40, wide),
            running(facts, "chapter", facts.chapter, right, MAIN_LEFT + 80, 40, MAIN_WIDTH - 80),
            running(facts, "number", facts.label, number, MARGIN_LEFT, 798, 60),
        )
        return Furniture(heads, (Fill(0, 0, PAGE_WIDTH, 14, SEA),))

    def ornament(self, top: float, bottom: float) -> tuple[Ink, ...]:
        rows = int((bottom - top - 20) / 13)
        band = Fill(0, top, PAGE_WIDTH, bottom - top, SAND)
        return (band, *waves(0, PAGE_WIDTH, top + 16, rows, "#a9c6c0"))

    def paint_key(self, spot: Spot) -> tuple[float, ...]:
        return (float(spot.order),)

    def cover(self, strategy: Strategy) -> PrintedPage:
        words = cover_words(strategy)
        one, y = put(words.lead_body, Style(LATO_BOLD, 12, 15, SEA), 60, 70, 460)
        two, y = put(words.title, Style(CALADEA_BOLD, 42, 48, SEA), 60, 150, 470)
        three, y = put(words.subtitle, Style(CALADEA_ITALIC, 20, 26, CORAL), 60, y + 14, 440)
        four, _ = put(words.month, Style(LATO_BLACK, 12, 15, "#ffffff"), 60, 786, 440)
        backdrop: tuple[Ink, ...] = (
            Fill(0, 0, PAGE_WIDTH, 841.89, SAND),
            Fill(0, 540, PAGE_WIDTH, 302, SEA),
            *waves(0, PAGE_WIDTH, 520, 12, "#5fa3a3"),
        )
        return PrintedPage(None, (one, two, three, four), backdrop)

    def contents(self, strategy: Strategy, listed: Sequence[Listed]) -> PrintedPage:
        look = ContentsLook(
            left=MAIN_LEFT, top=84, width=MAIN_WIDTH, bottom=786,
            title=self.theme.chapter,
            chapter=Style(LATO_BOLD, 10.5, 15, SEA),
            section=Style(CALADEA, 10.4, 14.4, INK),
        )  # fmt: skip
        number = replace(self.theme.running, face=LATO_BOLD, size=10.0, colour=SEA)
        unit = loose_unit(strategy, "page-ii-number", "running", "ii")
        placed, _ = put(unit, number, MARGIN_LEFT, 798, 60, "running")
        strip = Fill(0, 0, MARGIN_LEFT + MARGIN_WIDTH - 20, 841.89, SAND)
        return PrintedPage("ii", (*contents(strategy, listed, look), placed), (strip,))
