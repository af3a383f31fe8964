"""Spreads: sheets that hold two printed pages side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.layout.lines import Line
from ingest.layout.margins import zone
from ingest.pages.sheet import Sheet

SPREAD_RATIO = 1.2  # width to height from which a sheet can hold two printed pages
PROSE_WORDS = 4  # in a line of text; the cells of most tables hold fewer
INNER_MARGINS = 0.6  # of the outer ones: inner margins are made narrower, but never to a gutter


def spreads(sheets: Sequence[Sheet], numbers: Mapping[int, list[tuple[str, Line]]]) -> set[int]:
    """Return the sheets that hold two printed pages side by side."""
    wide = [sheet for sheet in sheets if sheet.width > SPREAD_RATIO * sheet.height]
    proven = set()
    for sheet in wide:
        middle = sheet.width / 2
        halves = {line.x0 < middle for _, line in numbers.get(sheet.number, [])}
        if len(halves) == 2 or (clear_middle(sheet) and _half_grounded(sheet)):
            proven.add(sheet.number)
    if not wide or len(proven) < max(1, 0.4 * len(wide)):
        facing = {s.number for s in wide if not numbers.get(s.number) and _two_pages(s)}
        written = [sheet for sheet in wide if sheet.lines]
        return facing if len(facing) >= 0.5 * len(written) else set()
    return proven | {sheet.number for sheet in wide if clear_middle(sheet)}


def _half_grounded(sheet: Sheet) -> bool:
    """Whether a ground takes just one of two pages."""
    fold, near = sheet.width / 2, 0.01 * sheet.width
    return any(
        s.height > 0.95 * sheet.height
        and (
            (s.x0 < near and abs(s.x1 - fold) < near)
            or (s.x1 > sheet.width - near and abs(s.x0 - fold) < near)
        )
        for s in sheet.shapes.of("panel", "image")
    )


def clear_middle(sheet: Sheet) -> bool:
    """Whether nothing is written over the fold."""
    middle = sheet.width / 2
    return bool(sheet.lines) and not any(
        line.x0 < middle - 4 and line.x1 > middle + 4 for line in sheet.lines
    )


def _two_pages(sheet: Sheet) -> bool:
    """Whether a sheet without page numbers is set as two pages: prose on either side of a fold.

    Two inner margins part the pages of a spread, a gutter much narrower than the outer margins
    the columns of one page.
    """
    fold = sheet.width / 2
    lines = [line for line in sheet.lines if zone(sheet, line) is None]
    halves = ([o for o in lines if o.x1 < fold], [o for o in lines if o.x0 > fold])
    if len(halves[0]) + len(halves[1]) < len(lines) or not clear_middle(sheet):
        return False
    for half in halves:
        prose = sum(len(line.words) >= PROSE_WORDS for line in half)
        if prose < max(3, 0.5 * len(half)):
            return False
    left, right = (max(o.x1 for o in halves[0]), min(o.x0 for o in halves[1]))
    outer = min(o.x0 for o in halves[0]) + sheet.width - max(o.x1 for o in halves[1])
    inner = right - left
    even = abs(left + right - sheet.width) < 0.04 * sheet.width
    crossed = any(s.x0 < fold - 20 and s.x1 > fold + 20 for s in sheet.shapes.of("rule"))
    return even and inner > INNER_MARGINS * outer and not crossed
