"""Progress reports: a rating on five points, why, and the way to approval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Engine, insert, select, update

from index.storage.outcome_tables import progress_moves as moves
from index.storage.outcome_tables import progress_reports as table
from review.acts import Act, act
from review.errors import ConflictError, NotAllowedError, ReviewError
from review.permissions import Action
from review.person import Person
from review.theory.steps import Step

LONGEST_REASON: Final = 200  # characters, as in the department's own reporting tool
LONGEST_TEXT: Final = 4000


class Rating(StrEnum):
    """Five points from red, delivery in doubt, to green, delivery likely."""

    RED = "red"
    AMBER_RED = "amber_red"
    AMBER = "amber"
    AMBER_GREEN = "amber_green"
    GREEN = "green"


class ReportStatus(StrEnum):
    """How far a report has come."""

    DRAFT = "draft"
    REQUIRES_APPROVAL = "requires_approval"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"


class Move(StrEnum):
    """What takes a report from one status to the next."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REQUEST_CHANGES = "request changes"


MOVES: Final[Mapping[tuple[ReportStatus, Move], ReportStatus]] = {
    (ReportStatus.DRAFT, Move.SUBMIT): ReportStatus.REQUIRES_APPROVAL,
    (ReportStatus.CHANGES_REQUESTED, Move.SUBMIT): ReportStatus.REQUIRES_APPROVAL,
    (ReportStatus.REQUIRES_APPROVAL, Move.APPROVE): ReportStatus.APPROVED,
    (ReportStatus.REQUIRES_APPROVAL, Move.REQUEST_CHANGES): ReportStatus.CHANGES_REQUESTED,
}
"""The whole workflow; every other pair is refused."""

NEEDS: Final[Mapping[Move, Action]] = {
    Move.SUBMIT: Action.REPORT_PROGRESS,
    Move.APPROVE: Action.APPROVE_PROGRESS,
    Move.REQUEST_CHANGES: Action.APPROVE_PROGRESS,
}
OPEN: Final = (ReportStatus.DRAFT, ReportStatus.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True)
class Report:
    """One report on one commitment for the period that ends on `period_end`.

    `previous` is the rating last approved for an earlier period: set by the register, never by
    the author. `version` counts saves.
    """

    id: int
    document: str
    entry: str
    quote: str
    period_end: date
    author: str
    status: ReportStatus
    rating: Rating | None
    previous: Rating | None
    reason: str
    achievements: str
    forward_look: str
    version: int


@dataclass(frozen=True, slots=True)
class Written:
    """What an author writes into a report."""

    rating: Rating | None = None
    reason: str = ""
    achievements: str = ""
    forward_look: str = ""


@dataclass(frozen=True, slots=True)
class MoveMade:
    """One step of a report's way: from where to where, by whom and why."""

    from_status: ReportStatus
    to_status: ReportStatus
    note: str
    at: datetime
    by: str


