"""The chain of one strategy: its steps and links, what people said of them, where it breaks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from index.searching.content_words import content_stems
from nlp.commitment import Stage, Strength
from nlp.framework import Mission
from review.theory.links import Link, propose_links
from review.theory.national import Theory
from review.theory.steps import ENDS, Element, Searched, Step, Strategy

_OPENING = re.compile(
    r"\b(?:foreword|preface|executive summary|summary|introduction|contents|contact|at a glance|"
    r"on a page)\b",
    re.IGNORECASE,
)
"""Headings under which a strategy announces what it develops later: no chain is broken there."""


class LinkVerdict(StrEnum):
    """What a reviewer says of a proposed link."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class VerdictGiven:
    """The verdict that counts for a link, with both quotes as they were judged."""

    link: str
    verdict: LinkVerdict
    source: str
    target: str
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """A proposed link with the steps it joins and the verdict on it, each None if there is none.

    `to_step` is None where the end is stated beside a promise and is no promise of its own.
    """

    link: Link
    from_step: Step | None
    to_step: Step | None
    given: VerdictGiven | None

    @property
    def stands(self) -> bool:
        return self.given is None or self.given.verdict is not LinkVerdict.REJECTED


class BreakKind(StrEnum):
    """Where a chain has a gap."""

    MONEY_WITHOUT_ACTIVITY = "money_without_activity"
    ACTIVITY_WITHOUT_OUTCOME = "activity_without_outcome"
    OUTCOME_WITHOUT_INDICATOR = "outcome_without_indicator"
    MISSION_NOT_FED = "mission_not_fed"


