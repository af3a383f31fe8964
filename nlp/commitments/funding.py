"""Joins to a promise the words after it that only say what it costs and who pays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.commitment import Amount, Commitment, CommitmentKind, Strength
from nlp.commitments.amounts import Money, find_money
from nlp.commitments.deadlines import deadline_in
from nlp.commitments.partners import find_payers
from nlp.sentences import sentences
from nlp.theme import Span

_SUM = r"(?:£|€|\$)\s?\d[\d,.]*\s?(?:m|bn|k|million|billion)?\b"
_COST = re.compile(
    r"^(?:it|this|they|these|that|both|all (?:three|four|of (?:it|this))|the (?:[\w-]+\s){1,3}|"
    r"(?:its|their|our|total|public|capital)\s(?:[\w-]+\s){1,3})\W?\s?"
    r"(?:will |would |should |together |also |is to ){0,2}"
    r"(?:costs?|comes? to|is worth|are worth|is paid|is funded|is financed|are paid|are funded|"
    r"(?:has|have|carries|carry) (?:an? (?:\w+ )?(?:budget|cost|price) of )?(?=(?:£|€|\$))|"
    r"needs?|takes?|uses?|draws? on|be (?:paid|funded|financed|met)|is (?=(?:£|€|\$))|"
    rf"are (?=(?:£|€|\$))|is (?:put|estimated) at|(?:is|are) (?:an? )?{_SUM})\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    rf"(?:{_SUM}|\b(?:money|funding|half|rest|contribution))\b[^.;]{{0,60}}?\b(?:is|are|has been|"
    r"have been|was|were|will be|comes?|will come|pays? for|covers?)\b"
    r"(?:\s(?:already|now|all|both))?\s?"
    r"(?:agreed|committed|secured|set aside|in place|allocated|approved|available|ours|in hand|"
    r"earmarked|ring-fenced|reserved|found|put aside|pledged|promised|confirmed|from|"
    r"paid|met|needed|budgeted|£|€|\$|\d)",
    re.IGNORECASE,
)
_GIVING = re.compile(
    r"\b(?:set aside|putting in|put in|puts in|putting up|put up|pays?|paying|underwrit\w+|"
    r"contribut\w+|match\w*|allocated|earmarked|committed|found|secured|provid\w+|meet\w*|"
    r"giving|gives?|has|have|add\w*|spend\w*|lend\w*|bring\w*|find|invest\w*|fund\w*|support\w*)"
    rf"\b[^.;]{{0,60}}{_SUM}|\b(?:run|fund|pay for|finance|support|back|underwrite|build|do)\w*"
    rf"\s(?:it|them|this|these|the [\w\s]{{3,30}}?)\swith {_SUM}",
    re.IGNORECASE,
)
_NEW_OBJECT = re.compile(
    rf"{_SUM}\s(?:\w+\s){{0,2}}?(?:into|in|towards?|to|on|for)\s(?:an?|our|new|\d+|[A-Z]\w+)\b"
)
_OPENING = re.compile(
    r"^(?:it|they|this|the first(?: \w+){0,2}) (?:will )?(?:also )?(?:opens?|starts?|begins?|runs?|"
    r"lasts?|be (?:open|ready|complete|built|run|led|based)|is (?:to )?(?:open|run|led))\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|our)\b[^£€$]{0,40}$", re.IGNORECASE)


def join_funding(text: str, commitments: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """Return the commitments of a passage, each with the sentences behind it about its money.

    "We will build a hall. It will cost £9m, shared with the college" is one promise with an
    amount and a partner. A sentence about money joins only the action just before it, and only
    while that has no amount; what names a new thing to pay for stays a promise of its own.
    """
    kept = list(commitments)
    spans = sentences(text)
    for before, span in pairwise(spans):
        at = _last_in(kept, before)
        if at is None:
            continue
        joined = _joined(text, kept[at], span)
        if joined is not None:
            kept = [
                joined if index == at else other
                for index, other in enumerate(kept)
                if index == at or not span.start <= other.start < span.end
            ]
    return tuple(kept)


def _last_in(commitments: Sequence[Commitment], sentence: Span) -> int | None:
    """Return which action reaches the end of a sentence, so that the next can go on with it."""
    found = [
        index
        for index, commitment in enumerate(commitments)
        if sentence.start < commitment.end <= sentence.end
        and commitment.kind is CommitmentKind.ACTION
        and commitment.strength is not Strength.ASK
    ]
    return max(found, key=lambda index: commitments[index].end) if found else None


def _joined(text: str, commitment: Commitment, span: Span) -> Commitment | None:
    words = text[span.start : span.end]
    end = span.start + len(words.rstrip(" .;:,!"))
    if commitment.amount is None and (money := _funding(words)) is not None:
        partners = [*commitment.partners]
        for payer in find_payers(words):
            if payer not in partners and payer != commitment.actor:
                partners.append(payer)
        deadline = commitment.deadline or deadline_in(text, span)
        return replace(
            commitment, end=end, amount=money, deadline=deadline, partners=tuple(partners)
        )
    if commitment.deadline is None and _OPENING.match(words):
        deadline = deadline_in(text, span)
        if deadline is not None:
            return replace(commitment, end=end, deadline=deadline)
    return None


def _funding(words: str) -> Amount | None:
    """Return the sum when a sentence says nothing but who pays how much for what came before."""
    money = find_money(words)
    if not money or _NEW_OBJECT.search(words):
        return None
    if _COST.match(words):
        return money[0].amount
    if _SETTLED.search(words) or _GIVING.search(words):
        return _own(words, money).amount
    return None


def _own(words: str, money: Sequence[Money]) -> Money:
    """Return what the author pays where the sentence tells it apart from what others pay."""
    return next((m for m in money if _OURS.search(words[: m.span.start])), money[0])
