"""What part each draft plays: heading, paragraph, list item, pull quote, caption, footnote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import BlockKind
from ingest.layout.drafts import Draft, Style
from ingest.layout.lines import BULLET, DECIMAL
from ingest.layout.paragraphs import CANNOT_END
from ingest.layout.units import RegionKind

LARGER = 1.1  # of the body size: type from here up stands out
HEADING_WORDS = 22  # longer lines of large type are pull quotes or standfirsts
TITLE_WORDS = 30  # of the titles of acts and programmes, in bold capitals
QUOTE_WORDS = (5, 70)  # pull quotes are sentences, not labels and not paragraphs
DISPLAYED = 1.3  # of the body size: quotes without marks are set this large to be seen
SMALLER = 0.93  # of the body size: notes are set at or below it
PARAGRAPH_WORDS = 45  # longer than any heading or quote: type set so is type for text
CAPTION_WORDS = 45  # longer ones are text
LEADING_LINES = 0.25  # of the lines: fewer with leaders are a table or a form
RUN_ON_STEP = 1.5  # of the type size: lines of one paragraph stand no further apart
FILLS = 0.06  # of the column: ragged lines of text end no further from its edge
OVER_TEXT = 2.4  # of the type size: a title in italics stands no further above its text
HUNG = 3.0  # of it: and no further in from its edge
CODE = re.compile(r"\w_\w|[=;{}]")  # what capitals are written with in programs
BULLET_TITLE = 8  # words: longer lines with a bullet are list items, however bold
BOX_WORDS = 20  # a box that says less has no type of its own
STANDFIRST_WORDS = 40  # large type that runs on is an introduction, not a pull quote

CAPTION = re.compile(
    r"^(?:(?:figure|fig\.|table|chart|map|box|photo|image|exhibit|graph)s?\s*"
    r"(?:(?:\d|[A-Z]\b)[\w.–—-]*|[IVX]+\b|:|(?:showing|of)\b(?!.*\.$))|(?:sources?|notes?|key|photos?|images?)\s?[:.–—])",
    re.I,
)
EXAMPLE = re.compile(r"^(?:Example|Listing)\s+\d[\d.–-]*[.:]?\s+[A-Z]")
NAMES_FIGURE = re.compile(r"^\w+\.?\s+[\w.–-]*\w\s+(?:\([\w ]+\)\s+)?[a-z]")
"""How "Figure 3 shows that" goes on, and few captions do."""
NOTE_MARK = re.compile(r"^(?:\(?\d{1,3}\)?[.\s](?!\d)|[*†‡§]|[¹²³⁰⁴-⁹]+|\[\d{1,3}\])\s?\S")
CONTENTS_LINE = re.compile(r"(?:\.{3,}|…{2,}|(?:\. ){3,}|\s)\s*(?:\d{1,3}|[ivxl]{1,5})$")
LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}|_{4,}")
YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?$")
NUMBERED_TITLE = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+[A-Z][^.!?]*$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*[¹²³⁰⁴-⁹]*$")


@dataclass(frozen=True, slots=True)
class BodyType:
    """The type that most of the text is set in."""

    size: float
    bold: bool
    colour: int


@dataclass(slots=True)
class Typed:
    """A draft with its kind; `level` is the depth of a heading, 0 otherwise."""

    draft: Draft
    kind: BlockKind
    level: int = 0


def body_type(drafts: Sequence[Draft]) -> BodyType:
    """Return the commonest type by letters; running text counts, boxes and tables count less."""
    count: Counter[tuple[float, bool, int]] = Counter()
    for draft in drafts:
        weight = 1.0 if draft.region is None else 0.3
        for line in draft.lines:
            key = (round(line.size * 2) / 2, line.bold, line.colour)
            count[key] += int(len(line.text) * weight)
    if not count:
        return BodyType(10.0, False, 0)
    return BodyType(*count.most_common(1)[0][0])


def kinds_of(pages: Sequence[Sequence[Draft]], body: BodyType) -> list[list[Typed]]:
    """Return the drafts of each printed page with their kinds, levels not yet set."""
    longest = _long_types(pages)
    boxes = _box_types(pages)
    typed: list[list[Typed]] = []
    for page in pages:
        if _is_contents_page(page):
            typed.append([Typed(draft, _contents_kind(draft, body)) for draft in page])
            continue
        kinds: list[BlockKind] = []
        for i, draft in enumerate(page):
            around = boxes.get(id(draft.region), body)
            noted = bool(kinds) and kinds[-1] is BlockKind.FOOTNOTE
            kinds.append(_kind(draft, page, i, body, around, longest, noted))
        typed.append([Typed(draft, kind) for draft, kind in zip(page, kinds, strict=True)])
    return typed


def _long_types(pages: Sequence[Sequence[Draft]]) -> set[Style]:
    """Return the types in which paragraphs are set: text, however large."""
    return {
        draft.style
        for page in pages
        if not _is_contents_page(page)
        for draft in page
        if draft.words > PARAGRAPH_WORDS
        and (draft.region is None or draft.region.kind is RegionKind.PANEL)
    }


def _box_types(pages: Sequence[Sequence[Draft]]) -> dict[int, BodyType]:
    """Return the type each box is set in, by the id of its region: its titles stand out from it."""
    held: dict[int, list[Draft]] = defaultdict(list)
    for draft in (draft for page in pages for draft in page):
        if draft.region is not None and draft.region.kind is RegionKind.PANEL:
            held[id(draft.region)].append(draft)
    return {
        region: body_type(drafts)
        for region, drafts in held.items()
        if sum(draft.words for draft in drafts) >= BOX_WORDS
    }


def _is_contents_page(page: Sequence[Draft]) -> bool:
    lines = [text for draft in page for text in _lines_of(draft)]
    if len(lines) < 4:
        return False
    numbered = sum(bool(CONTENTS_LINE.search(text)) for text in lines)
    leaders = sum(bool(LEADERS.search(text)) for text in lines)
    titled = any(re.match(r"^(?:table of )?contents\b", text.strip(), re.I) for text in lines[:6])
    return (
        (titled and numbered >= 3)
        or leaders >= max(4, LEADING_LINES * len(lines))
        or (len(lines) >= 6 and not any(d.row for d in page) and numbered > 0.75 * len(lines))
    )


def _lines_of(draft: Draft) -> list[str]:
    """Return the lines of a draft as text; a row of a table is one line."""
    return [draft.text] if draft.row is not None else [line.text for line in draft.lines]


def _contents_kind(draft: Draft, body: BodyType) -> BlockKind:
    numbered = sum(
        bool(CONTENTS_LINE.search(text) or LEADERS.search(text)) for text in _lines_of(draft)
    )
    if numbered == 0 and draft.words > 30 and draft.size <= body.size * LARGER:
        return BlockKind.PARAGRAPH
    return BlockKind.CONTENTS


def _kind(
    draft: Draft,
    page: Sequence[Draft],
    place: int,
    body: BodyType,
    around: BodyType,
    longest: set[Style],
    noted: bool,
) -> BlockKind:
    """Return the kind of a draft.

    `around` is the type of the box it stands in, else the body; `noted` tells that a footnote
    comes before it.
    """
    if draft.region is not None:
        if draft.region.kind is RegionKind.FIGURE:
            return BlockKind.FIGURE_TEXT
        if draft.region.kind is RegionKind.TABLE:
            return BlockKind.TABLE_ROW
    if draft.lines[0].opens_list and not _is_heading(draft, page, place, around, longest):
        return (
            BlockKind.FOOTNOTE
            if _is_footnote(draft, page, place, body, noted)
            else BlockKind.LIST_ITEM
        )
    if _is_caption(draft, body):
        return BlockKind.CAPTION
    if _is_footnote(draft, page, place, body, noted):
        return BlockKind.FOOTNOTE
    if _is_pull_quote(draft, body, longest):
        return BlockKind.PULL_QUOTE
    if _is_heading(draft, page, place, around, longest):
        return BlockKind.HEADING
    return BlockKind.BOX if draft.region is not None else BlockKind.PARAGRAPH


def _is_caption(draft: Draft, body: BodyType) -> bool:
    """Whether a draft names a figure or its source; "Table 2 shows that ..." is a sentence."""
    text = draft.text.strip()
    as_text = (draft.bold, draft.italic) == (body.bold, False) and abs(draft.size - body.size) < 0.3
    if EXAMPLE.match(text) and not as_text and draft.words <= HEADING_WORDS:
        return draft.size <= body.size * LARGER
    if not CAPTION.match(text) or draft.words > CAPTION_WORDS or draft.size > body.size * 1.2:
        return False
    return not (as_text and NAMES_FIGURE.match(text) and re.search(r"[.:]$", text))


def _is_footnote(
    draft: Draft, page: Sequence[Draft], place: int, body: BodyType, noted: bool
) -> bool:
    if draft.size > SMALLER * body.size or draft.region is not None:
        return False
    first = draft.lines[0]
    raised = first.words[0].size < 0.85 * draft.size
    if not raised and draft.size > SMALLER * body_type(page).size:
        return False  # this page is set smaller than the others
    mark = raised or bool(NOTE_MARK.match(draft.text))
    above = page[place - 1].lines[-1] if place else first
    follows = noted and 0 < first.baseline - above.baseline < 3 * first.size
    lower = [
        d
        for d in page
        if d is not draft and d.size >= body.size * 0.97 and d.lines[0].top > first.top
    ]
    overlapping = [
        d for d in lower if min(d.column[1], draft.column[1]) > max(d.column[0], draft.column[0])
    ]
    return not overlapping and (mark or follows)


def _is_pull_quote(draft: Draft, body: BodyType, longest: set[Style]) -> bool:
    low, high = QUOTE_WORDS
    if not low <= draft.words <= high or draft.style in longest:
        return False
    text = draft.text.strip()
    quoted = text[0] in "“\"‘'«"
    sentence = bool(SENTENCE_END.search(text))
    if draft.size >= LARGER * body.size:
        if quoted or draft.floating:
            return True
        if draft.region is not None and draft.size < DISPLAYED * body.size:
            return False  # a box may be set a little larger than the text
        return (
            sentence
            and draft.words >= 6
            and not text.endswith("?")
            and draft.words < STANDFIRST_WORDS
        )
    stands_out = draft.italic or (draft.colour != body.colour and draft.bold != body.bold)
    return quoted and stands_out and sentence and draft.size >= body.size * 0.97


def _runs_on(draft: Draft, following: Draft) -> bool:
    """Whether a draft is the first line of a paragraph that goes on right below it.

    It breaks off in mid-sentence, or fills its column and goes on in the same type.
    """
    last, first = draft.lines[-1], following.lines[0]
    step = first.baseline - last.baseline
    if following.region is not draft.region or not 0 < step < RUN_ON_STEP * last.size:
        return False
    left, right = draft.column
    full = last.x1 > right - FILLS * (right - left) and right - left > 12 * last.size
    same = abs(last.size - first.size) < 0.3 and last.bold == first.bold
    if first.opens_list or SENTENCE_END.search(last.text):
        return False
    if CANNOT_END.search(last.text) and (last.bold == first.bold or first.text[:1].islower()):
        return True
    return same and full and last.colour == first.colour


def _stands_over(draft: Draft, following: Draft) -> bool:
    """Whether a line in italics stands right over upright text of its size and column."""
    last, first = draft.lines[-1], following.lines[0]
    return (
        len(draft.lines) == 1
        and following.region is draft.region is None
        and 0 < first.baseline - last.baseline < OVER_TEXT * last.size
        and abs(first.size - last.size) < 0.3
        and not first.italic
        and following.words > 12
        and min(abs(line.x0 - last.x0) for line in following.lines) < HUNG * last.size
    )


def _is_year(draft: Draft, body: BodyType) -> bool:
    """Whether a draft is a year that stands out, as those along a line of time do."""
    stands_out = (draft.bold and not body.bold) or draft.size >= LARGER * body.size
    return stands_out and YEAR.match(draft.text.strip()) is not None


def in_capitals(text: str) -> bool:
    """Whether a text is set in capitals; most scripts have none."""
    cased = sum(letter.isupper() or letter.islower() for letter in text)
    return text == text.upper() and 5 * cased > 4 * sum(map(str.isalpha, text))


def is_part_of(number: str, section: str) -> bool:
    """Whether a number is that of a part of a section, as 1.5.1 is of 1.5."""
    return DECIMAL.match(section) is not None and number.startswith(f"{section.rstrip('.')}.")


def _is_heading(
    draft: Draft, page: Sequence[Draft], place: int, body: BodyType, longest: set[Style]
) -> bool:
    text = draft.text.strip()
    letters = sum(map(str.isalpha, text))
    longest_title = TITLE_WORDS if draft.bold and in_capitals(text) else HEADING_WORDS
    if draft.words > longest_title or len(draft.lines) > 4:
        return False
    enough = letters > 2 or (letters == 2 and "&" in text)  # "R&D"
    if not enough and not (_is_year(draft, body) and place + 1 < len(page)):
        return False
    if draft.words > BULLET_TITLE and BULLET.match(draft.lines[0].words[0].text):
        return False
    if text[0] in '“"‘«' and SENTENCE_END.search(text):
        return False
    if re.search(r"[.;,]$", text) and not re.search(r"\b(?:etc|Ltd|plc|U\.K)\.$", text):
        return False
    if draft.size >= LARGER * body.size:
        return draft.style not in longest
    following = page[place + 1] if place + 1 < len(page) else None
    if following is not None and _runs_on(draft, following):
        return False
    introduces = (
        text.endswith(":")
        and following is not None
        and following.lines[0].opens_list
        and not is_part_of(following.lines[0].words[0].text, draft.lines[0].words[0].text)
    )
    if NUMBERED_TITLE.match(text) and draft.words <= 14 and draft.size > 0.85 * body.size:
        apart = draft.bold != body.bold or draft.colour != body.colour
        return len(draft.lines) <= 2 and (not text.endswith(":") or (apart and not introduces))
    if draft.size < 0.97 * body.size and not (draft.bold and draft.size > 0.85 * body.size):
        return False
    if introduces and draft.words > 1:
        return False
    heavier = draft.bold and not body.bold
    coloured = draft.colour != body.colour and draft.size >= 0.97 * body.size
    capitals = (
        not CODE.search(text)
        and letters >= max(4, 0.5 * len(text.replace(" ", "")))
        and in_capitals(text)
    )
    under = draft.words <= 12 and draft.colour == body.colour and draft.underlined
    leans = (
        draft.words <= 10
        and draft.italic
        and following is not None
        and _stands_over(draft, following)
    )
    if not (heavier or capitals or under or leans or (coloured and draft.words <= 12)):
        return False
    return place + 1 < len(page) or draft.words <= 12
