"""Reads one PDF from bytes to passages, in this process. `ingest.isolated` does so safely."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium

from ingest.boxes import WordField
from ingest.direction import displayed_block, displayed_page, displayed_passage
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
from ingest.drafts import Draft, draft_page
from ingest.errors import UnreadableError
from ingest.furniture import Furniture, find_furniture
from ingest.grids import may_hold_grid
from ingest.kinds import Typed
from ingest.lines import Line, left_over, mark_figures
from ingest.passages import Composer, blocks_of, letters
from ingest.prose import Vocabulary
from ingest.shapes import read_shapes
from ingest.sheet import Sheet
from ingest.sheets import read_sheets
from ingest.structure import classify
from ingest.tables import Table, ruled_tables, unruled_tables
from ingest.visibility import visible_words
from ingest.words import Word, frame_of, read_words

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


def read_pdf(content: bytes, about: About, name: str = "the file") -> Reading:
    """Return what a PDF says. `name` is used in problem lines.

    Raises UnreadableError with one clear line when nothing can be read at all.
    """
    clock = _Clock()
    with clock.stage("characters"):
        pdf = _open(content, name)
        try:
            sheets, sources = read_sheets(pdf)
        finally:
            pdf.close()
    with clock.stage("tables"):
        tables = _find_tables(sheets)
    with clock.stage("order"):
        mark_figures([line for sheet in sheets for line in sheet.lines])
        furniture = find_furniture(sheets)
        _settle(furniture, tables)
        pages = _draft_pages(sheets, furniture, tables)
    with clock.stage("structure"):
        typed = [t for page in classify(pages) for t in page]
        reading = _compose(document_id(content), about, sheets, sources, furniture, typed)
    if not reading.passages and not any(
        page.text_source is not TextSource.NONE for page in reading.document.pages
    ):
        raise UnreadableError(_why_nothing(name, sheets))
    return Reading(reading.document, reading.blocks, reading.passages, clock.seconds)


def _why_nothing(name: str, sheets: Sequence[Sheet]) -> str:
    """Return the line for a file without text: a scan shows something, a damaged file nothing."""
    if any(problem.code == "unreadable_text" for sheet in sheets for problem in sheet.problems):
        return (
            f"{name}: the text layer does not say what is printed (its fonts carry no character"
            " map). Run it through OCR and add it again"
        )
    if any(sheet.shapes.drawn for sheet in sheets):
        return (
            f"{name}: no page has text that can be read; it looks like a scan."
            " Run it through OCR and add it again"
        )
    return (
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
    sheets: Sequence[Sheet], furniture: Furniture, tables: dict[int, list[Table]]
) -> list[list[Draft]]:
    pages: list[list[Draft]] = []
    for sheet in sheets:
        running = {id(line) for line in furniture.lines[sheet.number]}
        lines = [line for line in sheet.lines if id(line) not in running]
        for part in furniture.printed[sheet.number]:
            own = [line for line in lines if part.x0 <= (line.x0 + line.x1) / 2 < part.x1]
            ruled = [
                t for t in tables.get(sheet.number, []) if part.x0 <= (t.x0 + t.x1) / 2 < part.x1
            ]
            taken = {id(word) for table in ruled for word in table.words}
            found = [*ruled, *unruled_tables(sheet, left_over(own, taken))]
            pages.append(draft_page(sheet, own, found, sheet.right_to_left).drafts)
    return pages


def _compose(
    identity: str,
    about: About,
    sheets: Sequence[Sheet],
    sources: dict[int, TextSource],
    furniture: Furniture,
    typed: Sequence[Typed],
) -> Reading:
    fields = {sheet.number: WordField(sheet.words) for sheet in sheets}
    pages = {
        sheet.number: Page(
            sheet.number,
            sheet.width,
            sheet.height,
            sheet.frame.rotation,
            furniture.printed[sheet.number],
            sources[sheet.number],
        )
        for sheet in sheets
    }
    vocabulary = Vocabulary(line for sheet in sheets for line in sheet.lines)
    prose = letters(
        " ".join(t.draft.text for t in typed if t.kind in (BlockKind.PARAGRAPH, BlockKind.BOX))
    )
    composer = Composer(identity, fields, pages, vocabulary, prose, _covers(typed))
    for t in typed:
        composer.add(t)
    running: dict[int, list[Line]] = {
        sheet.number: [*furniture.lines[sheet.number], *sheet.turned] for sheet in sheets
    }
    problems = tuple(problem for sheet in sheets for problem in sheet.problems)
    blocks = blocks_of(typed, running, fields, vocabulary)
    passages = composer.passages()
    turns = {sheet.number: sheet.turn for sheet in sheets if sheet.turn}
    if turns:
        shown = {n: displayed_page(page, turns.get(n, 0)) for n, page in pages.items()}
        blocks = tuple(displayed_block(block, turns, shown) for block in blocks)
        passages = tuple(displayed_passage(passage, turns, shown) for passage in passages)
        pages = shown
    document = Document(identity, about, tuple(pages[sheet.number] for sheet in sheets), problems)
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
        frame = frame_of(page)
        return visible_words(sheet, read_words(page, frame), read_shapes(page, frame), frame)[0]
    finally:
        pdf.close()
