"""The commitments of a strategy as rows that sort, open their page and leave as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.document import Passage
from nlp.analysis import Analysis
from nlp.commitment import Commitment
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
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment with the passage that makes it."""

    passage: Passage
    commitment: Commitment

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


def rows_csv(rows: Sequence[Row]) -> str:
    """Return the rows as CSV; cells that a spreadsheet would take for formulas are quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "Sheet", "Passage"))
    for row in rows:
        cells = (*row.cells(), str(row.passage.sheet), row.passage.id)
        writer.writerow(["'" + cell if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue()
