"""The register of commitments: who owes what by when, what was delivered, what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Engine, insert, select

from index.storage.outcome_tables import register_edits as table
from ingest.document import About
from nlp.commitment import Strength
from review.acts import act
from review.errors import ReviewError
from review.logframes.cells import is_row
from review.monitoring.owners import owner_of
from review.monitoring.progress_reports import Report, ReportStatus
from review.permissions import Action
from review.person import Person
from review.theory.repeated import Told, told_once
from review.theory.steps import Step, Strategy

STALE_AFTER: Final = timedelta(days=122)
"""Time without an approved report after which a commitment is stale: a quarter and a month."""

LONGEST: Final = 1000  # characters of an owner, a milestone or a piece of evidence


class Field(StrEnum):
    """What a person can note on a commitment. The last owner and due date count; milestones and
    evidence add up. Evidence with a day says that it was delivered then."""

    OWNER = "owner"
    DUE = "due"
    MILESTONE = "milestone"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a person noted on a commitment, with the words it was noted on."""

    id: int
    document: str
    entry: str
    field: Field
    value: str
    day: date | None
    quote: str
    at: datetime
    by: str


class Standing(StrEnum):
    """How a commitment stands today, in the order in which the register lists them."""

    OVERDUE = "overdue"
    STALE = "stale"
    ON_TIME = "on_time"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment of the register.

    `owner` and `due` are a person's where one noted them, else the text's; `owner_by` and
    `due_by` name the person, "" for the text. `owner` is None where the text names nobody who
    can be held to it; the commitment keeps the words. `latest` is the newest approved report,
    `open` the one that is under way. `again` are the places where the promise is made once more.
    """

    step: Step
    place: str
    owner: str | None
    owner_by: str
    due: date | None
    due_by: str
    milestones: tuple[Note, ...]
    evidence: tuple[Note, ...]
    delivered: date | None
    latest: Report | None
    open: Report | None
    standing: Standing
    why: str
    again: tuple[Step, ...] = ()

    @property
    def key(self) -> str:
        return self.step.key


@dataclass(frozen=True, slots=True)
class Register:
    """The commitments of one or more strategies, the overdue and the stale first.

    `lost` holds notes on words that no strategy yields any more.
    """

    entries: tuple[Entry, ...]
    lost: tuple[Note, ...] = field(default=())


def register_of(
    strategies: Iterable[Strategy],
    notes: Sequence[Note],
    reports: Sequence[Report],
    today: date,
) -> Register:
    """Return every commitment with what people noted and reported on it; `today` decides what
    is late."""
    noted: dict[str, list[Note]] = defaultdict(list)
    reported: dict[str, list[Report]] = defaultdict(list)
    for note in notes:
        noted[note.entry].append(note)
    for report in reports:
        reported[report.entry].append(report)
    entries = []
    for strategy in strategies:
        about = strategy.document.about
        owed = [
            s for s in strategy.steps if is_row(s) and s.commitment.strength is not Strength.ASK
        ]
        for told in told_once(owed):
            mine = [note for step in told.steps for note in noted.pop(step.key, [])]
            mine.sort(key=lambda note: note.id)
            so_far = [report for step in told.steps for report in reported.get(step.key, [])]
            entries.append(_entry(told, about, mine, so_far, today))
    entries.sort(key=_order)
    lost = [note for rest in noted.values() for note in rest]
    return Register(tuple(entries), tuple(sorted(lost, key=lambda note: note.id)))


def _entry(
    told: Told, about: About, notes: Sequence[Note], reports: Sequence[Report], today: date
) -> Entry:
    step = told.step
    last = {note.field: note for note in notes}
    owner, due = last.get(Field.OWNER), last.get(Field.DUE)
    deadline = next((one.deadline for one in told.steps if one.deadline), None)
    owners = (owner_of(one.commitment.actor, about.lead_body) for one in told.steps)
    day = due.day if due else (deadline.end if deadline else None)
    evidence = tuple(note for note in notes if note.field is Field.EVIDENCE)
    delivered = max((note.day for note in evidence if note.day), default=None)
    ordered = sorted(reports, key=lambda report: report.period_end)
    approved = [report for report in ordered if report.status is ReportStatus.APPROVED]
    under_way = [report for report in ordered if report.status is not ReportStatus.APPROVED]
    latest = approved[-1] if approved else None
    standing, why = _standing(day, delivered, latest, today)
    return Entry(
        step,
        about.place,
        owner.value if owner else next((named for named in owners if named), None),
        owner.by if owner else "",
        day,
        due.by if due else "",
        tuple(note for note in notes if note.field is Field.MILESTONE),
        evidence,
        delivered,
        latest,
        under_way[-1] if under_way else None,
        standing,
        why,
        told.again,
    )


def _standing(
    due: date | None, delivered: date | None, latest: Report | None, today: date
) -> tuple[Standing, str]:
    if delivered and delivered <= today:
        return Standing.DELIVERED, f"delivered on {delivered:%d %B %Y}"
    if due and due < today:
        return Standing.OVERDUE, f"due on {due:%d %B %Y}, and no delivery is noted"
    if latest is None:
        return Standing.STALE, "no approved report yet"
    if today - latest.period_end > STALE_AFTER:
        return Standing.STALE, f"last reported for {latest.period_end:%d %B %Y}"
    return Standing.ON_TIME, f"reported for {latest.period_end:%d %B %Y}"


def _order(entry: Entry) -> tuple[int, date, date, str, int]:
    reported = entry.latest.period_end if entry.latest else date.min
    stale = reported if entry.standing is Standing.STALE else date.min
    first = list(Standing).index(entry.standing)
    return first, stale, entry.due or date.max, entry.place, entry.step.passage.ordinal


def add_note(
    engine: Engine,
    step: Step,
    noted: Field,
    value: str,
    *,
    who: Person,
    at: datetime,
    day: date | None = None,
) -> Note:
    """Note an owner, a due date, a milestone or evidence of delivery on a commitment.

    A due date and a milestone need a day; ReviewError says so. Nothing noted before is lost.
    """
    value = " ".join(value.split())
    if noted in (Field.DUE, Field.MILESTONE) and day is None:
        raise ReviewError(f"a {noted.value} date is missing; write it as 2021-03-31")
    if noted is Field.DUE:
        value = value or (day.isoformat() if day else "")
    if not value or len(value) > LONGEST:
        raise ReviewError(f"write 1 to {LONGEST} characters")
    document = step.passage.document_id
    values = {
        "document_id": document,
        "entry": step.key,
        "field": noted.value,
        "value": value,
        "day": day,
        "quote": step.quote,
        "at": at,
        "by": who.name,
    }
    with act(engine, who, Action.KEEP_REGISTER, at) as doing:
        result = doing.connection.execute(insert(table).returning(table.c.id), values)
        number = int(result.scalar_one())
        after = {"field": noted.value, "value": value, "day": day.isoformat() if day else None}
        doing.record("note on commitment", f"{document} {step.key}", after=after)
    return Note(number, document, step.key, noted, value, day, step.quote, at, who.name)


def notes_of(engine: Engine, documents: Sequence[str] | None = None) -> list[Note]:
    """Return what was noted, oldest first, on all documents or on some."""
    query = select(table).order_by(table.c.id)
    if documents is not None:
        query = query.where(table.c.document_id.in_(documents))
    with engine.connect() as connection:
        return [_note(row) for row in connection.execute(query).mappings()]


def _note(row: Mapping[Any, Any]) -> Note:
    return Note(
        row["id"],
        row["document_id"],
        row["entry"],
        Field(row["field"]),
        row["value"],
        row["day"],
        row["quote"],
        row["at"],
        row["by"],
    )
