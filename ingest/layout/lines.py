"""Line segments: the words that stand side by side on one baseline without a column gap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.pages.scripts import as_spoken, from_left, runs_from_right
from ingest.pages.shapes import Shapes
from ingest.pages.words import WORD_GAP, Word

COLUMN_GAP = 1.0  # of the font size: wider than a justified space, narrower than a gutter
JUSTIFIED_GAP = 1.8  # of the font size: the widest space that one text object drives apart
EVEN = 1.5  # times the narrowest space of a line: kerning makes them no more uneven
SPECK = 1.0  # points: the corners where hairlines of a border meet are smaller than any bullet
PICTURED_BULLET = 18.0  # points: larger pictures beside a line are icons
SAME_BASELINE = 0.14  # of the font size: rounding and optical shifts stay below it
DROP_CAP = 1.7  # of the text size: smaller initials stand on the line and need no help
SUPERSCRIPT_SIZE = 0.86  # of its neighbour: smaller type on a shifted baseline is a mark
DASHES = "-–—"  # they stand for nothing in a table of figures
BULLETS = "•‣▪■□▫●○◦◆◇–—-*·►▶➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc\uf076\u2043\u25aa\uf02d"
BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}]|o|[\ue000-\uf8ff\x80-\x9f])$")
DINGBATS = re.compile(r"dingbat|wingding|webding", re.I)  # fonts whose letters are ornaments
NUMBERED = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-hj-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(\d{1,2}\))$"
)
DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?$")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Line:
    """Words on one baseline, left to right; geometry in points of the displayed page."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    colour: int
    bulleted: bool = False  # its bullet is drawn, not written
    figured: bool = False  # the number it starts with is a figure of its sentence

    _text: str | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = spell(self.words)
        return self._text

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def italic(self) -> bool:
        return sum(len(w.text) for w in self.words if w.italic) * 2 > sum(
            len(w.text) for w in self.words
        )

    @property
    def order(self) -> int:
        return self.words[0].order

    @property
    def opens_list(self) -> bool:
        """Whether the line starts with a bullet or a list number."""
        first = self.words[0].text
        if self.bulleted:
            return True
        if self.figured:
            return False
        if len(self.words) > 1:
            if is_bullet(self.words[0]):
                return first != self.words[1].text  # a row of dashes is a rule
            return bool(NUMBERED.match(first))
        return bool(re.match(r"^[•▪●■◦‣\uf0b7\uf0a7]\w", first))

    @property
    def may_hang(self) -> bool:
        """Whether lines indented under this one can belong to it, as under a mark or number."""
        return self.opens_list or (len(self.words) > 1 and self.words[0].text.isdigit())

    @property
    def opens_note(self) -> bool:
        """Whether the line starts with a raised mark, as footnotes do."""
        return len(self.words) > 1 and is_mark(self.words[0], self.words[1])


def is_bullet(word: Word) -> bool:
    """Whether a word is a bullet by its glyph, or by the font of ornaments it is set in."""
    if BULLET.match(word.text):
        return True
    return len(word.text) == 1 and DINGBATS.search(word.font) is not None


