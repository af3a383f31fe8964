"""Which passage to read next: where the machine needs a person, then where one teaches most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Select, func, select

from index.corpus import current_documents
from index.storage import schema
from index.storage.review_tables import readings
from index.storage.tag_decisions import Decisions, last_decisions
from ingest.document import BODY_KINDS, Passage
from review.casebook import Casebook
from review.person import Person


class Reason(StrEnum):
    """Why a passage is next."""

    UNSURE = "unsure"  # the machine asks for a person about a tag
    INFORMATIVE = "informative"  # a tag is near a toss-up: deciding it teaches the machine
    UNREAD = "unread"  # nobody has read it
    UNREAD_BY_YOU = "unread_by_you"
    UNDECIDED = "undecided"  # read by you, and still nobody has decided the tag


OPEN_FROM: Final = 0.5
"""Openness from which a tag is worth a person's time: as likely as 25 to 75 in 100, so wrong at
least one time in four."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A passage to read. `labels` are those of its tags that nobody has decided, openest first.

    `open` is 1 where the openest of them is a toss-up and 0 where it is certain.
    """

    passage: Passage
    reason: Reason
    labels: tuple[str, ...]
    open: float


@dataclass(frozen=True, slots=True)
class OpenTag:
    """A tag of the machine's that is worth a person's time."""

    passage: str
    label: str
    probability: float
    unsure: bool


def open_tags(book: Casebook, documents: Iterable[str]) -> list[OpenTag]:
    """Return the open tags of strategies, most wanted first, whatever people said of them.

    They change only with the strategies, so a caller that asks often may keep them.
    """
    with book.engine.connect() as connection:
        found = connection.execute(_open_tags(list(documents)))
        return [OpenTag(*row) for row in found]


def next_to_read(
    book: Casebook,
    who: Person,
    documents: Iterable[str] | None = None,
    limit: int = 20,
    *,
    opened: Sequence[OpenTag] | None = None,
) -> list[Queued]:
    """Return what one person should read next, of some strategies or of all current ones.

    Passages that this person has not read, with tags that nobody decided, come first: what the
    machine asks about, then what would teach it most. Then, in reading order, what nobody has
    read, and what this person has not; last, what they have read and left a tag of undecided, so
    that nothing is lost and a passage marked as read makes room. `opened` are the `open_tags` of
    `documents`, for a caller that has them at hand.
    """
    store = book.store
    wanted = (
        [d.id for d in current_documents(store.documents(), store.version_links())]
        if documents is None
        else list(documents)
    )
    if opened is None:
        opened = open_tags(book, wanted)
    with book.engine.connect() as connection:
        decided = last_decisions(connection)
        mine = set(connection.execute(_read_by(who.name)).scalars())
        found = _undecided(decided, [tag for tag in opened if tag.passage not in mine], limit)
        for reason, by in ((Reason.UNREAD, None), (Reason.UNREAD_BY_YOU, who.name)):
            if len(found) < limit:
                for id_ in connection.execute(_unread(wanted, by, limit + len(found))).scalars():
                    found.setdefault(id_, (reason, [], 0.0))
    if len(found) < limit:
        left = _undecided(decided, [tag for tag in opened if tag.passage in mine], limit)
        for id_, (_, labels, open_) in left.items():
            found.setdefault(id_, (Reason.UNDECIDED, labels, open_))
    passages = store.passages_by_id(list(found)[:limit])
    return [Queued(p, found[p.id][0], tuple(found[p.id][1]), found[p.id][2]) for p in passages]


def _undecided(
    decided: Decisions, opened: Sequence[OpenTag], limit: int
) -> dict[str, tuple[Reason, list[str], float]]:
    """Return up to `limit` passages with open tags that nobody decided, most wanted first."""
    found: dict[str, tuple[Reason, list[str], float]] = {}
    for tag in opened:
        if (tag.passage, tag.label) in decided:
            continue
        if tag.passage in found:
            if tag.unsure or found[tag.passage][0] is Reason.INFORMATIVE:
                found[tag.passage][1].append(tag.label)
        elif len(found) < limit:
            reason = Reason.UNSURE if tag.unsure else Reason.INFORMATIVE
            found[tag.passage] = reason, [tag.label], 1 - abs(2 * tag.probability - 1)
    return found


def _open_tags(documents: Sequence[str]) -> Select[Any]:
    """Return the query of open tags of newest analyses: asked about first, then the openest."""
    p, a, t, d = schema.passages.c, schema.analyses.c, schema.theme_tags.c, schema.documents.c
    later = schema.analyses.alias()
    newer = select(later.c.number).where(later.c.passage == a.passage, later.c.number > a.number)
    least = OPEN_FROM / 2
    return (
        select(p.id, t.label, t.probability, t.unsure)
        .join(schema.analyses, a.number == t.analysis)
        .join(schema.passages, p.number == a.passage)
        .join(schema.documents, d.id == p.document_id)
        .where(t.unsure | t.probability.between(least, 1 - least))
        .where(p.document_id.in_(documents), p.kind.in_(_BODY), ~newer.exists())
        .order_by(t.unsure.desc(), func.abs(t.probability - 0.5), d.number, p.ordinal)
    )


def _read_by(name: str) -> Select[Any]:
    return select(readings.c.passage_id).where(readings.c.by == name)


def _unread(documents: Sequence[str], by: str | None, limit: int) -> Select[Any]:
    """Return the query of passages that nobody, or not this person, has read, in reading order.

    A passage's id is made from its words: a reading of the id is a reading of the words.
    """
    p, d = schema.passages.c, schema.documents.c
    read = select(readings.c.id).where(readings.c.passage_id == p.id)
    if by is not None:
        read = read.where(readings.c.by == by)
    return (
        select(p.id)
        .join(schema.documents, d.id == p.document_id)
        .where(p.document_id.in_(documents), p.kind.in_(_BODY), ~read.exists())
        .order_by(d.number, p.ordinal)
        .limit(limit)
    )


_BODY: Final = sorted(kind.value for kind in BODY_KINDS)
