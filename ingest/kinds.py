"""What part each draft plays: heading, paragraph, list item, pull quote, caption, footnote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import BlockKind
from ingest.drafts import Draft
from ingest.regions import RegionKind

LARGER = 1.1  # of the body size: type from here up stands out
HEADING_WORDS = 22  # longer lines of large type are pull quotes or standfirsts
QUOTE_WORDS = (5, 70)  # pull quotes are sentences, not labels and not paragraphs
SMALLER = 0.93  # of the body size: notes are set at or below it
PARAGRAPH_WORDS = 45  # longer than any heading or quote: type set so is type for text
STANDFIRST_WORDS = 40  # large type that runs on is an introduction, not a pull quote

CAPTION = re.compile(
    r"^(?:figure|fig\.|table|chart|map|box|photo|image|exhibit|graph|source|sources|note)\b[\s:.]*(?:[\dA-Z][\d.]*)?[\s:.–—-]",
    re.I,
)
NOTE_MARK = re.compile(r"^(?:\(?\d{1,3}\)?[.\s]|[*†‡§]|[¹²³⁰⁴-⁹]+|\[\d{1,3}\])\s?\S")
CONTENTS_LINE = re.compile(r"(?:\.{3,}|…{2,}|(?:\. ){3,}|\s)\s*(?:\d{1,3}|[ivxl]{1,5})$")
LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}|_{4,}")
NUMBERED_TITLE = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+[A-Z][^.!?]*$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*[¹²³⁰⁴-⁹]*$")


Style = tuple[float, bool, int]


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


def classify(pages: Sequence[Sequence[Draft]]) -> list[list[Typed]]:
    """Return the drafts of each printed page with their kinds and heading levels."""
    body = body_type([draft for page in pages for draft in page])
    longest = _long_types(pages)
    typed: list[list[Typed]] = []
    for page in pages:
        if _is_contents_page(page):
            typed.append([Typed(draft, _contents_kind(draft, body)) for draft in page])
            continue
        typed.append(
            [Typed(draft, _kind(draft, page, i, body, longest)) for i, draft in enumerate(page)]
        )
    _demote_repeated_quotes(typed)
    _set_levels(typed, body)
    _settle_small_headings(typed, body)
    return typed


def _long_types(pages: Sequence[Sequence[Draft]]) -> set[Style]:
    """Return the types in which paragraphs are set: text, however large."""
    return {
        _style(draft)
        for page in pages
        for draft in page
        if draft.words > PARAGRAPH_WORDS
        and (draft.region is None or draft.region.kind is RegionKind.PANEL)
        and not _is_contents_page([draft])
    }


def _style(draft: Draft) -> Style:
    return (round(draft.size * 2) / 2, draft.bold, draft.colour)


def _is_contents_page(page: Sequence[Draft]) -> bool:
    lines = [line for draft in page for line in draft.lines if draft.row is None]
    if len(lines) < 4:
        return False
    numbered = sum(bool(CONTENTS_LINE.search(line.text)) for line in lines)
    leaders = sum(bool(LEADERS.search(line.text)) for line in lines)
    titled = any(
        re.match(r"^(?:table of )?contents\b", line.text.strip(), re.I) for line in lines[:6]
    )
    return (titled and numbered >= 3) or leaders >= 4 or numbered > 0.75 * len(lines) >= 6


def _contents_kind(draft: Draft, body: BodyType) -> BlockKind:
    numbered = sum(bool(CONTENTS_LINE.search(line.text)) for line in draft.lines)
    if numbered == 0 and draft.words > 30 and draft.size <= body.size * LARGER:
        return BlockKind.PARAGRAPH
    return BlockKind.CONTENTS


def _kind(
    draft: Draft, page: Sequence[Draft], place: int, body: BodyType, longest: set[Style]
) -> BlockKind:
    if draft.region is not None:
        if draft.region.kind is RegionKind.FIGURE:
            return BlockKind.FIGURE_TEXT
        if draft.region.kind is RegionKind.TABLE:
            return BlockKind.TABLE_ROW
    text = draft.text.strip()
    if draft.lines[0].opens_list and not _is_heading(draft, page, place, body, longest):
        return BlockKind.FOOTNOTE if _is_footnote(draft, page, place, body) else BlockKind.LIST_ITEM
    if CAPTION.match(text) and draft.words <= 45 and draft.size <= body.size * 1.2:
        return BlockKind.CAPTION
    if _is_footnote(draft, page, place, body):
        return BlockKind.FOOTNOTE
    if _is_pull_quote(draft, body, longest):
        return BlockKind.PULL_QUOTE
    if _is_heading(draft, page, place, body, longest):
        return BlockKind.HEADING
    return BlockKind.BOX if draft.region is not None else BlockKind.PARAGRAPH


def _is_footnote(draft: Draft, page: Sequence[Draft], place: int, body: BodyType) -> bool:
    if draft.size > SMALLER * body.size or draft.region is not None:
        return False
    first = draft.lines[0]
    mark = bool(NOTE_MARK.match(draft.text)) or first.words[0].size < 0.85 * draft.size
    follows = place > 0 and page[place - 1].size <= SMALLER * body.size
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
    if not low <= draft.words <= high or _style(draft) in longest:
        return False
    text = draft.text.strip()
    quoted = text[0] in "“\"‘'«"
    sentence = bool(SENTENCE_END.search(text))
    if draft.size >= LARGER * body.size:
        if quoted or draft.floating:
            return True
        return (
            sentence
            and draft.words >= 6
            and not text.endswith("?")
            and draft.words < STANDFIRST_WORDS
        )
    stands_out = draft.italic or (draft.colour != body.colour and draft.bold != body.bold)
    return quoted and stands_out and sentence and draft.size >= body.size * 0.97


def _is_heading(
    draft: Draft, page: Sequence[Draft], place: int, body: BodyType, longest: set[Style]
) -> bool:
    text = draft.text.strip()
    letters = sum(c.isalpha() for c in text)
    if draft.words > HEADING_WORDS or letters < 3 or len(draft.lines) > 4:
        return False
    if re.search(r"[.;,]$", text) and not re.search(r"\b(?:etc|Ltd|plc|U\.K)\.$", text):
        return False
    if draft.size >= LARGER * body.size:
        return _style(draft) not in longest
    if NUMBERED_TITLE.match(text) and draft.words <= 14 and draft.size > 0.85 * body.size:
        return not text.endswith(":") and len(draft.lines) <= 2
    if draft.size < 0.97 * body.size and not (draft.bold and draft.size > 0.85 * body.size):
        return False
    if (
        text.endswith(":")
        and draft.words > 1
        and place + 1 < len(page)
        and page[place + 1].lines[0].opens_list
    ):
        return False
    heavier = draft.bold and not body.bold
    coloured = draft.colour != body.colour and draft.size >= 0.97 * body.size
    capitals = letters >= 4 and text == text.upper()
    if not (heavier or capitals or (coloured and draft.words <= 12)):
        return False
    return place + 1 < len(page) or draft.words <= 12


def _demote_repeated_quotes(typed: Sequence[Sequence[Typed]]) -> None:
    """Call large type a pull quote when the same words stand in the running text."""
    prose = " ".join(
        _letters(t.draft.text)
        for page in typed
        for t in page
        if t.kind in (BlockKind.PARAGRAPH, BlockKind.BOX)
    )
    for page in typed:
        for t in page:
            if (
                t.kind is BlockKind.HEADING
                and t.draft.words >= 6
                and _letters(t.draft.text) in prose
            ):
                t.kind = BlockKind.PULL_QUOTE


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _settle_small_headings(typed: Sequence[Sequence[Typed]], body: BodyType) -> None:
    """Tell table titles and signatures from headings of the same type.

    A line right above a table is its title; a line with nothing under it heads nothing.
    """
    main = [t for page in typed for t in page if t.kind is not BlockKind.FIGURE_TEXT]
    for t, after in pairwise(main):
        small = t.kind is BlockKind.HEADING and t.draft.size < LARGER * body.size
        if not small or t.draft.region is not None:
            continue
        if after.kind is BlockKind.TABLE_ROW and after.draft.sheet == t.draft.sheet:
            t.kind, t.level = BlockKind.CAPTION, 0
        elif (
            after.kind is BlockKind.HEADING
            and after.level <= t.level
            and after.draft.region is None
        ):
            t.kind, t.level = BlockKind.PARAGRAPH, 0


def _set_levels(typed: Sequence[Sequence[Typed]], body: BodyType) -> None:
    """Rank heading types by size, then weight; numbers like 3.2 overrule the type."""
    headings = [t for page in typed for t in page if t.kind is BlockKind.HEADING]
    outside = {_rank(t.draft, body) for t in headings if t.draft.region is None}
    ranks = sorted(outside, reverse=True)
    merged: list[list[tuple[float, int]]] = []
    for rank in ranks:
        if merged and merged[-1][0][1] == rank[1] and merged[-1][0][0] - rank[0] < 0.75:
            merged[-1].append(rank)
        else:
            merged.append([rank])
    level_of = {rank: i + 1 for i, group in enumerate(merged) for rank in group}
    deepest = max(level_of.values(), default=1)
    for t in headings:
        if t.draft.region is None:
            t.level = min(level_of[_rank(t.draft, body)], 6)
        else:
            t.level = min(deepest + 1, 6)  # a box title ranks below what it stands in


def _rank(draft: Draft, body: BodyType) -> tuple[float, int]:
    weight = (
        int(draft.bold)
        + int(draft.colour != body.colour)
        + 2 * int(draft.text == draft.text.upper())
    )
    size = round(draft.size * 2) / 2
    return (size, weight if size < LARGER * body.size else 0)
