"""Widens a quote that begins or ends within a sentence to the sentences it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from review.logframes.logframe import Quote
from review.theory.sentence_spans import sentence_spans

_ITEM: Final = re.compile(r"(?<=[.;)])\s+[-–]\s+(?=[A-Z])")
"""The dash before an item of a list that is set as running text."""

LONGEST: Final = 320
"""Characters of a widened quote; a longer sentence is quoted as it was found."""


def whole(quote: Quote, others: Iterable[tuple[int, int]] = ()) -> Quote:
    """Return the whole sentences of a quote, exactly as they stand; table rows stay as they are.

    Of sentences that are too long the end is left out. The quote stays as it was found where that
    is still too long, or where one of `others` (offsets in the same passage) stands in them too.
    """
    passage = quote.passage
    if passage.cells:
        return quote
    spans = _pieces(passage.text)
    over = [span for span in spans if span[0] < quote.end and span[1] > quote.start]
    if not over:
        return quote
    start, end = min(over[0][0], quote.start), max(over[-1][1], quote.end)
    if end - start > LONGEST:
        end = quote.end  # at least it says who acts
    if end - start > LONGEST or any(a < end and b > start for a, b in others):
        return quote
    return replace(quote, start=start, end=end)


@lru_cache(maxsize=4096)  # passages with promises of the strategies at hand: a few thousand
def _pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a text: parts after a semicolon go on, a dashed item begins anew."""
    joined: list[tuple[int, int]] = []
    for span in sentence_spans(text):
        if joined and text[: span.start].rstrip().endswith(";") and text[span.start].islower():
            joined[-1] = (joined[-1][0], span.end)
        else:
            joined.append((span.start, span.end))
    pieces: list[tuple[int, int]] = []
    for start, end in joined:
        at = start
        for dash in _ITEM.finditer(text, start, end):
            pieces.append((at, dash.start()))
            at = dash.end()
        pieces.append((at, end))
    return tuple(pieces)
