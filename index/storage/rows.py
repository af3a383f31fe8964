"""Turns what was read and found into rows, and rows back into the same things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import RowMapping

from index.embedded_text import embedded_promise, embedded_text, text_hash
from ingest.document import (
    About,
    Block,
    BlockKind,
    BoundingBox,
    Cell,
    Page,
    Passage,
    PrintedPage,
    Problem,
    Status,
    TextSource,
)
from nlp.commitment import Amount, Commitment, CommitmentKind, Deadline, Stage, Strength
from nlp.theme import Span, ThemeTag

Values: TypeAlias = dict[str, Any]
Row: TypeAlias = RowMapping

OWN_BOXES = -1
"""The cell number under which the boxes of a passage itself are kept."""


def about_values(about: About) -> Values:
    """Return the columns that people can edit."""
    return {
        "title": about.title,
        "place": about.place,
        "lead_body": about.lead_body,
        "status": about.status.value,
        "published": about.published,
        "published_precision": about.published_precision,
        "source_url": about.source_url,
    }


def about_of(row: Row) -> About:
    """Return what people say of a document."""
    return About(
        row["title"],
        row["place"],
        row["lead_body"],
        Status(row["status"]),
        row["published"],
        row["published_precision"],
        row["source_url"],
    )


def about_json(about: About) -> Values:
    """Return the same as `about_values`, in types that JSON has."""
    values = about_values(about)
    values["published"] = about.published.isoformat() if about.published else None
    return values


def page_values(document: str, page: Page) -> Values:
    """Return the row of a sheet, without its printed pages."""
    return {
        "document_id": document,
        "sheet": page.sheet,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "text_source": page.text_source.value,
        "confidence": page.confidence,
    }


def printed_values(document: str, page: Page) -> list[Values]:
    """Return a row per printed page of a sheet."""
    return [
        {
            "document_id": document,
            "sheet": page.sheet,
            "ordinal": i,
            "label": p.label,
            "x0": p.x0,
            "x1": p.x1,
        }
        for i, p in enumerate(page.printed)
    ]


def page_of(row: Row, printed: Iterable[Row]) -> Page:
    """Return a sheet with its printed pages, which are given in order."""
    parts = tuple(PrintedPage(p["label"], p["x0"], p["x1"]) for p in printed)
    source = TextSource(row["text_source"])
    size = row["width"], row["height"], row["rotation"]
    return Page(row["sheet"], *size, parts, source, row["confidence"])


def problem_of(row: Row) -> Problem:
    """Return what could not be read."""
    return Problem(row["code"], row["message"], row["sheet"])


def block_values(document: str, ordinal: int, block: Block) -> Values:
    """Return the row of a block."""
    return {
        "document_id": document,
        "ordinal": ordinal,
        "kind": block.kind.value,
        "text": block.text,
        "reading_order": block.order,
        "level": block.level,
        "boxes": [[b.sheet, b.x0, b.top, b.x1, b.bottom] for b in block.boxes],
    }


def block_of(row: Row) -> Block:
    """Return a piece of a page."""
    boxes = tuple(BoundingBox(*box) for box in row["boxes"])
    return Block(BlockKind(row["kind"]), row["text"], row["reading_order"], boxes, row["level"])


def passage_values(passage: Passage) -> Values:
    """Return the row of a passage, without its boxes and cells."""
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "ordinal": passage.ordinal,
        "text": passage.text,
        "headings": list(passage.headings),
        "kind": passage.kind.value,
        "lead_in": passage.lead_in,
        "printed": passage.printed,
        "text_hash": text_hash(embedded_text(passage)),
        "marker": passage.marker,
        "confidence": passage.confidence,
    }


def _boxes(number: int, cell: int, boxes: Sequence[BoundingBox]) -> list[Values]:
    return [
        {
            "passage": number,
            "cell": cell,
            "ordinal": i,
            "sheet": box.sheet,
            "x0": box.x0,
            "top": box.top,
            "x1": box.x1,
            "bottom": box.bottom,
        }
        for i, box in enumerate(boxes)
    ]


def box_values(number: int, passage: Passage) -> list[Values]:
    """Return a row per box of a passage and of its cells."""
    rows = _boxes(number, OWN_BOXES, passage.boxes)
    for i, cell in enumerate(passage.cells):
        rows += _boxes(number, i, cell.boxes)
    return rows


def cell_values(number: int, passage: Passage) -> list[Values]:
    """Return a row per cell of a table row."""
    return [
        {"passage": number, "ordinal": i, "header": cell.header, "text": cell.text}
        for i, cell in enumerate(passage.cells)
    ]


def word_values(number: int, passage: Passage) -> Values:
    """Return what the word index holds of a passage."""
    return {
        "rowid": number,
        "text": passage.text,
        "lead_in": passage.lead_in or "",
        "headings": " / ".join(passage.headings),
        "cells": " / ".join(cell.header for cell in passage.cells if cell.header),
    }


def passage_of(row: Row, boxes: Mapping[int, list[Row]], cells: Iterable[Row]) -> Passage:
    """Return a passage; `boxes` are its own by cell number, in order."""

    def of_cell(cell: int) -> tuple[BoundingBox, ...]:
        return tuple(
            BoundingBox(b["sheet"], b["x0"], b["top"], b["x1"], b["bottom"])
            for b in boxes.get(cell, ())
        )

    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        ordinal=row["ordinal"],
        text=row["text"],
        headings=tuple(row["headings"]),
        kind=BlockKind(row["kind"]),
        boxes=of_cell(OWN_BOXES),
        lead_in=row["lead_in"],
        cells=tuple(Cell(c["header"], c["text"], of_cell(c["ordinal"])) for c in cells),
        printed=row["printed"],
        marker=row["marker"],
        confidence=row["confidence"],
    )


def tag_values(analysis: int, ordinal: int, tag: ThemeTag) -> Values:
    """Return the row of a label on a passage."""
    return {
        "analysis": analysis,
        "ordinal": ordinal,
        "label": tag.label,
        "probability": tag.probability,
        "accepted": tag.accepted,
        "evidence": [[span.start, span.end] for span in tag.evidence],
        "unsure": tag.unsure,
    }


def tag_of(row: Row) -> ThemeTag:
    """Return a label on a passage."""
    spans = tuple(Span(start, end) for start, end in row["evidence"])
    return ThemeTag(row["label"], row["probability"], row["accepted"], spans, row["unsure"])


def commitment_values(
    analysis: int, ordinal: int, commitment: Commitment, passage: Passage
) -> Values:
    """Return the row of a promise."""
    amount, deadline = commitment.amount, commitment.deadline
    return {
        "analysis": analysis,
        "ordinal": ordinal,
        "start": commitment.start,
        "end": commitment.end,
        "kind": commitment.kind.value,
        "strength": commitment.strength.value,
        "stage": commitment.stage.value,
        "actor": commitment.actor,
        "action": commitment.action,
        "amount_text": amount.text if amount else None,
        "amount_value": amount.value if amount else None,
        "amount_currency": amount.currency if amount else None,
        "deadline_text": deadline.text if deadline else None,
        "deadline_start": deadline.start if deadline else None,
        "deadline_end": deadline.end if deadline else None,
        "indicator": commitment.indicator,
        "baseline": commitment.baseline,
        "target": commitment.target,
        "text_hash": text_hash(embedded_promise(passage, commitment)),
        "partners": list(commitment.partners),
        "places": list(commitment.places),
    }


def commitment_of(row: Row) -> Commitment:
    """Return a promise."""
    amount = deadline = None
    if row["amount_text"] is not None:
        amount = Amount(row["amount_text"], row["amount_value"], row["amount_currency"])
    if row["deadline_text"] is not None:
        deadline = Deadline(row["deadline_text"], row["deadline_start"], row["deadline_end"])
    return Commitment(
        start=row["start"],
        end=row["end"],
        kind=CommitmentKind(row["kind"]),
        strength=Strength(row["strength"]),
        stage=Stage(row["stage"]),
        actor=row["actor"],
        action=row["action"],
        amount=amount,
        deadline=deadline,
        indicator=row["indicator"],
        baseline=row["baseline"],
        target=row["target"],
        partners=tuple(row["partners"]),
        places=tuple(row["places"]),
    )
