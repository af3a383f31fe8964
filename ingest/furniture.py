"""Running heads and feet, page numbers and watermarks: what belongs to the sheet, not the text.

All rules look across sheets: a line is furniture because it keeps its place from sheet to
sheet, not because of what it says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.document import PrintedPage
from ingest.lines import Line
from ingest.sheet import Sheet

ZONE = 0.115  # of the height: heads and feet of real strategies lie within a ninth of it
NUMBER_ZONE = 0.18  # of the height: wide margins put a lone page number this far in
SAME_PLACE = 3.0  # points a line may wander between sheets
SAME_WORDS_PLACE = 12.0  # points when the words are the same as well: odd and even pages differ
REPEATS = 3  # sheets on which a text must recur at its place to be furniture
SHARE = 0.5  # of the sheets on which a place must be taken, whatever the text, to be a slot
SLOT_WORDS = 16  # the longest running title seen has 13 words; notes and paragraphs have more
SPREAD_RATIO = 1.2  # width to height from which a sheet can hold two printed pages
PROSE_WORDS = 4  # in a line of text; the cells of most tables hold fewer
INNER_MARGINS = 0.6  # of the outer ones: inner margins are made narrower, but never to a gutter

NUMBER = re.compile(
    r"^[\W_]*(?:page\s+|p\.?\s*)?(\d{1,5}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[\W_]*$", re.I
)
NOTE = re.compile(r"^(?:\d{1,3}|[*†‡§])[.)]?\s+\D")
NUMBER_AT_END = re.compile(r"(?:^|[\s|])(\d{1,5})[\W_]*$")
NUMBER_AT_START = re.compile(r"^[\W_]*(\d{1,5})(?=[\s|])")


@dataclass(slots=True)
class Furniture:
    """Which lines are furniture, and the printed pages of each sheet, by sheet number."""

    lines: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    printed: dict[int, tuple[PrintedPage, ...]] = field(default_factory=dict)

    def is_spread(self, sheet: int) -> bool:
        return len(self.printed.get(sheet, ())) > 1


def find_furniture(sheets: Sequence[Sheet]) -> Furniture:
    """Return the furniture of a document and what page numbers are printed on it."""
    found = Furniture()
    body = _body_size(sheets)
    running: dict[int, set[int]] = defaultdict(set)
    numbers = _page_numbers(sheets)
    for sheet in sheets:
        facing = _facing_numbers(sheet)
        if facing:
            numbers[sheet.number] = facing
    counted = {id(line) for labels in numbers.values() for _, line in labels}
    for number, line in [*_repeated(sheets), *_slots(sheets, body, counted)]:
        running[number].add(id(line))
    if _leaves_nothing(sheets, running):
        running.clear()
    spreads = _spreads(sheets, numbers)
    for sheet in sheets:
        labels = numbers.get(sheet.number, [])
        running[sheet.number].update(id(line) for _, line in labels)
        running[sheet.number].update(id(line) for line in _beside_numbers(sheet, labels))
        found.lines[sheet.number] = [
            line for line in sheet.lines if id(line) in running[sheet.number]
        ]
        found.printed[sheet.number] = _printed(sheet, labels, sheet.number in spreads)
    return found


def _leaves_nothing(sheets: Sequence[Sheet], running: dict[int, set[int]]) -> bool:
    """Whether most sheets hold only what recurs: then it is their text, not their furniture."""
    written = [sheet for sheet in sheets if sheet.lines]
    bare = [s for s in written if len(running[s.number]) == len(s.lines)]
    return len(bare) > 0.5 * len(written)


def _body_size(sheets: Iterable[Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _zone(sheet: Sheet, line: Line) -> str | None:
    middle = (line.top + line.bottom) / 2
    if middle < ZONE * sheet.height:
        return "head"
    return "foot" if middle > (1 - ZONE) * sheet.height else None


def _fold(text: str) -> str:
    """Return the words of a line with numbers as #, unless little else is left to compare.

    "Page 3 of 9" recurs; the notes "12 Ibid." and "13 Ibid." do not.
    """
    plain = re.sub(r"\s+", " ", text).strip().lower()
    return re.sub(r"\d+", "#", plain) if sum(map(str.isalpha, plain)) >= 10 else plain


def _repeated(sheets: Sequence[Sheet]) -> list[tuple[int, Line]]:
    """Return lines whose words recur at one height in the margins, or anywhere as watermarks."""
    places: dict[str, list[tuple[Sheet, Line]]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            places[_fold(line.text)].append((sheet, line))
    found: list[tuple[int, Line]] = []
    for text, seen in places.items():
        if len(seen) < 2 or text in ("#", "") or all(line.opens_note for _, line in seen):
            continue
        for sheet, line in seen:
            twins = {s.number for s, other in seen if _same_place(line, other, SAME_WORDS_PLACE)}
            in_margin = _zone(sheet, line) is not None
            enough = REPEATS if len(sheets) > 4 else 2
            watermark = len(twins) >= max(4, 0.6 * len(sheets)) and len(text) > 3
            if (in_margin and len(twins) >= enough) or watermark:
                found.append((sheet.number, line))
    return found


def _same_place(line: Line, other: Line, tolerance: float = SAME_PLACE) -> bool:
    return abs(line.baseline - other.baseline) <= tolerance and abs(line.size - other.size) < 0.6


def _slots(sheets: Sequence[Sheet], body: float, counted: set[int]) -> list[tuple[int, Line]]:
    """Return lines that sit in a head or foot place which most sheets fill, whatever they say.

    This finds running chapter titles. The first line of the text block keeps its place too;
    it is told apart by the text that follows it at normal leading. A line that starts with a
    number is a note unless its number is among those `counted` as page numbers.
    """
    candidates = [
        (sheet, line)
        for sheet in sheets
        for line in sheet.lines
        if _zone(sheet, line)
        and line.size <= body * 1.15
        and not (_zone(sheet, line) == "foot" and _is_note(line) and id(line) not in counted)
        and len(line.words) <= SLOT_WORDS
        and _stands_off(sheet, line)
    ]
    found = []
    for sheet, line in candidates:
        shared = {s.number for s, other in candidates if _same_place(line, other)}
        if len(shared) >= max(3, SHARE * len(sheets)):
            found.append((sheet.number, line))
    return found


def _is_note(line: Line) -> bool:
    return line.opens_note or bool(NOTE.match(line.text))


def _stands_off(sheet: Sheet, line: Line) -> bool:
    """Whether nothing but other margin lines is near the line towards the text."""
    head = _zone(sheet, line) == "head"
    for other in sheet.lines:
        if other is line or other.x1 < line.x0 - 40 or other.x0 > line.x1 + 40:
            continue
        step = other.baseline - line.baseline if head else line.baseline - other.baseline
        if 1 < step < 1.9 * max(line.size, other.size):
            return False
    return True


def _page_numbers(sheets: Sequence[Sheet]) -> dict[int, list[tuple[str, Line]]]:
    """Return per sheet the printed page numbers that count up with the sheets."""
    seen: list[tuple[Sheet, Line, str, int]] = []
    for sheet in sheets:
        for line in sheet.lines:
            if _zone(sheet, line) is None and not _lone_number(sheet, line):
                continue
            alone = bool(NUMBER.match(line.text))
            if not alone and (line.opens_note or len(sheets) == 1):
                continue
            for label, value in _numbers_in(line.text):
                seen.append((sheet, line, label, value))
    if not seen:
        return {}
    values = {(sheet.number, value) for sheet, _, _, value in seen}
    single = Counter(value - number for number, value in values)
    double = Counter(value - 2 * number for number, value in values)
    offset, votes = single.most_common(1)[0]
    pair = max(double, key=lambda key: double[key] + double[key + 1])
    pair_votes = double[pair] + double[pair + 1]
    found: dict[int, list[tuple[str, Line]]] = defaultdict(list)
    spread = pair_votes > max(1.5 * votes, 3) and double[pair] and double[pair + 1]
    if any(NUMBER.match(line.text) for _, line, _, _ in seen):
        enough = min(2, len(sheets))
    else:
        enough = max(3, len(sheets) // 2)  # "12 Ibid." counts up by chance here and there
    if max(votes, pair_votes if spread else 0) < enough:
        return {}
    for sheet, line, label, value in seen:
        fits = (
            value - 2 * sheet.number in (pair, pair + 1)
            if spread
            else value - sheet.number == offset
        )
        if fits and label not in [text for text, _ in found[sheet.number]]:
            found[sheet.number].append((label, line))
    return {
        number: sorted(labels, key=lambda pair: pair[1].x0)
        for number, labels in found.items()
        if labels
    }


def _facing_numbers(sheet: Sheet) -> list[tuple[str, Line]]:
    """Return the two page numbers of a spread that proves itself: 208 to the left, 209 level."""
    if sheet.width <= SPREAD_RATIO * sheet.height:
        return []
    middle = sheet.width / 2
    alone = [line for line in sheet.lines if line.text.isascii() and line.text.isdigit()]
    outer = [line for line in alone if _zone(sheet, line)]
    for left in (line for line in outer if line.x1 < middle):
        for right in (line for line in outer if line.x0 > middle):
            follows = int(right.text) == int(left.text) + 1 and int(left.text) % 2 == 0
            if follows and _same_place(left, right) and _clear_middle(sheet):
                return [(left.text, left), (right.text, right)]
    return []


def _beside_numbers(sheet: Sheet, labels: Sequence[tuple[str, Line]]) -> list[Line]:
    """Return the running heads that stand level with a page number, off the text."""
    return [
        line
        for line in sheet.lines
        if _zone(sheet, line)
        and len(line.words) <= SLOT_WORDS
        and any(line is not other and _level(line, other) for _, other in labels)
        and _stands_off(sheet, line)
    ]


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) <= SAME_PLACE


def _lone_number(sheet: Sheet, line: Line) -> bool:
    """Whether the line is nothing but a number and the outermost line of its sheet."""
    if not NUMBER.match(line.text):
        return False
    middle = (line.top + line.bottom) / 2
    near = min(middle, sheet.height - middle) < NUMBER_ZONE * sheet.height
    outermost = line.baseline in (
        max(other.baseline for other in sheet.lines),
        min(other.baseline for other in sheet.lines),
    )
    level = [o for o in sheet.lines if abs(o.baseline - line.baseline) < SAME_PLACE]
    return near and outermost and all(NUMBER.match(other.text) for other in level)


def _numbers_in(text: str) -> list[tuple[str, int]]:
    """Return printed numbers in a margin line: alone, or at either end of a running head."""
    alone = NUMBER.match(text)
    if alone:
        value = _value(alone.group(1))
        return [] if value is None else [(alone.group(1), value)]
    ends = [
        match.group(1)
        for match in (NUMBER_AT_START.search(text), NUMBER_AT_END.search(text))
        if match
    ]
    return [(label, int(label)) for label in dict.fromkeys(ends)]


def _value(label: str) -> int | None:
    if label.isdigit():
        return int(label)
    digits = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    values = [digits[letter] for letter in label.lower()]
    total = sum(
        -v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values)
    )
    return total if total > 0 else None


def _spreads(sheets: Sequence[Sheet], numbers: dict[int, list[tuple[str, Line]]]) -> set[int]:
    """Return the sheets that hold two printed pages side by side."""
    wide = [sheet for sheet in sheets if sheet.width > SPREAD_RATIO * sheet.height]
    proven = set()
    for sheet in wide:
        middle = sheet.width / 2
        halves = {line.x0 < middle for _, line in numbers.get(sheet.number, [])}
        if len(halves) == 2:
            proven.add(sheet.number)
    if not wide or len(proven) < max(1, 0.4 * len(wide)):
        facing = {s.number for s in wide if not numbers.get(s.number) and _two_pages(s)}
        written = [sheet for sheet in wide if sheet.lines]
        return facing if len(facing) >= 0.5 * len(written) else set()
    return proven | {sheet.number for sheet in wide if _clear_middle(sheet)}


def _clear_middle(sheet: Sheet) -> bool:
    middle = sheet.width / 2
    return bool(sheet.lines) and not any(
        line.x0 < middle - 4 and line.x1 > middle + 4 for line in sheet.lines
    )


def _two_pages(sheet: Sheet) -> bool:
    """Whether a sheet without page numbers is set as two pages: prose on either side of a fold.

    Two inner margins part the pages of a spread, a gutter much narrower than the outer margins
    the columns of one page.
    """
    fold = sheet.width / 2
    lines = [line for line in sheet.lines if _zone(sheet, line) is None]
    halves = ([o for o in lines if o.x1 < fold], [o for o in lines if o.x0 > fold])
    if len(halves[0]) + len(halves[1]) < len(lines) or not _clear_middle(sheet):
        return False
    for half in halves:
        prose = sum(len(line.words) >= PROSE_WORDS for line in half)
        if prose < max(3, 0.5 * len(half)):
            return False
    left, right = (max(o.x1 for o in halves[0]), min(o.x0 for o in halves[1]))
    outer = min(o.x0 for o in halves[0]) + sheet.width - max(o.x1 for o in halves[1])
    inner = right - left
    even = abs(left + right - sheet.width) < 0.04 * sheet.width
    crossed = any(s.x0 < fold - 20 and s.x1 > fold + 20 for s in sheet.shapes.of("rule"))
    return even and inner > INNER_MARGINS * outer and not crossed


def _printed(sheet: Sheet, labels: list[tuple[str, Line]], spread: bool) -> tuple[PrintedPage, ...]:
    if not spread:
        return (PrintedPage(labels[0][0] if labels else None, 0.0, sheet.width),)
    middle = sheet.width / 2
    left = next((label for label, line in labels if line.x0 < middle), None)
    right = next((label for label, line in labels if line.x0 >= middle), None)
    return PrintedPage(left, 0.0, middle), PrintedPage(right, middle, sheet.width)


def leading(lines: Sequence[Line]) -> float:
    """Return the usual distance between baselines of neighbouring lines, in points."""
    steps = [
        below.baseline - above.baseline
        for above, below in pairwise(lines)
        if 0 < below.baseline - above.baseline < 2.2 * max(above.size, below.size)
    ]
    return median(steps) if steps else 1.2 * (lines[0].size if lines else 10.0)
