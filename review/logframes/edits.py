"""Keeps what people write into logframes: an overlay that no re-draft touches."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, insert, select

from index.storage.outcome_tables import logframe_edits as table
from nlp.commitment import Stage
from review.acts import Act, act
from review.errors import ConflictError, ReviewError
from review.logframes.draft import OF_A_PERSON
from review.logframes.logframe import Column, Edit, Row
from review.permissions import Action
from review.person import Person

LONGEST_CELL = 4000  # characters; more is a pasted document, and xlsx cells end at 32,767


def edits_of(engine: Engine, document: str) -> list[Edit]:
    """Return every edit of a document's logframe, oldest first, those taken back included."""
    query = select(table).where(table.c.document_id == document).order_by(table.c.id)
    with engine.connect() as connection:
        return [
            Edit(
                row["id"],
                row["row"],
                Column(row["column"]),
                row["text"],
                row["before"],
                row["statement"],
                Stage(row["level"]),
                row["at"],
                row["by"],
            )
            for row in connection.execute(query).mappings()
        ]


def edit_cell(
    engine: Engine,
    document: str,
    row: Row,
    column: Column,
    text: str | None,
    *,
    who: Person,
    at: datetime,
) -> Edit:
    """Write into a cell of a row as it was shown; None takes the last edit back.

    ConflictError when somebody else edited the cell after `row` was shown; both texts are kept.
    """
    cell = row.cells[column]
    seen = cell.edit.id if cell.edit else 0
    with act(engine, who, Action.EDIT_LOGFRAME, at) as doing:
        mine = (table.c.document_id == document) & (table.c.row == row.key)
        last = select(table.c.id, table.c.text).where(mine & (table.c.column == column.value))
        found = doing.connection.execute(last.order_by(table.c.id.desc())).first()
        if found is not None and found.id != seen:
            raise ConflictError(f"{column.value} of {row.number}", found.text, text)
        edit = Edit(
            0, row.key, column, _checked(text), cell.text, row.statement, row.level, at, who.name
        )
        return _insert(doing, document, edit)


def add_row(
    engine: Engine, document: str, level: Stage, statement: str, *, who: Person, at: datetime
) -> Edit:
    """Add a row that the text does not yield; its other cells are filled by `edit_cell`."""
    if not statement.strip():
        raise ReviewError("a row needs a statement")
    with act(engine, who, Action.EDIT_LOGFRAME, at) as doing:
        named = table.c.row.startswith(OF_A_PERSON) & (table.c.document_id == document)
        count = select(func.count(table.c.row.distinct())).where(named)
        number = doing.connection.execute(count).scalar_one() + 1
        key = f"{OF_A_PERSON}{number}"
        edit = Edit(
            0, key, Column.STATEMENT, _checked(statement), "", statement, level, at, who.name
        )
        return _insert(doing, document, edit)


def _checked(text: str | None) -> str | None:
    if text is not None and len(text) > LONGEST_CELL:
        raise ReviewError(f"a cell holds up to {LONGEST_CELL:,} characters; this has {len(text):,}")
    return text


def _insert(doing: Act, document: str, edit: Edit) -> Edit:
    values = {
        "document_id": document,
        "row": edit.row,
        "column": edit.column.value,
        "text": edit.text,
        "before": edit.before,
        "statement": edit.statement,
        "level": edit.level.value,
        "at": edit.at,
        "by": edit.by,
    }
    result = doing.connection.execute(insert(table).returning(table.c.id), values)
    number = int(result.scalar_one())
    where = f"{document} {edit.row} {edit.column.value}"
    doing.record("edit logframe", where, {"text": edit.before}, {"text": edit.text})
    return Edit(
        number,
        edit.row,
        edit.column,
        edit.text,
        edit.before,
        edit.statement,
        edit.level,
        edit.at,
        edit.by,
    )
