"""Units: what is read as one on a page, a table, a coloured box or a drawing with its labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.layout.lines import Line
from ingest.pages.shapes import Shape
from ingest.tables.target_tables import Table


class RegionKind(StrEnum):
    """What holds the lines of a region together."""

    TABLE = "table"
    PANEL = "panel"
    FIGURE = "figure"


@dataclass(slots=True)
class Region:
    """A unit of reading order with the lines it holds."""

    kind: RegionKind
    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)
    table: Table | None = None
    inner: list[Region] = field(default_factory=list)

    def surrounds(self, other: Region) -> bool:
        return (
            self.x0 - 2 <= other.x0
            and other.x1 <= self.x1 + 2
            and self.top - 2 <= other.top
            and other.bottom <= self.bottom + 2
        )


def stands_on(line: Line, shape: Shape) -> bool:
    """Whether a line lies on a shape, by its edges and its middle."""
    middle = (line.top + line.bottom) / 2
    return (
        shape.x0 - 1 <= line.x0 and line.x1 <= shape.x1 + 1 and shape.top <= middle <= shape.bottom
    )
