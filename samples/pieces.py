"""Turn printed units into atoms: runs of pieces that a column may not cut.

An atom keeps a heading with its first lines, and never leaves one line of a paragraph alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from samples.ink import Fill, Glyphs, Piece, Rule, line_piece, stacked
from samples.printed import BoxEntry, Unit
from samples.source import Text
from samples.theme import Theme
from samples.typeset import Style, natural_width, set_text

INTERRUPTED_LINES: Final = 7  # a pull quote may cut into a paragraph at least this long
BULLET_SIZE: Final = 1.25  # of the text size: the bullets of text faces are timid


@dataclass(frozen=True, slots=True)
class Atom:
    """Pieces that stay together.

    `keep_next` binds it to the next atom, `floating` lets it wait for the top of a later column,
    `aside` sends it to the margin or side panel.
    """

    pieces: tuple[Piece, ...]
    keep_next: bool = False
    floating: bool = False
    aside: bool = False

    @property
    def before(self) -> float:
        return self.pieces[0].before

    @property
    def height(self) -> float:
        """Without the space before its first piece and after its last."""
        gaps = (max(a.after, b.before) for a, b in pairwise(self.pieces))
        return sum(p.height for p in self.pieces) + sum(gaps)

    @property
    def notes(self) -> tuple[int, ...]:
        return tuple(n for p in self.pieces for n in p.notes)


def glued(atoms: Sequence[Atom]) -> list[Atom]:
    """Merge what must keep with its next into one atom; a float loosens the bond."""
    out: list[Atom] = []
    for atom in atoms:
        bound = bool(out) and out[-1].keep_next
        if bound and atom.aside:
            out.insert(-1, atom)
        elif bound and not atom.floating:
            out[-1] = replace(
                out[-1], pieces=out[-1].pieces + atom.pieces, keep_next=atom.keep_next
            )
        else:
            out.append(atom)
    return out


def lines_of(
    unit: Unit, style: Style, width: float, *, x: float = 0.0, before: float = 0.0
) -> list[Piece]:
    """The unit's lines, `before` above the first; `x` indents them all within `width`."""
    lines = set_text(unit.text, style, width - x)
    return [
        line_piece(line, style, unit, x=x, before=before if n == 0 else 0.0)
        for n, line in enumerate(lines)
    ]


def paragraph_atoms(pieces: Sequence[Piece], *, keep_next: bool = False) -> list[Atom]:
    """First two and last two lines hold together, so a column has no widow and no orphan."""
    if len(pieces) <= 3:
        return [Atom(tuple(pieces), keep_next=keep_next)]
    middle = [Atom((piece,)) for piece in pieces[2:-2]]
    return [Atom(tuple(pieces[:2])), *middle, Atom(tuple(pieces[-2:]), keep_next=keep_next)]


def text_pieces(unit: Unit, theme: Theme, width: float, style: Style) -> list[Piece]:
    """A paragraph or list item in `style`, the item's marker in the indent."""
    if unit.kind != "list_item":
        return lines_of(unit, style, width, before=theme.paragraph_space)
    indent = theme.item_indent
    pieces = lines_of(unit, style, width, x=indent, before=theme.item_space)
    baseline = next(ink.baseline for ink in pieces[0].inks if isinstance(ink, Glyphs))
    mark = unit.marker or ""
    size = style.size * (BULLET_SIZE if mark == "•" else 1.0)
    marker = Glyphs(0.0, baseline, mark, style.face, size, theme.bullet)
    pieces[0] = replace(pieces[0], inks=(marker, *pieces[0].inks))
    return pieces


def heading_atom(unit: Unit, theme: Theme, width: float) -> Atom:
    """A section or subsection heading, bound to the text under it."""
    style = theme.section if unit.level == 2 else theme.subsection
    space = theme.section_space if unit.level == 2 else theme.section_space * 0.75
    return Atom(tuple(lines_of(unit, style, width, before=space)), keep_next=True)


def quote_piece(unit: Unit, theme: Theme, width: float) -> Piece:
    """A pull quote between two accent rules, or after one if the theme has no quote rules."""
    x = 0.0 if theme.quote_rules else 10.0
    body = stacked(lines_of(unit, theme.quote, width, x=x)).shifted(0.0, 7.0)
    height = body.height + 14.0
    if theme.quote_rules:
        rules = tuple(Rule(0, y, width, y, theme.accent, 1.2) for y in (1.0, height - 1.0))
    else:
        rules = (Rule(1.5, 4.0, 1.5, height - 4.0, theme.accent, 3.0),)
    space = theme.block_space
    return replace(body, height=height, inks=(*rules, *body.inks), before=space, after=space)


def box_atom(box: BoxEntry, theme: Theme, width: float) -> Atom:
    """A coloured panel, kept whole: its title, then its paragraphs and lists."""
    pad = theme.box_padding
    inner = width - 2 * pad
    pieces = lines_of(box.title, theme.box_title, inner)
    for n, unit in enumerate(box.content):
        part = text_pieces(unit, theme, inner, theme.box_body)
        part[0] = replace(part[0], before=5.0 if n == 0 else part[0].before * 0.85)
        pieces += part
    body = stacked(pieces).shifted(pad, pad)
    height = body.height + 2 * pad
    panel: list[Fill] = [Fill(0, 0, width, height, theme.box_fill)]
    if theme.box_edge:
        panel.append(Fill(0, 0, width, 2.5, theme.accent))
    space = theme.block_space
    whole = replace(body, height=height, inks=(*panel, *body.inks), before=space, after=space)
    return Atom((whole,), floating=True)


def note_piece(unit: Unit, theme: Theme, width: float) -> Piece:
    """A footnote: its number raised in the indent, its text hanging beside it."""
    style = theme.note
    indent = 3.0 + natural_width(Text("00"), style)
    body = stacked(lines_of(unit, style, width, x=indent, before=0.0))
    baseline = next(ink.baseline for ink in body.inks if isinstance(ink, Glyphs))
    number = Glyphs(
        0.0, baseline, unit.marker or "", style.face, style.size * 0.75, style.colour,
        rise=style.size * 0.25,
    )  # fmt: skip
    return replace(body, inks=(number, *body.inks), before=2.0)


def interrupted(atoms: list[Atom], quote: Piece) -> list[Atom] | None:
    """The paragraph's atoms with the quote in the middle; None when the paragraph is too short."""
    pieces = [piece for atom in atoms for piece in atom.pieces]
    if len(pieces) < INTERRUPTED_LINES:
        return None
    half = len(pieces) // 2
    return [
        *paragraph_atoms(pieces[:half]),
        Atom((quote,)),
        *paragraph_atoms(pieces[half:], keep_next=atoms[-1].keep_next),
    ]
