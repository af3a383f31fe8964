"""One commitment of the register: what was promised, what people noted, and its reports."""

from __future__ import annotations

from typing import Final

import streamlit as st

from review.logframes.logframe import Quote
from review.monitoring.register import Entry, Field, Note, add_note
from review.permissions import Action
from review.person import Person
from views import address
from views.desk import Desk, now
from views.markup import draw, text
from views.outcomes.desk import allowed
from views.outcomes.monitoring_history import draw_history
from views.outcomes.monitoring_rag import rating_html
from views.outcomes.monitoring_register import STANDING, owner_of
from views.outcomes.monitoring_report import draw_report
from views.outcomes.page import draw_quote, open_quote, quote_html, quoted
from views.people import tried

FIELD: Final = {
    Field.OWNER: "Owner",
    Field.DUE: "Due date",
    Field.MILESTONE: "Milestone",
    Field.EVIDENCE: "Evidence of delivery",
}


def draw_commitment(desk: Desk, entry: Entry) -> None:
    """Draw the commitment and its reports at the left, its page at the right."""
    st.button("All commitments", on_click=_close, type="tertiary")
    left, right = st.columns([11, 9], gap="large")
    step = entry.step
    with left:
        draw(entry_html(entry), "entry", on_press=open_quote)
        keeper = allowed(desk, Action.KEEP_REGISTER)
        if keeper is not None:
            with st.popover("Note something"):
                _note(desk, entry, keeper)
        draw_report(desk, entry)
        draw_history(desk, entry)
    with right:
        element = step.element
        quote = Quote(element.passage, element.start, element.end)
        draw_quote(desk, "", quoted(quote))


def _close() -> None:
    address.write(commitment="", quote="", sheet="")


def entry_html(entry: Entry) -> str:
    """Return what was promised, by whom and for when, and who says so where a person does."""
    element = entry.step.element
    owner = owner_of(entry) + (f" (noted by {entry.owner_by})" if entry.owner_by else "")
    due = f"{entry.due:%-d %B %Y}" if entry.due else "No date"
    due += f" (noted by {entry.due_by})" if entry.due_by else ""
    facts = [
        ("Place", text(entry.place)),
        ("Owner", text(owner)),
        ("Due", text(due)),
        ("How it stands", text(f"{STANDING[entry.standing]}: {entry.why}")),
        ("Rating", rating_html(entry.latest.rating if entry.latest else None)),
        *(("Milestone", _noted(note)) for note in entry.milestones),
        *(("Evidence", _noted(note)) for note in entry.evidence),
    ]
    lines = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts)
    again = [step.element for step in entry.again]
    quote = "".join(quote_html(Quote(one.passage, one.start, one.end)) for one in (element, *again))
    return f'{quote}<dl class="lis-facing">{lines}</dl>'


def _noted(note: Note) -> str:
    day = f", {note.day:%-d %B %Y}" if note.day else ""
    return text(f"{note.value}{day} (noted by {note.by})")


def _note(desk: Desk, entry: Entry, who: Person) -> None:
    with st.form("note", border=False, clear_on_submit=True):
        field = st.selectbox("What", list(Field), format_func=lambda field: FIELD[field])
        value = st.text_input("Says")
        day = st.date_input("Day", None, format="DD/MM/YYYY")
        st.write("A due date and a milestone need a day. Evidence with a day says: delivered then.")
        if st.form_submit_button("Note it", type="primary") and tried(
            lambda: add_note(
                desk.store.engine,
                entry.step,
                field or Field.OWNER,
                value,
                who=who,
                at=now(),
                day=day,
            )
        ):
            st.rerun()
