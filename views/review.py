"""Review: one strategy, criterion by criterion, each judged on quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from index.errors import UnknownDocumentError
from nlp.framework import Criterion
from review.casebook import Casebook
from review.errors import ReviewError
from review.judgement import Judgement, Review, ReviewStatus
from review.permissions import Action, may
from review.person import Person
from review.reviews import lacking, start, submit
from review.visibility import judgements_for, own_review, review_for, standing
from views import address
from views.codebook import open_codebook
from views.desk import Desk, now, open_desk
from views.filing import file_under
from views.judgement_form import draw_judgement
from views.markup import Press, button, draw, note, table, text
from views.navigation import go
from views.people import current_person, note_stranger, tried
from views.review_evidence import draw_side
from views.wording import REVIEW_STATUS, counted, reviews_words


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    who = current_person(desk)
    if who is None:
        st.title("Review")
        note_stranger(desk, "review")
        return
    found = _opened(desk, who)
    if found is None:
        _choose(desk, who)
    else:
        _draw(desk, who, found)


def _opened(desk: Desk, who: Person) -> Review | None:
    """Return the review that the address names, by its number or by its strategy."""
    number, document = address.read("review"), address.read("document")
    try:
        if number.isdecimal():
            return review_for(desk.store.engine, int(number), who)
        return own_review(desk.store.engine, document, who) if document else None
    except ReviewError as error:
        st.warning(str(error))
        return None


def _choose(desk: Desk, who: Person) -> None:
    st.title("Review")
    if not desk.documents():
        note("There are no strategies yet. Add one, and it can be reviewed.")
        return
    if not desk.office.framework.criteria:
        note("The framework has no criteria, so there is nothing to judge strategies by.")
        return
    st.html(
        '<p class="lis">Two people review a strategy without seeing each other\'s judgements. '
        "A moderator then looks at where they differ.</p>"
    )
    press = draw(reviews_html(desk, who), "reviews")
    if press is None:
        return
    if press.act == "start":
        book = Casebook.of(desk.office)

        def begin() -> None:
            begun = start(book, press.id, who=who, at=now())
            go("review", {"review": str(begun.id)})

        tried(begin)
    elif press.act == "review":
        go("review", {"review": press.id})
    elif press.act == "document":
        go("strategy", {"document": press.id})


def reviews_html(desk: Desk, who: Person) -> str:
    """Return every strategy with how far this person's review and those of others have come."""
    every = standing(desk.store.engine, who)
    criteria = desk.office.framework.criteria
    book = Casebook.of(desk.office)
    rows = []
    for document in sorted(desk.documents(), key=lambda d: (d.about.place, d.about.title)):
        same = [review for review in every if review.document == document.id]
        own = next((review for review in same if review.reviewer == who.name), None)
        told = reviews_words([r.status for r in same if r is not own])
        if own is None:
            mine, name = "", f"Start a review of {document.about.title}"
            act = (
                button("start", document.id, "Start", name=name)
                if may(who.role, Action.REVIEW)
                else ""
            )
        else:
            lacks = len(lacking(book, judgements_for(book, own.id, who)))
            done = f"{len(criteria) - lacks} of {len(criteria)} criteria"
            mine = f"{REVIEW_STATUS[own.status]}, {done}"
            words = "Continue" if own.open else "Read"
            act = button(
                "review", str(own.id), words, name=f"{words} my review of {document.about.title}"
            )
        rows.append(
            f'<tr><th scope="row">{text(document.about.place)}</th>'
            f"<td>{button('document', document.id, document.about.title)}</td>"
            f"<td>{text(mine)}</td><td>{text(told)}</td><td>{act}</td></tr>"
        )
    return table(("Place", "Strategy", "Your review", "Reviews of others", ""), rows)


def _draw(desk: Desk, who: Person, review: Review) -> None:
    book = Casebook.of(desk.office)
    held = judgements_for(book, review.id, who)
    mine = review.reviewer == who.name
    st.title(f"Review of {review.place}")
    _head(desk, review, mine=mine)
    criterion = _criterion(desk, held)
    if mine and review.open:
        file_under(review.id, criterion.id)
    left, middle, right = st.columns([5, 9, 8], gap="medium")
    with left:
        lacks = dict(lacking(book, held))
        progress = criteria_html(desk.office.framework.criteria, held, lacks, criterion.id)
        draw(progress, "criteria", on_press=_turn_criterion, keys=True)
        if mine and review.open:
            _submit(book, who, review, lacks)
        if st.button("What the labels mean", type="tertiary"):
            open_codebook(desk.office.framework)
    with middle:
        draw_judgement(desk, who, review, criterion, held[criterion.id], mine=mine)
    with right:
        draw_side(desk, who, review, criterion, held[criterion.id], mine=mine)


