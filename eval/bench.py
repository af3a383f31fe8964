"""`make bench`: speed as ratios to the plain use of the libraries, measured in one run.

Absolute speeds differ from machine to machine and from hour to hour; a ratio of two things
timed in turn holds better. Every figure is the median of ROUNDS paired rounds.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import click

from eval.sample_gold import samples
from ingest.document import About

ROUNDS = 3  # pairs; more change the median by less than the machine's own noise
PASSAGES = 256  # embedded per round: long enough to settle, short enough to repeat


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as fast as the plain library, over `n` things of kind `unit`."""

    name: str
    plain: str
    times: float
    n: int
    unit: str


def run_bench(real: Path | None) -> None:
    """Print the ratios, then the seconds of each stage for one strategy from PDF to index."""
    for ratio in [*_reading(real), _embedding()]:
        click.echo(f"{ratio.name:<44} {ratio.times:6.1f} × {ratio.plain} ({ratio.n} {ratio.unit})")
    click.echo("")
    for line in _whole_path(real):
        click.echo(line)


def _paired(ours: Callable[[], object], plain: Callable[[], object]) -> float:
    """Return how many times as fast `ours` is: the median over rounds timed in turn."""
    ratios = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ours()
        middle = time.perf_counter()
        plain()
        ratios.append((time.perf_counter() - middle) / (middle - start))
    return median(ratios)


def _pdfs(real: Path | None) -> list[bytes]:
    paths = sorted(real.rglob("*.pdf")) if real else [s.pdf for s in samples()]
    return [path.read_bytes() for path in paths]


def _reading(real: Path | None) -> list[Ratio]:
    """Compare reading to passages with `pdfplumber.extract_words` on the same documents."""
    from ingest.errors import UnreadableError
    from ingest.reader import read_pdf

    readable: list[tuple[bytes, bool, int]] = []
    for content in _pdfs(real):
        try:
            reading = read_pdf(content, About("", ""))
        except UnreadableError:
            continue
        ruled = any(p.cells for p in reading.passages)
        readable.append((content, ruled, len(reading.document.pages)))

    def compare(name: str, chosen: Sequence[tuple[bytes, bool, int]]) -> Ratio:
        def ours() -> None:
            for content, _, _ in chosen:
                read_pdf(content, About("", ""))

        def plain() -> None:
            for content, _, _ in chosen:
                _extract_words(content)

        pages = sum(pages for _, _, pages in chosen)
        return Ratio(name, "pdfplumber.extract_words", _paired(ours, plain), pages, "pages")

    ratios = [compare("PDF to passages, all documents", readable)]
    plain_documents = [item for item in readable if not item[1]]
    if plain_documents:
        ratios.append(compare("PDF to passages, documents without tables", plain_documents))
    return ratios


def _extract_words(content: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def _sample_texts() -> list[str]:
    texts = [b.text for s in samples() for b in s.blocks if b.kind == "paragraph"]
    return (texts * (PASSAGES // len(texts) + 1))[:PASSAGES]


def _embedding() -> Ratio:
    """Compare our embedder with `SentenceTransformer.encode` as it comes."""
    from sentence_transformers import SentenceTransformer

    from nlp.embedding.embedder import choose_embedder
    from nlp.embedding.weights import weights_folder

    texts = _sample_texts()
    plain: Any = SentenceTransformer(str(weights_folder()), device="cpu", local_files_only=True)
    with TemporaryDirectory() as folder:
        embedder = choose_embedder(Path(folder))
        embedder.embed(texts[:16])
        plain.encode(texts[:16], show_progress_bar=False)
        times = _paired(
            lambda: embedder.embed(texts), lambda: plain.encode(texts, show_progress_bar=False)
        )
    return Ratio(
        f"embedding ({embedder.id.rpartition('/')[2]})",
        "SentenceTransformer.encode",
        times,
        len(texts),
        "passages",
    )


def _whole_path(real: Path | None) -> list[str]:
    """Time one document from PDF to searchable, stage by stage: the longest there is."""
    from datetime import UTC, datetime

    from index.adding import add_document
    from index.assembly import assemble
    from index.model_cache import model_cache

    paths = sorted(real.rglob("*.pdf")) if real else [s.pdf for s in samples()]
    path = max(paths, key=lambda p: _sheets(p))
    with TemporaryDirectory() as folder:
        office = assemble(Path(folder) / "workspace", model_cache())
        tools = office.tools
        # Loading takes as long for one page as for eighty.
        office.analyst.encode(["warm"])
        office.embedder.embed(["warm"])
        added = add_document(
            path, About("Bench", "Bench"), office.workspace, tools, at=datetime.now(UTC)
        )
        office.workspace.close()
    sheets = len(added.document.pages)
    lines = [f"{path.name}: {sheets} pages, {added.passages} passages"]
    lines += [f"  {stage:<20} {seconds:6.2f} s" for stage, seconds in added.seconds.items()]
    total = sum(added.seconds.values())
    return [*lines, f"  {'together':<20} {total:6.2f} s, {80 * total / sheets:.1f} s per 80 pages"]


def _sheets(path: Path) -> int:
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return 0
    try:
        return len(pdf)
    finally:
        pdf.close()
