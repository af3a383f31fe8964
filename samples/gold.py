"""Write down what was printed where, in the order in which a person reads it.

On each printed page: the columns from left to right, then margin or side panel, then footnotes;
running heads come last on their sheet. A unit cut by a column or page end has a box for each part.

Fields of a line, beside id, kind, in_box and level (headings; 4 is the title of a box):
text        as printed: footnote numbers stay, line-end hyphens are mended, ligatures undone
marks       [start, end] of each footnote number in the text
marker      bullet or number in front of a list item or footnote; neither in text nor in boxes
headings    titles above the unit, the box's own last
lead_in     the paragraph above a list item's list
cells       [header, text] pairs of a table row; a bar is [label, value] without headers
cell_boxes  a box for each cell, null for an empty one
sheets      PDF pages from 1; `printed` is the number printed on the first of them, or null
boxes       [sheet, x0, top, x1, bottom] in points from the top left of the sheet
Kinds: heading, paragraph, list_item, table_head, table_row, pull_quote, caption, figure_label,
footnote; and from the press itself: cover, contents (leader dots are left out of text), running.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from samples.edition import Edition
from samples.ink import Placed, Span
from samples.layout import PrintedPage
from samples.printed import Unit

ROLES: Final = ("front", "main", "aside", "note", "running")


@dataclass(slots=True)
class _Landing:
    """Where a unit came to stand so far: (sheet, rectangle) for its parts and for its cells."""

    unit: Unit
    printed: str | None
    boxes: list[tuple[int, list[Span]]] = field(default_factory=list)


def blocks_jsonl(edition: Edition) -> str:
    """One JSON object a line for every unit on every page."""
    landings: dict[Unit, _Landing] = {}
    running: dict[Unit, _Landing] = {}
    for number, sheet in enumerate(edition.sheets, 1):
        for dx, page in sheet.pages:
            for placed, spans in _in_reading_order(page, dx):
                unit = spans[0].unit
                there = running if placed.role == "running" else landings
                landing = there.setdefault(unit, _Landing(unit, page.label))
                landing.boxes.append((number, spans))
        landings |= running
        running = {}
    records = [_record(landing) for landing in landings.values()]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _in_reading_order(page: PrintedPage, dx: float) -> Iterator[tuple[Placed, list[Span]]]:
    """Each unbroken part of a unit: its spans, as long as no other unit or column comes between."""
    ordered = sorted(page.placed, key=lambda p: ROLES.index(p.role))
    spans = [(placed, span) for placed in ordered for span in placed.piece.shifted(dx, 0.0).spans]
    part: list[Span] = []
    for n, (placed, span) in enumerate(spans):
        part.append(span)
        after = spans[n + 1] if n + 1 < len(spans) else None
        same = after and after[1].unit is span.unit and after[0].column == placed.column
        if not same or (after and after[0].role != placed.role):
            yield placed, part
            part = []


def _record(landing: _Landing) -> dict[str, Any]:
    unit = landing.unit
    record: dict[str, Any] = {
        "id": unit.id,
        "kind": unit.kind,
        "in_box": unit.in_box,
        "level": unit.level,
        "text": unit.printed,
        "marks": _marks(unit),
        "marker": unit.marker,
        "headings": list(unit.headings),
        "lead_in": unit.lead_in,
        "cells": [[head, text.printed] for head, text in unit.cells],
        "sheets": sorted({sheet for sheet, _ in landing.boxes}),
        "printed": landing.printed,
        "boxes": [_box(sheet, spans) for sheet, spans in landing.boxes],
        "cell_boxes": [
            _box(sheet, cell) if cell else None
            for sheet, spans in landing.boxes
            for n in range(len(unit.cells))
            for cell in [[s for s in spans if s.cell == n]]
        ],
    }
    return record


def _marks(unit: Unit) -> list[list[int]]:
    """[start, end] of each footnote number in the printed text."""
    out, grown = [], 0
    for offset, number in unit.text.marks:
        digits = len(str(number))
        out.append([offset + grown, offset + grown + digits])
        grown += digits
    return out


def _box(sheet: int, spans: list[Span]) -> list[float]:
    edges = (
        min(s.x0 for s in spans),
        min(s.top for s in spans),
        max(s.x1 for s in spans),
        max(s.bottom for s in spans),
    )
    return [sheet, *(round(edge, 2) for edge in edges)]
