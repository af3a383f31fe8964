from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.storage.workspace import Workspace, open_workspace
from ingest.document import Reading
from review.monitoring.progress_reports import (
    Move,
    RagPoint,
    Rating,
    Report,
    ReportStatus,
    Written,
    move_report,
    reports_of,
    start_report,
    write_report,
)
from review.monitoring.register import Field, Standing, notes_of, register_of
from review.people import person
from review.theory.steps import Step, read_strategy
from tests.index.strategies import NOON
from tests.views.outcomes_office import HUB, promised
from tests.views.paper_office import markup, pictures, screen
from views.outcomes.monitoring_rag import chart_svg, days_of, points_html, rating_html
from views.outcomes.monitoring_register import chosen, owner_of, register_csv

MARCH, JUNE = date(2024, 3, 31), date(2024, 6, 30)
FULL = Written(Rating.AMBER, "Ground conditions.", "Dug a hole.", "Pour concrete.")


@pytest.fixture
def doverton(workspace: dict[str, Reading], empty: Path) -> Reading:
    return promised(empty)


@pytest.fixture
def held(doverton: Reading, empty: Path) -> Iterator[Workspace]:
    with open_workspace(empty) as opened:
        yield opened


@pytest.fixture
def hub(held: Workspace, doverton: Reading) -> Step:
    steps = read_strategy(held.store, doverton.document.id).steps
    return next(step for step in steps if step.quote == HUB)


def begun(held: Workspace, hub: Step, name: str = "Ben", written: Written = FULL) -> Report:
    who = person(held.engine, name)
    return start_report(held.engine, hub, MARCH, written, who=who, at=NOON)


def moved(held: Workspace, report: Report, name: str, *moves: Move) -> Report:
    for move in moves:
        who = person(held.engine, name)
        report = move_report(held.engine, report.id, move, who=who, at=NOON, note="Say why")
    return report


def opened(hub: Step, who: str = "Ben") -> AppTest:
    return screen("monitoring", who=who, commitment=hub.key)


def press(test: AppTest, label: str) -> AppTest:
    return next(b for b in test.button if b.label == label).click().run()


def labels(test: AppTest) -> set[str]:
    return {button.label for button in test.button}


def fill(test: AppTest, rating: Rating | None = None, reason: str = "") -> None:
    if rating is not None:
        test.radio[0].set_value(rating)
    next(a for a in test.text_area if a.label == "Reason").set_value(reason)


