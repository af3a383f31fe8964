from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import About, BlockKind, BoundingBox, Passage
from ingest.reader import read_pdf
from review.quote_place import QuotePlace, place_of_quote

EASTGATE = Path(__file__).parents[2] / "samples" / "eastgate" / "eastgate.pdf"


def test_a_pdf_that_is_gone_or_broken_leaves_the_passages_own_page(tmp_path: Path) -> None:
    boxes = (BoundingBox(3, 50, 700, 250, 760), BoundingBox(4, 350, 50, 550, 90))
    passage = Passage("p", "d", 0, "On two pages.", (), BlockKind.PARAGRAPH, boxes, printed="5")
    whole = QuotePlace(boxes, "5")
    assert place_of_quote(tmp_path / "gone.pdf", passage, (), 0, 2) == whole
    broken = tmp_path / "broken.pdf"
    broken.write_text("not a PDF")
    assert place_of_quote(broken, passage, (), 0, 2) == whole


@pytest.mark.parametrize(
    ("words", "sheet", "printed"),
    [
        ("everybody but the people who make it.", 8, "6"),
        ("once enough of them are electric.", 9, "7"),
    ],
)
def test_a_quote_from_the_end_of_a_passage_is_cited_by_its_own_page(
    words: str, sheet: int, printed: str
) -> None:
    read = read_pdf(EASTGATE.read_bytes(), About("Eastgate", "Eastgate"))
    (passage,) = [p for p in read.passages if words in p.text]
    start = passage.text.index(words)
    place = place_of_quote(EASTGATE, passage, read.document.pages, start, start + len(words))
    assert (place.sheet, place.printed) == (sheet, printed)
    first = place_of_quote(EASTGATE, passage, read.document.pages, 0, 8)
    assert (first.sheet, first.printed) == (sheet - 1, str(int(printed) - 1))
