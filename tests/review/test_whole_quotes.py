"""Quotes are widened to whole sentences, always exact, and never to another promise."""

import pytest

from review.logframes.logframe import Quote
from review.logframes.whole_quotes import LONGEST, whole
from tests.review.promised import row, strategy, told

TEXT = "Trade grew. With the college, we will open a yard by 2027, if consent is given. It is near."


def quote(text: str, words: str) -> Quote:
    passage = strategy(told(text)).passages[0]
    start = text.index(words)
    return Quote(passage, start, start + len(words))


def test_a_quote_cut_within_a_sentence_is_widened_to_it() -> None:
    found = whole(quote(TEXT, "we will open a yard by 2027"))
    assert found.text == "With the college, we will open a yard by 2027, if consent is given."
    assert found.text in TEXT


def test_another_promise_in_the_sentence_keeps_the_quote_as_it_is() -> None:
    cut = quote(TEXT, "we will open a yard by 2027")
    assert whole(cut, [(TEXT.index("if consent"), TEXT.index(" It"))]) == cut


def test_of_a_long_sentence_the_end_is_left_out() -> None:
    tail = ", where" + " many people work" * 30
    found = whole(quote(f"Trade grew. In May we will open a yard{tail}.", "will open a yard"))
    assert found.text == "In May we will open a yard"


def test_a_quote_far_within_a_long_sentence_stays() -> None:
    cut = quote("Where" + " many people work" * (LONGEST // 10) + " we will dig.", "we will dig")
    assert whole(cut) == cut


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("We will dig ponds; and fill them.", "fill them", "We will dig ponds; and fill them."),
        ("Ask all. - We will dig ponds. - Rest.", "dig ponds", "We will dig ponds."),
    ],
)
def test_a_semicolon_goes_on_and_a_dashed_item_begins_anew(
    text: str, words: str, expected: str
) -> None:
    assert whole(quote(text, words)).text == expected


def test_a_table_row_is_quoted_cell_by_cell() -> None:
    made = strategy(row((("Measure", "Firms"), ("Target", "20")), 2030, target="20"))
    cut = Quote(made.passages[0], 6, 8)
    assert whole(cut) == cut
