"""Words set at a right angle to the text: heads of narrow columns, names of axes."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pages.words import Word

QUARTER = 2  # degrees: turned words stand upright to within rounding


def is_turned(word: Word) -> bool:
    """Whether a word stands upright."""
    return min(abs(word.angle - 90), abs(word.angle - 270)) <= QUARTER


def read_sideways(words: Sequence[Word]) -> list[Word]:
    """Return turned words as read: upwards and line by line from the left, or the other way."""
    if not words:
        return []
    up = abs(words[0].angle - 90) <= QUARTER
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.x1 if up else -w.x0):
        edge = word.x1 if up else -word.x0
        last = lines[-1][-1] if lines else None
        if last is not None and edge - (last.x1 if up else -last.x0) <= 0.6 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [w for line in lines for w in sorted(line, key=lambda w: -w.bottom if up else w.top)]
