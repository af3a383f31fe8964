"""A horizontal bar chart drawn as vectors, its labels left in the text layer."""

from __future__ import annotations

from typing import Final

from samples.ink import Fill, Ink, Piece, Rule, Span, line_piece, stacked
from samples.pieces import Atom, lines_of
from samples.printed import FigureEntry, Unit
from samples.theme import Theme
from samples.typeset import natural_width, set_text

LABEL_SHARE: Final = 0.42  # of the width at most, before labels wrap
BAR_GAP: Final = 5.0


def figure_atom(figure: FigureEntry, theme: Theme, width: float) -> Atom:
    """Caption above, bars, then an axis with ticks; it floats but is never cut."""
    style = theme.figure_label
    longest = max(natural_width(unit.cells[0][1], style) for unit, _ in figure.bars)
    left = min(longest + 1.0, width * LABEL_SHARE) + 8.0
    values = max(natural_width(unit.cells[1][1], style) for unit, _ in figure.bars)
    # room for the widest value right of the longest bar, and for half the last tick's label
    scale = (width - left - max(values + 5.0, 10.0)) / figure.ticks[-1]
    rows = [_bar(unit, length, left, scale, theme) for unit, length in figure.bars]
    chart = stacked([*rows, _axis(figure, left, scale, theme)])
    height = sum(row.height for row in rows)
    lines: list[Ink] = [
        Rule(left + t * scale, 0, left + t * scale, height + 3, theme.grid, 0.5)
        for t in figure.ticks
    ]
    chart = Piece(chart.height, (*lines, *chart.inks), chart.spans, before=6.0)
    caption = lines_of(figure.caption, theme.caption, width)
    return Atom(
        (stacked([*caption, chart], before=theme.block_space, after=theme.block_space),),
        floating=True,
    )


def _bar(unit: Unit, length: float, left: float, scale: float, theme: Theme) -> Piece:
    style = theme.figure_label
    label = stacked(
        line_piece(line, style, unit, cell=0)
        for line in set_text(unit.cells[0][1], style, left - 8.0)
    )
    value = line_piece(set_text(unit.cells[1][1], style, 200.0)[0], style, unit, cell=1)
    height = label.height + BAR_GAP
    label = label.shifted(0.0, BAR_GAP / 2)
    value = value.shifted(left + length * scale + 4.0, (height - value.height) / 2)
    bar = Fill(left, BAR_GAP / 2, length * scale, height - BAR_GAP, theme.accent)
    return Piece(height, (bar, *label.inks, *value.inks), label.spans + value.spans)


def _axis(figure: FigureEntry, left: float, scale: float, theme: Theme) -> Piece:
    style = theme.figure_label
    inks: list[Ink] = []
    spans: list[Span] = []
    for n, (tick, (_, text)) in enumerate(zip(figure.ticks, figure.axis.cells, strict=True)):
        line = set_text(text, style, 200.0)[0]
        piece = line_piece(line, style, figure.axis, cell=n)
        piece = piece.shifted(left + tick * scale - line.x1 / 2, 3.0)
        inks += piece.inks
        spans += piece.spans
    return Piece(style.leading + 4.0, tuple(inks), tuple(spans))
