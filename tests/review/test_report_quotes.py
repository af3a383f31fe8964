"""Every quote of a drawn report is walked against the store."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import docx
import pypdfium2
import pytest

from index.storage.workspace import open_workspace
from review.moderation import moderate
from review.reports.files import report_makers
from tests.index.strategies import NOON
from tests.review.casefile import RUBRIC
from tests.review.reporting import CROSSING, Bureau, open_bureau, review_awkward

LATER = datetime(2024, 6, 3, 9, 5, tzinfo=UTC)
IN_ORDER = (  # CT_TblPr of ECMA-376: Word calls a file of another order damaged
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblW", "jc"),
    *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
    *("tblCaption", "tblDescription"),
)
PAGE = re.compile(r"\bpage (\d+)", re.IGNORECASE)


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with open_workspace(tmp_path / "workspace") as workspace:
        yield open_bureau(workspace)


def drawn(bureau: Bureau, kind: str, who: str = "mo") -> bytes:
    return report_makers(bureau.office, bureau.document, getattr(bureau, who), LATER)[kind]()


def docx_quotes(content: bytes) -> list[tuple[str, str]]:
    """Return each quote of a Word document, without its marks, with the line under it."""
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    return [
        (paragraph.text[1:-1], below.text)
        for paragraph, below in pairwise(paragraphs)
        if paragraph.style is not None and paragraph.style.name == "Quote"
    ]


def pdf_text(content: bytes) -> str:
    """Return the words of all pages in one line, feet left out."""
    pdf = pypdfium2.PdfDocument(content)
    pages = [pdf[i].get_textpage().get_text_bounded() for i in range(len(pdf))]
    feet = r"(Review|First reading): Vale & Wold\s+Page \d+ of \d+\Z"
    return folded(" ".join(re.sub(feet, "", page.replace("\r", "").strip()) for page in pages))


def folded(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def printed_page(bureau: Bureau, quote: str) -> set[str]:
    """Return the printed pages on which passages with these words begin, by the store."""
    found = set()
    for passage in bureau.office.workspace.store.passages():
        at = passage.text.find(quote)
        if at < 0:
            continue
        # The one passage that runs over: its second line stands on the next page.
        over = passage.text == CROSSING and at >= CROSSING.index("the harbour")
        found.add("3" if over else str(passage.printed))
    return found


@pytest.mark.parametrize("judged", [True, False])
def test_every_quote_of_both_formats_stands_in_the_store_on_its_page(
    bureau: Bureau, judged: bool
) -> None:
    if judged:
        review_awkward(bureau, bureau.ben, 2)
        review_awkward(bureau, bureau.cy, 3)
    quotes = docx_quotes(drawn(bureau, "docx"))
    text = pdf_text(drawn(bureau, "pdf"))
    assert len(quotes) >= (8 if judged else 2)
    assert any("hydrogen hub" in quote for quote, _ in quotes)
    for quote, source in quotes:
        pages = printed_page(bureau, quote)
        assert pages, f"{quote!r} stands in no passage"
        said = PAGE.search(source)
        assert said is not None
        assert said[1] in pages
        assert folded(f"“{quote}”{source}").replace("ŵ", "") in text  # not in the PDF's font


def test_a_quote_after_the_turn_of_the_page_has_the_next_page(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    sources = dict(docx_quotes(drawn(bureau, "docx")))
    assert sources[CROSSING].startswith("Page 2.")
    assert sources[CROSSING[CROSSING.index("harbour") :]].startswith("Page 3.")


def test_json_csv_and_annotations_hold_the_same_exact_quotes(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    texts = {p.id: p.text for p in bureau.office.workspace.store.passages()}
    told = json.loads(drawn(bureau, "json"))
    linked = [e for c in told["criteria"] for j in c["judgements"] for e in j["evidence"]]
    assert len(linked) == 8
    assert all(texts[e["passage"]][e["start"] : e["end"]] == e["quote"] for e in linked)
    rows = list(csv.DictReader(io.StringIO(drawn(bureau, "csv").decode("utf-8-sig"))))
    quoted = [row["quote"] for row in rows if row["carried_by"] == "quote"]
    assert [quote.removeprefix("'") for quote in quoted] == [e["quote"] for e in linked]
    assert quoted[0].startswith("'=HYPERLINK")


def test_the_same_moment_gives_the_same_bytes(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    for kind in ("docx", "pdf", "json", "csv", "annotations"):
        assert drawn(bureau, kind) == drawn(bureau, kind)


def test_the_word_document_says_when_who_and_in_what_language(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    word = docx.Document(io.BytesIO(drawn(bureau, "docx")))
    core = word.core_properties
    assert (core.title, core.author) == ("Review: Vale & Wold", "Mo")
    assert core.created == core.modified == LATER
    assert core.language == "en-GB"
    assert 'w:lang w:val="en-GB"' in word.styles.element.xml
    heads = [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads == [
        "Summary",
        "Judgements at a glance",
        "Judgements and their evidence",
        "Gaps",
        "Overlaps with other places, and whom to talk to",
        "What could not be read, and what nobody has read",
        "How this report was made",
        "Appendix: first and final ratings",
    ]
    for table in word.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        inside = [child.tag.rpartition("}")[2] for child in table._tbl.tblPr]
        assert inside == [name for name in IN_ORDER if name in inside]
        assert inside[-1] == "tblDescription"


def test_the_pdf_says_which_signs_its_font_lacks(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    content = drawn(bureau, "pdf")
    assert folded("show as a box (U+0175)") in pdf_text(content)
    assert pypdfium2.PdfDocument(content).get_metadata_value("ModDate") == "D:20240603090500+00'00'"


def test_a_draft_is_for_its_author_alone(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2, hand_in=False)
    for kind in ("docx", "pdf", "json", "csv", "annotations"):
        seen = drawn(bureau, kind)
        whole = pdf_text(seen) if kind == "pdf" else seen.decode("utf-8", "ignore")
        if kind == "docx":
            whole = "\n".join(p.text for p in docx.Document(io.BytesIO(seen)).paragraphs)
        assert "looks like a sum" not in whole
        assert "Ben" not in whole
    own = docx.Document(io.BytesIO(drawn(bureau, "docx", "ben"))).paragraphs
    assert any("This is the draft of Ben" in p.text for p in own)


def test_first_and_final_ratings_and_the_decision_are_told(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    review_awkward(bureau, bureau.cy, 4)
    reason = "Page 7 settles it"
    moderate(bureau.book, bureau.document, RUBRIC[0], 3, reason, None, who=bureau.mo, at=NOON)
    word = docx.Document(io.BytesIO(drawn(bureau, "docx")))
    told = [p.text for p in word.paragraphs]
    assert told[2] == (
        "Two people have reviewed this strategy independently. A moderator has still to decide on "
        "2 criteria."
    )
    assert any("Well (3 of 4), decided by Mo as moderator." in line for line in told)
    assert any(line == "Mo, moderator, 1 May 2024: Page 7 settles it." for line in told)
    assert any("Ben found no evidence after these searches:" in line for line in told)
    assert any(line.startswith("“artificial intelligence” on 1 May 2024: 0") for line in told)
    decisions = [[c.text for c in row.cells] for row in word.tables[-1].rows]
    assert decisions[1][1:] == ["Well (3 of 4)", "Mo", "1 May 2024", reason]
