"""What the five layouts share: how entries become slabs, and what each layout must say itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from samples.figure import figure_atom
from samples.flow import Grid, Slab, flow
from samples.ink import Ink, Piece, Placed, stacked
from samples.pieces import (
    Atom,
    box_atom,
    heading_atom,
    interrupted,
    lines_of,
    paragraph_atoms,
    quote_piece,
    text_pieces,
)
from samples.printed import BoxEntry, Chapter, Entry, FigureEntry, TableEntry, Unit
from samples.source import Strategy, Text
from samples.table import table_atom
from samples.theme import Theme
from samples.typeset import Style

Sort = Literal["text", "box", "table", "figure", "quote"]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as its reader counts pages; a sheet of a spread carries two."""

    label: str | None
    placed: tuple[Placed, ...]
    backdrop: tuple[Ink, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the PDF: printed pages and how far right each stands."""

    width: float
    height: float
    pages: tuple[tuple[float, PrintedPage], ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What running heads and backdrops may depend on.

    `index` counts body pages from 0; `asides` says whether its side strip is in use.
    """

    strategy: Strategy
    index: int
    label: str
    chapter: str
    asides: bool


@dataclass(frozen=True, slots=True)
class Furniture:
    """Running head, foot and number of a page, and the ink that lies behind its text."""

    running: tuple[Placed, ...]
    backdrop: tuple[Ink, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where some glyphs are: `page` counts within the sheet, `order` is the order of reading."""

    sheet: int
    page: int
    order: int
    placed: Placed
    baseline: float


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the contents page."""

    level: int
    title: str
    label: str


class Layout(ABC):
    """A design: page size, grid, look, and the order in which a page's ink enters the file."""

    width: ClassVar[float]
    height: ClassVar[float]
    grid: ClassVar[Grid]
    theme: ClassVar[Theme]
    first_label: ClassVar[int] = 1
    spanning: ClassVar[frozenset[Sort]] = frozenset()
    aside: ClassVar[frozenset[Sort]] = frozenset()
    aside_width: ClassVar[float] = 0.0
    quotes_interrupt: ClassVar[bool] = False
    opening_room: ClassVar[float] = 110.0

    @abstractmethod
    def cover(self, strategy: Strategy) -> PrintedPage:
        """Title, subtitle, lead body and month over the layout's picture."""

    @abstractmethod
    def contents(self, strategy: Strategy, listed: Sequence[Listed]) -> PrintedPage:
        """The page after the cover."""

    @abstractmethod
    def furniture(self, facts: PageFacts) -> Furniture:
        """What every body page carries beside its text."""

    @abstractmethod
    def ornament(self, top: float, bottom: float) -> tuple[Ink, ...]:
        """Fills the foot of a page that the text leaves mostly white, as a picture would."""

    @abstractmethod
    def paint_key(self, spot: Spot) -> tuple[float, ...]:
        """Sorting glyphs by this key gives their order in the content stream; ties keep theirs."""

    def sheets(self, front: Sequence[PrintedPage], body: Sequence[PrintedPage]) -> list[Sheet]:
        """One printed page to a sheet unless a layout says otherwise."""
        return [Sheet(self.width, self.height, ((0.0, page),)) for page in (*front, *body)]

    def opening(self, heading: Unit) -> Piece:
        """A chapter title across the page."""
        width = self.grid.width
        return stacked(lines_of(heading, self.theme.chapter, width), before=24.0)

    def slabs(self, chapters: Sequence[Chapter]) -> list[Slab]:
        """Openings and spanning blocks across the page, everything else in its columns."""
        out: list[Slab] = []
        for n, chapter in enumerate(chapters):
            if chapter.heading:
                atom = Atom((self.opening(chapter.heading),))
                after_foreword = n == 1
                out.append(Slab("span", (atom,), self.opening_room, new_page=after_foreword))
            out += self._body(chapter, self.theme.foreword if n == 0 else self.theme.body)
        return out

    def _body(self, chapter: Chapter, style: Style) -> Iterator[Slab]:
        pending: list[Atom] = []
        for spans, atoms in self._atoms(chapter.entries, style):
            if not spans:
                pending += atoms
                continue
            over = [pending.pop()] if pending and pending[-1].keep_next else []
            if pending:
                yield flow(pending)
                pending = []
            whole = tuple(piece for atom in (*over, *atoms) for piece in atom.pieces)
            yield Slab("span", (Atom(whole),), floating=True)
        if pending:
            yield flow(pending)

    def _atoms(self, entries: Sequence[Entry], style: Style) -> Iterator[tuple[bool, list[Atom]]]:
        """(across the page?, atoms) for each entry, pull quotes set into a neighbour's middle."""
        width = self.grid.column_width
        parts: list[tuple[Sort, list[Atom]]] = []
        quotes: list[tuple[int, Unit]] = []
        for n, entry in enumerate(entries):
            sort = _sort(entry)
            if sort == "quote" and isinstance(entry, Unit) and self.quotes_interrupt:
                quotes.append((len(parts), entry))
            else:
                parts.append((sort, self._atoms_of(entry, style, _leads_in(entries, n), width)))
        for at, quote in reversed(quotes):
            piece = quote_piece(quote, self.theme, width)
            for near in (at, at - 1, at + 1, at - 2):
                fits = 0 <= near < len(parts) and parts[near][0] == "text"
                if fits and (cut := interrupted(parts[near][1], piece)):
                    parts[near] = ("text", cut)
                    break
            else:
                parts.insert(at, ("quote", [Atom((piece,))]))
        for sort, atoms in parts:
            yield sort in self.spanning, atoms

    def _atoms_of(self, entry: Entry, style: Style, leads_in: bool, width: float) -> list[Atom]:
        sort, theme = _sort(entry), self.theme
        if sort in self.aside:
            width = self.aside_width
        elif sort in self.spanning:
            width = self.grid.width
        match entry:
            case BoxEntry():
                atom = box_atom(entry, theme, width)
            case TableEntry():
                atom = table_atom(entry, theme, width)
            case FigureEntry():
                atom = figure_atom(entry, theme, width)
            case Unit(kind="heading"):
                return [heading_atom(entry, theme, width)]
            case Unit(kind="pull_quote"):
                atom = Atom((quote_piece(entry, theme, width),))
            case Unit():
                pieces = text_pieces(entry, theme, width, style)
                return paragraph_atoms(pieces, keep_next=leads_in)
        return [replace(atom, aside=True, floating=False)] if sort in self.aside else [atom]


def _sort(entry: Entry) -> Sort:
    match entry:
        case BoxEntry():
            return "box"
        case TableEntry():
            return "table"
        case FigureEntry():
            return "figure"
        case Unit(kind="pull_quote"):
            return "quote"
        case Unit():
            return "text"


def _leads_in(entries: Sequence[Entry], n: int) -> bool:
    after = entries[n + 1] if n + 1 < len(entries) else None
    return (
        isinstance(after, Unit)
        and after.lead_in is not None
        and (isinstance(entry := entries[n], Unit) and entry.kind == "paragraph")
    )


def loose_unit(strategy: Strategy, name: str, kind: Literal["cover", "contents", "running"],
               words: str) -> Unit:  # fmt: skip
    """A unit that the press adds itself: it has no place in the source, so `name` is its id."""
    return Unit(f"{strategy.slug}-{name}", kind, Text(words))


def running(facts: PageFacts, name: str, words: str, style: Style, x: float, top: float,
            width: float) -> Placed:  # fmt: skip
    """A running head, foot or page number of one page."""
    unit = loose_unit(facts.strategy, f"page-{facts.label}-{name}", "running", words)
    return put(unit, style, x, top, width, "running")[0]


def put(
    unit: Unit, style: Style, x: float, top: float, width: float,
    role: Literal["front", "running"] = "front",
) -> tuple[Placed, float]:  # fmt: skip
    """Set a unit at a fixed place; also returns where it ends."""
    piece = stacked(lines_of(unit, style, width))
    return Placed(piece.shifted(x, top), role), top + piece.height
