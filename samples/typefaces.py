"""The typefaces of the five layouts and how far their ink reaches.

Free fonts come from PyPI packages and are embedded. Times and Helvetica are not embedded, as in
many office-made PDFs, so that a reader of PDFs meets both cases.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# PyPI package -> the faces we set from it: (our name, file)
_FILES: Final = {
    "font_source_sans_pro": ("Regular", "It", "Semibold", "Bold", "Light", "Black"),
    "font_source_serif_pro": ("Regular", "It", "Semibold", "Bold"),
    "font_caladea": ("Regular", "Italic", "Bold"),
    "font_lato": ("Regular", "Italic", "Bold", "Black", "Light"),
}

# Ink above and below the baseline, in em, enough for brackets and accented small letters.
ASCENT: Final = 0.76
DESCENT: Final = 0.24


@dataclass(frozen=True, slots=True)
class Face:
    """A registered font; `ligatures` says that it has glyphs for U+FB01 and U+FB02."""

    name: str
    ligatures: bool = False

    def width(self, text: str, size: float) -> float:
        _register()
        return float(pdfmetrics.stringWidth(text, self.name, size))


@cache
def _register() -> None:
    for package, styles in _FILES.items():
        try:
            folder = Path(str(importlib.import_module(package).font_directory))
        except ImportError as error:
            wheel = package.replace("_", "-")
            raise RuntimeError(f"the samples are set in {wheel}: pip install {wheel}") from error
        family = "".join(part.capitalize() for part in package.split("_")[1:])
        for style in styles:
            name = f"{family}-{style}"
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


SANS = Face("SourceSansPro-Regular")
SANS_ITALIC = Face("SourceSansPro-It")
SANS_SEMIBOLD = Face("SourceSansPro-Semibold")
SANS_BOLD = Face("SourceSansPro-Bold")
SANS_LIGHT = Face("SourceSansPro-Light")
SANS_BLACK = Face("SourceSansPro-Black")
SERIF = Face("SourceSerifPro-Regular")
SERIF_ITALIC = Face("SourceSerifPro-It")
SERIF_SEMIBOLD = Face("SourceSerifPro-Semibold")
SERIF_BOLD = Face("SourceSerifPro-Bold")
CALADEA = Face("Caladea-Regular", ligatures=True)
CALADEA_ITALIC = Face("Caladea-Italic", ligatures=True)
CALADEA_BOLD = Face("Caladea-Bold", ligatures=True)
LATO = Face("Lato-Regular")
LATO_ITALIC = Face("Lato-Italic")
LATO_BOLD = Face("Lato-Bold")
LATO_BLACK = Face("Lato-Black")
LATO_LIGHT = Face("Lato-Light")
TIMES = Face("Times-Roman")
TIMES_ITALIC = Face("Times-Italic")
TIMES_BOLD = Face("Times-Bold")
HELVETICA = Face("Helvetica")
HELVETICA_BOLD = Face("Helvetica-Bold")
