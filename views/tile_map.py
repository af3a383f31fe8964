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
    """Return tiles at their (column, row), both from 1; those without a position by the alphabet.

    Where some have one and some do not, the rest stands below and the map says so.
    """
    known = positions or {}
    ordered = sorted(tiles, key=lambda tile: tile.place)
    mapped = [tile for tile in ordered if tile.place in known]
    others = [tile for tile in ordered if tile.place not in known]
    wide = max((column for column, _ in known.values()), default=columns)
    parts = []
    if mapped:
        parts.append("<p>Tiles stand roughly as the places lie to one another.</p>")
        parts.append(_grid([_tile(tile, known[tile.place]) for tile in mapped], wide))
    if mapped and others:
        parts.append("<p>Nobody has said where these lie; they follow by the alphabet.</p>")
    elif others:
        parts.append("<p>Nobody has said where the places lie; they stand by the alphabet.</p>")
    if others:
        parts.append(_grid([_tile(tile) for tile in others], columns))
    return "".join(parts)


def _grid(tiles: Sequence[str], columns: int) -> str:
    return (
        f'<div class="lis-tiles" style="grid-template-columns:repeat({columns},minmax(0,1fr))">'
        f"{''.join(tiles)}</div>"
    )


def _tile(tile: Tile, at: tuple[int, int] | None = None) -> str:
    where = f"grid-column:{at[0]};grid-row:{at[1]};" if at else ""
    return (
        f'<button class="lis-tile" data-act="place" data-id="{text(tile.place)}"'
        f' style="{where}border-top:6px solid {tile.tint}">'
        f"<b>{text(tile.place)}</b><small>{text(tile.line)}</small></button>"
    )
