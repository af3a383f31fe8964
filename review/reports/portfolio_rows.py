"""The sheets of the portfolio workbook as rows of text and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.comparing.overlaps import Overlap
from index.corpus import Corpus
from index.coverage.places_by_labels import CellState, Coverage
from ingest.document import Document
from nlp.framework import Framework
from review.dossier import Dossier, OnCriterion, Said
from review.judgement import Evidence
from review.reports.closing import unread_lines
from review.reports.material import Versions
from review.reports.places import Cited, Pages, page_words
from review.reports.standing import rating_words, standing_of, standing_of_all
from review.reports.wording import RELATION, REVIEW, STATE, STATUS, counted, day, published

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook; `widths` are in characters."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All strategies as one person may read them.

    `corpus` holds those that count now; `files` are the dossiers of all, drafts and older ones
    too. `omitted` counts overlaps too weak to be told.
    """

    reader: str
    at: datetime
    framework: Framework
    corpus: Corpus
    coverage: Coverage
    overlaps: Sequence[Overlap]
    omitted: int
    files: Sequence[Dossier]
    cited: Mapping[int, Cited]
    pages: Pages
    versions: Versions


def sheets_of(portfolio: Portfolio) -> list[Sheet]:
    """Return the sheets in order."""
    return [
        _strategies(portfolio),
        _coverage(portfolio),
        _commitments(portfolio),
        _overlaps(portfolio),
        _judgements(portfolio),
        _gaps(portfolio),
        _not_read(portfolio),
        _method(portfolio),
    ]


def _strategies(portfolio: Portfolio) -> Sheet:
    current = {document.id for document in portfolio.corpus.documents}
    rows = [tuple(_strategy(file, file.id in current)) for file in portfolio.files]
    heads = (
        *("Place", "Strategy", "Written by", "Status", "Published", "Compared with others"),
        *("Sheets", "Passages", "Passages people read", "Reviews", "Standing", "Document"),
    )
    widths = (24, 44, 34, 24, 16, 14, 8, 10, 12, 9, 60, 20)
    return Sheet("Strategies", heads, widths, tuple(rows), "There are no strategies yet.")


def _strategy(file: Dossier, current: bool) -> Iterator[Value]:
    document = file.document
    yield from (file.place, file.title)
    if document is None:
        yield from ("", "Removed", "", "no", None)
    else:
        about = document.about
        yield from (about.lead_body, STATUS[about.status], published(about))
        yield from ("yes" if current else "no: a later paper stands for the place",)
        yield len(document.pages)
    yield from ((file.reading.passages, file.reading.read) if file.reading else (None, None))
    yield len(file.reviews)
    yield standing_of_all(file)
    yield file.id


def _coverage(portfolio: Portfolio) -> Sheet:
    rows = [
        (
            cell.place,
            portfolio.framework.label(cell.label).name,
            STATE[cell.state],
            cell.passages,
            cell.commitments,
            cell.firm,
            cell.of_passages,
            cell.reviewed.value,
        )
        for cell in portfolio.coverage.cells
    ]
    heads = (
        *("Place", "Theme", "State", "Passages", "Commitments", "Firm commitments"),
        *("Passages in all", "Evidence read by people"),
    )
    widths = (24, 34, 20, 10, 13, 12, 12, 14)
    return Sheet("Coverage", heads, widths, tuple(rows), "There are no strategies yet.")


def _commitments(portfolio: Portfolio) -> Sheet:
    documents = {document.id: document for document in portfolio.corpus.documents}
    rows = tuple(_promises(portfolio, documents))
    heads = (
        *("Place", "Page", "Quote", "Kind", "Strength", "Stage", "Who", "Amount", "Deadline"),
        *("Indicator", "Baseline", "Target", "Partners", "Passage"),
    )
    widths = (22, 12, 70, 12, 12, 12, 22, 16, 16, 20, 16, 16, 28, 20)
    return Sheet("Commitments", heads, widths, rows, "No commitment was found.")


def _promises(
    portfolio: Portfolio, documents: Mapping[str, Document]
) -> Iterator[tuple[Value, ...]]:
    for passage in portfolio.corpus.passages:
        analysis = portfolio.corpus.analyses.get(passage.id)
        for promise in analysis.promises.commitments if analysis else ():
            document = documents[passage.document_id]
            cited = portfolio.pages.cite(document, passage, promise.start, promise.end)
            yield (
                cited.place,
                cited.page,
                cited.quote,
                promise.kind.value,
                promise.strength.value,
                promise.stage.value,
                promise.actor or "",
                promise.amount.text if promise.amount else "",
                promise.deadline.text if promise.deadline else "",
                promise.indicator or "",
                promise.baseline or "",
                promise.target or "",
                "; ".join(promise.partners),
                passage.id,
            )


