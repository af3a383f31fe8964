from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from index.storage.workspace import writer
from nlp.commitment import CommitmentKind, Strength
from review.errors import ConflictError, NotAllowedError, ReviewError
from review.monitoring.progress_reports import (
    MOVES,
    Move,
    Rating,
    Report,
    ReportStatus,
    UnknownReportError,
    Written,
    move_report,
    moves_of,
    rag_over_time,
    report,
    reports_of,
    start_report,
    write_report,
)
from review.monitoring.register import STALE_AFTER, Field, Standing, add_note, notes_of, register_of
from review.permissions import ALLOWED, Action
from review.person import Person, Role
from tests.review.casefile import NOON, Case, later
from tests.review.promised import strategy, told

TODAY = date(2020, 10, 1)
MARCH = date(2020, 3, 31)
JUNE = date(2020, 6, 30)
LATE = told("We will open a college by 2019.", due=("2019", date(2019, 12, 31)))
SOON = told("We will open a yard by 2021.", due=("2021", date(2021, 12, 31)))
OPEN = told("We will visit schools.")
ASK = told("We ask for a tram.", kind=CommitmentKind.ASK, strength=Strength.ASK)
READ = strategy(OPEN, SOON, LATE, ASK)
VISIT, YARD, COLLEGE = READ.steps[:3]
FULL = Written(Rating.AMBER, "Ground conditions.", "Dug a hole.", "Pour concrete.")


def begun(case: Case, who: Person, period: date = MARCH, written: Written = FULL) -> Report:
    return start_report(case.workspace.engine, YARD, period, written, who=who, at=NOON)


def approved(case: Case, period: date, rating: Rating) -> Report:
    engine = case.workspace.engine
    made = begun(case, case.ben, period, Written(rating, "why"))
    move_report(engine, made.id, Move.SUBMIT, who=case.ben, at=NOON)
    return move_report(engine, made.id, Move.APPROVE, who=case.mo, at=NOON)


def in_status(case: Case, status: ReportStatus, author: Person) -> Report:
    """Return a report by `author` that has come as far as `status`."""
    engine, made = case.workspace.engine, begun(case, author)
    other = case.mo if author != case.mo else case.ada
    way: dict[ReportStatus, list[tuple[Move, Person]]] = {
        ReportStatus.DRAFT: [],
        ReportStatus.REQUIRES_APPROVAL: [(Move.SUBMIT, author)],
        ReportStatus.CHANGES_REQUESTED: [(Move.SUBMIT, author), (Move.REQUEST_CHANGES, other)],
        ReportStatus.APPROVED: [(Move.SUBMIT, author), (Move.APPROVE, other)],
    }
    for move, who in way[status]:
        made = move_report(engine, made.id, move, who=who, at=NOON, note="more detail")
    assert made.status is status
    return made


def test_the_overdue_come_first_then_the_stale(case: Case) -> None:
    approved(case, JUNE, Rating.GREEN)
    found = register_of([READ], [], reports_of(case.workspace.engine), TODAY)
    assert [(e.step.quote[:18], e.standing, e.why) for e in found.entries] == [
        (
            "We will open a col",
            Standing.OVERDUE,
            "due on 31 December 2019, and no delivery is noted",
        ),
        ("We will visit scho", Standing.STALE, "no approved report yet"),
        ("We will open a yar", Standing.ON_TIME, "reported for 30 June 2020"),
    ]


def test_a_report_grows_stale(case: Case) -> None:
    approved(case, JUNE, Rating.GREEN)
    reports = reports_of(case.workspace.engine)

    def standing(today: date) -> Standing:
        entries = register_of([READ], [], reports, today).entries
        return next(e.standing for e in entries if e.key == YARD.key)

    assert standing(JUNE + STALE_AFTER) is Standing.ON_TIME
    assert standing(JUNE + STALE_AFTER + timedelta(days=1)) is Standing.STALE


def test_notes_of_people_stand_above_the_text_and_add_up(case: Case) -> None:
    engine = case.workspace.engine
    note: dict[str, Any] = {"who": case.ben, "at": NOON}
    add_note(engine, COLLEGE, Field.OWNER, "the County", **note)
    add_note(engine, COLLEGE, Field.OWNER, "the College", who=case.cy, at=later(1))
    add_note(engine, COLLEGE, Field.DUE, "", day=date(2022, 1, 1), **note)
    add_note(engine, COLLEGE, Field.MILESTONE, "Roof on", day=date(2021, 5, 1), **note)
    add_note(engine, COLLEGE, Field.EVIDENCE, "Photograph of the site", **note)
    entries = register_of([READ], notes_of(engine), [], TODAY).entries
    (entry,) = (e for e in entries if e.key == COLLEGE.key)
    # No longer overdue: a person moved the date, and nobody has reported.
    assert entry.standing is Standing.STALE
    assert (entry.owner, entry.owner_by) == ("the College", "Cy")
    assert (entry.due, entry.due_by) == (date(2022, 1, 1), "Ben")
    assert [n.value for n in entry.milestones] == ["Roof on"]
    assert entry.delivered is None
    add_note(engine, COLLEGE, Field.EVIDENCE, "Opened", day=date(2020, 9, 1), **note)
    entries = register_of([READ], notes_of(engine), [], TODAY).entries
    assert (entries[-1].key, entries[-1].standing) == (COLLEGE.key, Standing.DELIVERED)
    assert [n.value for n in notes_of(engine)][:2] == ["the County", "the College"]


