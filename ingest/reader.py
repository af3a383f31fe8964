"""Reads one PDF from bytes to passages, in this process. `ingest.isolated` does so safely."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium

from ingest.document import (
    About,
    BlockKind,
    Document,
    Page,
    Problem,
    Reading,
    TextSource,
    document_id,
)
from ingest.errors import NoTextError, UnreadableError
from ingest.fallbacks import (
    blocks_of_sheets,
    drafts_of,
    furniture_of,
    passages_of,
    structure_of,
)
from ingest.layout.asides import homes_of_asides
from ingest.layout.boxes import WordField
from ingest.layout.drafts import Draft, draft_page
from ingest.layout.figure_words import wordy_figures
from ingest.layout.furniture import Furniture
from ingest.layout.lines import Line, left_over, mark_figures
from ingest.layout.prose import Vocabulary
from ingest.layout.side_heads import not_large
from ingest.ocr.engine import Recogniser
from ingest.ocr.sheet import (
    blocks_as_drawn,
    page_confidence,
    passages_as_drawn,
    with_confidence,
)
from ingest.pages.annotations import struck_out
from ingest.pages.covers import mark_covered
from ingest.pages.direction import displayed_block, displayed_page, displayed_passage
from ingest.pages.shapes import read_shapes
from ingest.pages.sheet import Sheet
from ingest.pages.sheets import leave_out_turned, read_sheets
from ingest.pages.visibility import visible_words
from ingest.pages.weights import mark_heavier
from ingest.pages.words import Word, frame_of, read_words
from ingest.structure.kinds import Typed
from ingest.structure.passages import Composer, letters
from ingest.tables.grids import may_hold_grid
from ingest.tables.ruled import ruled_tables
from ingest.tables.target_tables import Table
from ingest.tables.unruled import unruled_tables

COVER_WORDS = 25  # an imprint line is shorter, a paragraph of text longer
MAX_SHEETS = 2_000  # the longest strategy seen has 255; more is an archive or a bomb


@dataclass(slots=True)
class _Clock:
    """Adds up the seconds each stage takes."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def read_pdf(
    content: bytes,
    about: About,
    name: str = "the file",
    recogniser: Recogniser | None = None,
) -> Reading:
    """Return what a PDF says. `name` is used in problem lines.

    With a `recogniser`, pages whose text layer says nothing are read from their picture.

    Raises UnreadableError with one clear line when nothing can be read at all.
    """
    clock = _Clock()
    with clock.stage("characters"):
        pdf = _open(content, name)
        try:
            sheets, sources = read_sheets(pdf, recogniser)
        finally:
            pdf.close()
    with clock.stage("tables"):
        tables = _find_tables(sheets)
    with clock.stage("order"):
        mark_heavier(sheets)
        mark_figures([line for sheet in sheets for line in sheet.lines])
        furniture, problems = furniture_of(sheets)
        _settle(furniture, tables)
        pages = [page for sheet in sheets for page in _draft_pages(sheet, furniture, tables)]
    with clock.stage("structure"):
        kinds, failed = structure_of(pages)
        problems += failed
        typed = [t for page in kinds for t in page]
        reading = _compose(document_id(content), about, sheets, sources, furniture, typed, problems)
    if not reading.passages and not any(
        page.text_source is not TextSource.NONE for page in reading.document.pages
    ):
        raise _why_nothing(name, sheets)
    return Reading(reading.document, reading.blocks, reading.passages, clock.seconds)


def _why_nothing(name: str, sheets: Sequence[Sheet]) -> UnreadableError:
    """Return the error of a file without text: a scan shows something, a damaged file nothing."""
    codes = {problem.code for sheet in sheets for problem in sheet.problems}
    if "unreadable_text" in codes:
        return NoTextError(
            f"{name}: the text layer does not say what is printed (its fonts carry no character"
            " map). Run it through OCR and add it again"
        )
    if "nothing_recognised" in codes:
        return UnreadableError(
            f"{name}: no page has text, and no words were found in their pictures;"
            " scan it again, sharper and straight, and add that"
        )
    if any(sheet.shapes.drawn for sheet in sheets):
        return NoTextError(
            f"{name}: no page has text that can be read; it looks like a scan."
            " Run it through OCR and add it again"
        )
    return UnreadableError(
        f"{name}: nothing can be read on any page; the file is blank or damaged."
        " Download or export it again"
    )


def _open(content: bytes, name: str) -> Any:
    if not content:
        raise UnreadableError(f"{name}: the file is empty; download or export it again")
    if b"%PDF-" not in content[:1024]:
        raise UnreadableError(f"{name}: this is not a PDF; save it as PDF and add it again")
    try:
        pdf = pdfium.PdfDocument(content)
        count = len(pdf)
    except pdfium.PdfiumError as error:
        if (
            getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD
            or "password" in str(error).lower()
        ):
            raise UnreadableError(
                f"{name}: the file is locked with a password; save a copy without one and add that"
            ) from error
        raise UnreadableError(
            f"{name}: the file is damaged and cannot be opened; download or export it again"
        ) from error
    if count == 0:
        raise UnreadableError(f"{name}: the file has no pages; download or export it again")
    if count > MAX_SHEETS:
        raise UnreadableError(
            f"{name}: {count:,} pages are more than a strategy has (limit {MAX_SHEETS:,});"
            " split it and add the part you need"
        )
    return pdf


