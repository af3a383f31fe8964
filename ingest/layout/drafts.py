"""Blocks before their kind is known: the lines of one page cut into paragraphs, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from ingest.layout.figure_words import by_label
from ingest.layout.gutters import Item
from ingest.layout.lines import Line, line_of, unstruck
from ingest.layout.paragraphs import ENDS_SENTENCE, paragraphs
from ingest.layout.reading_order import in_reading_order
from ingest.layout.regions import find_regions
from ingest.layout.units import Region, RegionKind
from ingest.pages.sheet import Sheet
from ingest.tables.heads import YEAR
from ingest.tables.target_tables import Table, TableCell

WIDE_PICTURE = 0.6  # of the width of the text: over two of three columns, or both of two
PICTURE_LINES = 3  # lines: banners and drawn rules are lower
OVER_PICTURE = 0.3  # of the type size: what reaches further into its height stands beside it
QUOTES = tuple("“\"‘'«„")

Style = tuple[float, bool, int]  # size in half points, weight and colour


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
    def style(self) -> Style:
        return (round(self.size * 2) / 2, self.bold, self.colour)

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
    pictures = _wide_pictures(sheet, items)
    page = PageDrafts(sheet.number)
    drawn = {id(picture) for picture in pictures}
    for column in in_reading_order([*items, *map(_unit, pictures)], right_to_left):
        contents = [item.content for item in column if id(item.content) not in drawn]
        page.drafts += _column_drafts(sheet.number, contents, right_to_left)
    if any(word.struck for word in sheet.words):
        page.drafts = [draft for draft in map(_without_struck, page.drafts) if draft.lines]
    return page


def _wide_pictures(sheet: Sheet, items: Sequence[Item[Line | Region]]) -> list[Region]:
    """Return the pictures over most of the text's width with nothing beside: they close columns."""
    if not items:
        return []
    left, right = min(i.x0 for i in items), max(i.x1 for i in items)
    size = median(i.size for i in items)
    return [
        Region(RegionKind.FIGURE, s.x0, s.top, s.x1, s.bottom)
        for s in sheet.shapes.of("image")
        if min(s.x1, right) - max(s.x0, left) > WIDE_PICTURE * (right - left)
        and s.height > PICTURE_LINES * size
        and any(i.bottom < s.top + size for i in items)
        and any(i.top > s.bottom - size for i in items)
        and not any(
            min(i.bottom, s.bottom) - max(i.top, s.top) > OVER_PICTURE * i.size for i in items
        )
    ]


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
    text = line.text
    return Item(
        line.x0,
        line.top,
        line.x1,
        line.bottom,
        line.size,
        line,
        apart=apart,
        quoted=apart and text[:1] in QUOTES,
        dated=YEAR.fullmatch(text) is not None,
        goes_on=text[:1].islower(),
        breaks_off=not ENDS_SENTENCE.search(text),
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
            drafts += _paragraph_drafts(sheet, run, within, right_to_left)
            run = []
            drafts += _region_drafts(sheet, content, right_to_left)
        else:
            run.append(content)
    return drafts + _paragraph_drafts(sheet, run, within, right_to_left)


def _region_drafts(sheet: int, region: Region, right_to_left: bool) -> list[Draft]:
    edges = (region.x0, region.x1)
    if region.kind is RegionKind.FIGURE:
        return [Draft(sheet, by_label(region.lines), edges, region)]
    if region.kind is RegionKind.TABLE:
        return _table_drafts(sheet, region, right_to_left)
    items = _items(region.lines, region.inner)
    drafts: list[Draft] = []
    for column in in_reading_order(items, right_to_left):
        contents = [item.content for item in column]
        drafts += _column_drafts(sheet, contents, right_to_left, region)
    return drafts


def _table_drafts(sheet: int, region: Region, right_to_left: bool) -> list[Draft]:
    """Return the rows of a table with their cells from the side at which readers begin."""
    table = region.table
    if table is None:
        return []
    way = -1 if right_to_left else 1
    edges = (region.x0, region.x1)
    drafts = []
    header = [line for cell in table.header[::way] for line in cell]
    if header:
        drafts.append(Draft(sheet, header, edges, region, header_row=True))
    for cells, title in zip(table.rows, table.titles, strict=True):
        row = cells[::way]
        lines = [line for cell in row for line in cell.lines]
        if lines:
            drafts.append(Draft(sheet, lines, edges, region, row=row, row_title=title))
    return drafts


def _paragraph_drafts(
    sheet: int, lines: Sequence[Line], region: Region | None, right_to_left: bool
) -> list[Draft]:
    whole = _whole_lines(lines)
    if not whole:
        return []
    edges = (min(line.x0 for line in whole), max(line.x1 for line in whole))
    if not right_to_left:
        return [Draft(sheet, part, edges, region) for part in paragraphs(whole)]
    # Indents and short last lines are on the other side: the lines are looked at in a mirror.
    mirrored = [replace(line, x0=-line.x1, x1=-line.x0) for line in whole]
    seen = {id(image): line for image, line in zip(mirrored, whole, strict=True)}
    return [
        Draft(sheet, [seen[id(image)] for image in part], edges, region)
        for part in paragraphs(mirrored)
    ]


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
