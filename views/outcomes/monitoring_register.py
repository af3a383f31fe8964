"""The register of commitments as rows: how each stands, whose it is, when it is due, its rating."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from review.monitoring.progress_reports import Rating, ReportStatus
from review.monitoring.register import Entry, Standing
from review.theory.picture import plain_cell
from views.markup import button, table, text
from views.outcomes.monitoring_rag import RATING, rating_html
from views.wording import brief, page_words

STANDING: Final = {
    Standing.OVERDUE: "Overdue",
    Standing.STALE: "Stale",
    Standing.ON_TIME: "Up to date",
    Standing.DELIVERED: "Delivered",
}
REPORT_STATUS: Final = {
    ReportStatus.DRAFT: "Draft",
    ReportStatus.REQUIRES_APPROVAL: "Waiting for approval",
    ReportStatus.CHANGES_REQUESTED: "Changes asked for",
    ReportStatus.APPROVED: "Approved",
}
WHOLE: Final = ' class="lis-whole"'
HEADS: Final = ("Place", "Commitment", "Owner", "Due", "How it stands", "Rating", "Report")
NOT_RATED: Final = "none"
"""How a filter names commitments that have no approved rating."""


def chosen(
    entries: Sequence[Entry],
    places: Sequence[str],
    owners: Sequence[str],
    ratings: Sequence[str],
    standings: Sequence[Standing],
) -> list[Entry]:
    """Return entries that fit every filter, in their order; an empty filter lets all through."""
    return [
        entry
        for entry in entries
        if (not places or entry.place in places)
        and (not owners or owner_of(entry) in owners)
        and (not ratings or rating_of(entry) in ratings)
        and (not standings or entry.standing in standings)
    ]


def owner_of(entry: Entry) -> str:
    """Return who owns a commitment, as the filter names them."""
    said = entry.owner or "not stated"
    return said if entry.owner_by else said[0].upper() + said[1:]


def rating_of(entry: Entry) -> str:
    """Return the last approved rating, or NOT_RATED."""
    return entry.latest.rating.value if entry.latest and entry.latest.rating else NOT_RATED


def rating_words(value: str) -> str:
    """Return a rating as the filter shows it."""
    return "Not rated" if value == NOT_RATED else RATING[Rating(value)]


def register_html(entries: Sequence[Entry], opened: str) -> str:
    """Return the register; what a commitment says opens it."""
    rows = []
    for entry in entries:
        current = ' class="lis-current"' if entry.key == opened else ""
        due = f"{entry.due:%-d %b %Y}" if entry.due else "No date"
        css = ' class="lis-late"' if entry.standing is Standing.OVERDUE else ""
        report = REPORT_STATUS[entry.open.status] if entry.open else ""
        rating = entry.latest.rating if entry.latest else None
        rows.append(
            f'<tr{current} data-item tabindex="-1"><td>{text(entry.place)}</td>'
            f"<td>{button('commitment', entry.key, brief(entry.step.quote, 180))}</td>"
            f"<td>{text(owner_of(entry))}</td><td{WHOLE}>{due}</td>"
            f"<td><span{css}>{STANDING[entry.standing]}</span>: {text(entry.why)}</td>"
            f"<td{WHOLE}>{rating_html(rating)}</td><td>{report}</td></tr>"
        )
    return table(HEADS, rows).replace("lis-table", "lis-table lis-promises lis-register", 1)


def register_csv(entries: Sequence[Entry]) -> str:
    """Return the register as CSV; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*HEADS[:4], "Stands", "Why", "Rating", "Report", "Page", "Key"))
    for entry in entries:
        cells = (
            entry.place,
            entry.step.quote,
            owner_of(entry),
            entry.due.isoformat() if entry.due else "",
            STANDING[entry.standing],
            entry.why,
            rating_words(rating_of(entry)),
            REPORT_STATUS[entry.open.status] if entry.open else "",
            page_words(entry.step.passage),
            entry.key,
        )
        writer.writerow([plain_cell(cell) for cell in cells])
    return out.getvalue()
