"""Contents pages with dotted leaders, and the words that every cover carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from samples.flow import LayoutError
from samples.ink import Glyphs, Piece, Placed, Span, line_piece
from samples.layout import Listed, loose_unit, put
from samples.printed import Unit
from samples.source import Strategy, Text
from samples.typeset import Style, set_text

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoverWords:
    """Units of a cover, in reading order."""

    title: Unit
    subtitle: Unit
    lead_body: Unit
    month: Unit


def cover_words(strategy: Strategy) -> CoverWords:
    """Title, subtitle, lead body and month; a draft says so beside its month."""
    year, month = strategy.published.split("-")
    date = f"{MONTHS[int(month) - 1]} {year}"
    if strategy.status in ("draft", "submission"):
        date = f"{'Consultation draft' if strategy.status == 'draft' else 'Submission'}, {date}"
    words = (strategy.title, strategy.subtitle, strategy.lead_body, date)
    names = ("title", "subtitle", "lead-body", "month")
    return CoverWords(
        *(
            loose_unit(strategy, f"cover-{name}", "cover", text)
            for name, text in zip(names, words, strict=True)
        )
    )


@dataclass(frozen=True, slots=True)
class ContentsLook:
    """Where the contents stand and how they are set; sections are indented under chapters."""

    left: float
    top: float
    width: float
    bottom: float
    title: Style
    chapter: Style
    section: Style
    columns: int = 1
    gap: float = 30.0
    indent: float = 14.0


def contents(
    strategy: Strategy, listed: Sequence[Listed], look: ContentsLook
) -> tuple[Placed, ...]:
    """The word Contents and a line for each chapter and section, in one or two columns."""
    head = loose_unit(strategy, "contents-title", "contents", "Contents")
    placed, top = put(head, look.title, look.left, look.top, look.width)
    out = [placed]
    measure = (look.width - look.gap * (look.columns - 1)) / look.columns
    lines: list[tuple[float, list[Piece]]] = []
    for n, entry in enumerate(listed, 1):
        unit = loose_unit(strategy, f"contents-{n:02d}", "contents", f"{entry.title} {entry.label}")
        style = look.chapter if entry.level == 1 else look.section
        indent = 0.0 if entry.level == 1 else look.indent
        before = style.leading * 0.45 if entry.level == 1 else 0.0
        lines.append((before, _line(unit, entry, style, indent, measure)))
    depth = sum(b + sum(p.height for p in pieces) for b, pieces in lines) / look.columns
    y, column, start = top + 12.0, 0, top + 12.0
    for (before, pieces), entry in zip(lines, listed, strict=True):
        opens = entry.level == 1 and column < look.columns - 1
        if opens and y - start > depth * 0.92:
            y, column = start, column + 1
        y += before if y > start else 0.0
        for piece in pieces:
            x = look.left + column * (measure + look.gap)
            out.append(Placed(piece.shifted(x, y), "front", column))
            y += piece.height
        if y > look.bottom:
            raise LayoutError(f"{strategy.slug}: the contents do not fit on their page")
    return tuple(out)


def _line(unit: Unit, entry: Listed, style: Style, indent: float, measure: float) -> list[Piece]:
    """Title, leader dots up to the page number, and the number flush right."""
    number_width = style.face.width(entry.label, style.size)
    room = measure - indent - number_width - 24.0
    lines = set_text(Text(entry.title), style, room)
    pieces = [line_piece(line, style, unit, x=indent) for line in lines]
    last = pieces[-1]
    glyphs = next(ink for ink in last.inks if isinstance(ink, Glyphs))
    dot = style.face.width(" .", style.size)
    end = measure - number_width - 6.0
    start = indent + lines[-1].x1 + 4.0
    dots = " ." * int((end - start) / dot)
    leader = replace(glyphs, x=end - dot * int((end - start) / dot), text=dots)
    number = replace(glyphs, x=measure - number_width, text=entry.label)
    span = last.spans[0]
    whole = Span(unit, span.x0, span.top, measure, span.bottom)
    pieces[-1] = replace(last, inks=(*last.inks, leader, number), spans=(whole,))
    return pieces
