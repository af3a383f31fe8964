"""What the outcome screens work on, each part worked out once, and who may act on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from index.comparing.overlaps import Overlap
from index.comparing.verdicts import Given, Pair, heeding, verdicts
from index.corpus import current_documents
from review.letters.letter import Letter, write_letter
from review.logframes.draft import draft_logframe
from review.logframes.edits import edits_of
from review.logframes.indicators import Aligned, align, measured
from review.logframes.logframe import Logframe
from review.monitoring.evaluation import EvaluationPlan, evaluation_plan
from review.monitoring.what_works import Kind, Match, bundled_kinds, load_kinds, matches
from review.permissions import Action, may
from review.person import Person
from review.theory.chains import Chain, chain_of
from review.theory.national import Theory, bundled_theory, load_theory
from review.theory.steps import Strategy, read_strategy
from review.theory.store import current_theory, link_verdicts, theory_versions
from review.theory.value_chains import ValueChain, value_chains
from views.desk import Desk, now
from views.overlaps_found import find_overlaps_once, overlaps_of
from views.people import current_person


def allowed(desk: Desk, action: Action) -> Person | None:
    """Return who works here if they may do this, else None: what would be refused is not offered.

    The functions that act ask the database again.
    """
    who = current_person(desk)
    return who if who is not None and may(who.role, action) else None


def strategy_of(desk: Desk, document: str) -> Strategy:
    """Return a strategy with what was found in it."""
    return desk.derived(("strategy", document), lambda: read_strategy(desk.store, document))


def current_strategies(desk: Desk) -> tuple[Strategy, ...]:
    """Return the strategies that count now, by place."""
    current = current_documents(desk.documents(), desk.store.version_links())
    known = sorted(current, key=lambda document: document.about.place)
    return tuple(strategy_of(desk, document.id) for document in known)


def chain_for(desk: Desk, document: str) -> Chain:
    """Return the chain of a strategy with the verdicts given on its links."""
    given = link_verdicts(desk.store.engine, document)
    said = tuple(sorted((key, verdict.at, verdict.verdict) for key, verdict in given.items()))

    def work_out() -> Chain:
        with st.spinner("Reading what leads to what"):
            missions = desk.office.framework.missions
            return chain_of(strategy_of(desk, document), missions, given)

    return desk.derived(("chain", document, said), work_out)


def logframe_for(desk: Desk, document: str) -> Logframe:
    """Return the logframe of a strategy with what people wrote into it."""
    chain = chain_for(desk, document)
    edits = edits_of(desk.store.engine, document)
    judged = tuple(link.given.at for link in chain.links if link.given)
    return desk.derived(
        ("logframe", document, len(edits), judged),
        lambda: draft_logframe(chain.strategy, chain.links, edits),
    )


def plan_for(desk: Desk, document: str) -> EvaluationPlan:
    """Return what a strategy says of its evaluation."""
    return desk.derived(
        ("evaluation", document), lambda: evaluation_plan(strategy_of(desk, document))
    )


def matches_for(desk: Desk, document: str) -> tuple[Match, ...]:
    """Return the promises of a strategy beside which an evaluation finding stands."""
    return desk.derived(
        ("what works", document),
        lambda: matches(strategy_of(desk, document).steps, kinds_of(desk)),
    )


def kinds_of(desk: Desk) -> tuple[Kind, ...]:
    """Return the kinds of intervention that evaluations looked at."""
    return desk.derived("kinds", lambda: load_kinds(bundled_kinds()))


def heeded_overlaps(desk: Desk) -> Sequence[Overlap]:
    """Return all overlaps in the order that people's verdicts give them."""
    overlaps_of(desk)  # with a word on the screen while it takes its time
    return _heeded(desk)


def _heeded(desk: Desk) -> Sequence[Overlap]:
    _, everything = find_overlaps_once(desk)
    given = verdicts(desk.store.engine)
    return desk.derived(("heeded", *_state(given)), lambda: heeding(everything, given))


def _state(given: Mapping[Pair, Given]) -> tuple[int, datetime | None]:
    """Return what tells one state of the verdicts from another: they are only ever added to."""
    return len(given), max((one.at for one in given.values()), default=None)


def letter_for(desk: Desk, document: str) -> Letter:
    """Return the letter to the area of a strategy as it would go out today."""
    chain, day = chain_for(desk, document), now().date()
    judged = tuple((link.link.key, link.given) for link in chain.links if link.given)
    lost = tuple(verdict.at for verdict in chain.lost)
    state = (judged, lost, *_state(verdicts(desk.store.engine)))
    overlaps = heeded_overlaps(desk)
    return desk.derived(
        ("letter", document, day, state),
        lambda: write_letter(
            chain, plan_for(desk, document), matches_for(desk, document), overlaps, day
        ),
    )


def chains_of(desk: Desk) -> tuple[ValueChain, ...]:
    """Return the value chains across places."""
    overlaps = heeded_overlaps(desk)
    key = ("value chains", *_state(verdicts(desk.store.engine)))
    return desk.derived(key, lambda: value_chains(overlaps))


def aligned_of(desk: Desk) -> tuple[Aligned, ...]:
    """Return the measures of all places, those that measure the same side by side."""
    with st.spinner("Lining up the measures of all places"):
        desk.language.searcher()  # loads the models, once for all
        return _aligned(desk)


def _aligned(desk: Desk) -> tuple[Aligned, ...]:
    return desk.derived(
        "aligned", lambda: align(measured(current_strategies(desk)), desk.office.embedder)
    )


def prepare_outcomes(desk: Desk) -> None:
    """Read every strategy for its outcomes and line up their measures, in the background."""
    _heeded(desk)
    _aligned(desk)


def theory_of(desk: Desk) -> tuple[Theory, int]:
    """Return the national theory of change as it stands, and how often it was edited here."""
    engine, shipped = desk.store.engine, load_theory(bundled_theory())
    return current_theory(engine, shipped), len(theory_versions(engine, shipped.id))
