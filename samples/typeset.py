"""Break a paragraph into lines, as a typesetter would: the whole paragraph is weighed at once.

reportlab's own Paragraph would do this too, but keeps to itself where each line and hyphen fell;
the gold file needs exactly that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, Literal

import pyphen

from samples.source import Text
from samples.typefaces import Face

MARK_SIZE: Final = 0.62  # of the text size: small enough to read as a footnote mark
MARK_RISE: Final = 0.30  # em; with MARK_SIZE the mark stays below the ascent of its line
SHRINK: Final = 0.22  # share of a space that justified text may lose before words run together
HYPHEN_COST: Final = 60.0  # a hyphen is as bad as a line stretched by about 0.85 of its tolerance
RUNT_COST: Final = 400.0  # a last line of one syllable looks like a mistake
TOLERANCE: Final = 0.9  # stretch per space, in spaces, that counts as 1 in a line's cost

_LONG_ADDRESS = re.compile(r"(?<=[@/._])(?=\w)")
_HYPHENABLE = re.compile(r"[a-z]{6,}")


Align = Literal["left", "justify", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set. `leading` is the distance between baselines, in points."""

    face: Face
    size: float
    leading: float
    colour: str = "#222222"
    align: Align = "left"
    hyphenate: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs at `x` from the left edge of the measure, `rise` above the baseline."""

    x: float
    text: str
    size: float
    rise: float
    word_space: float


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line within its measure: ink from `x0` to `x1`, and the footnotes marked in it."""

    runs: tuple[Run, ...]
    x0: float
    x1: float
    notes: tuple[int, ...]


class OverfullError(ValueError):
    """A word that no line break can fit into its measure."""


@dataclass(frozen=True, slots=True)
class _Syllable:
    """`glue` is what follows: a space, nothing (a break is allowed) or a hyphen when broken."""

    text: str
    width: float
    glue: Literal["space", "break", "hyphen"]
    note: int | None = None


def set_text(text: Text, style: Style, measure: float) -> tuple[SetLine, ...]:
    """Lines of `text` in a column `measure` wide, with the least total ugliness."""
    syllables = _syllables(text, style)
    if not syllables:
        return ()
    breaks = _best_breaks(syllables, style, measure)
    starts = [0, *breaks[:-1]]
    return tuple(
        _line(syllables[a:b], style, measure, last=b == len(syllables))
        for a, b in zip(starts, breaks, strict=True)
    )


def natural_width(text: Text, style: Style) -> float:
    """Width of `text` on one line."""
    return set_text(text, style, 10_000.0)[0].x1 if text.words else 0.0


def longest_word(text: Text, style: Style) -> float:
    """Width of the widest stretch that cannot be broken."""
    return max((s.width for s in _syllables(text, style)), default=0.0)


def _ligate(text: str, face: Face) -> str:
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02") if face.ligatures else text


@cache
def _hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=3, right=3)


def _parts(word: str, hyphenate: bool) -> list[tuple[str, Literal["break", "hyphen"]]]:
    """Where a word may be broken: after its own hyphens and dashes, in addresses, in syllables."""
    parts: list[tuple[str, Literal["break", "hyphen"]]] = []
    for chunk in re.split(r"(?<=\w[-–—/])(?=\w{2})", word):
        if ("@" in chunk or "www." in chunk) and len(chunk) > 12:
            parts += [(piece, "break") for piece in _LONG_ADDRESS.split(chunk)]
        elif hyphenate and _HYPHENABLE.fullmatch(core := chunk.strip("“”‘’().,;:?!-–")):
            pieces = _hyphenator().inserted(core, "\0").split("\0")
            head, tail = chunk.split(core, 1)
            pieces = [head + pieces[0], *pieces[1:]]
            pieces[-1] += tail
            parts += [(piece, "hyphen") for piece in pieces[:-1]]
            parts.append((pieces[-1], "break"))
        else:
            parts.append((chunk, "break"))
    return parts


