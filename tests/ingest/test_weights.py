"""Which faces count as bold."""

from __future__ import annotations

import pytest

from ingest.layout.lines import line_of
from ingest.pages.shapes import Shapes
from ingest.pages.sheet import Sheet
from ingest.pages.weights import mark_heavier
from ingest.pages.words import Frame, Word


def sheet_of(*words: tuple[str, str]) -> Sheet:
    """Return a sheet with one word of each (font, text) on a line of its own."""
    made = [
        Word(text, 0, 12 * i, 40, 12 * i + 8, 10, False, False, font, 0, 0, i, 12 * i + 8, True)
        for i, (font, text) in enumerate(words)
    ]
    lines = [line_of([word]) for word in made]
    return Sheet(1, Frame(0, 0, 595, 842, 0), made, lines, Shapes())


@pytest.mark.parametrize(
    ("fonts", "bold"),
    [
        (["ABCDEF+Fedra-Medium", *["Fedra-Book"] * 9], [True] + [False] * 9),
        (["Fedra-Medium"] * 10, [False] * 10),
        (["Fedra-Medium", *["Other-Book"] * 9], [False] * 10),
        (["CMBX12", *["CMR10"] * 9], [True] + [False] * 9),
        (["KoPubDotumMedium", *["KoPubDotumLight"] * 9], [True] + [False] * 9),
        # Weights beyond the scale tell by how much one face is heavier than the text's.
        (["CIDFont+F3@3696", *["CIDFont+F4@3472"] * 9], [True] + [False] * 9),
        (["CIDFont+F3@3500", *["CIDFont+F4@3472"] * 9], [False] * 10),
    ],
)
def test_a_face_is_bold_beside_a_lighter_one_that_sets_the_text(
    fonts: list[str], bold: list[bool]
) -> None:
    sheet = sheet_of(*((font, "regional") for font in fonts))
    mark_heavier([sheet])
    assert [word.bold for word in sheet.words] == bold
    assert [line.bold for line in sheet.lines] == bold
