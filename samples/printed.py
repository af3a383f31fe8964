"""Give every printed unit of a strategy its id, kind and path, before anyone knows where it lands.

A unit is what one line of blocks.jsonl describes: a heading, a paragraph, a list item, a table row,
a caption and so on. Ids count in source order, so they stay the same when a layout changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from samples.source import (
    Box,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    PullQuote,
    Strategy,
    Table,
    Text,
)

Kind = Literal[
    "heading",
    "paragraph",
    "list_item",
    "table_row",
    "table_head",
    "pull_quote",
    "caption",
    "figure_label",
    "footnote",
    "cover",
    "contents",
    "running",
]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One printed thing. `cells` pairs each cell of a table row with the header above it."""

    id: str
    kind: Kind
    text: Text
    headings: tuple[str, ...] = ()
    level: int | None = None
    lead_in: str | None = None
    marker: str | None = None
    cells: tuple[tuple[str, Text], ...] = ()
    in_box: bool = False

    @property
    def printed(self) -> str:
        """The text as the page shows it, footnote numbers included."""
        return self.text.printed


@dataclass(frozen=True, slots=True)
class BoxEntry:
    """A box: its title is a heading of level 4, under which its content is filed."""

    title: Unit
    content: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table: caption, the row of headers, then the rows."""

    ruled: bool
    caption: Unit
    header: Unit
    rows: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """`bars` pairs a bar's unit (label, then value) with its length; `axis` is the row of ticks."""

    caption: Unit
    bars: tuple[tuple[Unit, float], ...]
    axis: Unit
    ticks: tuple[float, ...]


Entry = Unit | BoxEntry | TableEntry | FigureEntry


@dataclass(frozen=True, slots=True)
class Chapter:
    """A level-1 heading and what follows it; text before the first heading has no chapter."""

    heading: Unit | None
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Numbering:
    slug: str
    count: int = 0
    path: list[str] = field(default_factory=list)

    def unit(self, kind: Kind, text: Text, *, box: str | None = None, **extra: object) -> Unit:
        self.count += 1
        headings = (*self.path, box) if box and kind != "heading" else tuple(self.path)
        return Unit(
            f"{self.slug}-{self.count:03d}",
            kind,
            text,
            headings,
            in_box=box is not None,
            **extra,  # type: ignore[arg-type]  # only fields of Unit are passed, all below
        )


def chapters_and_notes(strategy: Strategy) -> tuple[tuple[Chapter, ...], dict[int, Unit]]:
    """Chapters in source order, and the footnotes by printed number (numbered after the body)."""
    numbering = _Numbering(strategy.slug)
    chapters: list[Chapter] = []
    heading, entries = None, list[Entry]()
    for entry in _entries(strategy, numbering):
        if isinstance(entry, Unit) and entry.kind == "heading" and entry.level == 1:
            if heading or entries:
                chapters.append(Chapter(heading, tuple(entries)))
            heading, entries = entry, []
        else:
            entries.append(entry)
    chapters.append(Chapter(heading, tuple(entries)))
    numbering.path = []
    notes = {
        n: numbering.unit("footnote", text, marker=str(n))
        for n, text in enumerate(strategy.footnotes, 1)
    }
    return tuple(chapters), notes


def _entries(strategy: Strategy, numbering: _Numbering) -> Iterator[Entry]:
    for block in strategy.blocks:
        match block:
            case Heading(level, text):
                numbering.path = numbering.path[: level - 1]
                yield numbering.unit("heading", text, level=level)
                numbering.path = [*numbering.path, text.printed]
            case Paragraph() | ListItem() as plain:
                yield _plain(plain, numbering, None)
            case PullQuote(text):
                yield numbering.unit("pull_quote", text)
            case Box(title, content):
                box = title.printed
                head = numbering.unit("heading", title, box=box, level=4)
                yield BoxEntry(head, tuple(_plain(part, numbering, box) for part in content))
            case Table():
                yield _table(block, numbering)
            case Figure():
                yield _figure(block, numbering)


def _plain(block: Paragraph | ListItem, numbering: _Numbering, box: str | None) -> Unit:
    if isinstance(block, Paragraph):
        return numbering.unit("paragraph", block.text, box=box)
    return numbering.unit(
        "list_item", block.text, box=box, lead_in=block.lead_in, marker=block.marker
    )


def _table(table: Table, numbering: _Numbering) -> TableEntry:
    heads = [head.printed for head in table.header]

    def row(kind: Kind, cells: tuple[Text, ...]) -> Unit:
        words = " ".join(cell.printed for cell in cells if cell.words)
        pairs = tuple(zip(heads, cells, strict=True))
        return numbering.unit(kind, Text(words), cells=pairs)

    return TableEntry(
        table.ruled,
        numbering.unit("caption", table.caption),
        row("table_head", table.header),
        tuple(row("table_row", cells) for cells in table.rows),
    )


def _figure(figure: Figure, numbering: _Numbering) -> FigureEntry:
    caption = numbering.unit("caption", figure.caption)
    bars = []
    for label, value, length in figure.bars:
        pair = (("", Text(label)), ("", Text(value)))
        bars.append((numbering.unit("figure_label", Text(f"{label} {value}"), cells=pair), length))
    ticks = _ticks(max(length for _, _, length in figure.bars))
    axis = tuple(("", Text(f"{tick:g}")) for tick in ticks)
    words = " ".join(text.words for _, text in axis)
    unit = numbering.unit("figure_label", Text(words), cells=axis)
    return FigureEntry(caption, tuple(bars), unit, ticks)


def _ticks(longest: float) -> tuple[float, ...]:
    """Round numbers from 0 to just above the longest bar, four to six of them."""
    step = 1.0
    while longest / step > 5:
        step *= 2.5 if f"{step:g}"[0] == "2" else 2.0
    while longest / step < 2.5:
        step /= 2.0
    count = int(-(-longest // step))
    return tuple(step * n for n in range(count + 1))
