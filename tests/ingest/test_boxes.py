"""Boxes around words: what is far from them does not matter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.layout.boxes import WordField, boxes_of
from ingest.pages.words import Word


class WholePage(WordField):
    """Looks at every other word of the page, near or far."""

    def others(self, words: Sequence[Word]) -> NDArray[np.float64]:
        own = {id(word) for word in words}
        edges = [row for row, key in zip(self._edges, self._place, strict=True) if key not in own]
        return np.array(edges).reshape(-1, 4)


def word(x0: float, top: float, width: float, height: float) -> Word:
    return Word("w", x0, top, x0 + width, top + height, 9, False, False, "F", 0, 0, 0, top, True)


PLACES = st.builds(
    word, *(st.integers(0, 60).map(float) for _ in range(2)), *(st.sampled_from([0.5, 4, 20]),) * 2
)


@given(st.lists(PLACES, min_size=1, max_size=14), st.integers(1, 8))
@settings(max_examples=300, deadline=None)
def test_words_out_of_reach_change_no_box(words: list[Word], count: int) -> None:
    own = words[:count]
    lines = [own[i : i + 3] for i in range(0, len(own), 3)]
    assert boxes_of(1, lines, WordField(words)) == boxes_of(1, lines, WholePage(words))


def test_no_words_take_no_box_and_have_no_neighbours() -> None:
    field = WordField([word(0, 0, 5, 5)])
    assert boxes_of(1, [], field) == []
    assert len(field.others([])) == 0
