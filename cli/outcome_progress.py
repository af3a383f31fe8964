"""`lis outcomes register`, `report` and `approve`: who owes what, how it goes, who agrees."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cli.acting import as_person, person_at_door
from cli.doorway import DoorCommand, Doorway, Refusal, as_json, pass_doorway
from cli.printing import print_json, print_table
from cli.which import document_id_of

if TYPE_CHECKING:
    from index.assembly import Office
    from review.monitoring.progress_reports import Report
    from review.monitoring.register import Entry, Register

# As in review.monitoring and review.monitoring_reports, which are slow to import.
FIELDS = ("owner", "due", "milestone", "evidence")
RATINGS = ("red", "amber_red", "amber", "amber_green", "green")
DAY = click.DateTime(formats=["%Y-%m-%d"])


def register_for(door: Doorway, office: Office, document: str | None = None) -> Register:
    """Return the register of the strategies that count now, or of one."""
    from index.corpus import current_documents
    from review.monitoring.progress_reports import reports_of
    from review.monitoring.register import notes_of, register_of
    from review.theory.steps import read_strategy

    store, engine = office.workspace.store, office.workspace.engine
    if document is None:
        ids = [d.id for d in current_documents(store.documents(), store.version_links())]
    else:
        ids = [document_id_of(store, document)]
    strategies = [read_strategy(store, id_) for id_ in ids]
    today = door.now().date()
    return register_of(strategies, notes_of(engine, ids), reports_of(engine, ids), today)


def entry_of(found: Register, key: str) -> Entry:
    """Return the commitment with this key; Refusal when there is none."""
    for entry in found.entries:
        if entry.key == key:
            return entry
    raise Refusal(f"there is no commitment {key}; `lis outcomes register` lists them")


@click.command("register", cls=DoorCommand)
@click.argument("document", required=False, metavar="[DOC]")
@click.option(
    "--note",
    nargs=3,
    metavar="KEY FIELD TEXT",
    help=f"Note on a commitment; FIELD is one of {', '.join(FIELDS)}.",
)
@click.option("--day", type=DAY, metavar="YYYY-MM-DD", help="The day that the note is about.")
@click.option("-k", "k", type=click.IntRange(1), default=40, show_default=True, help="Lines shown.")
@as_person
@as_json
@pass_doorway
def register(
    door: Doorway,
    document: str | None,
    note: tuple[str, str, str] | None,
    day: datetime | None,
    k: int,
    as_name: str | None,
    as_json: bool,
) -> None:
    """List commitments with owner, date and progress, the overdue and stale first."""
    from cli.outcome_shapes import register_json

    with door.office() as office:
        found = register_for(door, office, document)
        if note:
            _note(door, office, found, note, day.date() if day else None, as_name)
            found = register_for(door, office, document)
    if as_json:
        print_json(register_json(found))
        return
    rows = [
        (
            entry.key,
            entry.standing.value,
            entry.place[:20],
            (entry.owner or "not stated")[:20],
            entry.due.isoformat() if entry.due else "no date",
            entry.latest.rating.value if entry.latest and entry.latest.rating else "",
            " ".join(entry.step.quote.split())[:60],
        )
        for entry in found.entries[:k]
    ]
    print_table(("Key", "Standing", "Place", "Owner", "Due", "Rating", "Commitment"), rows)
    if len(found.entries) > k:
        click.echo(f"\n{len(found.entries) - k:,} more; -k lists more.")


def _note(
    door: Doorway,
    office: Office,
    found: Register,
    note: tuple[str, str, str],
    day: date | None,
    name: str | None,
) -> None:
    from review.monitoring.register import Field, add_note

    key, noted, value = note
    if noted not in FIELDS:
        raise Refusal(f"there is no field {noted!r}; there are {', '.join(FIELDS)}")
    step = entry_of(found, key).step
    engine = office.workspace.engine
    who = person_at_door(door, engine, name)
    add_note(engine, step, Field(noted), value, who=who, at=door.now(), day=day)


@click.command("report", cls=DoorCommand)
@click.argument("key", metavar="KEY")
@click.option("--period-end", type=DAY, metavar="YYYY-MM-DD", help="Last day reported on.")
@click.option("--rating", type=click.Choice(RATINGS), help="Five points, from red to green.")
@click.option("--reason", help="Why, in at most 200 characters.")
@click.option("--achievements", help="What was done.")
@click.option("--forward-look", help="What comes next.")
@click.option("--submit", is_flag=True, help="Send the report for approval.")
@as_person
@as_json
@pass_doorway
def report(
    door: Doorway,
    key: str,
    period_end: datetime | None,
    rating: str | None,
    reason: str | None,
    achievements: str | None,
    forward_look: str | None,
    submit: bool,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Report progress on a commitment: begin, change or submit a report."""
    from cli.outcome_shapes import report_json

    said = {
        "rating": rating,
        "reason": reason,
        "achievements": achievements,
        "forward_look": forward_look,
    }
    with door.office() as office:
        kept = _written(door, office, key, period_end, said, as_name)
        if submit:
            from review.monitoring.progress_reports import Move, move_report

            engine = office.workspace.engine
            who = person_at_door(door, engine, as_name)
            kept = move_report(engine, kept.id, Move.SUBMIT, who=who, at=door.now())
    if as_json:
        print_json(report_json(kept))
        return
    previous = kept.previous.value if kept.previous else "none"
    rated = kept.rating.value if kept.rating else "not rated"
    click.echo(f"Report {kept.id}: {kept.status.value}, {rated} (previous rating: {previous})")


def _written(
    door: Doorway,
    office: Office,
    key: str,
    period_end: datetime | None,
    said: dict[str, str | None],
    name: str | None,
) -> Report:
    """Begin the report, or put what was said into the one under way; the rest of it stays."""
    from review.monitoring.progress_reports import Rating, Written, start_report, write_report

    engine = office.workspace.engine
    entry = entry_of(register_for(door, office), key)
    who, at, kept = person_at_door(door, engine, name), door.now(), entry.open
    before = Written()
    if kept is not None:
        before = Written(kept.rating, kept.reason, kept.achievements, kept.forward_look)
    rating, reason, achievements, forward = said.values()
    written = Written(
        Rating(rating) if rating else before.rating,
        before.reason if reason is None else reason,
        before.achievements if achievements is None else achievements,
        before.forward_look if forward is None else forward,
    )
    if kept is None:
        if period_end is None:
            raise Refusal("a new report needs --period-end")
        return start_report(engine, entry.step, period_end.date(), written, who=who, at=at)
    return write_report(engine, kept, written, who=who, at=at) if written != before else kept


@click.command("approve", cls=DoorCommand)
@click.argument("number", type=int, metavar="REPORT")
@click.option("--request-changes", metavar="TEXT", help="Send it back and say what to change.")
@as_person
@as_json
@pass_doorway
def approve(
    door: Doorway, number: int, request_changes: str | None, as_name: str | None, as_json: bool
) -> None:
    """Approve a progress report of somebody else, or send it back."""
    from cli.outcome_shapes import report_json

    with door.office() as office:
        from review.monitoring.progress_reports import Move, move_report

        engine = office.workspace.engine
        who = person_at_door(door, engine, as_name)
        move = Move.APPROVE if request_changes is None else Move.REQUEST_CHANGES
        moved = move_report(
            engine, number, move, who=who, at=door.now(), note=request_changes or ""
        )
    if as_json:
        print_json(report_json(moved))
        return
    click.echo(f"Report {moved.id}: {moved.status.value}")
