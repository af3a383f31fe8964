"""The strategies that two people review: who has done so, and how a moderator chooses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from review.casebook import Casebook
from review.double_sample import choose_double_sample, double_sample
from review.judgement import Review
from review.permissions import Action, may
from review.person import Person
from review.visibility import DOUBLE, standing
from views.desk import Desk, now
from views.markup import button, draw, note, table, text
from views.navigation import go
from views.people import tried
from views.wording import REVIEW_STATUS, counted

SHARE: Final = 20  # in 100: what evaluations commonly code twice


def draw_double_coding(desk: Desk, who: Person) -> None:
    """Draw the strategies chosen and, for moderators, the form that chooses them."""
    book = Casebook.of(desk.office)
    chosen = double_sample(book)
    if not chosen:
        note("Nobody has chosen the strategies that two people review. Agreement rests on them.")
    else:
        press = draw(chosen_html(desk, standing(desk.store.engine, who), chosen), "double")
        if press is not None:
            go("strategy", {"document": press.id})
    if may(who.role, Action.CHOOSE_SAMPLE):
        _choose(book, who, chosen=bool(chosen))


def chosen_html(desk: Desk, every: Sequence[Review], chosen: frozenset[str]) -> str:
    """Return the chosen strategies with how far their reviews have come."""
    rows = []
    held = [document for document in desk.documents() if document.id in chosen]
    for document in sorted(held, key=lambda d: (d.about.place, d.about.title)):
        same = [review for review in every if review.document == document.id]
        said = [f"{r.reviewer} ({REVIEW_STATUS[r.status].lower()})" for r in same]
        lacks = max(0, DOUBLE - len(same))
        needs = f"{counted(lacks, 'review')} to begin" if lacks else "none"
        rows.append(
            f'<tr><th scope="row">{text(document.about.place)}</th>'
            f"<td>{button('document', document.id, document.about.title)}</td>"
            f"<td>{text(', '.join(said)) or 'none'}</td><td>{needs}</td></tr>"
        )
    gone = len(chosen) - len(held)
    told = f" {counted(gone, 'strategy', 'strategies')} chosen before is no longer here." * bool(
        gone
    )
    return (
        f"<p><b>Two people review {counted(len(held), 'strategy', 'strategies')}</b>, each without "
        f"seeing what the other says.{told}</p>"
        + table(("Place", "Strategy", "Reviews", "Still needed"), rows)
    )


def _choose(book: Casebook, who: Person, *, chosen: bool) -> None:
    with st.form("double-sample"):
        st.header("Choose anew" if chosen else "Choose")
        left, right, _ = st.columns([1, 1, 2])
        share = left.number_input("How many in 100 strategies", 1, 100, SHARE, step=5)
        seed = right.number_input("Number of the draw", 0, 10_000, 1)
        st.caption(
            "Drawn by lot, place by place, and at least two. The same number of the draw gives "
            "the same strategies again. An earlier choice is replaced and stays in the audit."
        )
        if st.form_submit_button("Draw the strategies", type="primary") and tried(
            lambda: choose_double_sample(book, share / 100, int(seed), who=who, at=now())
        ):
            st.rerun()
