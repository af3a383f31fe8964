"""Drafts that are one thing on the page: titles of several lines, quotes with their speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import BlockKind
from ingest.layout.drafts import Draft
from ingest.structure.kinds import HEADING_WORDS, SENTENCE_END, Typed

SPEAKER_WORDS = 16  # "– Name, office, long name of a body"; longer is text
SPEAKER = re.compile(r"^[–—―-]\s?[A-Z“\"]")
OPENS_QUOTE = re.compile(r"^[“\"‘'«„]")
FIGURE = re.compile(
    r"^[<>~+-]?[£$€]?\d[\d,.]*\s?(?:%|x|k|m|bn|tn|million|billion|trillion|per\s?cent)?\+?$", re.I
)
CHAPTER = re.compile(r"^\d{1,2}\.?$")
FIGURE_SIZE = 1.5  # times the type of what it counts: numbers of chapters stand over titles
NUMBERED = re.compile(r"^(?:\d|[A-Z][.)]\s|(?:chapter|part|annex|appendix)\b)", re.I)
DISPLAY_SIZE = 16.0  # points: titles this large are set in two weights, headings never
TITLE_STEP = 1.9  # of the type size: lines of one title stand closer than two titles


def join(page: Sequence[Typed]) -> list[Typed]:
    """Return the drafts of one printed page with those put together that are one block."""
    joined: list[Typed] = []
    for t in page:
        last = joined[-1] if joined else None
        if last is not None and (_one_title(last, t) or _is_speaker(last, t) or _goes_on(last, t)):
            last.draft.lines.extend(t.draft.lines)
        elif last is not None and _is_number_beside(last, t):
            last.draft.lines.extend(t.draft.lines)
            last.kind = t.kind
        elif last is not None and _numbers_chapter(last, t):
            last.draft.lines.extend(t.draft.lines)
            last.kind = BlockKind.HEADING
        elif last is not None and _tells_figure(last, t):
            last.draft.lines.extend(t.draft.lines)
            last.kind = BlockKind.BOX if t.kind is BlockKind.BOX else BlockKind.PARAGRAPH
        else:
            joined.append(t)
    return joined


def _same_place(above: Draft, below: Draft) -> bool:
    """Whether a draft follows directly below another in the same column."""
    if above.region is not below.region:
        return False
    last, first = above.lines[-1], below.lines[0]
    step = first.baseline - last.baseline
    beneath = min(last.x1, first.x1) > max(last.x0, first.x0) or abs(last.x0 - first.x0) < 2
    return beneath and 0 < step <= 2.6 * max(last.size, first.size)


def _one_title(last: Typed, t: Typed) -> bool:
    if last.kind is not BlockKind.HEADING or t.kind is not BlockKind.HEADING:
        return False
    above, below = last.draft, t.draft
    if (above.size, above.colour) != (below.size, below.colour):
        return False
    if above.bold != below.bold and above.size < DISPLAY_SIZE:
        return False
    if not _same_place(above, below) or NUMBERED.match(below.text):
        return False
    step = below.lines[0].baseline - above.lines[-1].baseline
    return step <= TITLE_STEP * above.size and above.words + below.words <= HEADING_WORDS


def _is_speaker(last: Typed, t: Typed) -> bool:
    """Whether a draft says who spoke the pull quote above it."""
    if last.kind is not BlockKind.PULL_QUOTE or t.draft.words > SPEAKER_WORDS:
        return False
    if t.kind is BlockKind.TABLE_ROW or not _same_place(last.draft, t.draft):
        return False
    text = t.draft.text
    named = OPENS_QUOTE.match(last.draft.text) and not SENTENCE_END.search(text)
    return bool(
        SPEAKER.match(text) or (named and t.draft.size <= last.draft.size and text[:1].isupper())
    )


def _is_number_beside(last: Typed, t: Typed) -> bool:
    """Whether a draft stands to the right of the large number that counts or tells it."""
    above, below = last.draft, t.draft
    if above.region is not below.region or len(above.lines) > 1:
        return False
    number, first = above.lines[0], below.lines[0]
    return (
        number.size >= FIGURE_SIZE * first.size
        and FIGURE.match(above.text.strip()) is not None
        and number.x1 <= first.x0
        and number.top < (first.top + first.bottom) / 2 < number.bottom
        and t.kind in (BlockKind.PARAGRAPH, BlockKind.BOX, BlockKind.HEADING)
    )


def _tells_figure(last: Typed, t: Typed) -> bool:
    """Whether a draft says what the large figure above it counts."""
    above, below = last.draft, t.draft
    return (
        above.size >= FIGURE_SIZE * below.size
        and FIGURE.match(above.text.strip()) is not None
        and below.words <= SPEAKER_WORDS
        and (t.kind in (BlockKind.PARAGRAPH, BlockKind.BOX) or _is_label(above, t))
        and last.kind in (BlockKind.PARAGRAPH, BlockKind.BOX, BlockKind.HEADING)
        and _same_place(above, below)
    )


def _numbers_chapter(last: Typed, t: Typed) -> bool:
    """Whether a draft is the number of the chapter whose title stands below it."""
    above, below = last.draft, t.draft
    return (
        t.kind is BlockKind.HEADING
        and last.kind is not BlockKind.HEADING
        and below.size >= DISPLAY_SIZE
        and above.size >= below.size
        and CHAPTER.match(above.text.strip()) is not None
        and _same_place(above, below)
    )


def _is_label(figure: Draft, t: Typed) -> bool:
    """Whether what looks like a heading says what a figure counts; "2" stands over chapters."""
    small = t.kind is BlockKind.HEADING and t.draft.size < DISPLAY_SIZE
    return small and not figure.text.strip().isdigit()


def _goes_on(last: Typed, t: Typed) -> bool:
    """Whether a pull quote goes on in the next draft, in the same type."""
    if last.kind is not BlockKind.PULL_QUOTE or t.kind in (
        BlockKind.TABLE_ROW,
        BlockKind.LIST_ITEM,
    ):
        return False
    above, below = last.draft, t.draft
    same = abs(above.size - below.size) < 0.3 and above.colour == below.colour
    return same and _same_place(above, below) and not SENTENCE_END.search(above.text)
