"""Names what a text speaks of across its choice of words: "pensioners" and "old people" meet."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from index.searching.content_words import stem
from index.searching.related_words import RelatedWords, bundled_close_words

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Senses:
    """Groups of related words by the stems of their words, the first stem leading to the rest."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, related: RelatedWords) -> Senses:
        """Name each group by its number, which no stem can be mistaken for."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for number, group in enumerate(related.groups):
            for words in group:
                parts = _WORD.findall(words)
                # A stem is rough: that of "pensioners" is not that of "pensioner".
                for last in {stem(parts[-1]), stem(f"{parts[-1]}s")}:
                    stems = (*(stem(part) for part in parts[:-1]), last)
                    found[stems[0]].append((stems, f"#{number}"))
        return cls({first: tuple(entries) for first, entries in found.items()})

    def in_text(self, text: str) -> frozenset[str]:
        """Return the names of the groups of which a text has a word."""
        stems = tuple(stem(word) for word in _WORD.findall(text))
        return frozenset(
            name
            for i, first in enumerate(stems)
            for words, name in self.by_first.get(first, ())
            if stems[i : i + len(words)] == words
        )


@cache
def bundled_senses() -> Senses:
    """Return the senses of the related words that ship."""
    return Senses.of(bundled_close_words())
