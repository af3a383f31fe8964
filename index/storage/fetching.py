"""Reads documents, passages and analyses back, in a fixed number of queries each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from index.searching.selection import Selection
from index.storage import rows, schema
from index.storage.review_tables import tag_decisions
from index.storage.tag_decisions import Said, heeding_people, last_decisions
from ingest.document import Document, Page, Passage, Problem, TextSource
from nlp.analysis import Analysis, Level, Promises
from nlp.commitment import Commitment, Stage
from nlp.theme import ThemeTag

Numbers = Select[tuple[int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much one document holds; `unread` are its sheets without text."""

    sheets: int
    unread: int
    passages: int
    commitments: int


def numbers_of(selection: Selection) -> Numbers:
    """Return the query for the numbers of the selected passages."""
    p, d = schema.passages.c, schema.documents.c
    query = select(p.number).join(schema.documents, d.id == p.document_id)
    wanted = [
        (d.place, selection.places),
        (d.status, {status.value for status in selection.statuses}),
        (d.id, selection.documents),
        (p.kind, {kind.value for kind in selection.kinds}),
        (func.strftime("%Y", d.published), {f"{year:04}" for year in selection.years}),
    ]
    query = query.where(*(column.in_(sorted(values)) for column, values in wanted if values))
    if selection.themes:
        query = query.where(_tagged(sorted(selection.themes)))
    if selection.strengths:
        c = schema.commitments.c
        strengths = sorted(strength.value for strength in selection.strengths)
        query = query.where(
            p.number.in_(_passages_of(select(c.analysis).where(c.strength.in_(strengths))))
        )
    return query


def _tagged(labels: Sequence[str]) -> ColumnElement[bool]:
    """Return whether a label counts: the machine gave it or a person did, and none took it back."""
    a, p, t, said = schema.analyses.c, schema.passages.c, schema.theme_tags.c, tag_decisions.c
    its = schema.passages.alias()
    last = select(func.max(said.id)).group_by(said.passage_id, said.label)
    decided = select(said.passage_id, said.label).where(said.id.in_(last), said.label.in_(labels))
    refused = decided.where(said.decision == Said.REJECT.value)
    by_machine = (
        select(a.passage)
        .join(schema.theme_tags, t.analysis == a.number)
        .join(its, its.c.number == a.passage)
        .where(t.label.in_(labels), t.accepted, a.number.in_(_latest()))
        .where(tuple_(its.c.id, t.label).not_in(refused))
    )
    by_people = decided.where(said.decision != Said.REJECT.value).with_only_columns(said.passage_id)
    return p.number.in_(by_machine) | p.id.in_(by_people)


def _passages_of(analyses: Select[tuple[int]]) -> Numbers:
    a = schema.analyses.c
    return select(a.passage).where(a.number.in_(analyses), a.number.in_(_latest()))


def _latest(numbers: Numbers | None = None) -> Numbers:
    """Return the number of the newest analysis of each passage: the one that counts.

    Of the numbered passages alone, where they are few: of all it takes a look at every analysis.
    """
    a = schema.analyses.c
    newest = select(func.max(a.number)).group_by(a.passage)
    return newest if numbers is None else newest.where(a.passage.in_(numbers))


def documents(connection: Connection, only: str | None = None) -> list[Document]:
    """Return documents in order of arrival, or the one that is asked for."""
    found = connection.execute(_where(schema.documents, "id", only).order_by("number"))
    pages = _pages(connection, only)
    problems: dict[str, list[Problem]] = defaultdict(list)
    for row in connection.execute(
        _where(schema.problems, "document_id", only).order_by("document_id", "ordinal")
    ).mappings():
        problems[row["document_id"]].append(rows.problem_of(row))
    return [
        Document(
            row["id"],
            rows.about_of(row),
            tuple(pages[row["id"]]),
            tuple(problems[row["id"]]),
        )
        for row in found.mappings()
    ]


def _where(table: Any, column: str, value: str | None) -> Select[Any]:
    query = select(table)
    return query if value is None else query.where(table.c[column] == value)


def _pages(connection: Connection, only: str | None) -> dict[str, list[Page]]:
    printed: dict[tuple[str, int], list[rows.Row]] = defaultdict(list)
    for row in connection.execute(
        _where(schema.printed_pages, "document_id", only).order_by(
            "document_id", "sheet", "ordinal"
        )
    ).mappings():
        printed[row["document_id"], row["sheet"]].append(row)
    pages: dict[str, list[Page]] = defaultdict(list)
    for row in connection.execute(
        _where(schema.pages, "document_id", only).order_by("document_id", "sheet")
    ).mappings():
        page = rows.page_of(row, printed[row["document_id"], row["sheet"]])
        pages[row["document_id"]].append(page)
    return pages


