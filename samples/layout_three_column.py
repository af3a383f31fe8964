"""Three narrow newspaper columns on A4 in Times and Helvetica, neither of them embedded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    put,
    running,
)
from samples.pieces import lines_of
from samples.printed import Unit
from samples.source import Strategy
from samples.theme import Theme
from samples.typefaces import HELVETICA, HELVETICA_BOLD, TIMES, TIMES_BOLD, TIMES_ITALIC
from samples.typeset import Style

INK = "#1c1c1c"
NIGHT = "#14213d"
BRICK = "#9b2226"
PAPER = "#f4f1ea"

LEFT: Final = 42.0
WIDTH: Final = 511.28

_BODY = Style(TIMES, 9.4, 11.4, INK, "justify", hyphenate=True)

THEME = Theme(
    body=_BODY,
    foreword=Style(TIMES, 11, 14, INK, "justify", hyphenate=True),
    chapter=Style(TIMES_BOLD, 26, 29, NIGHT),
    section=Style(HELVETICA_BOLD, 10.5, 13, NIGHT),
    subsection=Style(HELVETICA_BOLD, 9, 11.4, BRICK),
    quote=Style(TIMES_ITALIC, 14, 17, BRICK, "centre"),
    box_title=Style(HELVETICA_BOLD, 9.2, 11.4, NIGHT),
    box_body=Style(HELVETICA, 7.9, 10.2, INK),
    caption=Style(HELVETICA_BOLD, 8.4, 10.4, NIGHT),
    table_head=Style(HELVETICA_BOLD, 8, 10, NIGHT),
    table_cell=Style(HELVETICA, 8, 10, INK),
    figure_label=Style(HELVETICA, 7.6, 9.6, INK),
    note=Style(TIMES, 7.8, 9.4, INK),
    running=Style(HELVETICA, 7.4, 9.4, "#555555"),
    accent=BRICK,
    box_fill=PAPER,
    table_head_fill="#e2ddd1",
    bullet=BRICK,
    paragraph_space=4.0,
    section_space=12.0,
    block_space=10.0,
    box_padding=8.0,
    item_indent=10.0,
)


def fells(left: float, right: float, foot: float, height: float) -> tuple[Curve, ...]:
    """Ridges one behind another, the far ones higher and fainter."""
    rows = (
        ("#c3c8d2", (0.75, 0.62, 1.0, 0.8)),
        ("#9aa3b5", (0.5, 0.78, 0.55, 0.66)),
        ("#5d6a86", (0.45, 0.3, 0.52, 0.28)),
        ("#14213d", (0.12, 0.3, 0.1, 0.2)),
    )
    step = (right - left) / 6
    ridges = []
    for shade, rise in rows:
        points = [(left, foot - height * rise[0])]
        for n in range(6):
            x, here, there = left + n * step, rise[n % 4], rise[(n + 1) % 4]
            points += [
                (x + step * 0.45, foot - height * here),
                (x + step * 0.55, foot - height * there),
                (x + step, foot - height * there),
            ]
        ridges.append(Curve(tuple(points), shade, 0.0, foot))
    return tuple(ridges)


class ThreeColumn(Layout):
    """The file jumps from column to column at every line on odd sheets, and on even sheets runs
    from the right column to the left."""

    width: ClassVar[float] = 595.28
    height: ClassVar[float] = 841.89
    theme: ClassVar[Theme] = THEME
    spanning: ClassVar[frozenset[Sort]] = frozenset({"table", "figure"})
    quotes_interrupt: ClassVar[bool] = True

    grid: ClassVar[Grid] = Grid(left=LEFT, top=72, width=WIDTH, bottom=788, columns=3, gap=16)

    def opening(self, heading: Unit) -> Piece:
        title = stacked(lines_of(heading, self.theme.chapter, WIDTH)).shifted(0, 6)
        line = Rule(0, 1, WIDTH, 1, NIGHT, 1.6)
        return Piece(title.height + 8, (line, *title.inks), title.spans, before=12.0)

    def furniture(self, facts: PageFacts) -> Furniture:
        style = self.theme.running
        right = replace(style, align="right")
        number = replace(style, face=HELVETICA_BOLD, align="centre")
        heads = (
            running(facts, "head", facts.strategy.running_head, style, LEFT, 40, WIDTH * 0.5),
            running(facts, "chapter", facts.chapter, right, LEFT + WIDTH / 2, 40, WIDTH * 0.5),
            running(facts, "number", facts.label, number, LEFT, 808, WIDTH),
        )
        line = Rule(LEFT, 54, LEFT + WIDTH, 54, NIGHT, 0.6)
        return Furniture(heads, (line,))

    def ornament(self, top: float, bottom: float) -> tuple[Ink, ...]:
        ridges = fells(LEFT, LEFT + WIDTH, bottom, bottom - top - 40)
        return (Fill(LEFT, top, WIDTH, bottom - top, PAPER), *ridges)

    def paint_key(self, spot: Spot) -> tuple[float, ...]:
        if spot.sheet % 2:
            return (round(spot.baseline), float(spot.placed.column))
        return (-float(spot.placed.column),)

    def cover(self, strategy: Strategy) -> PrintedPage:
        words = cover_words(strategy)
        one, _ = put(words.lead_body, Style(HELVETICA_BOLD, 12, 15, "#ffffff"), LEFT, 40, 420)
        two, y = put(words.title, Style(TIMES_BOLD, 46, 50, NIGHT), LEFT, 230, WIDTH)
        three, y = put(words.subtitle, Style(TIMES_ITALIC, 21, 26, BRICK), LEFT, y + 12, WIDTH)
        four, _ = put(words.month, Style(HELVETICA, 12, 15, INK), LEFT, y + 30, 400)
        backdrop: tuple[Ink, ...] = (
            Fill(0, 0, self.width, 90, NIGHT),
            Fill(0, 90, self.width, 10, BRICK),
            Fill(0, 560, self.width, 282, PAPER),
            *fells(0, self.width, 842, 250),
        )
        return PrintedPage(None, (one, two, three, four), backdrop)

    def contents(self, strategy: Strategy, listed: Sequence[Listed]) -> PrintedPage:
        look = ContentsLook(
            left=LEFT, top=80, width=WIDTH, bottom=790,
            title=self.theme.chapter,
            chapter=Style(HELVETICA_BOLD, 9.5, 13, NIGHT),
            section=Style(TIMES, 10, 13, INK),
            columns=2, gap=26,
        )  # fmt: skip
        return PrintedPage(None, contents(strategy, listed, look))
