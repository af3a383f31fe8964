"""The strategies that two people review, chosen so that agreement speaks for all places."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from index.corpus import current_documents
from index.storage.review_tables import double_sample as table
from ingest.document import Document
from review.acts import act
from review.casebook import Casebook
from review.errors import ReviewError
from review.permissions import Action
from review.person import Person

LEAST = 2  # strategies: agreement on one has no interval


def sample(documents: Sequence[Document], share: float, seed: int) -> list[str]:
    """Return the ids of a share of the strategies, at least two, taken place by place.

    The same documents, share and seed give the same ids, in whatever order they come; no place
    gives a second strategy before every place has given one. Raises ReviewError for a share
    outside (0, 1].
    """
    if not 0 < share <= 1:
        raise ReviewError("choose a share above 0 and up to 1")
    by_place: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        by_place[document.about.place].append(document.id)
    rounds = [
        (place_in_turn, _draw(seed, place), id_)
        for place, ids in by_place.items()
        for place_in_turn, id_ in enumerate(sorted(ids, key=lambda id_: _draw(seed, id_)))
    ]
    wanted = min(len(documents), max(LEAST, math.ceil(share * len(documents))))
    return [id_ for *_, id_ in sorted(rounds)[:wanted]]


def choose_double_sample(
    book: Casebook, share: float, seed: int, *, who: Person, at: datetime
) -> list[str]:
    """Choose and keep the strategies that two people are to review blind.

    Replaces an earlier choice, which stays in the audit.
    """
    current = current_documents(book.store.documents(), book.store.version_links())
    chosen = sample(current, share, seed)
    with act(book.engine, who, Action.CHOOSE_SAMPLE, at) as doing:
        before = sorted(doing.connection.execute(select(table.c.document_id)).scalars())
        doing.connection.execute(delete(table))
        if chosen:
            values = [{"document_id": id_, "by": who.name, "at": at} for id_ in chosen]
            doing.connection.execute(insert(table), values)
        after = {"documents": chosen, "share": share, "seed": seed}
        doing.record("choose double sample", "double sample", {"documents": before}, after)
    return chosen


def double_sample(book: Casebook) -> frozenset[str]:
    """Return the ids of the strategies that were chosen; empty when nobody chose."""
    with book.engine.connect() as connection:
        return frozenset(connection.execute(select(table.c.document_id)).scalars())


def _draw(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed}\x1f{name}".encode()).hexdigest()
