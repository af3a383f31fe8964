"""What lies open beside a list of evidence: the page of one passage, or how to open one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from index.errors import UnknownDocumentError, UnknownPassageError
from index.searching.selection import Selection
from ingest.document import Document, Passage
from views import address
from views.desk import Desk, open_desk
from views.evidence_adding import add_passage
from views.markup import Press, note
from views.navigation import go
from views.page_viewer import draw_page
from views.tag_correction import correct_tags


def open_page(desk: Desk, key: str, nothing: str) -> None:
    """Show the page that the address names, or the words of `nothing` when it names none."""
    id_ = address.read("passage")
    if not id_:
        if nothing:
            note(nothing)
        return
    try:
        passage = desk.store.passage(id_)
        document = desk.document(passage.document_id)
    except (UnknownPassageError, UnknownDocumentError):
        st.warning(
            "This passage is no longer here: its strategy was removed or read again. "
            "Search for its words."
        )
        return
    passages = passages_of(desk, document.id)
    sheet = opened_sheet(document, passage)
    leave(draw_page(desk, document, passages, sheet, passage, key, turn))


def passages_of(desk: Desk, document: str) -> Sequence[Passage]:
    """Return a document's passages in reading order, read from the database once per change."""
    selection = Selection(documents=frozenset({document}))
    return desk.derived(("passages", document), lambda: desk.store.passages(selection))


def opened_sheet(document: Document, passage: Passage | None) -> int:
    """Return the sheet that the address names, else the one on which the passage starts."""
    given = address.read("sheet")
    if given.isdecimal() and 1 <= int(given) <= len(document.pages):
        return int(given)
    return passage.sheet if passage else 1


def turn(press: Press) -> None:
    """Write what was opened into the address, before the screen is drawn again."""
    if press.act == "open":
        address.write(passage=press.id, sheet="")
    elif press.act == "sheet":
        address.write(sheet=press.id)
    elif press.act == "close":
        address.write(passage="", sheet="")


def leave(press: Press | None) -> None:
    """Do what a card or a page offers beside opening: go elsewhere, add evidence, mend tags."""
    if press is None:
        return
    if press.act == "evidence":
        add_passage(open_desk(), press.id, press.marked)
    if press.act == "tags":
        correct_tags(open_desk(), press.id, press.marked)
    if press.act == "like":
        go("find", {"like": press.id})
    if press.act == "strategy":
        go("strategy", {"passage": press.id})
    if press.act == "document":
        go("strategy", {"document": press.id})
