"""The JSON of documents and passages, as the command-line contract names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.document import About, BoundingBox, Document, Passage, Problem

Json = dict[str, Any]

PRECISION = {"day": 10, "month": 7, "year": 4}  # how many characters of an ISO date are known


def published_text(about: About) -> str | None:
    """Return the date as far as it is known: "2019", "2019-07" or "2019-07-16"."""
    if about.published is None:
        return None
    return about.published.isoformat()[: PRECISION[about.published_precision]]


def box_json(boxes: Iterable[BoundingBox]) -> list[list[float]]:
    """Return boxes as [sheet, x0, top, x1, bottom]."""
    return [[b.sheet, b.x0, b.top, b.x1, b.bottom] for b in boxes]


def place_json(
    passage: str | None,
    document: str,
    span: tuple[int, int],
    quote: str,
    sheet: int,
    printed: str | None,
    boxes: Iterable[BoundingBox],
) -> Json:
    """Return a quote with where it stands.

    `passage_id` is null where the quote stands nowhere now, and the rest says where it stood.
    """
    start, end = span
    return {
        "passage_id": passage,
        "document": document,
        "start": start,
        "end": end,
        "quote": quote,
        "sheet": sheet,
        "printed": printed,
        "boxes": box_json(boxes),
    }


def quote_in(passage: Passage, start: int, end: int) -> Json:
    """Return words of a passage as `place_json` does."""
    return place_json(
        passage.id,
        passage.document_id,
        (start, end),
        passage.text[start:end],
        passage.sheet,
        passage.printed,
        passage.boxes,
    )


def problem_json(problem: Problem) -> Json:
    """Return what could not be read; `sheet` is null when the whole document is meant."""
    return {"code": problem.code, "message": problem.message, "sheet": problem.sheet}


def about_json(about: About) -> Json:
    """Return what people say of a document."""
    return {
        "title": about.title,
        "place": about.place,
        "lead_body": about.lead_body,
        "status": about.status.value,
        "published": published_text(about),
        "source_url": about.source_url,
    }


def document_json(document: Document, passages: int, commitments: int) -> Json:
    """Return a stored document with how much it holds."""
    return {
        "id": document.id,
        **about_json(document.about),
        "sheets": len(document.pages),
        "passages": passages,
        "commitments": commitments,
        "problems": [problem_json(problem) for problem in document.problems],
    }


def passage_json(passage: Passage) -> Json:
    """Return a passage with where it stands."""
    return {
        "id": passage.id,
        "ordinal": passage.ordinal,
        "kind": passage.kind.value,
        "headings": list(passage.headings),
        "lead_in": passage.lead_in,
        "marker": passage.marker,
        "text": passage.text,
        "cells": [
            {"header": cell.header, "text": cell.text, "boxes": box_json(cell.boxes)}
            for cell in passage.cells
        ],
        "boxes": box_json(passage.boxes),
        "printed": passage.printed,
        "confidence": passage.confidence,
    }


def sheet_name(passage: Passage) -> str:
    """Return where a person finds a passage: by the printed page if there is one."""
    return f"page {passage.printed}" if passage.printed else f"sheet {passage.sheet}"
