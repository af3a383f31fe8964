"""One logframe over many strategies: aligned measures, what adds up and what does not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from review.logframes.indicators import Aligned, Measured, Sense
from review.logframes.logframe import NOT_STATED
from review.logframes.xlsx_file import safe_text
from review.reports.packed import settled
from review.theory.picture import page_of

HEADS: Final = (
    *("Measure", "Unit", "Place", "Stated as", "Baseline", "Target", "Target date", "Page"),
    *("Quote", "Adds up?", "Before comparing"),
)
WIDTHS: Final = (36, 10, 22, 40, 18, 16, 14, 10, 56, 50, 60)


def portfolio_rows(aligned: Sequence[Aligned]) -> list[tuple[str, ...]]:
    """Return a row for each target, and one for each sum, in the order of the measures."""
    rows: list[tuple[str, ...]] = []
    for group in aligned:
        rows += [_row(group, member) for member in group.members]
        for total in group.sums:
            baseline = f"{total.baseline:,.10g}" if total.baseline is not None else NOT_STATED
            said = f"Sum of {', '.join(total.places)}"
            values = (baseline, f"{total.target:,.10g}", str(total.by), "", "")
            rows.append((group.name, group.unit.value, said, "", *values, group.why, ""))
    return rows


def _row(group: Aligned, member: Measured) -> tuple[str, ...]:
    c = member.step.commitment
    adds = "yes: " if group.sense is Sense.ADDS_UP else "no: "
    return (
        group.name,
        group.unit.value,
        member.place,
        member.indicator,
        c.baseline or NOT_STATED,
        c.target or NOT_STATED,
        member.step.deadline.text if member.step.deadline else NOT_STATED,
        page_of(member.step.element),
        member.step.quote,
        adds + group.why,
        " ".join(group.differences),
    )


def portfolio_xlsx(aligned: Sequence[Aligned]) -> bytes:
    """Return the portfolio logframe as a workbook."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Portfolio logframe"
    for at, row in enumerate((HEADS, *portfolio_rows(aligned)), start=1):
        for column, words in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.value = safe_text(words)
            cell.data_type = "s"
            cell.font = Font(bold=at == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())
