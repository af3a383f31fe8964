"""Finds the proper names in strategies and says which of them are telling.

A name that a few places share ("Kelder Sound") may be one and the same thing; one that everybody
uses ("Network Rail") says nothing. Names are found by their capitals, because a statistical
tagger knows neither local bodies nor invented programmes.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from index.searching.query import STOP_WORDS

FEW_PLACES: Final = 3
"""Places up to which a name is always rare, however small the portfolio."""

FEW_SHARE: Final = 0.15
"""Share of all places up to which a name is rare: six of England's thirty-eight."""

ABBREVIATION: Final = 5
"""Capitals in a row up to which a word is taken for an abbreviation of a common thing."""

OFTEN_FIRST: Final = 2
"""Sentences that a word must begin to be a name when it stands nowhere else."""

HOME_FROM: Final = 5
HOME_SHARE: Final = 0.04
"""Passages, and share of its passages, from which a name is a part of the place itself."""

_TOKEN = re.compile(r"[^\W_]+(?:[&’'-][^\W_]+)*|[.!?:;•\n\t“”\"()]")
_JOINERS = frozenset({"of", "the", "and", "&", "for", "upon", "le", "de"})
_STARTS = STOP_WORDS | {"by", "since", "through", "under", "between", "after", "before", "until"}
_VERB_LIST = """
is was will has had can may replaces runs helps offers gives opened opens began lends links brings
trains works supports provides joins means stands covers costs
"""
_VERBS = frozenset(_VERB_LIST.split())
_SENTENCE_ENDS = frozenset('.!?:;•\n\t“”"(')


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as written, where it stands, and the key under which its mentions meet."""

    name: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names that are never telling, and words that mark agreements and shared bodies."""

    national: frozenset[str]
    agreement_words: frozenset[str]


@cache
def bundled_gazetteer() -> Gazetteer:
    """Return the names of `national_names.toml`, in lower case."""
    data = tomllib.loads((Path(__file__).parent / "national_names.toml").read_text("utf-8"))
    return Gazetteer(
        frozenset(name_key(name) for name in data["names"]),
        frozenset(word.lower() for word in data["agreement_words"]),
    )


def name_key(name: str) -> str:
    """Return a name in lower case with its marks made equal."""
    key = name.lower().replace("’", "'").replace("-", " ")
    return re.sub(r"'s$", "", " ".join(key.split()))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    first: bool  # in its sentence

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def _words(text: str) -> list[_Word]:
    found = []
    first = True
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token[0].isalnum():
            found.append(_Word(token, match.start(), match.end(), first))
            first = False
        elif token in _SENTENCE_ENDS:
            first = True
    return found


def _is_subject(word: _Word, following: _Word | None) -> bool:
    """Whether a first word acts: "Mercury lends", "Keystone’s users", but not "Apart from"."""
    if re.search(r"[’']s$", word.text):
        return True
    return following is not None and not following.first and following.text.lower() in _VERBS


