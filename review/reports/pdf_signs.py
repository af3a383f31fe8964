"""Signs that the PDF's font has no shape for: told by those it has, or owned up to."""

from __future__ import annotations

import unicodedata
from collections.abc import Set
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from review.reports.cells import plain

FONT, BOLD = "ReportVera", "ReportVeraBold"
_SAME: Final = {
    "‐": "-",
    "‑": "-",
    "‒": "–",
    "⁃": "•",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\ufeff": "",
}
"""Signs that look like, or are read as, others; what NFKC folds needs no line here."""


def register_fonts() -> Set[int]:
    """Register the fonts that come with reportlab, which go into the file; return their signs."""
    import reportlab
    from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    if BOLD not in getRegisteredFontNames():
        folder = Path(reportlab.__file__).parent / "fonts"
        registerFont(TTFont(FONT, str(folder / "Vera.ttf")))
        registerFont(TTFont(BOLD, str(folder / "VeraBd.ttf")))
    known: Set[int] = getFont(FONT).face.charToGlyph.keys()
    return known


def markup(words: str, known: Set[int]) -> str:
    """Return words for a paragraph of reportlab; "CO₂" gets a lowered figure of the font."""
    return "".join(_sign(c, known) for c in plain(words))


def lacking(words: str, known: Set[int]) -> list[str]:
    """Return the signs that show as a box, each once."""
    signs = set(plain(words)) - set("\n\t")
    return sorted(c for c in signs if ord(c) not in known and _like(c, known) is None)


def _sign(sign: str, known: Set[int]) -> str:
    if ord(sign) in known or sign in "\n\t":
        return escape(sign)
    like = _like(sign, known)
    if like is None:
        return sign
    kind = unicodedata.decomposition(sign).partition(" ")[0]
    tag = {"<sub>": "sub", "<super>": "super"}.get(kind)
    return f"<{tag}>{escape(like)}</{tag}>" if tag else escape(like)


def _like(sign: str, known: Set[int]) -> str | None:
    """Return signs of the font that say the same, or None."""
    if sign in _SAME:
        return _SAME[sign]
    folded = unicodedata.normalize("NFKC", sign).replace("\u2044", "/")
    return folded if all(ord(c) in known for c in folded) else None
