"""The portfolio logframe: the same measure across places, and what can be added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from review.logframes.indicators import Aligned, Measured, Sense
from review.logframes.logframe import NOT_STATED
from review.logframes.portfolio import portfolio_xlsx
from views import address
from views.desk import Desk
from views.markup import draw, note, table, text
from views.outcomes.desk import aligned_of
from views.outcomes.logframe_tab import XLSX
from views.outcomes.page import HEIGHT, draw_quote, open_quote, page_button
from views.wording import counted, listed

SHARED: Final = "Measured by two places or more"
SUMS: Final = "Adds up"
EVERY: Final = "All"
LISTED: Final = 40
"""Measures shown before "Show more": of forty strategies all would take the browser a second."""


def draw_portfolio_logframe(desk: Desk) -> None:
    """Draw measures side by side, with the page of each target."""
    aligned = aligned_of(desk)
    if not aligned:
        note("No strategy here states an indicator with a target.")
        return
    shared = [group for group in aligned if len({m.place for m in group.members}) > 1]
    adding = [group for group in shared if group.sense is Sense.ADDS_UP and group.sums]
    groups = {SHARED: shared, SUMS: adding, EVERY: list(aligned)}
    one, two = st.columns([8, 2], vertical_alignment="center")
    which = one.segmented_control(
        "Measures",
        list(groups),
        default=SHARED if shared else EVERY,
        key="measures",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    two.download_button(
        "Download as xlsx", lambda: portfolio_xlsx(aligned), "portfolio-logframe.xlsx", XLSX
    )
    found = groups[which or SHARED]
    tallies = (
        f"{counted(len(aligned), 'measure')} in all",
        f"{len(shared)} of two places or more",
        f"{len(adding)} that can be added up",
    )
    st.html(f'<p class="lis"><b>{", ".join(tallies)}.</b></p>')
    if not found:
        note(
            "No two places measure the same here."
            if which == SHARED
            else "Nothing can be added up: see with each measure why not."
        )
        return
    given = address.read("most")
    shown = max(LISTED, int(given)) if given.isdecimal() else LISTED
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(height=HEIGHT, border=False):
        draw(measures_html(found[:shown]), "measures-list", on_press=open_quote, keys=True)
        if len(found) > shown:
            words = f"Show more of the {len(found):,}"
            st.button(words, on_click=address.write, kwargs={"most": str(shown + LISTED)})
    with right:
        draw_quote(desk, "Open a page to see where a target stands.")


def measures_html(groups: Sequence[Aligned]) -> str:
    """Return a table for each measure: a row a place, the sums, and what to settle first."""
    return "".join(_group(group) for group in groups)


def _group(group: Aligned) -> str:
    rows = [_member(member) for member in group.members]
    for total in group.sums:
        baseline = f"{total.baseline:,.10g}" if total.baseline is not None else NOT_STATED
        rows.append(
            f'<tr><th scope="row"><b>Sum</b></th><td>{text(listed(list(total.places)))}</td>'
            f"<td>{baseline}</td><td><b>{total.target:,.10g}</b></td>"
            f"<td>{total.by}</td><td></td></tr>"
        )
    adds = "Adds up" if group.sense is Sense.ADDS_UP else "Does not add up"
    said = " ".join((f"{adds}. {group.why}", *group.differences))
    places = counted(len({member.place for member in group.members}), "place")
    heads = ("Place", "Stated as", "Baseline", "Target", "By", "Page")
    name = group.name[:1].upper() + group.name[1:]
    return (
        f'<h2 class="lis-group">{text(name)} <span class="lis-says">({places})</span></h2>'
        f"<p>{text(said)}</p>{table(heads, rows)}"
    )


def _member(member: Measured) -> str:
    c = member.step.commitment
    by = member.step.deadline.text if member.step.deadline else NOT_STATED
    return (
        f'<tr data-item tabindex="-1"><th scope="row">{text(member.place)}</th>'
        f"<td>{text(member.indicator)}</td><td>{text(c.baseline or NOT_STATED)}</td>"
        f"<td>{text(c.target or NOT_STATED)}</td><td>{text(by)}</td>"
        f'<td class="lis-whole">{page_button(member.step.element, member.place)}</td></tr>'
    )
