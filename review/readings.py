"""Who has read which passage, and the proof that nothing was skipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects.sqlite import insert

from index.embedded_text import text_hash
from index.searching.selection import Selection
from index.storage.review_tables import readings as table
from ingest.document import Passage
from review.acts import Act, act
from review.casebook import Casebook
from review.permissions import Action
from review.person import Person


@dataclass(frozen=True, slots=True)
class Proof:
    """How far one strategy has been read by people.

    `read_by` counts passages by name. `unread` holds the passages that nobody has read as they
    stand now, in reading order; words that a new reading changed have to be read again.
    """

    document: str
    passages: int
    read_by: Mapping[str, int]
    unread: tuple[Passage, ...]

    @property
    def read(self) -> int:
        return self.passages - len(self.unread)


def mark_read(book: Casebook, passages: Sequence[str], *, who: Person, at: datetime) -> int:
    """Say that a person has read passages; return how many of them were new to that person."""
    known = book.store.passages_by_id(passages)
    with act(book.engine, who, Action.MARK_READ, at) as doing:
        by_document = note_read(doing, known)
        for document, ids in by_document.items():
            doing.record("read", document, after={"passages": ids})
    return sum(map(len, by_document.values()))


def note_read(doing: Act, passages: Sequence[Passage]) -> Mapping[str, Sequence[str]]:
    """Note, as a part of an act, that who acts has read passages; return the new ones by document.

    It makes no line of the audit. Of a quote that is linked in a blind review the audit would
    tell at once what the line of the quote itself keeps back.
    """
    by_document: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        values = {
            "document_id": passage.document_id,
            "passage_id": passage.id,
            "text_hash": text_hash(passage.text),
            "by": doing.who.name,
            "at": doing.at,
        }
        added = doing.connection.execute(insert(table).on_conflict_do_nothing(), values)
        if added.rowcount:
            by_document[passage.document_id].append(passage.id)
    return by_document


def readers(
    book: Casebook, documents: Sequence[str], passages: Sequence[Passage] | None = None
) -> dict[str, frozenset[str]]:
    """Return who has read each passage as it stands now, by passage id.

    `passages` are those of the documents, for a caller that has them at hand.
    """
    query = select(table.c.passage_id, table.c.text_hash, table.c.by)
    with book.engine.connect() as connection:
        rows = connection.execute(query.where(table.c.document_id.in_(documents))).all()
    read: dict[tuple[str, str], set[str]] = defaultdict(set)
    for id_, hash_, by in rows:
        read[id_, hash_].add(by)
    if passages is None:
        chosen = Selection(documents=frozenset(documents))
        passages = book.store.passages(chosen) if documents else []
    return {p.id: frozenset(read.get((p.id, text_hash(p.text)), ())) for p in passages}


def readings_made(engine: Engine) -> int:
    """Return how many readings there are: they are only ever added, so the number tells one state
    from another."""
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def readings_by_document(engine: Engine) -> Mapping[str, int]:
    """Return the same for each strategy that somebody read."""
    query = select(table.c.document_id, func.count()).group_by(table.c.document_id)
    with engine.connect() as connection:
        return {document: int(number) for document, number in connection.execute(query)}


def proof(book: Casebook, document: str, passages: Sequence[Passage] | None = None) -> Proof:
    """Return how far a strategy was read; UnknownDocumentError when there is none.

    `passages` are the strategy's, for a caller that has them at hand.
    """
    if passages is None:
        book.store.document(document)
        passages = book.store.passages(Selection(documents=frozenset({document})))
    by_passage = readers(book, [document], passages)
    counts: dict[str, int] = defaultdict(int)
    for names in by_passage.values():
        for name in names:
            counts[name] += 1
    unread = tuple(passage for passage in passages if not by_passage[passage.id])
    return Proof(document, len(passages), dict(sorted(counts.items())), unread)
