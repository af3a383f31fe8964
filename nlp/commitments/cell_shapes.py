"""What the shape of a cell of a plan or target table says: a value, a date, a source, nothing."""

from __future__ import annotations

import re

from nlp.commitments.column_heads import YEARS, years_in

WRITTEN_BY = 2021  # years up to here under a bare header are where a 2017 strategy starts from

MOST_WORDS = 12  # of a milestone that states a value: longer ones tell what is to happen

_MONTHS = r"jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
_BARE_DATE = re.compile(
    rf"(?:(?:by|the|early|mid|late|end|of|in|fy|q[1-4]|quarter [1-4]|spring|summer|autumn|winter|"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTHS})|year)[ -])*"
    r"20\d\d(?:[/–-]\d\d)?(?:[ ,]+q[1-4])?|"
    r"\w+ 20\d\d",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:half|third|quarter|doubl\w+|halv\w+|treb\w+|zero|average|all|every)\b", re.IGNORECASE
)
TO_COME = re.compile(r"\d.*?\bby (?:\w+ ){0,3}20\d\d\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|a hundred)\b|\b(?:zero|doubl\w+|halv\w+|trebl\w+|all|none|every|parity|average|"
    r"full|nil|half|third|quarter|top|best|first|increas\w+|reduc\w+|maintain\w*|narrow\w*|clos\w+|"
    r"above|below|match|exceed|improv\w+|sustain\w*|grow\w*|eliminat\w+|decreas\w+|rise|rising|"
    r"fall(?:ing)?|higher|lower|upwards?|downwards?|more|fewer|less)\b",
    re.IGNORECASE,
)
_SHORT_FIGURE = re.compile(
    r"^(?:[£$€<>~+−–-]|circa |c\.? ?|about |around |at least |over |under |up to |more than |"
    r"fewer than |less than |below |above |approximately |no (?:more|fewer|less) than |between |"
    r"an? (?:extra|additional|further) |plus |minus |some |≥ ?|≤ ?|▲ ?|▼ ?|→ ?)*\d|"
    r"^(?:zero|nil|none|all|net zero|an? (?:third|quarter|half|fifth|tenth)|half|two thirds|"
    r"three quarters|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|"
    r"every|top|parity)\b",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\b(?:themes?|pillars?|strands?|workstreams?|missions?|foundations?|sectors?|areas?|districts?|"
    r"locations?|geograph\w+|categor\w+|types?|links?|policy|programme|challenge)\b",
    re.IGNORECASE,
)
"""Heads of what rows are grouped by: no measure."""
BARE_FIGURE = re.compile(r"^[£$€]?\d[\d.,]*\s?(?:%|[a-z]{1,2})?$", re.IGNORECASE)
WHEN = re.compile(
    r"\b(?:q[1-4]|quarter|month\w*|years?|week\w*|annual\w*|ongoing|spring|summer|autumn|winter|"
    rf"{_MONTHS}|fy|phase|stage|\d\d/\d\d)\b",
    re.IGNORECASE,
)
SOURCE_NAMED = re.compile(
    r"\b(?:surveys?|statistics|returns|data|registers?|records|census|ons|nomis|dataset|"
    r"monitoring|reports?|dashboard|index of|accounts|bres|beis|dfe|dft|estimates)\b",
    re.IGNORECASE,
)
RATING = re.compile(
    r"(?:(?:dark |light )?(?:red|amber|green|yellow|blue)(?:[ /-]+(?:red|amber|green))?|[rag]|"
    r"(?:on|off) track|(?:getting )?(?:better|worse)|(?:ris|fall|improv|declin|worsen)ing|"
    r"up|down|flat|stable|no change|static|[↑↓→←↗↘⇧⇩▲▼►◄●○◐■□✓✔✗✘•\s]+)",
    re.IGNORECASE,
)
"""A traffic light, an arrow or the direction in a word: how it goes, no value."""
EMPTY = re.compile(
    r"^\s*(?:[-–—.*?]*|n\s?/?\s?[ak]|tb[cda]|none(?: set| yet)?|"
    r"not (?:yet |currently )?(?:set|available|known|applicable|agreed|stated)|"
    r"to be (?:confirmed|agreed|set|developed|determined|established).*|"
    r"no (?:date|baseline|target)(?: set| yet| available)?|pending|awaited|"
    r"under development|unknown|new|new (?:measure|indicator)|no (?:figure|data).*)\s*$",
    re.IGNORECASE,
)


def is_value(text: str) -> bool:
    """Return whether a cell is short enough to state a value."""
    return len(text.split()) <= MOST_WORDS


def is_figure(text: str) -> bool:
    """Return whether a cell states a value or a direction that can be a target."""
    return bool(_FIGURE.search(text))


def is_short_figure(text: str) -> bool:
    """Return whether a cell begins with a figure, in digits or in words, and says little else."""
    return bool(_SHORT_FIGURE.match(text)) and is_value(text) and not is_date(text)


def is_date(text: str) -> bool:
    """Return whether a cell is a date and nothing else."""
    return bool(_BARE_DATE.fullmatch(text.strip()))


def is_aim(text: str) -> bool:
    """Return whether a cell says in words how much is to be reached by a year to come."""
    return years_ahead(text) and bool(re.search(r"\d", YEARS.sub(" ", text)) or _SHARE.search(text))


def years_ahead(text: str) -> bool:
    """Return whether the last year that a cell names lies ahead of the strategy."""
    years = years_in(text)
    return bool(years) and max(years) > WRITTEN_BY


def number(text: str) -> float | None:
    """Return the first number of a cell, None where it has none."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return float(found.group().replace(",", "")) if found else None
