"""Reports to take away: drawn when asked for, because gathering one takes seconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import streamlit as st

from review.permissions import Action
from review.reports.files import ENDINGS, portfolio_file, report_files
from views.desk import Desk, now
from views.people import allow, current_person, note_stranger, tried

KINDS: Final = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
    "json": ("JSON", "application/json"),
    "csv": ("CSV", "text/csv"),
    "annotations": ("annotations", "application/ld+json"),
}
"""What each format of a report is called and what browsers know it as."""

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PREPARED: Final = "prepared-report"
"""Name under which the session keeps the report drawn last; one at a time, to hold little."""

Prepared = tuple[tuple[str, ...], datetime, Mapping[str, bytes]]
"""Whose report it is and of what; when it was drawn; its files by name."""


def draw_report(desk: Desk, document: str) -> None:
    """Draw the button that prepares the report on a strategy, then its files."""
    who = current_person(desk)
    if who is None:
        note_stranger(desk, "report-downloads")
        return
    st.html(
        '<p class="lis">What the strategy says, what people judged of it and on which quotes, '
        "as far as it is open to you to read.</p>"
    )
    # Two people may read different parts, so that a report belongs to whom it was drawn for.
    key = (who.name, document)
    if st.button("Prepare the report", key=f"prepare-{document}"):

        def prepare() -> None:
            at = now()
            allow(desk.store.engine, who, Action.EXPORT)
            with st.spinner("Gathering the report. This takes some seconds."):
                makers = report_files(desk.office, document, who, at)
                files = {name: make() for name, make in makers.items()}
            st.session_state[PREPARED] = (key, at, files)

        tried(prepare)
    _files(key, {ending: KINDS[kind] for kind, ending in ENDINGS.items()})


def draw_portfolio_report(desk: Desk) -> None:
    """Draw the button that prepares the workbook on all strategies, then the file."""
    who = current_person(desk)
    if who is None:
        note_stranger(desk, "portfolio-report")
        return
    st.html(
        '<p class="lis">One workbook: coverage, commitments, overlaps and ratings of all '
        "places, as far as they are open to you to read.</p>"
    )
    key = (who.name, "")
    if st.button("Prepare the workbook"):

        def prepare() -> None:
            at = now()
            allow(desk.store.engine, who, Action.EXPORT)
            with st.spinner("Gathering the workbook. This takes some seconds."):
                files = {f"portfolio-{at:%Y-%m-%d}.xlsx": portfolio_file(desk.office, who, at)}
            st.session_state[PREPARED] = (key, at, files)

        tried(prepare)
    _files(key, {".xlsx": ("Excel", XLSX)})


def _files(key: tuple[str, ...], kinds: Mapping[str, tuple[str, str]]) -> None:
    prepared: Prepared | None = st.session_state.get(PREPARED)
    if prepared is None or prepared[0] != key:
        return
    _, at, files = prepared
    buttons = st.container(horizontal=True)
    for name, content in files.items():
        # The longest ending that fits: a strategy may be called "plan.pdf".
        ending = max((e for e in kinds if name.endswith(e)), key=len)
        words, mime = kinds[ending]
        buttons.download_button(
            f"Download {words}", content, name, mime, key=f"file-{ending}", on_click="ignore"
        )
    st.html(
        f'<p class="lis lis-soft" role="status">Drawn at {at:%H:%M} (UTC). '
        "What is decided later is not in it: prepare it again.</p>"
    )
