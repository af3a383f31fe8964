"""Which strategies say how they will evaluate what, quote by quote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from review.logframes.indicators import number_in
from review.logframes.logframe import Quote
from review.theory.sentence_spans import sentence_spans
from review.theory.steps import Searched, Strategy


class Aspect(StrEnum):
    """What an evaluation plan can say; the words of the Magenta Book, which we ask after."""

    EVALUATION = "evaluation"
    EVALUATOR = "evaluator"
    METHOD = "method"
    BASELINE = "baseline"
    REPORTING = "reporting"
    MONEY = "money"
    REVIEW = "review"


WANTED: Final = {
    Aspect.EVALUATION: "that something will be evaluated",
    Aspect.EVALUATOR: "who evaluates",
    Aspect.METHOD: "how it will be known what the strategy changed",
    Aspect.BASELINE: "where things stand at the start",
    Aspect.REPORTING: "when and to whom results are reported",
    Aspect.MONEY: "what is set aside for evaluation",
    Aspect.REVIEW: "when the strategy itself is looked at again",
}

_EVALUATE = r"\b(?:evaluat\w+|impact assessment|lessons learn\w+|what works)\b"
_COMING = (
    r"\b(?:will|shall|plan(?:s|ned)? to|are to|is to|must|each year|every year|annual\w*|every "
    r"\w+ (?:months|years)|we (?:publish|report|measure|evaluate))\b"
)
_PATTERNS: Final = {
    Aspect.EVALUATION: _EVALUATE,
    Aspect.EVALUATOR: (
        r"\b(?:independent\w*\s(?:\w+\s){0,2}(?:evaluat\w+|panel|review\w*|assess\w+|auditor)|"
        r"evaluators?|evaluation (?:panel|partner|unit|team)|independent evaluation|"
        r"evaluat\w+ by (?:the |an? )?\w+|peer review)\b"
    ),
    Aspect.METHOD: (
        r"\b(?:logic model|logic chain|theory of change|control group|comparison group|"
        r"counterfactual|randomi[sz]ed|compared? with (?:similar|places|firms|areas)|"
        r"comparator|waiting list|before and after|impact evaluation|process evaluation|"
        r"Magenta Book|Green Book)\b"
    ),
    Aspect.BASELINE: r"\bbaselines?\b(?! (?:speed|service|level of service|standard|skills))",
    Aspect.REPORTING: (
        r"\b(?:report(?:s|ing|ed)? (?:on |our |its )?(?:progress|each|every|annually|to)|"
        r"annual report|progress report|publish\w* (?:process|impact|an? \w+ evaluation|"
        r"(?:the |its |our )?(?:results|findings|progress|figures|dashboard))|"
        r"dashboard|scorecard)\b"
    ),
    Aspect.MONEY: (
        r"(?:(?:£|per cent|percent|%)[^;]{0,100}\bevaluat\w+|\bevaluat\w+[^;]{0,100}(?:£|per cent|"
        r"percent|%))"
    ),
    Aspect.REVIEW: (
        r"\b(?:(?:this|the|our) (?:strategy|plan)[^.;]{0,60}\b(?:under review|reviewed|refreshed|"
        r"revised|rewritten|rewrite)|(?:review|refresh|rewrite|revise) (?:this|the|our) "
        r"(?:strategy|plan))\b"
    ),
}
_COMPILED = {aspect: re.compile(words, re.IGNORECASE) for aspect, words in _PATTERNS.items()}
_COMING_RE = re.compile(_COMING, re.IGNORECASE)
NEEDS_FUTURE: Final = frozenset({Aspect.EVALUATION, Aspect.REPORTING})
"""Aspects of which a strategy also reports what was done before: only plans count."""

MOST: Final = 5
"""Quotes of one aspect that are shown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a strategy says on one aspect; without quotes, the search that found none."""

    aspect: Aspect
    quotes: tuple[Quote, ...]
    more: int
    searched: Searched | None


_EVALUATED = re.compile(_EVALUATE, re.IGNORECASE)
_FOLLOWED = re.compile(r"\b(?:monitor|progress|measur|baseline|review|panel)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """What one strategy says of its evaluation, aspect by aspect."""

    place: str
    title: str
    document: str
    stated: tuple[Stated, ...]


def evaluation_plan(strategy: Strategy) -> EvaluationPlan:
    """Return the sentences that say how a strategy will be evaluated, and the gaps."""
    found: dict[Aspect, list[Quote]] = {aspect: [] for aspect in Aspect}
    for passage in strategy.passages:
        if passage.cells:
            continue
        for span in sentence_spans(passage.text):
            words = passage.text[span.start : span.end]
            evaluated = _EVALUATED.search(words)
            if not evaluated and not _FOLLOWED.search(words):
                continue
            for aspect, pattern in _COMPILED.items():
                coming = aspect not in NEEDS_FUTURE or _COMING_RE.search(words)
                strict = aspect is Aspect.EVALUATOR and not evaluated
                if coming and not strict and pattern.search(words):
                    found[aspect].append(Quote(passage, span.start, span.end))
    found[Aspect.BASELINE] += [
        Quote(step.passage, step.element.start, step.element.end)
        for step in strategy.steps
        if number_in(step.commitment.baseline or "") is not None
    ]
    where = f"the {len(strategy.passages)} passages of the strategy"
    stated = tuple(
        Stated(
            aspect,
            tuple(quotes[:MOST]),
            max(0, len(quotes) - MOST),
            None if quotes else Searched(f"words that say {WANTED[aspect]}", where, 0),
        )
        for aspect, quotes in found.items()
    )
    about_ = strategy.document.about
    return EvaluationPlan(about_.place, about_.title, strategy.document.id, stated)
