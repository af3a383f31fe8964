"""The margins of a page, where running heads, feet and page numbers stand."""

from __future__ import annotations

from ingest.layout.lines import Line
from ingest.pages.sheet import Sheet

ZONE = 0.115  # of the height: heads and feet of real strategies lie within a ninth of it
NUMBER_ZONE = 0.18  # of the height: wide margins put a lone page number this far in


def zone(sheet: Sheet, line: Line) -> str | None:
    """Return "head" or "foot" for a line in these margins, else None."""
    middle = (line.top + line.bottom) / 2
    if middle < ZONE * sheet.height:
        return "head"
    return "foot" if middle > (1 - ZONE) * sheet.height else None


def near_edge(sheet: Sheet, line: Line) -> bool:
    """Whether a line stands where a lone page number may."""
    middle = (line.top + line.bottom) / 2
    return min(middle, sheet.height - middle) < NUMBER_ZONE * sheet.height
