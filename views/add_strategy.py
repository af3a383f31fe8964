"""Add a strategy: drop a PDF, confirm what it is, watch it come in, read what it brings."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

import streamlit as st

from index.errors import UnknownDocumentError
from index.jobs import Job, JobState, job, jobs, waiting
from index.searching.selection import Selection
from ingest.document import About, Document
from ingest.errors import NoTextError, UnreadableError
from ingest.ocr.engine import available
from review.permissions import Action
from views import address
from views.about_form import about_fields, pictures_field
from views.commitments_table import rows_csv, rows_of
from views.desk import Desk, now, open_desk
from views.job_progress import jobs_html, progress_html
from views.markup import Press, button, draw, note, text
from views.navigation import go
from views.people import able, acting, current_person, note_stranger
from views.reading import passages_of
from views.submission_report import Section, report, report_file
from views.upload import Guess, guess_file, queue_file, see_to_worker

EVERY = 1.0
"""Seconds between two looks at a job: soon enough to be believed, seldom enough to be cheap."""

LISTED: Final = 20  # files sent before


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    st.title("Add a strategy")
    if waiting(desk.office.workspace, now()):
        see_to_worker(desk)
    if able(desk, Action.ADD_STRATEGY):
        _drop(desk)
    elif current_person(desk) is None:
        note_stranger(desk, "add")
    else:
        note("Your role cannot add strategies.")
    number = address.read("job")
    if number.isdecimal():
        _watch(desk, int(number))
    if address.read("document"):
        _report(desk, address.read("document"))
    if _under_way(desk):
        _poll_history(desk)
    else:
        _history(desk)


def _under_way(desk: Desk) -> bool:
    return any(one.state in (JobState.QUEUED, JobState.RUNNING) for one in _recent(desk))


def _recent(desk: Desk) -> list[Job]:
    return jobs(desk.office.workspace)[:LISTED]


@st.fragment(run_every=EVERY)
def _poll_history(desk: Desk) -> None:
    """Draw the files sent while one of them is under way: its state moves on by itself."""
    if not _under_way(desk):
        st.rerun()  # the screen counts the new strategy
    _history(desk)


def _drop(desk: Desk) -> None:
    turn = st.session_state.setdefault("dropped", 0)  # a new key empties the uploader
    file = st.file_uploader("A strategy as a PDF", type=["pdf"], key=f"file-{turn}")
    if file is None:
        return
    content = file.getvalue()
    scanned = False
    try:
        guess = _guessed(desk, file.file_id, file.name, content)
    except UnreadableError as error:
        scanned = isinstance(error, NoTextError) and available()
        if not scanned:
            st.error(str(error))
            return
        st.info("Its first pages have no text that can be read, so say what it is yourself.")
        guess = Guess(About(Path(file.name).stem, ""), "")
    if guess.known:
        st.warning(f"This file is here already, as {guess.about.title} ({guess.about.place}).")
        if st.button("Open it"):
            go("strategy", {"document": guess.known})
        return
    places = desk.places()
    with st.form(f"about-{file.file_id}"):
        st.header("Is this right?")
        about = about_fields(guess.about, f"about-{file.file_id}", places)
        pictures = pictures_field(f"about-{file.file_id}", wanted=scanned)
        if st.form_submit_button("Add this strategy", type="primary"):
            if isinstance(about, str):
                st.error(about)
                return
            acting(desk, Action.ADD_STRATEGY)
            queued = queue_file(desk, io.BytesIO(content), file.name, about, recognise=pictures)
            st.session_state["dropped"] = turn + 1
            address.write(job=str(queued), document="")
            st.rerun()


def _guessed(desk: Desk, file_id: str, name: str, content: bytes) -> Guess:
    """Return the guess for a file, made once per upload; the error too is kept."""
    kept = st.session_state.setdefault("guesses", {})
    if file_id not in kept:
        try:
            with st.spinner("Reading the file to see what it is"):
                kept[file_id] = guess_file(desk, name, content)
        except UnreadableError as error:
            kept[file_id] = error
    found: Guess | UnreadableError = kept[file_id]
    if isinstance(found, UnreadableError):
        raise found
    return found


def _watch(desk: Desk, number: int) -> None:
    found = job(desk.office.workspace, number)
    if found is None:
        st.warning("There is no such upload in this workspace.")
    elif found.state in (JobState.QUEUED, JobState.RUNNING):
        _poll(desk, number)
    else:
        _ended(found)


@st.fragment(run_every=EVERY)
def _poll(desk: Desk, number: int) -> None:
    found = job(desk.office.workspace, number)
    if found is not None and found.state in (JobState.QUEUED, JobState.RUNNING):
        st.html(progress_html(found))
    else:
        st.rerun()


def _ended(found: Job) -> None:
    if found.state is JobState.FAILED:
        st.error(f"{found.name} was not added. {found.message}")
    elif found.document_id:
        if found.message:
            st.warning(found.message)
        address.write(document=found.document_id)


def _report(desk: Desk, id_: str) -> None:
    try:
        document = desk.document(id_)
    except UnknownDocumentError:
        st.warning("The strategy in the address is no longer here.")
        return
    st.header(document.about.title)
    sections = report(desk, document)
    _follow(draw(report_html(sections), "report"), document)
    one, two, three = st.columns([1, 1, 2])
    if one.button("Read the strategy", type="primary"):
        go("strategy", {"document": id_})
    title = f"{document.about.title}: first reading"
    two.download_button(
        "Download this report", report_file(title, sections), f"report-{id_}.html", "text/html"
    )
    selection = Selection(documents=frozenset({id_}))
    rows = rows_of(passages_of(desk, id_), desk.store.analyses(selection))
    three.download_button(
        "Download its commitments", rows_csv(rows), f"commitments-{id_}.csv", "text/csv"
    )


def report_html(sections: Sequence[Section]) -> str:
    """Return the five questions and their answers; what can be looked up is a button."""
    parts = []
    for section in sections:
        items = "".join(
            f"<li>{button(line.act, line.id, line.words) if line.act else text(line.words)}</li>"
            for line in section.lines
        )
        parts.append(f"<section><h3>{text(section.heading)}</h3><ul>{items}</ul></section>")
    return f'<div class="lis-report">{"".join(parts)}</div>'


def _follow(press: Press | None, document: Document) -> None:
    """Go to the place on the Strategy or Overlaps screen that backs a line of the report."""
    if press is None:
        return
    here = {"document": document.id}
    if press.act == "overlap":
        go("overlaps", dict(parse_qsl(press.id)))
    if press.act == "document":
        go("strategy", {"document": press.id})
    if press.act == "sheet":
        go("strategy", {**here, "tab": "Problems", "sheet": press.id})
    if press.act == "label":
        go("strategy", {**here, "tab": "Coverage", "label": press.id})
    tabs = {"commitments": "Commitments", "requirements": "Requirements", "overlaps": "Overlaps"}
    if press.act in tabs:
        go("strategy", {**here, "tab": tabs[press.act]})


def _history(desk: Desk) -> None:
    past = _recent(desk)
    if not past:
        return
    st.header("Files sent before")
    draw(jobs_html(past), "jobs", on_press=_reopen)


def _reopen(press: Press) -> None:
    if press.act == "report":
        address.write(document=press.id, job="")
    elif press.act == "job":
        address.write(job=press.id, document="")