@dataclass(frozen=True, slots=True)
class Names:
    """The proper names of a set of texts, with how words are written across all of them."""

    lower: Mapping[str, int]  # word -> times written small
    capital: Mapping[str, int]  # word -> times written large inside a sentence
    first: Mapping[str, int]  # word -> times it is the subject that begins a sentence
    known: frozenset[str]  # keys of names that are whole although they have "and" in them
    abbreviations: frozenset[str]  # keys of words written all in capitals: "ICT" names no one thing

    @classmethod
    def of(cls, texts: Iterable[str], known: Iterable[str] = ()) -> Names:
        """Count how each word is written; `known` are keys of names such as those of places."""
        lower: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        first: Counter[str] = Counter()
        abbreviations = set()
        for text in texts:
            words = _words(text)
            for word, following in zip(words, [*words[1:], None], strict=True):
                key = name_key(word.text)
                if word.text.isupper() and len(word.text) <= ABBREVIATION:
                    abbreviations.add(key)
                if not word.capital:
                    lower[key] += 1
                elif not word.first:
                    capital[key] += 1
                elif _is_subject(word, following):
                    first[key] += 1
        whole = frozenset(known) | bundled_gazetteer().national
        return cls(lower, capital, first, whole, frozenset(abbreviations))

    def mentions(self, text: str) -> list[Mention]:
        """Return the names in a text, the longest reading of each, in order."""
        found = []
        run: list[_Word] = []
        previous_end = 0
        for word in _words(text):
            gap = text[previous_end : word.start]
            broken = bool(run) and (gap.strip(" \u00a0") != "" or word.first)
            joins = word.text.lower() in _JOINERS and not word.capital
            if broken or not (word.capital or (run and joins)):
                found += self._close(text, run)
                run = []
            if word.capital or (run and joins):
                run.append(word)
            previous_end = word.end
        return found + self._close(text, run)

    def _close(self, text: str, run: list[_Word]) -> list[Mention]:
        parts: list[list[_Word]] = [[]]
        whole = self._trimmed(run)
        if whole and name_key(text[whole[0].start : whole[-1].end]) in self.known:
            run, parts = [], [whole]
        for word in run:
            if word.text.lower() == "and" and not word.capital:
                parts.append([])  # two names more often than one with "and" in it
            else:
                parts[-1].append(word)
        found = []
        for part in parts:
            kept = self._trimmed(part)
            if kept:
                name = re.sub(r"[’']s$", "", text[kept[0].start : kept[-1].end])
                start = kept[0].start
                found.append(Mention(name, name_key(name), start, start + len(name)))
        return found

    def _trimmed(self, words: Sequence[_Word]) -> list[_Word]:
        kept = list(words)
        while kept and (not kept[0].capital or kept[0].text.lower() in _STARTS):
            kept.pop(0)
        while kept and not kept[-1].capital:
            kept.pop()
        if kept and kept[0].first and self._only_starts_sentence(kept):
            kept.pop(0)
            return self._trimmed(kept)
        digits = all(not any(c.isalpha() for c in word.text) for word in kept)
        return [] if digits else kept

    def _only_starts_sentence(self, words: Sequence[_Word]) -> bool:
        word = name_key(words[0].text)
        written_small, written_large = self.lower.get(word, 0), self.capital.get(word, 0)
        if len(words) == 1:
            # "Mercury is our loan fund": a word that only ever begins sentences, and often.
            only_first = not written_small and not written_large
            often = self.first.get(word, 0) >= OFTEN_FIRST
            return not often if only_first else written_large <= written_small
        # "Beyond Kelder Sound": the first word is none of the name unless it is never small.
        return written_small > 0 and written_large == 0

    def ordinary(self, key: str) -> bool:
        """Whether every word of a name is also an ordinary word, as in "The Forge"."""
        return all(
            self.lower.get(word, 0) > 0 or word in _JOINERS or word in STOP_WORDS
            for word in key.split()
        )

    def mere_word(self, key: str) -> bool:
        """Whether a name is one word that is as often written small: "the Hall", "our Team"."""
        small = self.lower.get(key, 0)
        return " " not in key and small > 0 and small >= self.capital.get(key, 0)


@dataclass(frozen=True, slots=True)
class SharedNames:
    """Which places use which name; only names that few places use are kept.

    `homes` maps a name that belongs to one place, such as its main town, to that place:
    whoever else uses it names the place.
    """

    places_of: Mapping[str, frozenset[str]]
    homes: Mapping[str, str]

    @classmethod
    def of(
        cls,
        mentions: Sequence[tuple[str, Sequence[Mention]]],
        names: Names,
        ignored: Iterable[str],
    ) -> SharedNames:
        """Collect names from the (place, mentions) of each passage; `ignored` never count."""
        uses: dict[str, Counter[str]] = defaultdict(Counter)
        passages: Counter[str] = Counter()
        for place, named in mentions:
            passages[place] += 1
            for key in {mention.key for mention in named}:
                uses[key][place] += 1
        few = max(FEW_PLACES, int(len(passages) * FEW_SHARE))
        dull = bundled_gazetteer().national | set(ignored)
        shared = {
            key: using
            for key, using in uses.items()
            if 2 <= len(using) <= few
            and key not in dull
            and len(key) > 2
            and not names.mere_word(key)
            and key not in names.abbreviations
        }
        homes = {}
        for key, using in shared.items():
            place, most = using.most_common(1)[0]
            often = max(HOME_FROM, HOME_SHARE * passages[place])
            if most >= often and most > sum(using.values()) / 2:
                homes[key] = place
        return cls({k: frozenset(u) for k, u in shared.items() if k not in homes}, homes)

    def home_of(self, place: str) -> frozenset[str]:
        """Return the names that belong to a place."""
        return frozenset(key for key, home in self.homes.items() if home == place)


def place_keys(place: str, lead_body: str) -> frozenset[str]:
    """Return the ways in which a text may name a place: by itself, or by who leads it."""
    keys = {name_key(place), name_key(lead_body)}
    kinds = (" local enterprise partnership", " combined authority", " enterprise partnership")
    for kind in kinds:
        keys |= {key.removesuffix(kind) for key in tuple(keys)}
    for first, second in [key.split(" and ", 1) for key in keys if " and " in key]:
        keys |= {first, second.removeprefix("the ")}  # "Lanmouth" for "Lanmouth and the Isles"
    return frozenset(key for key in keys if len(key) > 3)
