"""Blocks before their kind is known: the lines of one page cut into paragraphs, in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.furniture import leading
from ingest.gutters import Item
from ingest.lines import DROP_CAP, Line, line_of, unstruck
from ingest.reading_order import in_reading_order
from ingest.regions import Region, RegionKind, find_regions
from ingest.sheet import Sheet
from ingest.tables import Table, TableCell
from ingest.words import Word

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
QUOTES = tuple("“\"‘'«„")
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*[¹²³⁰⁴-⁹]*$")


@dataclass(slots=True)
class Draft:
    """Lines that belong together, with what their surroundings tell of them.

    `column` is the left and right edge of the text around; `unit` tells which box or table
    they are in (None for the main flow); `row` holds the cells of a table row, `row_title` what
    runs across the table above it.
    """

    sheet: int
    lines: list[Line]
    column: tuple[float, float]
    region: Region | None = None
    row: list[TableCell] | None = None
    row_title: str = ""
    header_row: bool = False
    floating: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def underlined(self) -> bool:
        return all(word.underlined for line in self.lines for word in line.words)

    @property
    def italic(self) -> bool:
        return all(line.italic for line in self.lines)

    @property
    def colour(self) -> int:
        return self.lines[0].colour

    @property
    def words(self) -> int:
        return sum(len(line.words) for line in self.lines)


@dataclass(slots=True)
class PageDrafts:
    """The drafts of one printed page in reading order."""

    sheet: int
    drafts: list[Draft] = field(default_factory=list)


def draft_page(
    sheet: Sheet, lines: Sequence[Line], tables: Sequence[Table], right_to_left: bool = False
) -> PageDrafts:
    """Return what stands on one printed page as drafts in reading order."""
    regions, loose = find_regions(sheet, lines, tables)
    items = _items(loose, regions)
    page = PageDrafts(sheet.number)
    for column in in_reading_order(items, right_to_left):
        page.drafts += _column_drafts(
            sheet.number, [item.content for item in column], right_to_left
        )
    if any(word.struck for word in sheet.words):
        page.drafts = [draft for draft in map(_without_struck, page.drafts) if draft.lines]
    return page


def _without_struck(draft: Draft) -> Draft:
    """Leave struck words out only now: until here they hold the place of what they replaced."""
    row = draft.row
    if row is not None:
        row = [TableCell(cell.header, _unstruck(cell.lines)) for cell in row]
    return replace(draft, lines=_unstruck(draft.lines), row=row)


def _unstruck(lines: Sequence[Line]) -> list[Line]:
    return [line for line in map(unstruck, lines) if line is not None]


def _items(lines: Sequence[Line], regions: Sequence[Region]) -> list[Item[Line | Region]]:
    letters: Counter[tuple[float, bool, bool]] = Counter()
    for line in lines:
        letters[_look(line)] += len(line.text)
    usual = letters.most_common(1)[0][0] if letters else None
    units = [_unit(region) for region in regions]
    return [_item(line, _look(line) != usual) for line in lines] + units


def _look(line: Line) -> tuple[float, bool, bool]:
    return (round(line.size * 2) / 2, line.bold, line.italic)


def _item(line: Line, apart: bool) -> Item[Line | Region]:
    quoted = apart and line.text[:1] in QUOTES
    return Item(
        line.x0, line.top, line.x1, line.bottom, line.size, line, apart=apart, quoted=quoted
    )


def _unit(region: Region) -> Item[Line | Region]:
    size = _region_size(region)
    return Item(region.x0, region.top, region.x1, region.bottom, size, region, unit=True)


def _region_size(region: Region) -> float:
    lines = region.lines or [
        line
        for row in (region.table.rows if region.table else [])
        for cell in row
        for line in cell.lines
    ]
    return lines[0].size if lines else 10.0


def _column_drafts(
    sheet: int, contents: Sequence[Line | Region], right_to_left: bool, within: Region | None = None
) -> list[Draft]:
    drafts: list[Draft] = []
    run: list[Line] = []
    for content in contents:
        if isinstance(content, Region):
            drafts += _paragraph_drafts(sheet, run, within)
            run = []
            drafts += _region_drafts(sheet, content, right_to_left)
        else:
            run.append(content)
    return drafts + _paragraph_drafts(sheet, run, within)


def _region_drafts(sheet: int, region: Region, right_to_left: bool) -> list[Draft]:
    edges = (region.x0, region.x1)
    if region.kind is RegionKind.FIGURE:
        ordered = sorted(region.lines, key=lambda line: (round(line.baseline), line.x0))
        return [Draft(sheet, ordered, edges, region)]
    if region.kind is RegionKind.TABLE:
        return _table_drafts(sheet, region)
    items = _items(region.lines, region.inner)
    drafts: list[Draft] = []
    for column in in_reading_order(items, right_to_left):
        contents = [item.content for item in column]
        drafts += _column_drafts(sheet, contents, right_to_left, region)
    return drafts


def _table_drafts(sheet: int, region: Region) -> list[Draft]:
    table = region.table
    if table is None:
        return []
    edges = (region.x0, region.x1)
    drafts = []
    header = [line for cell in table.header for line in cell]
    if header:
        drafts.append(Draft(sheet, header, edges, region, header_row=True))
    for row, title in zip(table.rows, table.titles, strict=True):
        lines = [line for cell in row for line in cell.lines]
        if lines:
            drafts.append(Draft(sheet, lines, edges, region, row=row, row_title=title))
    return drafts


def _paragraph_drafts(sheet: int, lines: Sequence[Line], region: Region | None) -> list[Draft]:
    whole = _whole_lines(lines)
    if not whole:
        return []
    edges = (min(line.x0 for line in whole), max(line.x1 for line in whole))
    return [Draft(sheet, part, edges, region) for part in paragraphs(whole)]


def _whole_lines(lines: Sequence[Line]) -> list[Line]:
    """Join pieces that share a baseline now that they are known to share a column."""
    whole: list[Line] = []
    for line in lines:
        if whole:
            last = whole[-1]
            size = max(last.size, line.size)
            if abs(last.baseline - line.baseline) <= 0.3 * size and line.x0 >= last.x1 - 0.3 * size:
                whole[-1] = line_of([*last.words, *line.words])
                continue
        whole.append(line)
    return whole


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut the lines of one column where the type, the space, an indent or a bullet says so."""
    parts: list[list[Line]] = []
    steps = _leadings(lines)
    for i, line in enumerate(lines):
        if i and not _opens(lines, i, parts[-1], steps):
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


