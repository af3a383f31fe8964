"""Compose a whole strategy: its chapters first, then the front matter that counts their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samples.flow import NOTE_GAP, Page, Slab, compose
from samples.ink import Piece, Placed
from samples.layout import Layout, Listed, PageFacts, PrintedPage, Sheet
from samples.pieces import note_piece
from samples.printed import Unit, chapters_and_notes
from samples.source import Strategy

CONTENTS_LEVELS: Final = (1, 2)  # chapters and sections; subsections would fill a second page
RAISES: Final = (0.0, 6.0, 12.0, 18.0, 24.0, 30.0, 36.0, 42.0)  # tried for all pages of a strategy
FAIR_GAP: Final = 0.12  # share of a page that may stay white under the text without looking empty
FAIR_LAST_GAP: Final = 0.5  # the same for the last page
ORNAMENT_GAP: Final = 0.36  # a page with more white than this gets an ornament


@dataclass(frozen=True, slots=True)
class Edition:
    """A strategy on its sheets, ready to be painted and to be written down as gold."""

    strategy: Strategy
    layout: Layout
    sheets: tuple[Sheet, ...]


def compose_edition(strategy: Strategy, layout: Layout) -> Edition:
    """Pour the text several times, pages a little shorter each time, and keep the fullest pages."""
    chapters, notes = chapters_and_notes(strategy)
    width = layout.grid.width
    pieces = {n: note_piece(unit, layout.theme, width) for n, unit in notes.items()}
    slabs = layout.slabs(chapters)
    tries = [_poured(slabs, layout, pieces, raised) for raised in RAISES]
    best = min(tries, key=lambda pages: _emptiness(pages, layout))
    body = _dressed(best, strategy, layout)
    front = (layout.cover(strategy), layout.contents(strategy, _listed(body)))
    return Edition(strategy, layout, tuple(layout.sheets(front, body)))


def _poured(
    slabs: Sequence[Slab], layout: Layout, notes: Mapping[int, Piece], raised: float
) -> list[Page]:
    pages: list[Page] = []
    while slabs:
        grid = layout.grid.raised(raised)
        pages.append(compose(slabs, grid, notes, layout.theme.grid))
        slabs = pages[-1].rest
    return pages


def _emptiness(pages: Sequence[Page], layout: Layout) -> float:
    """White feet of pages, large ones counting more; the foreword's page is what it is."""
    gaps = [_gap(page, layout) for page in pages]
    middle = sum(max(0.0, gap - FAIR_GAP) ** 2 for gap in gaps[1:-1])
    return middle + 2 * max(0.0, gaps[-1] - FAIR_LAST_GAP) ** 2 + 0.02 * len(pages)


def _white(page: Page, layout: Layout) -> tuple[float, float]:
    """Top and bottom of the white between the main text and the footnotes or the page's foot."""
    spans = {
        role: [span for p in page.placed if p.role == role for span in p.piece.spans]
        for role in ("main", "note")
    }
    top = max((span.bottom for span in spans["main"]), default=layout.grid.top)
    bottom = min((span.top - 2 * NOTE_GAP for span in spans["note"]), default=layout.grid.bottom)
    return top, bottom


def _gap(page: Page, layout: Layout) -> float:
    top, bottom = _white(page, layout)
    return (bottom - top) / (layout.grid.bottom - layout.grid.top)


def _dressed(pages: Sequence[Page], strategy: Strategy, layout: Layout) -> list[PrintedPage]:
    """Add running heads, numbers and what stands behind the text."""
    body: list[PrintedPage] = []
    chapter = ""
    for index, page in enumerate(pages):
        openings = [u.printed for u in _headings(page.placed) if u.level == 1]
        if any(unit.level == 1 for unit in _headings(page.placed[:1])):
            chapter = openings[0]  # a chapter that opens at the top owns the page
        asides = any(placed.role == "aside" for placed in page.placed)
        label = str(index + layout.first_label)
        facts = PageFacts(strategy, index, label, chapter, asides)
        furniture = layout.furniture(facts)
        backdrop = furniture.backdrop
        if _gap(page, layout) > ORNAMENT_GAP:
            top, bottom = _white(page, layout)
            top = max(top + 40.0, bottom - (layout.grid.bottom - layout.grid.top) * 0.4)
            backdrop = (*backdrop, *layout.ornament(top, bottom))
        body.append(PrintedPage(label, (*page.placed, *furniture.running), backdrop))
        chapter = openings[-1] if openings else chapter
    return body


def _headings(placed: Sequence[Placed]) -> list[Unit]:
    """Headings in the text, not in boxes, each once."""
    spans = [span for p in placed for span in p.piece.spans]
    units = {s.unit: None for s in spans if s.unit.kind == "heading" and not s.unit.in_box}
    return list(units)


def _listed(body: Sequence[PrintedPage]) -> list[Listed]:
    seen: dict[Unit, Listed] = {}
    for page in body:
        for unit in _headings(page.placed):
            if unit.level in CONTENTS_LEVELS and unit not in seen:
                seen[unit] = Listed(unit.level or 1, unit.printed, page.label or "")
    return list(seen.values())
