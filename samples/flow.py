"""Pour slabs of text into one printed page: spans across it, columns between them, notes below.

Everything here is a pure function from what is left to print to a full page and what is then left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from samples.ink import Piece, Placed, Role, Rule
from samples.pieces import Atom, glued

BALANCE_STEP: Final = 3.0  # points by which columns grow until the text fits evenly
NOTE_GAP: Final = 10.0  # white space above the footnote rule
BAND_GAP: Final = 14.0  # white space between columns and what spans them below
MIN_COLUMN: Final = 60.0  # a lower column than this is not worth starting


@dataclass(frozen=True, slots=True)
class Slab:
    """Either one atom across the page (`span`) or text for its columns (`flow`).

    `room` is what must still be free under a span, so that no chapter opens at a page's foot;
    a floating span may let the text after it go first.
    """

    kind: Literal["span", "flow"]
    atoms: tuple[Atom, ...]
    room: float = 0.0
    floating: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The live area of one printed page. Asides go to a strip of their own, if there is one.

    `anchored` asides stand beside the text they belong to; others fill their strip from its top.
    """

    left: float
    top: float
    width: float
    bottom: float
    columns: int = 1
    gap: float = 0.0
    aside_left: float = 0.0
    aside_top: float = 0.0
    aside_bottom: float = 0.0
    anchored: bool = False

    def raised(self, by: float) -> Grid:
        """The same grid with a shorter live area."""
        return replace(self, bottom=self.bottom - by)

    @property
    def column_width(self) -> float:
        return (self.width - self.gap * (self.columns - 1)) / self.columns

    def column_left(self, column: int) -> float:
        return self.left + column * (self.column_width + self.gap)


