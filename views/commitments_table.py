"""The commitments of a strategy as rows that sort, open their page and leave as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.document import Passage
from nlp.analysis import Analysis
from nlp.commitment import Commitment
from review.reports.cells import safe_cell
from views.markup import button, text
from views.wording import KIND, STAGE, STRENGTH

COLUMNS: Final = (
    "Page",
    "Says",
    "How firm",
    "Kind",
    "Who",
    "How much",
    "By when",
    "Measured by",
    "From",
    "To",
    "With",
    "Link of the chain",
)
FIRST_COLUMNS: Final = ("Page", "Says", "How firm", "How much", "By when", "Who")
"""Columns that leave room for a page beside them at 1280 pixels."""


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment with the passage that makes it."""

    passage: Passage
    commitment: Commitment

    @property
    def id(self) -> str:
        """How an address names the row: its passage and where the promise starts in it."""
        return f"{self.passage.id}.{self.commitment.start}"

    def cells(self) -> tuple[str, ...]:
        """Return the row under COLUMNS."""
        p, c = self.passage, self.commitment
        return (
            p.printed or f"sheet {p.sheet}",
            " ".join(p.text[c.start : c.end].split()),
            STRENGTH[c.strength],
            KIND[c.kind],
            c.actor or "",
            c.amount.text if c.amount else "",
            c.deadline.text if c.deadline else "",
            c.indicator or "",
            c.baseline or "",
            c.target or "",
            ", ".join(c.partners),
            STAGE[c.stage],
        )


def rows_of(passages: Sequence[Passage], analyses: Mapping[str, Analysis]) -> list[Row]:
    """Return every commitment in reading order."""
    return [
        Row(passage, commitment)
        for passage in passages
        if passage.id in analyses
        for commitment in analyses[passage.id].promises.commitments
    ]


def row_named(rows: Sequence[Row], id_: str) -> Row | None:
    """Return the row of this id, or None."""
    return next((row for row in rows if row.id == id_), None)


def in_order(rows: Sequence[Row], column: str) -> list[Row]:
    """Return rows ordered by a column; money by its value, dates by their day, gaps last.

    A column that is not there leaves them in reading order.
    """
    if column == "How much":
        return sorted(
            rows, key=lambda r: -(r.commitment.amount.value if r.commitment.amount else 0)
        )
    if column == "By when":
        return sorted(rows, key=_day)
    if column not in COLUMNS or column == "Page":
        return list(rows)
    at = COLUMNS.index(column)
    return sorted(rows, key=lambda r: (not r.cells()[at], r.cells()[at].casefold()))


def _day(row: Row) -> date:
    deadline = row.commitment.deadline
    return (deadline.end or deadline.start or date.max) if deadline else date.max


def commitments_html(rows: Sequence[Row], columns: Sequence[str], sort: str, opened: str) -> str:
    """Return the rows under heads that sort them; what a commitment says opens its page."""
    at = [COLUMNS.index(column) for column in columns]
    chosen = sort if sort in columns else "Page"
    heads = "".join(
        f'<th scope="col"{_sorted(column == chosen)}>'
        f"{button('sort', column, column, name=f'Sort by {column.lower()}')}</th>"
        for column in columns
    )
    lines = []
    for row in in_order(rows, chosen):
        cells = row.cells()
        current = ' class="lis-current"' if row.id == opened else ""
        shown = [
            button("open", row.id, cells[i]) if COLUMNS[i] == "Says" else text(cells[i]) for i in at
        ]
        parts = "".join(f"<td>{cell}</td>" for cell in shown)
        lines.append(f'<tr{current} data-item tabindex="-1">{parts}</tr>')
    return (
        '<div class="lis-scroll"><table class="lis-table lis-promises"><thead><tr>'
        f"{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _sorted(chosen: bool) -> str:
    return ' aria-sort="ascending"' if chosen else ""


def rows_csv(rows: Sequence[Row]) -> str:
    """Return the rows as CSV; cells that a spreadsheet would take for formulas are quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "Sheet", "Passage"))
    for row in rows:
        cells = (*row.cells(), str(row.passage.sheet), row.passage.id)
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()
