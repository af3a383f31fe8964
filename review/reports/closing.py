"""What could not be read, and how the report was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.document import Document, Problem, TextSource
from review.reports.material import Material
from review.reports.parts import Grid, Heading, Part, Points, Words
from review.reports.places import page_words
from review.reports.wording import counted, day

_PAGE: Final = re.compile(r"^page (\d+)")


def not_read(material: Material) -> Iterator[Part]:
    """Yield sheets without text, problems of reading, unread passages and quotes that are gone."""
    file = material.file
    yield Heading("What could not be read, and what nobody has read")
    told = list(unread_lines(file.document)) if file.document else []
    if file.document is not None and not told:
        told.append("The tool read every sheet and noted no problem.")
    if file.document is None:
        told.append("The strategy was removed from the workspace; its reviews were kept.")
    if file.reading is not None and file.reading.unread:
        left = counted(len(file.reading.unread), "passage")
        told.append(f"People have not marked {left} of {file.reading.passages:,} as read.")
    elif file.reading is not None:
        told.append("Every passage was marked as read by a person.")
    yield Points(tuple(told))
    if file.lost:
        yield Heading("Quotes that no longer stand in the strategy", 2)
        yield Words(
            "These quotes were linked to judgements, but the strategy as it was last read does "
            "not contain them. Check them against the PDF."
        )
        lost = {(e.quote, page_words(e.printed, e.sheet)) for e in file.lost}
        yield Points(tuple(f"“{quote}” (was on {page})" for quote, page in sorted(lost)))


def unread_lines(document: Document) -> Iterator[str]:
    """Yield what the reader could not read or read from a picture, a sentence each."""
    without = [p.sheet for p in document.pages if p.text_source is TextSource.NONE]
    sheets = len(document.pages)
    if without:
        yield (
            f"{len(without)} of {counted(sheets, 'sheet')} have no text that could be read: "
            f"{', '.join(map(str, without))}."
        )
    seen = [page.sheet for page in document.pages if page.text_source is TextSource.OCR]
    if seen:
        yield (
            "Words on these sheets were recognised from a picture, so check quotes from them: "
            f"{', '.join(map(str, seen))}."
        )
    for problem in document.problems:
        yield _problem(problem)


def _problem(problem: Problem) -> str:
    """Return a problem as a sentence; the reader's "page 3" is a sheet to readers of a report."""
    told = _PAGE.sub(r"Sheet \1", problem.message).rstrip(".")
    if problem.sheet is not None and not told.lower().startswith("sheet"):
        told = f"Sheet {problem.sheet}: {told}"
    return f"{told[:1].upper()}{told[1:]}."


def method(material: Material) -> Iterator[Part]:
    """Yield how the report came about, with the version of everything that had a part in it."""
    file, made = material.file, material.versions
    yield Heading("How this report was made")
    yield Points(
        (
            "Ratings and notes are people’s. Two people review a strategy without seeing each "
            "other’s work; a moderator who reviewed neither decides where they differ.",
            "Every rating rests on at least one quote, or on searches that found nothing.",
            "The tool reads the PDF, compares each passage with the themes of the framework and "
            "with the promises of other places. Its finds are marked as such and are not ratings.",
            "Quotes are checked against the stored text when the report is made; page numbers are "
            "the printed ones, and where none is printed the sheet of the PDF is given.",
        )
    )
    rows = [
        ("Report made", f"{day(material.at)}, {material.at:%H:%M} UTC, for {file.reader}"),
        ("LIS Scrutiny", made.program),
        ("Framework", f"{made.framework_name} ({made.framework}, file {made.framework_digest})"),
        ("Codebook", f"version {made.codebook}"),
        ("Theme model", ", ".join(made.models) or "none"),
        ("Text embedder", made.embedder),
        ("Document", f"{file.id} (start of the SHA-256 of the PDF)"),
    ]
    yield Grid("Versions", ("What", "Version"), tuple(rows), (26, 74))
