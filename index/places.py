"""Places as data: who leads them, whom they border on, what they share, where their tile stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import PlacesError

_ROOT = Path(__file__).resolve().parents[1]
_TITLE = re.compile(r"\s+(?:local industrial strategy|industrial strategy|lep)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that may write a strategy. `tile` is its column and row on the map, from 1.

    `also` are other names of it, `neighbours` names of places, `bodies` what it shares with others.
    """

    name: str
    lead_body: str
    also: tuple[str, ...]
    neighbours: frozenset[str]
    bodies: frozenset[str]
    tile: tuple[int, int]


def bundled_places() -> tuple[Path, ...]:
    """Return the files that ship: England's places and those of the samples."""
    return _ROOT / "frameworks" / "places-england.toml", _ROOT / "samples" / "places.toml"


def load_places(files: Sequence[Path] | None = None) -> Mapping[str, Place]:
    """Return places by name; PlacesError, in one line, when a file is not a list of places."""
    places: dict[str, Place] = {}
    for file in bundled_places() if files is None else files:
        try:
            rows = tomllib.loads(file.read_text(encoding="utf-8"))["places"]
            places |= {row["name"]: _place(row) for row in rows}
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise PlacesError(f"{file.name} is not a list of places: {error}") from error
    return places


def _place(row: Mapping[str, Any]) -> Place:
    column, line = row["tile"]
    return Place(
        row["name"],
        row.get("lead_body", ""),
        tuple(row.get("also", ())),
        frozenset(row.get("neighbours", ())),
        frozenset(row.get("bodies", ())),
        (int(column), int(line)),
    )


def known_as(places: Mapping[str, Place], names: Iterable[str]) -> dict[str, Place]:
    """Return the place that each name means, however it is spelt; unknown names are left out."""
    spelt = {_folded(n): p for p in places.values() for n in (p.lead_body, *p.also)}
    spelt |= {_folded(p.name): p for p in places.values()}
    return {name: spelt[key] for name in names if (key := _folded(name)) in spelt}


def neighbours_of(places: Mapping[str, Place], names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return which of the named places border on which, under the names given."""
    known = known_as(places, names)
    given = {place.name: name for name, place in known.items()}
    return {
        name: frozenset(given[other] for other in place.neighbours if other in given)
        for name, place in known.items()
    }


def shared_bodies(places: Mapping[str, Place], names: Iterable[str]) -> tuple[str, ...]:
    """Return the bodies that two or more of the named places belong to."""
    known = {place.name: place for place in known_as(places, names).values()}
    held = [body for place in known.values() for body in place.bodies]
    return tuple(sorted({body for body in held if held.count(body) > 1}))


def tiles_of(places: Mapping[str, Place], names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return column and row of each known place, moved so that the map begins at 1, 1.

    Where two sets of places meet on one tile, the later one by name goes to the next free row.
    """
    known = sorted(known_as(places, names).items())
    if not known:
        return {}
    left = min(place.tile[0] for _, place in known) - 1
    top = min(place.tile[1] for _, place in known) - 1
    taken: dict[tuple[int, int], str] = {}
    for name, place in known:
        column, row = place.tile[0] - left, place.tile[1] - top
        while (column, row) in taken:
            row += 1
        taken[column, row] = name
    return {name: tile for tile, name in taken.items()}


def _folded(name: str) -> str:
    plain = " ".join(name.casefold().replace("&", " and ").replace(",", " ").split())
    return _TITLE.sub("", plain).removeprefix("the ")
