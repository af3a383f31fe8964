"""Portfolio, the home screen: every place by every label, and what is missing from them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from index.places import load_places, tiles_of
from ingest.document import Status
from nlp.commitment import Strength
from nlp.framework import Framework
from views import address
from views.desk import Desk, open_desk
from views.evidence_card import Card, cards_html, grouped_html
from views.heatmap import (
    MEASURES,
    Measure,
    cell_named,
    heatmap_html,
    state_words,
    twin_csv,
    twin_html,
    twin_rows,
)
from views.markup import Press, draw, note, text
from views.navigation import go
from views.portfolio_tables import distinctive_html, missions_html, newest_html, place_tiles
from views.reading import leave, open_page, turn
from views.report_downloads import draw_portfolio_report
from views.standing import OwnNature, Standing, missions_of, own_nature, standing
from views.tile_map import tiles_html
from views.tints import chip
from views.wording import counted, how_sure

HALF: Final = 5
"""Columns of tiles that can be read in half the width of a screen of 1280 pixels."""

CARDS: Final = 30
"""Cards shown for one cell before "Show more"."""


def show() -> None:
    """Draw the screen."""
    desk = open_desk()
    st.title("Portfolio")
    superseded = address.read("drafts") == "counted"
    if not desk.documents():
        _empty()
        return
    _leave_facts(draw(facts_html(desk), "facts", on_press=_turn_facts))
    now = standing(desk, superseded=superseded)
    left, right = st.columns([6, 5], gap="large")
    with left:
        measure = _controls()
        chosen = address.read("place"), address.read("label")
        markup = heatmap_html(now.coverage, desk.office.framework, measure, chosen)
        leave_map(draw(markup, "portfolio-map", on_press=turn_map), now)
        _twin(desk, now)
        with st.expander("Report on all places"):
            draw_portfolio_report(desk)
    with right, st.container(key="reader"):
        _evidence(desk, now, measure, superseded)
    _below(desk, now, superseded)


def _empty() -> None:
    note("There are no strategies yet.")
    if st.button("Add a strategy", type="primary"):
        go("add", {})


def facts_html(desk: Desk) -> str:
    """Return the one line of facts at the top; each leads to what it counts."""
    statuses = [document.about.status for document in desk.documents()]
    published = sum(status in (Status.AGREED, Status.FINAL) for status in statuses)
    kept = desk.counts().values()
    facts = [
        ("strategy", len(statuses), "strategy", "strategies"),
        ("strategy", published, "agreed or final", "agreed or final"),
        ("strategy", len(statuses) - published, "draft or submission", "drafts or submissions"),
        ("find", sum(c.passages for c in kept), "passage", "passages"),
        ("commitments", sum(c.commitments for c in kept), "commitment", "commitments"),
        ("strategy", sum(c.unread for c in kept), "page not read", "pages not read"),
    ]
    parts = [
        f'<button data-act="{leads}" data-id=""><b>{n:,}</b> {one if n == 1 else many}</button>'
        for leads, n, one, many in facts
    ]
    return f'<div class="lis-line">{"".join(parts)}</div>'


def _turn_facts(press: Press) -> None:
    if press.act == "commitments":
        st.session_state["count"] = Measure.COMMITMENTS


def _leave_facts(press: Press | None) -> None:
    if press is not None and press.act in ("strategy", "find"):
        go(press.act, {})


def _controls() -> Measure:
    one, two = st.columns([5, 4], vertical_alignment="bottom")
    measure = one.segmented_control(
        "Count",
        list(Measure),
        format_func=lambda m: MEASURES[m],
        key="count",
        bind="query-params",
        default=Measure.PASSAGES,
        required=True,
    )
    two.checkbox(
        "Count drafts beside finals",
        value=address.read("drafts") == "counted",
        key="drafts-box",
        on_change=_count_drafts,
    )
    return Measure(measure or Measure.PASSAGES)


def _count_drafts() -> None:
    address.write(drafts="counted" if st.session_state["drafts-box"] else "")


def turn_map(press: Press) -> None:
    """Open the cell or the column that was pressed."""
    if press.act == "cell":
        place, label = cell_named(press.id)
        address.write(place=place, label=label, passage="", sheet="", mission="")
    elif press.act == "label":
        address.write(place="", label=press.id, passage="", sheet="", mission="")
    elif press.act == "mission":
        address.write(place="", label="", passage="", sheet="", mission=press.id)
    else:
        turn(press)


def leave_map(press: Press | None, now: Standing) -> None:
    """Go to the strategy of a place that was pressed."""
    if press is not None and press.act == "place":
        documents = {held.place: held.documents for held in now.coverage.rows}
        go("strategy", {"document": documents[press.id][-1]})
    leave(press)


def _twin(desk: Desk, now: Standing) -> None:
    with st.expander("The map as a table"):
        rows = twin_rows(now.coverage, desk.office.framework)
        with st.container(height=320, border=False):
            # Not st.dataframe: that loads pandas, a second of the first three.
            st.html(f'<div class="lis">{twin_html(rows)}</div>')
        st.download_button("Download as CSV", twin_csv(rows), "coverage.csv", "text/csv")


def _evidence(desk: Desk, now: Standing, measure: Measure, superseded: bool) -> None:
    if address.read("passage"):
        st.button(
            "Back to the passages", on_click=turn, args=(Press("close", ""),), type="tertiary"
        )
        open_page(desk, "portfolio-page", "")
        return
    place, label, mission = address.read("place"), address.read("label"), address.read("mission")
    framework = desk.office.framework
    if mission:
        _mission_evidence(desk, mission, superseded)
    elif label in framework.label_ids:
        _label_evidence(desk, now, place, label, measure)
    else:
        note(
            "Choose a cell to read the passages behind its number, "
            "or a label to read it in all places."
        )


def _label_evidence(desk: Desk, now: Standing, place: str, label: str, measure: Measure) -> None:
    framework = desk.office.framework
    cells = [c for c in now.coverage.cells if c.label == label and place in ("", c.place)]
    if not cells:
        st.warning(f"There is no strategy of {place} any more.")
        return
    ids = [id_ for cell in cells for id_ in cell.evidence if place or cell.passages]
    words = state_words(cells[0], measure) if place else counted(len(ids), "passage")
    where = place or "All places"
    st.html(
        f'<div class="lis"><h2>{text(where)} {chip(framework, label)}</h2>'
        f"<p>{text(words[0].upper() + words[1:])}.</p></div>"
    )
    if measure is not Measure.PASSAGES:
        ids = [id_ for id_ in ids if _promises(now, id_, measure)]
    _cards(desk, ids, label, by_place=not place)


def _promises(now: Standing, id_: str, measure: Measure) -> bool:
    commitments = now.corpus.analyses[id_].promises.commitments
    return any(measure is not Measure.FIRM or c.strength is Strength.FIRM for c in commitments)


def _mission_evidence(desk: Desk, wanted: str, superseded: bool) -> None:
    found = missions_of(desk, superseded=superseded)
    state = next((m for m in found if m.mission.id == wanted), None)
    if state is None:
        st.warning("The framework has no such mission.")
        return
    st.html(f'<div class="lis"><h2>{text(state.mission.target.capitalize())}</h2></div>')
    ids = [id_ for ids in (*state.committed.values(), *state.named.values()) for id_ in ids]
    _cards(desk, ids, state.mission.label, by_place=True)


def _cards(desk: Desk, ids: Sequence[str], label: str, *, by_place: bool) -> None:
    given = address.read("most")
    most = int(given) if given.isdecimal() and int(given) else CARDS
    passages = desk.store.passages_by_id(ids[:most])
    analyses = desk.analyses(ids[:most])
    documents = {document.id: document for document in desk.documents()}
    cards = []
    for passage in passages:
        analysis = analyses.get(passage.id)
        tag = next((t for t in analysis.themes if t.label == label), None) if analysis else None
        sure = how_sure(tag.probability) if tag else ""
        cards.append(Card(passage, documents[passage.document_id], analysis, (), sure))
    if not cards:
        return
    listing = grouped_html if by_place else cards_html
    with st.container(height=640, border=False):
        leave(
            draw(listing(cards, desk.office.framework), "portfolio-cards", on_press=turn, keys=True)
        )
        if len(ids) > most:
            st.button(
                f"Show more of {len(ids):,}",
                on_click=address.write,
                kwargs={"most": str(most + CARDS)},
            )


def _below(desk: Desk, now: Standing, superseded: bool) -> None:
    st.divider()
    left, right = st.columns(2, gap="large")
    with left:
        st.header("National missions")
        found = missions_of(desk, superseded=superseded)
        leave(draw(missions_html(found), "missions", on_press=turn_map))
        st.header("Newest submissions")
        newest = newest_html(desk.documents(), desk.derived("added", desk.store.added))
        leave(draw(newest, "newest", on_press=turn_map))
    with right:
        own = own_nature(desk, superseded=superseded)
        st.header("What is distinctive about each place")
        framework = desk.office.framework
        draw(distinctive_html(now.corpus.places, own, framework), "distinctive")
        lie = tiles_of(load_places(), now.corpus.places)
        narrow = max((column for column, _ in lie.values()), default=0) <= HALF
        if narrow:
            _tiles(now, own, framework, lie)
    if not narrow:
        _tiles(now, own, framework, lie)


def _tiles(
    now: Standing, own: OwnNature, framework: Framework, lie: Mapping[str, tuple[int, int]]
) -> None:
    st.header("Places")
    tiles = tiles_html(place_tiles(now.coverage, own, framework), lie)
    leave_map(draw(tiles, "tiles", on_press=turn_map), now)
