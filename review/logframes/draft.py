"""Drafts the logframe of a strategy from its promises, and lays people's edits over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.document import Passage
from nlp.commitment import CommitmentKind, Stage
from review.logframes.cells import Surroundings, cells_of, gap, is_row, sections
from review.logframes.logframe import LEVELS, Cell, Column, Edit, Logframe, Row
from review.theory.chains import JudgedLink
from review.theory.repeated import told_once
from review.theory.steps import Step, Strategy

OF_A_PERSON: Final = "person-"
"""How the key of a row begins that a person added."""


def draft_logframe(
    strategy: Strategy, links: Sequence[JudgedLink] = (), edits: Iterable[Edit] = ()
) -> Logframe:
    """Return the logframe of a strategy; `links` order rows, and `edits` lie over the draft.

    Every edit appears: in its cell, or among the orphans when its row is no longer drafted.
    """
    steps = strategy.steps
    under = sections(strategy.passages)
    to: dict[str, list[str]] = defaultdict(list)
    for judged in links:
        if judged.stands and judged.from_step and judged.to_step:
            to[judged.from_step.key].append(judged.to_step.key)
    beside: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        beside[step.passage.id].append(step)
    told = told_once(step for step in steps if is_row(step))
    first = {step.key: one.step.key for one in told for step in one.steps}
    rows = []
    for level in LEVELS:
        mine = [one for one in told if one.step.stage is level]
        for n, one in enumerate(mine, start=1):
            drafted = [_cells(step, under, beside) for step in one.steps]
            led = dict.fromkeys(first.get(k, k) for step in one.steps for k in to[step.key])
            number, again = f"{_name(level)} {n}", tuple(step.key for step in one.again)
            cells = _joined(drafted)
            rows.append(Row(one.step.key, level, number, cells, tuple(led), again))
        if not mine:
            empty = {column: gap(level, column, len(steps)) for column in Column}
            rows.append(Row(f"no-{level.value}", level, _name(level), empty))
    return with_edits(Logframe(strategy.document, tuple(rows), _left_out(steps)), edits)


def _cells(
    step: Step,
    under: Mapping[tuple[str, ...], tuple[Passage, ...]],
    beside: Mapping[str, Sequence[Step]],
) -> dict[Column, Cell]:
    others = tuple(
        (other.element.start, other.element.end)
        for other in beside[step.passage.id]
        if other is not step
    )
    return cells_of(Surroundings(step, under[step.passage.headings], others))


def _joined(drafted: Sequence[Mapping[Column, Cell]]) -> dict[Column, Cell]:
    """Return the cells of one promise made several times: a gap is filled from a later place."""
    joined: dict[Column, Cell] = {}
    for column, cell in drafted[0].items():
        rest = [other[column] for other in drafted[1:] if other[column].quotes]
        if not cell.quotes and rest:
            cell, *rest = rest
        again = tuple(quote for other in rest for quote in other.quotes)
        joined[column] = replace(cell, again=again)
    return joined


def with_edits(frame: Logframe, edits: Iterable[Edit]) -> Logframe:
    """Lay the last edit of each cell over a draft; rows that people added end their level.

    What was written where a promise is made again counts for its row, unless that has words of a
    person already: then it stays visible among the orphans.
    """
    last: dict[tuple[str, Column], Edit] = {}
    aliases = {alias: row.key for row in frame.rows for alias in row.aliases}
    for edit in sorted(edits, key=lambda edit: edit.id):
        last[edit.row, edit.column] = edit
    by_row: dict[str, dict[Column, Edit]] = defaultdict(dict)
    for (row, column), edit in last.items():
        first = aliases.get(row, row)
        taken = first != row and ((first, column) in last or column in by_row[first])
        by_row[row if taken else first][column] = edit
    rows = [_over(row, by_row.pop(row.key, {})) for row in frame.rows]
    orphans: list[Edit] = []
    for key, mine in by_row.items():
        kept = {column: edit for column, edit in mine.items() if edit.text is not None}
        if key.startswith(OF_A_PERSON) and Column.STATEMENT in kept:
            rows.append(_added(key, mine))
        else:
            orphans += kept.values()
    rows.sort(key=lambda row: LEVELS.index(row.level))
    return replace(frame, rows=tuple(rows), orphans=tuple(orphans))


def _over(row: Row, edits: Mapping[Column, Edit]) -> Row:
    if not edits:
        return row
    cells = {column: replace(cell, edit=edits.get(column)) for column, cell in row.cells.items()}
    return replace(row, cells=cells)


def _added(key: str, edits: Mapping[Column, Edit]) -> Row:
    level = edits[Column.STATEMENT].level
    number = f"{_name(level)} added {key.removeprefix(OF_A_PERSON)}"
    return Row(key, level, number, {column: Cell(edit=edits.get(column)) for column in Column})


def _name(level: Stage) -> str:
    return level.value.capitalize()


def _left_out(steps: Sequence[Step]) -> tuple[str, ...]:
    asks = sum(step.commitment.kind is CommitmentKind.ASK for step in steps)
    hopes = sum(not is_row(step) for step in steps) - asks
    said = []
    if asks:
        said.append(f"{asks} requests to government or others: what others do is no row here.")
    if hopes:
        said.append(f"{hopes} aims to explore or consider something: nothing is promised yet.")
    return tuple(said)
