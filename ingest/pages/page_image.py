"""Pictures of pages, drawn by the engine that also read their words, so that boxes fit."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from ingest.document import Passage

MAX_PIXELS = 16_000_000  # a sheet of A0 is drawn smaller rather than exhausting memory
JPEG_QUALITY = 82  # text stays crisp; half the size of 92


def page_jpeg(pdf_path: Path, sheet: int, width: int = 1100) -> bytes:
    """Return one sheet as a JPEG, `width` pixels wide unless that makes it too large."""
    pdf = pdfium.PdfDocument(pdf_path)
    try:
        picture = _render(pdf[sheet - 1], width)
    finally:
        pdf.close()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=JPEG_QUALITY)
    return buffer.getvalue()


def _render(page: Any, width: int) -> Any:
    page_width, page_height = page.get_size()
    scale = width / page_width
    if width * page_height * scale > MAX_PIXELS:
        scale = (MAX_PIXELS / (page_width * page_height)) ** 0.5
    return page.render(scale=scale).to_pil().convert("RGB")


def draw_passages(pdf_path: Path, passages: Sequence[Passage], folder: Path) -> list[Path]:
    """Write one PNG per sheet with every passage boxed and numbered in reading order.

    The picture is for the eye: a number out of place is a reading-order fault, a box that
    cuts a word is a box fault. Returns the files written.
    """
    from PIL import ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    tints = ("#1d70b8", "#d4351c", "#00703c", "#4c2c92", "#f47738", "#b58840")
    pdf = pdfium.PdfDocument(pdf_path)
    written: list[Path] = []
    try:
        for index in range(len(pdf)):
            picture = _render(pdf[index], 1200)
            scale = picture.width / pdf[index].get_size()[0]
            draw = ImageDraw.Draw(picture)
            for passage in passages:
                tint = tints[passage.ordinal % len(tints)]
                for box in passage.boxes:
                    if box.sheet != index + 1:
                        continue
                    edges = [v * scale for v in (box.x0, box.top, box.x1, box.bottom)]
                    draw.rectangle(edges, outline=tint, width=2)
                    label = f"{passage.ordinal} {passage.kind.value[:4]}"
                    draw.text((edges[0] - 2, edges[1] - 11), label, fill=tint)
            path = folder / f"{pdf_path.stem}-{index + 1:03}.png"
            picture.save(path)
            written.append(path)
    finally:
        pdf.close()
    return written
