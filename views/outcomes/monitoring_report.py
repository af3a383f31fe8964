"""The progress report under way: written by one person, approved by another."""

from __future__ import annotations

from datetime import date

import streamlit as st

from review.errors import ConflictError, ReviewError
from review.monitoring.progress_reports import (
    LONGEST_REASON,
    LONGEST_TEXT,
    Move,
    Rating,
    Report,
    ReportStatus,
    Written,
    move_report,
    moves_of,
    start_report,
    write_report,
)
from review.monitoring.register import Entry
from review.permissions import Action
from review.person import Person
from views.desk import Desk, now
from views.markup import draw, note, text
from views.outcomes.desk import allowed
from views.outcomes.monitoring_history import report_html
from views.outcomes.monitoring_rag import MEANING, RATING, rating_html
from views.outcomes.monitoring_register import REPORT_STATUS
from views.people import current_person, note_stranger, tried


def draw_report(desk: Desk, entry: Entry) -> None:
    """Draw the report that is under way, or the form that begins one, for who may."""
    who = current_person(desk)
    if who is None:
        note_stranger(desk, "monitoring-report")
        return
    report = entry.open
    if report is not None and report.status is ReportStatus.REQUIRES_APPROVAL:
        _approval(desk, report)
        return
    author = allowed(desk, Action.REPORT_PROGRESS)
    if report is None:
        if author is not None:
            st.header("New report")
            _form(desk, entry, None, author)
        return
    st.header(f"Report to {report.period_end:%-d %B %Y}: {REPORT_STATUS[report.status].lower()}")
    _asked(desk, report)
    if author is None or report.author != author.name:
        note(f"{report.author} is writing this report.")
        draw(report_html(report, moves_of(desk.store.engine, report.id)), "report-open")
        return
    _form(desk, entry, report, author)


def _asked(desk: Desk, report: Report) -> None:
    """Say what somebody asked to have changed."""
    made = moves_of(desk.store.engine, report.id)
    if report.status is ReportStatus.CHANGES_REQUESTED and made:
        note(f"{made[-1].by} asks for changes: {made[-1].note}")


def _form(desk: Desk, entry: Entry, report: Report | None, who: Person) -> None:
    key = f"report-{entry.key}"
    # What the author looks at is kept apart from what is saved, so that saving over another
    # window is noticed.
    seen: Report | None = st.session_state.setdefault(f"seen-{key}", report) if report else None
    yours: Written | None = st.session_state.get(f"yours-{key}")
    if yours is not None:
        st.warning("This report was saved in another window. Yours stands below; save it again.")
    lacks: str | None = st.session_state.pop(f"lacks-{key}", None)
    if lacks is not None:
        st.error(f"Saved, but not submitted: {lacks}.")
    at = yours or (seen and Written(seen.rating, seen.reason, seen.achievements, seen.forward_look))
    at = at or Written()
    previous = seen.previous if seen else (entry.latest.rating if entry.latest else None)
    draw(f"<p>Previous rating (locked): {rating_html(previous)}</p>", "previous-rating")
    with st.form(f"{key}-{seen.version if seen else 0}", border=False):
        end = (
            seen.period_end
            if seen
            else st.date_input("Last day reported on", now().date(), format="DD/MM/YYYY")
        )
        rating = st.radio(
            "Rating",
            list(Rating),
            index=list(Rating).index(at.rating) if at.rating else None,
            format_func=lambda r: f"{RATING[r]}: {MEANING[r]}",
        )
        reason = st.text_area("Reason", at.reason, height=80, max_chars=LONGEST_REASON)
        done = st.text_area("Achievements", at.achievements, height=100, max_chars=LONGEST_TEXT)
        ahead = st.text_area("Forward look", at.forward_look, height=100, max_chars=LONGEST_TEXT)
        one, two = st.columns(2)
        save = one.form_submit_button("Save the draft")
        submit = two.form_submit_button("Submit for approval", type="primary")
    if save or submit:
        written = Written(rating, reason.strip(), done.strip(), ahead.strip())
        _save(desk, entry, seen, end, written, who, submit=submit)


def _save(
    desk: Desk,
    entry: Entry,
    seen: Report | None,
    end: date | None,
    written: Written,
    who: Person,
    *,
    submit: bool,
) -> None:
    engine, key = desk.store.engine, f"report-{entry.key}"
    if end is None:
        st.error("Give the last day that is reported on.")
        return

    def save() -> Report | None:
        try:
            if seen is None:
                return start_report(engine, entry.step, end, written, who=who, at=now())
            return write_report(engine, seen, written, who=who, at=now())
        except ConflictError:
            st.session_state[f"yours-{key}"] = written
            return None

    kept: list[Report | None] = []
    if not tried(lambda: kept.append(save())):
        return
    st.session_state.pop(f"seen-{key}", None)
    report = kept[0]
    if report is not None:
        st.session_state.pop(f"yours-{key}", None)
    if report is not None and submit:
        try:
            move_report(engine, report.id, Move.SUBMIT, who=who, at=now())
        except ReviewError as error:  # the draft stays saved; what it lacks is said above it
            st.session_state[f"lacks-{key}"] = str(error)
    st.rerun()


def _approval(desk: Desk, report: Report) -> None:
    st.header(f"Report to {report.period_end:%-d %B %Y}: waiting for approval")
    st.html(f'<p class="lis">Written by {text(report.author)}.</p>')
    draw(report_html(report, moves_of(desk.store.engine, report.id)), "report-open")
    approver = allowed(desk, Action.APPROVE_PROGRESS)
    if approver is None:
        return
    if approver.name == report.author:
        note("You wrote this report; somebody else has to approve it.")
        return
    engine = desk.store.engine
    if st.button("Approve", type="primary") and tried(
        lambda: move_report(engine, report.id, Move.APPROVE, who=approver, at=now())
    ):
        st.rerun()
    with st.form("changes", border=False):
        asked = st.text_area("What should be changed", height=80)
        if st.form_submit_button("Ask for changes") and tried(
            lambda: move_report(
                engine, report.id, Move.REQUEST_CHANGES, who=approver, at=now(), note=asked
            )
        ):
            st.rerun()
