from __future__ import annotations

import pytest

from index.searching.word_likeness import word_likeness


def test_rare_words_in_common_outweigh_common_ones() -> None:
    others = [
        "The department agrees with the committee on evidence.",
        "The department agrees with the committee on obesity.",
        "The department agrees with the committee on roads.",
    ]
    alike = word_likeness("The committee urges action on obesity by the department.", others)
    assert alike.argmax() == 1
    assert alike[0] == alike[2] < alike[1]


def test_a_text_is_wholly_like_itself_and_unlike_what_shares_no_word() -> None:
    text = "Peat holds carbon."
    assert word_likeness(text, [text, "Trams run late.", ""]).tolist() == pytest.approx([1, 0, 0])


def test_without_words_or_others_nothing_is_alike() -> None:
    assert word_likeness("", ["Peat holds carbon."]).tolist() == [0.0]
    assert word_likeness("Peat", []).tolist() == []
