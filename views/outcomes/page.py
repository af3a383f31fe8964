"""A quote on its page, beside what is made of it: how it is opened, and how it is shown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from index.errors import UnknownDocumentError, UnknownPassageError
from ingest.document import Passage
from nlp.theme import Span
from review.logframes.logframe import Quote
from review.theory.steps import Element
from views import address
from views.desk import Desk
from views.markup import Press, button, note, text
from views.navigation import ASSETS
from views.page_viewer import draw_page
from views.reading import leave, opened_sheet, passages_of
from views.wording import page_words

HEIGHT: Final = 760  # pixels of a scrolling list: about the height of the page beside it


def style() -> None:
    """Add what only the outcome screens need to the look of the app."""
    st.html(ASSETS / "outcomes.css")


def quote_id(passage: Passage, start: int, end: int) -> str:
    """Return how an address names words of a passage."""
    return f"{passage.id}.{start}.{end}"


def quoted(quote: Quote | Element) -> str:
    """Return the id of a quote."""
    return quote_id(quote.passage, quote.start, quote.end)


def page_button(quote: Quote | Element, place: str = "") -> str:
    """Return the button that opens the page of a quote."""
    where = page_words(quote.passage)
    name = f"Open {where}{' of ' + place if place else ''}: {_opening(quote)}"
    return button("quote", quoted(quote), f"Open {where}", name=name)


def _opening(quote: Quote | Element) -> str:
    return " ".join(quote.passage.text[quote.start : quote.end].split()[:6])


def quote_html(quote: Quote | Element, place: str = "") -> str:
    """Return a quote with the button that opens its page."""
    words = text(quote.passage.text[quote.start : quote.end])
    whose = f"{text(place)}: " if place else ""
    return (
        f'<div class="lis-said"><blockquote class="lis-quote">{whose}“{words}”</blockquote>'
        f'<div class="lis-actions">{page_button(quote, place)}</div></div>'
    )


def open_quote(press: Press) -> None:
    """Write what was opened into the address, before the screen is drawn again."""
    if press.act in ("quote", "open"):  # "open" is another passage, on the page itself
        address.write(quote=press.id, sheet="")
    elif press.act == "sheet":
        address.write(sheet=press.id)


def parted(id_: str) -> tuple[str, Span | None]:
    """Return the passage that a quote id names, and the words if it names some."""
    passage, *ends = id_.split(".")
    if len(ends) == 2 and all(end.isdecimal() for end in ends) and int(ends[0]) < int(ends[1]):
        return passage, Span(int(ends[0]), int(ends[1]))
    return passage, None


def draw_quote(desk: Desk, nothing: str, id_: str = "") -> None:
    """Draw the page of a quote, of the address unless `id_` names one; else say `nothing`."""
    passage_id, span = parted(address.read("quote") or id_)
    if not passage_id:
        note(nothing)
        return
    try:
        passage = desk.store.passage(passage_id)
        document = desk.document(passage.document_id)
    except (UnknownPassageError, UnknownDocumentError):
        note("These words are no longer here: their strategy was removed or read again.")
        return
    if span is not None and span.end > len(passage.text):
        span = None
    with st.container(key="reader"):
        leave(
            draw_page(
                desk,
                document,
                passages_of(desk, document.id),
                opened_sheet(document, passage),
                passage,
                "outcome-page",
                open_quote,
                quote=span,
            )
        )
