"""Which section a box in the margin belongs to.

Such a box has no place in the text: its designer puts it where there is room, often beside
the next section. What tells a reader where it belongs is what it speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import BlockKind
from ingest.layout.units import RegionKind
from ingest.structure.kinds import Typed

PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
TERM = re.compile(r"[^\W\d_]{4,}")  # shorter words are mostly grammar
STEM = 5  # letters: weed and weeder, vessel and vessels are one term
COMMON = 0.2  # of the sections: a term in more of them tells nothing

Path = tuple[Typed, ...]


@dataclass(slots=True)
class _Section:
    """The headings it stands under and the terms it speaks of."""

    path: Path
    terms: set[str] = field(default_factory=set)


def homes_of_asides(typed: Sequence[Typed], covers: frozenset[int]) -> dict[int, Path]:
    """Return the headings above the section each box in a margin belongs to, by its region's id.

    Boxes in the flow of the text are left out, and those that share no rare term with a section
    on their sheet. Headings on the `covers` open no section.
    """
    sheets: dict[int, list[Typed]] = {}
    for t in typed:
        sheets.setdefault(t.draft.sheet, []).append(t)
    sections, held = _sections(sheets, covers)
    spread = Counter(term for section in sections for term in section.terms)
    rare = {term for term, n in spread.items() if n <= max(1, COMMON * len(sections))}
    homes: dict[int, Path] = {}
    for sheet, page in sheets.items():
        for box in _asides(page):
            terms = _terms(t.draft.text for t in box) & rare
            scored = [
                (sum(1 / spread[term] for term in terms & section.terms), -place)
                for place, section in enumerate(held[sheet])
            ]
            score, place = max(scored, default=(0.0, 0))
            if score > 0:
                homes[id(box[0].draft.region)] = held[sheet][-place].path
    return homes


def _sections(
    sheets: Mapping[int, Sequence[Typed]], covers: frozenset[int]
) -> tuple[list[_Section], dict[int, list[_Section]]]:
    """Return the sections of the running text, and those with text on each sheet."""
    sections = [_Section(())]
    held: dict[int, list[_Section]] = {}
    for sheet, page in sheets.items():
        here: list[_Section] = []
        for t in page:
            if t.draft.region is not None or (t.kind is BlockKind.HEADING and sheet in covers):
                continue
            if t.kind is BlockKind.HEADING:
                above = tuple(h for h in sections[-1].path if h.level < t.level)
                sections.append(_Section((*above, t)))
            elif t.kind not in PROSE:
                continue
            elif not here or here[-1] is not sections[-1]:
                here.append(sections[-1])
            sections[-1].terms |= _terms([t.draft.text])
        held[sheet] = here
    return sections, held


def _asides(page: Sequence[Typed]) -> Iterator[list[Typed]]:
    """Yield the blocks of each box with no running text above or below it on its page."""
    text = [t.draft for t in page if t.draft.region is None and t.kind in PROSE]
    boxes: dict[int, list[Typed]] = {}
    for t in page:
        if t.draft.region is not None and t.draft.region.kind is RegionKind.PANEL:
            boxes.setdefault(id(t.draft.region), []).append(t)
    for box in boxes.values():
        region = box[0].draft.region
        if region is None or any(
            min(line.x1, region.x1) > max(line.x0, region.x0) for d in text for line in d.lines
        ):
            continue
        yield box


def _terms(texts: Iterable[str]) -> set[str]:
    return {word[:STEM].lower() for text in texts for word in TERM.findall(text)}
