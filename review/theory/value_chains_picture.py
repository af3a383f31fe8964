"""Draws a value chain as SVG: a column for each part that somebody plays."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Final

from index.comparing.relations import Relation
from review.theory.value_chains import Part, Place, Tie, ValueChain

WIDTH: Final = 210  # pixels of a box
HEIGHT: Final = 118
ACROSS: Final = WIDTH + 50
DOWN: Final = HEIGHT + 16
LETTERS: Final = 32  # of 12 pixel type that fit into a box
_TINTS: Final = {
    Part.SUPPLY: "#E3EDF9",
    Part.TEST: "#EDE4F5",
    Part.MAKE: "#FFF3D6",
    Part.DEPLOY: "#E5F2E4",
    Part.USE: "#FBE4DC",
}


def chain_picture(chain: ValueChain) -> str:
    """Return one chain as SVG; its table twin is `value_chains.chains_csv`."""
    used = [part for part in Part if any(place.part is part for place in chain.places)]
    rows = dict.fromkeys(used, 0)
    at: list[tuple[int, int]] = []
    for place in chain.places:
        at.append((20 + used.index(place.part) * ACROSS, 76 + rows[place.part] * DOWN))
        rows[place.part] += 1
    width, height = 40 + len(used) * ACROSS - 50, 90 + max(rows.values()) * DOWN
    title = escape(f"Value chain: {', '.join(chain.about)}", quote=True)
    heads = [
        f"<text x='{20 + n * ACROSS}' y='58' font-weight='bold'>{part.value.capitalize()}</text>"
        for n, part in enumerate(used)
    ]
    return "\n".join(
        (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' "
            f"width='{width}' height='{height}' role='img' aria-label='{title}' "
            "font-family='sans-serif' font-size='12'>",
            f"<rect width='{width}' height='{height}' fill='#FFFFFF'/>",
            f"<text x='20' y='28' font-size='16' font-weight='bold'>{title}</text>",
            *heads,
            *(_tie(tie, at[tie.source], at[tie.target]) for tie in chain.ties),
            *(_box(place, *where) for place, where in zip(chain.places, at, strict=True)),
            "</svg>",
        )
    )


def _tie(tie: Tie, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Draw a curve between two boxes, dashed where they only do the same thing."""
    (x0, y0), (x1, y1) = start, end
    apart = x0 != x1
    right = x0 + WIDTH
    to = x1 if apart else right
    near = to - 25 if apart else to + 40
    dash = "" if tie.relation is Relation.COMPLEMENTARY else " stroke-dasharray='5 3'"
    half = HEIGHT // 2
    return (
        f"<path d='M{right},{y0 + half} C{right + (25 if apart else 40)},{y0 + half} "
        f"{near},{y1 + half} {to},{y1 + half}' fill='none' stroke='#505A5F' "
        f"stroke-width='1.5'{dash}><title>{escape(tie.why)}</title></path>"
    )


def _box(place: Place, x: int, y: int) -> str:
    words = " ".join(place.member.quote.split())
    lines = textwrap.wrap(words, LETTERS, max_lines=5, placeholder=" …")
    texts = "".join(
        f"<text x='{x + 8}' y='{y + 36 + 15 * n}'>{escape(line)}</text>"
        for n, line in enumerate(lines)
    )
    return (
        f"<g><title>{escape(words)}</title><rect x='{x}' y='{y}' width='{WIDTH}' "
        f"height='{HEIGHT}' rx='3' fill='{_TINTS[place.part]}' stroke='#505A5F'/>"
        f"<text x='{x + 8}' y='{y + 18}' font-weight='bold'>{escape(place.member.place)}</text>"
        f"{texts}</g>"
    )
