"""Moderate: submitted reviews of one strategy side by side, and what a third person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from nlp.framework import Criterion
from review.casebook import Casebook
from review.comparison import Compared
from review.errors import ConflictError
from review.judgement import NOT_RELEVANT, Judgement, Moderation, Review, ReviewStatus
from review.moderation import compared, compared_by_document, moderate
from review.permissions import Action, may
from review.person import Person
from review.reviews import approve, request_changes
from review.visibility import DOUBLE, standing, visible_to
from views import address
from views.agreement_table import draw_agreement
from views.desk import Desk, now, open_desk
from views.markup import Press, button, draw, note, table, text
from views.navigation import go
from views.people import current_person, note_stranger, tried
from views.report_downloads import draw_report
from views.review import rating_words
from views.wording import REVIEW_STATUS, counted, listed, reviews_words


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    st.title("Moderate")
    who = current_person(desk)
    if who is None:
        note_stranger(desk, "moderate")
        return
    document = address.read("document")
    seen = [r for r in visible_to(desk.store.engine, who) if r.submitted is not None]
    mine = [review for review in seen if review.document == document]
    if mine:
        st.button("All strategies", on_click=_close, type="tertiary")
        _draw(desk, who, document, mine)
        return
    if document:
        st.warning("No review of this strategy is open to you yet.")
    _choose(desk, who, seen)
    st.header("Agreement")
    draw_agreement(desk, who)


def _close() -> None:
    address.write(document="", criterion="")


def _turn(press: Press) -> None:
    if press.act == "document":
        address.write(document=press.id)


def _choose(desk: Desk, who: Person, seen: Sequence[Review]) -> None:
    every = standing(desk.store.engine, who)
    if not any(review.submitted for review in every):
        note("No review has been submitted yet.")
        return
    rows = []
    book = Casebook.of(desk.office)
    handed_in = list(dict.fromkeys(r.document for r in every if r.submitted))
    by_document = compared_by_document(book, handed_in, who=who)
    for document in handed_in:
        same = [r for r in every if r.document == document]
        handed = [r for r in same if r.submitted]
        open_ = any(review.document == document for review in seen)
        told = "Kept from you until you submit your own review"
        if open_ and len(handed) < DOUBLE:
            told = "Waiting for a second review"
        elif open_:
            differing = [c for c in by_document[document] if c.differs]
            undecided = sum(c.decision is None for c in differing)
            told = f"{counted(len(differing), 'difference')}, {undecided} to decide"
        title = button("document", document, same[0].title) if open_ else text(same[0].title)
        states = reviews_words([r.status for r in same])
        rows.append(
            f'<tr><th scope="row">{text(same[0].place)}</th><td>{title}</td>'
            f"<td>{text(states)}</td>"
            f"<td>{text(told)}</td></tr>"
        )
    heads = ("Place", "Strategy", "Reviews", "Where it stands")
    draw(table(heads, rows), "moderations", on_press=_turn)


def _draw(desk: Desk, who: Person, document: str, reviews: Sequence[Review]) -> None:
    book = Casebook.of(desk.office)
    found = compared(book, document, who=who)
    st.html(
        f'<div class="lis lis-line"><span>{text(reviews[0].place)}</span>'
        f"<span>{text(reviews[0].title)}</span></div>"
    )
    differing = [item for item in found if item.differs]
    undecided = sum(item.decision is None for item in differing)
    if undecided and len(reviews) >= DOUBLE:
        note(f"{counted(undecided, 'difference')} to decide before these reviews are approved.")
    _statuses(book, who, reviews, undecided if len(reviews) >= DOUBLE else 0)
    with st.expander("Report on this strategy"):
        draw_report(desk, document)
    if len(reviews) < DOUBLE:
        note("One review has been submitted. Differences show once there are two.")
        return
    same = [item for item in found if not item.differs]
    criteria = {criterion.id: criterion for criterion in desk.office.framework.criteria}
    st.header(differing_words(len(differing), undecided))
    with st.expander("All ratings as a table"):
        st.html(table_twin(found, criteria, reviews))
    own = any(review.reviewer == who.name for review in reviews)
    for item in differing:
        _difference(desk, who, document, item, criteria[item.criterion], reviews, own=own)
    if same:
        st.header(f"{counted(len(same), 'criterion', 'criteria')} judged alike")
    for item in same:
        criterion = criteria[item.criterion]
        with st.expander(f"{criterion.name}: {rating_words(criterion, item.final)}"):
            _side_by_side(criterion, item, reviews)


def differing_words(differing: int, undecided: int) -> str:
    """Return the heading over what is judged differently; it counts down to "all decided"."""
    words = f"{counted(differing, 'criterion', 'criteria')} judged differently"
    if not differing:
        return words
    return f"{words}: {f'{undecided} still to decide' if undecided else 'all decided'}"


def table_twin(
    found: Sequence[Compared], criteria: Mapping[str, Criterion], reviews: Sequence[Review]
) -> str:
    """Return all ratings in one table: criteria by reviewers, and what was decided."""
    rows = []
    for item in found:
        criterion = criteria[item.criterion]
        cells = "".join(
            f"<td>{text(rating_words(criterion, judgement.rating))}</td>"
            for judgement in item.judgements
        )
        stands = "to decide" if item.final is None else rating_words(criterion, item.final)
        differs = "Yes" if item.differs else "No"
        rows.append(
            f'<tr><th scope="row">{text(criterion.name)}</th>{cells}'
            f"<td>{differs}</td><td>{text(stands)}</td></tr>"
        )
    heads = ("Criterion", *(review.reviewer for review in reviews), "Differ", "Stands")
    return f'<div class="lis lis-scroll">{table(heads, rows)}</div>'


def _statuses(book: Casebook, who: Person, reviews: Sequence[Review], undecided: int) -> None:
    for column, review in zip(st.columns(max(2, len(reviews))), reviews, strict=False):
        with column:
            words = f"{review.reviewer}: {REVIEW_STATUS[review.status].lower()}"
            st.html(f'<p class="lis"><b>{text(words)}</b></p>')
            waits = review.status is ReviewStatus.SUBMITTED and review.reviewer != who.name
            if not (waits and may(who.role, Action.APPROVE)):
                continue
            buttons = st.container(horizontal=True)
            if undecided:
                with buttons.popover("Approve"):
                    _approve_undecided(book, who, review, undecided)
            else:
                accept = partial(approve, book, review.id, who=who, at=now())
                if buttons.button("Approve", key=f"approve-{review.id}") and tried(accept):
                    st.rerun()
            with buttons.popover("Ask for changes"):
                _ask_for_changes(book, who, review)


def _approve_undecided(book: Casebook, who: Person, review: Review, undecided: int) -> None:
    """Approve with a reason while differences are open; without one it is refused."""
    st.html(
        f'<p class="lis">{counted(undecided, "difference")} below still to decide. Decide first, '
        "or say why the review is approved as it is.</p>"
    )
    with st.form(f"approve-undecided-{review.id}", border=False):
        reason = st.text_area("Why it is approved as it is", height=80)
        if st.form_submit_button("Approve all the same") and tried(
            lambda: approve(book, review.id, reason, who=who, at=now())
        ):
            st.rerun()


def _ask_for_changes(book: Casebook, who: Person, review: Review) -> None:
    with st.form(f"changes-{review.id}", border=False):
        reason = st.text_area("What should change")
        if st.form_submit_button("Send back", type="primary") and tried(
            lambda: request_changes(book, review.id, reason, who=who, at=now())
        ):
            st.rerun()


def _difference(
    desk: Desk,
    who: Person,
    document: str,
    item: Compared,
    criterion: Criterion,
    reviews: Sequence[Review],
    *,
    own: bool,
) -> None:
    decided = f": decided, {rating_words(criterion, item.final)}" if item.decision else ""
    with st.expander(f"{criterion.name}{decided}", expanded=item.decision is None):
        st.html(f'<p class="lis">{text(criterion.question)}</p>')
        _side_by_side(criterion, item, reviews)
        if item.decision is not None:
            st.html(decision_html(criterion, item.decision))
        if own:
            note("You reviewed this strategy, so somebody else decides.")
        elif may(who.role, Action.MODERATE):
            _decide(desk, who, document, criterion, item.decision)


def _side_by_side(criterion: Criterion, item: Compared, reviews: Sequence[Review]) -> None:
    columns = st.columns(len(item.judgements), gap="large")
    for column, judgement, review in zip(columns, item.judgements, reviews, strict=True):
        with column:
            press = draw(
                judged_html(criterion, judgement, review.reviewer),
                f"judged-{review.id}-{criterion.id}",
            )
            if press is not None and press.act == "strategy":
                go("strategy", {"document": review.document, "passage": press.id})


def judged_html(criterion: Criterion, judgement: Judgement, reviewer: str) -> str:
    """Return one person's judgement with its note and quotes."""
    quotes = []
    for quote in judgement.evidence:
        page = f"page {quote.printed}" if quote.printed else f"sheet {quote.sheet}"
        opens = button("strategy", quote.passage, f"Open {page}") if quote.passage else text(page)
        quotes.append(
            f'<li class="lis-card"><blockquote class="lis-quote">“{text(quote.quote)}”'
            f'</blockquote><div class="lis-actions">{opens}</div></li>'
        )
    if not quotes and judgement.none_found:
        made = listed([f"“{search.query}”" for search in judgement.searches])
        quotes.append(f"<li>No evidence found after searching for {text(made)}.</li>")
    first = ""
    if judgement.first_rating not in (None, judgement.rating):
        words = rating_words(criterion, judgement.first_rating)
        first = f'<p class="lis-soft">First rated {text(words)}</p>'
    note = f"<p>{text(judgement.note)}</p>" if judgement.note else ""
    return (
        f"<h3>{text(reviewer)}: {text(rating_words(criterion, judgement.rating))}</h3>"
        f"{_meaning(criterion, judgement.rating)}{first}{note}"
        f'<ol class="lis-cards">{"".join(quotes)}</ol>'
    )


