"""Outcomes: of one strategy its logic, its logframe, what evaluations found, and the letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from index.errors import UnknownDocumentError
from ingest.document import Document
from views import address
from views.desk import Desk, open_desk
from views.markup import Press, button, draw, note, table, text
from views.navigation import go
from views.outcomes.evaluation import evaluation_tab
from views.outcomes.letter import letter_tab
from views.outcomes.logframe_tab import logframe_tab
from views.outcomes.page import style
from views.outcomes.theory_tab import theory_tab
from views.wording import STATUS, counted, published_words

PARTS: Final[dict[str, Callable[[Desk, Document], None]]] = {
    "Theory of change": theory_tab,
    "Logframe": logframe_tab,
    "What evaluations found": evaluation_tab,
    "Letter": letter_tab,
}


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    style()
    document = _document(desk)
    if document is None:
        _choose(desk)
        return
    st.title(f"Outcomes of {document.about.place}")
    _head(desk, document)
    part = st.segmented_control(
        "Part",
        list(PARTS),
        default="Theory of change",
        key="outcome",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
        on_change=_turn_part,
    )
    PARTS[part or "Theory of change"](desk, document)


def _turn_part() -> None:
    address.write(quote="", sheet="", cell="")


def _document(desk: Desk) -> Document | None:
    id_ = address.read("document")
    try:
        return desk.document(id_) if id_ else None
    except UnknownDocumentError:
        st.warning("The strategy in the address is no longer here.")
        return None


def _head(desk: Desk, document: Document) -> None:
    about, held = document.about, desk.counts()[document.id]
    facts = [
        button("document", document.id, about.title),
        *(
            text(fact)
            for fact in (
                STATUS[about.status],
                f"Published: {published_words(about)}",
                counted(held.commitments, "commitment"),
            )
        ),
        button("all", "", "All strategies"),
    ]
    spans = "".join(f"<span>{fact}</span>" for fact in facts)
    press = draw(f'<div class="lis-line">{spans}</div>', "outcome-head")
    if press is not None and press.act == "document":
        go("strategy", {"document": press.id})
    if press is not None and press.act == "all":
        go("outcomes", {})


def _open(press: Press) -> None:
    address.write(document=press.id)


def _choose(desk: Desk) -> None:
    st.title("Outcomes")
    documents = desk.documents()
    if not documents:
        note("There are no strategies yet. Add one, and what it promises can be followed up.")
        if st.button("Add a strategy", type="primary"):
            go("add", {})
        return
    st.html(
        '<p class="lis">Choose a strategy: what it says leads to what, its logframe, what '
        "evaluations found about such plans, and a letter back to the area.</p>"
    )
    draw(list_html(desk, documents), "outcome-list", on_press=_open)


def list_html(desk: Desk, documents: Sequence[Document]) -> str:
    """Return all strategies as a table, by place."""
    counts = desk.counts()
    rows = []
    for document in sorted(documents, key=lambda d: (d.about.place, d.about.title)):
        about, held = document.about, counts[document.id]
        rows.append(
            f'<tr><th scope="row">{text(about.place)}</th>'
            f"<td>{button('document', document.id, about.title)}</td>"
            f"<td>{text(STATUS[about.status])}</td><td>{text(published_words(about))}</td>"
            f'<td class="lis-n">{held.commitments:,}</td></tr>'
        )
    heads = ("Place", "Strategy", "Status", "Published", "Commitments")
    return table(heads, rows, {"Commitments"})
