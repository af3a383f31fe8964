"""The right side of a review: the page that is open, or passages to begin with and like cases."""

from __future__ import annotations

from functools import partial

import streamlit as st

from index.errors import UnknownDocumentError, UnknownPassageError
from index.searching.search import Hit, SearchResult
from index.searching.selection import Selection
from ingest.document import Document
from nlp.framework import Criterion
from nlp.theme import Span
from review.casebook import Casebook
from review.errors import ReviewError
from review.evidence import note_search
from review.judgement import Judgement, Review
from review.like_cases import LikeCase, like_cases
from review.person import Person
from review.suggestions import suggested_passages
from views import address
from views.desk import Desk, now
from views.evidence_card import Card, cards_html
from views.markup import Press, draw, note, text
from views.page_viewer import draw_page
from views.people import tried
from views.reading import leave, opened_sheet, passages_of, turn
from views.wording import how_sure

HEIGHT = 820  # pixels of the scrolling list: the height of a screen less its head
FOUND = 12  # passages shown for a search in one strategy


def draw_side(
    desk: Desk, who: Person, review: Review, criterion: Criterion, held: Judgement, *, mine: bool
) -> None:
    """Draw what helps to judge a criterion."""
    try:
        document = desk.document(review.document)
    except UnknownDocumentError:
        return
    if address.read("passage") or address.read("evidence"):
        back = Press("close", "")
        st.button("Back to the passages", on_click=_close, args=(back,), type="tertiary")
        with st.container(key="reader"):
            _page(desk, document, held)
        return
    if mine and review.open:
        _search(desk, who, review, criterion, document)
    else:
        _suggested(desk, criterion, document)
    if mine and held.first_rating is not None:
        _like_cases(desk, who, review, criterion)


def _close(press: Press) -> None:
    address.write(evidence="")
    turn(press)


def _page(desk: Desk, document: Document, held: Judgement) -> None:
    quoted = next((e for e in held.evidence if str(e.id) == address.read("evidence")), None)
    id_ = quoted.passage if quoted else address.read("passage")
    try:
        passage = desk.store.passage(id_ or "")
    except UnknownPassageError:
        st.warning("This passage is no longer here: the strategy was read again.")
        return
    sheet = opened_sheet(document, passage)
    if quoted and not address.read("sheet"):
        sheet = quoted.sheet
    quote = Span(quoted.start, quoted.end) if quoted else None
    passages = passages_of(desk, document.id)
    leave(draw_page(desk, document, passages, sheet, passage, "review-page", _turn, quote=quote))


def _turn(press: Press) -> None:
    if press.act == "open":
        address.write(evidence="")
    turn(press)


def _search(
    desk: Desk, who: Person, review: Review, criterion: Criterion, document: Document
) -> None:
    key = f"search-{review.id}-{criterion.id}"
    if key not in st.session_state:
        st.session_state[key] = address.read("q")
    query = st.text_input(
        f"Search {document.about.place}",
        key=key,
        placeholder="Find evidence in this strategy",
        on_change=lambda: address.write(q=st.session_state[key].strip()),
    ).strip()
    if not query:
        _suggested(desk, criterion, document)
        return
    result = _found(desk, document, query)
    relevant = sum(hit.relevant for hit in result.hits)
    done = st.session_state.setdefault("searches-noted", set())
    if (review.id, criterion.id, query) not in done:
        # Once per search: it is what "no evidence found" will rest on.
        done.add((review.id, criterion.id, query))
        book = Casebook.of(desk.office)
        if tried(
            lambda: note_search(book, review.id, criterion.id, query, relevant, who=who, at=now())
        ):
            st.rerun()
    if not relevant:
        note("Nothing in this strategy says this. The nearest passages are:")
    _cards(
        desk,
        [Card(h.passage, h.document, None, h.why.spans, how_sure(h.score)) for h in result.hits],
    )


def _found(desk: Desk, document: Document, query: str) -> SearchResult:
    selection = Selection(documents=frozenset({document.id}))
    with st.spinner("Looking" if desk.language.ready else "Loading the language model, once"):
        searcher = desk.language.searcher()
        return desk.derived(
            ("review search", document.id, query),
            lambda: searcher.search(query, FOUND, selection),
        )


def _suggested(desk: Desk, criterion: Criterion, document: Document) -> None:
    st.html('<div class="lis"><h3>Passages to begin with</h3></div>')
    with st.spinner("Looking" if desk.language.ready else "Loading the language model, once"):
        found = _passages_for(desk, criterion, document)
    # The other criteria of the strategy are opened next; looking takes longer than a click may.
    desk.derived(
        ("suggesting", document.id),
        lambda: desk.language.afterwards(partial(_suggest_all, desk, document)),
    )
    if not found:
        note("No passage of this strategy comes near this criterion. Search in your own words.")
        return
    if not any(hit.relevant for hit in found):
        note("Nothing answers this criterion plainly. The nearest passages are:")
    cards = [Card(hit.passage, document, None, hit.why.spans, how_sure(hit.score)) for hit in found]
    _cards(desk, cards)


def _passages_for(desk: Desk, criterion: Criterion, document: Document) -> list[Hit]:
    return desk.derived(
        ("suggested", document.id, criterion.id),
        lambda: suggested_passages(desk.language.searcher(), criterion, document.id),
    )


def _suggest_all(desk: Desk, document: Document) -> None:
    for criterion in desk.office.framework.criteria:
        _passages_for(desk, criterion, document)


def _cards(desk: Desk, cards: list[Card]) -> None:
    analyses = desk.analyses([card.passage.id for card in cards])
    full = [Card(c.passage, c.document, analyses.get(c.passage.id), c.marks, c.sure) for c in cards]
    with st.container(height=HEIGHT, border=False):
        markup = cards_html(full, desk.office.framework, address.read("passage"))
        leave(draw(markup, "review-cards", on_press=_turn, keys=True))


def _like_cases(desk: Desk, who: Person, review: Review, criterion: Criterion) -> None:
    book = Casebook.of(desk.office)
    st.html('<div class="lis"><h3>Passages like this were judged so elsewhere</h3></div>')
    try:
        found = like_cases(book, review.id, criterion.id, desk.office.embedder.id, who=who)
    except ReviewError as error:
        note(str(error))
        return
    if not found:
        note("No submitted review of another place has evidence like yours.")
        return
    st.html(like_cases_html(found, criterion))


def like_cases_html(found: list[LikeCase], criterion: Criterion) -> str:
    """Return judgements of other places, the likest first; nobody is named."""
    items = []
    for case in found:
        rated = "Not relevant here"
        if case.rating:
            point = criterion.point(case.rating)
            rated = f"{point.value}, {point.name}"
        how = " after moderation" if case.moderated else ""
        quote = f"“{text(case.quote)}”" if case.quote else "No evidence was found there either."
        page = f", page {text(case.printed)}" if case.printed else ""
        items.append(
            f'<li class="lis-card"><div class="lis-source">{text(rated)}{how} '
            f"<span>· {text(case.place)}{page}</span></div>"
            f'<blockquote class="lis-quote">{quote}</blockquote></li>'
        )
    return f'<div class="lis"><ol class="lis-cards">{"".join(items)}</ol></div>'
