"""Strategy: one document, what it says and promises, how it compares, what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from index.errors import UnknownDocumentError, UnknownPassageError
from ingest.document import Document
from views import address
from views.desk import Desk, open_desk
from views.markup import button, draw, note, table, text
from views.navigation import go
from views.reading import turn
from views.strategy_head import draw_head
from views.strategy_tabs import (
    commitments_tab,
    coverage_tab,
    overlaps_tab,
    problems_tab,
    read_tab,
    requirements_tab,
)
from views.wording import STATUS, published_words

TABS: Final[dict[str, Callable[[Desk, Document], None]]] = {
    "Read": read_tab,
    "Commitments": commitments_tab,
    "Coverage": coverage_tab,
    "Requirements": requirements_tab,
    "Overlaps": overlaps_tab,
    "Problems": problems_tab,
}


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    document = _document(desk)
    if document is None:
        _choose(desk)
        return
    draw_head(desk, document)
    tab = st.segmented_control(
        "Part",
        list(TABS),
        default="Read",
        key="tab",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    TABS[tab or "Read"](desk, document)


def _document(desk: Desk) -> Document | None:
    """Return what the address names: a document, or the document of a passage."""
    id_, passage = address.read("document"), address.read("passage")
    try:
        if passage and not id_:
            return desk.document(desk.store.passage(passage).document_id)
        return desk.document(id_) if id_ else None
    except (UnknownDocumentError, UnknownPassageError):
        st.warning("The strategy in the address is no longer here.")
        return None


def _choose(desk: Desk) -> None:
    st.title("Strategy")
    documents = desk.documents()
    if not documents:
        note("There are no strategies yet.")
        if st.button("Add a strategy", type="primary"):
            go("add", {})
        return
    press = draw(list_html(desk, documents), "strategies", on_press=turn)
    if press is not None:
        go("strategy", {"document": press.id})


def list_html(desk: Desk, documents: Sequence[Document]) -> str:
    """Return all strategies as a table, by place."""
    counts = desk.counts()
    rows = []
    for document in sorted(documents, key=lambda d: (d.about.place, d.about.title)):
        about, held = document.about, counts[document.id]
        numbers = (held.sheets, held.passages, held.commitments, len(document.problems))
        cells = "".join(f'<td class="lis-n">{n:,}</td>' for n in numbers)
        rows.append(
            f'<tr><th scope="row">{text(about.place)}</th>'
            f"<td>{button('document', document.id, about.title)}</td>"
            f"<td>{text(STATUS[about.status])}</td><td>{text(published_words(about))}</td>{cells}</tr>"
        )
    numeric = ("Sheets", "Passages", "Commitments", "Problems")
    return table(("Place", "Title", "Status", "Published", *numeric), rows, numeric)
