"""Finds money in text: the words, the value in currency units and the currency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.commitment import Amount
from nlp.theme import Span

_CURRENCIES = {
    "£": "GBP",
    "gbp": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "dollars": "USD",
}

_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "billions": 1e9,
    "tn": 1e12,
    "trillion": 1e12,
}

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:thousand|millions?|billions?|trillion|mn|bn|tn|[kKmMbB])(?![A-Za-z])"
_SIGN = r"US\$|[£€$]|(?:GBP|EUR|USD)\s?"
_TO = r"\s?(?:-|–|—|to|and)\s?"
_MONEY = re.compile(
    rf"(?P<sign>{_SIGN})\s?(?P<low>{_NUMBER})(?:[\s-]?(?P<lowscale>{_SCALE}))?"
    rf"(?:{_TO}(?:{_SIGN})(?P<high>{_NUMBER})(?:[\s-]?(?P<highscale>{_SCALE}))?"
    rf"|\s?[-–]\s?(?P<high2>{_NUMBER})(?:[\s-]?(?P<highscale2>{_SCALE}))?)?"
    rf"|(?P<words>{_NUMBER})[\s-]?(?P<wordscale>{_SCALE})?\s"
    r"(?P<unit>pounds|euros?|dollars|EUR|GBP|USD)\b"
)

_WORTH = re.compile(
    r"\b(?:worth(?: (?:some|about|around|over|nearly|more than|an estimated))?|"
    r"valued at|turnover of|"
    r"gva of|output of|economy of|contribut\w+(?: (?:some|about|around|over|nearly|an estimated))?|"
    r"\b(?:every|each|per)|"
    r"(?:programmes?|projects?|schemes?|contracts?|investments?|bids?) "
    r"(?:over|above|under|below|of (?:over|more than|less than))|"
    r"adds|generat\w+|earns?|costs? (?:the|our|us)\b.{0,20})\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount where it stands; `described` when it measures a thing and pays for nothing."""

    span: Span
    amount: Amount
    described: bool = False


def find_money(text: str) -> tuple[Money, ...]:
    """Return every amount of money in `text`, in order.

    The value of a range is its lower end: that much is promised. "£2-3 million" scales both
    ends. "Up to", "over" and "a year" change nothing in the value and stay out of the words.
    """
    return tuple(_money(text, match) for match in _MONEY.finditer(text))


def _money(text: str, match: re.Match[str]) -> Money:
    if match["words"]:
        value = _value(match["words"], match["wordscale"])
        currency = _CURRENCIES[match["unit"].lower()]
    else:
        high = match["highscale"] or match["highscale2"]
        small = float(match["low"].replace(",", "")) < 1000  # "£100,000 to £2m" scales one end
        value = _value(match["low"], match["lowscale"] or (high if small else None))
        currency = _CURRENCIES[match["sign"].strip().lower()]
    described = bool(_WORTH.search(text[max(0, match.start() - 60) : match.start()]))
    span = Span(match.start(), match.end())
    return Money(span, Amount(match.group(), value, currency), described)


def _value(number: str, scale: str | None) -> float:
    factor = _SCALES[scale.lower()] if scale else 1.0
    return round(float(number.replace(",", "")) * factor, 2)


def promised(text: str, span: Span, after: int) -> Amount | None:
    """Return the money that the words in `span` promise, None when they promise none.

    Takes the first amount behind offset `after` (the verb), else the first before it; sums
    that only describe ("an economy worth £49bn") never count.
    """
    inside = [m for m in find_money(text[span.start : span.end]) if not m.described]
    if not inside:
        return None
    behind = [m for m in inside if span.start + m.span.start >= after]
    return (behind or inside)[0].amount
