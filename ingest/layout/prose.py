"""Lines put together as running text: word breaks mended, bullets left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ingest.layout.lines import BULLET, DECIMAL, NUMBERED, Line, is_bullet, is_mark, spell
from ingest.pages.words import Word

BROKEN = re.compile(r"(\w[\w’']*)-$")
NOTE_NUMBER = re.compile(r"^(?:\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\])$")
CONTINUES = re.compile(r"^([a-z][\w’']*)")
COMPOUND_STARTS = frozenset(
    (
        *("world", "long", "medium", "short", "high", "low", "well", "non", "self", "cross"),
        *("large", "small", "full", "fast", "zero", "carbon", "energy", "trade", "export"),
        *("evidence", "user", "people", "job", "place", "ill", "sixth"),
    )
)
"""Words after which strategies write a hyphen far more often than a word goes on."""
TENS = frozenset(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
UNITS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
WORD_ENDS = re.compile(
    r"(?:e[rn]s?|est|ed|ing|ings|ly|y|ness|e?s|ish|age|ages|able|ible|ful|less|al|ate|ation)$"
    r"|(?:way|land|light|wide|road|sense|holding|fall|being|ware|ship|book)"
)
"""How "highway", "shortage" and "lower" go on where they are broken."""
SHORT_WORD = 3  # letters: "up-to-date" has shorter words between its hyphens
ADDRESS = re.compile(r"(?:://|\bwww\.)\S*-$")  # no hyphen is added to a web address
HYPHEN_GAP = 0.2  # of the type size: narrower than the space before a dash
SPACED_ENDS = 0.2  # of the lines: in Korean print about half end between two words
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]")  # kana and Han characters
CLOSING = (")", "]", "’", "”", "」", "』")  # after them Korean endings follow without a space
HANGUL = re.compile(r"[\uac00-\ud7a3]")
IN_COMPOUND = re.compile(r"\w-[\w’']+-$")


class Vocabulary:
    """The words of one document, to tell a broken word from a hyphenated one."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._count: Counter[str] = Counter()
        korean = spaced = 0
        for line in lines:
            last = line.words[-1]
            if HANGUL.match(last.text[-1:]):
                korean += 1
                spaced += last.ends_spaced
            whole = -2 if line.words[-1].text == "-" else -1
            # The last word of a line may be broken, and the first may be the rest of one.
            for word in line.words[1:whole]:
                self._count[_bare(word.text)] += 1
        self._spaces_tell = spaced > SPACED_ENDS * korean

    def joins_closely(self, last: Word, first: Word) -> bool:
        """Whether nothing parts two lines: their script has no spaces, or breaks within words.

        Korean lines break anywhere; where a text layer ends some with a space, those without
        one end within a word.
        """
        before, after = last.text[-1:], first.text[:1]
        if (HANGUL.match(before) or before in CLOSING) and HANGUL.match(after):
            return self._spaces_tell and not last.ends_spaced
        return bool(UNSPACED.match(before) and UNSPACED.match(after))

    def keeps_hyphen(self, left: str, right: str, more: bool = False) -> bool:
        """Whether "left-right" is a compound that happens to break at its hyphen.

        The document's own use decides. Without any, common words that are written as one stay
        so ("any-one"), and words that mostly start compounds and pairs of known words make one;
        `more` tells that the word has other hyphens.
        """
        together = self._count[_bare(left + right)]
        apart = self._count[_bare(f"{left}-{right}")]
        if together or apart:
            return apart > together
        if more:  # "state-of-the" rather than "hazardous-envir-onment"
            known = self._count[_bare(left)] or self._count[_bare(right)]
            return bool(known) or len(left) <= SHORT_WORD
        if left.lower() in TENS and right in UNITS:
            return True
        if (left + right).lower() in _solid_words():
            return False
        if left.lower() in COMPOUND_STARTS and not WORD_ENDS.match(right):
            return True
        return (
            min(len(left), len(right)) > 2
            and bool(self._count[_bare(left)])
            and bool(self._count[_bare(right)])
        )


@cache
def _solid_words() -> frozenset[str]:
    """Return common English words that fall into two words, as "any" and "one"."""
    return frozenset((Path(__file__).parent / "solid_words.txt").read_text("utf-8").split())


def _bare(text: str) -> str:
    return (text if text.isalnum() else re.sub(r"[^\w-]", "", text)).lower()


def text_of(lines: Sequence[Sequence[Word]], vocabulary: Vocabulary) -> str:
    """Return lines of words as one text, with words broken at line ends made whole."""
    text, above = "", lines[0] if lines else []
    for line in lines:
        piece, last, above = spell(line), above[-1:], line
        if piece.endswith(" -") and line[-1].x0 - line[-2].x1 < HYPHEN_GAP * line[-1].size:
            piece = f"{piece[:-2]}-"  # the hyphen of a broken word, set a little apart
        if not text:
            text = piece
            continue
        broken = BROKEN.search(text) if text.endswith("-") else None
        follows = CONTINUES.match(piece)
        if broken and follows:
            left, right = broken.group(1), follows.group(1)
            # "state-of-" and "end-to-end" have more than one hyphen.
            more = bool(IN_COMPOUND.search(text) or re.match(r"-\w", piece[len(right) :]))
            keep = ADDRESS.search(text) or vocabulary.keeps_hyphen(left, right, more)
            text = text + piece if keep else text[:-1] + piece
            continue
        close = (
            text.endswith(("-", "–", "/"))
            and (text[-2:-1].isalnum() or text.endswith(("-", "//")))
            and not text.endswith((" -", " –"))
            and piece[:1].isalnum()
        )
        if last and line:
            close = close or vocabulary.joins_closely(last[0], line[0])
        text += piece if close else f" {piece}"
    return text


def without_marker(lines: Sequence[Line]) -> tuple[str | None, list[list[Word]]]:
    """Return what stands before a list item or note, and the words less that."""
    words = [list(line.words) for line in lines]
    first = words[0] if words else []
    if len(first) > 1 and (
        is_marker(first[0].text) or is_bullet(first[0]) or is_mark(first[0], first[1])
    ):
        return first[0].text, [first[1:], *words[1:]]
    return None, words


def is_marker(text: str) -> bool:
    """Whether a word is a bullet, a list number or the mark of a note.

    "26.2" and "1.6." are not: the one is a figure, the other a number to cite a paragraph by.
    """
    if DECIMAL.match(text):
        return False
    return bool(BULLET.match(text) or NUMBERED.match(text) or NOTE_NUMBER.match(text))
