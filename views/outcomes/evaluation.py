"""How a strategy says it will evaluate, and what evaluations found about such plans elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import streamlit as st

from ingest.document import Document
from review.logframes.logframe import Quote
from review.monitoring.evaluation import WANTED, EvaluationPlan
from review.monitoring.what_works import Match
from views.desk import Desk
from views.markup import draw, note, text
from views.outcomes.desk import matches_for, plan_for
from views.outcomes.page import HEIGHT, draw_quote, open_quote, quote_html
from views.outcomes.theory_tables import searches_html
from views.wording import counted

SURE: Final = {"some": "some evidence", "mixed": "mixed evidence", "little": "little evidence"}


def evaluation_tab(desk: Desk, document: Document) -> None:
    """Draw the findings beside matching promises, then the strategy's own evaluation plan."""
    plan, found = plan_for(desk, document.id), matches_for(desk, document.id)
    shape = st.segmented_control(
        "Show",
        ["Beside the promises", "Evaluation plan"],
        default="Beside the promises",
        key="evaluation",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    if shape == "Evaluation plan":
        _plan(desk, plan)
    else:
        _findings(desk, found)


def _findings(desk: Desk, found: Sequence[Match]) -> None:
    st.html(
        '<p class="lis"><b>Context, not a verdict.</b> What evaluations found about plans of one '
        "kind says where to ask; it does not say how this plan will turn out.</p>"
    )
    if not found:
        note("No promise here names a kind of plan that the findings cover.")
        return
    left, right = st.columns(2, gap="large")
    with left, st.container(height=HEIGHT, border=False):
        draw(findings_html(found), "findings", on_press=open_quote, keys=True)
    with right:
        draw_quote(desk, "Open a page to see the promise here.")


def findings_html(found: Sequence[Match]) -> str:
    """Return each kind with what was found, how sure, who says so, and the promises of it."""
    by_kind: dict[str, list[Match]] = defaultdict(list)
    for match in found:
        by_kind[match.kind.id].append(match)
    parts = []
    for held in by_kind.values():
        kind = held[0].kind
        promises = "".join(
            f'<li class="lis-link" data-item tabindex="-1">{_promise(match)}</li>' for match in held
        )
        parts.append(
            f'<h2 class="lis-group">{text(kind.name)} ({counted(len(held), "promise")})</h2>'
            f"<p>{text(kind.found)}</p><p><b>To ask:</b> {text(kind.ask)}</p>"
            f'<p class="lis-searched">How sure: {text(SURE.get(kind.sure, kind.sure))}. '
            f"Source: {text(kind.source)} ({text(kind.url)})</p>"
            f'<ol class="lis-links">{promises}</ol>'
        )
    return "".join(parts)


def _promise(match: Match) -> str:
    element = match.step.element
    quote = Quote(element.passage, element.start, element.end)
    cue = f'<p class="lis-searched">Matched by “{text(match.cue.text)}”</p>'
    return quote_html(quote) + cue


def _plan(desk: Desk, plan: EvaluationPlan) -> None:
    left, right = st.columns(2, gap="large")
    with left, st.container(height=HEIGHT, border=False):
        draw(plan_html(plan), "evaluation-plan", on_press=open_quote, keys=True)
    with right:
        draw_quote(desk, "Open a page to see what is said of evaluation here.")


def plan_html(plan: EvaluationPlan) -> str:
    """Return what the strategy says on each aspect of its evaluation, or the search made."""
    parts = []
    for stated in plan.stated:
        wanted = WANTED[stated.aspect]
        parts.append(f'<h2 class="lis-group">{text(wanted[0].upper() + wanted[1:])}</h2>')
        if stated.searched:
            parts.append(f"<p>Not stated.</p>{searches_html((stated.searched,))}")
        quotes = "".join(
            f'<li class="lis-link" data-item tabindex="-1">{quote_html(quote)}</li>'
            for quote in stated.quotes
        )
        parts.append(f'<ol class="lis-links">{quotes}</ol>' if quotes else "")
        if stated.more:
            parts.append(f'<p class="lis-searched">and {stated.more} more</p>')
    return "".join(parts)
