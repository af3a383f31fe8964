"""`python -m eval --big-office DIR`: forty strategies of a hundred pages, without reading any.

The nine samples are read once. Their sentences, mixed and reworded (`eval.made_up_text`), are
printed as PDFs whose layout is known, and stored through the store's own function with vectors
and analyses that are those of the samples. The screens show them as they show any strategy;
nothing can be learnt from them about accuracy.
"""

from __future__ import annotations

import io
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select

from eval.big_office_people import work_of_people
from eval.made_up_text import MadeUp, Sentence, make_up, sentences_of
from eval.sample_office import sample_office
from index.assembly import Office, assemble
from index.comparing.overlap_cache import keep_overlaps
from index.embedded_text import embedded_promise, embedded_text, text_hash
from index.model_cache import model_cache
from index.places import load_places
from index.searching.vectors import open_vectors
from index.storage import schema
from index.storage.analysed import Analysed
from ingest.document import (
    About,
    Block,
    BlockKind,
    BoundingBox,
    Document,
    Page,
    Passage,
    PrintedPage,
    Problem,
    Reading,
    Status,
    TextSource,
    document_id,
    passage_id,
)

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
STRATEGIES, SHEETS = 40, 100
ON_A_SHEET: Final = 6  # passages: 5 in real strategies of 80 to 110 sheets, 11 in the densest
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 62.0  # points: A4
FONT, SIZE, LEADING = "Helvetica", 10.5, 14.0
CHAPTER: Final = 11  # sheets
UNREADABLE: Final = 3  # sheet that every fifth strategy has as a picture


def build_big_office(
    folder: Path,
    tell: Callable[[str], None],
    strategies: int = STRATEGIES,
    sheets: int = SHEETS,
) -> None:
    """Fill a new workspace; what is there already stays, and the same strategies come once."""
    tell("Reading the samples")
    with sample_office() as source:
        pools = _pools(source)
        framework, model = _made_with(source)
    office = assemble(folder, model_cache())
    with office.workspace:
        store, embedder = office.workspace.store, office.embedder
        for number, place in enumerate(_places(strategies)):
            reading, content, analysed = _strategy(number, place, sheets, pools, office)
            analysed = replace(analysed, framework=framework, model=model)
            office.workspace.pdf(reading.document.id).write_bytes(content)
            store.add_reading(reading, analysed, at=NOW, by="big office")
            tell(f"{place}: {len(reading.passages)} passages")
        tell("Indexing")
        open_vectors(store, office.workspace.cache, embedder.id, embedder.dimensions)
        tell("Looking for overlaps")
        keep_overlaps(office.workspace, embedder.id)
        tell("People at work")
        work_of_people(office)


def _pools(office: Office) -> Mapping[str, Sequence[Sentence]]:
    """Return the sentences of the samples by the label they are most about."""
    store, embedder = office.workspace.store, office.embedder.id
    analyses = store.analyses()
    numbered = store.vectors(embedder)
    vectors = dict(zip(numbered.ids, numbered.matrix, strict=True))
    promised = store.promise_vectors(embedder)
    places = {document.id: document.about.place for document in store.documents()}
    pools: dict[str, list[Sentence]] = defaultdict(list)
    for passage in store.passages():
        if passage.id not in analyses or passage.id not in vectors:
            continue
        analysis = analyses[passage.id]
        mine = [promised[passage.id, i] for i, _ in enumerate(analysis.promises.commitments)]
        place = places[passage.document_id]
        for sentence in sentences_of(passage, place, analysis, vectors[passage.id], mine):
            pools[sentence.label].append(sentence)
    return pools


def _made_with(office: Office) -> tuple[str, str]:
    a = schema.analyses.c
    with office.workspace.engine.connect() as connection:
        framework, model = connection.execute(select(a.framework, a.model).limit(1)).one()
    return str(framework), str(model)


def _places(wanted: int) -> list[str]:
    """Return places that have a tile on the map, England's first."""
    known = list(load_places())
    return (known + [f"Place {i}" for i in range(wanted)])[:wanted]


