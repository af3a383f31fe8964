"""Prepares sentences for the parser: list items get the words of their lead-in in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import BlockKind
from nlp.commitments.cues import numbering, opens_policy, starts_with_verb
from nlp.commitments.deadlines import leading_date
from nlp.commitments.frames import (
    Frame,
    frame_of,
    frame_of_heading,
    heading_promises,
    reads_on,
)
from nlp.commitments.verbs import ASKING, DOING, LEANING, PLEDGING, SOFT, base_form
from nlp.sentences import sentences
from nlp.statement import Statement
from nlp.theme import Span


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence to parse: `prefix` are words that frame it, `body` its own.

    `start` is where the body stands in the passage. `spoken` says that the prefix was written
    in the document (a lead-in) and is no crutch of ours for the parser. `leads_in` sentences
    promise through the list below them. `to_do` is where "to" means "will" in the body, as in
    the headlines of action plans ("Growers to plant 40 trees"); -1 where none does.
    """

    start: int
    body: str
    prefix: str = ""
    spoken: bool = False
    frame: Frame = Frame.NEUTRAL
    leads_in: bool = False
    to_do: int = -1

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
_COMPLETE = re.compile(
    r"^(?:we|i|it|they|our|the|this|these|an?|[A-Z][\w’'-]*)\b(?:(?!\b(?:that|which|"
    r"who|to)\b)[^,;:]){0,70}?"
    r"\b(?:will|is|are|has|have|should|must|was|were)\b",
)
_REUSED = re.compile(r"^(?P<frame>.{2,160}?\b(?:will|shall))\b", re.DOTALL)
_REUSED_TO = re.compile(r"^(?P<frame>.{2,160}?\bto):?\s", re.DOTALL)
_THING_NAMED = re.compile(
    r"(?:(?:an?|the|our|new|more|better|extra|additional|up to|over|at least|\d[\d,]*|£\d\S*)\s)+"
    r"(?:(?!\b(?:will|is|are|was|were|has|have|had)\b)[^.;:])*[.;]?$",
    re.IGNORECASE,
)
"""An item that names what a list of commitments brings: "A new ferry to the islands by 2024"."""
_CRUTCHES = {Frame.ASK: "We ask government to ", Frame.AIM: "We aim to "}
_BULLET_BEFORE = re.compile(r"[•●▪◦‣*]\s*$")
_TO_DO = re.compile(
    r"(?:(?!(?:We|I|It|They|This|That|In|As|Due|According|Thanks|Up|From|Ability|Opportunity|"
    r"Need|How|Where|What|Whether|When|There|Not)\b)[A-Z][\w’'&-]*)"
    r"(?:,? (?!(?:will|is|are|was|were|has|have|had|can|could|should|would|may|must|that|which|"
    r"who|how|need|needs|able|likely|ready|want|wants|aim|aims|continue|continues|plans)\b)"
    r"[\w’'&-]+){0,12}?"
    r"\s(?P<to>to)\s(?P<verb>[a-z-]+)\b(?![^.;]{0,80}\b(?:will|is|are|was|were|has|have)\b)"
)
"""The headline style of action lists: who, "to", what."""
_TO_BE = re.compile(r"^[^,;:.]{3,80}? to be \w+(?:ed|en|t)\b")
_COLON = re.compile(r"\b(will|shall|to|should|explore)(\s*):", re.IGNORECASE)


