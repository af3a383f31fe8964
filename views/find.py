"""Find: a question in plain English, its answer as a table and as quotes, and the page beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from index.errors import UnknownPassageError
from index.searching.answers import Answer, answers_by_place
from index.searching.search import Hit, SearchResult
from index.searching.selection import Selection
from ingest.document import Status
from nlp.commitment import Strength
from views import address
from views.desk import Desk, open_desk
from views.evidence_card import Card, grouped_html
from views.markup import button, draw, note, row, table, text
from views.reading import leave, open_page, turn
from views.wording import STATUS, STRENGTH, brief, counted, how_sure, listed, page_words

FIRST: Final = 20
"""Passages shown before "Show more": about as many as a person reads for one question."""

BRIEF: Final = 160
"""Characters of the best passage told in the table."""

WHICH_PLACES: Final = re.compile(
    r"\s*(?:who|where|(?:which|what|do any|does any)\s+(?:other\s+)?"
    r"(?:places?|areas?|regions?|strateg\w+|leps?|parts?))\b",
    re.IGNORECASE,
)
"""Questions whose answer is a list of places; "what is planned for buses?" is not one."""

EXAMPLES: Final = (
    "Which places plan hydrogen production?",
    "Who wants devolved adult education budgets?",
    "Apprenticeships with a target and a date",
    "Trials of driverless vehicles",
    "Care for older people with new technology",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be found: words or a passage that others should resemble, and the filters."""

    query: str
    like: str
    selection: Selection
    most: int


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    st.title("Find")
    asked = _controls(desk)
    if not asked.query and not asked.like:
        _begin(desk)
        return
    try:
        with st.spinner("Looking" if desk.language.ready else "Loading the language model, once"):
            result = desk.derived(("answer", asked), lambda: _answer(desk, asked))
    except UnknownPassageError:
        st.warning(
            "The passage to compare with is no longer here: its strategy was removed or read again."
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        _show_result(desk, asked, result)
    with right, st.container(key="reader"):
        open_page(desk, "find-page", "Open a passage to see its page here.")


def _controls(desk: Desk) -> Asked:
    like = address.read("like")
    query = st.text_input(
        "What are you looking for?",
        key="q",
        bind="query-params",
        placeholder="Ask in plain English; words in double quotes must occur as they are",
        on_change=_asked_anew,
    )
    framework = desk.office.framework
    themes = st.pills(
        "About",
        [label.id for label in framework.labels],
        selection_mode="multi",
        format_func=lambda id_: framework.label(id_).name,
        key="theme",
        bind="query-params",
    )
    one, two, three = st.columns([2, 3, 3])
    strengths = one.pills(
        "Promise",
        list(Strength),
        selection_mode="multi",
        format_func=lambda strength: STRENGTH[strength],
        key="strength",
        bind="query-params",
    )
    statuses = two.pills(
        "Status",
        list(Status),
        selection_mode="multi",
        format_func=lambda status: STATUS[status],
        key="status",
        bind="query-params",
    )
    places = three.multiselect(
        "Places", desk.places(), key="place", bind="query-params", placeholder="All places"
    )
    selection = Selection(
        places=frozenset(places or ()),
        themes=frozenset(themes or ()),
        strengths=frozenset(strengths or ()),
        statuses=frozenset(statuses or ()),
    )
    given = address.read("most")
    most = min(200, int(given)) if given.isdecimal() and int(given) else FIRST
    return Asked((query or "").strip(), like, selection, most)


def _asked_anew() -> None:
    address.write(like="", passage="", sheet="", most="")


def _ask(question: str) -> None:
    st.session_state["q"] = question
    _asked_anew()


def _begin(desk: Desk) -> None:
    if not desk.documents():
        note("There are no strategies yet. Add one, and its passages can be found here.")
        return
    st.header("For example")
    for i, question in enumerate(EXAMPLES):
        st.button(question, key=f"example-{i}", on_click=_ask, args=(question,), type="tertiary")


def _answer(desk: Desk, asked: Asked) -> SearchResult:
    searcher = desk.language.searcher()
    if asked.like:
        return searcher.like(asked.like, asked.most, asked.selection)
    return searcher.search(asked.query, asked.most, asked.selection)


def _show_result(desk: Desk, asked: Asked, result: SearchResult) -> None:
    if asked.like:
        _show_model(desk, asked.like)
    if result.verdict == "found":
        rest = sum(not hit.relevant for hit in result.hits)
        less = f" {counted(rest, 'more passage')} less sure, below." if rest else ""
        st.html(f'<p class="lis" role="status"><b>{text(result.reason)}</b>{less}</p>')
    else:
        note(result.reason)
    if not result.hits:
        return
    relevant = [hit for hit in result.hits if hit.relevant]
    if relevant and not asked.like and WHICH_PLACES.match(asked.query):
        with st.spinner("Asking place by place"):
            answers = desk.derived(("by place", asked), lambda: _answers(desk, asked))
        leave(draw(answers_html(answers), "find-table", on_press=turn))
    _show_hits(desk, result, relevant)
    if len(result.hits) == asked.most:
        st.button("Show more", on_click=address.write, kwargs={"most": str(asked.most + FIRST)})


def _show_model(desk: Desk, like: str) -> None:
    passage = desk.store.passage(like)
    place = desk.document(passage.document_id).about.place
    said = f"Like {place}, {page_words(passage)}: “{' '.join(passage.text.split())[:220]}”"
    st.html(f'<div class="lis lis-note">{text(said)}</div>')
    st.button("Stop comparing with this passage", on_click=_asked_anew, type="tertiary")


def _show_hits(desk: Desk, result: SearchResult, relevant: Sequence[Hit]) -> None:
    opened = address.read("passage")
    framework = desk.office.framework
    ids = tuple(hit.passage.id for hit in result.hits)
    analyses = desk.analyses(ids)
    cards = {
        hit.passage.id: Card(
            hit.passage,
            hit.document,
            analyses.get(hit.passage.id),
            hit.why.spans,
            how_sure(hit.score),
            note_of(hit),
        )
        for hit in result.hits
    }
    rest = [hit for hit in result.hits if not hit.relevant]
    markup = grouped_html([cards[hit.passage.id] for hit in relevant], framework, opened)
    if rest:
        heading = "Nearest passages" if not relevant else "Less sure"
        markup += f'<h2 class="lis-group">{heading}</h2>' if relevant else ""
        markup += grouped_html([cards[hit.passage.id] for hit in rest], framework, opened)
    leave(draw(markup, "find-cards", on_press=turn, keys=True))
    st.caption("Keys: j next, k previous, Enter opens the page.")


def note_of(hit: Hit) -> str:
    """Return why a passage was found, and who else says it."""
    why = (
        f"Words that matched: {', '.join(hit.why.terms)}."
        if hit.why.terms
        else "Near in meaning, in other words."
    )
    others = sorted({other.document.about.place for other in hit.also} - {hit.document.about.place})
    return f"{why} Also said, in the same words, by {listed(others)}." if others else why


def _answers(desk: Desk, asked: Asked) -> list[Answer]:
    places = asked.selection.places or desk.places()
    return answers_by_place(desk.language.searcher(), asked.query, places, asked.selection)


def answers_html(answers: Sequence[Answer]) -> str:
    """Return the answer place by place; those where nothing was found share the last row."""
    rows = []
    for answer in answers:
        if answer.passage is None:
            continue
        page = page_words(answer.passage)
        name = f"Open {page} of {answer.place}"
        opens = button("open", answer.passage.id, page, css="lis-whole", name=name)
        rows.append(row(text(answer.place), "Yes", text(brief(answer.words, BRIEF)), opens))
    silent = [answer.place for answer in answers if not answer.found]
    if silent:
        rows.append(row(text(listed(silent)), "Not found", "", ""))
    return table(("Place", "Says so", "Best passage", "Page"), rows)