def _find_tables(sheets: Sequence[Sheet]) -> dict[int, list[Table]]:
    """Return the ruled tables of each sheet."""
    found: dict[int, list[Table]] = {}
    for sheet in sheets:
        if not sheet.words or not may_hold_grid(sheet):
            continue
        try:
            found[sheet.number] = ruled_tables(sheet)
            leave_out_turned(sheet, {id(w) for t in found[sheet.number] for w in t.words})
        except (ValueError, ArithmeticError, RecursionError, MemoryError) as error:
            sheet.problems.append(
                Problem(
                    "tables_failed",
                    f"page {sheet.number}: ruled tables could not be read ({error!s:.80})",
                    sheet.number,
                )
            )
    return found


def _settle(furniture: Furniture, tables: dict[int, list[Table]]) -> None:
    """Give every word to the furniture or to a table, never to both.

    A grid of nothing but running words is a head or foot set as a table.
    """
    for number, found in tables.items():
        running = {id(word) for line in furniture.lines[number] for word in line.words}
        for table in list(found):
            own = {id(word) for word in table.words}
            if own <= running:
                found.remove(table)
                continue
            furniture.lines[number] = [
                line
                for line in furniture.lines[number]
                if not any(id(word) in own for word in line.words)
            ]


def _draft_pages(
    sheet: Sheet, furniture: Furniture, tables: dict[int, list[Table]]
) -> list[list[Draft]]:
    """Return the drafts of each printed page of a sheet."""
    running = {id(line) for line in furniture.lines[sheet.number]}
    lines = [line for line in sheet.lines if id(line) not in running]

    def lay_out() -> list[list[Draft]]:
        pages = []
        for part in furniture.printed[sheet.number]:
            own = [line for line in lines if part.x0 <= (line.x0 + line.x1) / 2 < part.x1]
            ruled = [
                t for t in tables.get(sheet.number, []) if part.x0 <= (t.x0 + t.x1) / 2 < part.x1
            ]
            taken = {id(word) for table in ruled for word in table.words}
            found = [*ruled, *unruled_tables(sheet, not_large(left_over(own, taken)))]
            pages.append(draft_page(sheet, own, found, sheet.right_to_left).drafts)
        return pages

    return drafts_of(sheet, lines, lay_out)


def _compose(
    identity: str,
    about: About,
    sheets: Sequence[Sheet],
    sources: dict[int, TextSource],
    furniture: Furniture,
    typed: Sequence[Typed],
    problems: Sequence[Problem],
) -> Reading:
    fields = {sheet.number: WordField([*sheet.words, *sheet.unread]) for sheet in sheets}
    pages = {
        sheet.number: Page(
            sheet.number,
            sheet.width,
            sheet.height,
            sheet.frame.rotation,
            furniture.printed[sheet.number],
            sources[sheet.number],
            page_confidence(sheet),
        )
        for sheet in sheets
    }
    vocabulary = Vocabulary(line for sheet in sheets for line in sheet.lines)
    prose = letters(
        " ".join(t.draft.text for t in typed if t.kind in (BlockKind.PARAGRAPH, BlockKind.BOX))
    )
    covers = _covers(typed)
    homes = homes_of_asides(typed, covers)
    composer = Composer(identity, fields, pages, vocabulary, prose, covers, homes)
    passages, failed = passages_of(composer, typed)
    passages = with_confidence(passages, sheets)
    running: dict[int, list[Line]] = {
        sheet.number: [*furniture.lines[sheet.number], *sheet.counted, *sheet.turned]
        for sheet in sheets
    }
    of_sheets = [problem for sheet in sheets for problem in sheet.problems]
    blocks, unplaced = blocks_of_sheets(typed, running, fields, vocabulary)
    blocks, passages = blocks_as_drawn(blocks, sheets), passages_as_drawn(passages, sheets)
    turns = {sheet.number: sheet.turn for sheet in sheets if sheet.turn}
    if turns:
        shown = {n: displayed_page(page, turns.get(n, 0)) for n, page in pages.items()}
        blocks = tuple(displayed_block(block, turns, shown) for block in blocks)
        passages = tuple(displayed_passage(passage, turns, shown) for passage in passages)
        pages = shown
    document = Document(
        identity,
        about,
        tuple(pages[sheet.number] for sheet in sheets),
        (*problems, *of_sheets, *failed, *unplaced, *wordy_figures(blocks)),
    )
    return Reading(document, blocks, passages)


def _covers(typed: Sequence[Typed]) -> frozenset[int]:
    """Return the first sheet when it says nothing but who and what the document is."""
    prose = [
        t for t in typed if t.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BOX)
    ]
    opening = [t for t in prose if t.draft.sheet == 1 and t.draft.words >= COVER_WORDS]
    return frozenset() if opening or len({t.draft.sheet for t in typed}) < 2 else frozenset({1})


def words_on(content: bytes, sheet: int) -> list[Word]:
    """Return the visible words of one sheet, to find a quote within its passage's boxes."""
    pdf = pdfium.PdfDocument(content)
    try:
        page = pdf[sheet - 1]
        frame, shapes = frame_of(page), read_shapes(page, frame_of(page))
        words = read_words(page, frame, [*shapes.level_rules(), *struck_out(page, frame)[0]])
        mark_covered(page, frame, words, shapes)
        return [w for w in visible_words(sheet, words, shapes, frame)[0] if not w.struck]
    finally:
        pdf.close()
