"""`python -m eval.scale`: times search and the join of overlaps on many made-up passages.

Texts are sentences of the samples, mixed anew; vectors lie in clusters, as those of real text
do, because evenly spread vectors have no near neighbours and flatter or ruin any index.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from eval.sample_gold import samples
from eval.search import graded_queries
from index.assembly import Office, assemble
from index.comparing.near_pairs import near_pairs
from index.comparing.overlaps import FEWER, LIKE_FROM, all_overlaps
from index.corpus import read_corpus
from index.embedded_text import embedded_text, text_hash
from index.model_cache import model_cache
from index.searching.search import Searcher
from index.searching.vectors import FaissIndex
from index.storage.analysed import Analysed
from ingest.document import (
    About,
    Block,
    BlockKind,
    BoundingBox,
    Document,
    Page,
    Passage,
    Reading,
    TextSource,
    document_id,
    passage_id,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PER_STRATEGY = 400  # passages of an 80-page strategy
PLACES = 250
TOPICS = 500  # fields that strategies write about
MATTERS = 40  # things that are written of within a field
MATTER, NOISE = 0.8, 0.7  # beside a centre of length 1: cosines of .47 in a field, .77 in a matter
QUERIES = 200


@click.command()
@click.option("--passages", default=100_000, show_default=True, type=click.IntRange(1_000))
@click.option("--vectors-only", is_flag=True, help="Leave the database out: index and join alone.")
def main(passages: int, vectors_only: bool) -> None:
    """Print the times of search and of the join on this machine."""
    lines = _vectors(passages) if vectors_only else _workspace(passages)
    for line in lines:
        click.echo(line)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    click.echo(f"{'peak memory':<44} {peak:8.2f} GB")


def clustered(rows: int, dimensions: int, seed: int = 0) -> NDArray[np.float16]:
    """Return unit vectors around the matters of topics of unequal size.

    In half precision, so that what is measured is the memory of the index and not of these.
    """
    rng = np.random.default_rng(0)
    topics = rng.standard_normal((TOPICS, dimensions), dtype=np.float32)
    matters = rng.standard_normal((TOPICS, MATTERS, dimensions), dtype=np.float32)
    centres = topics[:, None] + MATTER * matters
    weight = 1.0 / np.arange(1, TOPICS + 1) ** 0.7
    rng = np.random.default_rng(seed)
    topic = rng.choice(TOPICS, rows, p=weight / weight.sum())
    matter = rng.integers(0, MATTERS, rows)
    made = np.empty((rows, dimensions), dtype=np.float16)
    for start in range(0, rows, 50_000):
        part = slice(start, min(start + 50_000, rows))
        noise = rng.standard_normal((part.stop - part.start, dimensions), dtype=np.float32)
        around = centres[topic[part], matter[part]] + NOISE * noise
        made[part] = around / np.linalg.norm(around, axis=1, keepdims=True)
    return made


def _vectors(passages: int) -> Iterator[str]:
    vectors = clustered(passages, 384)
    yield from _search_times(vectors)
    yield _join(vectors)  # by another process than the search, so the two indexes never meet


def _search_times(vectors: NDArray[np.float16]) -> Iterator[str]:
    numbers = np.arange(len(vectors), dtype=np.int64)
    asked = clustered(QUERIES, 384, seed=5).astype(np.float32)
    index, seconds = _timed(lambda: FaissIndex.in_cells(numbers, vectors))
    yield f"{'index built':<44} {seconds:8.1f} s"
    yield f"{'recall@10 against exact search':<44} {index.recall:8.4f}"
    times = [_timed(partial(index.nearest, row[None], 10))[1] for row in asked]
    yield _percentiles("vector search", times)
    new = clustered(PER_STRATEGY, 384, seed=9).astype(np.float32)
    _, seconds = _timed(lambda: index.add(numbers[:PER_STRATEGY] + len(vectors), new))
    yield f"{'one strategy more':<44} {seconds:8.2f} s"


def _join(vectors: NDArray[np.float16] | NDArray[np.float32]) -> str:
    places = np.arange(len(vectors), dtype=np.int64) // PER_STRATEGY % PLACES
    (left, _), seconds = _timed(lambda: near_pairs(vectors, places, FEWER, LIKE_FROM))
    return f"{'join: neighbours in other places':<44} {seconds:8.1f} s ({len(left):,} pairs)"


def _workspace(passages: int) -> Iterator[str]:
    with TemporaryDirectory(prefix="lis-scale-") as folder:
        office = assemble(Path(folder) / "workspace", model_cache())
        _, seconds = _timed(lambda: _fill(office, passages))
        yield f"{'stored':<44} {seconds:8.1f} s"
        searcher = Searcher(office.workspace, office.embedder)
        _, seconds = _timed(lambda: searcher.search("warm up the vectors"))
        yield f"{'first search, index built':<44} {seconds:8.1f} s"
        queries = [query.query for query in graded_queries()]
        for query in queries[:5]:
            searcher.search(query)
        times = [_timed(partial(searcher.search, query))[1] for query in queries]
        yield _percentiles("whole search, query embedded", times)
        corpus = read_corpus(office.workspace.store, office.embedder.id)
        found, seconds = _timed(lambda: all_overlaps(corpus))
        yield f"{'overlaps, all of it':<44} {seconds:8.1f} s ({len(found):,} overlaps)"
        yield _join(office.workspace.store.vectors(office.embedder.id).matrix)
        office.workspace.close()


def _fill(office: Office, passages: int) -> None:
    rng = np.random.default_rng(1)
    sentences = _sentences()
    vectors = clustered(passages, office.embedder.dimensions).astype(np.float32)
    for start in range(0, passages, PER_STRATEGY):
        chosen = rng.integers(0, len(sentences), (PER_STRATEGY, 4))
        texts = [" ".join(sentences[i] for i in row) for row in chosen]
        reading = _reading(start // PER_STRATEGY, texts)
        rows = zip(reading.passages, vectors[start:], strict=False)
        known = {text_hash(embedded_text(p)): row for p, row in rows}
        analysed = Analysed(office.embedder.id, "", "", known)
        office.workspace.store.add_reading(reading, analysed, at=NOW)


def _sentences() -> list[str]:
    texts = [b.text for s in samples() for b in s.blocks if b.kind == "paragraph"]
    return [part for text in texts for part in text.split(". ") if len(part) > 30]


def _reading(number: int, texts: list[str]) -> Reading:
    id_ = document_id(f"scale {number}".encode())
    passages = tuple(
        Passage(
            passage_id(id_, text, 0),
            id_,
            i,
            text,
            (f"Chapter {i // 40}",),
            BlockKind.PARAGRAPH,
            (BoundingBox(1 + i // 5, 50, 50 + 100 * (i % 5), 500, 140 + 100 * (i % 5)),),
        )
        for i, text in enumerate(dict.fromkeys(texts))
    )
    pages = tuple(
        Page(sheet, 595.0, 842.0, 0, (), TextSource.TEXT) for sheet in range(1, len(texts) // 5 + 2)
    )
    place = f"Place {number % PLACES}"
    document = Document(id_, About(f"Strategy {number}", place), pages, ())
    blocks = tuple(Block(p.kind, p.text, p.ordinal, p.boxes) for p in passages)
    return Reading(document, blocks, passages, {})


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def _percentiles(name: str, seconds: list[float]) -> str:
    middle, high = np.quantile(seconds, [0.5, 0.95]) * 1000
    return f"{name:<44} {middle:8.1f} ms median, {high:.1f} ms p95, n={len(seconds)}"


if __name__ == "__main__":
    main()