def line_of(words: Sequence[Word]) -> Line:
    """Return the line that these words make; size, weight and colour are those of most letters."""
    count: Counter[tuple[float, bool, int]] = Counter()
    for word in words:
        # Dotted leaders are not letters, however many there are.
        text = word.text
        letters = len(text) if text.isalnum() else sum(map(str.isalnum, text))
        count[(word.size, word.bold, word.colour)] += 1 + 9 * letters
    size, bold, colour = count.most_common(1)[0][0]
    main = [word.baseline for word in words if word.size == size]
    return Line(
        words=list(words),
        x0=min([word.x0 for word in words]),
        top=min([word.top for word in words]),
        x1=max([word.x1 for word in words]),
        bottom=max([word.bottom for word in words]),
        baseline=sorted(main)[len(main) // 2],
        size=size,
        bold=bold,
        colour=colour,
    )


def spell(words: Sequence[Word]) -> str:
    """Return the words as text, spaces where the page shows them, raised digits as ¹²³."""
    parts: list[str] = []
    before: Word | None = None
    for word in as_spoken(words):
        text = word.text
        if before is not None:
            gap = word.x0 - before.x1
            if len(before.text) == 1 and _starts_word(before, word):
                pass
            elif text.isdigit() and is_mark(word, before):
                text = text.translate(SUPERSCRIPTS)
                if word.spaced and gap > WORD_GAP * before.size:
                    parts.append(" ")
            elif (
                (word.spaced and gap > -0.5 * word.size)
                or gap > WORD_GAP * word.size
                or gap < -word.size
            ):
                parts.append(" ")
        parts.append(text)
        before = word
    return "".join(parts)


def _is_initial(cap: Word, rest: Word) -> bool:
    """Whether a word is a large letter beside smaller type."""
    return len(cap.text) == 1 and cap.text.isupper() and cap.size >= DROP_CAP * rest.size


def _starts_word(cap: Word, rest: Word) -> bool:
    """Whether a large initial is the first letter of the word beside it; "A" and "I" may not be."""
    return _is_initial(cap, rest) and cap.text not in "AI" and rest.text[:1].islower()


def is_mark(word: Word, neighbour: Word) -> bool:
    """Return whether a word is a raised footnote mark beside its neighbour."""
    return (
        word.text.isdigit()
        and len(word.text) <= 3
        and word.size <= neighbour.size * SUPERSCRIPT_SIZE
        and neighbour.baseline - word.baseline > 0.15 * neighbour.size
    )


def segments(words: Sequence[Word]) -> list[Line]:
    """Return the line segments of a page: stream runs first, then pieces that touch.

    A piece is only joined over a gap below COLUMN_GAP, so that two columns never meet;
    what is left apart within one column is put together once columns are known.
    """
    runs: list[list[Word]] = []
    narrowest = _narrowest(words)
    for word in words:
        if runs and _continues(runs[-1][-1], word, narrowest):
            runs[-1].append(word)
        else:
            runs.append([word])
    # A large initial is level with the last of the lines beside it, and belongs to the first.
    lines = _attach_drop_caps([line_of(from_left(run)) for run in runs])
    return _attach_bullets(_join_touching(lines))


def _narrowest(words: Sequence[Word]) -> dict[int, float]:
    """Return the narrowest space between words that each text object draws, by its address."""
    found: dict[int, float] = {}
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        if before.source == word.source != 0 and gap > 0:
            found[word.source] = min(gap, found.get(word.source, gap))
    return found


def _continues(before: Word, word: Word, narrowest: Mapping[int, float]) -> bool:
    size = max(before.size, word.size)
    gap = word.x0 - before.x1
    if gap < -0.6 * size and runs_from_right(before.text) and runs_from_right(word.text):
        gap = before.x0 - word.x1
    widest = COLUMN_GAP * size
    if word.source == before.source:
        # Spaces that a justified line drives apart are alike, those of a table row are not.
        even = EVEN * narrowest.get(word.source, 0.0)
        widest = max(widest, min(JUSTIFIED_GAP * size, even))
    if not -0.6 * size <= gap <= widest or _is_initial(before, word):
        return False
    if abs(word.baseline - before.baseline) <= SAME_BASELINE * size:
        return True
    ratio = min(word.size, before.size) / size
    close = gap <= 0.5 * size and abs(word.baseline - before.baseline) <= 0.6 * size
    return close and ratio <= SUPERSCRIPT_SIZE


def _join_touching(lines: list[Line]) -> list[Line]:
    """Join pieces of one baseline that stand closer than a word space and a half."""
    lines = sorted(lines, key=lambda line: (line.baseline, line.x0))
    joined: list[Line] = []
    for line in lines:
        for i in range(len(joined) - 1, max(-1, len(joined) - 12), -1):
            other = joined[i]
            size = max(line.size, other.size)
            gap = max(line.x0 - other.x1, other.x0 - line.x1)
            level = abs(line.baseline - other.baseline) <= SAME_BASELINE * size
            raised = (
                min(line.size, other.size) <= SUPERSCRIPT_SIZE * size
                and abs(line.baseline - other.baseline) <= 0.6 * size
                and min(len(line.text), len(other.text)) <= 3
            )
            near = -0.3 * size <= gap <= (0.45 if level else 0.6) * size
            if near and (level or raised):
                joined[i] = line_of(sorted(other.words + line.words, key=lambda word: word.x0))
                break
        else:
            joined.append(line)
    return joined


def _attach_drop_caps(lines: list[Line]) -> list[Line]:
    """Put a large initial together with the first of the lines that it stands beside."""
    caps = [
        line
        for line in lines
        if len(line.words) == 1
        and len(line.text) == 1
        and line.text.isalpha()
        and line.text.isupper()
    ]
    for cap in caps:
        beside = [
            line
            for line in lines
            if cap.size >= DROP_CAP * line.size
            and -0.3 * cap.size <= line.x0 - cap.x1 <= 1.2 * line.size
            and cap.top - 0.6 * line.size <= line.top <= cap.top + 0.9 * line.size
        ]
        if beside:
            first = min(beside, key=lambda line: line.top)
            lines = [line for line in lines if line is not cap and line is not first]
            lines.append(line_of([*cap.words, *first.words]))
    return lines


def _attach_bullets(lines: list[Line]) -> list[Line]:
    """Put a lone bullet or list number together with the words it introduces."""
    kept = sorted(lines, key=lambda line: (line.baseline, line.x0))
    lone = [line for line in kept if _is_lone_mark(line)]
    for mark in lone:
        if not any(line is mark for line in kept):
            continue  # it has been taken to a mark before it
        level = [
            line
            for line in kept
            if line is not mark
            and line.x0 >= mark.x1 - 0.5
            and line.x0 - mark.x1 <= 4.5 * line.size
            and (abs(line.baseline - mark.baseline) <= 0.3 * line.size or _raised(mark, line))
        ]
        if level:
            nearest = min(level, key=lambda line: (line.x0, abs(line.baseline - mark.baseline)))
            if (
                not _raised(mark, nearest)
                and (mark.text.isdigit() or _in_row(mark, nearest, kept))
                and (len(nearest.words) < 4 or nearest.x0 - mark.x1 > 2.5 * nearest.size)
            ):
                continue  # a figure in a table
            kept = [line for line in kept if line is not mark and line is not nearest]
            kept.append(line_of([*mark.words, *nearest.words]))
    return kept


def _in_row(mark: Line, nearest: Line, lines: Sequence[Line]) -> bool:
    """Whether a decimal or a dash stands in a row of figures: beside one, or after one."""
    if not (DECIMAL.match(mark.text) or mark.text in DASHES):
        return False
    beside = [
        other.text
        for other in lines
        if len(other.words) <= 2 and abs(other.baseline - mark.baseline) <= 0.3 * mark.size
        if (other is nearest and len(other.words) == 1) or other.x1 < mark.x0
    ]
    return any(re.search(r"\d", text) or text in DASHES for text in beside)


def _is_lone_mark(line: Line) -> bool:
    """Whether a line is a bullet or a number, be it after a struck one that it replaces."""
    if len(line.words) > 1:
        standing = [word for word in line.words if not word.struck]
        return len(standing) == 1 < len(line.words) < 4 and _introduces(standing[0].text)
    return is_bullet(line.words[0]) or _introduces(line.text)


def mark_figures(lines: Sequence[Line]) -> None:
    """Mark the lines that start with a decimal which is not a paragraph number.

    Paragraph numbers count: where "4.2" numbers a paragraph, "4.1" or "4.3" numbers another.
    """
    firsts = [next((w for w in line.words if not w.struck), line.words[0]).text for line in lines]
    starts = [line for line in lines if len(line.words) > 1 and DECIMAL.match(line.words[0].text)]
    numbers = {tuple(map(int, re.findall(r"\d+", text))) for text in firsts if DECIMAL.match(text)}
    for line in starts:
        *chapter, last = map(int, re.findall(r"\d+", line.words[0].text))
        line.figured = not {(*chapter, last - 1), (*chapter, last + 1)} & numbers


def _raised(mark: Line, line: Line) -> bool:
    """Whether a lone number stands before a line as the mark of a note."""
    near = 0 <= line.x0 - mark.x1 <= 1.5 * line.size
    near &= line.baseline - mark.baseline <= 0.6 * line.size
    return near and is_mark(mark.words[0], line.words[0])


def _introduces(text: str) -> bool:
    return bool(BULLET.match(text) or NUMBERED.match(text)) or (text.isdigit() and len(text) < 4)


def left_over(lines: Sequence[Line], taken: Container[int]) -> list[Line]:
    """Return what is left of lines once the words with these ids are taken out of them."""
    left: list[Line] = []
    for line in lines:
        rest = [word for word in line.words if id(word) not in taken]
        if len(rest) == len(line.words):
            left.append(line)
        elif rest:
            left.append(line_of(rest))
    return left


def unstruck(line: Line) -> Line | None:
    """Return what is left of a line without its struck words, None when nothing is."""
    kept = [word for word in line.words if not word.struck]
    if len(kept) == len(line.words):
        return line
    return replace(line_of(kept), bulleted=line.bulleted, figured=line.figured) if kept else None


def mark_drawn_bullets(lines: list[Line], shapes: Shapes) -> list[Line]:
    """Mark the lines whose bullet is a dot, a square or a picture at their left."""
    dots = [
        s
        for s in shapes.of("stroke")
        if min(s.width, s.height) > SPECK and max(s.width, s.height) < 9 and s.fill is not None
    ]
    dots += [s for s in shapes.of("image") if max(s.width, s.height) < PICTURED_BULLET]
    if not dots or len(dots) > 400:  # a dotted chart, not bullets
        return lines
    for line in lines:
        line.bulleted = any(
            0 < line.x0 - dot.x1 < 2.2 * line.size
            and line.baseline - line.size
            < (dot.top + dot.bottom) / 2
            < line.baseline + 0.1 * line.size
            for dot in dots
        )
    return lines


def leading(lines: Sequence[Line]) -> float:
    """Return the usual distance between baselines of neighbouring lines, in points."""
    steps = [
        below.baseline - above.baseline
        for above, below in pairwise(lines)
        if 0 < below.baseline - above.baseline < 2.2 * max(above.size, below.size)
    ]
    return median(steps) if steps else 1.2 * (lines[0].size if lines else 10.0)