def test_notes_on_words_that_are_gone_are_listed(case: Case) -> None:
    engine = case.workspace.engine
    add_note(engine, COLLEGE, Field.OWNER, "the County", who=case.ben, at=NOON)
    found = register_of([strategy(OPEN)], notes_of(engine), [], TODAY)
    assert [(n.value, n.quote) for n in found.lost] == [("the County", COLLEGE.quote)]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (Field.DUE, "soon", "a due date is missing"),
        (Field.MILESTONE, "Roof on", "a milestone date is missing"),
        (Field.OWNER, "  ", "write 1 to 1000 characters"),
    ],
)
def test_a_note_that_says_nothing_is_refused(
    case: Case, field: Field, value: str, said: str
) -> None:
    with pytest.raises(ReviewError, match=said):
        add_note(case.workspace.engine, COLLEGE, field, value, who=case.ben, at=NOON)
    assert notes_of(case.workspace.engine) == []


def test_asks_are_not_in_the_register() -> None:
    keys = [e.key for e in register_of([READ], [], [], TODAY).entries]
    assert READ.steps[3].key not in keys


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("status", list(ReportStatus))
def test_every_transition_by_every_role(
    case: Case, status: ReportStatus, move: Move, role: Role
) -> None:
    """Ben wrote the report; who moves it is Ben in that role for submitting, else another."""
    engine = case.workspace.engine
    made = in_status(case, status, case.ben)
    who = {
        Role.ADMINISTRATOR: case.ada,
        Role.MODERATOR: case.mo,
        Role.REVIEWER: case.cy,
        Role.VIEWER: case.vi,
    }[role]
    action = Action.REPORT_PROGRESS if move is Move.SUBMIT else Action.APPROVE_PROGRESS
    legal = (status, move) in MOVES
    allowed = action in ALLOWED[role]
    if not allowed or not legal or move is Move.SUBMIT:  # only the author submits
        error = ReviewError if allowed and not legal else NotAllowedError
        before = reports_of(engine), case.audit()
        with pytest.raises(error):
            move_report(engine, made.id, move, who=who, at=NOON, note="n")
        assert (reports_of(engine), case.audit()) == before
    else:
        moved = move_report(engine, made.id, move, who=who, at=NOON, note="n")
        assert moved.status is MOVES[status, move]


@pytest.mark.parametrize("status", list(ReportStatus))
def test_the_author_submits_from_draft_and_after_changes_only(
    case: Case, status: ReportStatus
) -> None:
    made = in_status(case, status, case.ben)
    engine = case.workspace.engine
    if (status, Move.SUBMIT) in MOVES:
        moved = move_report(engine, made.id, Move.SUBMIT, who=case.ben, at=NOON)
        assert moved.status is ReportStatus.REQUIRES_APPROVAL
    else:
        with pytest.raises(ReviewError, match="you cannot submit: the report is"):
            move_report(engine, made.id, Move.SUBMIT, who=case.ben, at=NOON)


@pytest.mark.parametrize("move", [Move.APPROVE, Move.REQUEST_CHANGES])
@pytest.mark.parametrize("author", ["mo", "ada"])
def test_nobody_approves_their_own_report_whatever_their_role(
    case: Case, author: str, move: Move
) -> None:
    who: Person = getattr(case, author)
    made = in_status(case, ReportStatus.REQUIRES_APPROVAL, who)
    with pytest.raises(NotAllowedError, match=f"{who.name} wrote this report"):
        move_report(case.workspace.engine, made.id, move, who=who, at=NOON, note="fine")
    assert report(case.workspace.engine, made.id).status is ReportStatus.REQUIRES_APPROVAL


def test_a_request_for_changes_says_which(case: Case) -> None:
    made = in_status(case, ReportStatus.REQUIRES_APPROVAL, case.ben)
    with pytest.raises(ReviewError, match="what should be changed"):
        move_report(case.workspace.engine, made.id, Move.REQUEST_CHANGES, who=case.mo, at=NOON)


