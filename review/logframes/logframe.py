"""What a logframe is: rows from impact to inputs, each cell a quote, a person's words or a gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from ingest.document import Document, Passage
from nlp.commitment import Stage
from review.theory.steps import Searched

NOT_STATED: Final = "not stated"


class Column(StrEnum):
    """The columns of a logframe, in order."""

    STATEMENT = "statement"
    INDICATOR = "indicator"
    BASELINE = "baseline"
    BASELINE_DATE = "baseline_date"
    MILESTONES = "milestones"
    TARGET = "target"
    TARGET_DATE = "target_date"
    SOURCE = "source"
    ASSUMPTIONS = "assumptions"
    RISK = "risk"


NAMES: Final[Mapping[Column, str]] = {
    Column.STATEMENT: "Statement",
    Column.INDICATOR: "Indicator",
    Column.BASELINE: "Baseline",
    Column.BASELINE_DATE: "Baseline date",
    Column.MILESTONES: "Milestones",
    Column.TARGET: "Target",
    Column.TARGET_DATE: "Target date",
    Column.SOURCE: "Source of verification",
    Column.ASSUMPTIONS: "Assumptions",
    Column.RISK: "Risk",
}

LEVELS: Final = (Stage.IMPACT, Stage.OUTCOME, Stage.OUTPUT, Stage.ACTIVITY, Stage.INPUT)
"""The blocks of a logframe, from the top down."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage: `text` is exactly `passage.text[start:end]`.

    `header` is set where the header of a table column says it ("2025") and the words are those
    of the cell under it: headers are no part of a passage's text.
    """

    passage: Passage
    start: int
    end: int
    header: str = ""

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def said(self) -> str:
        """What a reader is shown: the header where that says it, else the words."""
        return " ".join((self.header or self.text).split())

    @property
    def page(self) -> str:
        """The printed page, or the sheet where none is printed."""
        printed = self.passage.printed
        return f"p. {printed}" if printed else f"sheet {self.passage.sheet}"


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wrote into a cell, over `before`; `id` counts edits of a workspace.

    `text` is None when the person took an earlier edit back.
    """

    id: int
    row: str
    column: Column
    text: str | None
    before: str
    statement: str
    level: Stage
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: quotes of the text, or the searches that found none, with an edit over either.

    `again` are the places where the strategy says the same once more; they are cited, not shown.
    """

    quotes: tuple[Quote, ...] = ()
    searches: tuple[Searched, ...] = ()
    edit: Edit | None = None
    again: tuple[Quote, ...] = ()

    @property
    def cited(self) -> tuple[Quote, ...]:
        """Every place that the words of the text are taken from."""
        return (*self.quotes, *self.again)

    @property
    def drafted(self) -> str:
        """What the text says, white space folded; NOT_STATED where it says nothing."""
        return "; ".join(quote.said for quote in self.quotes) or NOT_STATED

    @property
    def text(self) -> str:
        if self.edit is not None and self.edit.text is not None:
            return self.edit.text
        return self.drafted

    @property
    def origin(self) -> str:
        """Where the words come from: "text", "person" or "gap"."""
        if self.edit is not None and self.edit.text is not None:
            return "person"
        return "text" if self.quotes else "gap"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `key` stays through re-drafts as long as the words of its statement do.

    `links` names the rows that this one is said to lead to, by key; `aliases` are the keys of
    the same promise where it is made again.
    """

    key: str
    level: Stage
    number: str
    cells: Mapping[Column, Cell]
    links: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def statement(self) -> str:
        return self.cells[Column.STATEMENT].text

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return self.cells[Column.STATEMENT].cited


@dataclass(frozen=True, slots=True)
class Logframe:
    """The logframe of one strategy.

    `left_out` says which promises make no row, and why. `orphans` holds edits of rows that the
    text no longer yields: they stay visible until a person takes them back.
    """

    document: Document
    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    orphans: tuple[Edit, ...] = ()

    @property
    def changed(self) -> datetime | None:
        """When a person last wrote into it; None when nobody did."""
        cells = [cell.edit for row in self.rows for cell in row.cells.values()]
        moments = [edit.at for edit in (*cells, *self.orphans) if edit is not None]
        return max(moments, default=None)

    def of(self, level: Stage) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.level is level)
