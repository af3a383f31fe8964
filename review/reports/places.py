"""Quotes with the printed page on which they begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from index.searching.answers import best_quote
from index.storage.workspace import Workspace
from ingest.document import BoundingBox, Document, Passage
from review.quote_place import place_of_quote
from review.reports.wording import listed

LONGEST: Final = 400  # characters of a quote that the tool chose; a reviewer’s is never cut


def page_words(printed: str | None, sheet: int) -> str:
    """Return "page 12"; where no number is printed, the sheet of the file."""
    return f"page {printed}" if printed else f"sheet {sheet} of the PDF"


def pages_words(pages: Iterable[tuple[str | None, int]]) -> str:
    """Return "pages 9 and 10" of printed numbers and sheets, in reading order, each once."""
    ordered = sorted(set(pages), key=lambda page: (page[1], len(page[0] or ""), page[0] or ""))
    printed = list(dict.fromkeys(label for label, _ in ordered if label))
    sheets = list(dict.fromkeys(str(sheet) for label, sheet in ordered if not label))
    told = []
    if printed:
        told.append(f"page{'s' if len(printed) > 1 else ''} {listed(printed)}")
    if sheets:
        told.append(f"sheet{'s' if len(sheets) > 1 else ''} {listed(sheets)} of the PDF")
    return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of a strategy as a report quotes them: `quote` is `passage.text[start:end]`.

    `cut` says that a sentence without end was broken off after a word.
    """

    document: Document
    passage: Passage
    start: int
    end: int
    sheet: int
    printed: str | None
    boxes: tuple[BoundingBox, ...]
    cut: bool = False

    @property
    def quote(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def place(self) -> str:
        return self.document.about.place

    @property
    def page(self) -> str:
        return page_words(self.printed, self.sheet) + (", cut here" if self.cut else "")


class Pages:
    """Looks up pages; opens a PDF only where a passage lies on more than one printed page."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def cite(self, document: Document, passage: Passage, start: int, end: int) -> Cited:
        """Return a stretch of a passage with its sheet, printed page and boxes."""
        boxes, printed = passage.boxes, passage.printed
        if self._could_be_elsewhere(document, passage):
            pdf = self._workspace.pdf(document.id)
            found = place_of_quote(pdf, passage, document.pages, start, end)
            boxes, printed = found.boxes, found.printed
        return Cited(document, passage, start, end, boxes[0].sheet, printed, boxes)

    def cite_briefly(self, document: Document, passage: Passage, start: int, end: int) -> Cited:
        """Return a long stretch as its first sentence, a short one whole.

        A sentence of more than LONGEST characters is cut after a word: lists of names are such.
        """
        part = best_quote(passage.text[start:end], ())
        start, end = start + part.start, start + part.end
        short = passage.text.rfind(" ", start, start + LONGEST)
        if end - start <= LONGEST or short <= start:
            return self.cite(document, passage, start, end)
        return replace(self.cite(document, passage, start, short), cut=True)

    @staticmethod
    def _could_be_elsewhere(document: Document, passage: Passage) -> bool:
        sheets = {box.sheet for box in passage.boxes}
        spread = any(p.sheet in sheets and len(p.printed) > 1 for p in document.pages)
        return len(sheets) > 1 or spread
