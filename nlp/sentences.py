"""Cuts a passage into sentences, and sentences at semicolons, without losing an offset."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp.theme import Span

_ABBREVIATIONS = frozenset(
    (
        "al", "approx", "apr", "aug", "ca", "cf", "co", "dec", "dept", "dr", "e.g", "eg",
        "etc", "feb", "fig", "figs", "i.e", "ie", "inc", "jan", "jul", "jun", "ltd", "mar",
        "max", "min", "mr", "mrs", "ms", "no", "nos", "nov", "oct", "p", "para", "paras",
        "plc", "pp", "prof", "rev", "sep", "sept", "sir", "st", "u.k", "u.s", "vol", "vs",
    )
)  # fmt: skip

_STOP = re.compile(
    r"(?P<stop>(?<!\d)[.!?…]+|(?<=\d)[.!?…]+(?!\d))"  # "2.9 Mt" does not end at its point
    r"(?P<close>[\"'”’)\]]*)(?P<note>(?:\d{1,3}|\[\d{1,3}\])?)"
    r"(?=\s+[\"'“‘(\[•●▪£€]*[A-Z0-9£€•])"
)
_BREAK = re.compile(r"\n\s*\n|\t|\s+(?=[•●▪◦‣]|\*\s)|;\s+(?![^()]{0,200}\))")


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, white space trimmed, none of them empty.

    A semicolon outside brackets and a bullet sign end a sentence too, since each side can hold
    a promise of its own. Footnote marks after a full stop stay with their sentence.
    """
    cuts = [0]
    cuts.extend(m.end() for m in _STOP.finditer(text) if not _is_abbreviation(text, m))
    cuts.extend(match.end() for match in _BREAK.finditer(text))
    cuts.append(len(text))
    cuts.sort()
    spans = (_trimmed(text, left, right) for left, right in pairwise(cuts))
    return tuple(span for span in spans if span.start < span.end)


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match["stop"] != "." or match["close"]:
        return False
    before = re.search(r"[\w.]+$", text[max(0, match.start() - 12) : match.start()])
    if before is None:
        return False
    word = before.group().lower()
    if word in ("no", "co", "min", "max", "p", "ch"):
        # "No. 7" goes on, "the answer is no. We" stops.
        return bool(re.match(r"\s+\d", text[match.end() :]))
    return word in _ABBREVIATIONS or bool(re.fullmatch(r"[A-Z]", before.group()))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "•●▪◦‣*"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