def _opens(lines: Sequence[Line], i: int, part: list[Line], steps: dict[float, float]) -> bool:
    """Whether line `i` starts a new paragraph after `part`."""
    line, above = lines[i], lines[i - 1]
    if _type_changes(above, line, _edges(lines, line), max(one.x1 for one in lines)):
        return True
    step = line.baseline - above.baseline
    usual = steps[round((above if _address(line.words[0]) else line).size * 2) / 2]
    if step > PARAGRAPH_GAP * min(usual, 1.75 * line.size) or step < -0.5 * line.size:
        return True
    first = part[0]
    if line.opens_list and not _within_sentence(line, above, first, _edges(lines, line)):
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
    column = _edges(lines, line)
    indented = (
        line.x0 > column[0] + INDENT * line.size and abs(above.x0 - column[0]) < 0.5 * line.size
    )
    if _has_drop_cap(above):
        return False
    if indented and line.x0 < column[0] + 4 * line.size and not _centred(line, above):
        return True
    full = column[1] - column[0]
    ends = above.x1 - column[0] < SHORT_LINE * full and bool(ENDS_SENTENCE.search(above.text))
    return ends and line.text[:1].isupper() and full > 12 * line.size


def _within_sentence(line: Line, above: Line, first: Line, column: tuple[float, float]) -> bool:
    """Whether a dash or a number at the start of a line belongs to the sentence above it."""
    mark = line.words[0].text
    if not (mark in "-–—" or mark[0].isdigit()) or ENDS_SENTENCE.search(above.text):
        return False
    if mark[0].isdigit() and first.opens_list and first.words[0].text[0].isdigit():
        return False  # the next item of a numbered list
    runs_on = above.x1 > column[1] - 0.15 * (column[1] - column[0])
    return runs_on and abs(line.x0 - above.x0) < line.size


def _has_drop_cap(line: Line) -> bool:
    return len(line.words) > 1 and line.words[0].size >= DROP_CAP * line.size


def _centred(line: Line, above: Line) -> bool:
    return abs((line.x0 + line.x1) - (above.x0 + above.x1)) < line.size


def _edges(lines: Sequence[Line], line: Line) -> tuple[float, float]:
    """Return the edges of the column as lines of this size show them."""
    alike = [other for other in lines if abs(other.size - line.size) < 0.6]
    return min(other.x0 for other in alike), max(other.x1 for other in alike)


def _type_changes(above: Line, line: Line, column: tuple[float, float], right: float) -> bool:
    """Whether the type of a whole line differs.

    A bold word or a coloured link within a line does not count, nor does a link that fills
    a line in the middle of a paragraph.
    """
    short = above.x1 - column[0] < SHORT_LINE * (column[1] - column[0])
    other_size = abs(above.size - line.size) > SAME_SIZE * max(above.size, line.size)
    # A line may hold words of two sizes, as web addresses printed in brackets do.
    if other_size and not _alike(above.words[-1], line.words[0]):
        return not _around_address(above, line, right)
    if above.bold == line.bold and above.colour == line.colour:
        return short and _is_italic_title(above, line)
    alike = all(len({(w.bold, w.colour) for w in one.words}) == 1 for one in (above, line))
    if above.bold and line.text[:1].islower() and not ENDS_SENTENCE.search(above.text):
        return short  # a paragraph may open with a line in bold
    if not alike or above.bold != line.bold:
        return alike
    return short and not CANNOT_END.search(above.text)


def _is_italic_title(above: Line, line: Line) -> bool:
    """Whether a line in italics stands over text that is not, as run-in titles do."""
    return (
        all(word.italic for word in above.words)
        and not any(word.italic for word in line.words)
        and above.text[:1].isupper()
        and line.text[:1].isupper()
        and not ENDS_SENTENCE.search(above.text)
    )


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
