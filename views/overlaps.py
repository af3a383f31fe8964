"""Overlaps: who else says it, told as sentences, with the pages side by side."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from index.corpus import Corpus, read_corpus
from index.opportunities import opportunities
from index.overlap_cache import cached_overlaps
from index.overlaps import FLOOR, Member, Overlap, all_overlaps
from index.places import load_places, tiles_of
from index.relations import OVERLAPS, Relation
from index.verdicts import Given, Pair, Verdict, give_verdict, heeding, verdicts
from index.workspace import Workspace
from nlp.theme import Span
from review.permissions import Action
from views import address
from views.desk import Desk, now, open_desk
from views.markup import Press, draw, note, text
from views.overlap_network import network_option
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
from views.page_viewer import draw_page
from views.people import able, acting, tried
from views.reading import leave, passages_of
from views.slots_table import slots_html
from views.standing import current_corpus
from views.tile_map import Tile, tiles_html
from views.wording import counted, how_sure

ROOT: Final = Path(__file__).resolve().parents[1]

ELSEWHERE_FROM: Final = 3_000
"""Passages from which overlaps are found in another process: below it that takes a second or two,
about as long as a process takes to start."""

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
    given = verdicts(desk.store.engine)
    relations, themes, places, shape = _controls(desk, corpus)
    latest = max((one.at for one in given.values()), default=None)
    # Ranking thousands anew takes longer than a click may: once per verdict and per choice.
    heeded = desk.derived(("heeded", len(given), latest), lambda: heeding(everything, given))
    found = desk.derived(
        ("chosen", len(given), latest, tuple(relations), tuple(themes), tuple(places)),
        lambda: chosen(heeded, corpus, relations or OVERLAPS, themes, places),
    )
    if shape == "Network":
        _network(found)
    elif shape == "Map":
        _map(corpus, found)
    elif shape == "Opportunities":
        _opportunities(found)
    else:
        _list(desk, found, everything, given)


def overlaps_of(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    """Return the current strategies and everything they share, found once per change."""
    with st.spinner("Comparing the strategies"):
        return find_overlaps_once(desk)


def find_overlaps_once(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    """Return the same without a word on the screen, for the background too."""
    return desk.derived("overlaps", lambda: _overlaps(desk))


def _overlaps(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    desk.language.searcher()  # loads the models, once for all
    workspace, embedder = desk.office.workspace, desk.office.embedder.id
    corpus = current_corpus(desk)
    if len(corpus.passages) < ELSEWHERE_FROM:
        whole = read_corpus(desk.store, embedder)
        return whole, all_overlaps(whole)
    found = cached_overlaps(workspace, corpus, embedder)
    if found is None:
        find_elsewhere(workspace, embedder)
        found = cached_overlaps(workspace, corpus, embedder)
    if found is None:  # the other process failed, or a strategy came in meanwhile
        found = all_overlaps(read_corpus(desk.store, embedder))
    return corpus, found


def find_elsewhere(workspace: Workspace, embedder: str) -> None:
    """Fill the cache in a process of its own and wait for it."""
    call = [sys.executable, "-m", "index.overlap_cache", "--workspace", str(workspace.folder)]
    subprocess.run(  # noqa: S603  our own module, no shell
        [*call, "--embedder", embedder], cwd=ROOT, check=False, capture_output=True
    )


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
        if overlap.relation in OVERLAPS and overlap.confidence < FLOOR:
            continue  # as `lis overlaps` does
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


def _list(
    desk: Desk,
    found: Sequence[Overlap],
    everything: Sequence[Overlap],
    given: Mapping[Pair, Given],
) -> None:
    aside = desk.derived(
        "set aside", lambda: sum(overlap.relation not in OVERLAPS for overlap in everything)
    )
    if not found:
        note("No overlap fits these choices. Take one away to see more.")
        return
    opened = address.read("overlap")
    shown = next((overlap for overlap in found if overlap_id(overlap) == opened), found[0])
    left, right = st.columns([3, 8], gap="medium")
    with left:
        words = summary_words(len(found), min(LISTED, len(found)), aside)
        st.html(f'<p class="lis"><b>{text(words)}</b></p>')
        with st.container(height=900, border=False):
            draw(
                list_html(found[:LISTED], overlap_id(shown)),
                "overlap-list",
                on_press=_turn,
                keys=True,
            )
    with right, st.container(key="reader"):
        if opened and overlap_id(shown) != opened:
            note("The overlap in the address is not among these. The first of the list is shown.")
        _side_by_side(desk, shown, given)


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


def _opportunities(found: Sequence[Overlap]) -> None:
    groups = opportunities(found, load_places())
    if not groups:
        note("No overlap that fits these choices is a reason to act together.")
        return
    st.html(
        '<p class="lis">Places that could act together, by what they say. '
        "Where to begin reading, not a recommendation.</p>"
    )
    draw(opportunities_html(groups[:LISTED], len(groups)), "opportunities", on_press=_turn)


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
    lie = tiles_of(load_places(), corpus.places)
    draw(tiles_html(tiles, lie), "overlap-map", on_press=_turn)
