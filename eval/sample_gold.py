"""The gold beside the sample strategies: what was printed where, and in which order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """One block as the generator set it; `cells` are (header, text) pairs of a table row."""

    id: str
    kind: str
    in_box: bool
    level: int | None
    text: str
    headings: tuple[str, ...]
    lead_in: str | None
    cells: tuple[tuple[str, str], ...]
    sheets: tuple[int, ...]
    printed: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A bundled strategy: its folder, its PDF and its blocks in reading order."""

    slug: str
    pdf: Path
    blocks: tuple[GoldBlock, ...]


def samples() -> list[Sample]:
    """Return the bundled strategies, by name."""
    found = []
    for path in sorted(SAMPLES.glob("*/blocks.jsonl")):
        slug = path.parent.name
        lines = path.read_text(encoding="utf-8").splitlines()
        blocks = tuple(_block(json.loads(line)) for line in lines)
        found.append(Sample(slug, path.parent / f"{slug}.pdf", blocks))
    return found


def _block(row: dict[str, object]) -> GoldBlock:
    cells = row["cells"]
    headings, sheets = row["headings"], row["sheets"]
    assert isinstance(cells, list)
    assert isinstance(headings, list)
    assert isinstance(sheets, list)
    level, lead_in, printed = row["level"], row["lead_in"], row["printed"]
    return GoldBlock(
        id=str(row["id"]),
        kind=str(row["kind"]),
        in_box=bool(row["in_box"]),
        level=level if isinstance(level, int) else None,
        text=str(row["text"]),
        headings=tuple(str(h) for h in headings),
        lead_in=lead_in if isinstance(lead_in, str) else None,
        cells=tuple((str(h), str(t)) for h, t in cells),
        sheets=tuple(int(s) for s in sheets),
        printed=printed if isinstance(printed, str) else None,
    )
