"""Words by which a text says that one thing is done for the sake of another.

Few and plain on purpose: a link that is proposed wrongly costs a reviewer more than one that is
missed. Each pattern is matched inside one sentence, by rules and not by a model, so that the
reason for a link can be read off its cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CueKind(StrEnum):
    """How the words join the two sides."""

    PURPOSE = "purpose"  # done so that
    FRONTED = "fronted"  # to bring this about, that is done
    RESULT = "result"  # which will bring about
    MEANS = "means"  # by doing this, that
    FOLLOWS = "follows"  # the next sentence says what this will bring about
    LIST = "list"  # the words above a list say what its items are for
    INDICATOR = "indicator"  # a target counts what the promise does


REASONS: Final = {
    CueKind.PURPOSE: "The sentence says that the first is done for the sake of the second.",
    CueKind.FRONTED: "The sentence says that the first is done for the sake of the second.",
    CueKind.RESULT: "The sentence says that the first will bring about the second.",
    CueKind.MEANS: "The sentence says that the second is reached by the first.",
    CueKind.FOLLOWS: "The next sentence says what the first will bring about.",
    CueKind.LIST: "The words above the list say what its items are for.",
    CueKind.INDICATOR: "The target counts what the promise sets out to change.",
}

EFFECT: Final = (
    r"(?:accelerate|achieve|address|allow|attain|attract|boost|create|cut|double|ease|enable|"
    r"encourage|end|enhance|ensure|foster|generate|give|grow|guarantee|halve|help|improve|increase|"
    r"lift|lower|make sure|maximise|meet|minimise|prevent|protect|raise|reach|reduce|"
    r"safeguard|save|secure|speed up|stimulate|stop|strengthen|tackle|transform|unlock|widen)"
)
"""Verbs that name an effect. Those that name only more work ("support", "deliver") are left out:
what follows them is often the action itself and not what it is for."""

_BROUGHT = (
    rf"(?:{EFFECT}|benefit|bring|deliver|drive|expand|lead to|make|open up|provide|result in|"
    r"support|sustain)"
)
_EFFECT_ING = (
    r"(?:enabling|ensuring|creating|generating|allowing|unlocking|boosting|giving|helping to)"
)
_MODAL = r"(?:will|would|shall)\s+(?:then\s+|in turn\s+|directly\s+|together\s+|both\s+)?"
_DOER = (
    r"(?:we|it|they|government|councils?|partners|(?:the|our|each|every|all|both)\s\w[\w’'-]*"
    r"(?:\s[\w’'-]+){0,4}|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,4})"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that join the two sides: from `start` to `end` in the sentence."""

    kind: CueKind
    start: int
    end: int


