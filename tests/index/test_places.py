from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import PlacesError
from index.places import known_as, load_places, neighbours_of, shared_bodies, tiles_of

PLACES = load_places()


def test_england_has_36_areas_with_a_tile_each_and_neighbours_that_know_each_other() -> None:
    england = load_places([Path(__file__).parents[2] / "frameworks" / "places-england.toml"])
    assert len(england) == len({place.tile for place in england.values()}) == 36
    for place in england.values():
        assert place.neighbours, place.name
        for other in place.neighbours:
            assert place.name in england[other].neighbours, (place.name, other)


def test_tiles_of_neighbours_are_near() -> None:
    england = load_places([Path(__file__).parents[2] / "frameworks" / "places-england.toml"])
    far = [
        (place.name, other)
        for place in england.values()
        for other in place.neighbours
        if max(abs(a - b) for a, b in zip(place.tile, england[other].tile, strict=True)) > 3
    ]
    assert far == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Cheshire & Warrington", "Cheshire and Warrington"),
        ("West Midlands Combined Authority", "West Midlands"),
        ("D2N2", "Derby, Derbyshire, Nottingham and Nottinghamshire"),
        ("Oxfordshire Local Industrial Strategy", "Oxfordshire"),
        ("marches", "The Marches"),
        ("Atlantis", None),
    ],
)
def test_places_by_any_name(name: str, meant: str | None) -> None:
    found = known_as(PLACES, [name])
    assert [place.name for place in found.values()] == ([meant] if meant else [])


def test_neighbours_and_bodies_under_the_names_given() -> None:
    names = ["Cheshire & Warrington", "Greater Manchester", "Dorset", "Nowhere"]
    assert neighbours_of(PLACES, names) == {
        "Cheshire & Warrington": frozenset({"Greater Manchester"}),
        "Greater Manchester": frozenset({"Cheshire & Warrington"}),
        "Dorset": frozenset(),
    }
    assert shared_bodies(PLACES, names) == ("Northern Powerhouse", "Transport for the North")


def test_tiles_begin_at_one_and_never_meet() -> None:
    found = tiles_of(PLACES, ["Dorset", "Solent", "Nowhere"])
    assert found == {"Dorset": (1, 1), "Solent": (2, 1)}
    every = tiles_of(PLACES, PLACES)
    assert len(set(every.values())) == len(PLACES)
    assert tiles_of(PLACES, []) == {}


def test_what_is_no_list_of_places_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "places.toml"
    file.write_text("[[places]]\nname = 'A'\n", encoding="utf-8")
    with pytest.raises(PlacesError, match=r"places\.toml is not a list of places"):
        load_places([file])


def test_each_partnership_of_the_west_midlands_leads_to_its_one_strategy() -> None:
    names = ["Greater Birmingham & Solihull", "Coventry and Warwickshire", "Black Country"]
    assert {place.name for place in known_as(PLACES, names).values()} == {"West Midlands"}
