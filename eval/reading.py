"""Suite "ingest": are the words, their order, their kinds and their boxes right?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from eval.measure import Measure, share
from eval.sample_gold import GoldBlock, samples
from ingest.document import About, BlockKind, BoundingBox, Passage, Reading
from ingest.reader import read_pdf

STATED = ("paragraph", "list_item", "table_row")
CITED = (*STATED, "pull_quote", "caption", "footnote")


@dataclass(slots=True)
class _Tally:
    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, of: int = 1) -> None:
        self.right[name] += right
        self.of[name] += of


def measure_reading(real: Path | None = None) -> list[Measure]:
    """Return the measures of the reader on the samples, and of its boxes on `real` PDFs."""
    tally = _Tally()
    for sample in samples():
        content = sample.pdf.read_bytes()
        reading = read_pdf(content, About("", ""), sample.pdf.name)
        _score(sample.slug, reading, sample.blocks, tally)
        tally.add("boxes", *exact_boxes(content, reading.passages))
    return [
        _measure(tally, "passages found whole", "whole", None),
        _measure(tally, "neighbouring blocks in order", "order", 0.98),
        _measure(tally, "body words found", "words", 0.995),
        _measure(tally, "words in passages that are not theirs", "foreign", 0.005, at_most=True),
        _measure(tally, "block kind right", "kind", 0.90),
        _measure(tally, "heading path right", "headings", 0.95),
        _measure(tally, "lead-in of list items right", "lead_in", None),
        _measure(tally, "table cells right", "cells", 0.90),
        _measure(tally, "printed page right", "printed", None),
        _measure(tally, "boxes hold exactly their text", "boxes", 0.995),
        *_real_boxes(real),
    ]


def _measure(
    tally: _Tally, name: str, key: str, bar: float | None, at_most: bool = False
) -> Measure:
    value = share(tally.right[key], tally.of[key])
    return Measure("ingest", name, value, tally.of[key], bar, at_most)


def _real_boxes(folder: Path | None) -> list[Measure]:
    if folder is None:
        return []
    from ingest.errors import UnreadableError

    right = of = 0
    for pdf in sorted(folder.rglob("*.pdf")):
        content = pdf.read_bytes()
        try:
            reading = read_pdf(content, About("", ""), pdf.name)
        except UnreadableError:
            continue
        good, all_ = exact_boxes(content, reading.passages)
        right, of = right + good, of + all_
    name = "boxes hold exactly their text, real documents"
    return [Measure("ingest", name, share(right, of), of, 0.995)]


def fold(text: str) -> str:
    """Return letters as they compare: NFKC, without white space and hyphens."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\ufffe\x02‐-]+", "", plain)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", fold(text)).lower()


def _words(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text).replace("-", "")
    return Counter(re.findall(r"\w+", plain.lower()))


def _score(slug: str, reading: Reading, gold: Sequence[GoldBlock], tally: _Tally) -> None:
    cited = [block for block in gold if block.kind in CITED]
    places = _places(reading.passages, cited)
    found = Counter[str]()
    for one in reading.passages:
        found.update(_words(one.text))
    wanted = Counter[str]()
    for block in (b for b in gold if b.kind in STATED):
        wanted.update(_words(block.text))
    tally.add("words", sum((wanted & found).values()), sum(wanted.values()))
    allowed = Counter[str]()
    for block in cited:
        allowed.update(_words(block.text))
    tally.add("foreign", sum((found - allowed).values()), sum(found.values()))
    prose = " ".join(_letters(block.text) for block in gold if block.kind in STATED)
    for block, place in zip(cited, places, strict=True):
        passage: Passage | None = reading.passages[place] if place is not None else None
        whole = passage is not None and fold(passage.text) == fold(block.text)
        if block.kind == "pull_quote" and _letters(block.text) in prose:
            continue  # a quote lifted from the text is furniture
        tally.add("whole", whole)
        if not whole:
            tally.lost.append(f"{slug} {block.id} {block.kind} {block.text[:60]!r}")
        if passage is None:
            continue
        tally.add("kind", passage.kind == _kind(block))
        if block.kind in STATED:
            tally.add("headings", passage.headings == block.headings)
            tally.add("printed", passage.printed == block.printed)
        if block.kind == "list_item":
            # The gold keeps the whole paragraph above a list, the reader its last sentence.
            wanted_lead, found_lead = block.lead_in or "", passage.lead_in or ""
            tally.add(
                "lead_in",
                wanted_lead.endswith(found_lead) and bool(found_lead) == bool(wanted_lead),
            )
        if block.kind == "table_row":
            cells = {(c.header, fold(c.text)) for c in passage.cells}
            for header, text in block.cells:
                tally.add("cells", (header, fold(text)) in cells)
    stated = [(b, p) for b, p in zip(cited, places, strict=True) if b.kind in STATED]
    known = [place for _, place in stated if place is not None]
    ranks = {place: i for i, place in enumerate(sorted(set(known)))}
    for before, after in pairwise(known):
        tally.add("order", ranks[after] in (ranks[before], ranks[before] + 1))


def _kind(block: GoldBlock) -> str:
    if block.in_box and block.kind == "paragraph":
        return BlockKind.BOX
    return block.kind


def _places(passages: Sequence[Passage], gold: Sequence[GoldBlock]) -> list[int | None]:
    """Return where each gold block is found: the passage with its text, or that holds it."""
    folded = [fold(p.text) for p in passages]
    taken: set[int] = set()
    places: list[int | None] = []
    for block in gold:
        text = fold(block.text)
        exact = [i for i, f in enumerate(folded) if f == text and i not in taken]
        inside = [i for i, f in enumerate(folded) if text in f or (len(f) > 24 and f in text)]
        place = exact[0] if exact else (inside[0] if inside else None)
        if exact:
            taken.add(exact[0])
        places.append(place)
    return places


def exact_boxes(content: bytes, passages: Sequence[Passage]) -> tuple[int, int]:
    """Return how many passages PDFium finds again, letter for letter, under their boxes."""
    import pypdfium2 as pdfium

    pdf = pdfium.PdfDocument(content)
    opened: dict[int, tuple[Any, Any]] = {}
    right = 0
    for passage in passages:
        text = ""
        for box in passage.boxes:
            if box.sheet not in opened:
                page = pdf[box.sheet - 1]
                opened[box.sheet] = page, page.get_textpage()
            text += _text_under(*opened[box.sheet], box)
        # The letters are compared as a bag: PDFium's own order is not ours.
        right += Counter(fold(text)) == Counter(fold(passage.text))
    return right, len(passages)


def _text_under(page: Any, textpage: Any, box: BoundingBox) -> str:
    from ingest.pages.words import frame_of

    frame = frame_of(page)
    match frame.rotation:
        case 90:
            edges = (frame.left + box.top, frame.bottom + box.x0, frame.left + box.bottom)
            top = frame.bottom + box.x1
        case 180:
            edges = (frame.right - box.x1, frame.bottom + box.top, frame.right - box.x0)
            top = frame.bottom + box.bottom
        case 270:
            edges = (frame.right - box.bottom, frame.top - box.x1, frame.right - box.top)
            top = frame.top - box.x0
        case _:
            edges = (frame.left + box.x0, frame.top - box.bottom, frame.left + box.x1)
            top = frame.top - box.top
    return str(textpage.get_text_bounded(*edges, top))