@dataclass(frozen=True, slots=True)
class Filled:
    """Columns as (column, y, piece), asides as (y, atom), and what did not fit."""

    placed: tuple[tuple[int, float, Piece], ...]
    asides: tuple[tuple[float, Atom], ...]
    rest: tuple[Atom, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, and the slabs that the next pages must take."""

    placed: tuple[Placed, ...]
    rest: tuple[Slab, ...]


class LayoutError(ValueError):
    """Something that no page of this layout can hold."""


def fill_columns(atoms: Sequence[Atom], columns: int, height: float) -> Filled:
    """Fill columns of `height` one after another; floats that do not fit wait for the next."""
    queue = list(atoms)
    placed: list[tuple[int, float, Piece]] = []
    asides: list[tuple[float, Atom]] = []
    deepest = 0.0
    for column in range(columns):
        y, after, waiting = 0.0, 0.0, list[Atom]()
        while queue:
            atom = queue[0]
            if atom.aside:
                asides.append((y, queue.pop(0)))
                continue
            space = max(after, atom.before) if y else 0.0
            if y + space + atom.height > height + 0.01:
                if not atom.floating:
                    break
                waiting.append(queue.pop(0))
                continue
            queue.pop(0)
            for n, piece in enumerate(atom.pieces):
                y += max(after, piece.before) if n or y else 0.0
                placed.append((column, y, piece))
                y, after = y + piece.height, piece.after
        queue = waiting + queue
        deepest = max(deepest, y)
    return Filled(tuple(placed), tuple(asides), tuple(queue), deepest)


def balanced(atoms: Sequence[Atom], columns: int, most: float) -> Filled | None:
    """The lowest columns that hold everything, or None when even `most` is too low."""
    if fill_columns(atoms, columns, most).rest:
        return None
    height = sum(a.height + a.before for a in atoms if not a.aside) / columns * 0.85
    while (filled := fill_columns(atoms, columns, min(height, most))).rest:
        height += BALANCE_STEP
    return filled


class _Composer:
    """One page in the making; `compose` is its only user."""

    def __init__(self, slabs: Sequence[Slab], grid: Grid, bottom: float) -> None:
        self.grid = grid
        self.bottom = bottom
        self.work = list(slabs)
        self.postponed: list[Slab] = []
        self.carried: list[Atom] = []
        self.placed: list[Placed] = []
        self.y = grid.top
        self.aside_y = grid.aside_top

    def run(self) -> Page:
        while self.work and self._step(self.work[0]):
            pass
        if self.carried:
            self.work.insert(0, Slab("flow", tuple(self.carried)))
        return Page(tuple(self.placed), tuple(_joined([*self.postponed, *self.work])))

    def _step(self, slab: Slab) -> bool:
        if slab.new_page and self.placed:
            return False
        return self._span(slab) if slab.kind == "span" else self._flow(slab)

    def _span(self, slab: Slab) -> bool:
        if self.postponed and self.placed and not slab.floating:
            return False  # no new chapter before the table that belongs to the last one
        atom = slab.atoms[0]
        space = atom.before if self.y > self.grid.top else 0.0
        if self.placed and self.y + space + atom.height + slab.room > self.bottom:
            if slab.floating and len(self.work) > 1 and self.work[1].kind == "flow":
                self.postponed.append(self.work.pop(0))
                return True
            return False
        if self.y + atom.height > self.bottom + 0.01:
            raise LayoutError("a table or heading is taller than the page")
        self.y += space
        for n, piece in enumerate(atom.pieces):
            self.y += max(atom.pieces[n - 1].after, piece.before) if n else 0.0
            self._place(piece, self.grid.left, self.y, "main", 0)
            self.y += piece.height
        self.y += BAND_GAP
        self.work.pop(0)
        return True

    def _flow(self, slab: Slab) -> bool:
        grid, room = self.grid, self.bottom - self.y
        if room < MIN_COLUMN:
            return False
        filled = balanced(slab.atoms, grid.columns, room)
        if filled and self._next_table_needs_more(filled.height):
            table, after = self.work[1], self.work[2]
            self.postponed.append(table)
            self.work[:3] = [replace(slab, atoms=slab.atoms + after.atoms)]
            return True
        full = filled is None
        filled = filled or fill_columns(slab.atoms, grid.columns, room)
        for column, y, piece in filled.placed:
            self._place(piece, grid.column_left(column), self.y + y, "main", column)
        for y, atom in filled.asides:
            self._aside(atom, self.y + y)
        if full:
            if not filled.placed and not self.placed:
                raise LayoutError("a block is taller than a whole column")
            self.work[0] = replace(slab, atoms=filled.rest, new_page=False)
            return False
        self.y += filled.height + (BAND_GAP if filled.placed else 0.0)
        self.work.pop(0)
        return True

    def _next_table_needs_more(self, height: float) -> bool:
        """Would the table after this text miss the page, and is there text to fill its place?"""
        if len(self.work) < 3 or not self.work[1].floating or self.work[2].kind != "flow":
            return False
        table = self.work[1].atoms[0]
        return self.y + height + BAND_GAP + table.before + table.height > self.bottom

    def _aside(self, atom: Atom, y: float) -> None:
        grid = self.grid
        top = max(self.aside_y, y) if grid.anchored else self.aside_y
        if top + atom.height > grid.aside_bottom:
            top = grid.aside_bottom - atom.height
        if top < self.aside_y or self.carried:
            self.carried.append(atom)
            return
        for piece in atom.pieces:
            self._place(piece, grid.aside_left, top, "aside", grid.columns)
            top += piece.height
        self.aside_y = top + BAND_GAP

    def _place(self, piece: Piece, x: float, y: float, role: Role, column: int) -> None:
        self.placed.append(Placed(piece.shifted(x, y), role, column))


def _joined(slabs: list[Slab]) -> list[Slab]:
    """Neighbouring flows as one, so that columns are balanced over both."""
    out: list[Slab] = []
    for slab in slabs:
        if not slab.atoms:
            continue
        if out and out[-1].kind == slab.kind == "flow" and not slab.new_page:
            out[-1] = replace(out[-1], atoms=(*out[-1].atoms, *slab.atoms))
        else:
            out.append(slab)
    return out


def compose(
    slabs: Sequence[Slab], grid: Grid, notes: Mapping[int, Piece], rule_colour: str
) -> Page:
    """Fill one page, keeping just enough room at its foot for the notes marked on it."""
    reserved: tuple[int, ...] = ()
    while True:
        depth = _notes_depth(reserved, notes)
        page = _Composer(slabs, grid, grid.bottom - depth).run()
        marked = tuple(n for placed in page.placed for n in placed.piece.notes)
        if set(marked) <= set(reserved):
            break
        reserved = tuple(sorted({*reserved, *marked}))
    y = grid.bottom - _notes_depth(marked, notes)
    placed = list(page.placed)
    if marked:
        line = Rule(0, 0, 90.0, 0, rule_colour, 0.6)
        placed.append(Placed(Piece(0, (line,)).shifted(grid.left, y + NOTE_GAP - 2), "note"))
        y += NOTE_GAP
    for number in sorted(marked):
        y += notes[number].before
        placed.append(Placed(notes[number].shifted(grid.left, y), "note"))
        y += notes[number].height
    return replace(page, placed=tuple(placed))


def _notes_depth(numbers: Sequence[int], notes: Mapping[int, Piece]) -> float:
    if not numbers:
        return 0.0
    return NOTE_GAP + sum(notes[n].height + notes[n].before for n in numbers)


def flow(atoms: Sequence[Atom]) -> Slab:
    """A slab of column text, its headings bound to what follows."""
    return Slab("flow", tuple(glued(atoms)))
