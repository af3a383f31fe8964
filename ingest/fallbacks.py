"""What is still read of a document when a stage that looks at all of it fails.

A fault of ours on one odd page must not lose the other two hundred: the stage is tried page by
page, a page on which it fails is read more plainly, and the document says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ingest.document import Block, BlockKind, Passage, PrintedPage, Problem
from ingest.layout.boxes import WordField
from ingest.layout.drafts import Draft
from ingest.layout.furniture import Furniture, find_furniture
from ingest.layout.lines import Line, unstruck
from ingest.layout.prose import Vocabulary
from ingest.pages.sheet import Sheet
from ingest.pages.sheets import ON_A_PAGE
from ingest.structure.kinds import Typed
from ingest.structure.outline import classify
from ingest.structure.passages import Composer, blocks_of


def furniture_of(sheets: Sequence[Sheet]) -> tuple[Furniture, list[Problem]]:
    """Return the furniture; when it cannot be found, none and a problem that says so."""
    try:
        return find_furniture(sheets), []
    except ON_A_PAGE as error:
        plain = Furniture()
        for sheet in sheets:
            plain.printed[sheet.number] = (PrintedPage(None, 0.0, sheet.width),)
        why = "running heads and page numbers could not be told from the text"
        return plain, [_problem("furniture_failed", why, error)]


def drafts_of(
    sheet: Sheet, lines: Sequence[Line], lay_out: Callable[[], list[list[Draft]]]
) -> list[list[Draft]]:
    """Return what `lay_out` makes of a sheet, a draft per line when it fails."""
    try:
        return lay_out()
    except ON_A_PAGE as error:
        why = "its layout could not be worked out; its lines are read one by one from the top"
        sheet.problems.append(_problem("layout_failed", why, error, sheet.number))
    kept = [line for line in map(unstruck, lines) if line is not None]
    kept.sort(key=lambda line: (line.baseline, line.x0))
    return [[Draft(sheet.number, [line], (line.x0, line.x1)) for line in kept]]


def structure_of(
    pages: Sequence[Sequence[Draft]],
) -> tuple[list[list[Typed]], list[Problem]]:
    """Return the drafts with their kinds, those of a page that fails all as paragraphs."""
    try:
        return classify(pages), []
    except ON_A_PAGE as error:
        why = "headings could not be ranked across pages; each page was read on its own"
        problems = [_problem("structure_failed", why, error)]
    typed: list[list[Typed]] = []
    for page in pages:
        try:
            typed += classify([page])
        except ON_A_PAGE as cause:
            sheet = page[0].sheet if page else None
            why = "headings and lists could not be told from paragraphs"
            problems.append(_problem("structure_failed", why, cause, sheet))
            typed.append([Typed(draft, BlockKind.PARAGRAPH) for draft in page])
    return typed, problems


def passages_of(
    composer: Composer, typed: Sequence[Typed]
) -> tuple[tuple[Passage, ...], list[Problem]]:
    """Return the passages; a block that cannot be made one is named and left out."""
    problems = []
    for t in typed:
        try:
            composer.add(t)
        except ON_A_PAGE as error:
            why = f"a block could not be read ({t.draft.text:.40})"
            problems.append(_problem("block_failed", why, error, t.draft.sheet))
    passages, failed = composer.passages(ON_A_PAGE)
    for sheet, cause in failed:
        problems.append(_problem("block_failed", "a passage could not be placed", cause, sheet))
    return passages, problems


def blocks_of_sheets(
    typed: Sequence[Typed],
    running: Mapping[int, Sequence[Line]],
    fields: Mapping[int, WordField],
    vocabulary: Vocabulary,
) -> tuple[tuple[Block, ...], list[Problem]]:
    """Return the blocks of all sheets; a sheet on which they fail has none and is named."""
    blocks: list[Block] = []
    problems = []
    held: dict[int, list[Typed]] = {sheet: [] for sheet in running}
    for t in typed:
        held[t.draft.sheet].append(t)
    for sheet, lines in running.items():
        try:
            found = blocks_of(held[sheet], {sheet: lines}, fields, vocabulary)
        except ON_A_PAGE as error:
            why = "its blocks could not be placed"
            problems.append(_problem("block_failed", why, error, sheet))
            continue
        blocks += [replace(block, order=len(blocks) + i) for i, block in enumerate(found)]
    return tuple(blocks), problems


def _problem(code: str, why: str, error: Exception, sheet: int | None = None) -> Problem:
    where = f"page {sheet}: " if sheet is not None else ""
    detail = str(error).strip() or type(error).__name__
    return Problem(code, f"{where}{why} ({detail:.80})", sheet)
