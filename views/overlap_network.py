"""Places as a ring, joined where their strategies overlap; the thicker, the more."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from index.comparing.overlaps import Overlap

LEVEL = 0.2  # so near the top or bottom of the ring a name stands above or below its dot
THICKEST = 9.0  # pixels: more would hide the lines beside it


CROWDED = 16
"""Places from which names stand on spokes, and of each place only its closest are joined: forty
places have 780 pairs, and all their lines together are a grey disc."""

CLOSEST = 2
SPOKE = 205  # pixels outside a crowded ring: "Cambridgeshire and Peterborough" at 12 pixels

Pairs = Mapping[tuple[str, str], Sequence[Overlap]]


def places_in(found: Pairs) -> list[str]:
    """Return the places of a network, by the alphabet."""
    return sorted({place for pair in found for place in pair})


def drawn_pairs(found: Pairs) -> Pairs:
    """Return the pairs that are drawn: all, or where places crowd the closest of each."""
    places = places_in(found)
    if len(places) < CROWDED:
        return found
    kept: set[tuple[str, str]] = set()
    for place in places:
        mine = sorted((p for p in found if place in p), key=lambda p: (-len(found[p]), p))
        kept.update(mine[:CLOSEST])
    return {pair: found[pair] for pair in kept}


def network_option(found: Pairs) -> dict[str, Any]:
    """Return the network as an ECharts option; a ring, because it stays put when data change."""
    places = places_in(found)
    option = _option(places, drawn_pairs(found))
    if len(places) >= CROWDED:
        (series,) = option["series"]
        series |= {"layout": "circular", "circular": {"rotateLabel": True}}
        series |= dict.fromkeys(("top", "bottom", "left", "right"), SPOKE)
        for link in series["links"]:
            link["lineStyle"] = {"width": 1 + (link["lineStyle"]["width"] - 1) / 4}
        for node in series["data"]:
            del node["x"], node["y"]
            node["symbolSize"] = 9
            node["label"] = {**node["label"], "position": "right", "fontSize": 12}
    return option


def _option(places: Sequence[str], found: Pairs) -> dict[str, Any]:
    most = max([len(overlaps) for overlaps in found.values()] or [1])
    return {
        "animation": False,
        "aria": {"enabled": True},
        "tooltip": {"show": False},
        "series": [
            {
                "type": "graph",
                "layout": "none",
                "roam": False,
                "preserveAspect": True,
                "left": 180,
                "right": 180,
                "top": 40,
                "bottom": 40,
                "itemStyle": {"color": "#1d70b8"},
                "lineStyle": {"color": "#6f777b", "curveness": 0.1, "opacity": 0.75},
                "data": [_node(place, i, len(places)) for i, place in enumerate(places)],
                "links": [
                    {
                        "source": a,
                        "target": b,
                        "value": len(overlaps),
                        "lineStyle": {"width": 1 + (THICKEST - 1) * len(overlaps) / most},
                    }
                    for (a, b), overlaps in sorted(found.items())
                ],
            }
        ],
    }


def _node(place: str, number: int, of: int) -> dict[str, Any]:
    """Return a place on the ring, clockwise from the top, its name on the outside."""
    angle = 2 * math.pi * number / of
    across = math.sin(angle)
    side = "top" if abs(across) < LEVEL and math.cos(angle) > 0 else "bottom"
    if abs(across) >= LEVEL:
        side = "right" if across > 0 else "left"
    label = {"show": True, "position": side, "fontSize": 15, "color": "#0b0c0c"}
    return {
        "name": place,
        "x": round(100 * across, 3),
        "y": round(-100 * math.cos(angle), 3),
        "symbolSize": 14,
        "label": label,
    }
