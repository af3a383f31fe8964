from __future__ import annotations

import re

from views.tile_map import Tile, tiles_html

TILES = [Tile(place, "", "#000000") for place in ("Crowle", "Aldwick", "Bramley")]


def said(markup: str) -> list[str]:
    """Return the sentences and the tiles with their place in the grid, in order."""
    found = re.findall(r"<p>(.*?)</p>|style=\"([^\"]*)border-top[^>]*><b>(.*?)</b>", markup)
    return [sentence or f"{where}{place}" for sentence, where, place in found]


def test_places_without_a_tile_stand_apart_by_the_alphabet_and_the_map_says_so() -> None:
    assert said(tiles_html(TILES, {"Bramley": (2, 1)})) == [
        "Tiles stand roughly as the places lie to one another.",
        "grid-column:2;grid-row:1;Bramley",
        "Nobody has said where these lie; they follow by the alphabet.",
        "Aldwick",
        "Crowle",
    ]


def test_without_any_tile_all_stand_by_the_alphabet() -> None:
    assert said(tiles_html(TILES)) == [
        "Nobody has said where the places lie; they stand by the alphabet.",
        "Aldwick",
        "Bramley",
        "Crowle",
    ]


def test_the_map_is_as_wide_as_its_tiles_and_needs_no_words_about_others() -> None:
    markup = tiles_html(TILES[:1], {"Crowle": (7, 3)})
    assert "repeat(7," in markup
    assert said(markup) == [
        "Tiles stand roughly as the places lie to one another.",
        "grid-column:7;grid-row:3;Crowle",
    ]
