"""Finds the measurable end in a clause: what is measured, from where, to where."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d(?!\d|,\d)"
_UNIT = (
    r"(?:\s?%|\s?per\s?cent(?:age points?)?|\s?percent(?:age points?)?|\s?percentage points?|"
    r"\s?(?:million|billion|thousand|bn|m|k)\b|\s?(?:minutes|hours|years|days|miles|hectares|"
    r"tonnes|MW|GW|kW|kWh|MWh|GWh|Mt|kt|Mbps|Gbps|homes|places|starts|jobs|firms|people)\b)"
)
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d[\d,]*)"
_NUMBER = rf"(?!{_YEAR}\b)(?:£|€|\$)?{_DIGITS}(?:\.\d+)?(?:st|nd|rd|th)?{_UNIT}{{0,2}}"
_WORD_QUANTITY = (
    r"(?:net[- ]?zero|zero|nil|carbon neutral(?:ity)?|parity|a (?:third|quarter|half|fifth|tenth)|"
    r"one (?:third|quarter|half|in \w+)|two[- ]thirds|three[- ]quarters|half|"
    r"(?:the )?(?:national|uk|england|english|regional|eu) average|\d in \d+|(?:two|"
    r"three|four|five|six|seven|"
    r"eight|nine|ten) (?:in ten|out of ten|per ?cent|percent))"
)
_ABOUT = (
    r"(?:at least|at most|around|about|more than|less than|fewer than|over|under|up to|"
    r"no more than|above|below|nearly)?\s?"
)
QUANTITY = rf"{_ABOUT}(?:{_NUMBER}|{_WORD_QUANTITY})"
_NOTE = r"(?:\s?\([^)]{1,30}\)|\s(?:in|since)\s(?:19|20)\d\d(?:[/–-]\d\d)?)?"

_CHANGING = (
    r"(?:rais|increas|reduc|decreas|improv|lower|lift|cut|grow|boost|bring|tak|get|mov|rise|rising|"
    r"fall|narrow|clos|halv|driv|push|widen|expand|extend|keep|hold|shrink|drop|limit)\w*"
)
_FROM_TO = re.compile(
    rf"\b{_CHANGING}\s+(?:(?P<indicator>(?!from\b|to\b|"
    rf"by\b)[^,;:]{{2,110}}?)\s+)?(?:by\s+{_YEAR},?\s+)?"
    rf"from\s+(?P<baseline>{QUANTITY}){_NOTE},?\s+to\s+(?P<target>{QUANTITY})",
    re.IGNORECASE,
)
_TO_FROM = re.compile(
    rf"\b{_CHANGING}\s+(?:(?P<indicator>(?!from\b|to\b|"
    rf"by\b)[^,;:]{{2,110}}?)\s+)?to\s+(?P<target>{QUANTITY})"
    rf",?(?:\s+by\s+{_YEAR},?)?\s+(?:up |down )?from\s+(?:the current\s+)?(?P<baseline>{QUANTITY})",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"\b{_CHANGING}\s+(?:(?P<indicator>(?!from\b|to\b|"
    rf"by\b)[^,;:]{{2,110}}?)\s+)?(?:by\s+{_YEAR},?\s+)?"
    rf"(?:to|by)\s+(?P<target>{QUANTITY})",
    re.IGNORECASE,
)
_REACH = re.compile(
    rf"\b(?:reach|achiev|attain|exceed|hit|meet|deliver|becom|be|secur)(?:e|es|ed|"
    rf"ing|s)?\s+(?:a |an |our |the )?"
    rf"(?:target of |rate of |level of |total of )?"
    rf"(?P<target>{QUANTITY})(?:\s+(?P<indicator>(?!by\b|in\b|and\b|"
    rf"for\b)[a-z][\w’'-]*(?:\s(?!by\b|in\b|and\b|for\b)[\w’'-]+){{0,6}}))?",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?P<target>double|halve|treble|triple|quadruple|doubling|halving|trebling|"
    r"eliminate|eradicate)\s+"
    r"(?P<indicator>(?:the\s)?[^,;:.]{3,110}?)(?=\s+(?:by|before|within|over|"
    r"in)\s+(?:the\s)?(?:\d|next|end)|\s+to\s+[£€$\d]|[,;]|\.\s|$)",
    re.IGNORECASE,
)
_AIMED = re.compile(
    rf"\b(?:target|goal|objective|aim|ambition)s?\s+(?:is\s+|are\s+|of\s+|for\s+|to "
    rf"be\s+|was set at\s+|set at\s+){{1,2}}"
    rf"(?:\w+ing\s+)?(?P<target>{QUANTITY}(?:(?:\s+to\s+|\s?[-–]\s?){QUANTITY})?)(?:\s+(?:of\s+)?(?"
    rf"P<indicator>(?!to\b|for\b|by\b|in\b|as\b|on\b)[a-z][\w’'-]*"
    rf"(?:\s(?!by\b|in\b|and\b|as\b)[\w’'-]+){{0,6}}))?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?P<target>{_ABOUT}(?:\d[\d.]*\s?(?:%|per ?cent|percent)|{_WORD_QUANTITY}))\s+"
    r"(?:of\s+(?:all\s+)?|(?<=in \w\w\w\w )|(?<=in \w\w\w\w\w )|(?<=in \w\w\w )|(?<=in \d )|"
    r"(?<=in \d\d ))"
    r"(?P<indicator>[\w’'-]+(?:\s(?!will\b|by\b|to\b|has\b|have\b|are\b|is\b|"
    r"shall\b)[\w’'-]+){0,7})\s+(?:will|shall|to\s[a-z]+)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"^(?P<target>{_ABOUT}\d[\d,.]*(?:\s?(?:million|billion|thousand|m|bn|k|%|per "
    rf"?cent))?)\s+(?:of\s)?"
    r"(?P<indicator>(?=[a-z])(?:(?!\b(?:will|are|is|were|was|have|"
    r"has)\b)[^,;:]){3,81}?)\s+by\s+(?:the end of\s+)?(?:\w+\s)?" + _YEAR + r"\W*$",
    re.IGNORECASE,
)
_THAT_SHARE = re.compile(
    rf"\b(?:target|goal|objective|aim|ambition)s?\s+(?:is|are)\s+(?:that|for)\s+"
    rf"(?P<target>{_ABOUT}(?:\d[\d.]*\s?(?:%|per ?cent|percent)|{_WORD_QUANTITY}))\s+(?:of\s+)?"
    r"(?:all\s+)?(?P<indicator>[\w’'-]+(?:\s(?!by\b|up\b|down\b|from\b)[\w’'-]+){0,9})",
    re.IGNORECASE,
)
_LATER = (
    r"(?:\s(?:a|per|each|every)\s(?:year|annum)|\sannually)?,?\s+by\s+(?:the end of\s+)?(?:\w+\s)?"
    rf"{_YEAR}(?:[/–-]\d\d)?"
)
_NAMED_VALUE = re.compile(
    r"^(?P<indicator>(?:(?!\b(?:will|are|is|were|was|have|has|by|to|from)\b)[^,;:.]){3,81}?)"
    r"(?::|\s(?:of|at)\b|,)?\s+(?:(?:up|down|cut|raised?|reduced|increased|"
    r"halved|rising|falling)\s+)?"
    rf"(?:(?:from\s+)?(?P<baseline>{QUANTITY}){_NOTE}\s+)?(?:(?:to|by)\s+)?(?P<target>{QUANTITY})"
    rf"{_LATER}(?:\s(?:from|against|on)\s(?:a\s)?{_YEAR}\s(?:levels?|baseline))?\W*$",
    re.IGNORECASE,
)
_NAMED_CHANGE = re.compile(
    rf"^(?:an?\s+)?(?P<target>{QUANTITY}\s+(?:cut|reduction|increase|rise|fall|improvement|growth|"
    rf"drop|decrease))\s+in\s+(?P<indicator>[^,;:.]{{3,81}}?){_LATER}",
    re.IGNORECASE,
)
_NAMED_ZERO = re.compile(
    rf"^(?:an?\s+|the\s+)?(?P<target>net[- ]?zero|zero[- ]carbon|carbon zero|"
    r"carbon[- ]neutral(?:ity)?)\b"
    rf"(?P<indicator>[^,;:.]{{0,60}}?){_LATER}\W*$",
    re.IGNORECASE,
)
_COLON_VALUE = re.compile(
    rf"^(?P<indicator>[^:.]{{3,120}}):\s+(?:from\s+)?(?P<baseline>{QUANTITY}){_NOTE}"
    rf"(?:\s(?:now|today|at present|at outset))?,?\s+(?:to\s+)?(?P<target>{QUANTITY}){_LATER}\b",
    re.IGNORECASE,
)
_BARE_SHAPES = (_COLON_VALUE, _COUNT, _NAMED_CHANGE, _NAMED_ZERO, _NAMED_VALUE)
_BASELINE_AFTER = re.compile(
    rf"\b(?:up|down|increase|decrease|rise|fall|reduction|improvement)\s+(?:on|from)\s+(?:the\s|a\s)?"
    rf"(?:current\s|baseline of\s)?(?P<a>{QUANTITY})|\bcompared\s(?:with|to)\s(?:the\s)?"
    rf"(?:current\s|only\s|just\s)?(?P<b>{QUANTITY})|\bbaseline\s(?:of|is|was)\s(?P<c>{QUANTITY})|"
    rf"\bfrom\s(?:a baseline of\s|the current\s|its current\s|today[’']s\s|just\s|only\s)?"
    rf"(?P<d>{QUANTITY})\s?(?:now|today|at present|currently|in\s{_YEAR})|"
    rf"\b(?:currently|now|today)\s(?:at\s|only\s|just\s|about\s)?(?P<e>{QUANTITY})",
    re.IGNORECASE,
)
"""What a measure starts from when the sentence says it apart: "up from 7%", "(now 12%)"."""
_DATE_FIRST = re.compile(
    rf"^(?:by|before|in|from|until)\s[^,]{{0,24}}?{_YEAR}(?:[/–-]\d\d)?,?\s", re.IGNORECASE
)
_SHAPES = (_FROM_TO, _TO_FROM, _AIMED, _THAT_SHARE, _TO, _MULTIPLE, _SHARE, _REACH)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurable end, each part as written; `at` is where it starts in the text searched."""

    at: int
    indicator: str | None
    baseline: str | None
    target: str


