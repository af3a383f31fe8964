"""A4 on its side: two ragged columns and a coloured side panel for boxes, quotes and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from samples.flow import Grid
from samples.front_matter import ContentsLook, contents, cover_words
from samples.ink import Curve, Fill, Ink, Piece, stacked
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
from samples.typefaces import LATO, LATO_BLACK, LATO_BOLD, LATO_ITALIC, LATO_LIGHT
from samples.typeset import Style

INK = "#22281f"
FIELD = "#2f5d3a"
WHEAT = "#e3b23c"
CHAFF = "#fbf6e6"
HEDGE = "#dfe9d8"

PAGE_WIDTH: Final = 841.89
PAGE_HEIGHT: Final = 595.28
LEFT: Final = 44.0
WIDTH: Final = 536.0
PANEL_LEFT: Final = 606.0  # the panel bleeds off the right edge
PANEL_TEXT: Final = 622.0
PANEL_WIDTH: Final = 190.0

_BODY = Style(LATO, 9.2, 12.8, INK)

THEME = Theme(
    body=_BODY,
    foreword=Style(LATO, 10.4, 15, INK),
    chapter=Style(LATO_BLACK, 26, 30, FIELD),
    section=Style(LATO_BOLD, 12.5, 15.5, FIELD),
    subsection=Style(LATO_BOLD, 10, 13, "#8a6414"),
    quote=Style(LATO_LIGHT, 14, 18, FIELD),
    box_title=Style(LATO_BOLD, 10.5, 13, FIELD),
    box_body=Style(LATO, 8.4, 11.4, INK),
    caption=Style(LATO_BOLD, 8.6, 11.2, FIELD),
    table_head=Style(LATO_BOLD, 8.4, 11, FIELD),
    table_cell=Style(LATO, 8.6, 11.2, INK),
    figure_label=Style(LATO, 7.8, 9.8, INK),
    note=Style(LATO, 7.2, 9.2, INK),
    running=Style(LATO, 7.6, 10, "#6d7568"),
    accent=WHEAT,
    box_fill=CHAFF,
    table_head_fill="#e9efdf",
    bullet="#8a6414",
    paragraph_space=6.0,
    section_space=14.0,
    block_space=12.0,
    box_padding=11.0,
)


def furrows(left: float, right: float, bottom: float, rows: int, colour: str) -> tuple[Curve, ...]:
    """Plough lines over a rise, closer together towards the horizon."""
    third = (right - left) / 3
    out, y = [], bottom - 8.0
    for row in range(rows):
        gap = max(4.0, 17.0 - row)
        lift = 30.0 - row * 1.5
        points = (
            (left, y),
            (left + third, y - lift),
            (left + 2 * third, y + lift * 0.4),
            (right, y - lift * 0.6),
        )
        out.append(Curve(points, colour, 1.0))
        y -= gap
    return tuple(out)


class Landscape(Layout):
    """Printed numbers equal sheet numbers; in the file, panels and heads come before the text."""

    width: ClassVar[float] = PAGE_WIDTH
    height: ClassVar[float] = PAGE_HEIGHT
    theme: ClassVar[Theme] = THEME
    first_label: ClassVar[int] = 3
    spanning: ClassVar[frozenset[Sort]] = frozenset({"table"})
    aside: ClassVar[frozenset[Sort]] = frozenset({"box", "quote", "figure"})
    aside_width: ClassVar[float] = PANEL_WIDTH
    opening_room: ClassVar[float] = 90.0

    grid: ClassVar[Grid] = Grid(
        left=LEFT, top=66, width=WIDTH, bottom=540, columns=2, gap=22,
        aside_left=PANEL_TEXT, aside_top=66, aside_bottom=548,
    )  # fmt: skip

    def opening(self, heading: Unit) -> Piece:
        title = stacked(lines_of(heading, self.theme.chapter, WIDTH))
        tick = Fill(-LEFT, 4, LEFT - 10, title.height - 8, WHEAT)
        return Piece(title.height + 4, (tick, *title.inks), title.spans, before=14.0)

    def furniture(self, facts: PageFacts) -> Furniture:
        style = self.theme.running
        number = replace(style, face=LATO_BOLD, size=9, colour=FIELD, align="right")
        beside = replace(style, face=LATO_BOLD, colour=FIELD)
        heads = (
            running(facts, "head", facts.strategy.running_head, style, LEFT, 34, WIDTH),
            running(facts, "chapter", facts.chapter, beside, PANEL_TEXT, 34, PANEL_WIDTH),
            running(facts, "number", facts.label, number, PANEL_TEXT, 562, PANEL_WIDTH),
        )
        panel = Fill(PANEL_LEFT, 0, PAGE_WIDTH - PANEL_LEFT, PAGE_HEIGHT, HEDGE)
        rows = 0 if facts.asides else 14
        lines = furrows(PANEL_LEFT, PAGE_WIDTH, PAGE_HEIGHT - 50, rows, "#9dbb92")
        return Furniture(heads, (panel, *lines))

    def ornament(self, top: float, bottom: float) -> tuple[Ink, ...]:
        return furrows(0, PANEL_LEFT, bottom + 10, int((bottom - top) / 12), "#cfe0c8")

    def paint_key(self, spot: Spot) -> tuple[float, ...]:
        return (0.0 if spot.placed.role in ("aside", "running") else 1.0,)

    def cover(self, strategy: Strategy) -> PrintedPage:
        words = cover_words(strategy)
        one, y = put(words.title, Style(LATO_BLACK, 40, 46, "#ffffff"), 60, 90, 660)
        two, y = put(words.subtitle, Style(LATO_ITALIC, 19, 25, WHEAT), 60, y + 12, 600)
        three, _ = put(words.lead_body, Style(LATO_BOLD, 13, 17, FIELD), 60, 534, 460)
        four, _ = put(words.month, replace(_BODY, size=12.0, align="right"), 480, 534, 302)
        backdrop: tuple[Ink, ...] = (
            Fill(0, 0, PAGE_WIDTH, 500, FIELD),
            Fill(0, 500, PAGE_WIDTH, 8, WHEAT),
            *furrows(0, PAGE_WIDTH, 500, 16, "#5b8a60"),
        )
        return PrintedPage(None, (one, two, three, four), backdrop)

    def contents(self, strategy: Strategy, listed: Sequence[Listed]) -> PrintedPage:
        look = ContentsLook(
            left=LEFT + 16, top=60, width=PAGE_WIDTH - 2 * LEFT - 32, bottom=555,
            title=self.theme.chapter,
            chapter=Style(LATO_BOLD, 10.5, 15, FIELD),
            section=Style(LATO, 9.4, 13, INK),
            columns=2, gap=44,
        )  # fmt: skip
        edge = Fill(0, 0, LEFT - 10, PAGE_HEIGHT, FIELD)
        return PrintedPage(None, contents(strategy, listed, look), (edge,))
