"""Takes a PDF from file to stored, analysed and searchable, or leaves everything as it was."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from index.comparing.comparison import offer_versions
from index.embedded_text import embedded_promise, embedded_text, text_hash
from index.searching.vectors import open_vectors
from index.storage.analysed import Analysed, Vector
from index.storage.store import Store, VersionLink
from index.storage.workspace import Workspace
from ingest.document import BODY_KINDS, About, Document, Reading, document_id
from nlp.analysis import Analyst, Embedder
from nlp.statement import Statement

BATCH: Final = 128
"""Passages embedded between two reports of progress: about a second of work."""

Reader: TypeAlias = Callable[[Path, About], Reading]
Progress: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads and analyses a document. `framework` is "id@version".

    `recognise` reads pages without text from their picture too, where that is possible.
    """

    read: Reader
    analyst: Analyst
    framework: str
    recognise: Reader | None = None

    def for_pictures(self) -> Tools:
        """Return the same tools with the reader that takes pages without text from pictures."""
        return replace(self, read=self.recognise or self.read)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file. `known`: its bytes were here already and nothing was changed.

    `seconds` maps each stage to the time it took; `versions` are offers to link it with.
    """

    document: Document
    known: bool
    passages: int
    seconds: dict[str, float]
    versions: tuple[VersionLink, ...] = ()


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Report to nobody."""


def add_document(
    path: Path,
    about: About,
    workspace: Workspace,
    tools: Tools,
    *,
    at: datetime,
    by: str = "",
    progress: Progress = no_progress,
) -> Added:
    """Read, embed, analyse, store and index one PDF; what was embedded before is not again.

    Whatever the reader raises for a file that cannot be taken passes through, and stored data
    are as before.
    """
    store = workspace.store
    id_ = document_id(path.read_bytes())
    if store.has(id_):
        count = store.counts()[id_].passages
        return Added(store.document(id_), True, count, {})
    progress("reading", 0, 1)
    started = time.perf_counter()
    reading = tools.read(path, about)
    seconds = reading.seconds or {"reading": time.perf_counter() - started}
    analysed, spent = analyse(reading, store, tools, progress)
    reading = replace(reading, seconds={**seconds, **spent})
    progress("storing", 0, 1)
    started = time.perf_counter()
    _keep_file(path, workspace.pdf(id_))
    new = store.add_reading(reading, analysed, at=at, by=by)
    timings = {**reading.seconds, "storing": time.perf_counter() - started}
    progress("indexing", 0, 1)
    started = time.perf_counter()
    embedder = tools.analyst.embedder
    open_vectors(store, workspace.cache, embedder.id, embedder.dimensions)
    versions = offer_versions(store, id_, at=at) if new else ()
    timings["indexing"] = time.perf_counter() - started
    progress("done", 1, 1)
    return Added(reading.document, not new, len(reading.passages), timings, versions)


def reread_document(
    document: str,
    workspace: Workspace,
    tools: Tools,
    *,
    at: datetime,
    by: str = "",
    progress: Progress = no_progress,
) -> Added:
    """Read a stored PDF again with a better reader; what people said of it stays."""
    store = workspace.store
    about = store.document(document).about
    progress("reading", 0, 1)
    reading = tools.read(workspace.pdf(document), about)
    analysed, spent = analyse(reading, store, tools, progress)
    reading = replace(reading, seconds={**reading.seconds, **spent})
    progress("storing", 0, 1)
    store.replace_reading(reading, analysed, at=at, by=by)
    progress("done", 1, 1)
    return Added(reading.document, False, len(reading.passages), reading.seconds)