def _strategy(
    number: int,
    place: str,
    sheets: int,
    pools: Mapping[str, Sequence[Sentence]],
    office: Office,
) -> tuple[Reading, bytes, Analysed]:
    chance = random.Random(number)  # noqa: S311  repeatable, not secret
    chapters = _chapters(number, place, sheets, pools, office, chance)
    press = _Press(f"{place}: made-up strategy", UNREADABLE if number % 5 == 0 else 0)
    for sheet in range(2, sheets + 1):
        title, told = chapters[(sheet - 2) // CHAPTER]
        press.sheet(sheet, title, told[(sheet - 2) % CHAPTER])
    content = press.bytes()
    id_ = document_id(content)
    about = About(
        f"Made-up strategy of {place}",
        place,
        status=(Status.AGREED, Status.AGREED, Status.FINAL, Status.DRAFT)[number % 4],
        published=date(2019, 1 + number % 12, 1),
        published_precision="month",
    )
    passages, made = _named(id_, press.passages)
    problems = tuple(
        Problem("no_text_layer", "is a picture; its words were not read", page.sheet)
        for page in press.pages
        if page.text_source is TextSource.NONE
    )
    document = Document(id_, about, tuple(press.pages), problems)
    blocks = tuple(Block(p.kind, p.text, p.ordinal, p.boxes) for p in passages)
    vectors = {}
    for passage, said in zip(passages, made, strict=True):
        vectors[text_hash(embedded_text(passage))] = said.vector
        pairs = zip(said.analysis.promises.commitments, said.promise_vectors, strict=True)
        vectors |= {text_hash(embedded_promise(passage, c)): v for c, v in pairs}
    analyses = {p.id: m.analysis for p, m in zip(passages, made, strict=True)}
    analysed = Analysed(office.embedder.id, "", "", vectors, analyses)
    return Reading(document, blocks, passages, {"reading": 0.0}), content, analysed


def _chapters(
    number: int,
    place: str,
    sheets: int,
    pools: Mapping[str, Sequence[Sentence]],
    office: Office,
    chance: random.Random,
) -> list[tuple[str, list[list[MadeUp]]]]:
    """Return chapters, one label each in an order of the strategy's own, as lists by sheet.

    Every strategy leaves one label out, so that the map of the portfolio has gaps to show.
    """
    labels = [label for label in office.framework.labels if label.id in pools]
    chance.shuffle(labels)
    kept = labels[1:] if number % 2 else labels
    chapters = []
    for i in range(-(-(sheets - 1) // CHAPTER)):
        label = kept[i % len(kept)]
        told = [
            [make_up(pools[label.id], place, chance) for _ in range(ON_A_SHEET)]
            for _ in range(CHAPTER)
        ]
        chapters.append((f"{i + 1} {label.name}", told))
    return chapters


def _named(
    document: str, told: Sequence[tuple[Passage, MadeUp]]
) -> tuple[tuple[Passage, ...], list[MadeUp]]:
    seen: dict[str, int] = defaultdict(int)
    passages = []
    for ordinal, (passage, _) in enumerate(told):
        id_ = passage_id(document, passage.text, seen[passage.text])
        seen[passage.text] += 1
        passages.append(replace(passage, id=id_, document_id=document, ordinal=ordinal))
    return tuple(passages), [made for _, made in told]


class _Press:
    """Prints passages one below the other and notes where each stands."""

    def __init__(self, title: str, picture: int) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._out = io.BytesIO()
        self._paper = Canvas(self._out, pagesize=(WIDTH, HEIGHT), invariant=1)
        self._picture = picture
        self.pages: list[Page] = []
        self.passages: list[tuple[Passage, MadeUp]] = []
        self._paper.setFont(FONT, 26)
        self._paper.drawString(MARGIN, HEIGHT - 200, title)
        self._turn(1, TextSource.TEXT)

    def sheet(self, number: int, chapter: str, told: Sequence[MadeUp]) -> None:
        """Print one sheet; a passage for which there is no room is left out."""
        if number == self._picture:
            self._paper.rect(MARGIN, 200, WIDTH - 2 * MARGIN, 400, fill=1)
            self._turn(number, TextSource.NONE)
            return
        self._paper.setFont(FONT, 9)
        self._paper.drawString(MARGIN, 30, str(number))
        top = 60.0
        self._paper.setFont(FONT + "-Bold", 15)
        self._paper.drawString(MARGIN, HEIGHT - top, chapter)
        top += 24
        for made in told:
            columns = [cell.text for cell in made.cells] or [made.text]
            width = (WIDTH - 2 * MARGIN) / len(columns)
            lines = [_lines(column, width - 8) for column in columns]
            bottom = top + LEADING * max(map(len, lines))
            if bottom > HEIGHT - 50:
                break
            boxes = []
            for i, column in enumerate(lines):
                left = MARGIN + i * width
                self._column(column, left, top)
                end = top + LEADING * len(column)
                boxes.append(BoundingBox(number, left, top, left + width - 8, end))
            self.passages.append((_passage(made, chapter, number, boxes), made))
            top = bottom + 16
        self._turn(number, TextSource.TEXT)

    def _column(self, lines: Sequence[str], left: float, top: float) -> None:
        self._paper.setFont(FONT, SIZE)
        for i, line in enumerate(lines):
            self._paper.drawString(left, HEIGHT - top - LEADING * i - SIZE, line)

    def _turn(self, number: int, source: TextSource) -> None:
        self._paper.showPage()
        printed = (PrintedPage(str(number), 0.0, WIDTH),)
        self.pages.append(Page(number, WIDTH, HEIGHT, 0, printed, source))

    def bytes(self) -> bytes:
        """Return the PDF; nothing can be printed afterwards."""
        self._paper.save()
        return self._out.getvalue()


def _lines(text: str, width: float) -> list[str]:
    from reportlab.lib.utils import simpleSplit

    return [str(line) for line in simpleSplit(text, FONT, SIZE, width)] or [""]


def _passage(made: MadeUp, chapter: str, sheet: int, boxes: Sequence[BoundingBox]) -> Passage:
    kind = BlockKind.TABLE_ROW if made.cells else BlockKind.PARAGRAPH
    cells = tuple(replace(cell, boxes=(box,)) for cell, box in zip(made.cells, boxes, strict=False))
    headings = (chapter, made.heading) if made.heading else (chapter,)
    return Passage(
        "", "", 0, made.text, headings, kind, tuple(boxes), cells=cells, printed=str(sheet)
    )
