"""Decides whether a clause promises something, and how binding its words are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.commitment import CommitmentKind, Strength
from nlp.commitments.actors import Party
from nlp.commitments.clauses import Clause, Mood
from nlp.commitments.strength_words import (
    AIM_NOUNS,
    ASK_NOUNS,
    CONDITION,
    COUNTED,
    CROWD,
    DATED,
    DONE_STATES,
    EACH,
    ELSEWHERE,
    FORWARD,
    GAUGED,
    HABIT,
    HOPE_NOUNS,
    IN_HAND,
    LOOKING,
    NUMBER,
    OF_SOMETHING,
    OWN_PAPER,
    OWN_TEXT,
    PERIOD,
    PREDICTED,
    RESTS_ON,
    REVIEWED,
    SPEAKER,
    STARTING,
    TARGET_NOUNS,
    THAT,
    TIMED,
    UNDERWAY,
    UNDONE,
    ZERO,
)
from nlp.commitments.verbs import (
    ASKING,
    CHANGE,
    DOING,
    EFFECT,
    IDLE,
    LEANING,
    MONEY,
    OBSERVING,
    PLEDGING,
    SOFT,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a clause promises. `recorded` is False for what counts for the level alone."""

    kind: CommitmentKind
    strength: Strength
    recorded: bool = True


_FIRM = Judgement(CommitmentKind.ACTION, Strength.FIRM)
_HOPE = Judgement(CommitmentKind.ASPIRATION, Strength.CONDITIONAL)
_ASK = Judgement(CommitmentKind.ASK, Strength.ASK)
_TARGET = Judgement(CommitmentKind.TARGET, Strength.FIRM)
_WISH = Judgement(CommitmentKind.ASPIRATION, Strength.CONDITIONAL, recorded=False)
_OTHERS = Judgement(CommitmentKind.ACTION, Strength.FIRM, recorded=False)

_ACTORS = frozenset((Party.AUTHOR, Party.GOVERNMENT, Party.BODY))


def judge(clause: Clause, words: str, measured: bool) -> Judgement | None:
    """Return what `clause` promises, None when it only describes, predicts or looks back.

    `words` are the clause as written; `measured` says whether it states a measurable end.
    """
    if clause.negated or clause.predicted or PREDICTED.search(words) or OWN_TEXT.search(words):
        return None
    if HABIT.search(words) or ELSEWHERE.search(words):
        return None
    if GAUGED.search(words) and clause.mood in (Mood.WILL, Mood.PRESENT) and not clause.reported:
        soft = re.search(r"\b(?:aim|hope|want|expect)\b", words)
        return Judgement(CommitmentKind.TARGET, Strength.CONDITIONAL if soft else Strength.FIRM)
    found = (
        _by_noun(clause, words, measured)
        or _by_asking(clause, words)
        or _by_mood(clause, words, measured)
    )
    if found is None:
        return None
    if clause.reported:
        return None
    if found.strength is Strength.FIRM and CONDITION.search(words):
        return Judgement(found.kind, Strength.CONDITIONAL, found.recorded)
    return found


def follows_up(clause: Clause, before: str) -> bool:
    """Return whether "this will help …" tells the effect of what the author did just before."""
    told = re.search(r"\b(?:we|our|government)\b", before, re.IGNORECASE)
    effect = clause.mood is Mood.WILL and clause.verb in DOING and not clause.negated
    return bool(told) and effect and clause.party is Party.POINTER


def _by_noun(clause: Clause, words: str, measured: bool) -> Judgement | None:
    """Judge "our ambition is to …", "the target is …", "our ask is …"."""
    if clause.verbs[0] not in ("be", "remain", "include") or clause.mood is Mood.PAST:
        return None
    noun = clause.subject_head
    if noun in ASK_NOUNS:
        return _ASK
    if noun in TARGET_NOUNS:
        return _TARGET if measured else None
    if (
        noun in HOPE_NOUNS
        and not re.match(r"(?:its|their)\b", clause.subject, re.IGNORECASE)
        and len(clause.verbs) == 1
        and not measured
    ):
        return _WISH
    if noun in AIM_NOUNS and not measured and THAT.search(words):
        return _HOPE
    if noun in AIM_NOUNS and (len(clause.verbs) > 1 or measured):
        if not measured and OF_SOMETHING.search(clause.subject):
            return _WISH  # what another is for
        if measured:
            return Judgement(CommitmentKind.TARGET, Strength.CONDITIONAL)
        return _HOPE
    return None


