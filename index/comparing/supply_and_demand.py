"""Finds what a text offers to others and what it is looking for, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.searching.content_words import content_stems

# Words of trade in turns of speech that trade in nothing.
_NO_TRADE: Final = re.compile(
    r"\b(?:(?:mak\w*|made|build\w*|open\w*) (?:sure|it|use|sense|way|clear|certain|possible|up|on"
    r"|upon|progress|(?:a |the )?(?:case|difference|most|best))"
    r"|supply chains?|provided that|make (?:decisions|good)|sets? out)\b",
    re.IGNORECASE,
)

_OFFERS: Final = re.compile(
    r"\b(?:produc(?:es?|ed|ing|tion)|suppl(?:y|ies|ied|ying)|generat\w+|manufactur\w+|mak(?:e|es|ing)|made"
    r"|export\w*|offer\w*|host\w*|provid\w+|mine[sd]?|mining|extract\w*|refin\w+|sell\w*"
    r"|open(?:s|ed|ing)?|build\w*|available|capacity for|surplus|spare|turns? out"
    r"|(?:want|seek|look)\w* (?:for )?(?:a |some )?(?:buyers?|customers?)"
    r"|test (?:site|bed)s?|testbeds?|proving grounds?|trial sites?)\b",
    re.IGNORECASE,
)

# Words that ask somebody to take what is offered.
_BUYERS: Final = re.compile(
    r"\b(?:(?:want|seek|look|need)\w* (?:for )?(?:\w+ ){0,2}(?:buyers?|customers?|users?|takers)"
    r"|sold to anyone|for sale|has no customers?|customers? (?:elsewhere|wanted)"
    r"|(?:open|available|lent|let) to (?:any|others|anyone|firms|partners|developers|other)\w*)\b",
    re.IGNORECASE,
)

# Words that ask somebody else to come forward: they tell most surely that something is lacking.
_OTHERS = (
    r"(?:partners?|buyers?|customers?|suppliers?|investors?|producers?|makers?|operators?|sites?)"
)
_CALLS: Final = re.compile(
    rf"\b(?:(?:seek|look)(?:s|ing)? (?:for )?(?:\w+ ){{0,2}}{_OTHERS}|in search of|order book"
    r"|(?:would|should) like to hear from|no (?:supplier|source|maker|factory|producer)\w*"
    r"|purchase contracts?|partners? (?:elsewhere )?(?:who|that)|none of which"
    r"|would (?:all )?have to come from|(?:long-term|(?:five|seven|ten|fifteen)-year) "
    r"(?:contracts?|orders?|purchase))\b",
    re.IGNORECASE,
)
_WANTS: Final = re.compile(
    r"\b(?:needs?(?! to)|requires?|wants?|convert\w* to|switch\w* to|buy(?:s|ing)?"
    r"|purchas\w+|procur\w+|consum\w+|import(?:s|ed|ing)?|lack(?:s|ed|ing)?"
    r"|depend(?:s|ent)? on|run(?:s|ning)? on|powered by"
    r"|fuelled by)\b",
    re.IGNORECASE,
)
# After a full stop only where a sentence can begin, so that "£9.5 million" stays whole.
_BETWEEN: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”’\"')]))\s+(?=[^\W_a-z]|[“‘\"'(£])|\n+")


@dataclass(frozen=True, slots=True)
class Trade:
    """A sentence that offers or wants: its stems, the word that told, and where it stands.

    `calls` is whether it asks others to come forward, as suppliers or as buyers.
    """

    stems: frozenset[str]
    word: str
    start: int
    end: int
    calls: bool = False


@dataclass(frozen=True, slots=True)
class Market:
    """What a text offers and what it wants; a sentence may do both."""

    offers: tuple[Trade, ...]
    wants: tuple[Trade, ...]


def market_of(text: str) -> Market:
    """Return what a text offers and wants; both may be empty."""
    offers: list[Trade] = []
    wants: list[Trade] = []
    for words, start in sentences(text):
        traded = _NO_TRADE.sub(" ", words)
        buyers = _BUYERS.search(traded)
        offered = buyers or _OFFERS.search(traded)
        called = _CALLS.search(traded)
        wanted = called or _WANTS.search(traded)
        if not offered and not wanted:
            continue
        stems = content_stems(words)
        end = start + len(words)
        if offered:
            told = offered.group().lower()
            offers.append(Trade(stems, told, start, end, calls=buyers is not None))
        if wanted:
            told = wanted.group().lower()
            wants.append(Trade(stems, told, start, end, calls=called is not None))
    return Market(tuple(offers), tuple(wants))


def sentences(text: str) -> Iterator[tuple[str, int]]:
    """Yield the sentences of a text without outer white space, and where each begins."""
    start = 0
    for match in (*_BETWEEN.finditer(text), None):
        end = match.start() if match else len(text)
        words = text[start:end]
        if words.strip():
            yield words.strip(), start + len(words) - len(words.lstrip())
        start = match.end() if match else end
