"""Paragraphs: where the lines of one column part, by their type, space, indents and bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout.lines import DROP_CAP, Line, leading
from ingest.pages.words import Word

PARAGRAPH_GAP = 1.28  # of the leading: the smallest extra space set between paragraphs
SAME_SIZE = 0.08  # of the type size: fitted copy varies by less
INDENT = 0.8  # of the type size: the smallest first-line indent seen
SHORT_LINE = (
    0.82  # of the column: a line that ends before this and with a full stop ends a paragraph
)
CANNOT_END = re.compile(
    r"(?:-|,|\b(?:and|or|the|of|a|an|to|in|for|with|by|from|that|which|our|their|its|is|are|will))$",
    re.I,
)
ADDRESS = re.compile(r"^[(\[<]?(?:https?://|www\.)\S+$", re.I)  # printed in type of its own
RULE_DASHES = 5  # fewer at the start of a line may be typing
REFERS = re.compile(
    r"\b(?:(?:sub-?)?(?:paragraph|section|article|clause|chapter|figure|table|item|note|part)s?"
    r"|appendix|annex|criteri(?:on|a)|\)\s*(?:and|or|to|through))$",
    re.I,
)
"""What comes before a bracketed letter that is no list mark: "as told in paragraph (i)"."""
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*[¹²³⁰⁴-⁹]*$")

Columns = dict[float, tuple[float, float]]  # left and right edge by type size


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut the lines of one column where the type, the space, an indent or a bullet says so."""
    parts: list[list[Line]] = []
    steps = _leadings(lines)
    columns = {size: _edges(lines, size) for size in {line.size for line in lines}}
    for i, line in enumerate(lines):
        if i and not _opens(lines, i, parts[-1], steps, columns):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual leading for each type size in the column."""
    sizes = {round(line.size * 2) / 2 for line in lines}
    return {
        size: leading([line for line in lines if round(line.size * 2) / 2 == size])
        for size in sizes
    }


def _opens(
    lines: Sequence[Line], i: int, part: list[Line], steps: dict[float, float], columns: Columns
) -> bool:
    """Whether line `i` starts a new paragraph after `part`; `columns` are edges by type size."""
    line, above = lines[i], lines[i - 1]
    column = columns[line.size]
    if _is_dashes(line) or _is_dashes(above):
        return True
    if _type_changes(above, line, column, max(right for _, right in columns.values())):
        return True
    step = line.baseline - above.baseline
    usual = steps[round((above if _address(line.words[0]) else line).size * 2) / 2]
    if step > PARAGRAPH_GAP * min(usual, 1.75 * line.size) or step < -0.5 * line.size:
        return True
    first = part[0]
    if line.opens_list and not _within_sentence(line, above, first, column):
        return True
    if line.opens_note:
        return True
    hanging = first.may_hang and line.x0 > first.x0 + 0.3 * line.size
    if hanging:
        return False
    if (
        first.opens_list
        and line.x0 <= first.x0 + 0.3 * line.size
        and len(part) > 1
        and part[-1].x0 > first.x0 + 0.3 * line.size
    ):
        return True  # back from a hanging indent to the margin
    indented = (
        line.x0 > column[0] + INDENT * line.size and abs(above.x0 - column[0]) < 0.5 * line.size
    )
    if _has_drop_cap(above) or (indented and _breaks_off(above, column)):
        return False
    if indented and line.x0 < column[0] + 4 * line.size and not _centred(line, above):
        return True
    full = column[1] - column[0]
    ends = above.x1 - column[0] < SHORT_LINE * full and bool(ENDS_SENTENCE.search(above.text))
    ends &= _has_room(above, line, column[1])
    return ends and line.text[:1].isupper() and full > 12 * line.size


def _within_sentence(line: Line, above: Line, first: Line, column: tuple[float, float]) -> bool:
    """Whether a dash, a number or "(i)" at the start of a line belongs to the sentence above."""
    mark = line.words[0].text
    if ENDS_SENTENCE.search(above.text):
        return False
    if not (mark in "-–—" or mark[0].isdigit()):
        return mark[0] == "(" and bool(REFERS.search(above.text))
    if mark[0].isdigit() and first.opens_list and first.words[0].text[0].isdigit():
        return False  # the next item of a numbered list
    if first.opens_list and first.words[0].text == mark and abs(line.x0 - first.x0) < line.size:
        return False  # the next item of a list with dashes
    runs_on = above.x1 > column[1] - 0.15 * (column[1] - column[0])
    return runs_on and abs(line.x0 - above.x0) < line.size


def _is_dashes(line: Line) -> bool:
    """Whether a line is a rule made of dashes."""
    start = [word.text for word in line.words[:RULE_DASHES]]
    return len(start) == RULE_DASHES and all(text in "-–—_" for text in start)


def _breaks_off(line: Line, column: tuple[float, float]) -> bool:
    """Whether a line fills its column and ends within a sentence: what is indented goes on."""
    full = line.x1 > column[1] - 0.15 * (column[1] - column[0])
    return full and not ENDS_SENTENCE.search(line.text)


def _has_drop_cap(line: Line) -> bool:
    return len(line.words) > 1 and line.words[0].size >= DROP_CAP * line.size


def _centred(line: Line, above: Line) -> bool:
    return abs((line.x0 + line.x1) - (above.x0 + above.x1)) < line.size


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Return the edges of the column as lines of this size show them."""
    alike = [other for other in lines if abs(other.size - size) < 0.6]
    return min(other.x0 for other in alike), max(other.x1 for other in alike)