_STRICT = (
    r"so that|so as to|in order that|in order to|in order for|"
    r"with (?:the|an) (?:aim|goal|objective|intention|purpose|ambition) (?:of|to)|"
    r"with a view to|for the purpose of"
)
_PURPOSE = re.compile(rf"\b(?P<cue>{_STRICT})\s+", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:,\s*|\s)(?P<cue>(?:(?:which|that) (?:is|are) )?(?:specifically )?"
    r"(?:aimed at|designed to|intended to))\s+",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(rf"\s(?P<cue>to)\s+(?=(?:help (?:to )?)?{EFFECT}\b)", re.IGNORECASE)
_RESULT = re.compile(
    rf"(?:,|\s[–—-])\s*(?P<cue>(?:which|and this|this) {_MODAL}"
    rf"(?:help (?:to )?|also )?(?={_BROUGHT}\b)|"
    r"(?:thereby|thus)\s+(?=\w+ing\b)|"
    r"(?:and )?(?:ultimately |in turn |so )?(?:leading to|resulting in|contributing to)\s+|"
    rf"(?={_EFFECT_ING}\b)|"
    r"(?=(?:rais|increas|reduc|cutt|lift|improv)ing\b[^.;]*\bfrom\s\S*\d\S*\s[^.;]*\bto\s\S*\d))",
    re.IGNORECASE,
)
_SO = re.compile(
    r",\s(?P<cue>so)\s(?=(?!that\b|far\b|much\b|many\b|as\b|on\b|we\b|it\b|this\b|here\b)"
    r"[^,.;]{3,60}\b(?:can|could)\b)"
)
_FOLLOWS = re.compile(
    r"^(?P<cue>(?:This|These|Together,? (?:this|these|they))"
    r"(?:\s(?:(?:new|extra|additional|major|significant)\s)?"
    r"(?:investment|funding|measures?|actions?|initiatives?|scheme|support|work|reforms?|"
    r"changes?|fund|approach|money|commitments?))?"
    rf"\s{_MODAL})(?:help (?:to )?)?(?={_BROUGHT}\b)(?!provide|support)",
)
_MEANS = re.compile(r"^By (?=\w+ing\b)")
_FRONTED = re.compile(
    rf"^(?:And |So |But )?(?P<cue>In order to|So as to|To)\s+(?=(?:help (?:to )?)?{EFFECT}\b)"
)
_TURN = re.compile(
    rf",\s+(?P<main>(?:therefore,? |also )?{_DOER},?\s"
    r"(?:will|shall|are|is|have|has|propose|intend|aim|plan|ask|call)\b)"
)
_LIST_PURPOSE = re.compile(
    rf"(?:^|\s)(?:in order to|so as to|to)\s+(?P<aim>(?:help (?:to )?)?{EFFECT}\b[^:;.]+?)"
    rf"(?:,\s+{_DOER}\s(?:will|shall|are|is)\b[^:]*)?\s*:$",
    re.IGNORECASE,
)

_NO_PURPOSE_AFTER = re.compile(
    r"(?:\b(?:be|is|are|can|undertak\w*|goals?|targets?|sufficient|adequate|large|generation|best|look\w*|do|more|much|everything|further|already|continue|continues|continuing|seek\w*|want\w*|wish\w*|aim\w*|hope\w*|intend\w*|plan\w*|try|"
    r"tr(?:ies|ying)|need\w*|help\w*|act|ability|able|unable|opportunit\w+|duty|right|power\w*|steps|"
    r"commit\w*|promis\w+|pledg\w+|fail\w*|designed|allow\w*|enabl\w+|encourag\w+|require\w*|"
    r"expect\w*|ask\w*|urge\w*|invit\w+|order|way\w*|how|where|when|and|or|as|also|likely|ready|"
    r"willing|keen|potential|capacity|capability|hard|work|working|actions?|measures?|ambition\w*|"
    r"desire|decision|determin\w+|important|importance|necessary|essential|vital|critical|crucial|"
    r"incentive\w*|efforts?|due|used|going|have|has|ought|prepared|free|enough|chance|time|freedom|"
    r"difficult|easier|hard|harder|possible|agree\w*|responsib\w+|called|place|what|not|set|"
    r"mechanism\w*|strategy|proposal\w*|case|challenge\w*|up|access|close|closer|lead\w*|contribut\w+)|,)$",
    re.IGNORECASE,
)
"""What an infinitive completes, so that it says no purpose ("the ability to create")."""

_SOMEONE_ELSE = re.compile(
    r"\b(?:urg|want|ask|call|encourag|requir|allow|enabl|help|invit|expect|challeng|press|"
    r"lobby|persuad|empower|forc|push|recommend|incentivis|oblig|giv|giving)\w*\s"
    r"(?:(?!to\b)\S+\s){0,30}(?!to\b)\S+$",
    re.IGNORECASE,
)
"""A verb that takes somebody and an infinitive ("we urge the Department to ensure")."""


def cues_in(sentence: str) -> Iterator[Cue]:
    """Yield, in order, the cues before which stands what serves, and after which what is served."""
    found = []
    for kind, pattern in (
        (CueKind.PURPOSE, _PURPOSE),
        (CueKind.PURPOSE, _RELATIVE),
        (CueKind.PURPOSE, _INFINITIVE),
        (CueKind.RESULT, _RESULT),
        (CueKind.RESULT, _SO),
    ):
        for match in pattern.finditer(sentence):
            if pattern is _INFINITIVE and not _is_purpose(sentence[: match.start("cue")].rstrip()):
                continue
            found.append(Cue(kind, *match.span("cue")))
    yield from sorted(found, key=lambda cue: cue.start)


_ONLY_WORKS_WITH = re.compile(
    r"\b(?:work|working|collaborat\w+|cooperat\w+|co-operat\w+|liais\w+|engag\w+)\s"
    r"(?:(?!to\b)\S+\s){0,30}(?!to\b)\S+$",
    re.IGNORECASE,
)
"""Working with somebody "to raise skills" names the work, not a step that leads to it."""


_HOW = re.compile(r"\b(?:how|ways?)\s(?:(?!to\b)\S+\s){0,30}(?!to\b)\S+$", re.IGNORECASE)
"""Advice on how a method is used "to reduce smoking" is about the method."""

_NONE = (_NO_PURPOSE_AFTER, _SOMEONE_ELSE, _ONLY_WORKS_WITH, _HOW)


def _is_purpose(before: str) -> bool:
    return not any(pattern.search(before) for pattern in _NONE)


def following(sentence: str) -> Cue | None:
    """Return the cue by which a sentence says what the one before it will bring about."""
    match = _FOLLOWS.match(sentence)
    return None if match is None else Cue(CueKind.FOLLOWS, 0, match.end("cue"))


def turned(sentence: str) -> tuple[Cue, int, int] | None:
    """Return a cue that opens a sentence, where its own part ends and where the rest begins.

    "To raise skills, we will open a college" and "By opening a college, we will raise skills".
    """
    match = _FRONTED.match(sentence)
    kind = CueKind.FRONTED
    if match is None:
        match, kind = _MEANS.match(sentence), CueKind.MEANS
    turn = _TURN.search(sentence, match.end()) if match else None
    if match is None or turn is None:
        return None
    return Cue(kind, 0, match.end()), turn.start(), turn.start("main")


def list_aim(lead_in: str) -> tuple[int, int] | None:
    """Return where the words above a list say what its items are for; None when they do not."""
    match = _LIST_PURPOSE.search(lead_in)
    return match.span("aim") if match else None
