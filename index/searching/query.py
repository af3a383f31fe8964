"""Reads a question: what its words are, which phrases must occur, what they also go by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from index.searching.related_words import RelatedWords, bundled_related_words

# Words that carry the question and not its subject. Words of the field that nearly every
# passage has ("local", "strategy") are left to their frequency.
_STOP_WORDS = """
a about across all also am an and any are area areas as at be been being both but by can could did
do does doing each else find for from get give had has have having he her here his how i if in into
is it its list me more most much my no nor not of on or our own place places plan plans planned
planning please region regions same say saying says shall she should show so some strategies
strategy such tell than that the their them then there these they this those to too under up us very
was we were what when where whether which while who whom whose why will with would year you your s t
anything something said mention mentions mentioned want wants going go goes come comes make makes
making made use uses used using put puts take takes taken taking give gives given happen happens
many anyone anybody someone somebody everyone nobody thing things kind kinds sort sorts may might
must already still yet
"""
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())

# How a question begins before it says what it is about.
_OPENING = re.compile(
    r"^\W*(?:(?:(?:which|what|how many) (?:places|areas|regions|strategies|plans)"
    r"|who|is (?:anyone|anybody|there)|are there|does (?:anyone|anybody)|what happens to"
    r"|how many)\b"
    r"(?: (?:say|says|plan|plans|want|wants|would|will|have|has|are|is|do|does|offer|promise)"
    r"(?: to| that| they)?\b(?: will be\b)?)?)\s*",
    re.IGNORECASE,
)

_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_WORD = re.compile(r"\w+(?:[&'’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: the words as asked, and every form that counts as them.

    `related` are words for much the same thing, which count for less.
    """

    asked: str
    forms: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `phrases` must occur word for word; `meaning` is what is embedded: the question without its
    opening ("Which places say …"), which passages do not share, and with abbreviations written
    out, because the model has seldom met them. `whole`: a passage that others are to resemble.
    """

    text: str
    terms: tuple[Term, ...]
    phrases: tuple[str, ...]
    meaning: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Names for one thing; `common` when the short ones are also ordinary words."""

    short: tuple[str, ...]
    forms: tuple[str, ...]
    common: bool

    @property
    def searched(self) -> tuple[str, ...]:
        return self.forms if self.common else (*self.short, *self.forms)


@cache
def bundled_synonyms() -> tuple[SynonymGroup, ...]:
    """Return the groups of `synonyms.toml`."""
    data = tomllib.loads((Path(__file__).parent / "synonyms.toml").read_text("utf-8"))
    return tuple(
        SynonymGroup(tuple(g["short"]), tuple(g["forms"]), g.get("common", False))
        for g in data["group"]
    )


def ask(text: str, synonyms: tuple[SynonymGroup, ...] | None = None) -> Question:
    """Take a question apart; any text at all is a question."""
    groups = bundled_synonyms() if synonyms is None else synonyms
    plain = text.replace("\0", " ")
    phrases = tuple(p.strip() for p in _QUOTED.findall(plain) if _WORD.search(p))
    rest = _QUOTED.sub(" ", plain)
    terms: list[Term] = []
    opening = _OPENING.match(plain)
    meaning = plain[opening.end() :].strip(" ?") if opening else plain
    meaning = meaning or plain
    related = bundled_related_words()
    for group in groups:
        found = _mention(group, rest)
        if found is None:
            continue
        asked, short = found
        forms = dict.fromkeys((*(() if short and group.common else (asked,)), *group.searched))
        terms.append(Term(asked, tuple(forms), _related(forms, related)))
        rest = re.sub(_bounded(asked), " ", rest)
        if short:
            meaning = re.sub(_bounded(asked), f"{asked} ({group.forms[0]})", meaning)
        # "MMC: factory-built homes" names one thing twice, which counts once.
        while again := _mention(group, rest):
            rest = re.sub(_bounded(again[0]), " ", rest)
    for match in related.phrases.finditer(rest):
        asked = match.group()
        terms.append(Term(asked, (asked,), related.for_phrase(match.group(1))))
    rest = related.phrases.sub(" ", rest)
    terms += (Term(word, (word,), related.for_word(word)) for word in _words(rest))
    return Question(text, tuple(terms), phrases, meaning.replace('"', " ").strip())


def _mention(group: SynonymGroup, text: str) -> tuple[str, bool] | None:
    """Return how a text names the group, the longest way first, and whether by a short name."""
    forms, shorts = _patterns(group)
    if match := forms.search(text):
        return match.group(), False
    match = shorts.search(text)
    return (match.group(), True) if match else None


@cache
def _patterns(group: SynonymGroup) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a group's long names, and its short ones as written."""
    longest = sorted(group.forms, key=len, reverse=True)
    forms = "|".join(re.escape(form) for form in longest)
    shorts = "|".join(re.escape(short) for short in group.short)
    return (
        re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{shorts})(?:s|’s|'s)?(?!\w)"),
    )


def _related(forms: Iterable[str], related: RelatedWords) -> tuple[str, ...]:
    """Return what is related to any of the names of one thing, and is none of them."""
    found = dict.fromkeys(
        word
        for form in forms
        for word in related.of.get(form.lower().replace("-", " ").removesuffix("s"), ())
    )
    return tuple(word for word in found if word not in forms)


def _bounded(words: str) -> str:
    return rf"(?<!\w){re.escape(words)}(?!\w)"


def _words(text: str) -> Iterator[str]:
    seen = set()
    for match in _WORD.finditer(text):
        word = match.group()
        key = word.lower()
        if key not in STOP_WORDS and key not in seen and (len(word) > 1 or word.isdigit()):
            seen.add(key)
            yield word
