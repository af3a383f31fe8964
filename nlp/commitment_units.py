"""Prepares sentences for the parser: list items get the words of their lead-in in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.document import BlockKind
from nlp.commitment_cues import numbering, opens_policy, starts_with_verb
from nlp.commitment_verbs import DOING, SOFT, base_form
from nlp.deadlines import leading_date
from nlp.sentences import sentences
from nlp.statement import Statement
from nlp.theme import Span


class Frame(StrEnum):
    """What a lead-in makes of the items under it."""

    OPEN = "open"  # "We will:" reads on into the item
    PLAN = "plan"  # "Our priorities are:"
    AIM = "aim"  # "Our ambitions:"
    ASK = "ask"  # "Our asks of government:"
    PAST = "past"  # "What we have achieved:"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence to parse: `prefix` are words that frame it, `body` its own.

    `start` is where the body stands in the passage. `spoken` says that the prefix was written
    in the document (a lead-in) and is no crutch of ours for the parser. `leads_in` sentences
    promise through the list below them.
    """

    start: int
    body: str
    prefix: str = ""
    spoken: bool = False
    frame: Frame = Frame.NEUTRAL
    leads_in: bool = False

    @property
    def text(self) -> str:
        """What the parser reads: as long as prefix and body, hyphens in verbs tied together.

        A date in front that no comma follows is blanked, or it takes the subject for its own.
        """
        body = self.body
        if not self.prefix and (blank := self.blanked):
            body = " " * blank + body[blank:]
        return _TIED.sub("_", self.prefix + body)

    @property
    def blanked(self) -> int:
        """How many characters in front the parser is better off without."""
        condition = _CONDITION_FIRST.match(self.body)
        return condition.end() if condition else leading_date(self.body)

    def offset(self, position: int) -> int:
        """Return where a position in `text` lies in the passage, its start for the prefix."""
        return self.start + max(0, position - len(self.prefix))


_CONDITION_FIRST = re.compile(
    r"[Ss]ubject to [^,.;]{3,70}?,?\s+(?=(?:we|the [\w ]{3,40}?) (?:will|"
    r"would|aim|intend|propose|hope|plan|seek|could|also)\b)"
)
_IF_YOU = re.compile(
    r"\band (?:you|it|we|they|the [\w-]+(?: [\w-]+)?) (?:is|are|can|could|will|get)\b",
    re.IGNORECASE,
)
"""An imperative that only supposes: "Close half the gap and the valley is better off"."""
_PROMISE_AFTER = re.compile(
    r"(?<!will)(?<!to):\s+(?=(?:[^:;.]{0,60}\s)?(?:we|[Tt]he \w+(?: \w+)?) will\b|"
    r"by 20\d\d [^:;.]{3,60} will\b)"
)
_TIED = re.compile(
    r"(?<=\bco)-(?=[a-z])|(?<=\bre)-(?=[a-z])|(?<=\bring)-(?=fenc)|(?<=\bfast)-(?=track)"
)
_OPEN_END = re.compile(
    r"\b(?:will|shall|should|must|need|would|could|to|by|for|we are|we have|areas "
    r"have)(?:\s(?!include|focus on the|take the)[a-z-]+){0,5}$|"
    r"\b(?:we|authority|government|partners|council|lep)\s(?:are|have|has|is)(?:\s\w+){0,2}$",
    re.IGNORECASE,
)
_PAST_LEAD = re.compile(
    r"\b(?:achiev\w+|have (?:already )?\w+(?:ed|n|t)|since (?:19|20)\d\d|done so far|"
    r"progress so far|"
    r"success\w*|delivered|to date)\b",
    re.IGNORECASE,
)
_ASK_LEAD = re.compile(
    r"\b(?:our )?asks?\b|\bwe (?:seek|need|want) from\b|\brequests?\b", re.IGNORECASE
)
_AIM_LEAD = re.compile(
    r"\b(?:ambition|aspiration|aim|goal|vision|hope|explore|consider)s?\b",
    re.IGNORECASE,
)
_PLAN_LEAD = re.compile(
    r"\b(?:will|actions?|commitments?|priorit\w+|objectives?|plans?|deliver\w*|measures|next steps|"
    r"programme|interventions|targets?|milestones?)\b",
    re.IGNORECASE,
)
_COMPLETE = re.compile(
    r"^(?:we|i|it|they|our|the|this|these|an?|[A-Z][\w’'-]*)\b(?:(?!\b(?:that|which|"
    r"who|to)\b)[^,;:]){0,70}?"
    r"\b(?:will|is|are|has|have|should|must|was|were)\b",
)
_REUSED = re.compile(r"^(?P<frame>.{2,160}?\b(?:will|shall))\b", re.DOTALL)
_REUSED_TO = re.compile(r"^(?P<frame>.{2,160}?\bto):?\s", re.DOTALL)
_COLON = re.compile(r"\b(will|shall|to|should|explore)(\s*):", re.IGNORECASE)


