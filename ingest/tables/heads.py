"""Column heads of more than one line or level: which words stand over which columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.layout.lines import Line, line_of
from ingest.pages.sheet import Sheet
from ingest.tables.partings import parted, partings

HEAD_WORDS = 8  # on one line of a head: longer lines are sentences
HEAD_PITCH = 1.3  # of the step from row to row, where rows stand far apart
HEAD_STEP = 2.9  # of the type size: lines of heads stand no further apart
RULED_STEP = 5.0  # of the type size: a rule below heads may stand well off the first row
TIGHT = 1.35  # of the type size: lines of one wrapped head stand no further apart
PIECE_GAP = 0.4  # of the type size: wider than a word space, narrower than between cells
MAX_LEVELS = 6  # lines of heads; more are rows

FIGURE_ONLY = re.compile(r"^[£$€<>~+−–-]?\s?[\d,.]*\d\s?(?:%|[a-z]{1,2})?$|^[-–—]$")
YEAR = re.compile(
    r"(?:[A-Za-z]+\s)?(?:19|20)\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?[¹²³⁰⁴-⁹*]?(?:\s\(?[A-Za-z£%]+\)?)?"
)

Extent = tuple[float, float]
Span = tuple[int, int]  # first and last column that words stand over


@dataclass(slots=True)
class Heads:
    """What stands over each column, and the lines that say so from top to bottom."""

    texts: list[str]
    lines: list[Line]

    @property
    def cells(self) -> list[list[Line]]:
        return [self.lines]


def heads_over(pieces: Sequence[tuple[Line, Span]], columns: int) -> Heads:
    """Return the heads of columns: a piece over several columns is part of the head of each."""
    stacked = sorted(pieces, key=lambda piece: (piece[0].baseline, piece[0].x0))
    texts = [
        " ".join(line.text for line, (first, last) in stacked if first <= i <= last)
        for i in range(columns)
    ]
    return Heads(texts, [line for line, _ in stacked])


def cut_at_columns(line: Line, span: Span, columns: Sequence[Extent]) -> list[tuple[Line, Span]]:
    """Cut a line that stands over several columns where wide spaces meet the edges of columns."""
    first, last = span
    if first == last or len(line.words) < 2:
        return [(line, span)]
    cuts = [0]
    for i, (before, word) in enumerate(pairwise(line.words), 1):
        gap = word.x0 - before.x1
        edges = [columns[k + 1][0] for k in range(first, last)]
        if gap > PIECE_GAP * word.size and any(
            before.x1 - 1 <= edge <= word.x0 + gap + 1 for edge in edges
        ):
            cuts.append(i)
    if len(cuts) == 1:
        return [(line, span)]
    parts = [line_of(line.words[a:b]) for a, b in pairwise([*cuts, len(line.words)])]
    taken = range(first, last + 1)
    return [(part, _nearest_span(part, taken, columns)) for part in parts]


def _nearest_span(line: Line, among: Sequence[int], columns: Sequence[Extent]) -> Span:
    middle = (line.x0 + line.x1) / 2
    nearest = min(among, key=lambda i: abs(sum(columns[i]) / 2 - middle))
    return nearest, nearest


def placed_heads(
    rows: Sequence[Sequence[Line]], columns: Sequence[Extent], sheet: Sheet
) -> list[tuple[Line, Span]] | None:
    """Return which columns the pieces of head lines stand over, None when two share a column.

    A piece spans columns when a rule below it does, when it reaches over them, or when it is
    centred over columns that have heads of their own below.
    """
    placed: list[tuple[Line, Span]] = []
    for i, row in enumerate(rows):
        below = rows[i + 1] if i + 1 < len(rows) else []
        spans = [_ruled_span(line, columns, sheet) or _overlapped(line, columns) for line in row]
        for k, line in enumerate(row):
            spans[k] = _spread(line, k, spans, columns, below)
        if any(b[0] <= a[1] for a, b in pairwise(spans)):
            return None
        placed += zip(row, spans, strict=True)
    return placed


def _over(line: Line, columns: Sequence[Extent]) -> list[int]:
    return [i for i, (x0, x1) in enumerate(columns) if min(line.x1, x1) > max(line.x0, x0)]


def _overlapped(line: Line, columns: Sequence[Extent]) -> Span:
    over = _over(line, columns)
    return (over[0], over[-1]) if over else _nearest_span(line, range(len(columns)), columns)


def _ruled_span(line: Line, columns: Sequence[Extent], sheet: Sheet) -> Span | None:
    """Return the columns over which a rule right below a line runs, None for all or for one."""
    for rule in sheet.shapes.of("rule", "stroke"):
        level = (rule.top + rule.bottom) / 2
        if rule.height > 3 or not line.baseline - 1 < level < line.baseline + 1.2 * line.size:
            continue
        if not rule.x0 - 1 <= (line.x0 + line.x1) / 2 <= rule.x1 + 1:
            continue
        over = [i for i, (x0, x1) in enumerate(columns) if rule.x0 <= (x0 + x1) / 2 <= rule.x1]
        if 1 < len(over) < len(columns):
            return over[0], over[-1]
    return None


def _spread(
    line: Line, k: int, spans: Sequence[Span], columns: Sequence[Extent], below: Sequence[Line]
) -> Span:
    """Widen the span of one piece over columns beside it that only have heads further down."""
    first, last = spans[k]
    if first != last or not below:
        return first, last
    under = {i for piece in below for i in range(*_open(_overlapped(piece, columns)))}
    if first not in under:
        return first, last
    low = spans[k - 1][1] + 1 if k else 0
    high = spans[k + 1][0] - 1 if k + 1 < len(spans) else len(columns) - 1
    free = [i for i in range(low, high + 1) if i in under]
    middle = (line.x0 + line.x1) / 2
    best, distance = (first, last), abs(_middle(columns, first, last) - middle)
    for a in free:
        for b in free:
            off = abs(_middle(columns, a, b) - middle)
            whole = a < b and set(range(a, b + 1)) <= under
            if whole and a <= first <= b and off < min(distance, 1.2 * line.size):
                best, distance = (a, b), off
    if best == (first, last):
        return _flush_left(line, (first, high), columns, below)
    return best


def _open(span: Span) -> Span:
    return span[0], span[1] + 1


def _middle(columns: Sequence[Extent], first: int, last: int) -> float:
    return (columns[first][0] + columns[last][1]) / 2


def _flush_left(line: Line, reach: Span, columns: Sequence[Extent], below: Sequence[Line]) -> Span:
    """Return the columns that a piece set flush left over the first is about.

    They are headed by years, or on a level of their own, further down than a wrapped line.
    """
    first, high = reach
    own_level = below[0].baseline - line.baseline > TIGHT * line.size
    last = first
    for i in range(first, high + 1):
        x0, x1 = columns[i]
        own = [p for p in below if min(p.x1, x1) > max(p.x0, x0)]
        if len(own) != 1 or not (own_level or own[0].text[:4].isdigit()):
            break
        last = i
    flush = abs(line.x0 - columns[first][0]) < line.size
    return (first, last) if flush else (first, first)


def extents(rows: Sequence[Sequence[Line]]) -> list[Extent]:
    """Return the columns in which the pieces of lines stand, from left to right."""
    columns: list[Extent] = []
    for line in sorted((line for row in rows for line in row), key=lambda line: line.x0):
        if columns and line.x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], line.x1))
        else:
            columns.append((line.x0, line.x1))
    return columns


def heads_among(rows: Sequence[Sequence[Line]]) -> int:
    """Return how many lines at the top are heads that do not keep to the columns of the rows.

    They stand over several columns, or over none, or have heads of a second level below them.
    """
    heads = 0
    for k in range(1, min(MAX_LEVELS, len(rows) // 2) + 1):
        last = rows[k - 1]
        if any(FIGURE_ONLY.match(line.text) and not YEAR.fullmatch(line.text) for line in last):
            break
        columns = extents(rows[k:])
        over = [len(_over(line, columns)) for line in last]
        if len(columns) > 1 and (max(over) > 1 or (min(over) == 0 and len(last) > 1)):
            heads = k
        if k + 1 < len(rows) and _is_second_level(rows[k], last, rows[k + 1 :]):
            heads = k + 1
    return heads


def _is_second_level(
    row: Sequence[Line], above: Sequence[Line], below: Sequence[Sequence[Line]]
) -> bool:
    """Whether a line without a label names columns that a head above it stands over."""
    columns = extents([above, row, *below])
    if len(row) < 2 or row[0].x0 <= columns[0][1] or len(above) >= len(columns):
        return False
    bold = all(line.bold for line in (*above, *row)) and not any(
        line.bold for other in below for line in other
    )
    return bold or are_years(row)


def are_years(row: Sequence[Line]) -> bool:
    """Whether a line of cells holds nothing but years."""
    return len(row) > 1 and all(YEAR.fullmatch(line.text) for line in row)


def first_head(
    rows: Sequence[Sequence[Line]], start: int, columns: Sequence[Extent], sheet: Sheet
) -> int:
    """Return the first line of the heads that stand above the row `start`."""
    top = start
    while top > 0 and start - top < MAX_LEVELS and _heads(rows, top - 1, start, columns, sheet):
        top -= 1
    # A lone line on top may be the title of the table: it is not when a head goes on below it.
    while top < start and len(rows[top]) == 1 and not _is_part(rows, top, columns, sheet):
        top += 1
    return top


def _heads(
    rows: Sequence[Sequence[Line]], i: int, start: int, columns: Sequence[Extent], sheet: Sheet
) -> bool:
    """Whether the line of pieces `i` heads the columns of the row below it."""
    row, below = rows[i], rows[i + 1]
    size = median(line.size for line in below)
    pitch = median(b[0].baseline - a[0].baseline for a, b in pairwise(rows[start:]))
    if not _is_near(row, below, max(HEAD_STEP * size, HEAD_PITCH * pitch), columns, sheet):
        return False
    if any(abs(line.size - size) > 0.2 * size for line in row):
        return False
    if len(row) > len(columns) or any(len(line.words) > HEAD_WORDS for line in row):
        return False
    if any(FIGURE_ONLY.match(line.text) and not YEAR.fullmatch(line.text) for line in row):
        return False
    higher = rows[i - 1] if i else []
    if len(higher) > 1 and all(o.bold for o in higher) and not any(line.bold for line in row):
        return False  # a row, below the heads
    left, right = columns[0][0] - 3 * size, columns[-1][1] + 3 * size
    flush = [abs(line.x0 - columns[-1][0]) < size for line in row]  # and wider than its figures
    if any(o.x0 < left or (o.x1 > right and not f) for o, f in zip(row, flush, strict=True)):
        return False
    if i + 1 < start and not _alike(row[-1], below[-1]):
        return False
    return placed_heads(rows[i : i + 2], columns, sheet) is not None or (
        placed_heads([row], columns, sheet) is not None
    )


def _is_near(
    row: Sequence[Line],
    below: Sequence[Line],
    near: float,
    columns: Sequence[Extent],
    sheet: Sheet,
) -> bool:
    """Whether heads stand right above a row, or over their columns and a rule further up."""
    step = below[0].baseline - row[0].baseline
    if step <= near:
        return True
    if step > RULED_STEP * row[0].size or not all(_over(line, columns) for line in row):
        return False
    return parted(row, below, partings(sheet, [*row, *below]))


def _alike(line: Line, below: Line) -> bool:
    return line.bold == below.bold and line.colour == below.colour


def _is_part(
    rows: Sequence[Sequence[Line]], i: int, columns: Sequence[Extent], sheet: Sheet
) -> bool:
    """Whether a lone line is the start of a wrapped head, or spans heads below it."""
    line = rows[i][0]
    if _ruled_span(line, columns, sheet) is not None:
        return True
    near = [
        o
        for row in rows[i + 1 :]
        for o in row
        if 0 < o.baseline - line.baseline <= TIGHT * line.size
    ]
    under = [o for o in near if min(o.x1, line.x1) > max(o.x0, line.x0)]
    first, last = _overlapped(line, columns)
    if first == 0 and (last > 0 or not under):
        return False
    return bool(under) and all(_alike(line, o) for o in under)