def _by_asking(clause: Clause, words: str) -> Judgement | None:
    verb = clause.verbs[0]
    present = clause.mood in (Mood.PRESENT, Mood.ONGOING, Mood.WILL, Mood.COULD)
    if clause.party in (Party.AUTHOR, Party.NOBODY, Party.DOCUMENT) and present:
        if any(v in ASKING for v in clause.verbs[:2]) and not clause.passive:
            if verb == "recommend" or clause.asked in _ACTORS:
                return _ASK
            return None
        if (
            verb in ("want", "need", "like", "look", "seek", "expect", "welcome")
            or "seek" in clause.verbs[:2]
        ):
            if clause.asked in (Party.GOVERNMENT,):
                argued = verb == "need" and clause.mood is Mood.WILL
                return None if argued else _ASK
            if re.search(r"\bfrom (?:the )?(?:UK |national |central )?government\b", words, re.I):
                return _ASK
    if clause.party is Party.BODY and verb in ASKING and clause.mood is Mood.PRESENT:
        ours = SPEAKER.match(clause.subject) and not clause.passive
        return _ASK if ours and (verb == "recommend" or clause.asked in _ACTORS) else None
    if clause.passive and verb in ASKING and clause.party in (Party.GOVERNMENT, Party.BODY):
        return _ASK if clause.mood in (Mood.PRESENT, Mood.ONGOING) else None
    if (
        clause.mood is Mood.SHOULD
        and clause.party in (Party.GOVERNMENT, Party.BODY)
        and not clause.passive
    ):
        return _ASK if clause.verb in DOING and not CROWD.search(clause.subject) else None
    return None


def _by_mood(clause: Clause, words: str, measured: bool) -> Judgement | None:
    match clause.mood:
        case Mood.WILL:
            return _will(clause, words, measured)
        case Mood.SHOULD:
            return _should(clause)
        case Mood.COULD:
            return _could(clause, words)
        case Mood.ONGOING:
            return _ongoing(clause)
        case Mood.DONE:
            return _done(clause, words, measured)
        case Mood.PRESENT:
            return _present(clause, words, measured)
    return None


def _will(clause: Clause, words: str, measured: bool) -> Judgement | None:
    if _is_soft(clause.verbs):
        if clause.party is Party.POINTER or (clause.party is Party.THING and not clause.passive):
            return None
        if measured and clause.verb in CHANGE:
            return Judgement(CommitmentKind.TARGET, Strength.CONDITIONAL)
        return _HOPE
    if clause.verb == "have" and EACH.match(clause.subject):
        return _FIRM
    if clause.verb == "be" and clause.object_head in DONE_STATES:
        return _FIRM if DATED.search(words) else None
    if clause.verb in ("be", "become") and ZERO.search(words) and DATED.search(words):
        return _TARGET if clause.party is not Party.POINTER else None
    if measured and _aims_at_measure(clause, words):
        return _TARGET
    if clause.party in _ACTORS:
        return _actor_will(clause, words, measured)
    if clause.passive:
        timed = TIMED.search(words) and clause.verb not in UNDONE | OBSERVING
        done = clause.verb in DOING or timed
        return _FIRM if done and not RESTS_ON.search(words) else None
    if clause.party is Party.DOCUMENT and clause.verb in MONEY:
        return _FIRM
    if clause.party is Party.THING and _is_timed(clause, words):
        return _FIRM
    if clause.party is Party.SCHEME:
        if clause.verb in EFFECT and not NUMBER.search(words):
            return _OTHERS  # the effect of a scheme is decided, but is no promise of its own
        return _FIRM if clause.verb in DOING and clause.verb not in IDLE else None
    if (
        clause.party is Party.THING
        and clause.verb in DOING
        and clause.subject.lower().startswith("our ")
    ):
        return _OTHERS  # "our reforms will help schools"
    if clause.party is Party.DOCUMENT and clause.verb in DOING and OWN_PAPER.match(clause.subject):
        return _OTHERS
    if clause.party is Party.POINTER and clause.subject_head in ("it", "they", "which"):
        return _FIRM if clause.verb in DOING - EFFECT else None
    return None


