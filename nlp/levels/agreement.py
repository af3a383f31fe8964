"""Makes the level of a passage and its commitments one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.analysis import Level, Promises
from nlp.commitment import Commitment, CommitmentKind, Stage, Strength
from nlp.commitments.amounts import promised
from nlp.commitments.deadlines import deadline_in
from nlp.commitments.partners import find_partners, find_places
from nlp.commitments.stage import passage_stage
from nlp.levels.from_promises import Verdict
from nlp.sentences import sentences
from nlp.statement import Statement
from nlp.theme import Span

SURELY_NONE = 0.6  # best F1 of .5 to .95 on training gold by models that never saw the document
SOUNDS_SO = 1.5  # the least that one sign of a promise weighs: a year to come, say

_SIGNS = (
    (3.0, r"\b(?:will|shall)\b|['’]ll\b|\b(?:is|are) to (?:be )?[a-z]+"),
    (2.0, r"\b(?:is|are|['’]re) (?:\w+ly |now |also |already |being )*\w{3,}ing\b"),
    (2.0, r"\b(?:should|must|would|could|might|may|aims?|intends?|hopes?|plans?|proposes?|seeks?|"
          r"asks?|wants?|ambition|objective|goal|target|commits?|minded|ready|glad|keen)\b"),
    (2.0, r"\b(?:has|have) (?:\w+ly |now |also |been )*(?:agreed|allocated|approved|committed|"
          r"adopted|commissioned|established|launched|pledged|resolved|set|signed)\b"),
    (1.5, r"\b(?:by|from|until|before|in) (?:\w+ ){0,2}20[12]\d\b|\bnext (?:year|spring|month)\b"),
    (1.0, r"\b(?:we|our)\b"),
    (1.0, r"£|€"),
    (-2.5, r"\b(?:was|were|had|did)\b"),
    (-1.5, r"\b(?:not|no longer|nobody)\b|\?"),
)  # fmt: skip
_WEIGHED = tuple((weight, re.compile(words, re.IGNORECASE)) for weight, words in _SIGNS)
_WHO = re.compile(
    r"^(?:(?:by|from|in|before|until|for|to) [^,]{2,60},\s)?"
    r"(?P<who>[Ww]e|(?:[Tt]he\s)?[A-Z][\w’'&-]*(?:\s(?:of|and|the|for|[A-Z][\w’'&-]*)){0,6}|"
    r"[Tt]he (?:[a-z-]+\s){0,2}(?:authority|council|board|partnership|government|university|mayor|"
    r"trust|college|committee))\s+(?:will|shall|is|are|has|have|aims?|intends?|plans?|hopes?|seeks?|"
    r"commits?|proposes?|should|must|would)\b"
)


def agreed(statement: Statement, verdict: Verdict, found: Sequence[Commitment]) -> Promises:
    """Return one answer from what the trained level says of a passage and the rules found in it.

    A passage that surely promises nothing loses its commitments; with less certainty they
    stand and give it its level. A passage that promises, and in which the rules found
    nothing, gives its likeliest sentence. Rows of tables say what they promise by their
    headers, which the level does not read: their commitments always stand, and without any
    only a row that sounds like a promise is one.
    """
    kept = tuple(found)
    level, stage = verdict.level, verdict.stage
    if not statement.text.strip():
        return Promises(Level.NONE, Stage.CONTEXT, ())
    empty = level is Level.NONE and (not kept or verdict.none > SURELY_NONE)
    if statement.cells and not kept:
        empty = empty or max(map(_sound, _texts(statement.text))) < SOUNDS_SO
    if empty and not (statement.cells and kept):
        return Promises(Level.NONE, stage, ())
    if kept and stage is Stage.CONTEXT:
        stage = passage_stage([c.stage for c in kept])
    if level is Level.NONE or (statement.cells and kept):
        return Promises(_level_of(kept), stage, kept)
    if level is Level.CONDITIONAL:
        kept = tuple(
            replace(c, strength=Strength.CONDITIONAL) if c.strength is Strength.FIRM else c
            for c in kept
        )
    elif _level_of(kept) is not Level.FIRM and kept:
        level = Level.CONDITIONAL
    return Promises(level, stage, kept or (_likeliest(statement, level, stage),))


def _spans(text: str) -> Sequence[Span]:
    return sentences(text) or (Span(0, len(text)),)


def _texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in _spans(text)]


def _level_of(commitments: Sequence[Commitment]) -> Level:
    if any(c.strength is Strength.FIRM for c in commitments):
        return Level.FIRM
    return Level.CONDITIONAL if commitments else Level.NONE


def _likeliest(statement: Statement, level: Level, stage: Stage) -> Commitment:
    """Return the sentence that sounds most like a promise, the first of equals."""
    text = statement.text
    spans = _spans(text)
    best = max(spans, key=lambda span: _sound(text[span.start : span.end]))
    end = best.start + len(text[best.start : best.end].rstrip(" .;:,"))
    span = Span(best.start, max(end, best.start + 1))
    words = text[span.start : span.end]
    firm = level is Level.FIRM
    who = _WHO.match(words)
    actor = who["who"] if who else None
    return Commitment(
        start=span.start,
        end=span.end,
        kind=CommitmentKind.ACTION if firm else CommitmentKind.ASPIRATION,
        strength=Strength.FIRM if firm else Strength.CONDITIONAL,
        stage=Stage.ACTIVITY if stage is Stage.CONTEXT else stage,
        actor=actor,
        action=words,
        amount=promised(text, span, span.start),
        deadline=deadline_in(text, span),
        partners=find_partners(words, actor),
        places=find_places(words),
    )


def _sound(sentence: str) -> float:
    return sum(weight for weight, words in _WEIGHED if words.search(sentence))
