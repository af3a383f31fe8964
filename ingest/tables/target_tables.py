"""Target tables as header and rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.layout.lines import Line
from ingest.pages.sheet import Sheet
from ingest.pages.words import Word
from ingest.tables.heads import YEAR, Heads

HEADER_WORDS = 8  # in a cell: a header that only lacks figures is no longer
FIGURE = re.compile(r"\d|^[-–—]$")
ROW_SHARE = 0.8  # of the columns: a line that fills fewer goes on from the row above
UNIT = re.compile(
    r"\(?(?:[£$€]\s?(?:m|bn|k|million|billion|0?00s?)?|%|per cent|number|no\.?|0?00s)\)?", re.I
)
NAME = re.compile(
    r"(?:key |main |delivery |lead |priority )?(?:action|activity|aim|area|baseline|body|budget|"
    r"by when|cost|date|deadline|deliverable|delivery|description|focus|funding|goal|indicator|"
    r"lead|measure|milestone|objective|organisation|"
    r"outcome|output|owner|partner|priority|programme|project|responsibility|responsible|sector|"
    r"source|status|target|theme|timescale|timing|when|who|year)(?:\(?s\)?)?",
    re.I,
)
TABLE_TITLE = re.compile(r"^(?:table|figure|annex)\s+[\dA-Z]", re.I)
PLAIN_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b")  # heads say to which year figures refer
YEAR_WORDS = 5  # of a head: "2022-23 revised from November"
CORNER_WORDS = 20  # above the labels: the title of a table may stand there
TITLE_WORDS = 12  # the longest title seen across the rows of a table has 7


@dataclass(slots=True)
class TableCell:
    """Words of one cell by line; `header` is what stands over its column."""

    header: str
    lines: list[Line]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Table:
    """A table on one sheet: its header lines and its rows, each a list of cells.

    `titles` holds for each row the title that runs across the table above it, "" for none.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    header: list[list[Line]]
    rows: list[list[TableCell]]
    ruled: bool
    words: list[Word] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def with_header(
    bbox: tuple[float, float, float, float],
    rows: list[list[list[Line]]],
    ruled: bool,
    words: list[Word],
    sheet: Sheet,
    heads: Heads | None = None,
) -> Table | None:
    """Tell the header from the rows and give every cell what stands over it.

    `heads` are those already known, which the rows then do not hold.
    """
    if heads is not None:
        return _table(bbox, rows, ruled, words, heads.cells, heads.texts)
    title = rows[:1] if len(rows) > 3 and is_title(rows[0], rows) else []
    if title and not is_header(rows[1], rows[2:], sheet):
        title = []
    first, rest = rows[len(title)], rows[len(title) + 1 :]
    headed = is_header(first, rest, sheet) and not is_title(first, rest)
    headers = (
        [" ".join(line.text for line in cell) for cell in first] if headed else [""] * len(first)
    )
    if headed and len(rest) > 1 and _are_units(rest[0]):
        first = [above + below for above, below in zip(first, rest[0], strict=True)]
        headers = [" ".join(line.text for line in cell) for cell in first]
        rest = rest[1:]
    body = [*title, *rest] if headed else rows
    return _table(bbox, body, ruled, words, first if headed else [], headers)


def _table(
    bbox: tuple[float, float, float, float],
    body: list[list[list[Line]]],
    ruled: bool,
    words: list[Word],
    header: list[list[Line]],
    headers: Sequence[str],
) -> Table | None:
    """Return the table of these rows, None when there are none."""
    cells = [
        [TableCell(header, cell) for header, cell in zip(headers, row, strict=False)]
        for row in body
    ]
    if not cells:
        return None
    table = Table(*bbox, header=header, rows=cells, ruled=ruled, words=words)
    above = ""
    for row in body:
        spans = is_title(row, body)
        table.titles.append("" if spans else above)
        if spans:
            above = " ".join(line.text for cell in row for line in cell)
    return table


def is_title(row: list[list[Line]], rows: Sequence[list[list[Line]]]) -> bool:
    """Whether a row says in one cell what the rows below it are about."""
    filled = [cell for cell in row if cell]
    if len(filled) != 1 or sum(len(line.words) for line in filled[0]) > TITLE_WORDS:
        return False
    several = sum(sum(map(bool, other)) > 1 for other in rows)
    text = " ".join(line.text for line in filled[0])
    return row[0] is filled[0] and several > 0.5 * len(rows) and text[:1].isupper()


def is_header(first: list[list[Line]], rest: list[list[list[Line]]], sheet: Sheet) -> bool:
    """Whether the first row names the columns: by its type, its ground, or its lack of figures."""
    lines = [line for cell in first for line in cell]
    below = [line for row in rest for cell in row for line in cell]
    if not lines or not below or len(lines) > 4 * len(first):
        return False
    if sum(1 for cell in first if cell) < max(2, len(first) - 1):
        return False
    bold = all(line.bold for line in lines) and not all(line.bold for line in below)
    body = below[len(below) // 2]
    colour = (
        all(line.colour != body.colour for line in lines) and lines[0].colour == lines[-1].colour
    )
    ground = _ground(lines[0], sheet) != _ground(rest[0][0][0] if rest[0][0] else below[0], sheet)
    corner = len(first) > 2 and _is_corner(first[0])
    heads = first[1:] if corner else first
    short = all(sum(len(line.words) for line in cell) <= HEADER_WORDS for cell in heads)
    plain = short and not any(
        re.search(r"[%£]|\d", PLAIN_YEAR.sub("", o.text)) for cell in heads for o in cell
    )
    figures = sum(bool(re.search(r"\d", line.text)) for line in below) >= max(1, len(rest) // 2)
    named = short and (_are_years(first) or _are_names(first)) and not _are_years(rest[0])
    return bold or (colour and len(lines) > 1) or ground or (plain and figures) or named


def _is_corner(cell: Sequence[Line]) -> bool:
    """Whether the cell above the labels holds the title of the table, as in "Table 2: Pay"."""
    text = " ".join(line.text for line in cell)
    return TABLE_TITLE.match(text) is not None and len(text.split()) <= CORNER_WORDS


def _texts(row: Sequence[Sequence[Line]]) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row if cell]


def _are_years(row: Sequence[Sequence[Line]]) -> bool:
    """Whether all cells but the label, and a total, are years: heads of a table of figures."""
    texts = _texts(row)
    whole = sum(bool(YEAR.fullmatch(text)) for text in texts)
    years = [text for text in texts if YEAR.match(text) and len(text.split()) <= YEAR_WORDS]
    return whole >= 2 and len(years) >= len(texts) - 2


def _are_units(row: Sequence[Sequence[Line]]) -> bool:
    """Whether a row without a label only says in what the columns are measured."""
    texts = _texts(row)
    return not row[0] and len(texts) > 1 and all(UNIT.fullmatch(text) for text in texts)


def _are_names(row: Sequence[Sequence[Line]]) -> bool:
    """Whether most cells are words that head the columns of plans, where no type tells."""
    texts = _texts(row)
    names = [text for text in texts if NAME.fullmatch(text)]
    return len(names) >= 2 and len(names) > 0.5 * len(texts)


def _ground(line: Line, sheet: Sheet) -> int | None:
    """Return the colour behind a line, None for paper."""
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    fills = [s for s in sheet.shapes.of("panel") if s.holds(x, y)]
    return min(fills, key=lambda s: s.width * s.height).fill if fills else None