def _is_timed(clause: Clause, words: str) -> bool:
    """Return whether a thing will be there, or start, at a stated time."""
    if clause.verb in STARTING:
        return bool(TIMED.search(words))
    return clause.verb in DOING - EFFECT - CHANGE and bool(
        DATED.search(words) or TIMED.search(words)
    )


def _actor_will(clause: Clause, words: str, measured: bool) -> Judgement | None:
    if (clause.verbs[0] == "be" and len(clause.verbs) == 1) or clause.verb == "become":
        if measured:
            return _TARGET
        if ZERO.search(words) and DATED.search(words):
            return _TARGET
        return _HOPE if clause.verb in ("be", "become") and clause.object_head else None
    if (
        clause.verbs[0] in IDLE
        and clause.verbs[0] not in ("grow", "be", "know", "require")
        and not clause.passive
    ):
        if clause.verbs[0] == "need" and clause.party is Party.AUTHOR and clause.verb in DOING:
            return _HOPE
        return None
    if CROWD.search(clause.subject) and clause.party is not Party.AUTHOR:
        return _FIRM if clause.verb in DOING - EFFECT and clause.subject[:1].isupper() else None
    if clause.party is Party.AUTHOR:
        looks_on = clause.verb in LOOKING or REVIEWED.search(words)
        return _OTHERS if looks_on else _FIRM
    return _FIRM if clause.verb not in OBSERVING else None


def _aims_at_measure(clause: Clause, words: str) -> bool:
    if clause.party is Party.DOCUMENT or re.search(r"\b(?:pension|retire|aged)\b", words):
        return False
    if clause.party is Party.POINTER:
        return clause.verb in ("reach", "hit", "achieve") and bool(DATED.search(words))
    if re.search(
        r"\b(?:population|demand|people aged|over-\d\ds|sea levels?|temperatures?|"
        r"costs?|market|proportion)\b",
        clause.subject,
        re.I,
    ):
        return False
    if clause.party is Party.THING or clause.party is Party.BODY:
        return clause.verb in CHANGE | {"be", "have", "become"}
    return clause.verb in CHANGE or clause.verb in ("be", "become", "deliver", "secure")


def _should(clause: Clause) -> Judgement | None:
    if clause.party is Party.AUTHOR and not clause.passive:
        if clause.verb in DOING | SOFT:
            return _HOPE
        vague = clause.verb in OBSERVING or (clause.verb == "need" and len(clause.verbs) == 1)
        return None if vague else _WISH
    if clause.passive and clause.verb in DOING - {"send", "address", "submit"}:
        return _HOPE
    if clause.party in _ACTORS and clause.verb not in OBSERVING:
        return _WISH
    return None


def _could(clause: Clause, words: str) -> Judgement | None:
    if clause.passive and clause.verb in DOING - EFFECT and "would" in words:
        return _WISH
    if clause.party is not Party.AUTHOR and clause.verb in DOING and CONDITION.search(words):
        return _WISH  # "the land could be brought forward if the gap were met"
    if clause.party not in _ACTORS or clause.passive:
        return None
    first = clause.verbs[0]
    if first in LEANING and clause.party is Party.AUTHOR:
        return _HOPE
    return _HOPE if clause.party is Party.AUTHOR and clause.verb in DOING | SOFT else None


