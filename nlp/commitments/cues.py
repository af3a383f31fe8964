"""Decides cheaply, before any parsing, which sentences could hold a promise."""

from __future__ import annotations

import re

from nlp.commitments.verbs import DOING, SOFT, base_form, words

_CUE = re.compile(
    r"\b(?:will|shall|['’]ll|should|must|ought|need to|needs to|would|could|may|might|"
    r"(?:are|is|am|['’]re|remain|remains|be) (?:\w+ly |also |now |already |currently "
    r"|all |both |further ){0,2}"
    r"(?:\w+ing|committed|determined|keen|ready|due|set|to|planned|proposed|intended|"
    r"aimed|foreseen|envisaged|scheduled|asked|called|urged|invited)|"
    r"(?:has|have|['’]ve) (?:\w+ly |also |now |already |been |since ){0,2}"
    r"(?:agreed|allocated|announced|approved|awarded|committed|confirmed|dedicated|earmarked|"
    r"guaranteed|pledged|reserved|secured|undertaken|set|signed|ring-fenced)|"
    r"continues? to|plans? (?:to|for)|intends?|aims?|aspires?|hopes?|seeks?|wants?|"
    r"wish(?:es)?|strives?|expects?|in hand|set aside|propose|proposes|"
    r"pledges?|commits?|undertakes?|guarantees?|promises?|recommends?|asks?|urges?|"
    r"calls? (?:up)?on|"
    r"invites?|requests?|press|lobby|look to|"
    r"(?:we|government) (?:\w+ly |also )?(?:build|deliver|develop|fund|implement|"
    r"invest|lead|promote|support|work)s?|"
    r"ambitions?|goals?|targets?|aspirations?|objectives?|vision|missions?|intention|"
    r"priority|priorities|"
    r"foreseen|embark\w*|hop(?:e|es|ing)|subject to|judged|measured?|counted|"
    r"(?:[Gg]overnment|[Ii]ndustry|[Aa]uthority|[Cc]ouncils?|"
    r"[Pp]artners|LEP|[Uu]niversit\w+|[Pp]artnership|[Bb]oard) to [a-z]+|to be "
    r"\w+(?:ed|en|t|n))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:(?:Action|Objective|Priority|Commitment|Recommendation|Target|Aim|Ask|"
    r"Proposal|Intervention|Step)"
    r"\s*[A-Z]?\d*(?:\.\d+)*\s*[:.)–-]\s*|\(?[a-zA-Z0-9]{1,3}[.)](?:\d+[.)])*\s+|"
    r"\d+(?:\.\d+)+\)?\s+|[-–—*•]\s*|(?:[A-Z][A-Z ,&’'-]{3,}[:.]\s+)|and\s+|then\s+)+"
)
_COUNTED_TARGET = re.compile(
    r"^(?=.{0,120}$)(?=.*(?:\d|\bzero|\bnational|\bhal[fv]).*?\bby\b.{0,24}\b20\d\d\b)",
    re.IGNORECASE,
)
"""A short line that may be a target without a verb: "Employment rate of 80% by 2030"."""
_NOT_VERB_NEXT = words(
    "of against in for is are was were has have had from will by and or at as to with that which "
    "who can on between would could should remains"
)
_TAKES_PREPOSITION = words(
    "work invest act focus contribute respond continue apply lobby build participate "
    "engage partner look "
    "co-invest co-fund collaborate commit switch explore consult aim move seek campaign "
    "draw strive plan lead report"
)
_POLICY = words(
    "abolish accelerate commission create deliver develop encourage ensure establish expand extend "
    "implement improve increase introduce invest launch modernise promote reform strengthen support"
)
_PHRASAL = words("bring build carry draw follow open phase put roll scale set speed step take join")
_PARTICLES = words("up out in on forward back down together off about over forces")
_QUOTES = ("‘", "“", '"', "'")
_NOUNY = words(
    "support work plan design research focus lead market process aim report limit train "
    "study share trial pilot host grant test fund finance access question pay shift "
    "change close match market"
)


def could_promise(sentence: str) -> bool:
    """Return whether the words of a sentence allow a promise; False is certain, True is not."""
    return (
        bool(_CUE.search(sentence))
        or "£" in sentence[:40]
        or starts_with_verb(sentence)
        or bool(_COUNTED_TARGET.match(sentence))
    )


def numbering(sentence: str) -> int:
    """Return how many characters of numbering ("Action 7:", "4.4)", "and") open a sentence."""
    match = _NUMBERED.match(sentence)
    return match.end() if match else 0


def opens_policy(sentence: str) -> bool:
    """Return whether the first word is one that only programmes use in the imperative.

    In running text "take", "put" or "close" may start a supposition or an appeal to the reader.
    """
    first = re.match(r"[\w-]+", sentence)
    return first is not None and first.group().lower() in _POLICY


def starts_with_verb(sentence: str) -> bool:
    """Return whether a sentence opens with a verb in its base form: "Increase the number…"."""
    opening = sentence[numbering(sentence) :][:120]
    if opening.startswith(_QUOTES):
        return False  # the name of a campaign, or somebody's words
    words = re.findall(r"[\w’'-]+|[,:;.()]", opening)
    while words and words[0].lower().endswith("ly") and len(words) > 1:
        words = words[1:]
    if len(words) < 3:
        return False
    first, second = words[0].lower(), words[1].lower()
    if first not in DOING | SOFT or base_form(first) != first:
        return False
    if first == "help" and second.endswith("ing"):
        return False
    if first in _PHRASAL and second in _PARTICLES:
        return True
    if first in _NOUNY and not _has_article(second):
        return first == "work" and second in ("with", "closely", "together", "alongside")
    if first == "ensure" and second == "that":
        return True
    if second in _NOT_VERB_NEXT:
        return first in _TAKES_PREPOSITION and second in (
            "with",
            "in",
            "to",
            "on",
            "for",
            "at",
            "of",
            "and",
            "as",
            "from",
        )
    return second not in (",", ":", ".", ";", ")")


def _has_article(word: str) -> bool:
    return (
        word
        in (
            "a",
            "an",
            "the",
            "our",
            "all",
            "every",
            "each",
            "more",
            "new",
            "local",
            "at",
            "up",
            "small",
            "young",
            "their",
            "its",
            "these",
            "this",
            "and",
        )
        or word.isdigit()
    )
