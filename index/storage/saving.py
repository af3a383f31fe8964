"""Writes one document with all that was read and found in it, on a connection that is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text, union_all
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from index.storage import rows, schema
from index.storage.analysed import Analysed, Vector
from ingest.document import Passage, Reading
from nlp.analysis import Analysis


def insert_document(connection: Connection, reading: Reading, at: datetime) -> None:
    """Write the document's own row, its sheets, problems and blocks."""
    document = reading.document
    about = rows.about_values(document.about)
    connection.execute(
        insert(schema.documents),
        {"id": document.id, **about, "seconds": dict(reading.seconds), "added": at},
    )
    insert_contents(connection, reading)


def insert_contents(connection: Connection, reading: Reading) -> None:
    """Write what was read: sheets, problems, blocks and passages."""
    document = reading.document
    _many(connection, schema.pages, [rows.page_values(document.id, p) for p in document.pages])
    printed = [row for page in document.pages for row in rows.printed_values(document.id, page)]
    _many(connection, schema.printed_pages, printed)
    problems = [
        {
            "document_id": document.id,
            "ordinal": i,
            "code": p.code,
            "message": p.message,
            "sheet": p.sheet,
        }
        for i, p in enumerate(document.problems)
    ]
    _many(connection, schema.problems, problems)
    blocks = [rows.block_values(document.id, i, b) for i, b in enumerate(reading.blocks)]
    _many(connection, schema.blocks, blocks)
    _insert_passages(connection, document.id, reading.passages)


def _insert_passages(connection: Connection, document: str, passages: tuple[Passage, ...]) -> None:
    _many(connection, schema.passages, [rows.passage_values(p) for p in passages])
    numbers = passage_numbers(connection, document)
    pairs = [(numbers[p.id], p) for p in passages]
    _many(connection, schema.passage_boxes, [r for n, p in pairs for r in rows.box_values(n, p)])
    _many(connection, schema.cells, [r for n, p in pairs for r in rows.cell_values(n, p)])
    if pairs:
        connection.execute(
            text(
                "INSERT INTO passage_words (rowid, text, lead_in, headings, cells) "
                "VALUES (:rowid, :text, :lead_in, :headings, :cells)"
            ),
            [rows.word_values(number, passage) for number, passage in pairs],
        )


def passage_numbers(connection: Connection, document: str) -> dict[str, int]:
    """Return the number of each passage of a document, by its id."""
    p = schema.passages.c
    found = connection.execute(select(p.id, p.number).where(p.document_id == document))
    return {str(id_): int(number) for id_, number in found}


def insert_vectors(connection: Connection, embedder: str, vectors: Mapping[str, Vector]) -> None:
    """Keep vectors by text hash; those known already stay as they are."""
    if vectors:
        connection.execute(
            sqlite_insert(schema.embeddings).on_conflict_do_nothing(),
            [
                {"embedder": embedder, "text_hash": key, "vector": v.astype("<f4").tobytes()}
                for key, v in vectors.items()
            ],
        )


def insert_analyses(
    connection: Connection, passages: Sequence[Passage], analysed: Analysed
) -> None:
    """Write analyses of one document's passages in place of earlier ones of the same model."""
    if not passages:
        return
    document = passages[0].document_id
    numbers = passage_numbers(connection, document)
    known = {passage.id: passage for passage in passages}
    wanted = [(numbers[id_], known[id_], found) for id_, found in analysed.analyses.items()]
    a = schema.analyses.c
    same = (a.framework == analysed.framework) & (a.model == analysed.model)
    mine = select(schema.passages.c.number).where(schema.passages.c.document_id == document)
    connection.execute(delete(schema.analyses).where(same & a.passage.in_(mine)))
    first = 1 + int(connection.execute(select(func.coalesce(func.max(a.number), 0))).scalar_one())
    _many(
        connection,
        schema.analyses,
        [
            {
                "number": first + i,
                "passage": number,
                "framework": analysed.framework,
                "model": analysed.model,
                "level": analysis.promises.level.value,
                "stage": analysis.promises.stage.value,
            }
            for i, (number, _, analysis) in enumerate(wanted)
        ],
    )
    found = [(first + i, passage, a) for i, (_, passage, a) in enumerate(wanted)]
    _many(connection, schema.theme_tags, [r for n, _, x in found for r in _tag_rows(n, x)])
    _many(connection, schema.commitments, [r for f in found for r in _commitment_rows(*f)])


def _tag_rows(number: int, analysis: Analysis) -> list[rows.Values]:
    return [rows.tag_values(number, i, tag) for i, tag in enumerate(analysis.themes)]


def _commitment_rows(number: int, passage: Passage, analysis: Analysis) -> list[rows.Values]:
    found = analysis.promises.commitments
    return [rows.commitment_values(number, i, c, passage) for i, c in enumerate(found)]


def delete_contents(connection: Connection, document: str) -> None:
    """Take away what was read in a document, and its words from the word index."""
    connection.execute(
        text(
            "DELETE FROM passage_words WHERE rowid IN "
            "(SELECT number FROM passages WHERE document_id = :document)"
        ),
        {"document": document},
    )
    for table in (schema.passages, schema.blocks, schema.problems, schema.pages):
        connection.execute(delete(table).where(table.c.document_id == document))


def delete_stray_vectors(connection: Connection) -> None:
    """Take away vectors of texts that no passage and no promise has any more."""
    used = union_all(select(schema.passages.c.text_hash), select(schema.commitments.c.text_hash))
    embeddings = schema.embeddings
    connection.execute(delete(embeddings).where(embeddings.c.text_hash.not_in(used)))


def record(
    connection: Connection,
    at: datetime,
    by: str,
    action: str,
    subject: str,
    before: Any = None,
    after: Any = None,
) -> None:
    """Append one line to the audit trail."""
    values = {"at": at, "by": by, "action": action, "subject": subject}
    connection.execute(insert(schema.audit), {**values, "before": before, "after": after})


def _many(connection: Connection, table: Table, values: list[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), values)