def _ongoing(clause: Clause) -> Judgement | None:
    if clause.verbs[0] in LEANING | SOFT:
        weighing = clause.verbs[0] in ("consider", "discuss", "assess", "examine")
        if clause.passive or clause.party in _ACTORS - ({Party.BODY} if weighing else set()):
            return _HOPE
        return None
    if clause.passive:
        return _FIRM if clause.verb in DOING else None
    if clause.party is Party.AUTHOR:
        return _FIRM if clause.verb not in OBSERVING or clause.verb == "grow" else None
    if clause.party in _ACTORS and not CROWD.search(clause.subject):
        return _FIRM if clause.verb in DOING and clause.verb not in IDLE else None
    return None


def _done(clause: Clause, words: str, measured: bool) -> Judgement | None:
    named = clause.subject_head if clause.passive else clause.object_head
    if (
        clause.verbs[0] in ("set", "adopt", "agree")
        and measured
        and named in TARGET_NOUNS | AIM_NOUNS
    ):
        return _TARGET
    if clause.verbs[0] not in PLEDGING or not FORWARD.search(words):
        return None
    if clause.passive:
        return _FIRM if clause.verb in DOING else None
    if clause.party is Party.AUTHOR:
        return _FIRM
    return _OTHERS if clause.party in _ACTORS else None


def _present(clause: Clause, words: str, measured: bool) -> Judgement | None:
    first = clause.verbs[0]
    if clause.state:
        return _state(clause)
    if IN_HAND.search(words) and clause.party in _ACTORS:
        return _FIRM
    if clause.passive:
        if first in ("plan", "propose", "intend", "envisage", "recommend", "foresee", "aim"):
            return _HOPE
        return None
    if first in LEANING and clause.party in _ACTORS | {Party.DOCUMENT, Party.SCHEME, Party.NOBODY}:
        bare = len(clause.verbs) == 1
        if bare and (first in ("like", "look", "wish", "try") or clause.party is not Party.AUTHOR):
            return None
        if measured and clause.verb in CHANGE:
            return Judgement(CommitmentKind.TARGET, Strength.CONDITIONAL)
        own = clause.party is not Party.SCHEME and (
            clause.party is not Party.DOCUMENT or OWN_PAPER.match(clause.subject)
        )
        return _HOPE if own else _WISH
    if first in LEANING and clause.subject_head == "they" and len(clause.verbs) > 1:
        return _WISH
    if first == "continue" and clause.verb in DOING and clause.party in _ACTORS:
        return _FIRM if clause.party is Party.AUTHOR else _OTHERS
    counted = clause.subject[:1].isdigit()  # "3,000 starts by 2025" has no verb
    if first in STARTING and TIMED.search(words) and not counted:
        return None if clause.party is Party.POINTER else _FIRM  # "drilling starts in May"
    if first in ("commit", "pledge", "undertake", "guarantee") and clause.party in _ACTORS:
        return _FIRM
    if clause.party is Party.AUTHOR:
        if first in ("promise", "agree"):
            return _FIRM
        dated = DATED.search(words) or PERIOD.search(words)
        if first == "expect" and dated and (measured or COUNTED.search(words)):
            return Judgement(CommitmentKind.TARGET, Strength.CONDITIONAL)
    if clause.party in (Party.AUTHOR, Party.GOVERNMENT) and first in UNDERWAY:
        return _OTHERS
    return None


def _state(clause: Clause) -> Judgement | None:
    if clause.state == "committed":
        return (
            _FIRM if clause.party is Party.AUTHOR else _OTHERS if clause.party in _ACTORS else None
        )
    if clause.state in ("due", "set", "scheduled"):
        return _FIRM if len(clause.verbs) > 1 and clause.verb in DOING else None
    return _HOPE if clause.party in _ACTORS and len(clause.verbs) > 1 else None


def _is_soft(verbs: tuple[str, ...]) -> bool:
    if verbs[0] in SOFT:
        return True
    return len(verbs) > 1 and verbs[0] in ("continue", "begin", "start") and verbs[1] in SOFT
