"""The letter back to the area: as it would go out today, with its evidence, and those sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ingest.document import Document
from review.letters.docx_file import letter_docx
from review.letters.letter import (
    Letter,
    Statement,
    letter_text,
    letters_sent,
    sections_of,
    send_letter,
)
from review.permissions import Action
from review.person import Person
from views.desk import Desk, now
from views.markup import draw, note, text
from views.outcomes.desk import allowed, letter_for
from views.outcomes.logframe_tab import DOCX
from views.outcomes.page import HEIGHT, draw_quote, open_quote, quote_html
from views.outcomes.theory_tables import searches_html
from views.people import current_person, tried
from views.wording import counted


def letter_tab(desk: Desk, document: Document) -> None:
    """Draw the letter beside the page of what it quotes."""
    letter = letter_for(desk, document.id)
    if not letter.statements:
        note("There is nothing to write yet: no promise was found in this strategy.")
        return
    who = current_person(desk)
    signed = who.name if who else ""
    told, one, two, three = st.columns([5, 2, 2, 2], vertical_alignment="center")
    told.html(
        f'<p class="lis"><b>{counted(len(letter.statements), "statement")}</b>, each with what it '
        "quotes or what was looked for.</p>"
    )
    name = f"letter-{document.id}"
    one.download_button(
        "Download as docx", lambda: letter_docx(letter, signed), f"{name}.docx", DOCX
    )
    two.download_button(
        "Download as text", lambda: letter_text(letter, signed), f"{name}.txt", "text/plain"
    )
    sender = allowed(desk, Action.SEND_LETTER)
    if sender is not None and three.button("Keep as sent", type="primary"):
        _send(desk, letter, sender)
    _sent(letters_sent(desk.store.engine, document.id))
    left, right = st.columns([11, 9], gap="large")
    with left, st.container(height=HEIGHT, border=False):
        draw(letter_html(letter, signed), "letter", on_press=open_quote)
    with right:
        draw_quote(desk, "Open a page to see what the letter quotes here.")


def _send(desk: Desk, letter: Letter, sender: Person) -> None:
    if tried(lambda: send_letter(desk.store.engine, letter, who=sender, at=now())):
        st.rerun()


def _sent(letters: Sequence[dict[str, Any]]) -> None:
    if not letters:
        return
    with st.expander(f"{counted(len(letters), 'letter')} kept as sent"):
        for sent in reversed(letters):
            st.download_button(
                f"Letter {sent['id']}: {sent['by']}, {sent['at']:%-d %B %Y}",
                sent["text"],
                f"letter-{sent['id']}.txt",
                "text/plain",
                key=f"sent-{sent['id']}",
                type="tertiary",
            )


def letter_html(letter: Letter, signed: str) -> str:
    """Return the letter with every statement's quotes as buttons that open their page."""
    about = letter.document.about
    parts = [
        f"<p>{letter.day:%-d %B %Y}</p><p>To: {text(about.lead_body or about.place)}<br>"
        f"About: {text(about.title)}</p>"
        "<p>We have read your strategy. What follows rests on its text: after each statement "
        "stands what we quote, or what we looked for and did not find. A gap here is a question "
        "and no judgement: the answer may stand in another paper.</p>"
    ]
    for head, statements in sections_of(letter):
        items = "".join(f"<li>{_statement(statement)}</li>" for statement in statements)
        parts.append(f"<h2>{text(head)}</h2><ol>{items}</ol>")
    parts.append(f"<p>{text(signed)}</p>" if signed else "")
    return f'<div class="lis-letter">{"".join(parts)}</div>'


def _statement(statement: Statement) -> str:
    whose = statement.places or ("",) * len(statement.quotes)
    quotes = "".join(
        quote_html(quote, place) for quote, place in zip(statement.quotes, whose, strict=True)
    )
    return f"<p>{text(statement.text)}</p>{quotes}{searches_html(statement.searches)}"
