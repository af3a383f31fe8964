"""Words that are drawn but cannot be seen: clipped away, under a later shape, white on white.

What looks hidden is put to the proof: the page is drawn with and without it, and where the
two pictures are equal nobody can have seen the word.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.pages.shapes import Edges, Shapes
from ingest.pages.words import Frame, Word

PROOF_SCALE = 1.5  # pixels a point: enough for the letters of a note to leave ink
MAX_PROOF = 8_000_000  # pixels of one picture; a larger sheet is drawn smaller
COVERED = 0.8  # of the width: a shape over less leaves the word legible
WHITE = 0xF4  # a text colour whose channels all reach this cannot be read on paper
CONTRAST = 32  # of 255: paper and the palest text told apart differ by less, white on tints by more


def mark_covered(page: Any, frame: Frame, words: Sequence[Word], shapes: Shapes) -> None:
    """Mark the words that other things on the page hide as invisible.

    White words with no ground that `shapes` tell of are marked as shown where the picture has
    them: shadings, patterns and masks make grounds too.
    """
    suspects = [word for word in _suspects(words, shapes) if not word.invisible]
    white = [
        word
        for word in words
        if word.source in shapes.texts and not word.invisible and white_on_paper(word, shapes)
    ]
    if not suspects and not white:
        return
    before = _picture(page, frame).astype(np.int16)
    changed = np.abs(before - _picture_without(page, frame, [*suspects, *white])).max(axis=2)
    down, across = changed.shape[0] / frame.height, changed.shape[1] / frame.width

    def change(word: Word) -> int:
        rows = slice(max(int(word.top * down), 0), int(word.bottom * down) + 1)
        columns = slice(max(int(word.x0 * across), 0), int(word.x1 * across) + 1)
        return int(changed[rows, columns].max(initial=0))

    for word in suspects:
        word.invisible = change(word) == 0
    for word in white:
        word.shown = change(word) >= CONTRAST


def white_on_paper(word: Word, shapes: Shapes) -> bool:
    """Whether a word is as white as paper and stands on no ground that is known."""
    channels = ((word.colour >> 16) & 255, (word.colour >> 8) & 255, word.colour & 255)
    if min(channels) < WHITE:
        return False
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return not any(s.holds(x, y) for s in shapes.of("panel", "image", "stroke"))


def _suspects(words: Sequence[Word], shapes: Shapes) -> list[Word]:
    """Return the words whose clip path leaves nothing of them, or with a later shape over them."""
    drawn = [(word, *shapes.texts[word.source]) for word in words if word.source in shapes.texts]
    if not drawn:
        return []
    outside = {id(word) for word, _, clip in drawn if clip is not None and not _meets(word, clip)}
    first = min(layer for _, layer, _ in drawn)
    over = [s for s in shapes.found if s.opaque and s.layer > first]
    under = np.zeros(len(drawn), dtype=bool)
    if over:
        x0, x1, middle, layers = np.array(
            [(w.x0, w.x1, (w.top + w.bottom) / 2, layer) for w, layer, _ in drawn]
        ).T
        for s in over:
            width = np.minimum(x1, s.x1) - np.maximum(x0, s.x0)
            under |= (
                (layers < s.layer)
                & (s.top < middle)
                & (middle < s.bottom)
                & (width > COVERED * (x1 - x0))
            )
    return [
        word
        for (word, _, _), hidden in zip(drawn, under, strict=True)
        if hidden or id(word) in outside
    ]


def _meets(word: Word, clip: Edges) -> bool:
    x0, top, x1, bottom = clip
    return min(word.x1, x1) > max(word.x0, x0) and min(word.bottom, bottom) > max(word.top, top)


def _picture_without(page: Any, frame: Frame, words: Sequence[Word]) -> NDArray[np.uint8]:
    """Draw the page with the objects that draw these words switched off meanwhile."""
    handles = [
        ctypes.cast(source, pdfium_c.FPDF_PAGEOBJECT) for source in {word.source for word in words}
    ]
    modes = [pdfium_c.FPDFTextObj_GetTextRenderMode(handle) for handle in handles]
    for handle in handles:
        pdfium_c.FPDFTextObj_SetTextRenderMode(handle, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
    try:
        return _picture(page, frame)
    finally:
        for handle, mode in zip(handles, modes, strict=True):
            pdfium_c.FPDFTextObj_SetTextRenderMode(handle, mode)


def _picture(page: Any, frame: Frame) -> NDArray[np.uint8]:
    scale = min(PROOF_SCALE, (MAX_PROOF / (frame.width * frame.height)) ** 0.5)
    bitmap = page.render(scale=scale)
    try:
        picture: NDArray[np.uint8] = bitmap.to_numpy().copy()
    finally:
        bitmap.close()
    return picture
