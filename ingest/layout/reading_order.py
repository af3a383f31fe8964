"""The order in which a person reads what stands on a page.

Gutters are found by what stands side by side, not by white space alone: a gutter is a
vertical corridor with text on both sides over several lines. What crosses it (a heading
over both columns) cuts the page into bands; what interrupts it while text runs past on
both sides (a pull quote) floats and is read after the column it interrupts. The idea of
spanning elements that part columns is Breuel's ("Two geometric algorithms for layout
analysis", DAS 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TypeVar

from ingest.layout.cards import rows_of_cards
from ingest.layout.gutters import Item, best_gutter, change_of_columns
from ingest.layout.interruptions import text_runs_past
from ingest.layout.side_heads import LARGE, around_figures, rows_of_labels

T = TypeVar("T")

TITLE_SIZE = 1.35  # of the usual type: chapter titles are set well above section headings
MAX_DEPTH = 12  # parts within parts of a page; the deepest layout seen has five
CAPTION_GAP = 2.5  # lines: captions and table titles stand closer to what they name


def in_reading_order(items: Sequence[Item[T]], right_to_left: bool = False) -> list[list[Item[T]]]:
    """Return the items as columns in reading order, each from top to bottom."""
    return [column for column in _columns(list(items), right_to_left) if column]


def _columns(
    items: list[Item[T]], right_to_left: bool, outer: Sequence[Item[T]] = (), depth: int = 0
) -> list[list[Item[T]]]:
    """Return the columns of a part of the page; `outer` are those that stand beside it."""
    parted = around_figures(items) if depth < MAX_DEPTH else None
    if parted is not None:
        above, cells, below = parted
        cells = cells[::-1] if right_to_left else cells
        return [
            *_columns(above, right_to_left, outer, depth + 1),
            *map(_downwards, cells),
            *_columns(below, right_to_left, outer, depth + 1),
        ]
    gutter = best_gutter(items) if len(items) > 1 and depth < MAX_DEPTH else None
    if gutter is None:
        return [_downwards(items)]
    level = change_of_columns(items, gutter) if gutter.crossed else None
    if level is not None:
        above = [i for i in items if i.top < level]
        below = [i for i in items if i.top >= level]
        parts = (above, below)
        return [c for part in parts for c in _columns(part, right_to_left, outer, depth + 1)]
    crossing = [i for i in items if i.x0 < gutter.x - 0.5 and i.x1 > gutter.x + 0.5]
    crossing += [i for i in _titles(items, gutter.x) if i not in crossing]
    sides = [i for i in items if i not in crossing]
    floating = [i for i in crossing if _interrupts(i, sides, gutter.x)]
    floating += _straddling(crossing, floating, sides, outer)
    spanning = [i for i in crossing if i not in floating]
    for span in _one_by_one(spanning):
        if text_runs_past(span, sides):
            floating += span
            spanning = [i for i in spanning if i not in span]
    sides = _take_float_lines(floating, sides)
    ordered: list[list[Item[T]]] = []
    waiting = list(floating)
    for band, is_span in _bands(sides, spanning):
        if is_span:
            inner = band if len(band) < len(items) or floating else []
            ordered += (
                _columns(band, right_to_left, outer, depth + 1) if inner else [_downwards(band)]
            )
            continue
        for row in _rows(band, gutter.x, right_to_left):
            left = [i for i in row if (i.x0 + i.x1) / 2 < gutter.x]
            right = [i for i in row if (i.x0 + i.x1) / 2 >= gutter.x]
            halves = (
                ((right, left), (left, right)) if right_to_left else ((left, right), (right, left))
            )
            for half, other in halves:
                ordered += _columns(half, right_to_left, other, depth + 1) if half else []
        here = _within(band, waiting)
        waiting = [i for i in waiting if i not in here]
        ordered.append(_downwards(here))
    return [*ordered, _downwards(waiting)]


def _rows(band: list[Item[T]], x: float, right_to_left: bool) -> list[list[Item[T]]]:
    """Return the rows of cards or labels in a band, all of it when columns run through it."""
    rows = rows_of_cards(band, x)
    return rows_of_labels(band, x) if len(rows) == 1 and not right_to_left else rows


def _one_by_one(spanning: Sequence[Item[T]]) -> list[list[Item[T]]]:
    """Return what stands over all columns, the lines of one quote together."""
    spans: list[list[Item[T]]] = []
    for item in sorted(spanning, key=lambda i: i.top):
        last = spans[-1][-1] if spans else None
        if last is not None and not (last.unit or item.unit) and _one_title(last, item):
            spans[-1].append(item)
        else:
            spans.append([item])
    return spans


def _straddling(
    crossing: Sequence[Item[T]],
    floating: Sequence[Item[T]],
    sides: Sequence[Item[T]],
    outer: Sequence[Item[T]],
) -> list[Item[T]]:
    """Return the boxes and quotes over two of three columns: the text flows on below them.

    Text as wide as these columns runs past them in the third; beside narrow notes they take the
    whole width of the text and close the columns above.
    """
    if not outer or not sides:
        return []
    usual = 0.6 * median(i.x1 - i.x0 for i in sides)
    column = [i for i in outer if not (i.unit or i.apart) and i.x1 - i.x0 > usual]
    over = [
        i for i in crossing if (i.unit or i.quoted) and i not in floating and _beside(i, column)
    ]
    rest = [i for i in crossing if i not in over and i not in floating and not i.unit]
    while found := [i for i in rest if any(_one_title(f, i) for f in over if not f.unit)]:
        over += found
        rest = [i for i in rest if i not in found]
    return over


def _titles(items: list[Item[T]], x: float) -> list[Item[T]]:
    """Return large lines that have their height to themselves and text in both columns below.

    A short chapter title need not reach the gutter to close the columns above it; the title
    of one column has the other column's text beside it, or only its own column's below.
    """
    usual = sorted(i.size for i in items)[len(items) // 2]
    large = [i for i in items if not i.unit and i.size >= TITLE_SIZE * usual]
    alone = [
        i
        for i in large
        if not any(j.top < i.bottom and j.bottom > i.top for j in items if j is not i)
    ]
    return [i for i in alone if _opens_columns(i, items, alone, x)]


def _opens_columns(title: Item[T], items: list[Item[T]], titles: list[Item[T]], x: float) -> bool:
    """Whether text stands on both sides of `x` between the title and what closes its columns."""
    across = [i for i in items if i.x0 < x < i.x1]
    ends = [
        i.top for i in (*titles, *across) if i.top > title.bottom - 0.5 and not _one_title(title, i)
    ]
    end = min(ends, default=float("inf"))
    below = [i for i in items if title.bottom - 0.5 <= i.top < end and i not in titles]
    return any(i.x1 <= x for i in below) and any(i.x0 >= x for i in below)


def _one_title(above: Item[T], below: Item[T]) -> bool:
    """Whether two lines are set as lines of one title or one paragraph."""
    size = max(above.size, below.size)
    aligned = (
        abs(above.x0 - below.x0) < 1.5 * size
        or abs(above.x0 + above.x1 - below.x0 - below.x1) < size
    )
    near = -0.5 * size < below.top - above.bottom < 0.8 * size
    return abs(above.size - below.size) < 0.03 * size and aligned and near


def _downwards(items: list[Item[T]]) -> list[Item[T]]:
    """Sort by height; what shares a baseline goes from left to right."""
    rows: list[list[Item[T]]] = []
    small = min((i.size for i in items), default=0.0) * LARGE
    for item in sorted(items, key=lambda i: _height(i, items if i.size >= small else ())):
        middle = (item.top + item.bottom) / 2
        if rows and not item.unit:
            last = rows[-1]
            reference = last[-1]
            same = abs((reference.top + reference.bottom) / 2 - middle) < 0.4 * min(
                item.size, reference.size
            )
            if same and not reference.unit:
                last.append(item)
                continue
        rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda i: i.x0)]


def _height(item: Item[T], items: Sequence[Item[T]]) -> float:
    """Return the height at which an item is read: a large number before the lines beside it."""
    middle = (item.top + item.bottom) / 2
    beside = [
        (other.top + other.bottom) / 2 - 0.01
        for other in items
        if item.size >= LARGE * other.size
        and not (item.unit or other.unit)
        and item.x1 <= other.x0
        and item.top < (other.top + other.bottom) / 2 < item.bottom
    ]
    return min([middle, *beside])


def _within(band: list[Item[T]], floating: list[Item[T]]) -> list[Item[T]]:
    top, bottom = min(i.top for i in band), max(i.bottom for i in band)
    return [i for i in floating if top <= (i.top + i.bottom) / 2 <= bottom]


def _interrupts(item: Item[T], sides: list[Item[T]], x: float) -> bool:
    """Whether text runs past the item on both sides of the gutter."""
    beside = [i for i in sides if min(i.bottom, item.bottom) - max(i.top, item.top) > 0.3 * i.size]
    return any(i.x1 <= x for i in beside) and any(i.x0 >= x for i in beside)


def _bands(sides: list[Item[T]], spanning: list[Item[T]]) -> list[tuple[list[Item[T]], bool]]:
    """Cut the page at the spanning items, from top to bottom.

    Items that stand beside a spanning one belong to its band: they cannot be read past it.
    """
    spans: list[list[Item[T]]] = []
    for item in sorted(spanning, key=lambda i: i.top):
        if spans and item.top < max(i.bottom for i in spans[-1]) - 0.5:
            spans[-1].append(item)
        else:
            spans.append([item])
    loose = list(sides)
    for span in spans:
        loose = _take_rest_of_title(span, loose)
        loose = _take_last_lines(span, loose)
        loose = _take_captions(span, loose)
    changed = True
    while changed:
        changed = False
        for span in spans:
            top, bottom = min(i.top for i in span), max(i.bottom for i in span)
            beside = [i for i in loose if min(i.bottom, bottom) - max(i.top, top) > 0.3 * i.size]
            if beside:
                span.extend(beside)
                loose = [i for i in loose if i not in beside]
                changed = True
    spans = _merge_overlapping(spans)
    bands: list[tuple[list[Item[T]], bool]] = []
    for span in spans:
        top = min(i.top for i in span)
        above = [i for i in loose if (i.top + i.bottom) / 2 < top]
        loose = [i for i in loose if (i.top + i.bottom) / 2 >= top]
        if above:
            bands.append((above, False))
        if bands and bands[-1][1]:
            bands[-1][0].extend(span)  # lines of one wide paragraph are read together
        else:
            bands.append((span, True))
    if loose:
        bands.append((loose, False))
    return bands


def _beside(item: Item[T], others: Sequence[Item[T]]) -> bool:
    return any(
        min(o.bottom, item.bottom) - max(o.top, item.top) > 0.3 * item.size
        for o in others
        if o is not item
    )


def _take_last_lines(span: list[Item[T]], loose: list[Item[T]]) -> list[Item[T]]:
    """Add the short last line of a paragraph or note that spans the columns; return the rest."""
    grown = True
    while grown:
        last = max(span, key=lambda i: i.bottom)
        found = [
            i
            for i in loose
            if not (i.unit or last.unit)
            and i.top > last.top
            and i.apart == last.apart
            and _one_title(last, i)
            and i.x1 <= last.x1
            and not _beside(i, loose)
        ]
        grown = bool(found)
        span.extend(found)
        loose = [i for i in loose if i not in found]
    return loose


def _take_float_lines(floating: list[Item[T]], sides: list[Item[T]]) -> list[Item[T]]:
    """Add the lines of a floating quote that do not reach the gutter; return the rest."""
    grown = True
    while grown:
        found = [
            i
            for i in sides
            if i.apart
            and not i.unit
            and any(
                f.apart and not f.unit and (_one_title(f, i) or _one_title(i, f)) for f in floating
            )
        ]
        grown = bool(found)
        floating.extend(found)
        sides = [i for i in sides if i not in found]
    return sides


def _take_captions(span: list[Item[T]], loose: list[Item[T]]) -> list[Item[T]]:
    """Add what is set apart right above or below a wide table, figure or box; return the rest."""
    if not any(i.unit for i in span):
        return loose
    grown = True
    while grown:
        top, bottom = min(i.top for i in span), max(i.bottom for i in span)
        found = [
            i
            for i in loose
            if i.apart
            and not i.unit
            and min(abs(top - i.bottom), abs(i.top - bottom)) < CAPTION_GAP * i.size
            and not _beside(i, loose)
        ]
        grown = bool(found)
        span.extend(found)
        loose = [i for i in loose if i not in found]
    return loose


def _take_rest_of_title(span: list[Item[T]], loose: list[Item[T]]) -> list[Item[T]]:
    """Add the short lines of a title to the long ones that span the columns; return the rest."""
    grown = True
    while grown:
        top, bottom = min(i.top for i in span), max(i.bottom for i in span)
        size = max(i.size for i in span)
        near = [
            i
            for i in loose
            if not i.unit
            and abs(i.size - size) < 0.03 * size
            and min(abs(i.top - bottom), abs(top - i.bottom)) < 0.8 * size
            and any(abs(i.x0 - j.x0) < size or abs(i.x0 + i.x1 - j.x0 - j.x1) < size for j in span)
        ]
        larger = [i for i in near if all(i.size > 1.15 * j.size for j in loose if j not in near)]
        grown = bool(larger)
        span.extend(larger)
        loose = [i for i in loose if i not in larger]
    return loose


def _merge_overlapping(spans: list[list[Item[T]]]) -> list[list[Item[T]]]:
    merged: list[list[Item[T]]] = []
    for span in sorted(spans, key=lambda s: min(i.top for i in s)):
        if merged and min(i.top for i in span) < max(i.bottom for i in merged[-1]) - 0.5:
            merged[-1].extend(span)
        else:
            merged.append(list(span))
    return merged
