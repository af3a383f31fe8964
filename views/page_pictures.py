"""Pictures of pages, drawn once and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

from ingest.page_image import page_jpeg

WIDTH: Final = 1300
"""Pixels: sharp in half of a 1920 screen at twice the size, and still under 400 kB."""

KEPT: Final = 120
"""Pictures in memory, about 40 MB."""


class PagePictures:
    """Draws sheets one at a time, because PDFium is not thread-safe; shared between sessions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Path, int], bytes] = OrderedDict()

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