@dataclass(frozen=True, slots=True)
class Break:
    """A gap in a chain: the step that stands alone, or the mission, and the searches made.

    A gap is a question to the reader and no fault: the answer may stand in another document.
    """

    kind: BreakKind
    finding: str
    step: Step | None
    searches: tuple[Searched, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything said of the logic of one strategy.

    `lost` holds verdicts on links that the text no longer yields; nothing a person decided is
    dropped.
    """

    strategy: Strategy
    steps: tuple[Step, ...]
    links: tuple[JudgedLink, ...]
    breaks: tuple[Break, ...]
    lost: tuple[VerdictGiven, ...]


def chain_of(
    strategy: Strategy, missions: Sequence[Mission], given: Mapping[str, VerdictGiven]
) -> Chain:
    """Return the chain of a strategy with the verdicts that people gave on its links."""
    steps = strategy.steps
    by_passage: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        by_passage[step.passage.id].append(step)
    links = []
    for link in propose_links(strategy):
        source = _step_at(link.source, by_passage[link.source.passage.id])
        target = _step_at(link.target, by_passage[link.target.passage.id])
        to_step = None if target is source else target
        links.append(JudgedLink(link, source, to_step, given.get(link.key)))
    known = {judged.link.key for judged in links}
    lost = tuple(verdict for key, verdict in given.items() if key not in known)
    standing = [judged for judged in links if judged.stands]
    breaks = (*_breaks(steps, standing), *_unfed(strategy, missions))
    return Chain(strategy, steps, tuple(links), breaks, lost)


def _step_at(element: Element, steps: Sequence[Step]) -> Step | None:
    """Return the step that shares most words with an element."""
    shared = [
        (min(s.element.end, element.end) - max(s.element.start, element.start), s) for s in steps
    ]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] > 0 else None


def _breaks(steps: Sequence[Step], links: Sequence[JudgedLink]) -> list[Break]:
    linked = {judged.from_step.key for judged in links if judged.from_step}
    under: dict[tuple[str, ...], Counter[Stage]] = defaultdict(Counter)
    for step in steps:
        under[step.passage.headings][step.stage] += 1
    found = []
    for step in steps:
        if step.commitment.strength is not Strength.FIRM or step.key in linked:
            continue
        if any(_OPENING.search(heading) for heading in step.passage.headings):
            continue
        beside = under[step.passage.headings]
        where = _section(step)
        if step.stage is Stage.INPUT and not beside[Stage.ACTIVITY] + beside[Stage.OUTPUT]:
            found.append(
                _alone(step, BreakKind.MONEY_WITHOUT_ACTIVITY, "an activity or output", where)
            )
        elif step.stage in (Stage.ACTIVITY, Stage.OUTPUT) and not any(beside[s] for s in ENDS):
            found.append(
                _alone(step, BreakKind.ACTIVITY_WITHOUT_OUTCOME, "an outcome or impact", where)
            )
    return found + _unmeasured(steps)


_SAID: Final = {
    BreakKind.MONEY_WITHOUT_ACTIVITY: "Money is promised, and no activity is stated for it here.",
    BreakKind.ACTIVITY_WITHOUT_OUTCOME: "The text does not say here what this is to bring about.",
}


def _alone(step: Step, kind: BreakKind, wanted: str, where: str) -> Break:
    searches = (
        Searched("words that join it to what it is for", "its passage", 0),
        Searched(f"a promise that is {wanted}", where, 0),
    )
    return Break(kind, _SAID[kind], step, searches)


def _section(step: Step) -> str:
    headings = step.passage.headings
    return f"the section “{headings[-1]}”" if headings else "the part without a heading"


def _unmeasured(steps: Sequence[Step]) -> list[Break]:
    """Return firm ends that state no measure and share no words with one that is stated."""
    measured = [
        (step, content_stems(f"{step.commitment.indicator or ''} {step.quote}"))
        for step in steps
        if step.measure
    ]
    found = []
    for step in steps:
        c = step.commitment
        if step.stage not in ENDS or step.measure or c.indicator or c.strength is not Strength.FIRM:
            continue
        stems = content_stems(step.quote)
        if any(len(stems & other) >= 2 for _, other in measured):
            continue
        where = f"all {len(measured)} targets of the strategy"
        searches = (
            Searched("an indicator or a target value", "the promise itself", 0),
            Searched("a target with two content words of the promise", where, 0),
        )
        said = "A change is promised, and no measure is stated for it."
        found.append(Break(BreakKind.OUTCOME_WITHOUT_INDICATOR, said, step, searches))
    return found


def _unfed(strategy: Strategy, missions: Sequence[Mission]) -> list[Break]:
    """Return the national missions to which no promise of the strategy is tied by its words."""
    found = []
    for mission in missions:
        named = promised = 0
        for passage in strategy.passages:
            analysis = strategy.analyses.get(passage.id)
            text = f"{passage.lead_in or ''} {passage.text}".lower()
            if analysis is None or not any(term.lower() in text for term in mission.terms):
                continue
            if any(tag.label == mission.label for tag in analysis.accepted):
                named += 1
                promised += bool(analysis.promises.commitments)
        if promised:
            continue
        terms = ", ".join(f"“{term}”" for term in mission.terms)
        where = f"the {len(strategy.passages)} passages of the strategy"
        about = f"{terms} in passages on {mission.label.replace('_', ' ')}"
        searches: tuple[Searched, ...] = (Searched(about, where, named),)
        if named:
            searches += (Searched("a promise in one of these passages", where, 0),)
        said = f"No promise is tied to the mission “{mission.target}” ({mission.by})."
        found.append(Break(BreakKind.MISSION_NOT_FED, said, None, searches))
    return found


def feeding(
    theory: Theory, chain: Chain, missions: Sequence[Mission]
) -> dict[str, tuple[Step, ...]]:
    """Return which promises of a strategy join the national theory at which node, by node id.

    At inputs, activities and outputs those of the same theme and stage join; at the outcome of a
    theme all of that theme; at a mission those whose passage has its words. A node that nobody
    feeds has an empty entry; impacts are reached through outcomes only and have none.
    """
    terms = {mission.id: mission.terms for mission in missions}
    found: dict[str, tuple[Step, ...]] = {}
    for node in theory.nodes:
        if node.stage is Stage.IMPACT:
            continue
        if node.mission:
            words = terms.get(node.mission, ())
            found[node.id] = tuple(
                step
                for step in chain.steps
                if node.label in step.labels and _has_words(step, words)
            )
        else:
            found[node.id] = tuple(
                step
                for step in chain.steps
                if node.label in step.labels and node.stage in (step.stage, Stage.OUTCOME)
            )
    return found


def _has_words(step: Step, terms: Sequence[str]) -> bool:
    text = f"{step.passage.lead_in or ''} {step.passage.text}".lower()
    return any(term.lower() in text for term in terms)
