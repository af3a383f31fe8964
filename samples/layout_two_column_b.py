"""The two-column report of another studio: a city's colours, serif text and a skyline of blocks."""

from __future__ import annotations

from typing import ClassVar, Final

from samples.ink import Fill
from samples.layout_two_column import Faces, Palette, TwoColumn, report_theme
from samples.theme import Theme
from samples.typefaces import LATO, LATO_BLACK, LATO_BOLD, LATO_LIGHT, SERIF

MIDNIGHT_AND_MAGENTA: Final = Palette(
    ink="#20202a",
    deep="#2d1e5f",
    bright="#c2185b",
    pale="#fdf3d8",
    shadow="#43308a",
    glow="#ffd75e",
    head="#e3def2",
)
LATO_AND_SERIF: Final = Faces(SERIF, LATO_LIGHT, LATO_BOLD, LATO_BOLD, LATO_BLACK, LATO)


class TwoColumnB(TwoColumn):
    """Same grid, page numbers and order in the file as `TwoColumn`."""

    palette: ClassVar[Palette] = MIDNIGHT_AND_MAGENTA
    faces: ClassVar[Faces] = LATO_AND_SERIF
    theme: ClassVar[Theme] = report_theme(LATO_AND_SERIF, MIDNIGHT_AND_MAGENTA, 9.0)

    def skyline(self, left: float, foot: float, tallest: float, colour: str) -> tuple[Fill, ...]:
        shares = (0.45, 0.8, 0.62, 1.0, 0.7, 0.36, 0.55)
        return tuple(
            Fill(left - 60 + 33 * n, foot - tallest * share, 33, tallest * share, colour)
            for n, share in enumerate(shares)
        )
