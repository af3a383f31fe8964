"""Correcting the tags of a passage: accept, reject, add, with the machine's word kept beside."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from index.errors import UnknownPassageError
from index.storage.tag_decisions import Said, TagDecision, last_decisions
from ingest.document import Passage
from nlp.analysis import Analysis
from nlp.theme import Span
from review.casebook import Casebook
from review.permissions import Action
from review.person import Person
from review.tags import decide_tag
from views.codebook import draw_codebook
from views.desk import Desk, now
from views.people import allow, ask_who, current_person, tried
from views.tints import chip
from views.wording import how_sure

SAID = {Said.ACCEPT: "accepted", Said.REJECT: "rejected", Said.ADD: "added"}


def correct_tags(desk: Desk, passage_id: str, marked: Span | None) -> None:
    """Open the dialog for a passage; words `marked` in it show why a label is added."""
    who = current_person(desk)
    if who is None:
        ask_who(desk, "A correction is kept under your name. Choose it, then correct again.")
        return
    if not tried(lambda: allow(desk.store.engine, who, Action.TAG)):
        return
    try:
        passage = desk.store.passage(passage_id)
    except UnknownPassageError:
        st.warning("This passage is no longer here: its strategy was removed or read again.")
        return
    _dialog(desk, who, passage, marked)


@st.dialog("Correct tags", width="medium")
def _dialog(desk: Desk, who: Person, passage: Passage, marked: Span | None) -> None:
    st.html(f'<blockquote class="lis lis-quote">{_quote(passage, marked)}</blockquote>')
    framework = desk.office.framework
    analysis = desk.store.machine_analyses_by_id([passage.id]).get(passage.id)
    decisions = {
        label: decision
        for (id_, label), decision in last_decisions(desk.store.engine).items()
        if id_ == passage.id
    }
    book = Casebook.of(desk.office)

    def decide(label: str, said: Said, spans: Sequence[Span] = ()) -> None:
        if tried(lambda: decide_tag(book, passage.id, label, said, spans, who=who, at=now())):
            st.rerun()

    shown = [id_ for id_ in framework.label_ids if _is_shown(id_, analysis, decisions)]
    if not shown:
        st.write("This passage has no label.")
    for label in shown:
        name, yes, no = st.columns([5, 1, 1], vertical_alignment="center")
        name.html(
            f'<div class="lis">{chip(framework, label)} {_words(label, analysis, decisions)}</div>'
        )
        held = decisions.get(label)
        if yes.button("Right", key=f"right-{label}", disabled=bool(held and held.holds)):
            decide(label, Said.ACCEPT)
        if no.button("Wrong", key=f"wrong-{label}", disabled=bool(held and not held.holds)):
            decide(label, Said.REJECT)
    others = [id_ for id_ in framework.label_ids if id_ not in shown]
    draw_codebook(framework)
    with st.form("add-label", border=False):
        added = st.selectbox(
            "Add a label",
            others,
            index=None,
            format_func=lambda id_: framework.label(id_).name,
            placeholder="Choose a label",
        )
        if marked:
            st.caption("The words that you marked are kept with it.")
        if st.form_submit_button("Add") and added:
            decide(added, Said.ADD, [marked] if marked else [])


def _is_shown(label: str, analysis: Analysis | None, decisions: dict[str, TagDecision]) -> bool:
    given = analysis is not None and any(t.label == label for t in analysis.accepted)
    return given or label in decisions


def _words(label: str, analysis: Analysis | None, decisions: dict[str, TagDecision]) -> str:
    """Return what the machine and the last person said of a label, each by its own."""
    tag = next((t for t in analysis.themes if t.label == label), None) if analysis else None
    machine = "The tool does not give it."
    if tag is not None and tag.accepted:
        machine = f"The tool gives it. {how_sure(tag.probability)}."
    elif tag is not None:
        machine = f"The tool does not give it. {how_sure(tag.probability)}."
    held = decisions.get(label)
    if held is None:
        return machine
    return f"{machine} {SAID[held.said].capitalize()} by {held.by} on {held.at:%-d %B %Y}."


def _quote(passage: Passage, marked: Span | None) -> str:
    from views.evidence_card import marked as with_marks

    return with_marks(passage.text, [marked] if marked else [])
