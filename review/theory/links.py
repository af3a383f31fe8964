"""Proposes which step of a strategy leads to which, with the words that say so.

A link is proposed only where a promise is on its first side and the text itself joins the two:
within a sentence, from one sentence to the next, or from the words above a list to its items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.searching.content_words import content_stems
from ingest.document import Passage
from nlp.commitment import Commitment, CommitmentKind, Stage, Strength
from nlp.commitments.stage import clause_stage
from nlp.commitments.verbs import DOING, base_form
from nlp.theme import Span
from review.theory.cues import REASONS, Cue, CueKind, cues_in, following, list_aim, turned
from review.theory.sentence_spans import sentence_spans
from review.theory.steps import STAGES, Element, Strategy

FEWEST_WORDS: Final = 4
"""Words below which the side that serves says too little to be judged; the other takes 2."""

HANGING: Final = 8
"""Characters of commas and joining words that may be trimmed off the end of a side."""

SHARED_STEMS: Final = 2
SHARED_PART: Final = 2 / 3
"""Content words, and part of those of an indicator, that a promise must share to be counted by
it: with fewer, in the sample strategies, the promise was about something else of the same name."""

MOST_WORDS: Final = 45
"""Words beyond which a side is a run-on sentence, and its cue joins only a part of it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that is said to lead to another, and the words that say it."""

    source: Element
    target: Element
    kind: CueKind
    cue: str

    @property
    def key(self) -> str:
        return f"{self.source.key}-{self.target.key}"

    @property
    def reason(self) -> str:
        return REASONS[self.kind]


def propose_links(strategy: Strategy) -> tuple[Link, ...]:
    """Return the links that the text of a strategy states, in reading order, each once."""
    found: dict[str, Link] = {}
    by_text = {passage.text: passage for passage in strategy.passages}
    for passage in strategy.passages:
        analysis = strategy.analyses.get(passage.id)
        promised = analysis.promises.commitments if analysis else ()
        if passage.cells or not promised:
            continue
        above = by_text.get(passage.lead_in) if passage.lead_in else None
        for link in (*_in_sentences(passage, promised), *_from_list(passage, promised, above)):
            found.setdefault(link.key, link)
    for link in _by_indicator(strategy):
        found.setdefault(link.key, link)
    return tuple(found.values())


def _by_indicator(strategy: Strategy) -> Iterator[Link]:
    """Link firm promises to the rows of target tables that count what they change.

    A place's name alone proves nothing: one of the shared words has to be a common one.
    """
    steps = strategy.steps
    rows = [step for step in steps if step.passage.cells and step.commitment.target]
    doing = [
        (step, content_stems(step.quote))
        for step in steps
        if not step.passage.cells
        and step.stage in (Stage.INPUT, Stage.ACTIVITY, Stage.OUTPUT)
        and step.commitment.strength is Strength.FIRM
    ]
    for row in rows:
        indicator = row.commitment.indicator or ""
        stems = content_stems(indicator)
        common = content_stems(" ".join(re.findall(r"(?<!\S)[a-z][\w-]*", indicator)))
        for step, words in doing:
            shared = stems & words
            enough = len(shared) >= SHARED_STEMS and len(shared) >= SHARED_PART * len(stems)
            if enough and shared & common:
                cue = Cue(CueKind.INDICATOR, 0, 0)
                source = _element(step.passage, step.element.start, step.element.end, step.stage)
                if source:
                    yield _link(source, row.element, cue, indicator)


def _in_sentences(passage: Passage, promised: Sequence[Commitment]) -> Iterator[Link]:
    spans = sentence_spans(passage.text)
    for number, span in enumerate(spans):
        sentence = passage.text[span.start : span.end]
        if "?" in sentence:
            continue
        if found := turned(sentence):
            yield from _turned(passage, promised, span, *found)
        yield from _chain(passage, promised, span, list(cues_in(sentence)))
        cue = following(sentence)
        if cue and number:
            yield from _following(passage, promised, spans[number - 1], span, cue)


def _chain(
    passage: Passage, promised: Sequence[Commitment], span: Span, cues: Sequence[Cue]
) -> Iterator[Link]:
    """Link each part of a sentence to the next: what a cue serves may serve what follows."""
    left = None
    for number, cue in enumerate(cues):
        start, end = span.start + cue.start, span.start + cue.end
        until = span.start + cues[number + 1].start if number + 1 < len(cues) else span.end
        source = left or _promise_before(passage, promised, span.start, start)
        target = _end(passage, end, until)
        if source is None or target is None:
            return
        if left is not None and start == end:
            return  # "help parents choose, giving them facts" tells how, not what for
        yield _link(source, target, cue, passage.text[start:end])
        if target.end < until - HANGING:
            return  # a new clause begins: what comes after it serves that clause
        # A short end ("to prevent abuse") only qualifies: the next cue goes back to the promise.
        left = target if len(target.quote.split()) >= FEWEST_WORDS else None


def _turned(
    passage: Passage,
    promised: Sequence[Commitment],
    span: Span,
    cue: Cue,
    own_end: int,
    main: int,
) -> Iterator[Link]:
    first = (span.start + cue.end, span.start + own_end)
    start = span.start + main
    if not any(c.start < span.end and c.end > start for c in promised):
        return
    nested = list(cues_in(passage.text[start : span.end]))
    end = start + nested[0].start if nested else span.end
    words = passage.text[span.start : first[0]]
    if cue.kind is CueKind.MEANS:
        source = _element(passage, *first, Stage.ACTIVITY)
        target = _end(passage, start, end)
    else:
        source = _promise_before(passage, promised, start, end, span.start)
        target = _end(passage, *first)
    if source and target:
        yield _link(source, target, cue, words)


def _following(
    passage: Passage, promised: Sequence[Commitment], earlier: Span, span: Span, cue: Cue
) -> Iterator[Link]:
    source = _promise_before(passage, promised, earlier.start, earlier.end)
    inner = list(cues_in(passage.text[span.start : span.end]))
    end = span.start + inner[0].start if inner else span.end
    target = _end(passage, span.start + cue.end, end)
    if source and target:
        yield _link(source, target, cue, passage.text[span.start : span.start + cue.end])


def _from_list(
    passage: Passage, promised: Sequence[Commitment], above: Passage | None
) -> Iterator[Link]:
    span = list_aim(above.text) if above else None
    if above is None or span is None:
        return
    target = _end(above, *span)
    inner = list(cues_in(passage.text))
    end = inner[0].start if inner else len(passage.text)
    source = _promise_before(passage, promised, 0, end)
    if source is None or target is None:
        return
    aim = content_stems(target.quote)
    if not aim or not aim <= content_stems(source.quote):  # else the item only repeats the aim
        yield _link(source, target, Cue(CueKind.LIST, 0, 0), above.text)


def _link(source: Element, target: Element, cue: Cue, words: str) -> Link:
    """Return a link whose second side stands no earlier in the chain than its first."""
    if STAGES.index(target.stage) < STAGES.index(source.stage):
        target = Element(target.passage, target.start, target.end, source.stage)
    return Link(source, target, cue.kind, " ".join(words.split()) or target.quote.split()[0])


_STARTS_WRONG = re.compile(
    r"(?:will|shall|it is|if|unless|should|whether|although|because|whose|which|who|that|this|"
    r"these|however|without)\b",
    re.IGNORECASE,
)
_HAS_VERB = re.compile(
    r"\b(?:we|will|shall|should|must|am|is|are|have|has|recommend\w*|urge|propose|undertake)\b|"
    r"^[^.]{0,30}[£€$]\s?\d",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"\b(?:this|that|it|these|those|them|so|such as|already|not)$"
    r"|\balready\b|\bsuch as\b|\bwere\b|\bwas\b|\bwhich (?:has|have)\b"
)
_EMPTY_END = re.compile(
    r"(?:help (?:to )?|and )*(?:achieve success|\w+ (?:(?:all|some|both) (?:of )?)?"
    r"(?:this|these|it|that|those|them|us|him|her)\b(?: \w+){0,2})",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r"(?:,|;|:|\s[–—-]\s|\.)?\s+(?:and|but|while|whilst|as well as)\s+"
    r"(?:where\b|when\b|working\b|"
    r"(?:(?:we|they|it|he|this|these|the [\w’]+(?: \w+){0,3}) )?"
    r"(?:will|shall|are|is|consulting|continuing)\b)"
)


def _promise_before(
    passage: Passage,
    promised: Sequence[Commitment],
    start: int,
    end: int,
    first: int | None = None,
) -> Element | None:
    """Return the last promise that begins between `start` and `end`, cut off at `end`.

    With `first`, one that begins as early as there counts too, and is cut off at `start`.
    """
    for commitment in reversed(promised):
        begins = start if first is None else first
        if not begins <= commitment.start < end or commitment.end <= start:
            continue
        if commitment.kind is CommitmentKind.ASPIRATION:
            continue
        begin = max(start, commitment.start)
        words = passage.text[begin:end]
        found = _element(passage, begin, end, _stage_of(commitment, words))
        return found if found is not None and _is_promise(found.quote) else None
    return None


def _is_promise(words: str) -> bool:
    """Whether words stand for an action by themselves: somebody acts, or a verb comes first."""
    if _STARTS_WRONG.match(words) or _BACKWARD.search(words):
        return False
    first = re.match(r"[\w-]+", words)
    leading = first is not None and base_form(first.group()) in DOING
    return leading or bool(_HAS_VERB.search(words))


def _end(passage: Passage, start: int, end: int) -> Element | None:
    """Return what something is done for, without a new clause that follows it."""
    clause = _NEW_CLAUSE.search(passage.text, start, end)
    found = _element(passage, start, clause.start() if clause else end, None, fewest=2)
    if found is None or _EMPTY_END.fullmatch(found.quote) or "already" in found.quote:
        return None
    return found


_HEAD = re.compile(r"(?:.*?\b(?:will|shall|to|be)\s+(?:also\s+|now\s+|be\s+)?)?(?P<verb>[\w-]+)")


def _stage_of(commitment: Commitment, words: str) -> Stage:
    """Return the stage of the part of a promise that stands before a cue."""
    stage = commitment.stage
    if stage is Stage.INPUT and commitment.amount and commitment.amount.text not in words:
        return Stage.ACTIVITY
    if stage in (Stage.OUTCOME, Stage.IMPACT):
        head = _HEAD.match(words)
        verb = base_form(head["verb"]) if head else ""
        money = bool(commitment.amount and commitment.amount.text in words)
        stated = commitment.target is not None and commitment.target in words
        return stage if stated else clause_stage(CommitmentKind.ACTION, verb, words, money)
    return Stage.ACTIVITY if stage is Stage.CONTEXT else stage


def _element(
    passage: Passage, start: int, end: int, stage: Stage | None, fewest: int = FEWEST_WORDS
) -> Element | None:
    """Return the words without what is left hanging at their ends; None when unfit to judge."""
    words = passage.text[start:end]
    trimmed = re.sub(r"[\s,;:–—-]+(?:and|but|or|both|specifically|also)?[\s,;:–—-]*$", "", words)
    trimmed = trimmed.rstrip(" .;,")
    lead = len(trimmed) - len(trimmed.lstrip())
    count = len(trimmed.split())
    if not fewest <= count <= MOST_WORDS or trimmed.count("(") != trimmed.count(")"):
        return None
    return Element(passage, start + lead, start + len(trimmed), stage or end_stage(trimmed))


_MADE = re.compile(
    r"(?:help (?:to )?|then )*(?:creat|establish|build|introduc|develop|launch|produc|set up)\w*\s"
    r"(?:an?|the|our|new|one|two|three|\d[\d,]*)\s",
    re.IGNORECASE,
)
_NOT_MADE = re.compile(
    r"\b(?:jobs?|growth|opportunit\w+|environment|conditions|econom\w+|culture|societ\w+|climate|"
    r"demand|markets?|future|incentives?|advantage|base|approach)\b",
    re.IGNORECASE,
)
_HEAD_LENGTH: Final = 90
"""Characters of an end that decide its stage: what comes later explains and no longer names it."""


def end_stage(words: str) -> Stage:
    """Return the stage of what something is done for: an output only if it is built or counted."""
    head = words[:_HEAD_LENGTH]
    if clause_stage(CommitmentKind.ACTION, "build", head, money=False) is Stage.OUTPUT:
        return Stage.OUTPUT
    if _MADE.match(head) and not _NOT_MADE.search(head):
        return Stage.OUTPUT
    # "Prosperity Fund" is a name, and "world-leading scientists" are people: no impact in either.
    common = re.sub(r"(?<=\s)[A-Z][\w’'&-]*|\bworld[- ]leading\b", "", head)
    return clause_stage(CommitmentKind.TARGET, "", common, money=False)
