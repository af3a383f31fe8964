"""Marking the passages of a page as read, which is how a team proves that nothing was skipped."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ingest.document import Passage
from review.casebook import Casebook
from review.permissions import Action, may
from review.readings import mark_read, readers
from views.desk import Desk, now
from views.markup import text
from views.people import current_person, tried
from views.wording import counted, listed


def draw_read_mark(desk: Desk, passages: Sequence[Passage]) -> None:
    """Say who has read the passages of a page, and let the one who is here mark them."""
    book = Casebook.of(desk.office)
    read = readers(book, [passages[0].document_id], passages)
    unread = [p for p in passages if not read.get(p.id)]
    names = sorted({name for p in passages for name in read.get(p.id, ())})
    who = current_person(desk)
    words = f"Read by {listed(names)}. " if names else ""
    if unread:
        words += f"{counted(len(unread), 'passage')} here nobody has marked as read."
    left, right = st.columns([5, 3], vertical_alignment="center")
    left.html(f'<p class="lis lis-soft">{text(words)}</p>')
    if who is None or not may(who.role, Action.MARK_READ):
        return
    mine = [p.id for p in passages if who.name not in read.get(p.id, frozenset())]
    pressed = bool(mine) and right.button("I have read this page", key="mark-read")
    if pressed and tried(lambda: mark_read(book, mine, who=who, at=now())):
        st.rerun()
