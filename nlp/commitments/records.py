"""Makes commitment records of judged clauses: who, what, how much, by when, with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from nlp.commitment import Amount, Commitment, CommitmentKind, Deadline, Stage, Strength
from nlp.commitments.actors import Party
from nlp.commitments.amounts import promised
from nlp.commitments.clauses import Clause, Mood
from nlp.commitments.deadlines import deadline_in
from nlp.commitments.frames import Frame
from nlp.commitments.measures import Measure, bare_target, find_measure
from nlp.commitments.partners import find_partners, find_places
from nlp.commitments.stage import clause_stage
from nlp.commitments.strength import Judgement, follows_up, judge
from nlp.commitments.units import Unit
from nlp.levels.from_promises import Evidence
from nlp.theme import Span

_EFFECT_TOLD = Evidence(CommitmentKind.ACTION, Strength.FIRM, Stage.ACTIVITY)
_BY = re.compile(r"by|before|until", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|whether|unless|because|although|what|how|why|which \w+|what \w+)\W*$",
    re.IGNORECASE,
)
"""Before a clause these make it a supposition or a question and no promise."""
_MONEY_ITEM = re.compile(
    r"^(?:an? |up to |over |more than |around |some |new |further |additional |extra "
    r"|initial ){0,4}"
    r"(?:£|€|\$)\s?\d[\d,.]*\s?(?:m|bn|k|million|billion)?\b(?! (?:of|in) (?:gva|gdp|"
    r"output|exports|turnover|sales))"
    r"[^.;]{0,80}?\b(?:to (?:support|fund|help|build|develop|deliver|create|"
    r"establish|improve|upgrade|train|"
    r"accelerate|tackle|enable|boost|expand|extend|drive|provide|increase)|for|"
    r"investment|funding|fund|programme)\b",
    re.IGNORECASE,
)
"""Money offered without a verb, as lists of measures do: "£20m to support small firms"."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one sentence promises: records, and all that the level counts."""

    records: tuple[Commitment, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def records_of(
    unit: Unit, clauses: list[Clause], text: str, reference: date | None = None
) -> Found:
    """Return the promises of one sentence; `text` is its passage.

    Embedded clauses speak only where the clause around them promises nothing.
    """
    if unit.frame.promises_nothing or unit.body.rstrip().endswith("?") or unit.leads_in:
        return Found()
    records: list[Commitment] = []
    evidence: list[Evidence] = []
    covered: list[Span] = []
    clauses = _widened(unit, clauses)
    for clause in clauses:
        if clause.end <= len(unit.prefix):
            continue
        clause = _quoted(unit, clause)
        if clause.embedded and any(s.start <= clause.verb_at < s.end for s in covered):
            continue
        if _SUPPOSED.search(unit.text[: clause.start]):
            continue
        words = text[unit.offset(clause.start) : unit.offset(clause.end)]
        measure = find_measure(words)
        judgement = judge(clause, words, measure is not None)
        if judgement is None:
            if follows_up(clause, text[: unit.start]):
                evidence.append(_EFFECT_TOLD)
            continue
        covered.append(Span(clause.start, clause.end))
        record = _record(unit, clause, judgement, measure, text, reference)
        vague = not judgement.recorded and judgement.strength is Strength.CONDITIONAL
        evidence.append(
            Evidence(record.kind, record.strength, Stage.CONTEXT if vague else record.stage)
        )
        if judgement.recorded:
            records.append(record)
    if not records and not evidence:
        return _without_verb(unit, text, reference)
    return Found(tuple(records), tuple(evidence))


def _widened(unit: Unit, clauses: list[Clause]) -> list[Clause]:
    """Let a main clause take in what follows it without a subject or a mood of its own.

    The parser likes to read "refuse lorry" or "report each July" as new sentences.
    """
    mains = sorted((c for c in clauses if not c.embedded), key=lambda clause: clause.start)
    kept: list[Clause] = []
    for clause in mains:
        goes_on = clause.dependent and clause.mood in (Mood.PRESENT, Mood.OTHER)
        if kept and goes_on and kept[-1].mood is not Mood.DONE:
            kept[-1] = replace(kept[-1], end=max(kept[-1].end, clause.end))
        else:
            kept.append(clause)
    blanked = 0 if unit.prefix else unit.blanked
    if kept and blanked and kept[0].start <= blanked + 1:
        kept[0] = replace(kept[0], start=0)
    if kept and not kept[-1].reported:
        end = len(unit.text.rstrip(" .;:,\n\t"))
        kept[-1] = replace(kept[-1], end=max(kept[-1].end, end))
    return kept + [clause for clause in clauses if clause.embedded]


def _quoted(unit: Unit, clause: Clause) -> Clause:
    """Mark as reported what stands in quotation marks inside a sentence of somebody else's."""
    before = unit.text[: clause.verb_at]
    inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return replace(clause, reported=True) if inside else clause


def _record(
    unit: Unit,
    clause: Clause,
    judgement: Judgement,
    measure: Measure | None,
    text: str,
    reference: date | None,
) -> Commitment:
    start, end = unit.offset(clause.start), unit.offset(clause.end)
    span = Span(start, end)
    actor = _actor(unit, clause, judgement)
    amount = promised(text, span, unit.offset(clause.verb_at))
    measurable = judgement.kind in (CommitmentKind.TARGET, CommitmentKind.ASPIRATION)
    target = measure if measurable else None
    if target and amount and amount.text in (target.target + (target.baseline or "")):
        amount = None
    framed = unit.text[clause.start if not unit.spoken else 0 : clause.end]
    return Commitment(
        start=start,
        end=end,
        kind=judgement.kind,
        strength=judgement.strength,
        stage=clause_stage(
            judgement.kind, clause.verb, text[unit.offset(clause.verb_at) : end], amount is not None
        ),
        actor=actor,
        action=_action(unit, clause, judgement, text, span),
        amount=amount,
        deadline=_deadline(unit, text, span, reference),
        indicator=target.indicator if target else None,
        baseline=target.baseline if target else None,
        target=target.target if target else None,
        partners=find_partners(framed, actor),
        places=find_places(framed),
    )


def _actor(unit: Unit, clause: Clause, judgement: Judgement) -> str | None:
    if judgement.strength is Strength.ASK:
        if clause.asked in (Party.GOVERNMENT, Party.BODY):
            return clause.asked_words if unit.spoken or not unit.prefix else None
        asked = clause.mood is Mood.SHOULD or clause.passive
        return clause.subject or None if asked else None
    if unit.prefix and not unit.spoken and clause.subject.lower() == "we":
        return None
    if clause.passive:
        return clause.agent
    if clause.party in (Party.THING, Party.DOCUMENT, Party.NOBODY):
        return None
    if clause.party is Party.POINTER and clause.subject_head not in ("it", "they"):
        return None
    return clause.subject or None


def _action(unit: Unit, clause: Clause, judgement: Judgement, text: str, span: Span) -> str:
    """Return the verb phrase; with its subject when the verb is passive or has no actor."""
    if judgement.strength is Strength.ASK and clause.asked is not None:
        at = unit.offset(clause.verb_at)
    elif clause.passive or clause.party is Party.THING or clause.verbs[0] == "be":
        at = span.start
    else:
        at = unit.offset(clause.action_start)
    return text[at : span.end]


def _deadline(unit: Unit, text: str, span: Span, reference: date | None) -> Deadline | None:
    """Return the deadline of the clause, or of its lead-in when that binds more closely."""
    found = deadline_in(text, span, reference)
    if unit.spoken:
        lead = deadline_in(unit.prefix, Span(0, len(unit.prefix)), reference)
        if lead and (
            found is None or (lead.text[:2].lower() == "by" and not _BY.match(found.text))
        ):
            return lead
    return found


def _without_verb(unit: Unit, text: str, reference: date | None) -> Found:
    """Return what an item without a verb promises: a bare target, an aim or an ask."""
    body = unit.body.rstrip(" .;,")
    span = Span(unit.start, unit.start + len(body))
    measure = bare_target(body)
    if measure is not None:
        conditional = unit.frame is Frame.AIM
        judgement = Judgement(
            CommitmentKind.TARGET, Strength.CONDITIONAL if conditional else Strength.FIRM
        )
    elif _MONEY_ITEM.match(body) and unit.frame is not Frame.ASK:
        judgement = Judgement(CommitmentKind.ACTION, Strength.FIRM)
    elif unit.frame is Frame.ASK and not unit.prefix:
        judgement = Judgement(CommitmentKind.ASK, Strength.ASK)
    elif unit.frame is Frame.AIM and not unit.prefix:
        judgement = Judgement(CommitmentKind.ASPIRATION, Strength.CONDITIONAL)
    else:
        return Found()
    amount: Amount | None = promised(text, span, span.start)
    record = Commitment(
        start=span.start,
        end=span.end,
        kind=judgement.kind,
        strength=judgement.strength,
        stage=clause_stage(judgement.kind, "invest" if amount else "", body, amount is not None),
        actor=None,
        action=body,
        amount=amount,
        deadline=deadline_in(text, span, reference),
        indicator=measure.indicator if measure else None,
        baseline=measure.baseline if measure else None,
        target=measure.target if measure else None,
        partners=find_partners(body),
        places=find_places(body),
    )
    return Found((record,), (Evidence(record.kind, record.strength, record.stage),))
