"""Numbers that count the lines of a page, as transcripts and bills print them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ingest.pages.words import Word

ALIGNED = 4.0  # points within which numbers that stand below each other may wander
FEWEST = 12  # counted lines: a ranking, a list or a contents page that is shorter is none
STEP = 1.35  # the widest step over the narrowest: lines are set evenly, rows and items seldom
GAP = 2.5  # of the type size: two pieces further apart on one line are cells of a table
TALL = 0.4  # of the page: a column of numbers that is shorter counts notes
MIDST = 0.25  # of the lines: where fewer go on from above or are blank, each is an item
ROWS = 0.3  # of the counted lines: more of them in cells make it a table


def line_numbers(words: Sequence[Word], height: float) -> list[Word]:
    """Return the words that count the lines of a page so high, none when it has no such column."""
    columns: dict[tuple[str, int], list[Word]] = defaultdict(list)
    for word in words:
        if word.text.isascii() and word.text.isdigit() and len(word.text) < 4:
            for side, edge in (("left", word.x0), ("right", word.x1)):
                for cell in {round(edge / ALIGNED), round(edge / ALIGNED + 0.5)}:
                    columns[side, cell].append(word)
    for column in sorted(columns.values(), key=len, reverse=True):
        counted = _counted(sorted(column, key=lambda w: w.baseline))
        if len(counted) < FEWEST:
            continue
        spans = counted[-1].baseline - counted[0].baseline > TALL * height
        if spans and _beside_text(counted, words):
            return counted
    return []


def _counted(column: Sequence[Word]) -> list[Word]:
    """Return the longest run of numbers that goes up by one from line to line."""
    best: list[Word] = []
    run: list[Word] = []
    for word in column:
        if run and int(word.text) != int(run[-1].text) + 1:
            run = []
        run.append(word)
        best = max(best, run, key=len).copy()
    steps = [b.baseline - a.baseline for a, b in pairwise(best)]
    return best if steps and max(steps) <= STEP * max(min(steps), 1.0) else []


def _beside_text(counted: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether lines of text, not cells of a table, stand on one side of all the numbers."""
    left = min(word.x0 for word in counted)
    right = max(word.x1 for word in counted)
    own = {id(word) for word in counted}
    top, bottom = counted[0].top, counted[-1].bottom
    others = [w for w in words if id(w) not in own and top < w.baseline <= bottom + 1]
    if not others or (any(w.x0 < left for w in others) and any(w.x1 > right for w in others)):
        return False
    celled = midst = 0
    for number in counted:
        beside = sorted(
            (w for w in others if abs(w.baseline - number.baseline) < 0.4 * number.size),
            key=lambda w: w.x0,
        )
        midst += not beside or beside[0].text[:1].islower()
        celled += any(b.x0 - a.x1 > GAP * b.size for a, b in pairwise(beside))
    return celled <= ROWS * len(counted) and midst >= MIDST * len(counted)