def units(statement: Statement) -> tuple[Unit, ...]:
    """Return the sentences of a passage, framed, with the offsets kept.

    The lead-in frames the first sentence only; what stands behind a semicolon and starts with
    a verb takes the frame of what stands before.
    """
    found: list[Unit] = []
    lead = (statement.lead_in or "").strip()
    for number, span in enumerate(_pieces(statement.text)):
        raw = statement.text[span.start : span.end]
        skipped = numbering(raw)
        if skipped >= len(raw):
            skipped = 0
        body = _COLON.sub(r"\1\2 ", raw[skipped:])
        start = span.start + skipped
        if number == 0 and lead:
            found.append(_under_lead(body, start, lead))
        elif found and found[-1].body.rstrip().endswith(";") and starts_with_verb(body):
            found.append(_after_semicolon(body, start, found[-1]))
        else:
            listed = number == 0 or statement.kind is BlockKind.LIST_ITEM or skipped > 4
            after = bool(found) and (found[-1].frame is Frame.PLAN or found[-1].leads_in)
            objective = listed or after or opens_policy(body)
            if raw.rstrip().endswith(":"):
                found.append(Unit(start, body, leads_in=True))
                continue
            found.append(_alone(body, start) if objective else Unit(start, body))
    return tuple(found)


def _pieces(text: str) -> Iterator[Span]:
    """Yield sentences, cut at a colon too when a promise of its own follows it."""
    for span in sentences(text):
        sentence = text[span.start : span.end]
        colon = _PROMISE_AFTER.search(sentence)
        if colon is None:
            yield span
        else:
            yield Span(span.start, span.start + colon.start() + 1)
            yield Span(span.start + colon.end(), span.end)


def frame_of(lead_in: str) -> tuple[Frame, str]:
    """Return what a lead-in does and its last sentence without the colon."""
    last = lead_in[sentences(lead_in)[-1].start :] if sentences(lead_in) else lead_in
    words = last.strip().rstrip(":–—-… ").strip()
    words = re.sub(r":\s", " ", words)
    if re.search(
        r"\b(?:themes|parts|areas|chapters|sections|groups|reasons|factors|challenges)\b.*\bare$",
        words,
        re.I,
    ):
        return Frame.NEUTRAL, words
    headline = re.match(r"(?:what|how|where|why)\b", words, re.IGNORECASE)
    if (
        not headline
        and _OPEN_END.search(words)
        and not re.search(r"\b(?:are|is) to$|\bhow (?:do|can|should)\b", words, re.I)
    ):
        return Frame.OPEN, words
    if re.search(r"\b(?:are|is) to$", words, re.IGNORECASE):
        return Frame.OPEN, words
    if _PAST_LEAD.search(words) and not re.search(r"\bwill\b", words):
        return Frame.PAST, words
    for frame, pattern in (
        (Frame.ASK, _ASK_LEAD),
        (Frame.AIM, _AIM_LEAD),
        (Frame.PLAN, _PLAN_LEAD),
    ):
        if pattern.search(words):
            return frame, words
    return Frame.NEUTRAL, words


def _under_lead(body: str, start: int, lead: str) -> Unit:
    frame, words = frame_of(lead)
    verb_first = starts_with_verb(body) or _bare_verb(body)
    if frame is Frame.PAST or (_COMPLETE.match(body) and not verb_first):
        return Unit(start, body, frame=frame if frame is Frame.PAST else Frame.NEUTRAL)
    if frame is Frame.OPEN:
        return Unit(start, _lowered(body), words + " ", spoken=True, frame=frame)
    crutches = {Frame.ASK: "We ask government to ", Frame.AIM: "We aim to "}
    if verb_first:
        return Unit(start, _lowered(body), crutches.get(frame, "We will "), frame=frame)
    if frame is Frame.PLAN and _gerund(body):
        return Unit(start, _lowered(body), "We are ", frame=frame)
    return Unit(start, body, frame=frame)


def _after_semicolon(body: str, start: int, before: Unit) -> Unit:
    pattern = _REUSED if _REUSED.match(before.text) else _REUSED_TO
    match = pattern.match(before.text)
    if match is None:
        return _alone(body, start)
    spoken = before.spoken or not before.prefix
    return Unit(start, _lowered(body), match["frame"] + " ", spoken=spoken, frame=before.frame)


def _alone(body: str, start: int) -> Unit:
    if starts_with_verb(body) and not body.rstrip().endswith("?") and not _IF_YOU.search(body):
        return Unit(start, _lowered(body), "We will ", frame=Frame.PLAN)
    return Unit(start, body)


def _bare_verb(body: str) -> bool:
    first = re.match(r"[\w-]+", body)
    words = body.split()
    return bool(
        first and first.group().lower() in DOING | SOFT and len(words) == 2 and "." not in words[0]
    )


def _gerund(body: str) -> bool:
    first = re.match(r"[\w-]+", body)
    if first is None or not first.group().lower().endswith("ing"):
        return False
    return base_form(first.group()) in DOING


def _lowered(body: str) -> str:
    """Return the body with a small first letter, names and acronyms left alone."""
    first = re.match(r"[A-Z][a-z-]*\b", body)
    if first is None:
        return body
    word = first.group().lower()
    if (
        base_form(word) in DOING | SOFT
        or word in ("a", "an", "the", "our", "more", "new")
        or word.endswith("ly")
    ):
        return word[0] + body[1:]
    return body
