"""Finds the cue phrases of each label in a text, by words rather than by pattern.

A dictionary of phrases costs a look-up per word, where an alternation of six hundred phrases
would be tried at every character.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.framework import Framework
from nlp.theme import Span

# A word, or one sign that is neither space nor hyphen: "skills. Gap" is not "skills gap".
_TOKEN = re.compile(r"[^\W_]+(?:&[^\W_]+)*|[^\s\w\-‐-―]")
_APOSTROPHES = str.maketrans("’‘`", "'''")
_NO_PLURAL = frozenset("s'.")


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue that counts, where it stands, and the cue as the framework writes it."""

    span: Span
    cue: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    cue: str
    label: int
    counts: bool


class CueFinder:
    """The cues of one framework, ready to be looked up."""

    def __init__(self, framework: Framework) -> None:
        self._labels = len(framework.labels)
        self._by_first_word: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for index, label in enumerate(framework.labels):
            for cue in label.cues:
                self._add(cue, index, counts=True)
            for cue in label.false_cues:
                self._add(cue, index, counts=False)

    def find(self, text: str) -> list[tuple[CueMatch, ...]]:
        """Return for each label, in the framework's order, the cues that count, left to right.

        A cue that overlaps a false cue of its label does not count; of two that overlap each
        other the one that starts first counts, and the longer of two that start together.
        """
        found: list[list[tuple[int, int, _Phrase]]] = [[] for _ in range(self._labels)]
        for start, end, phrase in self._occurrences(text):
            found[phrase.label].append((start, end, phrase))
        return [_counting(matches) for matches in found]

    def _add(self, cue: str, label: int, *, counts: bool) -> None:
        words = [word for word, _, _ in _words(cue)]
        for last in (words[-1], _plural(words[-1])):
            phrase = _Phrase((*words[:-1], last), cue, label, counts)
            self._by_first_word[phrase.words[0]].append(phrase)

    def _occurrences(self, text: str) -> Iterator[tuple[int, int, _Phrase]]:
        tokens = _words(text)
        words = tuple(word for word, _, _ in tokens)
        for position, word in enumerate(words):
            for phrase in self._by_first_word.get(word, ()):
                last = position + len(phrase.words)
                if words[position:last] == phrase.words:
                    yield tokens[position][1], tokens[last - 1][2], phrase


def _counting(matches: Sequence[tuple[int, int, _Phrase]]) -> tuple[CueMatch, ...]:
    false = [(start, end) for start, end, phrase in matches if not phrase.counts]
    chosen: list[CueMatch] = []
    reached = 0
    for start, end, phrase in sorted(matches, key=lambda match: (match[0], -match[1])):
        covered = any(start < false_end and false_start < end for false_start, false_end in false)
        if phrase.counts and start >= reached and not covered:
            chosen.append(CueMatch(Span(start, end), phrase.cue))
            reached = end
    return tuple(chosen)


def _words(text: str) -> list[tuple[str, int, int]]:
    return [
        (
            unicodedata.normalize("NFKC", match[0]).translate(_APOSTROPHES).lower(),
            match.start(),
            match.end(),
        )
        for match in _TOKEN.finditer(text)
    ]


def _plural(word: str) -> str:
    if word[-1] in _NO_PLURAL:
        return word + "es" if word.endswith(("ss", "us")) else word
    if word.endswith("y") and word[-2:-1] not in ("", "a", "e", "o", "u"):
        return word[:-1] + "ies"
    return word + "s"
