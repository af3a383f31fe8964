"""What is joined, and what keeps its hyphen, where a word breaks at the end of a line."""

import pytest

from ingest.layout.lines import Line, line_of
from ingest.layout.prose import Vocabulary, text_of
from ingest.pages.words import Word


def line_of_words(text: str) -> Line:
    """Set words of ten points, five wide to a letter, on one baseline."""
    words, x = [], 50.0
    for order, word in enumerate(text.split()):
        x1 = x + 5 * len(word)
        style = (10.0, False, False, "Serif", 0, 0, order, 108.0, bool(order))
        words.append(Word(word, x, 100.0, x1, 110.0, *style))
        x = x1 + 3
    return line_of(words)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["you may ask any-", "one who works"], "you may ask anyone who works"),
        (["all agreed stand-", "ard terms"], "all agreed standard terms"),
        (["some of the world-", "class firms"], "some of the world-class firms"),
        (["nearly seventy-", "five firms"], "nearly seventy-five firms"),
        (["the hazardous-envir-", "onment robot"], "the hazardous-environment robot"),
        (["our state-of-", "the-art yard"], "our state-of-the-art yard"),
        (["keep it up-to-", "date now"], "keep it up-to-date now"),
        (["the town’s sixth-", "form college"], "the town’s sixth-form college"),
    ],
)
def test_a_broken_word(lines, expected):
    held = [line_of_words(text) for text in (*lines, "we stand for any one of the five")]
    assert text_of([line.words for line in held[: len(lines)]], Vocabulary(held)) == expected


def test_the_rest_of_a_broken_word_is_no_word_of_the_document():
    held = [line_of_words("they under-"), line_of_words("stand the ard"), line_of_words("ard on")]
    assert not Vocabulary(held).keeps_hyphen("stand", "ard")
