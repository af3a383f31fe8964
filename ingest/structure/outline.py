"""The structure of a document: every draft with its kind, headings with their levels."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise, takewhile

from ingest.document import BlockKind
from ingest.layout.drafts import Draft, Style
from ingest.layout.joins import join
from ingest.structure.kinds import (
    LARGER,
    NUMBERED_TITLE,
    BodyType,
    Typed,
    body_type,
    in_capitals,
    is_part_of,
    kinds_of,
)

DEEPEST = 9  # covers and adverts use up levels of their own
SIGNATURE = 2  # lines under a name: an office and a body
SIGNED = frozenset({BlockKind.PARAGRAPH, BlockKind.PULL_QUOTE, BlockKind.BOX})
ABBREVIATION = 4  # letters: "SME" is in capitals wherever it stands
OFFICE_WORDS = 10
NAME_WORDS = 5
LIFTED_WORDS = 9  # fewer that recur are the name of something, which titles and text repeat


def classify(pages: Sequence[Sequence[Draft]]) -> list[list[Typed]]:
    """Return the drafts of each printed page with their kinds and heading levels."""
    body = body_type([draft for page in pages for draft in page])
    typed = [join(page) for page in kinds_of(pages, body)]
    _demote_repeated_quotes(typed)
    _set_levels(typed, body)
    _settle_small_headings(typed, body)
    return typed


def _demote_repeated_quotes(typed: Sequence[Sequence[Typed]]) -> None:
    """Call large type a pull quote when the same words stand in the running text."""
    prose = [
        _letters(t.draft.text)
        for page in typed
        for t in page
        if t.kind in (BlockKind.PARAGRAPH, BlockKind.BOX)
    ]
    for page in typed:
        for t in page:
            if t.kind is not BlockKind.HEADING or t.draft.words < LIFTED_WORDS:
                continue
            own = _letters(t.draft.text)
            # A paragraph that is not much longer only names the heading, as summaries do.
            if any(own in text and len(text) > 1.5 * len(own) for text in prose):
                t.kind = BlockKind.PULL_QUOTE


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def _settle_small_headings(typed: Sequence[Sequence[Typed]], body: BodyType) -> None:
    """Tell table titles and signatures from headings of the same type.

    A line right above a table is its title unless it counts as 3.2 does; a line with nothing
    under it heads nothing.
    """
    main = [t for page in typed for t in page if t.kind is not BlockKind.FIGURE_TEXT]
    _settle_names(main)
    for i, (t, after) in enumerate(pairwise(main)):
        small = t.kind is BlockKind.HEADING and t.draft.size < LARGER * body.size
        if not small or t.draft.region is not None:
            continue
        if after.kind is BlockKind.TABLE_ROW and after.draft.sheet == t.draft.sheet:
            if NUMBERED_TITLE.match(t.draft.text):
                continue  # a section that is nothing but its table
            t.kind, t.level = BlockKind.CAPTION, 0
        elif (
            after.kind is BlockKind.HEADING
            and after.level <= t.level
            and after.draft.region is None
            and t.draft.words <= OFFICE_WORDS
            and not is_part_of(_number(after), _number(t))
        ) or _is_signature(main[i : i + SIGNATURE + 2]):
            t.kind, t.level = BlockKind.PARAGRAPH, 0


def _settle_names(main: Sequence[Typed]) -> None:
    """Call short large lines that end a sheet text: under a foreword they say who wrote it.

    What follows on the next sheet is a heading of no lower rank, so they head nothing.
    """
    for i, t in enumerate(main):
        if t.kind is not BlockKind.HEADING or not 0 < i < len(main) - 1:
            continue
        before, sheet = main[i - 1], t.draft.sheet
        if before.draft.sheet != sheet or before.kind not in SIGNED:
            continue
        run = _on_sheet(main[i:], sheet)
        after = main[i + len(run)] if i + len(run) < len(main) else None
        if (
            after is not None
            and after.kind in (BlockKind.HEADING, BlockKind.CONTENTS)
            and len(run) <= SIGNATURE + 1
            and all(
                u.kind is BlockKind.HEADING
                and after.level <= u.level
                and u.draft.words <= OFFICE_WORDS
                for u in run
            )
        ):
            for u in run:
                u.kind, u.level = BlockKind.PARAGRAPH, 0


def _on_sheet(main: Sequence[Typed], sheet: int) -> list[Typed]:
    return list(takewhile(lambda t: t.draft.sheet == sheet, main))


def _number(t: Typed) -> str:
    return t.draft.lines[0].words[0].text


def _is_signature(main: Sequence[Typed]) -> bool:
    """Whether a name has nothing under it on its sheet but an office or two."""
    sheet = main[0].draft.sheet
    under = _on_sheet(main[1:], sheet)
    return (
        0 < len(under) <= SIGNATURE
        and main[0].draft.words <= NAME_WORDS
        and all(
            t.kind is BlockKind.PARAGRAPH
            and t.draft.words <= OFFICE_WORDS
            and not re.search(r"[.:;,!?]$", t.draft.text)
            for t in under
        )
    )


def _set_levels(typed: Sequence[Sequence[Typed]], body: BodyType) -> None:
    """Rank heading types by size, then weight; numbers like 3.2 overrule the type."""
    headings = [t for page in typed for t in page if t.kind is BlockKind.HEADING]
    flow = [t.draft for t in headings if t.draft.region is None]
    capitals = {
        draft.style for draft in flow if in_capitals(draft.text) and not _is_abbreviation(draft)
    }
    outside = {_rank(draft, body, capitals) for draft in flow}
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
            t.level = min(level_of[_rank(t.draft, body, capitals)], DEEPEST)
        else:
            t.level = min(deepest + 1, DEEPEST)  # a box title ranks below what it stands in


def _is_abbreviation(draft: Draft) -> bool:
    return sum(map(str.isalpha, draft.text)) <= ABBREVIATION


def _rank(draft: Draft, body: BodyType, capitals: Set[Style]) -> tuple[float, int]:
    """Rank a heading; `capitals` are the types in which headings are set in capitals."""
    upper = in_capitals(draft.text) and (not _is_abbreviation(draft) or draft.style in capitals)
    weight = int(draft.bold) + int(draft.colour != body.colour) + 2 * int(upper)
    size = round(draft.size * 2) / 2
    if draft.underlined and not draft.bold:
        size -= 2  # a line under a line stands below any title of its size
    return (size, weight if size < LARGER * body.size else 0)
