"""Words that stand in figures: kept as blocks, not searched, and told where they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.document import Block, BlockKind, Problem
from ingest.layout.lines import Line
from ingest.layout.sideways import is_turned

MANY: Final = 60
"""Words on a page from which a figure says something a reader would miss: charts have fewer."""


LABEL_STEP = 1.5  # of the type size: lines of one label stand no further apart


def by_label(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a figure label by label, row by row; turned words come last."""
    level = [line for line in lines if not is_turned(line.words[0])]
    labels: list[list[Line]] = []
    for line in sorted(level, key=lambda line: (round(line.baseline), line.x0)):
        for label in labels:
            above = label[-1]
            step = line.baseline - above.baseline
            if 0 < step <= LABEL_STEP * line.size and _is_under(line, above):
                label.append(line)
                break
        else:
            labels.append([line])
    return [
        *(line for label in labels for line in label),
        *(line for line in lines if is_turned(line.words[0])),
    ]


def _is_under(line: Line, above: Line) -> bool:
    """Whether a line goes on from one above: of its type, with its edge or its middle."""
    size = line.size
    aligned = (
        abs(line.x0 - above.x0) < size or abs(line.x0 + line.x1 - above.x0 - above.x1) < 2 * size
    )
    return aligned and abs(size - above.size) < 0.1 * size and line.bold == above.bold


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
