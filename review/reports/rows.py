"""Judgements as CSV: a line for each quote or search that carries a rating."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from review.dossier import OnCriterion, Said
from review.judgement import Evidence
from review.reports.cells import safe_cell
from review.reports.judged import pages_of
from review.reports.material import Material
from review.reports.standing import rating_words, standing_of
from review.reports.wording import REVIEW

COLUMNS: Final = (
    *("place", "strategy", "document", "criterion", "criterion_name", "standing", "reviewer"),
    *("review_status", "rating", "rating_words", "first_rating", "note", "carried_by", "quote"),
    *("page", "sheet", "stands_now", "search", "relevant_passages", "passage", "start", "end"),
)
Row = tuple[str, ...]


def report_csv(material: Material) -> bytes:
    """Return the judgements of one strategy; a criterion that nobody judged has a line too."""
    return csv_of(COLUMNS, judgement_rows(material))


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that spreadsheets open as UTF-8 and in which no cell runs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def judgement_rows(material: Material) -> Iterator[Row]:
    """Yield the lines of one strategy in the order of the criteria and reviews."""
    for item in material.file.criteria:
        start = _start(material, item)
        if not item.said:
            yield (*start, *[""] * (len(COLUMNS) - len(start)))
        for said in item.said:
            whole = (*start, *_who(item, said))
            carried = list(_carried(material, said))
            for last in carried or [("nothing yet", *[""] * 9)]:
                yield (*whole, *last)


def _start(material: Material, item: OnCriterion) -> Row:
    file = material.file
    about = (file.place, file.title, file.id, item.criterion.id, item.criterion.name)
    return (*about, standing_of(item).short)


def _who(item: OnCriterion, said: Said) -> Row:
    judgement = said.judgement
    return (
        said.review.reviewer,
        REVIEW[said.review.status],
        "" if judgement.rating is None else str(judgement.rating),
        rating_words(item.criterion, judgement.rating),
        "" if judgement.first_rating is None else str(judgement.first_rating),
        judgement.note,
    )


def _carried(material: Material, said: Said) -> Iterator[Row]:
    for linked in said.judgement.evidence:
        yield _quote(material, linked)
    for made in said.judgement.searches:
        kind = "search without evidence" if said.judgement.none_found else "search"
        yield (kind, "", "", "", "", made.query, str(made.hits), "", "", "")


def _quote(material: Material, linked: Evidence) -> Row:
    page, sheet = pages_of(material, linked)
    stands = "yes" if linked.id in material.cited else "no"
    where = (linked.passage or "", str(linked.start), str(linked.end))
    return ("quote", linked.quote, page, str(sheet), stands, "", "", *where)
