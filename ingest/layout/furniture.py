"""Running heads and feet, page numbers and watermarks: what belongs to the sheet, not the text.

All rules look across sheets: a line is furniture because it keeps its place from sheet to
sheet, not because of what it says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import PrintedPage
from ingest.layout.lines import Line
from ingest.layout.margins import near_edge, zone
from ingest.layout.spreads import SPREAD_RATIO, clear_middle, spreads
from ingest.pages.sheet import Sheet

SAME_PLACE = 3.0  # points a line may wander between sheets
SAME_WORDS_PLACE = 12.0  # points when the words are the same as well: odd and even pages differ
REPEATS = 3  # sheets on which a text must recur at its place to be furniture
SHARE = 0.5  # of the sheets on which a place must be taken, whatever the text, to be a slot
SLOT_WORDS = 16  # the longest running title seen has 13 words; notes and paragraphs have more
LARGEST = 2.2  # times the text: larger numbers count chapters, or people and pounds
HEAD_WORDS = 3  # running titles are longer than the labels of a table

NUMBER = re.compile(
    r"^[^\w£$€%]*(?:page\s+|p\.?\s*)?(\d{1,5}|[ivxlc]{1,6}|(?:\d{1,2}|[A-Z])[-–]\d{1,3})"
    r"(?:\s*(?:of|/)\s*\d{1,4})?[^\w%]*$",
    re.I,
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
    numbers = _page_numbers(sheets, body)
    for sheet in sheets:
        facing = _facing_numbers(sheet)
        if facing:
            numbers[sheet.number] = facing
    counted = {id(line) for labels in numbers.values() for _, line in labels}
    repeated = _repeated(sheets)
    for number, line in [*repeated, *_slots(sheets, body, counted, repeated)]:
        running[number].add(id(line))
    if _leaves_nothing(sheets, running):
        running.clear()
    _add_numbers_beside(sheets, running, numbers)
    spread = spreads(sheets, numbers)
    for sheet in sheets:
        labels = numbers.get(sheet.number, [])
        running[sheet.number].update(id(line) for _, line in labels)
        running[sheet.number].update(id(line) for line in _beside_numbers(sheet, labels))
        found.lines[sheet.number] = [
            line for line in sheet.lines if id(line) in running[sheet.number]
        ]
        found.printed[sheet.number] = _printed(sheet, labels, sheet.number in spread)
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
            in_margin = zone(sheet, line) is not None
            enough = REPEATS if len(sheets) > 4 else 2
            watermark = len(twins) >= max(4, 0.6 * len(sheets)) and len(text) > 3
            if (in_margin and len(twins) >= enough) or watermark:
                found.append((sheet.number, line))
    return found


def _same_place(line: Line, other: Line, tolerance: float = SAME_PLACE) -> bool:
    return abs(line.baseline - other.baseline) <= tolerance and abs(line.size - other.size) < 0.6


def _slots(
    sheets: Sequence[Sheet],
    body: float,
    counted: set[int],
    repeated: Sequence[tuple[int, Line]],
) -> list[tuple[int, Line]]:
    """Return lines that sit in a head or foot place which most sheets fill, whatever they say.

    This finds running chapter titles; what is `repeated` fills a place too. The first line of
    the text block keeps its place as well; it is told apart by the text that follows it at
    normal leading. A line that starts with a
    number is a note unless its number is among those `counted` as page numbers.
    """
    candidates = [
        (sheet, line)
        for sheet in sheets
        for line in sheet.lines
        if zone(sheet, line)
        and line.size <= body * 1.15
        and not (zone(sheet, line) == "foot" and _is_note(line) and id(line) not in counted)
        and len(line.words) <= SLOT_WORDS
        and _stands_off(sheet, line)
    ]
    found = []
    for sheet, line in candidates:
        shared = {s.number for s, other in candidates if _same_place(line, other)}
        shared |= {number for number, other in repeated if _same_place(line, other)}
        if len(shared) >= max(3, SHARE * len(sheets)):
            found.append((sheet.number, line))
    return found


def _is_note(line: Line) -> bool:
    return line.opens_note or bool(NOTE.match(line.text))


def _stands_off(sheet: Sheet, line: Line) -> bool:
    """Whether nothing but other margin lines is near the line towards the text."""
    head = line.top + line.bottom < sheet.height
    for other in sheet.lines:
        if other is line or other.x1 < line.x0 - 40 or other.x0 > line.x1 + 40:
            continue
        step = other.baseline - line.baseline if head else line.baseline - other.baseline
        if 1 < step < 1.9 * max(line.size, other.size):
            return False
    return True


def _page_numbers(sheets: Sequence[Sheet], body: float) -> dict[int, list[tuple[str, Line]]]:
    """Return per sheet the printed page numbers that count up with the sheets."""
    seen: list[tuple[Sheet, Line, str, int]] = []
    for sheet in sheets:
        for line in sheet.lines:
            if zone(sheet, line) is None and not _lone_number(sheet, line):
                continue
            if line.size > LARGEST * body:
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
        own = (
            (sheet, (label, line)) for sheet, line, label, value in seen if value == sheet.number
        )
        return {sheet.number: [pair] for sheet, pair in own if _lone_number(sheet, pair[1])}
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


def _add_numbers_beside(
    sheets: Sequence[Sheet],
    running: Mapping[int, set[int]],
    numbers: dict[int, list[tuple[str, Line]]],
) -> None:
    """Take the lone number level with a running head or foot where no such number is known.

    The pages of an extract do not count up with its sheets, but what stands in its tables may.
    """
    for sheet in sheets:
        heads = [line for line in sheet.lines if id(line) in running[sheet.number]]
        known = [line for _, line in numbers.get(sheet.number, ())]
        if not heads or any(_level(line, head) for line in known for head in heads):
            continue
        found = [
            (match.group(1), line)
            for line in sheet.lines
            if (match := NUMBER.match(line.text))
            and zone(sheet, line)
            and any(line is not head and _level(line, head) for head in heads)
        ]
        if len(found) == 1:
            numbers[sheet.number] = found


def _facing_numbers(sheet: Sheet) -> list[tuple[str, Line]]:
    """Return the two page numbers of a spread that proves itself: 208 to the left, 209 level."""
    if sheet.width <= SPREAD_RATIO * sheet.height:
        return []
    middle = sheet.width / 2
    alone = [line for line in sheet.lines if line.text.isascii() and line.text.isdigit()]
    outer = [line for line in alone if zone(sheet, line)]
    for left in (line for line in outer if line.x1 < middle):
        for right in (line for line in outer if line.x0 > middle):
            follows = int(right.text) == int(left.text) + 1 and int(left.text) % 2 == 0
            if follows and _same_place(left, right) and clear_middle(sheet):
                return [(left.text, left), (right.text, right)]
    return []


def _beside_numbers(sheet: Sheet, labels: Sequence[tuple[str, Line]]) -> list[Line]:
    """Return the running heads that stand level with a page number, off the text."""
    return [
        line
        for line in sheet.lines
        if near_edge(sheet, line)
        and len(line.words) <= SLOT_WORDS
        and any(line is not other and _level(line, other) for _, other in labels)
        and _stands_off(sheet, line)
    ]


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) <= SAME_PLACE


def _lone_number(sheet: Sheet, line: Line) -> bool:
    """Whether a line is nothing but a number, on the outermost line of its sheet.

    A running head may stand beside it, both well off the text.
    """
    if not NUMBER.match(line.text) or not near_edge(sheet, line):
        return False
    place = line.baseline
    if not all(o.baseline <= place for o in sheet.lines) and not all(
        o.baseline >= place for o in sheet.lines
    ):
        return False
    level = [o for o in sheet.lines if abs(o.baseline - line.baseline) < SAME_PLACE]
    others = [other for other in level if not NUMBER.match(other.text)]
    heads = [
        o for o in others if HEAD_WORDS <= len(o.words) <= SLOT_WORDS and _stands_off(sheet, o)
    ]
    return len(others) == len(heads) <= 1


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
    if re.search(r"\d", label):
        return int(re.split(r"[-–]", label)[-1])  # the third page of chapter 7 is 7-3
    digits = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    values = [digits[letter] for letter in label.lower()]
    total = sum(
        -v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values)
    )
    return total if total > 0 else None


def _printed(sheet: Sheet, labels: list[tuple[str, Line]], spread: bool) -> tuple[PrintedPage, ...]:
    if not spread:
        return (PrintedPage(labels[0][0] if labels else None, 0.0, sheet.width),)
    middle = sheet.width / 2
    left = next((label for label, line in labels if line.x0 < middle), None)
    right = next((label for label, line in labels if line.x0 >= middle), None)
    return PrintedPage(left, 0.0, middle), PrintedPage(right, middle, sheet.width)
