"""The gold of target tables holds together, and a wrong cell is counted as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from eval.target_tables import CORE, PARTS, Miss, folded, score_tables
from eval.target_tables_drawn import ACROSS, DOWN, TargetTable, target_tables
from nlp.analysis import Level, Promises
from nlp.commitment import Commitment, Stage
from nlp.commitments.rows import row_commitment
from nlp.commitments.turned_rows import turned_commitments
from nlp.statement import Statement


def by_headers(statements: list[Statement]) -> list[Promises]:
    """Read the rows by their headers alone, without a model."""
    return [Promises(Level.FIRM, Stage.OUTCOME, _of_row(s) if s.cells else ()) for s in statements]


def _of_row(statement: Statement) -> tuple[Commitment, ...]:
    made = row_commitment(statement.text, statement.cells)
    return turned_commitments(statement.text, statement.cells) or ((made,) if made else ())


def named(id_: str) -> TargetTable:
    return next(table for table in target_tables() if table.id == id_)


def test_every_gold_cell_is_printed_in_its_table() -> None:
    for table in target_tables():
        printed = " | ".join(text for row in (*table.head, *table.rows) for text in row)
        for gold in table.gold:
            cells = (gold.indicator, gold.baseline, gold.target, gold.date, gold.source)
            for words in (*cells, gold.baseline_date, *gold.milestones):
                assert words is None or words in printed, (table.id, words)


def test_tables_are_whole_and_of_a_known_part() -> None:
    tables = target_tables()
    assert len({table.id for table in tables}) == len(tables)
    assert Counter(table.part for table in tables) == {
        "first": 14,
        "second": 8,
        "third": 10,
        "fourth": 8,
        "round one": 20,
        "round two": 20,
        "round three": 20,
    }
    assert {table.part for table in tables} == set(PARTS)
    for table in tables:
        assert {len(row) for row in table.head} == {len(table.widths)}
        assert all(len(row) in (1, len(table.widths)) for row in table.rows)
        assert table.head[0][0] not in (ACROSS, DOWN)


def test_a_plain_table_is_read_whole() -> None:
    of, missed = score_tables([named("now-and-ambition")], by_headers)
    assert missed == []
    assert [of[cell] for cell in CORE] == [4, 4, 4]


@pytest.mark.parametrize(
    "id_",
    [
        "three-and-ten-year-targets",  # heads wrapped in a grid, years in brackets below them
        "how-much-now-and-by",  # heads wrapped over a rule
        "turned-now-target-by",
        "turned-years-down-the-side",
        "turned-with-source-below",
        "turned-three-indicators",  # the last head is wider than its figures
        "theme-merged-down",
        "where-we-are-and-want-to-get",
    ],
)
def test_a_table_that_was_once_misread_is_read_whole(id_: str) -> None:
    _, missed = score_tables([named(id_)], by_headers)
    assert missed == []


def test_a_wrong_cell_and_a_row_too_many_are_counted() -> None:
    table = named("now-and-ambition")
    first, *_, last = table.gold
    changed = replace(table, gold=(replace(first, baseline=None), *table.gold[1:-1]))
    of, missed = score_tables([changed], by_headers)
    assert missed == [
        Miss(table.id, first.indicator, "baseline", "", "£31.20"),
        Miss(table.id, last.indicator, "rows that are targets", "", last.indicator),
    ]
    assert (of["baseline"], of["rows that are targets"]) == (3, 4)


def test_a_target_that_is_not_found_has_every_stated_cell_wrong() -> None:
    table = named("now-and-ambition")
    _, missed = score_tables([table], lambda s: by_headers([Statement("") for _ in s]))
    assert Counter(m.cell for m in missed) == {"baseline": 4, "target": 4, "date": 4}


def test_small_words_before_a_date_do_not_count() -> None:
    assert folded("By March 2028") == folded("March 2028")
    assert folded("by 2030") == folded("2030") != folded("2031")