def analyse(
    reading: Reading, store: Store, tools: Tools, progress: Progress = no_progress
) -> tuple[Analysed, dict[str, float]]:
    """Return vectors and analyses of a reading, and the seconds that either took.

    Vectors are kept batch by batch, so that work which was cut off goes on where it stood.
    """
    started = time.perf_counter()
    body = [p for p in reading.passages if p.kind in BODY_KINDS]
    statements = [Statement.of(p) for p in body]
    # The parser wants no vectors and one core: it fills the gaps that the network leaves. It
    # alone gets a thread; the network is only ever asked from here.
    with ThreadPoolExecutor(1) as beside:
        begun = beside.submit(tools.analyst.promises.begin, statements)
        vectors, adapted = encode_texts(
            [embedded_text(p) for p in body], store, tools.analyst, progress
        )
    others = [embedded_text(p) for p in reading.passages if p.kind not in BODY_KINDS]
    vectors |= embed_texts(others, store, tools.analyst.embedder, progress)
    embedded = time.perf_counter()
    progress("analysing", 0, len(body))
    found = {}
    if body:
        import numpy as np

        keys = [text_hash(embedded_text(p)) for p in body]
        rows = np.stack([vectors[key] for key in keys])
        for_themes = np.stack([adapted[key] for key in keys]) if adapted else None
        analyses = tools.analyst.analyse(statements, rows, for_themes, begun.result())
        found = {p.id: analysis for p, analysis in zip(body, analyses, strict=True)}
        # Overlaps compare promises, so each has a vector of its own beside its passage's.
        promised = [embedded_promise(p, c) for p in body for c in found[p.id].promises.commitments]
        vectors |= embed_texts(promised, store, tools.analyst.embedder, progress)
    progress("analysing", len(body), len(body))
    model = tools.analyst.tagger.id
    spent = {"embedding": embedded - started, "analysing": time.perf_counter() - embedded}
    embedder = tools.analyst.embedder.id
    return Analysed(embedder, tools.framework, model, vectors, found), spent


def encode_texts(
    wanted: Sequence[str], store: Store, analyst: Analyst, progress: Progress = no_progress
) -> tuple[dict[str, Vector], dict[str, Vector]]:
    """Return vectors and, where the tagger has an encoder of its own, its vectors, by text hash.

    Its vectors are not kept, so every text goes through it; then it embeds them on the way.
    """
    if analyst.joint is None:
        return embed_texts(wanted, store, analyst.embedder, progress), {}
    id_ = analyst.embedder.id
    texts = {text_hash(text): text for text in wanted}
    vectors = store.known_vectors(id_, texts)
    adapted: dict[str, Vector] = {}
    by_length = sorted(texts, key=lambda h: (len(texts[h]), h))
    for start in range(0, len(by_length), BATCH):
        progress("embedding", start, len(by_length))
        batch = by_length[start : start + BATCH]
        encoded = analyst.encode([texts[h] for h in batch])
        fresh = {h: row for h, row in zip(batch, encoded.vectors, strict=True) if h not in vectors}
        store.save_vectors(id_, fresh)
        vectors.update(fresh)
        if encoded.adapted is not None:
            adapted.update(zip(batch, encoded.adapted, strict=True))
    progress("embedding", len(by_length), len(by_length))
    return vectors, adapted


def embed_texts(
    wanted: Sequence[str],
    store: Store,
    embedder: Embedder,
    progress: Progress = no_progress,
) -> dict[str, Vector]:
    """Return vectors by text hash, computing only those not yet kept."""
    texts = {text_hash(text): text for text in wanted}
    vectors = store.known_vectors(embedder.id, texts)
    # By length, because a batch takes as long as its longest text.
    missing = sorted(texts.keys() - vectors.keys(), key=lambda h: (len(texts[h]), h))
    for start in range(0, len(missing), BATCH):
        progress("embedding", start, len(missing))
        batch = missing[start : start + BATCH]
        rows = embedder.embed([texts[h] for h in batch])
        fresh = dict(zip(batch, rows, strict=True))
        store.save_vectors(embedder.id, fresh)
        vectors.update(fresh)
    progress("embedding", len(missing), len(missing))
    return vectors


def _keep_file(path: Path, kept: Path) -> None:
    if kept.exists():
        return
    part = kept.with_suffix(".part")  # a copy that was cut off must not pass for the file
    shutil.copyfile(path, part)
    part.replace(kept)