def units(statement: Statement) -> tuple[Unit, ...]:
    """Return the sentences of a passage, framed, with the offsets kept.

    The lead-in frames the first sentence only; what stands behind a semicolon and starts with
    a verb takes the frame of what stands before. A lead-in inside the passage frames the
    bullets behind it. The heading frames list items that have no lead-in.
    """
    found: list[Unit] = []
    lead = (statement.lead_in or "").strip()
    listing = statement.kind is BlockKind.LIST_ITEM
    heading = frame_of_heading(statement.heading or "") if listing else Frame.NEUTRAL
    if listing and not lead and heading_promises(statement.heading or ""):
        lead = statement.heading or ""
    inside = ""  # the lead-in that stands in the passage itself
    for number, span in enumerate(_pieces(statement.text)):
        raw = statement.text[span.start : span.end]
        skipped = numbering(raw)
        if skipped >= len(raw):
            skipped = 0
        body = _COLON.sub(r"\1\2 ", raw[skipped:])
        start = span.start + skipped
        bulleted = bool(_BULLET_BEFORE.search(statement.text[max(0, span.start - 4) : span.start]))
        inside = inside if bulleted or (found and found[-1].leads_in) else ""
        if raw.rstrip().endswith(":"):
            inside = body
            found.append(Unit(start, body, leads_in=True))
        elif number == 0 and lead:
            found.append(_under_lead(body, start, lead))
        elif inside and bulleted:
            found.append(_under_lead(body, start, inside))
        elif found and found[-1].body.rstrip().endswith(";") and starts_with_verb(body):
            found.append(_after_semicolon(body, start, found[-1]))
        else:
            listed = number == 0 or listing or skipped > 4
            after = bool(found) and (found[-1].frame is Frame.PLAN or found[-1].leads_in)
            objective = listed or after or opens_policy(body)
            found.append(_alone(body, start, heading, listing) if objective else Unit(start, body))
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


def _under_lead(body: str, start: int, lead: str) -> Unit:
    frame, words = frame_of(lead)
    verb_first = starts_with_verb(body) or _bare_verb(body)
    if frame.promises_nothing or (_COMPLETE.match(body) and not verb_first):
        return Unit(start, body, frame=frame if frame.promises_nothing else Frame.NEUTRAL)
    if frame is Frame.OPEN and (not verb_first or reads_on(words)):
        return Unit(start, _lowered(body), words + " ", spoken=True, frame=frame)
    if verb_first:
        reused = _REUSED.match(words) if frame is Frame.OPEN else None
        prefix = reused["frame"] + " " if reused else _CRUTCHES.get(frame, "We will ")
        return Unit(start, _lowered(body), prefix, spoken=bool(reused), frame=frame)
    if frame is Frame.PLAN and _gerund(body):
        return Unit(start, _lowered(body), "We are ", frame=frame)
    if frame is Frame.PLAN and heading_promises(lead) and _THING_NAMED.match(body):
        return Unit(start, _lowered(body), "We will deliver ", frame=frame)
    return Unit(start, body, frame=frame, to_do=_headline_to(body))


def _after_semicolon(body: str, start: int, before: Unit) -> Unit:
    pattern = _REUSED if _REUSED.match(before.text) else _REUSED_TO
    match = pattern.match(before.text)
    if match is None:
        return _alone(body, start)
    spoken = before.spoken or not before.prefix
    return Unit(start, _lowered(body), match["frame"] + " ", spoken=spoken, frame=before.frame)


def _alone(body: str, start: int, heading: Frame = Frame.NEUTRAL, listing: bool = False) -> Unit:
    if starts_with_verb(body) and not body.rstrip().endswith("?") and not _IF_YOU.search(body):
        if heading.promises_nothing:
            return Unit(start, body, frame=heading)
        frame = Frame.PLAN if heading is Frame.NEUTRAL else heading
        return Unit(start, _lowered(body), _CRUTCHES.get(frame, "We will "), frame=frame)
    headline = listing or bool(_TO_BE.search(body))
    return Unit(start, body, to_do=_headline_to(body) if headline else -1)


def _headline_to(body: str) -> int:
    """Return where "to" stands in "Growers to plant 40 trees", -1 in other sentences."""
    match = _TO_DO.match(body)
    if match is None or match["verb"].lower() not in DOING | {"be"}:
        return -1
    before = (base_form(word) for word in match.group()[: match.start("to")].split())
    return -1 if any(word in LEANING | ASKING | PLEDGING for word in before) else match.start("to")


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
