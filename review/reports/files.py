"""The files of a report, each made when it is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Final

from index.assembly import Office
from review.person import Person
from review.reports.annotations import report_annotations
from review.reports.content import report_of
from review.reports.data import report_json
from review.reports.docx import report_docx
from review.reports.material import Material, gather
from review.reports.pdf import report_pdf
from review.reports.portfolio import gather_portfolio, portfolio_xlsx
from review.reports.rows import report_csv

ENDINGS: Final = {
    "docx": ".docx",
    "pdf": ".pdf",
    "json": ".json",
    "csv": ".csv",
    "annotations": ".annotations.jsonld",
}
"""The formats of a report, by the names that `lis report` calls them."""


def report_files(
    office: Office, document: str, person: Person, at: datetime
) -> Mapping[str, Callable[[], bytes]]:
    """Return what makes each file of a report, by file name: "review-of-north-vale….docx".

    What the report tells is gathered once, on the first call. Raises UnknownDocumentError and
    NotAllowedError then.
    """
    makers = report_makers(office, document, person, at)
    name = file_stem(_title(office, document), document)
    return {f"{name}{ENDINGS[kind]}": maker for kind, maker in makers.items()}


def report_makers(
    office: Office, document: str, person: Person, at: datetime
) -> Mapping[str, Callable[[], bytes]]:
    """Return what makes each file of a report, by format."""
    material = cache(partial(gather, office, document, person, at))
    return {kind: partial(_make, kind, material, office) for kind in ENDINGS}


def portfolio_file(office: Office, person: Person, at: datetime) -> bytes:
    """Return the portfolio workbook (xlsx) as a person may read it."""
    return portfolio_xlsx(gather_portfolio(office, person, at))


def _make(kind: str, gathered: Callable[[], Material], office: Office) -> bytes:
    material = gathered()
    match kind:
        case "docx":
            return report_docx(report_of(material))
        case "pdf":
            return report_pdf(report_of(material))
        case "json":
            return report_json(material)
        case "csv":
            return report_csv(material)
        case _:
            return report_annotations(material, office.workspace.store)


def file_stem(title: str, document: str) -> str:
    """Return the name of a report's files without ending: ASCII, and safe on every system."""
    ascii_ = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:80].rstrip("-")
    return f"report-{words or document}"


def _title(office: Office, document: str) -> str:
    store = office.workspace.store
    return store.document(document).about.title if store.has(document) else document
