"""The logframe of one strategy: its table, the opened cell with its page, and the downloads."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ingest.document import Document
from nlp.commitment import Stage
from review.logframes.docx_file import logframe_docx
from review.logframes.edits import add_row
from review.logframes.logframe import LEVELS, Column, Logframe
from review.logframes.xlsx_file import logframe_xlsx
from review.permissions import Action
from review.person import Person
from views import address
from views.desk import Desk, now
from views.markup import Press, draw, note, text
from views.outcomes.desk import allowed, logframe_for
from views.outcomes.logframe_cell import draw_cell, forget_seen
from views.outcomes.logframe_table import (
    FIRST_COLUMNS,
    cell_named,
    logframe_html,
    orphans_html,
    stated,
)
from views.people import tried
from views.wording import STAGE, counted

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def logframe_tab(desk: Desk, document: Document) -> None:
    """Draw the logframe; a cell opens beside it, with its page."""
    frame = logframe_for(desk, document.id)
    _head(desk, frame)
    levels, every = _controls()
    opened = address.read("cell")
    found = cell_named(frame, opened)
    if opened and found is None:
        st.warning("The cell in the address is no longer here.")
    # With every column the cell goes below: beside them it would leave each a few letters.
    left, right = (st.container(), st.container()) if every else st.columns([3, 2], gap="medium")
    with left:
        columns = tuple(Column) if every else FIRST_COLUMNS
        draw(logframe_html(frame, levels, columns, opened), "logframe", on_press=_open, keys=True)
        _left_out(frame)
    with right:
        if found is None:
            note("Choose a cell to see where its words come from, and to change them.")
        else:
            draw_cell(desk, document.id, *found)


def _open(press: Press) -> None:
    if press.act == "cell":
        address.write(cell=press.id, quote="", sheet="")
        forget_seen(press.id)


def _head(desk: Desk, frame: Logframe) -> None:
    cells = [cell for row in frame.rows for cell in row.cells.values()]
    by_origin = {origin: sum(c.origin == origin for c in cells) for origin in ("text", "person")}
    said = (
        f"{counted(len(stated(frame.rows)), 'row')}: "
        f"{counted(by_origin['text'], 'cell')} from the text, "
        f"{by_origin['person']} from people, "
        f"{len(cells) - sum(by_origin.values())} not stated."
    )
    told, one, two, three = st.columns([5, 2, 2, 2], vertical_alignment="center")
    told.html(
        f'<p class="lis"><b>{text(said)}</b> More numbers are not better; a gap is no fault.</p>'
    )
    id_ = frame.document.id
    one.download_button(
        "Download as xlsx", lambda: logframe_xlsx(frame), f"logframe-{id_}.xlsx", XLSX
    )
    two.download_button(
        "Download as docx", lambda: logframe_docx(frame), f"logframe-{id_}.docx", DOCX
    )
    who = allowed(desk, Action.EDIT_LOGFRAME)
    if who is not None:
        with three.popover("Add a row"):
            _add(desk, id_, who)


def _controls() -> tuple[tuple[Stage, ...], bool]:
    one, two = st.columns([5, 2], vertical_alignment="center")
    chosen = one.pills(
        "Levels",
        list(LEVELS),
        selection_mode="multi",
        format_func=lambda level: STAGE[level],
        key="levels",
        bind="query-params",
        label_visibility="collapsed",
    )
    every = two.checkbox("Show every column", key="columns", bind="query-params")
    return tuple(chosen) or LEVELS, every


def _add(desk: Desk, document: str, who: Person) -> None:
    with st.form("add-row", border=False, clear_on_submit=True):
        level = st.selectbox("Level", list(LEVELS), format_func=lambda level: STAGE[level])
        words = st.text_area("Statement", height=80)
        if st.form_submit_button("Add", type="primary") and tried(
            lambda: add_row(desk.store.engine, document, level, words, who=who, at=now())
        ):
            st.rerun()


def _left_out(frame: Logframe) -> None:
    for said in frame.left_out:
        st.html(f'<p class="lis lis-soft">Left out: {text(said)}</p>')
    if frame.orphans:
        with st.expander(f"{counted(len(frame.orphans), 'edit')} of rows that are gone"):
            st.write(
                "The text no longer yields the rows that these were written into. They are kept."
            )
            draw(orphans_html(frame.orphans), "orphans")
