"""Places a promise, and a passage, in the logic chain from input to impact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from nlp.commitment import CommitmentKind, Stage
from nlp.commitments.verbs import CHANGE, MONEY

_IMPACT = re.compile(
    r"\b(?:productivity|gva|gdp|prosperity|prosperous|living standards|quality of life|"
    r"inclusive growth|inclusive economy|economic growth|wellbeing|well-being|net[- ]zero|"
    r"competitiveness|healthy life expectancy|inequalit\w+|earning power|world[- ]leading|"
    r"better off|strongest|fairer)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:plan|strategy|report|review|paper|prospectus|roadmap|framework|guidance|statement|"
    r"evaluation|data|findings|masterplan|business case|standards?|code)\b",
    re.IGNORECASE,
)
_MONEY_NOUN = re.compile(r"\b(?:funding|finance|investment|grants?|capital|money)\b", re.IGNORECASE)
_FUND = re.compile(
    r"(?:£|€|\$)\s?\d[\d,.]*\s?(?:m|bn|k|million|billion)?\b[^.;]{0,40}?"
    r"\b(?:fund|funding|investment|grants?|finance|loans?|programme of investment|budget)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b\d[\d,]*(?:\.\d+)?\s?(?:million|k)?\s(?:new\s|extra\s|additional\s|"
    r"affordable\s|more\s|high-quality\s)*"
    r"(?:homes|houses|places|apprenticeships|jobs|miles|charge ?points|charging points|units|"
    r"starts|premises|workspaces|km|hectares)\b",
    re.IGNORECASE,
)


def clause_stage(kind: CommitmentKind, verb: str, words: str, money: bool) -> Stage:
    """Return the stage that the leading verb of a promise names.

    Money and action in one clause: the verb decides; when equal, activity. A document is an
    output when it is itself the promise.
    """
    if kind is CommitmentKind.TARGET:
        return Stage.IMPACT if _IMPACT.search(words) else Stage.OUTCOME
    head = words[:90]
    if verb in MONEY and (money or _MONEY_NOUN.search(head)):
        return Stage.INPUT
    if verb in ("provide", "secure", "make", "release", "announce", "increase") and money:
        return Stage.INPUT
    if money and _FUND.search(head):
        return Stage.INPUT
    if verb == "invest":
        return Stage.INPUT
    if verb in ("publish", "produce", "issue", "complete") and _PAPER.search(head):
        return Stage.OUTPUT
    if verb in ("build", "deliver", "create", "provide", "open", "complete") and _COUNTED.search(
        head
    ):
        return Stage.OUTPUT
    if verb in ("become", "be") or verb in CHANGE - {"bring", "meet", "get", "boost", "cut"}:
        return Stage.IMPACT if _IMPACT.search(words) else Stage.OUTCOME
    return Stage.ACTIVITY


def passage_stage(stages: Sequence[Stage]) -> Stage:
    """Return the stage that most promises of a passage have; the earliest of equals wins.

    No promise: context.
    """
    stages = [stage for stage in stages if stage is not Stage.CONTEXT]
    if not stages:
        return Stage.CONTEXT
    counts = Counter(stages)
    best = max(counts.values())
    return next(stage for stage in stages if counts[stage] == best)
