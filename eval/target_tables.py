"""Suite "outcomes": do baseline, target and date land in their columns of the logframe?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from eval.measure import Measure, share
from eval.target_tables_drawn import GoldRow, TargetTable, draw_table, target_tables
from index.assembly import LanguageTools
from ingest.document import About
from ingest.reader import read_pdf
from nlp.analysis import Analysis, Promises
from nlp.statement import Statement
from review.logframes.draft import draft_logframe
from review.logframes.logframe import Column, Row
from review.theory.steps import Strategy

PUBLISHED: Final = date(2019, 7, 1)
"""When the invented strategies came out: between their baselines and their targets."""

ReadPromises: TypeAlias = Callable[[list[Statement]], list[Promises]]

PARTS: Final = ("first", "second", "third", "fourth", "round one", "round two", "round three")
SEEN_NOTES: Final = {"round three": "scored .783 before it was mended on"}
"""What a part scored while it was unseen, where that is the figure we report."""
CORE: Final = ("baseline", "target", "date")
BESIDE: Final = ("baseline_date", "milestones", "source")


@dataclass(frozen=True, slots=True)
class Miss:
    """A cell that is not what the gold says; "" is not stated."""

    table: str
    indicator: str
    cell: str
    wanted: str
    got: str


def measure_outcomes(language: LanguageTools) -> list[Measure]:
    """Return how many cells of each part of the gold stand in the right column.

    No part is held to a bar: all of them led to mends, so that none is a test any more.
    """

    def read(statements: list[Statement]) -> list[Promises]:
        encoded = language.analyst.encode([statement.framed for statement in statements])
        return language.analyst.promises.read(statements, encoded.vectors, encoded.adapted)

    found: list[Measure] = []
    for part in PARTS:
        of, missed = score_tables([t for t in target_tables() if t.part == part], read)
        found += _measures(part, of, missed)
    return found


def _measures(part: str, of: Counter[str], missed: Sequence[Miss]) -> list[Measure]:
    right = {cell: of[cell] - sum(m.cell == cell for m in missed) for cell in of}
    cells = sum(of[cell] for cell in CORE)
    good = sum(right[cell] for cell in CORE)
    name = f"{part} tables: baseline, target, date in column"
    note = SEEN_NOTES.get(part, "the reader was mended on these")
    return [
        Measure("outcomes", name, share(good, cells), cells, note=note),
        *(
            Measure("outcomes", f"{part} tables: {cell}", share(right[cell], of[cell]), of[cell])
            for cell in (*CORE, *BESIDE, "rows that are targets")
        ),
    ]


def score_tables(
    tables: Iterable[TargetTable], read: ReadPromises
) -> tuple[Counter[str], list[Miss]]:
    """Return how many cells of each sort were asked for, and those that are wrong.

    A row of the logframe that no gold row names counts among the "rows that are targets".
    """
    of: Counter[str] = Counter()
    missed: list[Miss] = []
    for table in tables:
        rows = logframe_rows(table, read)
        for gold in table.gold:
            row = _row_of(gold, rows)
            if row is not None:
                rows.remove(row)
            of.update((*CORE, *BESIDE))
            missed += _misses(table.id, gold, row)
        of["rows that are targets"] += len(table.gold) + len(rows)
        missed += [
            Miss(table.id, row.statement, "rows that are targets", "", row.statement)
            for row in rows
        ]
    return of, missed


def logframe_rows(table: TargetTable, read: ReadPromises) -> list[Row]:
    """Return the rows of the logframe with a target, of a strategy that is this one table."""
    about = About("Targets", "Nowhere", published=PUBLISHED)
    reading = read_pdf(draw_table(table), about, f"{table.id}.pdf")
    statements = [Statement.of(passage) for passage in reading.passages]
    analyses = {
        passage.id: Analysis((), promises)
        for passage, promises in zip(reading.passages, read(statements), strict=True)
    }
    frame = draft_logframe(Strategy(reading.document, tuple(reading.passages), analyses))
    return [row for row in frame.rows if row.cells[Column.TARGET].quotes]


def _row_of(gold: GoldRow, rows: Sequence[Row]) -> Row | None:
    """Find a target's row by its indicator, which is scored by being found."""
    wanted = folded(gold.indicator)
    for row in rows:
        said = {row.cells[Column.INDICATOR].drafted, row.statement}
        if any(wanted == folded(words) for words in said):
            return row
    return None


def _misses(table: str, gold: GoldRow, row: Row | None) -> Iterable[Miss]:
    wanted = {
        "baseline": (gold.baseline or "", Column.BASELINE),
        "target": (gold.target or "", Column.TARGET),
        "date": (gold.date or "", Column.TARGET_DATE),
        "baseline_date": (gold.baseline_date or "", Column.BASELINE_DATE),
        "milestones": ("; ".join(gold.milestones), Column.MILESTONES),
        "source": (gold.source or "", Column.SOURCE),
    }
    for cell, (want, column) in wanted.items():
        got = _said(row, column)
        if folded(want) != folded(got):
            yield Miss(table, gold.indicator, cell, want, got)


def _said(row: Row | None, column: Column) -> str:
    """Return what a cell says; a milestone without the header that stands before it."""
    if row is None or not row.cells[column].quotes:
        return ""
    quotes = row.cells[column].quotes
    if column is Column.MILESTONES:
        return "; ".join(quote.text for quote in quotes)
    return row.cells[column].drafted


def folded(words: str) -> str:
    """Return words as they compare: "by 2030", "By 2030" and "2030" are one date."""
    plain = " ".join(unicodedata.normalize("NFKC", words).lower().split())
    return re.sub(r"^(?:by|in|at|end of)\s(?=\w*\s?(?:19|20)\d\d)", "", plain)
