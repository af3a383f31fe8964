"""A tile per place, as another way in. Positions are data; without them the alphabet orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from views.markup import text


@dataclass(frozen=True, slots=True)
class Tile:
    """One place with a line below its name and a tint ("#RRGGBB") of its own."""

    place: str
    line: str
    tint: str


def tiles_html(
    tiles: Sequence[Tile], positions: Mapping[str, tuple[int, int]] | None = None, columns: int = 4
) -> str:
    """Return tiles at their (column, row), both from 1; those without a position follow."""
    known = positions or {}
    wide = max([columns, *(column for column, _ in known.values())])
    parts = []
    for tile in sorted(tiles, key=lambda t: (t.place not in known, t.place)):
        at = known.get(tile.place)
        where = f"grid-column:{at[0]};grid-row:{at[1]};" if at else ""
        parts.append(
            f'<button class="lis-tile" data-act="place" data-id="{text(tile.place)}"'
            f' style="{where}border-top:6px solid {tile.tint}">'
            f"<b>{text(tile.place)}</b><small>{text(tile.line)}</small></button>"
        )
    return (
        f'<div class="lis-tiles" style="grid-template-columns:repeat({wide},minmax(0,1fr))">'
        f"{''.join(parts)}</div>"
    )