def _overlaps(portfolio: Portfolio) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for number, overlap in enumerate(portfolio.overlaps, start=1):
        for m in overlap.members:
            cited = portfolio.pages.cite(m.document, m.passage, m.start, m.end)
            sure = round(overlap.confidence, 2)
            told = (number, RELATION[overlap.relation], sure, overlap.why)
            rows.append((*told, cited.place, cited.page, cited.quote, m.document.about.lead_body))
    if rows and portfolio.omitted:
        rows.append((None, f"{portfolio.omitted:,} weaker likenesses are not listed.", *[None] * 6))
    heads = ("Overlap", "Sort", "How sure", "Why", "Place", "Page", "Quote", "Whom to talk to")
    widths = (9, 18, 9, 50, 24, 12, 70, 34)
    return Sheet("Overlaps", heads, widths, tuple(rows), "No overlap was found.")


def _judgements(portfolio: Portfolio) -> Sheet:
    rows = tuple(
        _judgement(portfolio, file, item, said)
        for file in portfolio.files
        for item in file.criteria
        for said in item.said
    )
    heads = (
        *("Place", "Strategy", "Criterion", "Stands at", "Reviewer", "Review", "Rating"),
        *("First rating", "Note", "Quotes, or searches without result"),
    )
    widths = (22, 40, 34, 18, 16, 16, 18, 18, 40, 90)
    empty = f"There is no judgement that {portfolio.reader} may read."
    return Sheet("Judgements", heads, widths, rows, empty)


def _judgement(
    portfolio: Portfolio, file: Dossier, item: OnCriterion, said: Said
) -> tuple[Value, ...]:
    judgement = said.judgement
    quotes = [_quoted(portfolio, linked) for linked in judgement.evidence]
    searches = [f"searched “{made.query}”: {made.hits} relevant" for made in judgement.searches]
    return (
        *(file.place, file.title, item.criterion.name, standing_of(item).short),
        said.review.reviewer,
        REVIEW[said.review.status],
        rating_words(item.criterion, judgement.rating),
        rating_words(item.criterion, judgement.first_rating),
        judgement.note,
        " | ".join(quotes or searches),
    )


def _quoted(portfolio: Portfolio, linked: Evidence) -> str:
    cited = portfolio.cited.get(linked.id)
    if cited is None:
        was = page_words(linked.printed, linked.sheet)
        return f"“{linked.quote}” (no longer in the strategy; was on {was})"
    return f"“{linked.quote}” ({cited.page})"


def _gaps(portfolio: Portfolio) -> Sheet:
    rows = [
        (
            cell.place,
            portfolio.framework.label(cell.label).name,
            STATE[cell.state],
            f"{cell.of_passages:,} passages compared with it; {len(cell.evidence)} came near",
        )
        for cell in portfolio.coverage.cells
        if cell.state is not CellState.STATED
    ]
    heads = ("Place", "Theme", "State", "What was searched")
    empty = "Every place has passages on every theme."
    return Sheet("Gaps", heads, (24, 34, 20, 60), tuple(rows), empty)


def _not_read(portfolio: Portfolio) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for file in portfolio.files:
        told = list(unread_lines(file.document)) if file.document else []
        if file.reading is not None and file.reading.unread:
            left = counted(len(file.reading.unread), "passage")
            told.append(f"{left} not marked as read by anybody.")
        told += [f"A linked quote no longer stands in it: “{e.quote}”" for e in file.lost]
        if file.withheld:
            reviews = counted(file.withheld, "review")
            told.append(f"{reviews} that {portfolio.reader} may not read yet.")
        rows += [(file.place, file.title, line) for line in told]
    empty = "Everything was read."
    return Sheet("Not read", ("Place", "Strategy", "What"), (24, 44, 100), tuple(rows), empty)


def _method(portfolio: Portfolio) -> Sheet:
    made = portfolio.versions
    rows = (
        ("Made", f"{day(portfolio.at)}, {portfolio.at:%H:%M} UTC, for {portfolio.reader}"),
        ("LIS Scrutiny", made.program),
        ("Framework", f"{made.framework_name} ({made.framework}, file {made.framework_digest})"),
        ("Codebook", f"version {made.codebook}"),
        ("Theme model", ", ".join(made.models) or "none"),
        ("Text embedder", made.embedder),
        ("Judgements", "People’s, as the person the workbook was made for may read them."),
        ("Coverage, commitments, overlaps, gaps", "Found by the tool; nobody has judged them."),
        ("A gap", "The tool searched and found nothing clear. It is no judgement on the strategy."),
        ("Quotes", "Word for word from the strategy, with the printed page where one is printed."),
        ("An apostrophe before = + - @", "Keeps a spreadsheet from running the text that follows."),
    )
    return Sheet("Method", ("What", "Details"), (38, 100), rows, "")
