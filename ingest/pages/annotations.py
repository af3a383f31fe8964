"""What was laid over a page after it was made: strike-outs by a reader's tool, and typed notes."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pages.strikes import Rule
from ingest.pages.words import Frame

UNSEEN_FLAGS = 2 | 32  # hidden, or not shown on a screen (PDF 32000-1, table 165)
MAX_ANNOTATIONS = 5_000  # on one page; a page of comments has some dozens


def struck_out(page: Any, frame: Frame) -> tuple[list[Rule], int]:
    """Return the middle line of each strike-out on a PDFium page, and how many notes it carries.

    Notes are text boxes typed over the page; they are no part of its text layer.
    """
    rules: list[Rule] = []
    notes = 0
    for i in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, i)
        if not annotation:
            continue
        try:
            kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            if pdfium_c.FPDFAnnot_GetFlags(annotation) & UNSEEN_FLAGS:
                continue
            if kind == pdfium_c.FPDF_ANNOT_STRIKEOUT:
                rules += _middles(annotation, frame)
            notes += kind == pdfium_c.FPDF_ANNOT_FREETEXT
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)
    return rules, notes


def _middles(annotation: Any, frame: Frame) -> list[Rule]:
    rules: list[Rule] = []
    quad = pdfium_c.FS_QUADPOINTSF()
    count = pdfium_c.FPDFAnnot_CountAttachmentPoints(annotation)
    for k in range(min(count, MAX_ANNOTATIONS)):
        if not pdfium_c.FPDFAnnot_GetAttachmentPoints(annotation, k, ctypes.byref(quad)):
            continue
        xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
        x0, top, x1, bottom = frame.place(min(xs), max(xs), min(ys), max(ys))
        rules.append((x0, (top + bottom) / 2, x1))
    return rules
