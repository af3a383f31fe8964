"""Which lines of an unruled table open a row, the others being wrapped cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.lines import Line
from ingest.tables.heads import YEAR
from ingest.tables.partings import parted
from ingest.tables.target_tables import ROW_SHARE

PARTED = 0.6  # of the rows: rules between as many part all of them
AMOUNT = re.compile(r"^[£$€<>~+−–-]?\s?[\d,.]*\d\s?(?:%|[a-z]{1,2}|bn|pp)?[¹²³⁰⁴-⁹*†]*$|^[-–—]$")
WITHIN = 0.8  # of the type size: lines nearer than this stand beside each other, centred in a row
UNWRAPPED = 1.5  # of the type size: lines of one cell stand closer
WIDER = 1.1  # of the leading within cells: from here up a step leads to the next cell

Extent = tuple[float, float]
Row = list[Line]


def row_starts(
    rows: Sequence[Row], columns: Sequence[Extent], levels: Sequence[float]
) -> list[bool]:
    """Return for each line of cells whether it opens a new row.

    Rules and shaded bands at `levels` part rows where there are enough of them. Elsewhere rows
    stand further apart than the lines of one cell; where all stand alike, a line of cells
    without its neighbours is a continuation.
    """
    if len(rows) < 2:
        return [True]
    drawn = [parted(a, b, levels) for a, b in pairwise(rows)]
    banded = sum(drawn) >= PARTED * _fewest_rows(rows, columns)
    if not banded and (halfway := centred(rows, columns)):
        return halfway
    gaps = [b[0].baseline - a[0].baseline for a, b in pairwise(rows)]
    steps = [step for step, row in zip(gaps, rows, strict=False) if step > WITHIN * row[0].size]
    tight, wide = (min(steps), max(steps)) if steps else (0.0, 0.0)
    # Where nearly every line fills all columns none is a wrapped cell, however far the header.
    full = sum(len(row) == len(columns) for row in rows) >= ROW_SHARE * len(rows)
    opens = [True]
    for line, step, above, row in zip(drawn, gaps, rows, rows[1:], strict=False):
        whole, unwrapped = len(row) == len(columns), UNWRAPPED * row[0].size
        if line and banded:
            opens.append(True)
        elif step <= WITHIN * row[0].size:
            opens.append(False)
        elif _is_row(above, row, columns) or _type_changes(above, row):
            opens.append(True)
        elif banded:
            label = _labels(row[0], columns)
            opens.append(label and ((step > 1.25 * tight and len(row) > 1) or step > unwrapped))
        elif _labels(row[0], columns) and step > unwrapped:
            opens.append(True)
        elif wide > 1.25 * tight and not (full and len(columns) > 2):
            opens.append(step > (tight + wide) / 2 or (step > 1.25 * tight and whole))
        else:
            opens.append(len(row) >= max(2, len(columns) - 1))
    return opens


def centred(rows: Sequence[Row], columns: Sequence[Extent]) -> list[bool]:
    """Return the openings where short cells stand at half the height of their row, else none.

    The labels in the first column then tell the rows: within one they stand closer.
    """
    alone = [i for i, row in enumerate(rows) if row[-1].x0 <= columns[0][1]]
    near = [b[0].baseline - a[0].baseline <= WITHIN * a[0].size for a, b in pairwise(rows)]
    if not any(
        i - 1 in alone and i + 1 in alone and near[i - 1] and near[i]
        for i in range(1, len(rows) - 1)
    ):
        return []
    labels = [row[0] for row in rows if row[0].x0 <= columns[0][1]]
    steps = [b.baseline - a.baseline for a, b in pairwise(labels)]
    tight = min(steps)
    blocks = [[labels[0]]]
    for step, label, above in zip(steps, labels[1:], labels, strict=False):
        if step > WIDER * tight or label.bold != above.bold:
            blocks.append([label])
        else:
            blocks[-1].append(label)
    middles = [(block[0].baseline + block[-1].baseline) / 2 for block in blocks]
    home = {id(label): k for k, block in enumerate(blocks) for label in block}
    places = [
        home.get(id(row[0]))
        if id(row[0]) in home
        else min(range(len(middles)), key=lambda k: abs(middles[k] - row[0].baseline))
        for row in rows
    ]
    return [True, *(a != b for a, b in pairwise(places))]


def _labels(line: Line, columns: Sequence[Extent]) -> bool:
    """Whether a line stands in the first column and does not go on from the one above."""
    return line.x0 <= columns[0][1] and not line.text[:1].islower()


def _type_changes(above: Row, row: Row) -> bool:
    """Whether heads in bold or of years end and rows begin, or a title of rows in bold does."""
    bold = all(o.bold for o in above) and not any(line.bold for line in row)
    years = [sum(bool(YEAR.fullmatch(o.text)) for o in line) > 1 for line in (above, row)]
    return (bold and max(len(row), len(above)) > 1) or (len(row) > 1 and years == [True, False])


def _fewest_rows(rows: Sequence[Row], columns: Sequence[Extent]) -> int:
    """Return how many lines fill all columns or nearly: there are no fewer rows."""
    return max(2, sum(len(row) >= max(2, len(columns) - 1) for row in rows) - 1)


def _is_row(above: Row, row: Row, columns: Sequence[Extent]) -> bool:
    """Whether a line has a label and a figure of its own, below another figure.

    The first column alone may be blank, where what it says is said once for several rows.
    """
    if row[0].text[:1].islower() or AMOUNT.match(row[0].text):
        return False
    if row[0].x0 > columns[0][1] and len(row) < max(3, len(columns) - 1):
        return False
    figures = [line for line in row[1:] if AMOUNT.match(line.text)]
    return any(
        AMOUNT.match(o.text) and min(o.x1, line.x1) > max(o.x0, line.x0)
        for line in figures
        for o in above[1:]
    )
