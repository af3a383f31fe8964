"""A workspace with all the samples in it, or with other files, made as a user would make it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.reading import fold
from eval.sample_gold import GoldBlock, Sample, samples
from index.adding import add_document
from index.assembly import Office, assemble
from index.model_cache import model_cache
from ingest.document import About, Status, document_id

NOW = datetime(2026, 1, 1, tzinfo=UTC)  # additions carry a time; scores must not


@contextmanager
def sample_office() -> Iterator[Office]:
    """Give an office that holds the bundled strategies; it is gone afterwards."""
    with _office_with([(sample.pdf, about(sample)) for sample in samples()]) as office:
        yield office


@contextmanager
def office_of(files: Sequence[Path]) -> Iterator[Office]:
    """Give an office that holds these files, each of a place named like it; gone afterwards."""
    given = [(file, About(file.stem, file.stem)) for file in files]
    with _office_with(given) as office:
        yield office


@contextmanager
def _office_with(given: Sequence[tuple[Path, About]]) -> Iterator[Office]:
    with TemporaryDirectory(prefix="lis-eval-") as folder:
        office = assemble(Path(folder) / "workspace", model_cache())
        try:
            for file, known in given:
                add_document(file, known, office.workspace, office.tools, at=NOW)
            yield office
        finally:
            office.workspace.close()


def about(sample: Sample) -> About:
    """Return what the source of a sample says of it."""
    source = sample.pdf.with_name("strategy.md").read_text(encoding="utf-8")
    facts = tomllib.loads(source.split("+++", 2)[1])
    year, month = (int(part) for part in facts["published"].split("-"))
    return About(
        facts["title"],
        facts["place"],
        facts["lead_body"],
        Status(facts["status"]),
        date(year, month, 1),
        "month",
    )


def blocks_by_passage(office: Office) -> dict[str, GoldBlock]:
    """Return the gold block that each passage of the workspace is, by passage id.

    A passage that joins or cuts blocks is matched to the one that holds most of it.
    """
    found: dict[str, GoldBlock] = {}
    for sample in samples():
        document = document_id(sample.pdf.read_bytes())
        texts = {
            fold(b.text): b
            for b in sample.blocks
            if b.kind in ("paragraph", "list_item", "table_row")
        }
        for passage in office.workspace.store.passages():
            if passage.document_id != document:
                continue
            text = fold(passage.text)
            block = texts.get(text) or next(
                (b for t, b in texts.items() if len(t) > 20 and (t in text or text in t)), None
            )
            if block is not None:
                found[passage.id] = block
    return found
