"""Overlaps: who else says it, told as sentences, with the pages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from index.comparing.overlaps import Member, Overlap
from index.comparing.relations import Relation
from index.comparing.verdicts import Given, Pair, Verdict, give_verdict, verdicts
from index.corpus import Corpus
from index.places import load_places, tiles_of
from nlp.theme import Span
from review.permissions import Action
from views import address
from views.desk import Desk, now, open_desk
from views.markup import Press, draw, note, text
from views.overlap_network import CROWDED, network_option, places_in
from views.overlap_words import (
    RELATION,
    by_pair,
    list_html,
    opportunities_html,
    overlap_id,
    pairs_html,
    places_of,
    summary_words,
    verdict_html,
)
from views.overlaps_found import (
    Shown,
    opportunities_in,
    overlaps_of,
    overlaps_shown,
    sorted_overlaps,
)
from views.page_viewer import draw_page
from views.people import able, acting, tried
from views.reading import leave, passages_of
from views.slots_table import slots_html
from views.tile_map import Tile, tiles_html
from views.wording import counted, how_sure

LISTED: Final = 50
"""Overlaps listed at once; more than anybody reads in one sitting."""


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    st.title("Overlaps")
    if len(desk.places()) < 2:
        note("Overlaps need strategies of two places or more. Add another strategy.")
        return
    corpus, _ = overlaps_of(desk)
    given = verdicts(desk.store.engine)
    relations, themes, places, shape = _controls(desk, corpus)
    shown = overlaps_shown(desk, given, relations, themes, places)
    if shape == "Network":
        _network(desk, shown)
    elif shape == "Map":
        _map(desk, corpus, shown)
    elif shape == "Opportunities":
        _opportunities(desk, shown)
    else:
        _list(desk, shown, given)


def _controls(desk: Desk, corpus: Corpus) -> tuple[list[Relation], list[str], list[str], str]:
    framework = desk.office.framework
    relations = st.pills(
        "Relation",
        list(Relation),
        selection_mode="multi",
        format_func=lambda relation: RELATION[relation],
        key="relation",
        bind="query-params",
        on_change=_close,
    )
    one, two, three = st.columns([3, 3, 4])
    themes = one.multiselect(
        "About",
        list(framework.label_ids),
        format_func=lambda id_: framework.label(id_).name,
        key="theme",
        bind="query-params",
        placeholder="All labels",
        on_change=_close,
    )
    places = two.multiselect(
        "Places",
        list(corpus.places),
        key="place",
        bind="query-params",
        placeholder="All places",
        on_change=_close,
    )
    shape = three.segmented_control(
        "Show as",
        ["List", "Opportunities", "Network", "Map"],
        default="List",
        key="view",
        bind="query-params",
        required=True,
    )
    return list(relations or ()), list(themes or ()), list(places or ()), shape or "List"


def _close() -> None:
    address.write(overlap="", side="", left="", right="")


def _turn(press: Press) -> None:
    if press.act == "open":
        address.write(overlap=press.id, side="", left="", right="")
    elif press.act == "side":
        address.write(side=press.id, right="")
    elif press.act == "overlap":
        st.session_state["view"] = "List"
        address.write(overlap=press.id, side="", left="", right="")
    elif press.act == "pair":
        st.session_state["place"] = press.id.split("|")
        st.session_state["view"] = "List"
        _close()
    elif press.act == "place":
        st.session_state["place"] = [press.id]
        st.session_state["view"] = "List"
        _close()


def _list(desk: Desk, shown: Shown, given: Mapping[Pair, Given]) -> None:
    found = shown.overlaps
    if not found:
        note("No overlap fits these choices. Take one away to see more.")
        return
    opened = address.read("overlap")
    current = shown.by_id.get(opened, found[0])
    left, right = st.columns([3, 8], gap="medium")
    with left:
        aside = sorted_overlaps(desk).aside
        words = summary_words(len(found), min(LISTED, len(found)), aside)
        st.html(f'<p class="lis"><b>{text(words)}</b></p>')
        with st.container(height=900, border=False):
            draw(
                list_html(found[:LISTED], overlap_id(current)),
                "overlap-list",
                on_press=_turn,
                keys=True,
            )
    with right, st.container(key="reader"):
        if opened and overlap_id(current) != opened:
            note("The overlap in the address is not among these. The first of the list is shown.")
        _side_by_side(desk, current, given)


def _side_by_side(desk: Desk, overlap: Overlap, verdicts_given: Mapping[Pair, Given]) -> None:
    st.html(
        f'<div class="lis"><h2>{text(RELATION[overlap.relation])}</h2>'
        f"<p>{text(overlap.why)} {text(how_sure(overlap.confidence))}.</p></div>"
    )
    given = address.read("side")
    side = int(given) if given.isdecimal() and 0 < int(given) < len(overlap.members) else 1
    _verdict(desk, overlap.members[0], overlap.members[side], verdicts_given)
    one, two = st.columns(2)
    with one:
        _page(desk, overlap.members[0], "left")
    with two:
        _page(desk, overlap.members[side], "right")
    leave(draw(slots_html(overlap.members, (0, side)), "slots", on_press=_turn))


def _verdict(desk: Desk, left: Member, right: Member, given: Mapping[Pair, Given]) -> None:
    said = given.get(frozenset((left.passage.id, right.passage.id)))
    drawn = verdict_html(said, able=able(desk, Action.JUDGE_OVERLAP))
    press = draw(drawn, "verdict")
    if press is None:
        return

    def judge() -> None:
        by = acting(desk, Action.JUDGE_OVERLAP)
        pair = (left.passage.id, right.passage.id)
        give_verdict(desk.store.engine, *pair, Verdict(press.id), at=now(), by=by)

    if tried(judge):
        st.rerun()


def _page(desk: Desk, member: Member, where: str) -> None:
    given = address.read(where)
    sheets = len(member.document.pages)
    quote = Span(member.start, member.end)
    lit = desk.pictures.quote_boxes(
        desk.office.workspace.pdf(member.document.id), member.passage, quote.start, quote.end
    )
    sheet = int(given) if given.isdecimal() and 1 <= int(given) <= sheets else lit[0].sheet
    passages = passages_of(desk, member.document.id)

    def turn(press: Press) -> None:
        if press.act == "sheet":
            address.write(**{where: press.id})

    press = draw_page(
        desk,
        member.document,
        passages,
        sheet,
        member.passage,
        f"page-{where}",
        turn,
        beside=True,
        quote=quote,
    )
    if press is not None and press.act == "open":
        leave(Press("strategy", press.id))
    leave(press)


def _opportunities(desk: Desk, shown: Shown) -> None:
    groups = opportunities_in(desk, shown)
    if not groups:
        note("No overlap that fits these choices is a reason to act together.")
        return
    st.html(
        '<p class="lis">Places that could act together, by what they say. '
        "Where to begin reading, not a recommendation.</p>"
    )
    draw(opportunities_html(groups[:LISTED], len(groups)), "opportunities", on_press=_turn)


def _network(desk: Desk, shown: Shown) -> None:
    pairs = desk.derived(("overlap pairs", shown.choice), lambda: by_pair(shown.overlaps))
    if not pairs:
        note("No overlap fits these choices. Take one away to see more.")
        return
    crowded = len(places_in(pairs)) >= CROWDED
    left, right = st.columns([3, 2] if crowded else 2, gap="large")
    with left:
        if crowded:
            st.html(
                '<p class="lis lis-soft">Of each place the two with which it has most in common '
                "are drawn; the table has every pair.</p>"
            )
        st.echarts_chart(
            network_option(pairs),
            height=760 if crowded else 560,
            renderer="svg",
            alt="Places joined by their overlaps; the table beside it says the same",
        )
    with right:
        twin = desk.derived(("overlap pairs told", shown.choice), lambda: pairs_html(pairs))
        draw(twin, "pairs", on_press=_turn)


def _map(desk: Desk, corpus: Corpus, shown: Shown) -> None:
    def work_out() -> Mapping[str, tuple[int, set[str]]]:
        """Return of each place how many overlaps it has, and with whom."""
        held: dict[str, tuple[int, set[str]]] = {place: (0, set()) for place in corpus.places}
        for overlap in shown.overlaps:
            here = places_of(overlap)
            for place in here:
                number, others = held[place]
                held[place] = number + 1, others | {other for other in here if other != place}
        return held

    tiles = []
    for place, (number, others) in desk.derived(("overlap map", shown.choice), work_out).items():
        line = f"{counted(number, 'overlap')} with {counted(len(others), 'place')}"
        tiles.append(Tile(place, line, "#1d70b8" if number else "#b1b4b6"))
    lie = tiles_of(load_places(), corpus.places)
    draw(tiles_html(tiles, lie), "overlap-map", on_press=_turn)
