"""Decides which words of a sentence belong to a promise and which only set the scene."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.commitments.amounts import find_money
from nlp.commitments.deadlines import find_deadlines

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BINDING = re.compile(
    r"^(?:subject to|if\b|provided|where (?:possible|funding)|depending|should\b|with\b|together\b|"
    r"alongside\s(?!this|these|that)|jointly|working (?:\w+ )?with|in (?:partnership|collaboration|"
    r"conjunction) with|pending|by\b|from\b|over the|within\b|until\b|before\b)",
    re.IGNORECASE,
)
_TRAILING = " \t\n.;:,!?…'\"”’)]"


def clause_ranges(doc: Doc, heads: list[Token]) -> dict[int, tuple[int, int]]:
    """Return first and last token of each main clause, so that no two share a word."""
    ranges: dict[int, tuple[int, int]] = {}
    inner = {head.i for head in heads}
    for head in heads:
        first, last = head.left_edge.i, head.right_edge.i
        for other in heads:
            if other.i == head.i or not (first <= other.i <= last):
                continue
            if other.i > head.i:
                last = min(last, _opening(other, inner) - 1)
            else:
                first = max(first, other.right_edge.i + 1)
        if head.dep_ == "conj":
            first = _opening(head, inner)
        while last > head.i and (doc[last].is_punct or doc[last].dep_ == "cc"):
            last -= 1
        ranges[head.i] = (first, max(last, head.i))
    return ranges


def _opening(head: Token, mains: set[int]) -> int:
    """Return the first token of a co-ordinated clause, without its "and"."""
    own = [c.left_edge.i for c in head.children if c.i < head.i and c.i not in mains]
    return min([head.i, *own])


def keeps_lead(head: Token, subject: Token | None, first: int) -> int:
    """Return the token where the promise starts, past clauses that only set the scene.

    Dates, money, partners and conditions in front of the subject are part of the promise.
    """
    doc = head.doc
    anchor = head.i
    if subject is not None and first <= subject.left_edge.i < head.i:
        anchor = subject.left_edge.i
    else:
        before = [c.i for c in head.children if c.dep_ in ("aux", "auxpass") and first <= c.i]
        anchor = min([head.i, *before])
    if anchor <= first:
        return first
    start = first
    while start < anchor:
        stop = _piece_end(doc, start, anchor)
        words = doc[start : stop + 1].text
        if _BINDING.match(words) and _binds(words):
            return start
        start = stop + 1
    return anchor


def _binds(words: str) -> bool:
    if re.match(r"(?:by|from|over|within|until|before)\b", words, re.IGNORECASE):
        return bool(find_deadlines(words) or find_money(words))
    return True


def _piece_end(doc: Doc, start: int, anchor: int) -> int:
    """Return the last token of the piece up to the next comma before `anchor`."""
    for index in range(start, anchor):
        if doc[index].text in (",", ":", "–", "—"):
            return index
    return anchor - 1


def own_end(doc: Doc, last: int) -> int:
    """Return the offset behind the last word, punctuation at the end left out."""
    text = doc[: last + 1].text
    stripped = text.rstrip(_TRAILING)
    opened = stripped.count("(") - stripped.count(")")
    if opened > 0 and text[len(stripped) :].startswith(")"):
        stripped = text[: len(stripped) + 1]
    return len(stripped)
