from __future__ import annotations

import numpy as np
import pytest

from ingest.ocr.ink import Box, Picture, gaps_after, mended, pounds_before


def drawn(*letters: tuple[int, int]) -> Picture:
    """Black bars, from x to x, on a line that is 20 pixels high."""
    picture = np.full((20, 120, 3), 255, dtype=np.uint8)
    for x0, x1 in letters:
        picture[3:17, x0:x1] = 0
    return picture


def boxes(*letters: tuple[int, int]) -> list[Box]:
    return [(float(x0), 0.0, float(x1), 20.0) for x0, x1 in letters]


TWO_WORDS = (2, 12), (14, 24), (40, 50), (52, 62)  # letters 2 apart, words 16


@pytest.mark.parametrize(
    ("read", "after"),
    [
        (["a", "t", "o", "b"], [1]),
        (["4", "1", "p", "c"], [1]),
        (["t", ".", "T", "o"], [1]),
        (["a", " ", "o", "b"], []),  # the engine has read it
        (["2", "1", "1", "0"], []),  # a 1 has white at either side
        (["2", ".", "1", "0"], []),
        (["1", "1", ",", "b"], []),
        (["a", "s", "-", "b"], []),
    ],
)
def test_white_between_letters_is_a_space_that_was_not_read(
    read: list[str], after: list[int]
) -> None:
    for picture in (drawn(*TWO_WORDS), 255 - drawn(*TWO_WORDS)):
        found = gaps_after(picture, boxes(*TWO_WORDS), read)
        assert [i for i, gap in enumerate(found) if gap] == after


def test_a_line_without_letters_has_no_gaps() -> None:
    assert gaps_after(drawn(), [], []) == []


FIGURE = (30, 38), (40, 48)


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ([(20, 28)], 20),  # a mark as wide as a pound sign
        ([], None),
        ([(25, 28)], None),  # a speck
        ([(10, 18)], None),  # too far away to belong to the figure
        ([(4, 28)], None),  # a picture or a rule
    ],
)
def test_a_mark_that_was_not_read_before_a_figure(
    marks: list[tuple[int, int]], found: int | None
) -> None:
    picture = drawn(*marks, *FIGURE)
    assert pounds_before(picture, boxes(*FIGURE), ["4", "m"], 0.0) == [found, None]


def test_only_a_figure_that_opens_a_word_can_have_one() -> None:
    picture = drawn((20, 28), *FIGURE)
    assert pounds_before(picture, boxes(*FIGURE), ["a", "4"], 0.0) == [None, None]


def test_the_end_of_the_word_before_is_no_mark() -> None:
    letters = (2, 12), (12, 20), *FIGURE  # a box that ends within its letter's ink
    picture = drawn((2, 28), *FIGURE)
    assert pounds_before(picture, boxes(*letters), ["a", " ", "4", "m"], 0.0)[2] is None


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("f4.5m", "£4.5m"),
        ("(f60", "(£60"),
        ("9oo", "900"),
        ("1,9o0", "1,900"),
        ("55,0o0", "55,000"),
        ("2,ooo", "2,ooo"),  # nothing says that it is not a word
        ("pdf3", "pdf3"),
        ("off", "off"),
        ("2of", "2of"),
        ("Co2", "Co2"),
        ("fibn", "£1bn"),
        ("(flm", "(£1m"),
        ("film", "film"),
        ("fib", "fib"),
    ],
)
def test_figures_are_mended_and_words_are_not(read: str, meant: str) -> None:
    assert mended(read) == meant
