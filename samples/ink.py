"""What can stand on a page: glyphs, fills and rules, and the pieces that carry them.

Coordinates are PDF points from a top-left origin; only `paint` turns them upside down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from samples.printed import Unit
from samples.typefaces import ASCENT, DESCENT, Face
from samples.typeset import SetLine, Style


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One show-text operation; `rise` lifts a footnote mark above its line's `baseline`."""

    x: float
    baseline: float
    text: str
    face: Face
    size: float
    colour: str
    word_space: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle of colour."""

    x: float
    top: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, `width` thick."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A Bézier line for ornament only; with a `foot` it is filled down to there instead."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    foot: float | None = None


Ink = Glyphs | Fill | Rule | Curve


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a unit that stands in a rectangle; `cell` counts the cells of a table row."""

    unit: Unit
    x0: float
    top: float
    x1: float
    bottom: float
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of a page that is never cut.

    Between two pieces stands the larger of the upper one's `after` and the lower one's `before`;
    both are swallowed by the ends of a column.
    """

    height: float
    inks: tuple[Ink, ...] = ()
    spans: tuple[Span, ...] = ()
    before: float = 0.0
    notes: tuple[int, ...] = ()
    after: float = 0.0

    def shifted(self, dx: float, dy: float) -> Piece:
        inks = tuple(_shift(ink, dx, dy) for ink in self.inks)
        spans = tuple(
            replace(s, x0=s.x0 + dx, x1=s.x1 + dx, top=s.top + dy, bottom=s.bottom + dy)
            for s in self.spans
        )
        return replace(self, inks=inks, spans=spans)


Role = Literal["main", "aside", "note", "running", "front"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece at home on a printed page: `column` from the left, `role` for its stream."""

    piece: Piece
    role: Role
    column: int = 0


def _shift(ink: Ink, dx: float, dy: float) -> Ink:
    match ink:
        case Glyphs():
            return replace(ink, x=ink.x + dx, baseline=ink.baseline + dy)
        case Fill():
            return replace(ink, x=ink.x + dx, top=ink.top + dy)
        case Rule():
            return replace(ink, x0=ink.x0 + dx, x1=ink.x1 + dx, y0=ink.y0 + dy, y1=ink.y1 + dy)
        case Curve():
            foot = None if ink.foot is None else ink.foot + dy
            return replace(ink, points=tuple((x + dx, y + dy) for x, y in ink.points), foot=foot)


def line_piece(
    line: SetLine,
    style: Style,
    unit: Unit | None,
    *,
    x: float = 0.0,
    before: float = 0.0,
    cell: int | None = None,
) -> Piece:
    """One line of text, `style.leading` high, its ink centred between the neighbouring lines."""
    baseline = (style.leading - style.size * (ASCENT + DESCENT)) / 2 + style.size * ASCENT
    inks = tuple(
        Glyphs(
            x + run.x, baseline, run.text, style.face, run.size, style.colour, run.word_space,
            run.rise,
        )
        for run in line.runs
    )  # fmt: skip
    top, bottom = baseline - style.size * ASCENT, baseline + style.size * DESCENT
    spans = (Span(unit, x + line.x0, top, x + line.x1, bottom, cell),) if unit else ()
    return Piece(style.leading, inks, spans, before, line.notes)


def stacked(pieces: Iterable[Piece], *, before: float = 0.0, after: float = 0.0) -> Piece:
    """Pieces one under another as one uncuttable piece, without the first one's `before`."""
    inks: list[Ink] = []
    spans: list[Span] = []
    notes: list[int] = []
    y = last = 0.0
    for n, piece in enumerate(pieces):
        y += max(last, piece.before) if n else 0.0
        last = piece.after
        moved = piece.shifted(0.0, y)
        inks += moved.inks
        spans += moved.spans
        notes += moved.notes
        y += piece.height
    return Piece(y, tuple(inks), tuple(spans), before, tuple(notes), after)
