"""Lines put together as running text: word breaks mended, bullets left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.lines import BULLET, Line, spell
from ingest.words import Word

BROKEN = re.compile(r"(\w[\w’']*)-$")
CONTINUES = re.compile(r"^([a-z][\w’']*)")


class Vocabulary:
    """The words of one document, to tell a broken word from a hyphenated one."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._count: Counter[str] = Counter()
        for line in lines:
            for word in line.words[:-1]:  # the last word of a line may be broken
                self._count[_bare(word.text)] += 1

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether "left-right" is a compound that happens to break at its hyphen.

        The document's own use decides; without any, two known words make a compound.
        """
        together = self._count[_bare(left + right)]
        apart = self._count[_bare(f"{left}-{right}")]
        if together or apart:
            return apart > together
        return (
            min(len(left), len(right)) > 2
            and bool(self._count[_bare(left)])
            and bool(self._count[_bare(right)])
        )


def _bare(text: str) -> str:
    return re.sub(r"[^\w-]", "", text).lower()


def text_of(lines: Sequence[Sequence[Word]], vocabulary: Vocabulary) -> str:
    """Return lines of words as one text, with words broken at line ends made whole."""
    text = ""
    for line in lines:
        piece = spell(line)
        if not text:
            text = piece
            continue
        broken, follows = BROKEN.search(text), CONTINUES.match(piece)
        if broken and follows:
            keep = vocabulary.keeps_hyphen(broken.group(1), follows.group(1))
            text = text + piece if keep else text[:-1] + piece
        elif (
            text.endswith(("-", "–", "/"))
            and not text.endswith((" -", " –"))
            and piece[:1].isalnum()
        ):
            text += piece
        else:
            text = f"{text} {piece}"
    return text


def without_bullet(lines: Sequence[Line]) -> list[list[Word]]:
    """Return the words of a list item less its bullet; a list number stays, it can be cited."""
    words = [list(line.words) for line in lines]
    if words and len(words[0]) > 1 and BULLET.match(words[0][0].text):
        words[0] = words[0][1:]
    return words