def _type_changes(above: Line, line: Line, column: tuple[float, float], right: float) -> bool:
    """Whether the type of a whole line differs.

    A bold word or a coloured link within a line does not count, nor does a link that fills
    a line in the middle of a paragraph.
    """
    short = above.x1 - column[0] < SHORT_LINE * (column[1] - column[0])
    short &= _has_room(above, line, column[1])
    other_size = abs(above.size - line.size) > SAME_SIZE * max(above.size, line.size)
    if short and _underlined(above) and not any(word.underlined for word in line.words):
        return True
    # A line may hold words of two sizes, as web addresses printed in brackets do.
    if other_size and not _alike(above.words[-1], line.words[0]):
        return not _around_address(above, line, right)
    if above.bold == line.bold and above.colour == line.colour:
        return short and _is_italic_title(above, line)
    last, first = above.words[-1], line.words[0]
    if (last.bold, last.colour) == (first.bold, first.colour) and not short:
        return False
    alike = all(len({(w.bold, w.colour) for w in one.words}) == 1 for one in (above, line))
    if above.bold and line.text[:1].islower() and not ENDS_SENTENCE.search(above.text):
        return short  # a paragraph may open with a line in bold
    if not alike or above.bold != line.bold:
        return alike
    return short and not CANNOT_END.search(above.text)


def _has_room(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line had room on the line above, however narrow the column."""
    return above.x1 + line.words[0].x1 - line.words[0].x0 < right


def _is_italic_title(above: Line, line: Line) -> bool:
    """Whether a line in italics stands over text that is not, as run-in titles do."""
    return (
        all(word.italic for word in above.words)
        and not any(word.italic for word in line.words)
        and above.text[:1].isupper()
        and line.text[:1].isupper()
        and not ENDS_SENTENCE.search(above.text)
    )


def _underlined(line: Line) -> bool:
    return all(word.underlined for word in line.words)


def _alike(last: Word, first: Word) -> bool:
    return abs(last.size - first.size) <= SAME_SIZE * max(last.size, first.size)


def _around_address(above: Line, line: Line, right: float) -> bool:
    """Whether only a web address differs, and what comes next had no room on the line above."""
    last = next((word for word in reversed(above.words) if not _address(word)), None)
    first = next((word for word in line.words if not _address(word)), None)
    if last is not None and first is not None and not _alike(last, first):
        return False
    return above.x1 + line.words[0].x1 - line.words[0].x0 > right


def _address(word: Word) -> bool:
    return ADDRESS.match(word.text) is not None
