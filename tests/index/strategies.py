"""Hand-made strategies, readings and language tools for the tests of `index`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select, table

from index.corpus import Corpus
from index.embedded_text import embedded_promise, embedded_text, text_hash
from index.storage.analysed import Analysed
from index.storage.store import VersionLink
from index.storage.workspace import Workspace
from ingest.document import (
    BODY_KINDS,
    About,
    Block,
    BlockKind,
    BoundingBox,
    Cell,
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
from nlp.analysis import Analysis, Level, Promises
from nlp.commitment import Amount, Commitment, CommitmentKind, Deadline, Stage, Strength
from nlp.theme import Span, ThemeTag

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
FRAMEWORK = "test-framework@1"


class BagOfWords:
    """An embedder without a model: words hashed into 64 places, so equal words are near."""

    id = "bag-of-words"
    dimensions = 64

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"[a-z0-9]+", text.lower()):
                place = int(hashlib.sha256(word.encode()).hexdigest(), 16)
                row[place % self.dimensions] += 1 if len(word) > 3 else 0.1
            row /= np.linalg.norm(row) or 1.0
        return rows


def promise(
    text: str,
    whole: str | None = None,
    *,
    strength: Strength = Strength.FIRM,
    kind: CommitmentKind = CommitmentKind.ACTION,
    partners: Sequence[str] = (),
    places: Sequence[str] = (),
    amount: Amount | None = None,
    deadline: Deadline | None = None,
) -> Commitment:
    """Return the commitment that `text` makes inside `whole` (default: it is the whole)."""
    start = (whole or text).index(text)
    return Commitment(
        start,
        start + len(text),
        kind,
        strength,
        Stage.ACTIVITY,
        "we",
        text,
        amount=amount,
        deadline=deadline,
        partners=tuple(partners),
        places=tuple(places),
    )


@dataclass(frozen=True)
class Said:
    """A passage to be: its text and what the language tools are to find in it."""

    text: str
    themes: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH
    headings: tuple[str, ...] = ()
    lead_in: str | None = None
    cells: tuple[Cell, ...] = ()


def will(text: str, *themes: str, **slots: object) -> Said:
    """Return a passage that is one firm promise."""
    return Said(text, themes, (promise(text, **slots),))  # type: ignore[arg-type]


def reading(
    place: str,
    *said: Said | str,
    title: str = "",
    status: Status = Status.FINAL,
    published: date | None = date(2019, 7, 1),
    problems: tuple[Problem, ...] = (),
    unread: int = 0,
) -> Reading:
    """Return a strategy whose passages stand one under another, ten on a sheet."""
    title = title or f"{place} Strategy"
    things = [Said(s) if isinstance(s, str) else s for s in said]
    id_ = document_id(repr((place, title, things)).encode())
    passages = []
    for i, thing in enumerate(things):
        box = BoundingBox(1 + i // 10, 50, 50 + 70 * (i % 10), 500, 110 + 70 * (i % 10))
        occurrence = sum(p.text == thing.text for p in passages)
        passages.append(
            Passage(
                passage_id(id_, thing.text, occurrence),
                id_,
                i,
                thing.text,
                thing.headings,
                thing.kind,
                (box,),
                thing.lead_in,
                thing.cells,
                str(box.sheet + 1),
            )
        )
    read = 1 + max(len(things) - 1, 0) // 10
    pages = tuple(
        Page(
            sheet,
            595.0,
            842.0,
            0,
            (PrintedPage(str(sheet + 1), 0, 595.0),),
            TextSource.TEXT if sheet <= read else TextSource.NONE,
        )
        for sheet in range(1, read + unread + 1)
    )
    about = About(title, place, f"{place} Partnership", status, published)
    blocks = tuple(Block(p.kind, p.text, p.ordinal, p.boxes) for p in passages)
    document = Document(id_, about, pages, problems)
    return Reading(document, blocks, tuple(passages), {"read": 0.5})


LABELS = ("ideas", "people", "infrastructure", "clean_growth")


def analysis(said: Said) -> Analysis:
    """Return what `said` says that the tools find: named themes accepted, others unlikely."""
    tags = [
        ThemeTag(
            label,
            0.9 if label in said.themes else 0.05,
            label in said.themes,
            (Span(0, 4),) if label in said.themes else (),
        )
        for label in LABELS
    ]
    tags.sort(key=lambda tag: -tag.probability)
    level = Level.FIRM if said.commitments else Level.NONE
    stage = Stage.ACTIVITY if said.commitments else Stage.CONTEXT
    return Analysis(tuple(tags), Promises(level, stage, said.commitments))


def analysed(read: Reading, *said: Said | str, embedder: BagOfWords | None = None) -> Analysed:
    """Return vectors and analyses of a reading made from the same `said`."""
    embedder = embedder or BagOfWords()
    texts = [embedded_text(p) for p in read.passages]
    vectors = embedder.embed(texts)
    return Analysed(
        embedder.id,
        FRAMEWORK,
        "test-model",
        {text_hash(t): v for t, v in zip(texts, vectors, strict=True)},
        {
            p.id: analysis(Said(s) if isinstance(s, str) else s)
            for p, s in zip(read.passages, said, strict=True)
        },
    )


def rows_in(workspace: Workspace, *tables: str) -> dict[str, int]:
    """Return how many rows each table has."""
    with workspace.engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in tables
        }


def corpus_of(
    *told: tuple[Reading, Sequence[Said | str]], links: tuple[VersionLink, ...] = ()
) -> Corpus:
    """Return a corpus of readings made from the same `said`, promises embedded too."""
    embedder = BagOfWords()
    passages = [p for read, _ in told for p in read.passages if p.kind in BODY_KINDS]
    analyses: dict[str, Analysis] = {}
    for read, said in told:
        analyses.update(analysed(read, *said, embedder=embedder).analyses)
    vectors = embedder.embed([embedded_text(p) for p in passages])
    promised = [
        ((p.id, i), embedder.embed([embedded_promise(p, c)])[0])
        for p in passages
        for i, c in enumerate(analyses[p.id].promises.commitments)
    ]
    return Corpus(
        tuple(read.document for read, _ in told),
        tuple(passages),
        analyses,
        analyses,
        {p.id: row for p, row in zip(passages, vectors, strict=True)},
        dict(promised),
        links,
    )


def place(name: str, *said: Said | str, **about: object) -> tuple[Reading, Sequence[Said | str]]:
    """Return a reading with what it was made from, for `corpus_of`."""
    return reading(name, *said, **about), said  # type: ignore[arg-type]
