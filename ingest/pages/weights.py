"""Which faces of a document are bold beside its own text, whatever their names and numbers say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.layout.lines import line_of
from ingest.pages.sheet import Sheet

SUBSET = re.compile(r"^[A-Z]{6}\+")
HEAVIER = re.compile(r"[-,]?(?:medium|demi|semi)\w*$", re.I)
ANY_WEIGHT = re.compile(
    r"[-,]?(?:thin|light|book|regular|roman|text|normal|medium|demi|semi)\w*$", re.I
)
TEX_BOLD = re.compile(r"^(?:cm|ec|sf)bx\w*\d", re.I)  # "bold extended" of the TeX fonts
ODD_WEIGHT = re.compile(r"@(\d+)$")
STEM = 160  # on the scale of weights: stems of bold letters are thicker than others by as much
BODY_SHARE = 3.0  # times the letters of a medium face: a lighter one with more is the text's


def mark_heavier(sheets: Sequence[Sheet]) -> None:
    """Mark words in a medium face as bold where a lighter face of its family sets the text."""
    set_in: Counter[str] = Counter()
    for sheet in sheets:
        for word in sheet.words:
            set_in[word.font] += len(word.text)
    letters: Counter[str] = Counter()
    for font, count in set_in.items():
        letters[SUBSET.sub("", font)] += count
    light: dict[str, int] = defaultdict(int)
    for font, count in letters.items():
        if not HEAVIER.search(font):
            light[ANY_WEIGHT.sub("", font)] += count
    bold = {
        font
        for font, count in letters.items()
        if TEX_BOLD.match(font)
        or (HEAVIER.search(font) and light[ANY_WEIGHT.sub("", font)] > BODY_SHARE * count)
    }
    bold |= _of_thicker_stems(letters)
    named = {font for font in set_in if SUBSET.sub("", font) in bold}
    for sheet in sheets if bold else ():
        for line in sheet.lines:
            heavier = [w for w in line.words if not w.bold and w.font in named]
            for word in heavier:
                word.bold = True
            if heavier:
                line.bold = line_of(line.words).bold


def _of_thicker_stems(letters: Counter[str]) -> set[str]:
    """Return the faces heavier than the text's among those whose weights are beyond the scale."""
    weights = {font: int(m.group(1)) for font in letters if (m := ODD_WEIGHT.search(font))}
    if len(weights) < 2:
        return set()
    text = max(weights, key=lambda font: letters[font])
    return {font for font, weight in weights.items() if weight >= weights[text] + STEM}
