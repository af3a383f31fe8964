"""Pictures that say something in words: charts, tables and forms pasted in as images.

Nothing in them can be searched, which a reader must be told. Photographs say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.document import Problem
from ingest.pages.shapes import Shape, Shapes
from ingest.pages.words import Frame, Word

LEAST: Final = 0.08  # of the page: a smaller picture is a logo or an icon
MOST: Final = 0.9  # of the page: a larger one is its ground, or a scan that OCR reads
OVERWRITTEN: Final = 3  # words on a picture: with more it is the ground of a text
GREYS: Final = 16  # steps of grey in which colours are told apart
GROUND: Final = 0.5  # of a picture in one grey: drawings reach .5, photographs .35
CONTRAST: Final = 60  # of 256 greys between ink and ground
INK: Final = 0.03  # of a picture: lines and letters take more
EDGES: Final = 2.5  # from ground to ink or back in 100 points of a level line: shapes have fewer
MAX_PIXELS: Final = 20_000_000  # a page scanned at 400 dots an inch; more is a bomb


def unread_pictures(
    page: Any, number: int, frame: Frame, shapes: Shapes, words: Sequence[Word]
) -> list[Problem]:
    """Return a problem when pictures on a page with text hold words or figures of their own."""
    area = frame.width * frame.height
    found = [
        shape
        for shape in shapes.of("image")
        if LEAST * area < shape.width * shape.height < MOST * area and not _written_on(shape, words)
    ]
    if not found or _largest(page) > MAX_PIXELS:
        return []
    cover = sum(s.width * s.height for s in found if _is_drawn(_picture(page, frame, s))) / area
    if not cover:
        return []
    share = min(100, round(100 * cover))
    why = f"a chart, table or text set as a picture takes {share} in 100 of it and is not searched"
    return [Problem("unread_picture", f"page {number}: {why}; look at the page", number)]


def _written_on(shape: Shape, words: Sequence[Word]) -> bool:
    inside = [w for w in words if shape.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
    return len(inside) > OVERWRITTEN


def _largest(page: Any) -> int:
    """Return the pixels of the largest image on the page."""
    sizes = [0]
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        about = image.get_metadata()
        sizes.append(about.width * about.height)
    return max(sizes)


def _picture(page: Any, frame: Frame, shape: Shape) -> NDArray[np.uint8]:
    """Return a picture as greys, a pixel to the point."""
    edges = (shape.x0, frame.height - shape.bottom, frame.width - shape.x1, shape.top)
    bitmap = page.render(scale=1, grayscale=True, crop=tuple(max(0.0, edge) for edge in edges))
    greys: NDArray[np.uint8] = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    bitmap.close()
    return greys


def _is_drawn(greys: NDArray[np.uint8]) -> bool:
    """Whether a picture has an even ground with much that is thin on it, as text and charts do."""
    step = 256 // GREYS
    count = np.bincount((greys // step).ravel(), minlength=GREYS)
    ground = int(count.argmax())
    if count[ground] < GROUND * greys.size:
        return False
    ink = np.abs(greys.astype(np.int16) - (ground * step + step // 2)) > CONTRAST
    edges = (ink[:, 1:] != ink[:, :-1]).sum(axis=1)
    if float(ink.mean()) < INK or not edges.any():
        return False
    return bool(edges[edges > 0].mean() * 100 / greys.shape[1] > EDGES)
