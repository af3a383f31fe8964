"""What is kept of strategies, asked for and changed as documents and passages, never as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, delete, func, insert, select, update

from index.errors import UnknownDocumentError, UnknownPassageError
from index.searching.selection import EVERYTHING, Selection
from index.storage import fetching, rows, saving, schema
from index.storage.analysed import NOTHING_ANALYSED, Analysed, Vector
from index.storage.fetching import Counts
from index.storage.workspace import writer
from ingest.document import About, Block, Document, Passage, Reading
from nlp.analysis import Analysis

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Vectors of passages: row i of `matrix` belongs to passage `ids[i]`, number `numbers[i]`."""

    numbers: NDArray[np.int64]
    ids: tuple[str, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Extent:
    """The numbers that a document's passages have; they change when it is read again."""

    document_id: str
    first: int
    last: int
    passages: int


@dataclass(frozen=True, slots=True)
class VersionLink:
    """Two readings of one strategy. An unconfirmed link is an offer that nobody has taken."""

    earlier: str
    later: str
    shared: float
    confirmed: bool


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit trail: who did what, with the state before and after."""

    at: datetime
    by: str
    action: str
    subject: str
    before: Any
    after: Any


class Store(Protocol):
    """Where strategies are kept. Every change is one transaction: all of it or nothing.

    Unknown ids raise UnknownDocumentError or UnknownPassageError.
    """

    @property
    def engine(self) -> Engine: ...
    def add_reading(
        self, reading: Reading, analysed: Analysed = ..., *, at: datetime, by: str = ""
    ) -> bool: ...
    def replace_reading(
        self, reading: Reading, analysed: Analysed = ..., *, at: datetime, by: str = ""
    ) -> None: ...
    def add_analyses(
        self, document: str, analysed: Analysed, *, at: datetime, by: str = ""
    ) -> None: ...
    def edit(self, document: str, about: About, *, at: datetime, by: str = "") -> None: ...
    def remove(self, document: str, *, at: datetime, by: str = "") -> None: ...
    def documents(self) -> list[Document]: ...
    def document(self, document: str) -> Document: ...
    def has(self, document: str) -> bool: ...
    def counts(self) -> dict[str, Counts]: ...
    def added(self) -> dict[str, datetime]: ...
    def seconds(self, document: str) -> dict[str, float]: ...
    def blocks(self, document: str) -> list[Block]: ...
    def passages(self, selection: Selection = EVERYTHING) -> list[Passage]: ...
    def passage(self, passage: str) -> Passage: ...
    def passages_by_id(self, ids: Sequence[str]) -> list[Passage]: ...
    def passages_by_number(self, numbers: Sequence[int]) -> dict[int, Passage]: ...
    def numbers(self, selection: Selection) -> NDArray[np.int64]: ...
    def analyses(self, selection: Selection = EVERYTHING) -> dict[str, Analysis]: ...
    def analyses_by_id(self, ids: Sequence[str]) -> dict[str, Analysis]: ...
    def machine_analyses(self, selection: Selection = EVERYTHING) -> dict[str, Analysis]: ...
    def machine_analyses_by_id(self, ids: Sequence[str]) -> dict[str, Analysis]: ...
    def save_vectors(self, embedder: str, vectors: Mapping[str, Vector]) -> None: ...
    def known_vectors(self, embedder: str, hashes: Iterable[str]) -> dict[str, Vector]: ...
    def vectors(self, embedder: str, documents: Sequence[str] | None = None) -> Numbered: ...
    def promise_vectors(self, embedder: str) -> dict[tuple[str, int], Vector]: ...
    def extents(self, embedder: str) -> list[Extent]: ...
    def link_versions(self, link: VersionLink, *, at: datetime, by: str = "") -> None: ...
    def unlink_versions(self, earlier: str, later: str, *, at: datetime, by: str = "") -> None: ...
    def version_links(self) -> list[VersionLink]: ...
    def audit(self) -> list[AuditEntry]: ...
    def revision(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SqlStore:
    """A store in an SQL database that has the tables of `index.storage.schema`."""

    engine: Engine

    def add_reading(
        self, reading: Reading, analysed: Analysed = NOTHING_ANALYSED, *, at: datetime, by: str = ""
    ) -> bool:
        """Keep a document that is new; return False, changing nothing, when it is known."""
        document = reading.document
        with writer(self.engine).begin() as connection:
            d = schema.documents.c
            if connection.execute(select(d.id).where(d.id == document.id)).first():
                return False
            saving.insert_document(connection, reading, at)
            saving.insert_vectors(connection, analysed.embedder, analysed.vectors)
            saving.insert_analyses(connection, reading.passages, analysed)
            after = rows.about_json(document.about)
            saving.record(connection, at, by, "add", document.id, after=after)
        return True

    def replace_reading(
        self, reading: Reading, analysed: Analysed = NOTHING_ANALYSED, *, at: datetime, by: str = ""
    ) -> None:
        """Put a better reading of the same bytes in place; what people said of it stays."""
        document = reading.document
        before = {"passages": len(self.passages(Selection(documents=frozenset({document.id}))))}
        self.document(document.id)
        with writer(self.engine).begin() as connection:
            saving.delete_contents(connection, document.id)
            saving.insert_contents(connection, reading)
            saving.insert_vectors(connection, analysed.embedder, analysed.vectors)
            saving.insert_analyses(connection, reading.passages, analysed)
            saving.delete_stray_vectors(connection)
            d = schema.documents
            connection.execute(
                update(d).where(d.c.id == document.id).values(seconds=dict(reading.seconds))
            )
            after = {"passages": len(reading.passages)}
            saving.record(connection, at, by, "reread", document.id, before, after)

    def add_analyses(
        self, document: str, analysed: Analysed, *, at: datetime, by: str = ""
    ) -> None:
        """Keep what a newer model says of passages that are here already."""
        self.document(document)
        passages = self.passages(Selection(documents=frozenset({document})))
        with writer(self.engine).begin() as connection:
            saving.insert_vectors(connection, analysed.embedder, analysed.vectors)
            saving.insert_analyses(connection, passages, analysed)
            after = {"framework": analysed.framework, "model": analysed.model}
            saving.record(connection, at, by, "analyse", document, after=after)

    def edit(self, document: str, about: About, *, at: datetime, by: str = "") -> None:
        """Change what people say of a document; the change is audited."""
        with writer(self.engine).begin() as connection:
            d = schema.documents
            row = connection.execute(select(d).where(d.c.id == document)).mappings().first()
            if row is None:
                raise UnknownDocumentError(document)
            before = rows.about_of(row)
            if before == about:
                return
            connection.execute(update(d).where(d.c.id == document).values(rows.about_values(about)))
            states = rows.about_json(before), rows.about_json(about)
            saving.record(connection, at, by, "edit", document, *states)

    def remove(self, document: str, *, at: datetime, by: str = "") -> None:
        """Take a document out with everything found in it; the removal is audited."""
        with writer(self.engine).begin() as connection:
            d = schema.documents
            row = connection.execute(select(d).where(d.c.id == document)).mappings().first()
            if row is None:
                raise UnknownDocumentError(document)
            saving.delete_contents(connection, document)
            connection.execute(delete(d).where(d.c.id == document))
            saving.delete_stray_vectors(connection)
            before = rows.about_json(rows.about_of(row))
            saving.record(connection, at, by, "remove", document, before)

    def documents(self) -> list[Document]:
        """Return every document in the order in which they came."""
        with self.engine.connect() as connection:
            return fetching.documents(connection)

    def document(self, document: str) -> Document:
        with self.engine.connect() as connection:
            found = fetching.documents(connection, document)
        if not found:
            raise UnknownDocumentError(document)
        return found[0]

    def has(self, document: str) -> bool:
        d = schema.documents.c
        with self.engine.connect() as connection:
            return connection.execute(select(d.id).where(d.id == document)).first() is not None

    def counts(self) -> dict[str, Counts]:
        """Return how much each document holds, by id."""
        with self.engine.connect() as connection:
            return fetching.counts(connection)

    def added(self) -> dict[str, datetime]:
        """Return when each document came, by id."""
        d = schema.documents.c
        with self.engine.connect() as connection:
            return {row.id: row.added for row in connection.execute(select(d.id, d.added))}

    def seconds(self, document: str) -> dict[str, float]:
        """Return how long each stage of reading took, in seconds."""
        d = schema.documents.c
        with self.engine.connect() as connection:
            found = connection.execute(select(d.seconds).where(d.id == document)).first()
        if found is None:
            raise UnknownDocumentError(document)
        return dict(found[0])

    def blocks(self, document: str) -> list[Block]:
        """Return the blocks of a document in reading order, furniture included."""
        b = schema.blocks
        query = select(b).where(b.c.document_id == document).order_by(b.c.ordinal)
        with self.engine.connect() as connection:
            return [rows.block_of(row) for row in connection.execute(query).mappings()]

    def passages(self, selection: Selection = EVERYTHING) -> list[Passage]:
        """Return the selected passages, document by document, in reading order."""
        with self.engine.connect() as connection:
            found = fetching.passages(connection, fetching.numbers_of(selection))
        return [passage for _, passage in found]

    def passage(self, passage: str) -> Passage:
        found = self.passages_by_id([passage])
        if not found:
            raise UnknownPassageError(passage)
        return found[0]

    def passages_by_id(self, ids: Sequence[str]) -> list[Passage]:
        """Return passages in the order of `ids`; ids that nobody has are left out."""
        with self.engine.connect() as connection:
            found = fetching.passages(connection, fetching.numbers_of_ids(ids))
        known = {passage.id: passage for _, passage in found}
        return [known[id_] for id_ in ids if id_ in known]

    def passages_by_number(self, numbers: Sequence[int]) -> dict[int, Passage]:
        with self.engine.connect() as connection:
            return dict(fetching.passages(connection, fetching.among(numbers)))

    def numbers(self, selection: Selection) -> NDArray[np.int64]:
        """Return the numbers of the selected passages, ascending."""
        with self.engine.connect() as connection:
            found = connection.execute(fetching.numbers_of(selection)).scalars().all()
        return np.sort(np.asarray(found, dtype=np.int64))

    def analyses(self, selection: Selection = EVERYTHING) -> dict[str, Analysis]:
        """Return the newest analysis of each selected passage, tags as people corrected them."""
        with self.engine.connect() as connection:
            return fetching.corrected_analyses(connection, fetching.numbers_of(selection))

    def analyses_by_id(self, ids: Sequence[str]) -> dict[str, Analysis]:
        with self.engine.connect() as connection:
            return fetching.corrected_analyses(connection, fetching.numbers_of_ids(ids))

    def machine_analyses(self, selection: Selection = EVERYTHING) -> dict[str, Analysis]:
        """Return the same as the machine found it, whatever people have said since."""
        with self.engine.connect() as connection:
            return fetching.analyses(connection, fetching.numbers_of(selection))

    def machine_analyses_by_id(self, ids: Sequence[str]) -> dict[str, Analysis]:
        with self.engine.connect() as connection:
            return fetching.analyses(connection, fetching.numbers_of_ids(ids))

    def save_vectors(self, embedder: str, vectors: Mapping[str, Vector]) -> None:
        """Keep vectors by text hash before their document is kept, so that work can resume."""
        with writer(self.engine).begin() as connection:
            saving.insert_vectors(connection, embedder, vectors)

    def known_vectors(self, embedder: str, hashes: Iterable[str]) -> dict[str, Vector]:
        """Return those of the vectors that have been computed already, by text hash."""
        e = schema.embeddings.c
        wanted = func.json_each(json.dumps(sorted(set(hashes)))).table_valued("value").c.value
        query = select(e.text_hash, e.vector).where(
            e.embedder == embedder, e.text_hash.in_(select(wanted))
        )
        with self.engine.connect() as connection:
            return {
                key: np.frombuffer(blob, dtype="<f4").astype(np.float32)
                for key, blob in connection.execute(query)
            }

    def vectors(self, embedder: str, documents: Sequence[str] | None = None) -> Numbered:
        """Return the vectors of all passages, or of some documents', by ascending number."""
        p, e = schema.passages.c, schema.embeddings.c
        query = (
            select(p.number, p.id, e.vector)
            .join(schema.embeddings, e.text_hash == p.text_hash)
            .where(e.embedder == embedder)
            .order_by(p.number)
        )
        if documents is not None:
            query = query.where(p.document_id.in_(documents))
        with self.engine.connect() as connection:
            found = connection.execute(query).all()
        blob = b"".join(row[2] for row in found)
        matrix = np.frombuffer(blob, dtype="<f4").astype(np.float32)
        return Numbered(
            np.asarray([row[0] for row in found], dtype=np.int64),
            tuple(row[1] for row in found),
            matrix.reshape(len(found), -1) if found else np.zeros((0, 0), dtype=np.float32),
        )

    def promise_vectors(self, embedder: str) -> dict[tuple[str, int], Vector]:
        """Return the vector of each promise, by passage id and its place among the passage's."""
        with self.engine.connect() as connection:
            found = fetching.promise_vectors(connection, embedder)
            return {
                key: np.frombuffer(blob, dtype="<f4").astype(np.float32)
                for key, blob in found.items()
            }

    def extents(self, embedder: str) -> list[Extent]:
        """Return the numbers that each document's embedded passages have, in order."""
        p, e = schema.passages.c, schema.embeddings.c
        query = (
            select(p.document_id, func.min(p.number), func.max(p.number), func.count())
            .join(schema.embeddings, e.text_hash == p.text_hash)
            .where(e.embedder == embedder)
            .group_by(p.document_id)
            .order_by(func.min(p.number))
        )
        with self.engine.connect() as connection:
            return [Extent(*row) for row in connection.execute(query)]

    def link_versions(self, link: VersionLink, *, at: datetime, by: str = "") -> None:
        """Say that two documents are versions of one strategy, or offer to say so."""
        links = schema.version_links
        pair = (links.c.earlier == link.earlier) & (links.c.later == link.later)
        with writer(self.engine).begin() as connection:
            for document in (link.earlier, link.later):
                d = schema.documents.c
                if not connection.execute(select(d.id).where(d.id == document)).first():
                    raise UnknownDocumentError(document)
            old = connection.execute(select(links.c.confirmed).where(pair)).scalar()
            if old is not None and (old or not link.confirmed):
                return
            connection.execute(delete(links).where(pair))
            values = {
                "earlier": link.earlier,
                "later": link.later,
                "shared": link.shared,
                "confirmed": link.confirmed,
                "at": at,
            }
            connection.execute(insert(links), values)
            action = "link versions" if link.confirmed else "offer version"
            after = {"earlier": link.earlier, "shared": link.shared}
            saving.record(connection, at, by, action, link.later, after=after)

    def unlink_versions(self, earlier: str, later: str, *, at: datetime, by: str = "") -> None:
        """Take back a link or an offer; nothing happens when there is none."""
        links = schema.version_links
        pair = (links.c.earlier == earlier) & (links.c.later == later)
        with writer(self.engine).begin() as connection:
            if connection.execute(delete(links).where(pair)).rowcount:
                before = {"earlier": earlier}
                saving.record(connection, at, by, "unlink versions", later, before)

    def version_links(self) -> list[VersionLink]:
        links = schema.version_links.c
        query = select(links.earlier, links.later, links.shared, links.confirmed)
        with self.engine.connect() as connection:
            found = connection.execute(query.order_by(links.earlier, links.later))
            return [VersionLink(*row) for row in found]

    def audit(self) -> list[AuditEntry]:
        """Return the audit trail, oldest first."""
        a = schema.audit.c
        query = select(a.at, a.by, a.action, a.subject, a.before, a.after).order_by(a.id)
        with self.engine.connect() as connection:
            return [AuditEntry(*row) for row in connection.execute(query)]

    def revision(self) -> int:
        """Return a number that grows with every change, to know when an answer is old."""
        a = schema.audit.c
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.coalesce(func.max(a.id), 0))).scalar_one())
