"""Pictures of pages and the places of quotes on them, worked out once and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

from ingest.document import BoundingBox, Passage
from ingest.layout.quote_boxes import quote_boxes
from ingest.pages.page_image import page_jpeg

WIDTH: Final = 1300
"""Pixels: sharp in half of a 1920 screen at twice the size, and still under 400 kB."""

KEPT: Final = 120
"""Pictures in memory, about 40 MB."""

QUOTES: Final = 2000
"""Places of quotes in memory: a few hundred bytes each."""


class PagePictures:
    """Asks PDFium one thing at a time, because it is not thread-safe; shared between sessions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Path, int], bytes] = OrderedDict()
        self._quotes: OrderedDict[tuple[Path, str, int, int], tuple[BoundingBox, ...]] = (
            OrderedDict()
        )

    def jpeg(self, pdf: Path, sheet: int) -> bytes:
        """Return one sheet; whatever PDFium raises for a damaged file passes through."""
        key = (pdf, sheet)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            else:
                self._kept[key] = page_jpeg(pdf, sheet, WIDTH)
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]

    def quote_boxes(
        self, pdf: Path, passage: Passage, start: int, end: int
    ) -> tuple[BoundingBox, ...]:
        """Return the boxes of a part of a passage; those of the passage when PDFium fails."""
        key = (pdf, passage.id, start, end)
        with self._lock:
            if key not in self._quotes:
                try:
                    self._quotes[key] = quote_boxes(pdf, passage, start, end)
                except Exception:
                    # A damaged file or one that is gone: its text is kept, so are its boxes.
                    return passage.boxes
                if len(self._quotes) > QUOTES:
                    self._quotes.popitem(last=False)
            return self._quotes[key]
