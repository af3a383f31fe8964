"""Progress reports: what was promised, the overdue and stale first, and how it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from review.monitoring.progress_reports import Rating, ReportStatus, rag_over_time, reports_of
from review.monitoring.register import Entry, Register, Standing, notes_of, register_of
from views import address
from views.desk import Desk, now, open_desk
from views.markup import Press, draw, note, table, text
from views.outcomes.desk import current_strategies
from views.outcomes.monitoring_commitment import draw_commitment
from views.outcomes.monitoring_rag import chart_svg, days_of, key_html, points_html, rating_html
from views.outcomes.monitoring_register import (
    NOT_RATED,
    STANDING,
    chosen,
    owner_of,
    rating_words,
    register_csv,
    register_html,
)
from views.outcomes.page import style
from views.people import current_person
from views.wording import brief, counted

LISTED: Final = 100
"""Commitments listed at once; the download has all that fit the filters."""


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    style()
    st.title("Progress reports")
    if not desk.documents():
        note("There are no strategies yet. Add one, and its commitments stand here.")
        return
    with st.spinner("Gathering what was promised"):  # six seconds for forty strategies, once
        register = register_now(desk)
    opened = address.read("commitment")
    entry = next((entry for entry in register.entries if entry.key == opened), None)
    if entry is not None:
        draw_commitment(desk, entry)
        return
    if opened:
        st.warning("The commitment in the address is no longer here.")
    part = st.segmented_control(
        "Part",
        list(PARTS),
        default="Register",
        key="register",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    PARTS[part or "Register"](desk, register)


def register_now(desk: Desk) -> Register:
    """Return the commitments of the strategies that count, with what is noted and reported."""
    engine, today = desk.store.engine, now().date()
    notes, reports = notes_of(engine), reports_of(engine)
    written = tuple((report.id, report.version) for report in reports)
    return desk.derived(
        ("register", len(notes), written, today),
        lambda: register_of(current_strategies(desk), notes, reports, today),
    )


def _open(press: Press) -> None:
    if press.act == "commitment":
        address.write(commitment=press.id, quote="", sheet="")


def _register(_desk: Desk, register: Register) -> None:
    if not register.entries:
        note("No strategy here promises anything that could be followed up.")
        return
    entries = register.entries
    found = _filtered(entries)
    tallies = [f"{STANDING[s].lower()} {sum(e.standing is s for e in found):,}" for s in Standing]
    told, download = st.columns([8, 2], vertical_alignment="center")
    told.html(
        f'<p class="lis"><b>{counted(len(found), "commitment")}</b>: {", ".join(tallies)}.</p>'
    )
    download.download_button(
        "Download as CSV", lambda: register_csv(found), "register.csv", "text/csv"
    )
    if not found:
        note("No commitment fits these choices. Take one away to see more.")
        return
    draw(register_html(found[:LISTED], ""), "register-table", on_press=_open, keys=True)
    if len(found) > LISTED:
        note(f"{len(found) - LISTED:,} more: narrow the choice, or download them all.")
    if register.lost:
        with st.expander(f"{counted(len(register.lost), 'note')} on words that are gone"):
            rows = [
                f"<tr><td>{text(n.field.value)}</td><td>{text(n.value)}</td>"
                f"<td>{text(brief(n.quote, 160))}</td><td>{text(n.by)}</td></tr>"
                for n in register.lost
            ]
            draw(table(("What", "Says", "On the words", "By"), rows), "lost-notes")


def _filtered(entries: Sequence[Entry]) -> list[Entry]:
    one, two, three, four = st.columns(4)
    options: dict[str, Any] = {"bind": "query-params", "placeholder": "All"}
    places = one.multiselect("Place", sorted({e.place for e in entries}), key="place", **options)
    owners = two.multiselect(
        "Owner", sorted({owner_of(e) for e in entries}), key="owner", **options
    )
    ratings = [*(rating.value for rating in Rating), NOT_RATED]
    rated = three.multiselect("Rating", ratings, key="rating", format_func=rating_words, **options)
    standings = four.multiselect(
        "How it stands", list(Standing), key="stands", format_func=lambda s: STANDING[s], **options
    )
    return chosen(entries, places, owners, rated, standings)


def _waiting(desk: Desk, register: Register) -> None:
    who = current_person(desk)
    rows = []
    for entry in register.entries:
        report = entry.open
        if report is None or report.status is not ReportStatus.REQUIRES_APPROVAL:
            continue
        own = who is not None and report.author == who.name
        told = "Yours: somebody else has to approve it" if own else f"By {report.author}"
        rows.append(
            f"<tr><td>{text(entry.place)}</td>"
            f'<td><button data-act="commitment" data-id="{entry.key}">'
            f"{text(brief(entry.step.quote, 180))}</button></td>"
            f"<td>{report.period_end:%-d %B %Y}</td><td>{rating_html(report.previous)}</td>"
            f"<td>{rating_html(report.rating)}</td><td>{text(told)}</td></tr>"
        )
    if not rows:
        note("No report waits for approval.")
        return
    heads = ("Place", "Commitment", "Period to", "Previous", "Now", "Author")
    draw(table(heads, rows), "waiting", on_press=_open, keys=True)


def _over_time(desk: Desk, register: Register) -> None:
    reports = reports_of(desk.store.engine)
    keys = [entry.key for entry in register.entries]
    points = rag_over_time(reports, keys, days_of(reports, now().date()))
    if not any(sum(point.counts.values()) for point in points):
        note("No report has been approved yet. Once one is, the portfolio over time shows here.")
        return
    draw(key_html(), "rag-key")
    frame = '<div class="lis-picture" tabindex="0" role="region" aria-label="Ratings over time">'
    draw(f"{frame}{chart_svg(points)}</div>", "rag-chart")
    st.header("The same as a table")
    draw(points_html(points), "rag-table")


PARTS: Final[dict[str, Callable[[Desk, Register], None]]] = {
    "Register": _register,
    "Waiting for approval": _waiting,
    "Over time": _over_time,
}
