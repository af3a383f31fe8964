"""Words of the field for much the same thing, which a question may use one for the other."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ENDING = r"(?:s|es|ed|d|ing|'s|’s)?"
"""Endings with which a word of the groups may stand in a question."""


@dataclass(frozen=True, slots=True)
class RelatedWords:
    """Groups of related words, and how each word is found in a question, the longest first."""

    groups: tuple[tuple[str, ...], ...]
    of: dict[str, tuple[str, ...]]
    phrases: re.Pattern[str]
    word: re.Pattern[str]

    @classmethod
    def from_groups(cls, groups: tuple[tuple[str, ...], ...]) -> RelatedWords:
        """Collect for each word the others of every group that it is in."""
        others: dict[str, dict[str, None]] = defaultdict(dict)
        for group in groups:
            for word in group:
                others[_spaced(word)].update({w: None for w in group if w != word})
        known = sorted(others, key=lambda w: (-len(w), w))
        return cls(
            groups,
            {word: tuple(found) for word, found in others.items()},
            _pattern([w for w in known if " " in w]),
            _pattern([w for w in known if " " not in w]),
        )

    def for_word(self, word: str) -> tuple[str, ...]:
        """Return what is related to a single word as asked; () when nothing is known of it."""
        match = self.word.fullmatch(word.lower())
        return self.of[_spaced(match.group(1))] if match else ()

    def for_phrase(self, phrase: str) -> tuple[str, ...]:
        """Return what is related to a phrase that `phrases` found."""
        return self.of[_spaced(phrase)]


@cache
def bundled_related_words() -> RelatedWords:
    """Return all groups of `related_words.toml`: what a question may stand for."""
    return RelatedWords.from_groups((*_bundled("groups"), *_bundled("questions")))


@cache
def bundled_close_words() -> RelatedWords:
    """Return the groups whose words are close enough to compare promises by."""
    return RelatedWords.from_groups(_bundled("groups"))


def _bundled(key: str) -> tuple[tuple[str, ...], ...]:
    data = tomllib.loads((Path(__file__).parent / "related_words.toml").read_text("utf-8"))
    return tuple(tuple(group) for group in data[key])


def _spaced(word: str) -> str:
    return word.lower().replace("-", " ")


def _pattern(words: list[str]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    spelt = "|".join(re.escape(w).replace(r"\ ", "[- ]") for w in words)
    return re.compile(rf"(?<!\w)({spelt}){_ENDING}(?!\w)", re.IGNORECASE)