def _meaning(criterion: Criterion, rating: int | None) -> str:
    """Return what a rating means, as the scale describes it."""
    return f"<p>{text(criterion.point(rating).description)}</p>" if rating else ""


def scale_html(criterion: Criterion) -> str:
    """Return every point of the scale with what it means."""
    points = "".join(
        f"<li><b>{point.value} {text(point.name)}</b>: {text(point.description)}</li>"
        for point in criterion.scale
    )
    return f'<ul class="lis lis-soft lis-scale">{points}</ul>'


def decision_html(criterion: Criterion, decision: Moderation) -> str:
    """Return a decision with its reason."""
    words = rating_words(criterion, decision.rating)
    return (
        f'<div class="lis lis-note"><b>{text(words)}</b>, decided by {text(decision.by)} on '
        f"{decision.at:%-d %B %Y}. {text(decision.reason)}</div>"
    )


def _decide(
    desk: Desk, who: Person, document: str, criterion: Criterion, held: Moderation | None
) -> None:
    book = Casebook.of(desk.office)
    key = f"{document}-{criterion.id}"
    conflict = st.session_state.pop(f"conflict-{key}", None)
    if conflict is not None:
        yours = conflict
        st.warning(
            "Somebody else decided on this while you were. Their decision stands above; yours was: "
            f"{rating_words(criterion, yours.rating)}. {yours.reason}"
        )
    # What the moderator looks at is kept apart from what is saved: saving over a decision
    # that came in between has to be noticed.
    seen_key = f"seen-{key}"
    if seen_key not in st.session_state or conflict is not None:
        st.session_state[seen_key] = held.id if held else None
    points = {point.value: point for point in criterion.scale}
    options = [*points, *([NOT_RELEVANT] if criterion.optional else [])]
    st.html(scale_html(criterion))
    with st.form(f"decide-{key}", border=False):
        rating = st.radio(
            "Decision",
            options,
            index=None,
            horizontal=True,
            format_func=lambda v: f"{v} {points[v].name}" if v in points else "Not relevant here",
        )
        reason = st.text_area("Reason", height=80)
        if not st.form_submit_button("Decide" if held is None else "Decide again", type="primary"):
            return
    if rating is None:
        st.error("Choose a rating.")
        return

    def decide() -> None:
        seen = st.session_state[seen_key]
        try:
            made = moderate(book, document, criterion.id, rating, reason, seen, who=who, at=now())
        except ConflictError as error:
            st.session_state[f"conflict-{key}"] = error.yours
        else:
            st.session_state[seen_key] = made.id

    if tried(decide):
        st.rerun()
