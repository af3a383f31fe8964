"""Keeps edited theories of change and verdicts on links; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, insert, select

from index.storage import outcome_tables
from review.acts import act
from review.errors import ReviewError
from review.permissions import Action
from review.person import Person
from review.theory.chains import LinkVerdict, VerdictGiven
from review.theory.links import Link
from review.theory.national import Theory, TheoryError, theory_json, theory_of


class OldVersionError(ReviewError):
    """Somebody saved another version of a theory after this one was opened."""


@dataclass(frozen=True, slots=True)
class TheoryVersion:
    """One edited copy of a theory; `number` counts from 1 within the workspace."""

    number: int
    theory: Theory
    note: str
    at: datetime
    by: str


def theory_versions(engine: Engine, theory: str) -> list[TheoryVersion]:
    """Return the edited copies of a theory, oldest first; none means the one that ships counts."""
    t = outcome_tables.theory_versions.c
    query = select(t.version, t.body, t.note, t.at, t.by).where(t.theory == theory)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(t.version)).all()
    return [TheoryVersion(n, theory_of(body), note, at, by) for n, body, note, at, by in rows]


def current_theory(engine: Engine, shipped: Theory) -> Theory:
    """Return the newest edited copy of a theory, or the one that ships."""
    edited = theory_versions(engine, shipped.id)
    return edited[-1].theory if edited else shipped


def save_theory(
    engine: Engine,
    shipped: Theory,
    edited: Mapping[str, Any],
    *,
    opened: int,
    note: str,
    who: Person,
    at: datetime,
) -> TheoryVersion:
    """Keep an edited copy as a new version, numbered after `opened`, the one it was made from.

    `opened` is 0 for the theory that ships. TheoryError when the copy does not hold together,
    OldVersionError when somebody else saved first; their version stays the one that counts.
    """
    if not note.strip():
        raise TheoryError("say in a few words what was changed")
    theory = theory_of(edited)
    if theory.id != shipped.id:
        raise TheoryError(f"an edited copy keeps the id {shipped.id!r}")
    t = outcome_tables.theory_versions
    with act(engine, who, Action.EDIT_THEORY, at) as doing:
        newest = select(func.max(t.c.version)).where(t.c.theory == shipped.id)
        last = doing.connection.execute(newest).scalar() or 0
        if last != opened:
            raise OldVersionError(
                f"version {last} was saved after you opened version {opened}; "
                "put your changes into it and save again"
            )
        number = last + 1
        base = shipped.version.partition("+")[0]
        theory = replace(theory, version=f"{base}+{number}")
        values = {"theory": shipped.id, "version": number, "at": at, "by": who.name}
        body = {"note": note.strip(), "body": theory_json(theory)}
        doing.connection.execute(insert(t), {**values, **body})
        before, after = {"version": last}, {"version": number, "note": note.strip()}
        doing.record("edit theory", shipped.id, before, after)
    return TheoryVersion(number, theory, note.strip(), at, who.name)


def judge_link(
    engine: Engine,
    link: Link,
    verdict: LinkVerdict,
    *,
    who: Person,
    at: datetime,
    note: str = "",
) -> VerdictGiven:
    """Keep a verdict on a link; earlier ones stay on record and the last one counts."""
    given = VerdictGiven(
        link.key, verdict, link.source.quote, link.target.quote, note, at, who.name
    )
    document = link.source.passage.document_id
    with act(engine, who, Action.JUDGE_LINK, at) as doing:
        doing.connection.execute(
            insert(outcome_tables.link_verdicts),
            {
                "document_id": document,
                "link": given.link,
                "verdict": verdict.value,
                "source": given.source,
                "target": given.target,
                "note": note,
                "at": at,
                "by": who.name,
            },
        )
        after = {"link": given.link, "verdict": verdict.value, "note": note}
        doing.record("judge link", document, after=after)
    return given


def link_verdicts(engine: Engine, document: str) -> dict[str, VerdictGiven]:
    """Return the verdict that counts for each link of a document that has one, by its key."""
    v = outcome_tables.link_verdicts.c
    query = select(v.link, v.verdict, v.source, v.target, v.note, v.at, v.by)
    with engine.connect() as connection:
        rows = connection.execute(query.where(v.document_id == document).order_by(v.id)).all()
    return {row[0]: VerdictGiven(row[0], LinkVerdict(row[1]), *row[2:]) for row in rows}
