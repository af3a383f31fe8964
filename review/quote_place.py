"""Where on the paper a quote stands: its boxes, its sheet and the page number printed there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import BoundingBox, Page, Passage


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Boxes of a quote, and the printed label of the page where it begins."""

    boxes: tuple[BoundingBox, ...]
    printed: str | None

    @property
    def sheet(self) -> int:
        return self.boxes[0].sheet


def place_of_quote(
    pdf: Path, passage: Passage, pages: Sequence[Page], start: int, end: int
) -> QuotePlace:
    """Return where `passage.text[start:end]` stands in the PDF.

    A passage can run over to the next page, and then its own page is not always the quote's.
    Where the words cannot be told apart on the page, or the PDF cannot be opened any more, the
    passage's boxes and page are returned.
    """
    from pypdfium2 import PdfiumError

    from ingest.layout.quote_boxes import quote_boxes

    try:
        found = quote_boxes(pdf, passage, start, end)
    except (OSError, PdfiumError):
        return QuotePlace(passage.boxes, passage.printed)
    first = found[0]
    for page in pages:
        if page.sheet == first.sheet:
            label = page.label_at((first.x0 + first.x1) / 2)
            same = page.sheet == passage.sheet
            return QuotePlace(found, label if label is not None or not same else passage.printed)
    return QuotePlace(found, passage.printed)
