"""Finds claims to what only one can have: the first, the largest, the national lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.comparing.supply_and_demand import sentences
from index.searching.content_words import content_stems

_ADJECTIVE = (
    r"(?:first|largest|biggest|leading|only|premier|foremost|fastest[- ]growing|fastest|most"
    r"|greenest|cleanest|best|number one|pre-eminent|oldest|greatest)"
)
_WHOLE = (
    r"(?:the )?(?:UK|U\.K\.|United Kingdom|country|nation|England|Britain|Great Britain"
    r"|Europe|world|North|Midlands|South|English-speaking world)"
)
_PATTERNS: Final = (
    # the UK's first net-zero cluster; Europe's largest port
    re.compile(rf"\b{_WHOLE}[’']s\s+(?:\w+[- ]){{0,2}}?{_ADJECTIVE}\b", re.IGNORECASE),
    # the first … in the country; the largest … in Europe
    re.compile(rf"\b{_ADJECTIVE}\b[^.;:]{{3,80}}?\bin\s+{_WHOLE}\b", re.IGNORECASE),
    re.compile(rf"\b{_ADJECTIVE}\s+(?:in|of)\s+{_WHOLE}\b", re.IGNORECASE),
    # the national centre for …, a world-leading …
    re.compile(
        r"\b(?:the\s+)?(?:national|UK|British|global|world|European)\s+(?:[\w-]+\s+){0,3}?"
        r"(?:centre|center|hub|home|capital|lead|leader|leadership|epicentre)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:the\s+)?(?:capital|epicentre|home|birthplace)\s+of\s+", re.IGNORECASE),
    re.compile(r"\b(?:world|nation|UK|Europe|global(?:ly)?)[- ](?:leading|beating|first)\b", re.I),
)

# "the first phase", "first quarter": an order of things and no claim.
_NO_CLAIM: Final = re.compile(
    r"\bfirst\s+(?:phase|stage|half|quarter|year|time|step|meeting|round|term|set|of|\d+|two|three)",
    re.IGNORECASE,
)
# "one of the leading universities in Britain", "the largest employers in Europe": many share that.
_SHARED_CLAIM: Final = re.compile(
    r"\b(?:one|two|three|some|many|several|among|amongst)\b[^.;:]{0,12}\b(?:of )?(?:the )?\W*$"
)
_PLURAL: Final = re.compile(rf"\b{_ADJECTIVE}\b[^.;:]*?\w[^su\W]s\s+(?:in|of)\s+\S", re.IGNORECASE)
CLAIM_LENGTH: Final = 160
"""Characters from the claim on in which its object is looked for."""

_NEGATED: Final = re.compile(
    r"\b(?:not|never|no|cannot|nor|idle to claim|do not claim|without being)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Superlative:
    """A claim: its words, the stems of what is claimed, and the sentence's place in the text."""

    words: str
    stems: frozenset[str]
    start: int
    end: int


def superlatives(text: str) -> Iterator[Superlative]:
    """Yield the sentences that claim a first place, each once; denied claims are left out."""
    for sentence, start in sentences(text):
        for pattern in _PATTERNS:
            match = pattern.search(sentence)
            if match is None or _NO_CLAIM.search(match.group()):
                continue
            if _NEGATED.search(sentence[max(0, match.start() - 60) : match.start()]):
                continue
            if _SHARED_CLAIM.search(sentence[: match.start()]) or _PLURAL.search(match.group()):
                continue
            # What is claimed stands behind the claim, or inside "the first … in the UK".
            claimed = sentence[match.start() : match.start() + CLAIM_LENGTH]
            stems = content_stems(claimed)
            yield Superlative(match.group().strip(), stems, start, start + len(sentence))
            break
