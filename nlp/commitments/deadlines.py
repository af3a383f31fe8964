"""Finds by when a promise is to be kept: the words and the first and last day they can mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from nlp.commitment import Deadline
from nlp.theme import Span

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (12, 2),
    "easter": (3, 4),
    "whitsun": (5, 6),
    "michaelmas": (9, 9),
    "christmas": (12, 12),
}
_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: number for number, word in enumerate(_NUMERALS, start=1)} | {
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "twenty-five": 25,
    "thirty": 30,
}

_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_FINANCIAL = r"(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"
_WHEN = (
    rf"(?:(?P<financial>{_FINANCIAL})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<daymonth>{_MONTH})\s(?P<dayyear>{_YEAR})"
    rf"|(?P<month>{_MONTH})\s(?P<monthyear>{_YEAR})"
    rf"|(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|Easter|Whitsun|Michaelmas|Christmas)"
    rf"\s(?:of\s)?(?P<seasonyear>{_YEAR}(?!\s?/))"
    rf"|(?:[Ww]inter\sof\s(?P<winter>{_FINANCIAL}))"
    rf"|Q(?P<quarter>[1-4])\s(?P<quarteryear>{_YEAR})"
    rf"|(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-](?:in\s)?(?P<partyear>{_YEAR})"
    rf"|(?P<year>{_YEAR})(?!\d|%|\.\d|s\b))"
)
_POINT = re.compile(_WHEN)
_ENTRY = re.compile(
    r"(?P<lead>\b(?:[Bb]y|[Aa]t|[Nn]o later than|[Bb]efore|[Uu]ntil|[Tt]o|[Ii]n|[Ff]rom|[Dd]uring|"
    r"[Aa]fter|"
    r"[Uu]p to|[Ww]ithin|"
    r"[Tt]hroughout|[Oo]n|[Ff]or|[Ss]tarting in|[Bb]etween|[Oo]ver|[Aa]cross)\s)"
    r"(?P<edge>(?:the\s)?(?:(?P<which>end|start|beginning|close)\sof\s(?:the\s)?)|(?:the\s)?year\s|"
    r"(?:the\s)?(?:financial|academic|school)\syears?\s|the\s|around\s|about\s|at\sthe\slatest\s)?"
    + _WHEN
)
_RANGE_TAIL = re.compile(
    rf"\s?(?:and|to|until|-|–)\s(?P<point>{_MONTH}\s{_YEAR}|{_FINANCIAL}|{_YEAR})"
)
_TIGHT_RANGE = re.compile(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]rom|[Ff]or|[Bb]etween)?\s?(?P<a>(?:19|"
    r"20)\d\d)\s?[–-]\s?(?P<b>(?:19|20)\d\d)\b"
)
_NUMBER = (
    r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
)
_PERIOD = re.compile(
    rf"\b(?:(?:over|within|in|during|for|across)\s(?:(?:the|its|their|our)\s)?(?:(?:next|coming|following|first)\s)?"
    rf"(?P<count>{_NUMBER})[\s-](?P<unit>year|month|week|"
    rf"decade)s?\b(?!\sold)(?!['’]\s?(?:old|experience))"
    rf"|(?:over|within|in|during)\s(?:the\s)?(?:next|coming|following)\s(?:few\s)?"
    rf"(?P<bareunit>years?|months?|decades?)\b(?:\sor\sso)?"
    rf"|within\sa\s(?P<aunit>year|decade|generation)\b"
    rf"|(?P<next>(?:by|in|before)?\s?(?:the\send\sof\s)?(?:next|this)\s(?:year|"
    rf"spring|summer|autumn|winter|parliament|decade))\b"
    rf"|(?:by|before)\sthe\send\sof\s(?:the\s|this\s|next\s)?(?:year|decade|parliament)\b)",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"\b(?:[Ee]ach|[Ee]very)\s(?:{_MONTH}|spring|summer|autumn|winter)\b"
    rf"(?:,?\s(?:starting|beginning)\s(?:in|from)\s(?:{_MONTH}\s)?{_YEAR})?"
)
_PURPOSE = re.compile(r"(?:^|\s)(?:to [a-z]+|so that|expect\w*|hop\w*|aim\w*)\s", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:since|published|launched|opened|dated|was|were|had|baseline|signed|"
    r"founded|met|compared with|"
    r"agreed|announced|established|built|constructed|made)\s*(?:[a-z]+\s)?$",
    re.IGNORECASE,
)


_COMPARED = re.compile(
    r"\b(?:from|against|than|compared (?:with|to)|above|below|of)\s(?:(?!\bto\b)[^,;]){0,25}$"
)
"""Before "in 2018" these make it a baseline: "up from 31 per cent in 2018"."""


@dataclass(frozen=True, slots=True)
class When:
    """A deadline where it stands; `rank` orders rivals in one clause, the least wins."""

    span: Span
    deadline: Deadline
    rank: int


def find_deadlines(text: str, reference: date | None = None) -> tuple[When, ...]:
    """Return what can be a deadline in `text`, in order of place.

    Financial years run from 1 April to 31 March. Periods ("over the next five years") have
    dates only when a `reference` day is given, which is where they start. Bare years without
    a preposition are not deadlines: they name things.
    """
    found: list[When] = []
    for match in _ENTRY.finditer(text):
        when = _dated(text, match)
        if when is not None:
            found.append(when)
    for match in _TIGHT_RANGE.finditer(text):
        start, end = date(int(match["a"]), 1, 1), date(int(match["b"]), 12, 31)
        if end > start:
            found.append(_when(match.start(), match.group(), start, end, 2))
    found.extend(_period(match, reference) for match in _PERIOD.finditer(text))
    found.extend(_when(m.start(), m.group(), None, None, 3) for m in _EACH.finditer(text))
    return tuple(sorted(_without_overlaps(found), key=lambda when: when.span.start))


def leading_date(text: str) -> int:
    """Return how many characters a date takes that opens `text` without a comma behind it."""
    match = _ENTRY.match(text) or _PERIOD.match(text)
    if match is None or not re.match(r"\s+[\w£]", text[match.end() :]):
        return 0
    return 0 if _RANGE_TAIL.match(text, match.end()) else match.end()


def point(text: str) -> tuple[date, date] | None:
    """Return the first and last day that a bare date such as "2030" or "Mar 2021" can mean.

    None when `text` holds no date; the last date in it counts.
    """
    last = None
    for match in _POINT.finditer(text):
        last = _days(match)
    return last


def deadline_in(text: str, span: Span, reference: date | None = None) -> Deadline | None:
    """Return the deadline that binds the words in `span`, None when there is none.

    "By" and "before" win over "in", "in" over "from" and periods; the first of equals wins.
    What stands behind a purpose binds the purpose: "open a desk in 2020, to win 90 sales by 2023".
    """
    words = text[span.start : span.end]
    found = find_deadlines(words, reference)
    if not found:
        return None
    best = min(found, key=lambda when: when.rank)
    if found[0].rank == 1 and _PURPOSE.search(words[found[0].span.end : best.span.start]):
        return found[0].deadline
    return best.deadline


def _when(at: int, words: str, start: date | None, end: date | None, rank: int) -> When:
    stripped = words.strip()
    at += len(words) - len(words.lstrip())
    return When(Span(at, at + len(stripped)), Deadline(stripped, start, end), rank)


def _dated(text: str, match: re.Match[str]) -> When | None:
    lead = match["lead"].strip().lower()
    if _PAST.search(text[max(0, match.start() - 24) : match.start()]):
        return None
    days = _days(match)
    if days is None or (lead == "in" and _COMPARED.search(text[: match.start()])):
        return None
    start, end = days
    words_end = match.end()
    if match["which"]:
        start, end = (end, end) if match["which"] in ("end", "close") else (start, start)
    if lead in ("from", "between", "in", "over", "across"):
        tail = _RANGE_TAIL.match(text, words_end)
        later = (
            point(tail["point"]) if tail and (lead == "between" or " and " not in tail[0]) else None
        )
        if tail and later and later[1] > end:
            end, words_end = later[1], tail.end()
    exact = match["financial"] or match["month"] or match["day"] or words_end != match.end()
    if lead in ("on", "for", "after", "across", "over", "at") and not exact:
        return None  # "on 2017" and "for 2019" are about something else
    rank = (
        0
        if lead in ("by", "before", "until", "up to", "no later than")
        else 1
        if lead in ("in", "within", "at")
        else 2
    )
    return _when(match.start(), text[match.start() : words_end], start, end, rank)


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    try:
        return _named_days(match.groupdict())
    except ValueError:
        return None  # 31 June is no day


def _named_days(part: dict[str, str | None]) -> tuple[date, date] | None:
    if financial := part["financial"]:
        first, last = int(financial[:4]), int(financial[-2:])
        if (first + 1) % 100 == last:
            return date(first, 4, 1), date(first + 1, 3, 31)
        second = re.split(r"\s?[/–-]\s?", financial)[1]
        if len(second) == 4 and int(second) > first:
            return date(first, 1, 1), date(int(second), 12, 31)
        return None
    if (day := part["day"]) and (name := part["daymonth"]) and (year := part["dayyear"]):
        exact = date(int(year), _MONTHS[name.rstrip(".").lower()], int(day))
        return exact, exact
    if (name := part["month"]) and (year := part["monthyear"]):
        month = _MONTHS[name.rstrip(".").lower()]
        return _months(int(year), month, month)
    if winter := part["winter"]:
        return _months(int(winter[:4]), *_SEASONS["winter"])
    if (season := part["season"]) and (year := part["seasonyear"]):
        return _months(int(year), *_SEASONS[season.lower()])
    if (quarter := part["quarter"]) and (year := part["quarteryear"]):
        return _months(int(year), 3 * int(quarter) - 2, 3 * int(quarter))
    if (piece := part["part"]) and (year := part["partyear"]):
        return _months(int(year), *_PARTS[piece.lower()])
    if year := part["year"]:
        return _months(int(year), 1, 12)
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    end_year = year + 1 if last < first else year
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def _period(match: re.Match[str], reference: date | None) -> When:
    end = None
    unit = match["unit"] or match["aunit"]
    if reference is not None and unit and unit.lower() in ("year", "month", "decade"):
        raw = (match["count"] or "one").lower()
        count = int(raw) if raw.isdigit() else _COUNTS[raw]
        months = count * {"year": 12, "month": 1, "decade": 120}[unit.lower()]
        end = _later(reference, months)
    return _when(match.start(), match.group(), reference if end else None, end, 3)


def _later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _without_overlaps(found: list[When]) -> list[When]:
    kept: list[When] = []
    for when in sorted(found, key=lambda w: (w.span.start - w.span.end, w.span.start)):
        if all(when.span.end <= k.span.start or when.span.start >= k.span.end for k in kept):
            kept.append(when)
    return kept