def passages(connection: Connection, numbers: Numbers) -> list[tuple[int, Passage]]:
    """Return the numbered passages in the order of their numbers."""
    boxes: dict[int, dict[int, list[rows.Row]]] = defaultdict(lambda: defaultdict(list))
    box = schema.passage_boxes
    for row in connection.execute(
        select(box)
        .where(box.c.passage.in_(numbers))
        .order_by(box.c.passage, box.c.cell, box.c.ordinal)
    ).mappings():
        boxes[row["passage"]][row["cell"]].append(row)
    cells: dict[int, list[rows.Row]] = defaultdict(list)
    cell = schema.cells
    for row in connection.execute(
        select(cell).where(cell.c.passage.in_(numbers)).order_by(cell.c.passage, cell.c.ordinal)
    ).mappings():
        cells[row["passage"]].append(row)
    p = schema.passages.c
    found = connection.execute(
        select(schema.passages).where(p.number.in_(numbers)).order_by(p.number)
    )
    return [
        (row["number"], rows.passage_of(row, boxes[row["number"]], cells[row["number"]]))
        for row in found.mappings()
    ]


def corrected_analyses(connection: Connection, numbers: Numbers) -> dict[str, Analysis]:
    """Return the newest analysis of each numbered passage, tags as people corrected them."""
    found, decided = analyses(connection, numbers), last_decisions(connection)
    p = schema.passages.c
    query = select(p.id).where(p.number.in_(numbers))
    here = frozenset(connection.execute(query).scalars()) if decided else frozenset[str]()
    return heeding_people(found, decided, here)


def analyses(connection: Connection, numbers: Numbers) -> dict[str, Analysis]:
    """Return the newest analysis of each numbered passage, by passage id."""
    a, p = schema.analyses.c, schema.passages.c
    current = _latest(numbers)
    tags: dict[int, list[ThemeTag]] = defaultdict(list)
    tag = schema.theme_tags
    for row in connection.execute(
        select(tag).where(tag.c.analysis.in_(current)).order_by(tag.c.analysis, tag.c.ordinal)
    ).mappings():
        tags[row["analysis"]].append(rows.tag_of(row))
    promised: dict[int, list[Commitment]] = defaultdict(list)
    made = schema.commitments
    for row in connection.execute(
        select(made).where(made.c.analysis.in_(current)).order_by(made.c.analysis, made.c.ordinal)
    ).mappings():
        promised[row["analysis"]].append(rows.commitment_of(row))
    query = (
        select(a.number, a.level, a.stage, p.id)
        .join(schema.passages, p.number == a.passage)
        .where(a.number.in_(current))
        .order_by(p.number)
    )
    return {
        id_: Analysis(
            tuple(tags[number]), Promises(Level(level), Stage(stage), tuple(promised[number]))
        )
        for number, level, stage, id_ in connection.execute(query)
    }


def numbers_of_ids(ids: Sequence[str]) -> Numbers:
    """Return the query for the numbers of passages known by id."""
    p = schema.passages.c
    return select(p.number).where(p.id.in_(_values(ids)))


def among(numbers: Sequence[int]) -> Numbers:
    """Return the query for those numbers that exist."""
    p = schema.passages.c
    return select(p.number).where(p.number.in_(_values([int(n) for n in numbers])))


def _values(values: Sequence[str] | Sequence[int]) -> Select[Any]:
    # One JSON parameter, because SQLite bounds how many parameters a statement may have.
    return select(func.json_each(json.dumps(list(values))).table_valued("value").c.value)


def counts(connection: Connection) -> dict[str, Counts]:
    """Return how much each document holds, by id."""
    g, p, a = schema.pages.c, schema.passages.c, schema.analyses.c
    sheets = dict(_pairs(connection, select(g.document_id, func.count()).group_by(g.document_id)))
    unread = dict(
        _pairs(
            connection,
            select(g.document_id, func.count())
            .where(g.text_source == TextSource.NONE.value)
            .group_by(g.document_id),
        )
    )
    found = dict(_pairs(connection, select(p.document_id, func.count()).group_by(p.document_id)))
    promised = dict(
        _pairs(
            connection,
            select(p.document_id, func.count())
            .join(schema.analyses, a.passage == p.number)
            .join(schema.commitments, schema.commitments.c.analysis == a.number)
            .where(a.number.in_(_latest()))
            .group_by(p.document_id),
        )
    )
    ids = connection.execute(select(schema.documents.c.id).order_by(schema.documents.c.number))
    return {
        id_: Counts(sheets.get(id_, 0), unread.get(id_, 0), found.get(id_, 0), promised.get(id_, 0))
        for id_ in ids.scalars()
    }


def _pairs(connection: Connection, query: Select[Any]) -> list[tuple[str, int]]:
    return [(str(row[0]), int(row[1])) for row in connection.execute(query)]


def promise_vectors(connection: Connection, embedder: str) -> dict[tuple[str, int], bytes]:
    """Return the bytes of each current promise's vector, by passage id and ordinal."""
    p, a, c = schema.passages.c, schema.analyses.c, schema.commitments.c
    e = schema.embeddings.c
    query = (
        select(p.id, c.ordinal, e.vector)
        .join(schema.analyses, a.passage == p.number)
        .join(schema.commitments, c.analysis == a.number)
        .join(schema.embeddings, e.text_hash == c.text_hash)
        .where(e.embedder == embedder, a.number.in_(_latest()))
    )
    return {(id_, ordinal): vector for id_, ordinal, vector in connection.execute(query)}
