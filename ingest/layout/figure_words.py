"""Words that stand in figures: kept as blocks, not searched, and told where they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from ingest.document import Block, BlockKind, Problem

MANY: Final = 60
"""Words on a page from which a figure says something a reader would miss: charts have fewer."""


def wordy_figures(blocks: Iterable[Block]) -> list[Problem]:
    """Return a problem for each page whose figures hold many words, in page order."""
    words: Counter[int] = Counter()
    for block in blocks:
        if block.kind is BlockKind.FIGURE_TEXT and block.boxes:
            words[block.boxes[0].sheet] += len(block.text.split())
    return [
        Problem(
            "figure_text",
            f"page {sheet}: {count} words stand in a figure, or in a table that could not be "
            "followed, and are not searched",
            sheet,
        )
        for sheet, count in sorted(words.items())
        if count >= MANY
    ]
