"""Puts together what the rows of a turned target table say of one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Passage
from nlp.commitment import Commitment, CommitmentKind
from nlp.commitments.cell_values import Cells, Value
from nlp.commitments.column_heads import Column
from nlp.commitments.rows import row_commitment
from nlp.commitments.table_columns import Columns, read_columns
from nlp.commitments.turned_rows import cell_spans, column_cells, is_turned


@dataclass(frozen=True, slots=True)
class TurnedColumn:
    """One column of a turned table: `rows` from top to bottom, `place` counts their cells."""

    rows: tuple[Passage, ...]
    place: int

    @property
    def cells(self) -> Cells:
        """The column as a row of its own, the indicator in front."""
        return column_cells([_cells(row) for row in self.rows], self.place)

    @property
    def columns(self) -> Columns:
        return read_columns(self.cells)

    def passage(self, value: Value) -> Passage | None:
        """Return the row in which a value stands; None of the indicator, which heads them all."""
        return self.rows[value.place - 1] if value.place > 0 else None

    def span(self, value: Value) -> tuple[int, int] | None:
        """Return where a value stands in the text of its row."""
        row = self.passage(value)
        return _spans(row)[self.place] if row else None


def turned_column(
    commitment: Commitment, passage: Passage, among: Sequence[Passage]
) -> TurnedColumn | None:
    """Return the column in which a target stands, None unless its table is turned.

    `among` are the passages in reading order: rows under the same heads that follow on each
    other are one table.
    """
    if commitment.kind is not CommitmentKind.TARGET or not is_turned(_cells(passage)):
        return None
    spans = _spans(passage)
    if (commitment.start, commitment.end) not in spans:
        return None
    at = next(n for n, other in enumerate(among) if other.id == passage.id)
    first = last = at
    while first > 0 and _heads(among[first - 1]) == _heads(passage):
        first -= 1
    while last + 1 < len(among) and _heads(among[last + 1]) == _heads(passage):
        last += 1
    place = spans.index((commitment.start, commitment.end))
    return TurnedColumn(tuple(among[first : last + 1]), place)


def whole_target(
    commitment: Commitment, passage: Passage, among: Sequence[Passage]
) -> Commitment | None:
    """Return a promise with what other rows of a turned table say of it.

    None where it is only a milestone of the target in another row.
    """
    column = turned_column(commitment, passage, among)
    if column is None:
        return commitment
    target = column.columns.get(Column.TARGET)
    if target is None:
        return commitment
    if column.passage(target) != passage:
        return None
    whole = row_commitment(passage.text, column.cells)
    if whole is None:
        return commitment
    return replace(whole, start=commitment.start, end=commitment.end)


def _cells(passage: Passage) -> Cells:
    return tuple((cell.header, cell.text) for cell in passage.cells)


def _heads(passage: Passage) -> tuple[str, ...]:
    return tuple(cell.header for cell in passage.cells)


def _spans(passage: Passage) -> list[tuple[int, int] | None]:
    return cell_spans(passage.text, [cell.text for cell in passage.cells])