def find_measure(text: str) -> Measure | None:
    """Return the measurable end that `text` states, None when it states none.

    Years are never quantities, and money given for an action is no measure.
    """
    for shape in _SHAPES:
        match = shape.search(text)
        if match and not _is_money_spent(match) and not _only_moves(match):
            return _measure(match)
    return None


def bare_target(text: str) -> Measure | None:
    """Return the target in words without a verb: "3,000 apprenticeships by 2025"."""
    for shape in _BARE_SHAPES:
        match = shape.match(text)
        if match and not _is_money_spent(match):
            return _measure(match)
    return None


def _measure(match: re.Match[str]) -> Measure:
    parts = match.groupdict()
    indicator = _tidy(parts.get("indicator"))
    if indicator is not None and indicator.lower() in ("this", "it", "them", "that", "these"):
        indicator = None
    if indicator is None and match.re in (_FROM_TO, _TO, _TO_FROM, _REACH):
        indicator = _subject_before(match.string[: match.start()])
    target = parts["target"]
    baseline = _tidy(parts.get("baseline")) or _baseline_after(match)
    return Measure(match.start(), indicator, baseline, target.strip())


def _baseline_after(match: re.Match[str]) -> str | None:
    found = _BASELINE_AFTER.search(match.string, match.end("target"))
    if found is None:
        return None
    return _tidy(next(words for words in found.groupdict().values() if words))


def _tidy(words: str | None) -> str | None:
    return words.strip(" ,;:.") or None if words else None


def _subject_before(before: str) -> str | None:
    """Return the subject in front of an intransitive verb ("R&D spending will rise to 3%")."""
    before = _DATE_FIRST.sub("", before)
    match = re.search(r"(?:^|,\s)(?P<subject>[^,;:]{3,90}?)\s+(?:will|shall|to|should)\s*$", before)
    if match is None or match["subject"].lower() in ("we", "i", "it", "they", "this"):
        return None
    return match["subject"].strip()


def _only_moves(match: re.Match[str]) -> bool:
    """Return whether "bring broadband to 500 homes" only looks like "bring it to 50%"."""
    moving = re.match(r"(?:bring|tak|get|mov|extend|expand|push|driv|open)", match.group(), re.I)
    share = re.search(
        r"%|per\s?cent|zero|average|half|third|quarter|below|above", match["target"], re.I
    )
    return match.re is _TO and bool(moving) and not share


def _is_money_spent(match: re.Match[str]) -> bool:
    money = match["target"].lstrip().startswith(("£", "€", "$"))
    return money and match.re in (_REACH, *_BARE_SHAPES)
