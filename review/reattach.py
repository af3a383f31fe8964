"""Finding evidence again after a strategy was read anew.

A quote is looked for by its words, then by where it stood. What cannot be found keeps its words
and its page, is listed as lost, and no longer carries a rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, update

from index.searching.selection import Selection
from index.storage import saving
from index.storage.review_tables import evidence as table
from index.storage.store import SqlStore
from index.storage.workspace import writer
from ingest.document import BoundingBox, Passage
from review import fetching
from review.acts import act
from review.casebook import Casebook
from review.evidence import CONTEXT
from review.judgement import Evidence
from review.permissions import Action
from review.person import Person

NEAR: Final = 36.0
"""Points, half an inch: a better reading moves a box by less, the next paragraph is further."""

LONG_ENOUGH: Final = 40
"""Characters from which words that are found once are the same words, wherever they stand."""

NEIGHBOURS: Final = 10
"""Characters in common beside a quote that make it the same: two words, more than a chance."""

_SKIPPED: Final = frozenset("-\u2010\u2011\u00ad")
"""Hyphens, which come and go at line ends from one reading to the next, as white space does."""


@dataclass(frozen=True, slots=True)
class Reattached:
    """What became of a strategy's quotes: in place, moved to another passage, or lost."""

    kept: int
    moved: tuple[Evidence, ...]
    lost: tuple[Evidence, ...]


def reattach(book: Casebook, document: str, *, who: Person, at: datetime) -> Reattached:
    """Attach every quote of a strategy to the passages as they are now.

    Run it after `lis reread`. Lost quotes are tried again each time; nothing is changed when all
    are in place.
    """
    with act(book.engine, who, Action.REATTACH, at) as doing:
        return _reattach(doing.connection, book.store, document, at, who.name)


def reattach_after_reading(book: Casebook, document: str, *, at: datetime, by: str) -> Reattached:
    """Do what `reattach` does, as part of reading a strategy again by whoever may do that."""
    with writer(book.engine).begin() as connection:
        return _reattach(connection, book.store, document, at, by)


def _reattach(
    connection: Connection, store: SqlStore, document: str, at: datetime, by: str
) -> Reattached:
    passages = store.passages(Selection(documents=frozenset({document})))
    moved, lost, kept = [], [], 0
    for review, _, held in _linked(connection, document):
        found = None if held.attached else find_again(held, passages)
        if held.attached:
            kept += 1
        elif found is None:
            lost.append(held)
        else:
            moved.append(found)
            _write(connection, found)
            states = _json(review, held), _json(review, found)
            saving.record(connection, at, by, "reattach evidence", document, *states)
    return Reattached(kept, tuple(moved), tuple(lost))


def lost(book: Casebook, document: str) -> list[tuple[int, str, Evidence]]:
    """Return the quotes that stand in no passage of a strategy now: (review, criterion, quote).

    Whether or not `reattach` was run since the strategy was read anew or removed.
    """
    with book.engine.connect() as connection:
        return [item for item in _linked(connection, document) if not item[2].attached]


def find_again(held: Evidence, passages: Sequence[Passage]) -> Evidence | None:
    """Return a quote where it stands among passages, or None when it does not.

    Spaces and hyphens may differ; the quote is then as the passage has it. Of several places
    with the same words the one wins whose neighbouring words, and then whose position on the
    paper, are most like the old. Nothing is marked when that leaves a doubt.
    """
    found = [
        (passage, start, end)
        for passage in passages
        for start, end in _occurrences(passage.text, held.quote)
    ]
    if not found:
        return None
    best = max(found, key=lambda place: _likeness(held, *place))
    alone = len(found) == 1 and len(held.quote) >= LONG_ENOUGH
    if not alone and not _is_known(held, *best):
        return None
    passage, start, end = best
    same_sheet = any(box.sheet == held.sheet for box in passage.boxes)
    return replace(
        held,
        passage=passage.id,
        start=start,
        end=end,
        quote=passage.text[start:end],
        before=passage.text[max(0, start - CONTEXT) : start],
        after=passage.text[end : end + CONTEXT],
        sheet=held.sheet if same_sheet else passage.sheet,
        printed=held.printed if same_sheet else passage.printed,
        boxes=held.boxes if same_sheet else passage.boxes,
    )


def _occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    places = [i for i, character in enumerate(text) if _counts(character)]
    letters = "".join(text[i] for i in places)
    wanted = "".join(filter(_counts, quote))
    found, at = [], letters.find(wanted) if wanted else -1
    while at >= 0:
        found.append((places[at], places[at + len(wanted) - 1] + 1))
        at = letters.find(wanted, at + 1)
    return found


def _counts(character: str) -> bool:
    return not character.isspace() and character not in _SKIPPED


def _is_known(held: Evidence, passage: Passage, start: int, end: int) -> bool:
    """Whether the neighbouring words are the old ones, or the position is."""
    shared, near, _ = _likeness(held, passage, start, end)
    context = len(held.before) + len(held.after)
    return near or (context > 0 and shared >= min(context, NEIGHBOURS))


def _likeness(held: Evidence, passage: Passage, start: int, end: int) -> tuple[int, bool, float]:
    """Return shared neighbouring characters, whether it is near the old place, and how near."""
    before, after = passage.text[:start], passage.text[end:]
    shared = _shared(before[::-1], held.before[::-1]) + _shared(after, held.after)
    gap = _gap(held.boxes, passage.boxes)
    return shared, gap <= NEAR, -gap


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _gap(old: Sequence[BoundingBox], new: Sequence[BoundingBox]) -> float:
    """Return the distance in points between the nearest boxes on one sheet."""
    gaps = [
        max(a.x0 - b.x1, b.x0 - a.x1, a.top - b.bottom, b.top - a.bottom, 0.0)
        for a in old
        for b in new
        if a.sheet == b.sheet
    ]
    return min(gaps, default=float("inf"))


def _linked(connection: Connection, document: str) -> list[tuple[int, str, Evidence]]:
    query = fetching.linked_evidence().where(table.c.document_id == document)
    rows = connection.execute(query).mappings().all()
    return [(row["review"], row["criterion"], fetching.evidence_of(row)) for row in rows]


def _write(connection: Connection, found: Evidence) -> None:
    values = {
        "passage_id": found.passage,
        "start": found.start,
        "end": found.end,
        "quote": found.quote,
        "before": found.before,
        "after": found.after,
        "sheet": found.sheet,
        "printed": found.printed,
        "boxes": [[b.sheet, b.x0, b.top, b.x1, b.bottom] for b in found.boxes],
    }
    connection.execute(update(table).where(table.c.id == found.id).values(values))


def _json(review: int, held: Evidence) -> dict[str, Any]:
    return {
        "review": review,
        "evidence": held.id,
        "passage": held.passage,
        "start": held.start,
        "end": held.end,
        "quote": held.quote,
        "sheet": held.sheet,
    }
