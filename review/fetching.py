"""Reads reviews out of the database, blind to who asks; `review.visibility` is the way in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from index.storage import schema
from index.storage.review_tables import evidence, judgements, moderations, reviews, searches_made
from ingest.document import BoundingBox
from review.errors import UnknownReviewError
from review.judgement import Evidence, Judgement, Moderation, Review, ReviewStatus, SearchMade


def review(connection: Connection, id_: int) -> Review:
    """Return a review; UnknownReviewError when there is none of this number."""
    row = connection.execute(select(reviews).where(reviews.c.id == id_)).mappings().first()
    if row is None:
        raise UnknownReviewError(id_)
    return _review(row)


def all_reviews(connection: Connection, document: str | None = None) -> list[Review]:
    """Return reviews in the order in which they were started."""
    query = select(reviews).order_by(reviews.c.id)
    if document is not None:
        query = query.where(reviews.c.document_id == document)
    return [_review(row) for row in connection.execute(query).mappings()]


def judgements_of(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Judgement]]:
    """Return what was saved in each of some reviews, by criterion."""
    found: dict[int, dict[str, dict[str, Any]]] = {id_: defaultdict(dict) for id_ in ids}
    j = judgements
    for row in connection.execute(select(j).where(j.c.review.in_(ids))).mappings():
        found[row["review"]][row["criterion"]] |= {
            "rating": row["rating"],
            "first_rating": row["first_rating"],
            "note": row["note"],
            "none_found": row["none_found"],
            "version": row["version"],
            "at": row["at"],
        }
    linked = linked_evidence().where(evidence.c.review.in_(ids))
    for row in connection.execute(linked).mappings():
        held = found[row["review"]][row["criterion"]]
        held["evidence"] = (*held.get("evidence", ()), evidence_of(row))
    s = searches_made
    for row in connection.execute(select(s).where(s.c.review.in_(ids)).order_by(s.c.id)).mappings():
        held = found[row["review"]][row["criterion"]]
        made = SearchMade(row["query"], row["hits"], row["at"])
        held["searches"] = (*held.get("searches", ()), made)
    return {
        id_: {name: Judgement(id_, name, **values) for name, values in by_name.items()}
        for id_, by_name in found.items()
    }


def judgement(connection: Connection, review: int, criterion: str) -> Judgement:
    """Return one judgement; one that nobody has saved is empty and has version 0."""
    held = judgements_of(connection, [review])[review]
    return held.get(criterion) or Judgement(review, criterion)


def linked_evidence() -> Select[Any]:
    """Return the query of quotes that are linked, each with the passage it stands in, if any.

    A passage's id is made from its text: where the id is found, the words are.
    """
    p = schema.passages
    return (
        select(evidence, p.c.id.label("standing"))
        .outerjoin(p, p.c.id == evidence.c.passage_id)
        .where(evidence.c.withdrawn.is_(None))
        .order_by(evidence.c.id)
    )


def evidence_of(row: RowMapping) -> Evidence:
    """Return the quote in a row of `linked_evidence`."""
    return Evidence(
        id=row["id"],
        passage=row["standing"],
        document=row["document_id"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        before=row["before"],
        after=row["after"],
        sheet=row["sheet"],
        printed=row["printed"],
        boxes=tuple(BoundingBox(int(b[0]), *b[1:]) for b in row["boxes"]),
        at=row["at"],
    )


def moderations_of(connection: Connection, document: str) -> list[Moderation]:
    """Return every decision on a strategy, oldest first."""
    m = moderations.c
    query: Select[Any] = select(
        m.id, m.document_id, m.criterion, m.rating, m.reason, m.by, m.at
    ).order_by(m.id)
    found = connection.execute(query.where(m.document_id == document))
    return [Moderation(*row) for row in found]


def _review(row: RowMapping) -> Review:
    return Review(
        id=row["id"],
        document=row["document_id"],
        place=row["place"],
        title=row["title"],
        reviewer=row["reviewer"],
        framework=row["framework"],
        status=ReviewStatus(row["status"]),
        blind=row["blind"],
        started=row["started"],
        submitted=row["submitted"],
        changed=row["changed"],
        reason=row["reason"],
    )
