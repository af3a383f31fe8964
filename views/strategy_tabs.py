"""The parts of the Strategy screen, each drawn only when it is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from index.corpus import Corpus
from index.coverage.places_by_labels import CellState, Coverage, coverage
from index.errors import UnknownPassageError
from ingest.document import BODY_KINDS, Document, Passage
from nlp.theme import Span
from views import address
from views.commitments_table import (
    COLUMNS,
    FIRST_COLUMNS,
    commitments_html,
    row_named,
    rows_csv,
    rows_of,
)
from views.desk import Desk
from views.evidence_card import Card, cards_html
from views.heatmap import Measure, sign, state_words
from views.markup import Press, button, draw, note, table, text
from views.navigation import go
from views.overlap_words import address_of, list_html, overlap_id
from views.overlaps_found import overlaps_of_document
from views.page_viewer import draw_page
from views.read_mark import draw_read_mark
from views.reading import leave, opened_sheet, passages_of, turn
from views.requirements_check import check, check_soon, checklist_html
from views.standing import standing
from views.tints import chip
from views.wording import counted, how_sure

LISTED: Final = 50  # overlaps: more than anybody reads in one sitting
HEIGHT: Final = 760  # pixels of a scrolling list: about the height of the page beside it


def read_tab(desk: Desk, document: Document) -> None:
    """The page at the right, its passages at the left, in step."""
    check_soon(desk, document.id)
    passages = passages_of(desk, document.id)
    current = _opened(desk, document)
    sheet = opened_sheet(document, current)
    left, right = st.columns(2, gap="large")
    with left:
        here = [p for p in passages if any(box.sheet == sheet for box in p.boxes)]
        _contents(document, passages, [current] if current else here)
        if here:
            draw_read_mark(desk, here)
            _cards(desk, document, here, "read-cards")
        else:
            note(
                "No passage was read on this sheet: it has a picture, a cover, "
                "or text that could not be read."
            )
    with right, st.container(key="reader"):
        _page(desk, document, passages, sheet, current)


def _contents(document: Document, passages: Sequence[Passage], here: Sequence[Passage]) -> None:
    chapters: dict[str, int] = {}
    for passage in passages:
        if passage.headings:
            chapters.setdefault(passage.headings[0], passage.sheet)
    if len(chapters) < 2:
        return
    names = list(chapters)
    lies_in = next((p.headings[0] for p in here if p.headings), None)
    # The key names the chapter, so that turning to another one shows it.
    key = f"chapter-{document.id}-{lies_in}"
    st.selectbox(
        "Chapter",
        names,
        index=names.index(lies_in) if lies_in else None,
        placeholder="Choose a chapter",
        key=key,
        on_change=lambda: address.write(
            sheet=str(chapters[st.session_state[key]]), passage="", document=document.id
        ),
    )


def _opened(desk: Desk, document: Document) -> Passage | None:
    id_ = address.read("passage")
    if not id_:
        return None
    try:
        passage = desk.store.passage(id_)
    except UnknownPassageError:
        st.warning("The passage in the address is no longer here: the strategy was read again.")
        return None
    return passage if passage.document_id == document.id else None


def _page(
    desk: Desk,
    document: Document,
    passages: Sequence[Passage],
    sheet: int,
    current: Passage | None,
    quote: Span | None = None,
) -> None:
    def turn_here(press: Press) -> None:
        address.write(document=document.id)
        turn(press)

    leave(
        draw_page(desk, document, passages, sheet, current, "strategy-page", turn_here, quote=quote)
    )


def _beside(desk: Desk, document: Document, nothing: str, quote: Span | None = None) -> None:
    """Draw the opened page beside a list, or say how to open one."""
    current = _opened(desk, document)
    if current is None and not address.read("sheet"):
        note(nothing)
        return
    passages = passages_of(desk, document.id)
    _page(desk, document, passages, opened_sheet(document, current), current, quote)


def _cards(
    desk: Desk, document: Document, passages: Sequence[Passage], key: str, label: str = ""
) -> None:
    analyses = desk.analyses([passage.id for passage in passages])
    cards = []
    for passage in passages:
        analysis = analyses.get(passage.id)
        tag = next((t for t in analysis.themes if t.label == label), None) if analysis else None
        sure = how_sure(tag.probability) if tag else ""
        cards.append(Card(passage, document, analysis, (), sure))
    opened = address.read("passage")
    markup = cards_html(cards, desk.office.framework, opened)
    with st.container(height=HEIGHT, border=False):
        leave(draw(markup, key, on_press=turn, keys=True))


def commitments_tab(desk: Desk, document: Document) -> None:
    """Every commitment with its slots; a row opens its page."""
    passages = passages_of(desk, document.id)
    rows = rows_of(passages, desk.analyses_of(document.id, [p.id for p in passages]))
    if not rows:
        note("No commitment was found in this strategy.")
        return
    told = counted(len(rows), "commitment")
    one, two, three = st.columns([4, 2, 2], vertical_alignment="center")
    one.html(f'<p class="lis"><b>{told}</b>. Choose one to see its page.</p>')
    every = two.checkbox("Show every column", key="columns", bind="query-params")
    name = f"commitments-{document.id}.csv"
    three.download_button("Download as CSV", rows_csv(rows), name, "text/csv")
    # With every column the page goes below: beside them it would leave each a few letters.
    left, right = (st.container(), st.container()) if every else st.columns([3, 2], gap="medium")
    with left, st.container(height=420 if every else HEIGHT, border=False):
        columns = COLUMNS if every else FIRST_COLUMNS
        drawn = commitments_html(rows, columns, address.read("sort"), address.read("commitment"))
        draw(drawn, "commitments", on_press=_turn_commitments, keys=True)
    with right, st.container(key="reader"):
        chosen = row_named(rows, address.read("commitment"))
        if chosen is None:
            _beside(desk, document, "Choose a commitment to see its page here.")
        else:
            promise = Span(chosen.commitment.start, chosen.commitment.end)
            _beside(desk, document, "", promise)


def _turn_commitments(press: Press) -> None:
    if press.act == "sort":
        address.write(sort=press.id)
    else:
        passage = press.id.partition(".")[0]
        address.write(commitment=press.id, passage=passage, sheet="")


def coverage_tab(desk: Desk, document: Document) -> None:
    """Label by label, what the strategy says beside what the other places say."""
    mine = coverage_of(desk, document)
    left, right = st.columns(2, gap="large")
    with left:
        st.html(
            '<p class="lis">Shares are of body passages, so that long and short strategies '
            "compare. Elsewhere means the current strategies of all other places.</p>"
        )
        draw(compared_html(desk, document, mine), "compared", on_press=_label)
    label = address.read("label")
    with right, st.container(key="reader"):
        if address.read("passage"):
            close = Press("close", "")
            st.button("Back to the passages", on_click=turn, args=(close,), type="tertiary")
            _beside(desk, document, "")
        elif label in desk.office.framework.label_ids:
            cell = mine.cell(document.about.place, label)
            words = state_words(cell, Measure.PASSAGES)
            st.html(
                f'<div class="lis"><h2>{chip(desk.office.framework, label)}</h2>'
                f"<p>{text(words[0].upper() + words[1:])}.</p></div>"
            )
            _cards(
                desk, document, desk.store.passages_by_id(cell.evidence), "coverage-cards", label
            )
        else:
            note("Choose a label to read its passages here.")


def coverage_of(desk: Desk, document: Document) -> Coverage:
    """Count one document alone, whether or not it is the current one of its place."""
    passages = [p for p in passages_of(desk, document.id) if p.kind in BODY_KINDS]
    held = desk.analyses_of(document.id, [passage.id for passage in passages])
    kept = {passage.id for passage in passages}
    analyses = {id_: analysis for id_, analysis in held.items() if id_ in kept}
    alone = Corpus((document,), tuple(passages), analyses, {}, {}, {})
    return coverage(alone, desk.office.framework.label_ids)


def _label(press: Press) -> None:
    address.write(label=press.id, passage="", sheet="")


def compared_html(desk: Desk, document: Document, mine: Coverage) -> str:
    """Return a row per label: this strategy beside the current ones of all other places."""
    everywhere, place = standing(desk).coverage, document.about.place
    size = mine.rows[0].passages
    others = sum(held.passages for held in everywhere.rows if held.place != place)
    rows = []
    for label in desk.office.framework.labels:
        cell = mine.cell(place, label.id)
        there = sum(
            c.passages for c in everywhere.cells if c.label == label.id and c.place != place
        )
        state = "" if cell.state is CellState.STATED else sign(cell.state)
        rows.append(
            f'<tr><th scope="row"><span class="lis-tint" style="border-color:{label.tint}">'
            f"{button('label', label.id, label.name)}</span></th>"
            f'<td class="lis-n">{state or cell.passages}</td>'
            f'<td class="lis-n">{_share(cell.passages, size)}</td>'
            f'<td class="lis-n">{_share(there, others)}</td>'
            f'<td class="lis-n">{cell.commitments}</td><td class="lis-n">{cell.firm}</td></tr>'
        )
    numeric = ("Passages", "Share here", "Share elsewhere", "Commitments", "Firm")
    return table(("Label", *numeric), rows, numeric)


def _share(part: int, of: int) -> str:
    return f"{100 * part / of:.0f}%" if of else "no other"


def requirements_tab(desk: Desk, document: Document) -> None:
    """The framework's requirements, each with passages that may show it."""
    left, right = st.columns(2, gap="large")
    with left:
        st.html(
            '<p class="lis">Passages to begin with, found by searching. Whether they show what is '
            "asked is for a reviewer to say.</p>"
        )
        leave(draw(checklist_html(check(desk, document.id)), "checklist", on_press=turn))
    with right, st.container(key="reader"):
        _beside(desk, document, "Open a passage to see its page here.")


