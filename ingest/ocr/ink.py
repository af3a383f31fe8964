"""What the ink of a line tells beside what the engine read: spaces, and marks it does not know.

The models read English well but leave out spaces in tightly set lines, have no pound sign and
take a nought for an o.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels

INK: Final = 60  # of 255: what differs more from the paper is ink, not the grain of a scan
SPACE: Final = 0.17  # of the line box: white between two words; letters stand closer
MARK: Final = (0.25, 0.7)  # of the line box: how wide a pound sign is
NEAR: Final = 0.15  # of the line box: how close it stands to its figure
OPENING: Final = '([“‘"£$'
CLOSING: Final = ".,;:!?)]”%"
POUND: Final = re.compile(r"(?<!\w)f(?=\d)")
"""The models read a pound sign as an f or not at all; no English word has an f before a figure."""
POUND_ONE: Final = re.compile(r"(?<!\w)f[il](?=(?:bn|m|tn|k)\b)")
"""The sum of one so read: "£1bn" as "fibn"; no English word begins and ends so."""
NOUGHTS: Final = re.compile(r"(?<=\d)[oO]+(?![A-Za-z])|(?<=\d[,.])[oO]+(?=\d)|(?<=\d)[oO]+(?=m\b)")
"""An o among figures is a nought."""


def mended(text: str) -> str:
    """Return a word with its pound sign and its noughts."""
    return NOUGHTS.sub(
        lambda found: "0" * len(found.group()), POUND.sub("£", POUND_ONE.sub("£1", text))
    )


def gaps_after(picture: Picture, boxes: Sequence[Box], texts: Sequence[str]) -> list[bool]:
    """Return after which letters the picture shows a space that the engine has not read."""
    white = [_white(picture, left, right) for left, right in pairwise(boxes)]
    close = [
        gap
        for gap, (left, right) in zip(white, pairwise(texts), strict=True)
        if left.strip() and right.strip()
    ]
    # Display type is set so wide that its letters stand as far apart as words do elsewhere.
    least = max(SPACE * _height(boxes), 2 * statistics.median(close)) if close else 0.0
    found = [
        gap >= least and _may_part(left, right)
        for gap, (left, right) in zip(white, pairwise(texts), strict=True)
    ]
    return [*found, False] if boxes else []


def _white(picture: Picture, left: Box, right: Box) -> int:
    """Return the widest run of columns without ink between the middles of two letters."""
    inked = _inked(picture, _middle(left), _middle(right), (left, right))
    edges = np.flatnonzero(np.concatenate(([True], inked, [True])))
    return int(np.diff(edges).max()) - 1


def _may_part(left: str, right: str) -> bool:
    """Whether a space can stand between two letters; the figure 1 has white at either side."""
    if not (left.strip() and right.strip()) or (left.isdigit() and right.isdigit()):
        return False
    if left in ".,:" and right.isdigit():  # a decimal
        return False
    return (left.isalnum() or left in CLOSING) and (right.isalnum() or right in OPENING)


def pounds_before(
    picture: Picture, boxes: Sequence[Box], texts: Sequence[str], start: float
) -> list[float | None]:
    """Return where, before a figure that opens a word, a mark begins that was not read.

    It is taken for a pound sign, the one mark there that strategies print and the models do not
    know. `start` is where the line begins.
    """
    found: list[float | None] = [None] * len(boxes)
    height = _height(boxes)
    end_of_word = start
    for i, box in enumerate(boxes):
        if not texts[i].strip():
            continue
        opens = i == 0 or not texts[i - 1].strip()
        if opens and texts[i].isdigit():
            left = int(end_of_word)
            inked = _inked(picture, left, _middle(box), (box, box))
            mark = _mark_before(inked, height, after_word=i > 0)
            found[i] = None if mark is None else left + mark
        end_of_word = box[2]
    return found


def _mark_before(inked: NDArray[np.bool_], height: float, *, after_word: bool) -> int | None:
    """Return where the last run of ink but one begins, when it can be a mark before the last."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    runs = steps.reshape(-1, 2).tolist()
    if len(runs) < 2:
        return None
    (first, last), (figure, _) = runs[-2:]
    narrowest, widest = MARK
    white = first - runs[-3][1] if len(runs) > 2 else first
    if after_word and white < NEAR * height:
        return None  # the end of the word before
    near = figure - last <= NEAR * height
    return first if near and narrowest * height <= last - first <= widest * height else None


def _inked(picture: Picture, start: int, end: int, around: tuple[Box, Box]) -> NDArray[np.bool_]:
    """Return which columns of pixels hold ink at the height of these letters."""
    top = max(int(min(box[1] for box in around)), 0)
    bottom = int(max(box[3] for box in around))
    grey = picture[top:bottom, max(start, 0) : end].mean(axis=2)
    if not grey.size:
        return np.zeros(0, dtype=np.bool_)
    paper = np.median(picture[top:bottom, max(start - (bottom - top), 0) : end + bottom - top])
    inked: NDArray[np.bool_] = (np.abs(grey - paper) > INK).any(axis=0)
    return inked


def _middle(box: Box) -> int:
    return int(box[0] + box[2]) // 2


def _height(boxes: Sequence[Box]) -> float:
    return statistics.median(box[3] - box[1] for box in boxes) if boxes else 0.0