class UnknownReportError(ReviewError):
    """No report has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"there is no progress report {number}; `lis outcomes register` lists them"
        )


def start_report(
    engine: Engine, step: Step, period_end: date, written: Written, *, who: Person, at: datetime
) -> Report:
    """Begin a report on a commitment; one report for each period, and periods go forward."""
    _check_lengths(written)
    with act(engine, who, Action.REPORT_PROGRESS, at) as doing:
        c = table.c
        known = doing.connection.execute(
            select(c.period_end).where(c.entry == step.key).order_by(c.period_end.desc())
        ).first()
        if known is not None and known.period_end >= period_end:
            raise ReviewError(
                f"there is a report for {known.period_end:%d %B %Y}; a new one is for a later day"
            )
        values = {
            "document_id": step.passage.document_id,
            "entry": step.key,
            "quote": step.quote,
            "period_end": period_end,
            "author": who.name,
            "status": ReportStatus.DRAFT.value,
            "previous_rating": _previous(doing.connection, step.key, period_end),
            "version": 1,
            **_columns(written),
        }
        made = doing.connection.execute(insert(table).returning(table.c.id), values)
        report = _fetch(doing.connection, int(made.scalar_one()))
        doing.record("start report", _subject(report), after=_json(report))
    return report


def write_report(
    engine: Engine, report: Report, written: Written, *, who: Person, at: datetime
) -> Report:
    """Save what its author writes; ConflictError when it was saved elsewhere after `report`."""
    _check_lengths(written)
    with act(engine, who, Action.REPORT_PROGRESS, at) as doing:
        kept = _fetch(doing.connection, report.id)
        _only_author(kept, who)
        if kept.status not in OPEN:
            raise ReviewError(f"a report that is {_words(kept.status)} cannot be changed")
        if kept.version != report.version:
            raise ConflictError(f"report {report.id}", _written(kept), written)
        values = {**_columns(written), "version": kept.version + 1}
        doing.connection.execute(update(table).where(table.c.id == report.id).values(values))
        saved = _fetch(doing.connection, report.id)
        doing.record("write report", _subject(kept), _json(kept), _json(saved))
    return saved


def move_report(
    engine: Engine, number: int, move: Move, *, who: Person, at: datetime, note: str = ""
) -> Report:
    """Submit a report, approve it or ask for changes.

    Only its author submits, and only somebody else approves or asks for changes, whatever their
    role. A report without rating or reason is not submitted; a request for changes says which.
    """
    with act(engine, who, NEEDS[move], at) as doing:
        kept = _fetch(doing.connection, number)
        to = MOVES.get((kept.status, move))
        if to is None:
            raise ReviewError(f"you cannot {move.value}: the report is {_words(kept.status)}")
        if move is Move.SUBMIT:
            _only_author(kept, who)
            _check_complete(kept)
        elif kept.author == who.name:
            raise NotAllowedError(
                f"{who.name} wrote this report; somebody else has to {move.value}"
            )
        if move is Move.REQUEST_CHANGES and not note.strip():
            raise ReviewError("say what should be changed")
        return _move(doing, kept, to, note.strip())


def _move(doing: Act, kept: Report, to: ReportStatus, note: str) -> Report:
    values = {
        "status": to.value,
        "version": kept.version + 1,
        # The previous rating is locked when the report goes out: an earlier report may have
        # been approved since it was begun.
        "previous_rating": _previous(doing.connection, kept.entry, kept.period_end),
    }
    doing.connection.execute(update(table).where(table.c.id == kept.id).values(values))
    step = {"report": kept.id, "from_status": kept.status.value, "to_status": to.value}
    doing.connection.execute(
        insert(moves), {**step, "note": note, "at": doing.at, "by": doing.who.name}
    )
    saved = _fetch(doing.connection, kept.id)
    after = {**_json(saved), "note": note}
    doing.record("move report", _subject(kept), _json(kept), after)
    return saved


def reports_of(engine: Engine, documents: Sequence[str] | None = None) -> list[Report]:
    """Return reports by period and number, of all documents or of some."""
    query = select(table).order_by(table.c.period_end, table.c.id)
    if documents is not None:
        query = query.where(table.c.document_id.in_(documents))
    with engine.connect() as connection:
        return [_report(row) for row in connection.execute(query).mappings()]


def report(engine: Engine, number: int) -> Report:
    """Return one report; UnknownReportError when no report has this number."""
    with engine.connect() as connection:
        return _fetch(connection, number)


def moves_of(engine: Engine, number: int) -> list[MoveMade]:
    """Return the way of a report, oldest step first."""
    m = moves.c
    query = select(m.from_status, m.to_status, m.note, m.at, m.by).where(m.report == number)
    with engine.connect() as connection:
        return [
            MoveMade(ReportStatus(a), ReportStatus(b), note, at, by)
            for a, b, note, at, by in connection.execute(query.order_by(m.id))
        ]


@dataclass(frozen=True, slots=True)
class RagPoint:
    """How many commitments stood at each rating on a day; `unrated` had no approved report."""

    day: date
    counts: Mapping[Rating, int]
    unrated: int


def rag_over_time(
    reports: Sequence[Report], entries: Sequence[str], days: Sequence[date]
) -> list[RagPoint]:
    """Return the ratings of a portfolio on each day: the last approved report up to it counts."""
    approved = [r for r in reports if r.status is ReportStatus.APPROVED and r.rating]
    approved.sort(key=lambda r: r.period_end)
    wanted = set(entries)
    points = []
    for day in days:
        last = {r.entry: r.rating for r in approved if r.period_end <= day and r.entry in wanted}
        counted = Counter(rating for rating in last.values() if rating)
        counts = {rating: counted[rating] for rating in Rating}
        points.append(RagPoint(day, counts, len(wanted) - len(last)))
    return points


def _previous(connection: Connection, entry: str, period_end: date) -> str | None:
    c = table.c
    earlier = (c.entry == entry) & (c.period_end < period_end)
    approved = c.status == ReportStatus.APPROVED.value
    query = select(c.rating).where(earlier & approved).order_by(c.period_end.desc()).limit(1)
    return connection.execute(query).scalar()


def _check_lengths(written: Written) -> None:
    if len(written.reason) > LONGEST_REASON:
        raise ReviewError(
            f"the reason has {len(written.reason)} characters; {LONGEST_REASON} is the limit"
        )
    for name, text in (
        ("achievements", written.achievements),
        ("forward look", written.forward_look),
    ):
        if len(text) > LONGEST_TEXT:
            raise ReviewError(f"the {name} have {len(text):,} characters; {LONGEST_TEXT:,} is most")


def _check_complete(report: Report) -> None:
    lacking = [
        name
        for name, there in (("a rating", report.rating), ("a reason", report.reason.strip()))
        if not there
    ]
    if lacking:
        raise ReviewError(f"the report lacks {' and '.join(lacking)}")


def _only_author(report: Report, who: Person) -> None:
    if report.author != who.name:
        raise NotAllowedError(f"only {report.author} can change or submit this report")


def _words(status: ReportStatus) -> str:
    said = {
        ReportStatus.DRAFT: "a draft",
        ReportStatus.REQUIRES_APPROVAL: "waiting for approval",
        ReportStatus.CHANGES_REQUESTED: "back with its author",
        ReportStatus.APPROVED: "approved",
    }
    return said[status]


def _columns(written: Written) -> dict[str, Any]:
    return {
        "rating": written.rating.value if written.rating else None,
        "reason": written.reason,
        "achievements": written.achievements,
        "forward_look": written.forward_look,
    }


def _written(report: Report) -> Written:
    return Written(report.rating, report.reason, report.achievements, report.forward_look)


def _fetch(connection: Connection, number: int) -> Report:
    row = connection.execute(select(table).where(table.c.id == number)).mappings().first()
    if row is None:
        raise UnknownReportError(number)
    return _report(row)


def _report(row: Mapping[Any, Any]) -> Report:
    return Report(
        row["id"],
        row["document_id"],
        row["entry"],
        row["quote"],
        row["period_end"],
        row["author"],
        ReportStatus(row["status"]),
        Rating(row["rating"]) if row["rating"] else None,
        Rating(row["previous_rating"]) if row["previous_rating"] else None,
        row["reason"],
        row["achievements"],
        row["forward_look"],
        row["version"],
    )


def _subject(report: Report) -> str:
    return f"{report.document} {report.entry} {report.period_end.isoformat()}"


def _json(report: Report) -> dict[str, Any]:
    return {
        "report": report.id,
        "status": report.status.value,
        "previous_rating": report.previous.value if report.previous else None,
        **_columns(_written(report)),
    }
