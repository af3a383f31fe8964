"""Boxes that hold exactly the words of a passage and no others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.document import BoundingBox
from ingest.pages.words import Word

REACH = 2.0  # points: more than the gap between two words is widened by


class WordField:
    """All visible words of one sheet, to ask what else a box would take in."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._edges: NDArray[np.float64] = np.array(
            [(w.x0, w.top, w.x1, w.bottom) for w in words], dtype=np.float64
        ).reshape(-1, 4)
        first, last = self._edges[:, :2], self._edges[:, 2:]
        self._low: NDArray[np.float64] = np.minimum(first, last).T
        self._high: NDArray[np.float64] = np.maximum(first, last).T
        self._place = {id(word): i for i, word in enumerate(words)}

    def others(self, words: Sequence[Word]) -> NDArray[np.float64]:
        """Return the boxes of all words but these that reach into the box around these."""
        if not words:
            return self._edges[:0]
        (low_x, low_y), (high_x, high_y) = self._low, self._high
        near: NDArray[np.bool_] = (
            (high_x > min([w.x0 for w in words]) - REACH)
            & (low_x < max([w.x1 for w in words]) + REACH)
            & (high_y > min([w.top for w in words]) - REACH)
            & (low_y < max([w.bottom for w in words]) + REACH)
        )
        near[[self._place[id(word)] for word in words if id(word) in self._place]] = False
        edges: NDArray[np.float64] = self._edges[near]
        return edges


def boxes_of(sheet: int, lines: Sequence[Sequence[Word]], field: WordField) -> list[BoundingBox]:
    """Return boxes around the given words, line by line, joined where nothing foreign comes in.

    Edges are drawn back from neighbouring words as far as the centres of the own words
    allow, so that reading the page under the boxes gives the passage and nothing else.
    """
    own = [word for line in lines for word in line]
    others = field.others(own)
    boxes: list[BoundingBox] = []
    members: list[list[Word]] = []
    for line in (run for whole in lines for run in _runs(sheet, whole, others)):
        box = _around(sheet, line)
        if boxes and _flows(boxes[-1], box) and not _takes_in(boxes[-1].union(box), others):
            boxes[-1] = boxes[-1].union(box)
            members[-1].extend(line)
        else:
            boxes.append(box)
            members.append(list(line))
    return [_draw_back(box, words, others) for box, words in zip(boxes, members, strict=True)]


def _runs(sheet: int, line: Sequence[Word], others: NDArray[np.float64]) -> list[Sequence[Word]]:
    """Cut a line where foreign words stand within it, as struck ones do."""
    if len(line) < 2 or not len(others) or not _takes_in(_around(sheet, line), others):
        return [line] if line else []
    ordered = sorted(line, key=lambda word: word.x0)
    runs = [[ordered[0]]]
    for before, word in pairwise(ordered):
        gap = BoundingBox(
            sheet,
            before.x1 - 1,
            min(before.top, word.top),
            word.x0 + 1,
            max(before.bottom, word.bottom),
        )
        if gap.width > 2 and _takes_in(gap, others):
            runs.append([])
        runs[-1].append(word)
    return list(runs)


def _around(sheet: int, words: Sequence[Word]) -> BoundingBox:
    return BoundingBox(
        sheet,
        min([word.x0 for word in words]),
        min([word.top for word in words]),
        max([word.x1 for word in words]),
        max([word.bottom for word in words]),
    )


def _flows(above: BoundingBox, below: BoundingBox) -> bool:
    """Whether a line simply follows in the same column."""
    side_by_side = min(above.x1, below.x1) - max(above.x0, below.x0)
    return (
        side_by_side > 0
        and below.top > above.top
        and below.top - above.bottom < 2 * below.height + 6
    )


def _takes_in(box: BoundingBox, others: NDArray[np.float64]) -> bool:
    """Whether the centre of a foreign word lies inside the box."""
    if not len(others):
        return False
    x = (others[:, 0] + others[:, 2]) / 2
    y = (others[:, 1] + others[:, 3]) / 2
    inside = (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)
    # A long foreign word may reach in although its centre lies outside.
    wide = (
        (np.minimum(others[:, 2], box.x1) - np.maximum(others[:, 0], box.x0) > 1.0)
        & (y > box.top)
        & (y < box.bottom)
    )
    return bool((inside | wide).any())


def _draw_back(box: BoundingBox, words: Sequence[Word], others: NDArray[np.float64]) -> BoundingBox:
    if not len(others):
        return box
    meets = (
        (others[:, 0] < box.x1)
        & (others[:, 2] > box.x0)
        & (others[:, 1] < box.bottom)
        & (others[:, 3] > box.top)
    )
    if not meets.any():
        return box
    first = min((w.top + w.bottom) / 2 for w in words)
    last = max((w.top + w.bottom) / 2 for w in words)
    left = min((w.x0 + w.x1) / 2 for w in words)
    right = max((w.x0 + w.x1) / 2 for w in words)
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    for other in others[meets]:
        if top < other[3] < first:
            top = float(other[3])
        elif last < other[1] < bottom:
            bottom = float(other[1])
        elif x0 < other[2] < left:
            x0 = float(other[2])
        elif right < other[0] < x1:
            x1 = float(other[0])
    return BoundingBox(box.sheet, x0, top, x1, bottom)