def _syllables(text: Text, style: Style) -> list[_Syllable]:
    out: list[_Syllable] = []
    marks = dict(text.marks)
    for found in re.finditer(r"\S+", text.words):
        cuts = sorted({found.start(), found.end(), *(m for m in marks if m in _inside(found))})
        for a, b in pairwise(cuts):
            out += [
                _Syllable(_ligate(part, style.face), _width(part, style), glue)
                for part, glue in _parts(text.words[a:b], style.hyphenate)
            ]
            if b in marks:
                size = style.size * MARK_SIZE
                width = style.face.width(str(marks[b]), size)
                out.append(_Syllable(str(marks[b]), width, "break", note=marks[b]))
        out[-1] = _Syllable(out[-1].text, out[-1].width, "space", out[-1].note)
    return out


def _inside(found: re.Match[str]) -> range:
    return range(found.start() + 1, found.end() + 1)


def _width(part: str, style: Style) -> float:
    return style.face.width(_ligate(part, style.face), style.size)


def _best_breaks(syllables: list[_Syllable], style: Style, measure: float) -> list[int]:
    """Ends of lines that minimise the summed cost (the dynamic programme of Knuth and Plass)."""
    count = len(syllables)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for start in range(count):
        if best[start][0] == float("inf"):
            continue
        for end in range(start + 1, count + 1):
            if end < count and syllables[end].note is not None:
                continue  # a footnote mark never begins a line
            cost = _cost(syllables, start, end, style, measure)
            if cost is None:
                break
            if best[start][0] + cost < best[end][0]:
                best[end] = (best[start][0] + cost, start)
    if best[count][0] == float("inf"):
        words = "".join(s.text + " " * (s.glue == "space") for s in syllables)
        raise OverfullError(f"no way to set {words.strip()[:60]!r} in {measure:.0f} points")
    ends = [count]
    while (start := best[ends[-1]][1]) > 0:
        ends.append(start)
    return ends[::-1]


def _cost(
    syllables: list[_Syllable], start: int, end: int, style: Style, measure: float
) -> float | None:
    """None when the line is overfull, so that no longer line need be tried."""
    line, last = syllables[start:end], end == len(syllables)
    width, spaces = _natural(line, style)
    space = style.face.width(" ", style.size)
    slack = measure - width
    if slack < -0.01 - (SHRINK * space * spaces if style.align == "justify" else 0.0):
        return None
    if last:
        return RUNT_COST if start and end - start == 1 and width < measure / 4 else 0.0
    hyphen = HYPHEN_COST if line[-1].glue == "hyphen" else 0.0
    if style.align == "justify":
        stretch = slack / (space * max(spaces, 0.5) * TOLERANCE)
        return 1 + 100 * abs(stretch) ** 3 + hyphen
    return 1 + 2000 * (slack / measure) ** 2 + hyphen


def _natural(line: list[_Syllable], style: Style) -> tuple[float, int]:
    """Width with plain spaces, and how many spaces there are."""
    spaces = sum(s.glue == "space" for s in line[:-1])
    width = sum(s.width for s in line) + spaces * style.face.width(" ", style.size)
    if line[-1].glue == "hyphen":
        width += style.face.width("-", style.size)
    return width, spaces


def _line(line: list[_Syllable], style: Style, measure: float, *, last: bool) -> SetLine:
    width, spaces = _natural(line, style)
    slack = measure - width
    word_space = 0.0
    if style.align == "justify" and spaces and (not last or slack < 0):
        word_space = slack / spaces
        slack = 0.0
    x = {"left": 0.0, "justify": 0.0, "centre": slack / 2, "right": slack}[style.align]
    runs: list[Run] = []
    start, text = x, ""
    for n, syllable in enumerate(line):
        after = " " if syllable.glue == "space" and n < len(line) - 1 else ""
        if n == len(line) - 1 and syllable.glue == "hyphen":
            after = "-"
        if syllable.note is not None:
            runs.append(Run(start, text, style.size, 0.0, word_space))
            rise = style.size * MARK_RISE
            runs.append(Run(x, syllable.text, style.size * MARK_SIZE, rise, 0.0))
            start, text = x + syllable.width, after
        else:
            text += syllable.text + after
        x += syllable.width + (style.face.width(after, style.size) if after else 0.0)
        x += word_space if after == " " else 0.0
    if text.strip():
        runs.append(Run(start, text, style.size, 0.0, word_space))
    notes = tuple(s.note for s in line if s.note is not None)
    return SetLine(tuple(r for r in runs if r.text), runs[0].x, x, notes)
