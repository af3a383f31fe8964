"""Overlaps: who else says it, told as sentences, with the pages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from index.corpus import Corpus, read_corpus
from index.overlaps import Member, Overlap, all_overlaps
from index.relations import OVERLAPS, Relation
from views import address
from views.desk import Desk, open_desk
from views.markup import Press, draw, note, text
from views.overlap_network import network_option
from views.overlap_words import (
    RELATION,
    by_pair,
    list_html,
    overlap_id,
    pairs_html,
    places_of,
    summary_words,
)
from views.page_viewer import draw_page
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
    corpus, everything = overlaps_of(desk)
    relations, themes, places, shape = _controls(desk, corpus)
    found = chosen(everything, corpus, relations or OVERLAPS, themes, places)
    if shape == "Network":
        _network(found)
    elif shape == "Map":
        _map(corpus, found)
    else:
        _list(desk, found, everything)


def overlaps_of(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    """Return the current strategies and everything they share, found once per change."""
    with st.spinner("Comparing the strategies"):
        return desk.derived("overlaps", lambda: _overlaps(desk))


def _overlaps(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    desk.language.searcher()  # loads the models, once for all
    corpus = read_corpus(desk.store, desk.office.embedder.id)
    return corpus, all_overlaps(corpus)


def chosen(
    overlaps: Sequence[Overlap],
    corpus: Corpus,
    relations: Sequence[Relation],
    themes: Sequence[str],
    places: Sequence[str],
) -> list[Overlap]:
    """Return the overlaps that fit; of two places or more, those between the places named."""
    kept = []
    for overlap in overlaps:
        here = set(places_of(overlap))
        if overlap.relation not in relations:
            continue
        if places and len(here & set(places)) < min(2, len(places)):
            continue
        if themes and not _labels(overlap, corpus) & set(themes):
            continue
        kept.append(overlap)
    return kept


def _labels(overlap: Overlap, corpus: Corpus) -> set[str]:
    analyses = [corpus.analyses.get(member.passage.id) for member in overlap.members]
    return {tag.label for analysis in analyses if analysis for tag in analysis.accepted}


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
    one, two, three = st.columns([3, 3, 2])
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
        ["List", "Network", "Map"],
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
    elif press.act == "pair":
        st.session_state["place"] = press.id.split("|")
        st.session_state["view"] = "List"
        _close()
    elif press.act == "place":
        st.session_state["place"] = [press.id]
        st.session_state["view"] = "List"
        _close()


def _list(desk: Desk, found: Sequence[Overlap], everything: Sequence[Overlap]) -> None:
    aside = sum(overlap.relation not in OVERLAPS for overlap in everything)
    if not found:
        note("No overlap fits these choices. Take one away to see more.")
        return
    opened = address.read("overlap")
    now = next((overlap for overlap in found if overlap_id(overlap) == opened), found[0])
    left, right = st.columns([4, 7], gap="large")
    with left:
        words = summary_words(len(found), min(LISTED, len(found)), aside)
        st.html(f'<p class="lis"><b>{text(words)}</b></p>')
        with st.container(height=900, border=False):
            draw(
                list_html(found[:LISTED], overlap_id(now)),
                "overlap-list",
                on_press=_turn,
                keys=True,
            )
    with right, st.container(key="reader"):
        if opened and overlap_id(now) != opened:
            note("The overlap in the address is not among these. The first of the list is shown.")
        _side_by_side(desk, now)


def _side_by_side(desk: Desk, overlap: Overlap) -> None:
    st.html(
        f'<div class="lis"><h2>{text(RELATION[overlap.relation])}</h2>'
        f"<p>{text(overlap.why)} {text(how_sure(overlap.confidence))}.</p></div>"
    )
    given = address.read("side")
    side = int(given) if given.isdecimal() and 0 < int(given) < len(overlap.members) else 1
    one, two = st.columns(2)
    with one:
        _page(desk, overlap.members[0], "left")
    with two:
        _page(desk, overlap.members[side], "right")
    leave(draw(slots_html(overlap.members, (0, side)), "slots", on_press=_turn))


def _page(desk: Desk, member: Member, where: str) -> None:
    given = address.read(where)
    sheets = len(member.document.pages)
    sheet = int(given) if given.isdecimal() and 1 <= int(given) <= sheets else member.passage.sheet
    passages = passages_of(desk, member.document.id)

    def turn(press: Press) -> None:
        if press.act == "sheet":
            address.write(**{where: press.id})

    press = draw_page(
        desk, member.document, passages, sheet, member.passage, f"page-{where}", turn, beside=True
    )
    if press is not None and press.act == "open":
        leave(Press("strategy", press.id))
    leave(press)


def _network(found: Sequence[Overlap]) -> None:
    pairs = by_pair(found)
    if not pairs:
        note("No overlap fits these choices. Take one away to see more.")
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.echarts_chart(
            network_option(pairs),
            height=560,
            renderer="svg",
            alt="Places joined by their overlaps; the table beside it says the same",
        )
    with right:
        draw(pairs_html(found), "pairs", on_press=_turn)


def _map(corpus: Corpus, found: Sequence[Overlap]) -> None:
    tiles = []
    for place in corpus.places:
        mine = [overlap for overlap in found if place in places_of(overlap)]
        others = {other for overlap in mine for other in places_of(overlap)} - {place}
        line = f"{counted(len(mine), 'overlap')} with {counted(len(others), 'place')}"
        tiles.append(Tile(place, line, "#1d70b8" if mine else "#b1b4b6"))
    draw(tiles_html(tiles), "overlap-map", on_press=_turn)
