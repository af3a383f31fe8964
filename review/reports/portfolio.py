"""The portfolio as a workbook: what all strategies say, and how each was judged."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

from index.assembly import Office
from index.comparing.overlaps import listed
from index.corpus import read_corpus
from index.coverage.places_by_labels import coverage
from index.storage.tag_decisions import read_passages
from review.casebook import Casebook
from review.dossier import dossier
from review.person import Person
from review.reports.cells import LONGEST, safe_cell
from review.reports.material import cited_evidence, versions_of
from review.reports.overlapping import current_overlaps
from review.reports.packed import settled
from review.reports.places import Cited, Pages
from review.reports.portfolio_rows import Portfolio, Sheet, Value, sheets_of
from review.visibility import standing

OVERLAPS: Final = 500  # as many as a person reads in a table; how many more there are is said
HEAD: Final = "FFF3F2F1"


def gather_portfolio(office: Office, person: Person, at: datetime) -> Portfolio:
    """Return everything that a person may read of all strategies, removed ones included."""
    at = at.astimezone(UTC)
    book = Casebook.of(office)
    store, embedder = office.workspace.store, office.embedder.id
    corpus = read_corpus(store, embedder)
    told = listed(current_overlaps(office, corpus), corpus, limit=OVERLAPS)
    here = [document.id for document in store.documents()]
    reviewed = [review.document for review in standing(office.workspace.engine, person)]
    files = [dossier(book, id_, who=person, at=at) for id_ in dict.fromkeys([*here, *reviewed])]
    pages = Pages(office.workspace)
    cited: dict[int, Cited] = {}
    for file in files:
        if file.document is not None:
            cited |= cited_evidence(office, file, file.document, pages)
    engine = office.workspace.engine
    read = read_passages(engine)
    return Portfolio(
        reader=person.name,
        at=at,
        framework=office.framework,
        corpus=corpus,
        coverage=coverage(corpus, office.framework.label_ids, read),
        overlaps=told.groups,
        omitted=told.omitted,
        files=sorted(files, key=lambda file: (file.place, file.title, file.id)),
        cited=cited,
        pages=pages,
        versions=versions_of(office, here),
    )


def portfolio_xlsx(portfolio: Portfolio) -> bytes:
    """Return the workbook; the same portfolio gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets_of(portfolio):
        _draw(book.create_sheet(sheet.name), sheet)
    at = portfolio.at.replace(tzinfo=None)
    book.properties.creator = book.properties.lastModifiedBy = portfolio.reader
    book.properties.title = "Portfolio of strategies"
    book.properties.created = book.properties.modified = at
    book.properties.language = "en-GB"
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), portfolio.at)


def _draw(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    top = Alignment(wrap_text=True, vertical="top")
    rows: tuple[tuple[Value, ...], ...] = sheet.rows or ((sheet.empty,),)
    for at, row in enumerate((sheet.heads, *rows), start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(at, column)
            _put(cell, value)
            cell.alignment = top
            if at == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor=HEAD)
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A2"
    if sheet.rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heads))}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Any, value: Value) -> None:
    """Write a number as a number, and words as text that nothing runs."""
    if isinstance(value, str):
        cell.value = safe_cell(value, LONGEST)
        cell.data_type = "s"  # text, whatever it starts with
    else:
        cell.value = value