def test_the_way_of_a_report_is_kept_with_who_and_why(case: Case) -> None:
    engine = case.workspace.engine
    made = in_status(case, ReportStatus.CHANGES_REQUESTED, case.ben)
    better = write_report(engine, made, Written(Rating.RED, "Worse"), who=case.ben, at=later(5))
    move_report(engine, better.id, Move.SUBMIT, who=case.ben, at=later(6))
    move_report(engine, better.id, Move.APPROVE, who=case.mo, at=later(7))
    assert [(m.to_status.value, m.note, m.by) for m in moves_of(engine, made.id)] == [
        ("requires_approval", "more detail", "Ben"),
        ("changes_requested", "more detail", "Mo"),
        ("requires_approval", "", "Ben"),
        ("approved", "", "Mo"),
    ]
    with (
        pytest.raises(DatabaseError, match="progress_moves only grows"),
        writer(engine).begin() as connection,
    ):
        connection.execute(text("DELETE FROM progress_moves"))


def test_the_previous_rating_is_the_last_approved_one_and_locked(case: Case) -> None:
    assert approved(case, MARCH, Rating.AMBER_RED).previous is None
    made = begun(case, case.ben, JUNE)
    assert made.previous is Rating.AMBER_RED
    saved = write_report(
        case.workspace.engine, made, Written(Rating.GREEN, "Better"), who=case.ben, at=NOON
    )
    assert (saved.rating, saved.previous) == (Rating.GREEN, Rating.AMBER_RED)


def test_a_report_approved_late_becomes_the_previous_one_when_the_next_goes_out(
    case: Case,
) -> None:
    engine = case.workspace.engine
    first = in_status(case, ReportStatus.REQUIRES_APPROVAL, case.ben)
    second = begun(case, case.cy, JUNE)
    assert second.previous is None
    move_report(engine, first.id, Move.APPROVE, who=case.mo, at=NOON)
    out = move_report(engine, second.id, Move.SUBMIT, who=case.cy, at=NOON)
    assert out.previous is Rating.AMBER


def test_a_reason_has_two_hundred_characters_at_most(case: Case) -> None:
    made = begun(case, case.ben, written=Written(Rating.RED, "x" * 200))
    with pytest.raises(ReviewError, match="the reason has 201 characters; 200 is the limit"):
        write_report(
            case.workspace.engine, made, Written(Rating.RED, "x" * 201), who=case.ben, at=NOON
        )
    with pytest.raises(ReviewError, match="201"):
        begun(case, case.ben, JUNE, Written(Rating.RED, "x" * 201))


def test_a_report_without_rating_or_reason_is_not_submitted(case: Case) -> None:
    made = begun(case, case.ben, written=Written())
    with pytest.raises(ReviewError, match="lacks a rating and a reason"):
        move_report(case.workspace.engine, made.id, Move.SUBMIT, who=case.ben, at=NOON)


def test_one_report_for_a_period_and_periods_go_forward(case: Case) -> None:
    begun(case, case.ben, JUNE)
    for period in (JUNE, MARCH):
        with pytest.raises(ReviewError, match="there is a report for 30 June 2020"):
            begun(case, case.cy, period)


def test_two_windows_lose_neither_text(case: Case) -> None:
    engine, made = case.workspace.engine, begun(case, case.ben)
    write_report(engine, made, Written(Rating.RED, "first"), who=case.ben, at=NOON)
    mine = Written(Rating.GREEN, "second")
    with pytest.raises(ConflictError) as said:
        write_report(engine, made, mine, who=case.ben, at=NOON)
    assert said.value.yours == mine
    assert report(engine, made.id).reason == "first"


def test_only_the_author_writes_and_only_while_it_is_open(case: Case) -> None:
    engine = case.workspace.engine
    made = begun(case, case.ben)
    with pytest.raises(NotAllowedError, match="only Ben"):
        write_report(engine, made, FULL, who=case.ada, at=NOON)
    sent = move_report(engine, made.id, Move.SUBMIT, who=case.ben, at=NOON)
    with pytest.raises(ReviewError, match="waiting for approval cannot be changed"):
        write_report(engine, sent, FULL, who=case.ben, at=NOON)


def test_a_report_that_is_not_there_is_named(case: Case) -> None:
    with pytest.raises(UnknownReportError, match="no progress report 7"):
        move_report(case.workspace.engine, 7, Move.APPROVE, who=case.mo, at=NOON)


def test_ratings_over_time_count_what_was_last_approved(case: Case) -> None:
    approved(case, MARCH, Rating.RED)
    approved(case, JUNE, Rating.AMBER_GREEN)
    begun(case, case.ben, date(2020, 9, 30), Written(Rating.GREEN, "not approved"))
    days = [date(2019, 12, 31), MARCH, date(2020, 5, 1), JUNE, TODAY]
    keys = [YARD.key, VISIT.key]
    points = rag_over_time(reports_of(case.workspace.engine), keys, days)
    assert [({r: n for r, n in p.counts.items() if n}, p.unrated) for p in points] == [
        ({}, 2),
        ({Rating.RED: 1}, 1),
        ({Rating.RED: 1}, 1),
        ({Rating.AMBER_GREEN: 1}, 1),
        ({Rating.AMBER_GREEN: 1}, 1),
    ]
