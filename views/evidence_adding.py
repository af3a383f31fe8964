"""Adding a quote to a judgement from any card, on any screen."""

from __future__ import annotations

import re
from typing import Final

import streamlit as st

from index.errors import UnknownDocumentError, UnknownPassageError
from ingest.document import Document, Passage
from nlp.theme import Span
from review.casebook import Casebook
from review.evidence import add_evidence
from review.judgement import Review
from review.permissions import Action
from review.person import Person
from review.quote_place import QuotePlace
from review.reviews import start
from review.visibility import own_review
from views.desk import Desk, now
from views.filing import Filing, file_under, filing
from views.people import allow, ask_who, current_person, tried
from views.wording import brief, page_words

TOLD: Final = 70  # characters of a quote in the line that says it was added


def add_passage(desk: Desk, passage_id: str, marked: Span | None) -> None:
    """Add a passage, or the words marked in it, to the criterion that is worked on.

    Where none is, or where it belongs to another strategy, a dialog asks for the criterion.
    """
    try:
        passage = desk.store.passage(passage_id)
        document = desk.document(passage.document_id)
    except (UnknownPassageError, UnknownDocumentError):
        st.warning("This passage is no longer here: its strategy was removed or read again.")
        return
    who = current_person(desk)
    if who is None:
        ask_who(desk, "Evidence is kept under your name. Choose it, then add the passage again.")
        return
    if not tried(lambda: allow(desk.store.engine, who, Action.REVIEW)):
        return
    goes_to, own = filing(), own_review(desk.store.engine, document.id, who)
    if goes_to is not None and own is not None and goes_to.review == own.id and own.open:
        if add_quote(desk, who, goes_to, passage, marked or Span(0, len(passage.text))):
            st.rerun()  # what was drawn before counts the new quote too
    else:
        _ask(desk, who, document, passage, marked, own)


def add_quote(desk: Desk, who: Person, goes_to: Filing, passage: Passage, span: Span) -> bool:
    """Add a stretch of a passage, without the white space at its ends; say what was added."""
    span = trimmed(passage.text, span)
    quote = passage.text[span.start : span.end]
    document = desk.document(passage.document_id)
    pdf = desk.office.workspace.pdf(document.id)
    boxes = desk.pictures.quote_boxes(pdf, passage, span.start, span.end)
    page = document.pages[boxes[0].sheet - 1]
    place = QuotePlace(boxes, page.label_at((boxes[0].x0 + boxes[0].x1) / 2))
    book = Casebook.of(desk.office)
    added = tried(
        lambda: add_evidence(
            book,
            goes_to.review,
            goes_to.criterion,
            passage,
            span.start,
            span.end,
            quote,
            who=who,
            at=now(),
            place=place,
        )
    )
    if added:
        name = book.criterion(goes_to.criterion).name
        st.toast(f"Added to “{name}”: {brief(quote, TOLD)}")
    return added


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


def place_of_quote(text: str, quote: str) -> Span | None:
    """Return where a quote stands in a text, white space apart; None when it does not."""
    words = [re.escape(word) for word in quote.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    return Span(found.start(), found.end()) if found else None


@st.dialog("Add to evidence", width="large")
def _ask(
    desk: Desk,
    who: Person,
    document: Document,
    passage: Passage,
    marked: Span | None,
    own: Review | None,
) -> None:
    if own is not None and not own.open:
        st.write(
            f"You have submitted your review of {document.about.title}. "
            "Evidence can be added again when a moderator asks for changes."
        )
        return
    st.write(
        f"{document.about.place}, {page_words(passage)}. "
        + ("" if own else "You have no review of this strategy yet; this starts one.")
    )
    criteria = desk.office.framework.criteria
    known = filing()
    ids = [criterion.id for criterion in criteria]
    chosen = st.selectbox(
        "Criterion",
        criteria,
        index=ids.index(known.criterion) if known and known.criterion in ids else None,
        format_func=lambda criterion: criterion.name,
        placeholder="Choose what it is evidence for",
    )
    given = passage.text[marked.start : marked.end] if marked else passage.text
    quote = st.text_area("Quote, word for word", " ".join(given.split()), height=150)
    if not st.button("Add", type="primary"):
        return
    span = place_of_quote(passage.text, quote)
    if chosen is None:
        st.error("Choose the criterion.")
    elif span is None:
        st.error("These words do not stand in the passage one after the other. Shorten the quote.")
    else:
        book = Casebook.of(desk.office)
        held = own or start(book, document.id, who=who, at=now())
        if add_quote(desk, who, Filing(held.id, chosen.id), passage, span):
            file_under(held.id, chosen.id)
            st.rerun()