def overlaps_tab(desk: Desk, document: Document) -> None:
    """What other places say alike; each leads to both pages side by side."""
    mine = overlaps_of_document(desk, document.id)
    if not mine:
        note(
            "No overlap with another place was found. "
            "A draft is not compared once its final is here."
        )
        return
    if len(mine) > LISTED:
        told = f"{counted(len(mine), 'overlap')}, the surest {LISTED} listed. "
        st.html(f'<p class="lis"><b>{told}</b>The Overlaps screen has all of them.</p>')
    press = draw(list_html(mine[:LISTED], ""), "strategy-overlaps", keys=True)
    if press is not None:
        go("overlaps", address_of(next(o for o in mine if overlap_id(o) == press.id)))


def problems_tab(desk: Desk, document: Document) -> None:
    """What could not be read, and why."""
    if not document.problems:
        note("Every sheet of this strategy was read.")
        return
    left, right = st.columns(2, gap="large")
    with left:
        leave(draw(problems_html(document), "problems", on_press=turn))
    with right, st.container(key="reader"):
        _beside(desk, document, "Open a sheet to see it here.")


def problems_html(document: Document) -> str:
    """Return the problems as a table; those of one sheet open it."""
    rows = []
    for problem in document.problems:
        sheet = str(problem.sheet or "")
        where = button("sheet", sheet, f"Sheet {sheet}") if sheet else "Whole file"
        rows.append(f"<tr><td>{where}</td><td>{text(problem.message)}</td></tr>")
    return table(("Where", "What"), rows)
