"""The chain of a strategy in words: links, gaps, steps, and where it joins the national one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from nlp.commitments.horizon import Horizon
from nlp.framework import Mission
from review.theory.chains import (
    Break,
    BreakKind,
    Chain,
    JudgedLink,
    LinkVerdict,
    feeding,
)
from review.theory.national import Theory
from review.theory.steps import STAGES, Element, Searched, Step
from views.markup import button, table, text
from views.outcomes.page import page_button, quote_html, quoted
from views.wording import STAGE, brief, counted, page_words

LINK_STATE: Final = {"proposed": "Proposed", "confirmed": "Confirmed", "rejected": "Rejected"}
HORIZON: Final = {
    Horizon.SHORT: "Short term",
    Horizon.MEDIUM: "Medium term",
    Horizon.LONG: "Long term",
    Horizon.NOT_STATED: "No date",
}
GAP: Final = {
    BreakKind.MONEY_WITHOUT_ACTIVITY: "Money without an activity",
    BreakKind.ACTIVITY_WITHOUT_OUTCOME: "Activities without an outcome",
    BreakKind.OUTCOME_WITHOUT_INDICATOR: "Outcomes without a measure",
    BreakKind.MISSION_NOT_FED: "Missions that nothing here feeds",
}
FED: Final = 8
"""Promises shown beside a part of the national theory; the rest are counted."""


def state_of(judged: JudgedLink) -> str:
    """Return "proposed", or what a person said of the link."""
    return judged.given.verdict.value if judged.given else "proposed"


def picture_html(svg: str, name: str) -> str:
    """Return a picture in a frame that scrolls, by keyboard too."""
    return (
        f'<div class="lis-picture" tabindex="0" role="region" aria-label="{text(name)}">{svg}</div>'
    )


def key_html() -> str:
    """Return what the lines of the picture mean."""
    line = '<svg viewBox="0 0 34 16" style="width:2.2rem" aria-hidden="true"><path d="M1 8h30"{}/>'
    solid = line.format(' stroke="#505A5F" stroke-width="2"') + "</svg>"
    dashed = line.format(' stroke="#505A5F" stroke-width="2" stroke-dasharray="5 3"') + "</svg>"
    return (
        f'<div class="lis-key"><span>{solid} a person confirmed the link</span>'
        f"<span>{dashed} proposed from the text</span>"
        "<span>Steps that nothing is tied to stand below</span></div>"
    )


def links_html(links: Sequence[JudgedLink], *, able: bool) -> str:
    """Return links with both quotes and, for who may judge them, the two verdicts."""
    return f'<ol class="lis-links">{"".join(_link(judged, able) for judged in links)}</ol>'


def _link(judged: JudgedLink, able: bool) -> str:
    link, given = judged.link, judged.given
    stages = f"{STAGE[link.source.stage]} → {STAGE[link.target.stage]}"
    said = LINK_STATE[state_of(judged)]
    if given:
        said += f" by {given.by}, {given.at:%-d %B %Y}"
    buttons = ""
    if able:
        state = state_of(judged)
        about = brief(link.source.quote, 60)
        buttons = "".join(
            f'<button class="lis-choice" data-act="{verdict.value}" data-id="{text(link.key)}"'
            f' aria-pressed="{"true" if state == verdict.value else "false"}"'
            f' aria-label="{text(f"{words} the link from {about}")}">{words}</button>'
            for verdict, words in (
                (LinkVerdict.CONFIRMED, "Confirm"),
                (LinkVerdict.REJECTED, "Reject"),
            )
        )
        buttons = f'<div class="lis-actions">{buttons}</div>'
    cue = f", by the words “{text(link.cue)}”" if link.cue else ""
    return (
        f'<li class="lis-link" data-item tabindex="-1"><div class="lis-source">{text(stages)} '
        f"<span>· {text(said)}</span></div>{quote_html(link.source)}"
        f'<p class="lis-arrow">leads to{cue}. {text(link.reason)}</p>{quote_html(link.target)}'
        f"{buttons}</li>"
    )


def gaps_html(breaks: Sequence[Break]) -> str:
    """Return gaps under a heading for each kind, with the searches made."""
    by_kind: dict[BreakKind, list[Break]] = defaultdict(list)
    for broken in breaks:
        by_kind[broken.kind].append(broken)
    parts = []
    for kind, name in GAP.items():
        if held := by_kind.get(kind):
            items = "".join(_gap(broken) for broken in held)
            parts.append(f'<h2 class="lis-group">{text(name)} ({len(held)})</h2>')
            parts.append(f'<ol class="lis-links">{items}</ol>')
    return "".join(parts)


def _gap(broken: Break) -> str:
    quote = quote_html(broken.step.element) if broken.step else ""
    return (
        f'<li class="lis-link" data-item tabindex="-1"><b>{text(broken.finding)}</b>{quote}'
        f"{searches_html(broken.searches)}</li>"
    )


def searches_html(searches: Sequence[Searched]) -> str:
    """Return the searches made, a line each."""
    return "".join(f'<p class="lis-searched">{text(s.sentence)}</p>' for s in searches)


def steps_html(chain: Chain) -> str:
    """Return every step by stage, with what it leads to: the twin of the picture."""
    leads: dict[str, list[JudgedLink]] = defaultdict(list)
    for judged in chain.links:
        if judged.stands and judged.from_step:
            leads[judged.from_step.key].append(judged)
    ordered = [step for stage in STAGES for step in chain.steps if step.stage is stage]
    rows = [_step(step, leads[step.key]) for step in ordered]
    heads = ("Stage", "Horizon", "Promise", "Page", "Leads to")
    return table(heads, rows).replace("lis-table", "lis-table lis-promises lis-steps", 1)


def _step(step: Step, leads: Sequence[JudgedLink]) -> str:
    to = "<br>".join(_words(judged.link.target) for judged in leads)
    return (
        f'<tr data-item tabindex="-1"><td>{text(STAGE[step.stage])}</td>'
        f"<td>{text(HORIZON[step.horizon])}</td><td>{_words(step.element)}</td>"
        f"<td>{text(page_words(step.passage))}</td><td>{to}</td></tr>"
    )


def _words(element: Element) -> str:
    return button("quote", quoted(element), brief(element.quote, 220))


def national_html(theory: Theory, chain: Chain, missions: Sequence[Mission]) -> str:
    """Return the national theory with the promises of a strategy that join in at each part."""
    fed = feeding(theory, chain, missions)
    rows = []
    for node in theory.nodes:
        by = f" by {node.by}" if node.by else ""
        target = f'<p class="lis-searched">Target: {text(node.target + by)}</p>' * bool(node.target)
        steps = fed.get(node.id)
        if steps is None:
            joined = "Reached through outcomes"
        elif steps:
            more = len(steps) - FED
            pages = ", ".join(page_button(step.element) for step in steps[:FED])
            rest = f" and {more} more" if more > 0 else ""
            joined = f"<b>{counted(len(steps), 'promise')}</b>: {pages}{rest}"
        else:
            joined = "None here"
        rows.append(
            f"<tr><td>{text(STAGE[node.stage])}</td>"
            f'<th scope="row"><b>{text(node.name)}</b><br>{text(node.statement)}{target}</th>'
            f"<td>{joined}</td></tr>"
        )
    return table(("Stage", "What", "Promises of this strategy"), rows)
