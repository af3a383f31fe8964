"""Finds the words for the cells of a row whose target stands in a turned table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.document import Passage
from nlp.commitments.cell_values import Value
from nlp.commitments.column_heads import Column as Told
from nlp.commitments.turned_rows import cell_spans
from review.logframes.logframe import Column, Quote
from review.theory.steps import Step
from review.theory.turned_tables import TurnedColumn, turned_column

_YEAR: Final = re.compile(
    r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December) )?(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b"
)


def cells_of_column(step: Step, section: Sequence[Passage]) -> dict[Column, tuple[Quote, ...]]:
    """Quote what the rows of a turned table say under one head; empty for any other promise.

    `section` holds the passages under the heading of the promise in reading order.
    """
    turned = turned_column(step.commitment, step.passage, section)
    if turned is None:
        return {}
    told = turned.columns
    header = step.passage.cells[turned.place].header
    head = (Quote(step.passage, step.element.start, step.element.end, header),)
    baseline, target = told.get(Told.BASELINE), told.get(Told.TARGET)
    steps = sorted(told.milestones, key=lambda value: (value.year or 0, value.place))
    return {
        Column.STATEMENT: head,
        Column.INDICATOR: head,
        Column.BASELINE: _quoted(turned, baseline),
        Column.BASELINE_DATE: _quoted(turned, told.get(Told.BASELINE_DATE))
        or (_date(turned, baseline) if baseline else ()),
        Column.MILESTONES: tuple(
            quote
            for value in steps
            for quote in _quoted(turned, value, f"{value.header}: {value.text}")
        ),
        Column.TARGET: _quoted(turned, target),
        Column.TARGET_DATE: _quoted(turned, told.get(Told.DEADLINE))
        or _quoted(turned, told.get(Told.YEAR))
        or (_date(turned, target) if target and step.deadline else ()),
        Column.SOURCE: _quoted(turned, told.get(Told.SOURCE)),
    }


def _quoted(turned: TurnedColumn, value: Value | None, words: str = "") -> tuple[Quote, ...]:
    row, span = (turned.passage(value), turned.span(value)) if value else (None, None)
    return (Quote(row, *span, words),) if row and span else ()


def _date(turned: TurnedColumn, value: Value) -> tuple[Quote, ...]:
    """Quote the date in the cell of a value, or in the label of its row."""
    row = turned.passage(value)
    if row is None:
        return ()
    label = cell_spans(row.text, [cell.text for cell in row.cells])[0]
    for span in (turned.span(value), label):
        if span and (match := _YEAR.search(row.text, *span)):
            return (Quote(row, *match.span()),)
    return ()
