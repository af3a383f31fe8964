"""The logic of one strategy: its picture, its links to confirm, its gaps and all its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from ingest.document import Document
from review.permissions import Action
from review.theory.chains import Chain, LinkVerdict
from review.theory.picture import chain_csv, chain_svg, theory_svg
from review.theory.store import judge_link
from views.desk import Desk, now
from views.markup import draw, note, text
from views.outcomes.desk import allowed, chain_for, theory_of
from views.outcomes.page import HEIGHT, draw_quote, open_quote
from views.outcomes.theory_editing import draw_editing
from views.outcomes.theory_tables import (
    LINK_STATE,
    gaps_html,
    key_html,
    links_html,
    national_html,
    picture_html,
    state_of,
    steps_html,
)
from views.people import current_person, stranger, tried
from views.wording import counted


def theory_tab(desk: Desk, document: Document) -> None:
    """Draw the chain of a strategy in the shape that is chosen."""
    chain = chain_for(desk, document.id)
    if not chain.steps:
        note("No commitment was found in this strategy, so there is no chain to draw.")
        return
    shape = st.segmented_control(
        "Show",
        list(SHAPES),
        default="Picture",
        key="theory",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    SHAPES[shape or "Picture"](desk, chain)


def _picture(_desk: Desk, chain: Chain) -> None:
    about = chain.strategy.document
    svg = chain_svg(chain)
    standing = sum(judged.stands for judged in chain.links)
    said = (
        f"{counted(len(chain.steps), 'promise')} from inputs to impact, "
        f"{counted(standing, 'link')} that the text states, "
        f"{counted(len(chain.breaks), 'gap')}."
    )
    told, one, two = st.columns([6, 2, 2], vertical_alignment="center")
    told.html(f'<p class="lis"><b>{text(said)}</b></p>')
    one.download_button("Download as SVG", svg, f"chain-{about.id}.svg", "image/svg+xml")
    two.download_button("Download as CSV", chain_csv(chain), f"chain-{about.id}.csv", "text/csv")
    draw(key_html(), "chain-key")
    draw(picture_html(svg, "The chain as a picture"), "chain-picture")
    st.html('<p class="lis">“All steps” says the same as a table; every quote opens its page.</p>')


def _links(desk: Desk, chain: Chain) -> None:
    if not chain.links:
        note(
            "No text here says that one promise leads to something else: words such as "
            "“so that”, “leading to” and “in order to”, aims above lists, and targets with "
            "the same indicator were looked for."
        )
        return
    who = allowed(desk, Action.JUDGE_LINK)
    states = {name: sum(state_of(j) == name for j in chain.links) for name in LINK_STATE}
    told = ", ".join(f"{number} {name}" for name, number in states.items())
    st.html(f'<p class="lis"><b>{counted(len(chain.links), "link")}</b>: {told}.</p>')
    wanted = st.pills(
        "Links",
        list(states),
        format_func=lambda name: LINK_STATE[name],
        selection_mode="multi",
        key="links",
        bind="query-params",
        label_visibility="collapsed",
    )
    shown = [judged for judged in chain.links if not wanted or state_of(judged) in wanted]
    if chain.lost:
        note(
            f"{counted(len(chain.lost), 'verdict')} on words that the strategy no longer has. "
            "They are kept."
        )
    if current_person(desk) is None:
        st.html(
            f'<p class="lis lis-soft">Reviewers confirm or reject links. {text(stranger())}</p>'
        )
    if not shown:
        note("No link is in this state. Choose another.")
        return
    left, right = st.columns(2, gap="large")
    with left, st.container(height=HEIGHT, border=False):
        markup = links_html(shown, able=who is not None)
        press = draw(markup, "links-list", on_press=open_quote, keys=True)
    with right:
        draw_quote(desk, "Open a page to see the words of a link here.")
    if press is not None and press.act in set(LinkVerdict) and who is not None:
        judged = next((j for j in chain.links if j.link.key == press.id), None)
        engine, verdict = desk.store.engine, LinkVerdict(press.act)
        if judged is not None and tried(
            lambda: judge_link(engine, judged.link, verdict, who=who, at=now())
        ):
            st.rerun()


def _gaps(desk: Desk, chain: Chain) -> None:
    if not chain.breaks:
        note(
            "No gap was found: money has activities, activities have outcomes, outcomes have "
            "measures, and every mission is fed."
        )
        return
    st.html(
        '<p class="lis">A gap is a question and no fault: the answer may stand in another '
        "document. Under each stands what was looked for.</p>"
    )
    left, right = st.columns(2, gap="large")
    with left, st.container(height=HEIGHT, border=False):
        draw(gaps_html(chain.breaks), "gaps-list", on_press=open_quote, keys=True)
    with right:
        draw_quote(desk, "Open a page to see the words beside a gap here.")


def _steps(desk: Desk, chain: Chain) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(height=HEIGHT, border=False):
        draw(steps_html(chain), "steps-list", on_press=open_quote, keys=True)
    with right:
        draw_quote(desk, "Choose a promise to see its page here.")


def _national(desk: Desk, chain: Chain) -> None:
    theory, edited = theory_of(desk)
    said = f"edited here, version {edited}" if edited else "as it comes with the application"
    st.html(
        f'<p class="lis"><b>{text(theory.name)}</b>, {said}. Beside each part stand the promises '
        "of this strategy that join in there.</p>"
    )
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(height=HEIGHT, border=False):
        missions = desk.office.framework.missions
        markup = national_html(theory, chain, missions)
        draw(markup, "national-list", on_press=open_quote)
    with right:
        draw_quote(desk, "Choose a promise to see its page here.")
    with st.expander("The national theory of change as a picture"):
        svg = theory_svg(theory)
        draw(picture_html(svg, theory.name), "national-picture")
        st.download_button("Download as SVG", svg, f"{theory.id}.svg", "image/svg+xml")
    draw_editing(desk, theory, edited)


SHAPES: Final[dict[str, Callable[[Desk, Chain], None]]] = {
    "Picture": _picture,
    "Links": _links,
    "Broken chains": _gaps,
    "All steps": _steps,
    "National theory": _national,
}
