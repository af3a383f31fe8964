"""One criterion: what is asked, the rating with its described points, the note, the quotes."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from nlp.framework import Criterion
from review.casebook import Casebook
from review.errors import ConflictError, ReviewError
from review.evidence import none_found, take_back_none_found, withdraw_evidence
from review.judgement import NOT_RELEVANT, Evidence, Judgement, Review
from review.person import Person
from review.rating import rate
from review.suggestions import suggested_rating
from views import address
from views.desk import Desk, now
from views.markup import Press, button, draw, text
from views.people import tried
from views.wording import counted

REFUSED: Final = "judgement-refused"


class Keys:
    """Names under which the parts of one judgement are kept in the session."""

    def __init__(self, review: Review, criterion: Criterion) -> None:
        whole = f"{review.id}-{criterion.id}"
        self.rating = f"rating-{whole}"
        self.note = f"note-{whole}"
        self.seen = f"seen-{whole}"
        self.conflict = f"conflict-{whole}"


def draw_judgement(
    desk: Desk, who: Person, review: Review, criterion: Criterion, held: Judgement, *, mine: bool
) -> None:
    """Draw a judgement, to be changed by its reviewer while the review is open."""
    st.html(asked_html(criterion))
    if not (mine and review.open):
        st.html(said_html(criterion, held))
    else:
        keys = Keys(review, criterion)
        if REFUSED in st.session_state:
            st.error(st.session_state.pop(REFUSED))
        if keys.conflict in st.session_state:
            _conflict(desk, who, review, criterion, keys)
        else:
            _form(desk, who, review, criterion, held, keys)
    if mine and not review.open:
        _tools_rating(desk, who, review, criterion)
    _quotes(desk, who, held, able=mine and review.open)
    if mine and review.open:
        _none_found(desk, who, review, criterion, held)


def asked_html(criterion: Criterion) -> str:
    """Return the question with its guidance and the evidence that would answer it."""
    return (
        f'<div class="lis"><h2>{text(criterion.name)}</h2><p><b>{text(criterion.question)}</b></p>'
        f"<p>{text(criterion.guidance)}</p>"
        f'<p class="lis-soft">Evidence that would show it: {text(criterion.evidence)}</p></div>'
    )


def said_html(criterion: Criterion, held: Judgement) -> str:
    """Return a judgement that cannot be changed here."""
    words = "No rating"
    if held.rating == NOT_RELEVANT:
        words = "Not relevant here"
    elif held.rating is not None:
        point = criterion.point(held.rating)
        words = f"{point.value}, {point.name}: {point.description}"
    note = f"<p>{text(held.note)}</p>" if held.note else ""
    return f'<div class="lis"><p><b>{text(words)}</b></p>{note}</div>'


def _tools_rating(desk: Desk, who: Person, review: Review, criterion: Criterion) -> None:
    """Show what the tool would say, to somebody whose own rating can no longer follow it."""
    if not st.button("What would the tool say?", type="tertiary"):
        return

    def tell() -> None:
        with st.spinner("Searching the strategy"):
            searcher = desk.language.searcher()
            said = suggested_rating(
                Casebook.of(desk.office), searcher, review.id, criterion.id, who=who
            )
        point = criterion.point(said.rating)
        st.html(
            f'<div class="lis lis-note"><b>The tool would say {point.value}, {text(point.name)}.'
            f"</b> {text(said.why)} It counts; it does not judge what they are worth.</div>"
        )

    tried(tell)


def _form(
    desk: Desk, who: Person, review: Review, criterion: Criterion, held: Judgement, keys: Keys
) -> None:
    state = st.session_state
    if keys.rating not in state or keys.note not in state or state.get(keys.seen) != held.version:
        # First time on this screen, or another window has saved: show what is saved.
        state[keys.rating], state[keys.note] = held.rating, held.note
        state[keys.seen] = held.version
    points = {point.value: point for point in criterion.scale}
    options = [*points, *([NOT_RELEVANT] if criterion.optional else [])]
    captions = [points[v].description if v in points else "" for v in options]

    def save() -> None:
        # Rated, it is no longer the next one without a rating, and would be turned away from
        # before it has its quote.
        address.write(criterion=criterion.id)
        _save(desk, who, review, criterion, keys)

    st.radio(
        "Rating",
        options,
        format_func=lambda v: f"{v} {points[v].name}" if v in points else "Not relevant here",
        captions=captions,
        index=None,
        key=keys.rating,
        on_change=save,
    )
    st.text_area("Note", key=keys.note, on_change=save, height=110)
    when = f"Saved {held.at:%-d %B %Y, %H:%M}." if held.at else "No rating or note yet."
    st.html(
        f'<p class="lis lis-soft" role="status" data-version="{held.version}">'
        f"{when} Every change is saved at once.</p>"
    )


def _save(desk: Desk, who: Person, review: Review, criterion: Criterion, keys: Keys) -> None:
    state = st.session_state
    book = Casebook.of(desk.office)
    rating, note, seen = state[keys.rating], state[keys.note], state[keys.seen]
    try:
        saved = rate(book, review.id, criterion.id, rating, note, seen, who=who, at=now())
    except ConflictError as error:
        state[keys.conflict] = (error.kept, error.yours)
    except ReviewError as error:
        state[REFUSED] = str(error)
    else:
        state[keys.seen] = saved.version


def _conflict(desk: Desk, who: Person, review: Review, criterion: Criterion, keys: Keys) -> None:
    kept, yours = st.session_state[keys.conflict]
    st.warning("This was changed in another window while you worked on it. Choose which stays.")
    left, right = st.columns(2)
    with left, st.container(border=True):
        st.html(f'<div class="lis"><h3>Saved now</h3></div>{said_html(criterion, kept)}')
        if st.button("Keep what is saved"):
            del st.session_state[keys.conflict]
            st.session_state.pop(keys.seen, None)
            st.rerun()
    with right, st.container(border=True):
        st.html(f'<div class="lis"><h3>Yours</h3></div>{said_html(criterion, yours)}')
        if st.button("Save mine instead"):
            _save_instead(desk, who, review, criterion, keys)
            st.rerun()


def _save_instead(
    desk: Desk, who: Person, review: Review, criterion: Criterion, keys: Keys
) -> None:
    state = st.session_state
    kept, yours = state.pop(keys.conflict)
    state[keys.rating], state[keys.note], state[keys.seen] = yours.rating, yours.note, kept.version
    _save(desk, who, review, criterion, keys)


def _quotes(desk: Desk, who: Person, held: Judgement, *, able: bool) -> None:
    told = counted(len(held.evidence), "linked quote")
    st.html(f'<div class="lis"><h3>{told}</h3></div>')
    if not held.evidence:
        return
    press = draw(quotes_html(held.evidence, able=able), "quotes", on_press=_turn_quote)
    if press is not None and press.act == "withdraw":
        book = Casebook.of(desk.office)
        if tried(lambda: withdraw_evidence(book, int(press.id), who=who, at=now())):
            st.rerun()


def _turn_quote(press: Press) -> None:
    if press.act == "open":
        address.write(evidence=press.id, passage="", sheet="")


def quotes_html(quotes: list[Evidence] | tuple[Evidence, ...], *, able: bool) -> str:
    """Return the linked quotes, each with its page and a way to take it off again."""
    items = []
    for quote in quotes:
        page = f"page {quote.printed}" if quote.printed else f"sheet {quote.sheet}"
        gone = "" if quote.attached else "<span>No longer found in the strategy</span>"
        opens = button("open", str(quote.id), f"Open {page}") if quote.attached else text(page)
        takes = button("withdraw", str(quote.id), "Take off") if able else ""
        items.append(
            f'<li class="lis-card"><blockquote class="lis-quote">“{text(quote.quote)}”</blockquote>'
            f'<div class="lis-actions">{opens}{gone}{takes}</div></li>'
        )
    return f'<ol class="lis-cards">{"".join(items)}</ol>'


def _none_found(
    desk: Desk, who: Person, review: Review, criterion: Criterion, held: Judgement
) -> None:
    book = Casebook.of(desk.office)
    if held.searches:
        made = "; ".join(
            f"“{search.query}” ({counted(search.hits, 'passage')})" for search in held.searches
        )
        st.html(f'<p class="lis lis-soft">Searches made for this criterion: {text(made)}</p>')
    if held.none_found:
        st.html('<p class="lis"><b>You found no evidence after searching.</b></p>')
        take_back = partial(take_back_none_found, book, review.id, criterion.id, who=who, at=now())
        if st.button("Undo: I have not finished looking", type="tertiary") and tried(take_back):
            st.rerun()
    elif not held.evidence:
        ready = bool(held.searches)
        pressed = st.button("No evidence found after searching", disabled=not ready)
        if not ready:
            st.html('<p class="lis lis-soft">Search this strategy first, at the right.</p>')
        if pressed and tried(lambda: none_found(book, review.id, criterion.id, who=who, at=now())):
            st.rerun()
