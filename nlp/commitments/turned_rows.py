"""Reads target tables that are turned: a column for each indicator, a row for what is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.commitment import Commitment
from nlp.commitments.cell_shapes import WRITTEN_BY, is_figure
from nlp.commitments.cell_values import Cells
from nlp.commitments.column_heads import Column, column_of, years_in
from nlp.commitments.rows import row_commitment

_LABEL = re.compile(
    r"(?:the |our )?(?:\w+ )?(?:targets?|ambitions?|goals?|aims?|aspirations?|vision|pledge|"
    r"promise|commitment|obligation)"
    r"(?: (?:value|figure|level|for|by|in|at|end|the|of|year|position)\b.*)?|"
    r"(?:expected|planned|intended|desired|required|proposed|final|future|agreed|contracted|"
    r"arrival|end) (?:value|figure|level|number|total|position)s?(?: (?:for|by|in|at|end|of)\b.*)?|"
    r"(?:where|what) we .*|we (?:will|want|aim)\b.*|to(?: reach)?|"
    r"(?:end point|destination|end of .*|with (?:this|our|the) .*)",
    re.IGNORECASE,
)
"""What begins the row of targets. "Target sectors" and the like begin a row of something else."""
_KIND_OF_THING = re.compile(
    r"(?:the |our )?(?:targets?|goals?|aims?|ambitions?|success|future|planned|intended|desired|"
    r"required|expected|proposed|final)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|in) (?:the end of )?(?:\w+ )?20\d\d(?:[/–-]\d\d)?\W*", re.IGNORECASE)


def is_turned(cells: Cells) -> bool:
    """Return whether a row holds the targets of the indicators that head its columns."""
    if len(cells) < 2:
        return False
    (corner, label), *rest = cells
    if column_of(corner) not in (None, Column.INDICATOR, Column.OBJECTIVE) or years_in(corner):
        return False
    if not is_target_label(label):
        return False
    if any(column_of(header) is Column.TARGET or years_in(header) for header, _ in rest):
        return False
    said = [text for header, text in rest if text.strip() and re.search(r"[^\W\d]{3}", header)]
    return bool(said) and sum(map(is_figure, said)) > 0.5 * len(said)


def is_target_label(label: str) -> bool:
    """Return whether words before a row say that it holds targets."""
    years = years_in(label)
    if _BY.fullmatch(label.strip()):
        return years[-1] > WRITTEN_BY
    words = re.sub(r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b|[()*:,]", " ", label)
    words = " ".join(words.split())
    told = column_of(label) is Column.TARGET and not _KIND_OF_THING.match(words)
    return told or bool(_LABEL.fullmatch(words))


def column_cells(rows: Sequence[Cells], place: int) -> Cells:
    """Return one column of a turned table as the cells of a row; the first is its indicator.

    The others have the label of their row as header, in the order of the rows.
    """
    (corner, _), header = rows[0][0], rows[0][place][0]
    return ((corner, header), *((row[0][1], row[place][1]) for row in rows))


def turned_commitments(text: str, cells: Cells) -> tuple[Commitment, ...]:
    """Return the targets in the row of targets of a turned table, each at its own cell.

    Starting values stand in other rows; only what this row says is told.
    """
    if not is_turned(cells):
        return ()
    spans = cell_spans(text, [cell for _, cell in cells])
    found = []
    for place, span in enumerate(spans):
        if place == 0 or span is None or not cells[place][0].strip():
            continue
        record = row_commitment(text, column_cells([cells], place))
        if record is not None:
            found.append(replace(record, start=span[0], end=span[1]))
    return tuple(found)


def cell_spans(text: str, cells: Sequence[str]) -> list[tuple[int, int] | None]:
    """Return where each cell stands in the text of its row; None of one without words."""
    found: list[tuple[int, int] | None] = []
    at = 0
    for cell in cells:
        start = text.find(cell, at)
        if start < 0 or not re.search(r"\w", cell):
            found.append(None)
            continue
        at = start + len(cell)
        found.append((start, at))
    return found