def _head(desk: Desk, review: Review, *, mine: bool) -> None:
    facts = [
        review.title,
        f"Reviewer: {review.reviewer}",
        REVIEW_STATUS[review.status],
        "" if review.blind else "Not blind: its author could read another review before it began",
    ]
    spans = "".join(f"<span>{text(fact)}</span>" for fact in facts if fact)
    st.html(f'<div class="lis lis-line">{spans}</div>')
    if review.status is ReviewStatus.CHANGES_REQUESTED:
        note(f"A moderator asks for changes: {review.reason}")
    elif mine and not review.open:
        note(
            "You have submitted this review. It can be changed again when a moderator asks for it."
        )
    try:
        desk.document(review.document)
    except UnknownDocumentError:
        note("The strategy is no longer here. The review and its quotes are kept.")


def _criterion(desk: Desk, held: Mapping[str, Judgement]) -> Criterion:
    criteria = desk.office.framework.criteria
    wanted = address.read("criterion")
    unrated = next((c for c in criteria if held[c.id].rating is None), criteria[0])
    return next((c for c in criteria if c.id == wanted), unrated)


def _turn_criterion(press: Press) -> None:
    address.write(criterion=press.id, passage="", sheet="", q="")


def criteria_html(
    criteria: Sequence[Criterion],
    held: Mapping[str, Judgement],
    lacks: Mapping[str, str],
    opened: str,
) -> str:
    """Return the criteria with what each has and still lacks."""
    items = []
    for criterion in criteria:
        judgement = held[criterion.id]
        if criterion.id not in lacks:
            state, words = "done", rating_words(criterion, judgement.rating)
        elif judgement.rating is not None:
            state, words = "part", f"{rating_words(criterion, judgement.rating)}; needs a quote"
        else:
            quotes = len(judgement.evidence)
            state = "part" if quotes else "none"
            words = f"{counted(quotes, 'quote')}, no rating" if quotes else "Not rated"
        current = " lis-current" if criterion.id == opened else ""
        pressed = ' aria-current="true"' if current else ""
        items.append(
            f'<li class="lis-criterion{current}" data-item tabindex="-1">'
            f'<button data-act="open" data-id="{text(criterion.id)}"{pressed}>'
            f"{MARKS[state]}<span>{text(criterion.name)}"
            f"<small>{text(words)}</small></span></button></li>"
        )
    done = len(criteria) - len(lacks)
    share = round(100 * done / max(1, len(criteria)))
    return (
        f"<p><b>{done} of {len(criteria)} criteria are complete</b></p>"
        f'<div class="lis-track"><div style="width:{share}%"></div></div>'
        f'<ol class="lis-criteria">{"".join(items)}</ol>'
    )


def rating_words(criterion: Criterion, rating: int | None) -> str:
    """Return a rating as its scale names it: "2 of 4, partly shown"."""
    if rating is None:
        return "Not rated"
    if rating == 0:
        return "Not relevant here"
    point = criterion.point(rating)
    return f"{point.value} of {criterion.scale[-1].value}, {point.name}"


_SIGN = '<svg viewBox="0 0 16 16" role="img" aria-label="{name}">{shape}</svg>'
MARKS = {
    "done": _SIGN.format(
        name="Complete",
        shape='<circle cx="8" cy="8" r="7" fill="#0b0c0c"/>'
        '<path d="M4.5 8.2l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/>',
    ),
    "part": _SIGN.format(
        name="Begun",
        shape='<circle cx="8" cy="8" r="6.2" fill="none" stroke="#0b0c0c" stroke-width="1.6"/>'
        '<path d="M8 2a6 6 0 010 12z" fill="#0b0c0c"/>',
    ),
    "none": _SIGN.format(
        name="Not begun",
        shape='<circle cx="8" cy="8" r="6.2" fill="none" stroke="#0b0c0c" stroke-width="1.6"/>',
    ),
}
"""Signs told apart by shape."""


def _submit(book: Casebook, who: Person, review: Review, lacks: Mapping[str, str]) -> None:
    if lacks:
        st.html(
            '<p class="lis lis-soft">It can be submitted when every criterion has a rating, and '
            "a quote or a search that found none.</p>"
        )
    if st.button("Submit this review", type="primary", disabled=bool(lacks)) and tried(
        lambda: submit(book, review.id, who=who, at=now())
    ):
        st.rerun()
