"""The sample strategies that come with the clone, with what their sources say of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cli.about_options import Said, parse_published, said

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FENCE = "+++"  # stands before and after the facts at the head of a source


def bundled_samples(folder: Path = SAMPLES) -> list[tuple[Path, Said]]:
    """Return the PDFs of the samples in alphabetical order; a source without a PDF is left out."""
    sources = sorted(folder.glob("*/strategy.md"))
    pdfs = [(source, source.parent / f"{source.parent.name}.pdf") for source in sources]
    return [(pdf, _said(source)) for source, pdf in pdfs if pdf.is_file()]


def _said(source: Path) -> Said:
    _, head, _ = source.read_text(encoding="utf-8").split(FENCE, 2)
    facts: dict[str, Any] = tomllib.loads(head)
    return said(
        facts["place"],
        facts["title"],
        facts["status"],
        parse_published(facts["published"]),
        facts["lead_body"],
        None,
    )