def test_the_register_has_the_overdue_first(hub: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.outcomes.monitoring.now", lambda: NOON)
    drawn = markup(screen("monitoring"), "register-table")
    rows = drawn.split("<tr data-item")[1:]
    assert HUB in rows[0]
    assert "Overdue</span>: due on 31 December 2020, and no delivery is noted" in rows[0]
    assert "Not rated" in rows[0]
    assert "Overdue" not in "".join(rows[1:])


def test_filters_leave_what_fits_all_of_them(held: Workspace, hub: Step) -> None:
    report = begun(held, hub)
    moved(held, report, "Ben", Move.SUBMIT)
    moved(held, report, "Mo", Move.APPROVE)
    strategy = read_strategy(held.store, hub.passage.document_id)
    entries = register_of([strategy], [], reports_of(held.engine), JUNE).entries
    assert [e.key for e in chosen(entries, [], [], ["amber"], [])] == [hub.key]
    assert chosen(entries, ["Aldwick"], [], ["amber"], []) == []
    assert len(chosen(entries, [], [], ["none"], [Standing.STALE])) == len(entries) - 1
    assert chosen(entries, [], [], [], []) == list(entries)


@pytest.mark.parametrize(
    ("owner", "by", "said"),
    [
        ("the college", "", "The college"),
        ("It", "Ben", "It"),
        (None, "", "Not stated"),
    ],
)
def test_an_owner_is_named_so_that_it_can_be_filtered(
    held: Workspace, hub: Step, owner: str | None, by: str, said: str
) -> None:
    strategy = read_strategy(held.store, hub.passage.document_id)
    entry = register_of([strategy], [], [], JUNE).entries[0]
    assert owner_of(replace(entry, owner=owner, owner_by=by)) == said


def test_the_download_has_no_formula(held: Workspace, hub: Step) -> None:
    strategy = read_strategy(held.store, hub.passage.document_id)
    entry = register_of([strategy], [], [], JUNE).entries[0]
    entry = replace(entry, owner="=HYPERLINK(1)", owner_by="Ben")
    _, row = csv.reader(io.StringIO(register_csv([entry])))
    assert row[:5] == ["Doverton", HUB, "'=HYPERLINK(1)", "2020-12-31", "Overdue"]


def test_a_commitment_opens_with_its_page(hub: Step) -> None:
    test = opened(hub)
    assert f"“{HUB}”" in markup(test, "entry")
    (page,) = pictures(test)
    assert hub.passage.id in page["shown"]


def test_a_commitment_that_is_gone_says_so(doverton: Reading) -> None:
    test = screen("monitoring", commitment="0" * 16)
    assert test.warning[0].value == "The commitment in the address is no longer here."


def test_a_report_is_saved_as_a_draft_and_submitted(held: Workspace, hub: Step) -> None:
    test = opened(hub)
    assert "Previous rating (locked): Not rated" in markup(test)
    fill(test, Rating.AMBER_RED, "The builder left.")
    test = press(test, "Save the draft")
    (draft,) = reports_of(held.engine)
    assert (draft.status, draft.rating, draft.reason, draft.author) == (
        ReportStatus.DRAFT,
        Rating.AMBER_RED,
        "The builder left.",
        "Ben",
    )
    assert next(a for a in test.text_area if a.label == "Reason").value == "The builder left."
    test = press(test, "Submit for approval")
    assert reports_of(held.engine)[0].status is ReportStatus.REQUIRES_APPROVAL
    assert "Approve" not in labels(test)


def test_what_a_report_lacks_is_said_and_the_draft_kept(held: Workspace, hub: Step) -> None:
    test = opened(hub)
    fill(test, None, "Only a reason")
    test = press(test, "Submit for approval")
    assert test.error[0].value == "Saved, but not submitted: the report lacks a rating."
    (draft,) = reports_of(held.engine)
    assert (draft.status, draft.reason) == (ReportStatus.DRAFT, "Only a reason")


def test_the_reason_is_counted_up_to_two_hundred(hub: Step) -> None:
    box = next(a for a in opened(hub).text_area if a.label == "Reason")
    assert box.max_chars == 200


def test_a_report_saved_in_another_window_is_not_overwritten(held: Workspace, hub: Step) -> None:
    report = begun(held, hub)
    test = opened(hub)
    ben = person(held.engine, "Ben")
    write_report(held.engine, report, Written(Rating.RED, "other window"), who=ben, at=NOON)
    fill(test, Rating.GREEN, "this window")
    test = press(test, "Save the draft")
    assert reports_of(held.engine)[0].reason == "other window"
    assert "saved in another window" in test.warning[0].value
    assert next(a for a in test.text_area if a.label == "Reason").value == "this window"
    press(test, "Save the draft")
    assert reports_of(held.engine)[0].reason == "this window"


def test_somebody_else_approves(held: Workspace, hub: Step) -> None:
    moved(held, begun(held, hub), "Ben", Move.SUBMIT)
    drawn = markup(screen("monitoring", who="Mo", register="Waiting for approval"), "waiting")
    assert "By Ben" in drawn
    assert "Approve" not in labels(opened(hub, "Cat"))
    test = press(opened(hub, "Mo"), "Approve")
    assert reports_of(held.engine)[0].status is ReportStatus.APPROVED
    assert "Amber" in markup(test, "entry")


def test_nobody_approves_their_own(held: Workspace, hub: Step) -> None:
    moved(held, begun(held, hub, "Mo"), "Mo", Move.SUBMIT)
    test = opened(hub, "Mo")
    assert "Approve" not in labels(test)
    assert "somebody else has to approve it" in markup(test)
    drawn = markup(screen("monitoring", who="Mo", register="Waiting for approval"), "waiting")
    assert "Yours: somebody else has to approve it" in drawn


def test_changes_are_asked_for_and_the_author_sees_which(held: Workspace, hub: Step) -> None:
    moved(held, begun(held, hub), "Ben", Move.SUBMIT)
    test = opened(hub, "Mo")
    next(a for a in test.text_area if a.label == "What should be changed").set_value("More on soil")
    press(test, "Ask for changes")
    test = opened(hub)
    assert "Mo asks for changes: More on soil" in markup(test)
    assert "Submit for approval" in labels(test)
    assert "Ben is writing this report." in markup(opened(hub, "Cat"))


def test_a_previous_rating_is_shown_and_cannot_be_set(held: Workspace, hub: Step) -> None:
    report = begun(held, hub)
    moved(held, report, "Ben", Move.SUBMIT)
    moved(held, report, "Mo", Move.APPROVE)
    test = opened(hub)
    assert f"Previous rating (locked): {rating_html(Rating.AMBER)}" in markup(test)
    assert len(test.radio) == 1
    assert "History: 1 report" in [e.label for e in test.expander]


def test_a_viewer_and_a_stranger_are_offered_no_form(hub: Step) -> None:
    assert "Submit for approval" not in labels(opened(hub, "Val"))
    test = opened(hub, "")
    assert "Submit for approval" not in labels(test)
    assert "Choose who you are" in markup(test)


def test_an_owner_is_noted_and_named(held: Workspace, hub: Step) -> None:
    test = opened(hub)
    next(t for t in test.text_input if t.label == "Says").set_value("The mayor")
    test = press(test, "Note it")
    (note,) = notes_of(held.engine)
    assert (note.field, note.value, note.by) == (Field.OWNER, "The mayor", "Ben")
    assert "The mayor (noted by Ben)" in markup(test, "entry")


def test_the_portfolio_over_time_is_a_chart_and_a_table(held: Workspace, hub: Step) -> None:
    assert "No report has been approved yet" in markup(screen("monitoring", register="Over time"))
    report = begun(held, hub)
    moved(held, report, "Ben", Move.SUBMIT)
    moved(held, report, "Mo", Move.APPROVE)
    test = screen("monitoring", register="Over time")
    assert "31 March 2024: 1 Amber" in markup(test, "rag-chart")
    assert '<th scope="row">31 March 2024</th>' in markup(test, "rag-table")


def test_every_rating_has_a_shape_of_its_own() -> None:
    paths = {rating_html(rating).split('d="')[1].split('"')[0] for rating in Rating}
    assert len(paths) == len(Rating)


def test_bars_are_as_tall_as_they_count() -> None:
    few = dict.fromkeys(Rating, 0)
    points = [
        RagPoint(MARCH, {**few, Rating.RED: 1}, 9),
        RagPoint(JUNE, {**few, Rating.RED: 1, Rating.GREEN: 3}, 6),
    ]
    drawn = chart_svg(points)
    assert drawn.count("R 1") == 2
    assert drawn.count('height="55.0"') == 2
    assert drawn.count('height="165.0"') == 1
    newest, oldest = points_html(points).split("<tr>")[2:]
    assert "30 June 2024" in newest
    assert "31 March 2024" in oldest


def test_days_end_today(held: Workspace, hub: Step) -> None:
    assert days_of([], JUNE) == [JUNE]
    report = replace(begun(held, hub), status=ReportStatus.APPROVED)
    late = replace(report, period_end=date(2025, 1, 1))
    assert days_of([report, report, late], JUNE) == [MARCH, JUNE]
