from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from index.errors import UnknownDocumentError
from index.searching.selection import Selection
from index.storage.tag_decisions import Said
from index.storage.workspace import open_workspace
from review.person import Person
from review.reports.cells import CUT, safe_cell
from review.reports.files import file_stem, portfolio_file, report_files, report_makers
from review.reports.places import Pages, pages_words
from review.tags import decide_tag
from tests.index.strategies import NOON
from tests.review.casefile import RUBRIC
from tests.review.reporting import AWKWARD, CROSSING, LONG, Bureau, open_bureau, review_awkward

LATER = datetime(2024, 6, 3, 9, 5, tzinfo=UTC)


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with open_workspace(tmp_path / "workspace") as workspace:
        yield open_bureau(workspace)


def made(bureau: Bureau, kind: str, who: Person | None = None) -> bytes:
    return report_makers(bureau.office, bureau.document, who or bureau.mo, LATER)[kind]()


def workbook(bureau: Bureau, who: Person) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(portfolio_file(bureau.office, who, LATER)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def words(content: bytes) -> list[str]:
    word = docx.Document(io.BytesIO(content))
    cells = [c.text for table in word.tables for row in table.rows for c in row.cells]
    return [*(paragraph.text for paragraph in word.paragraphs), *cells]


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-5%", "'-5%"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("\x00=1", "' =1"),
        ("＝1", "'＝1"),
        ("5 - 4", "5 - 4"),
        ("", ""),
        ("a\x0bb\ud800", "a b "),
    ],
)
def test_no_cell_runs(written: str, safe: str) -> None:
    assert safe_cell(written) == safe


def test_pages_are_listed_as_they_are_read() -> None:
    spread = [("10", 5), ("9", 5), (None, 7), ("3", 2), ("9", 5), (None, 6)]
    assert pages_words(spread) == "pages 3, 9 and 10, sheets 6 and 7 of the PDF"
    assert pages_words([("iv", 4)]) == "page iv"
    assert pages_words([]) == ""


def test_a_sentence_without_end_is_cut_after_a_word(bureau: Bureau) -> None:
    passage = replace(bureau.awkward.passages[0], text="name " * 200)
    cited = Pages(bureau.office.workspace).cite_briefly(
        bureau.awkward.document, passage, 0, len(passage.text)
    )
    assert (cited.quote, cited.page) == (("name " * 80).rstrip(), "page 2, cut here")


def test_a_cell_that_is_cut_says_so() -> None:
    assert safe_cell("=abc", 3) == "'=ab" + CUT
    assert safe_cell("abc", 3) == "abc"


def test_files_are_named_for_the_strategy(bureau: Bureau) -> None:
    names = list(report_files(bureau.office, bureau.document, bureau.mo, LATER))
    assert names == [
        f"report-vale-wold{ending}"
        for ending in (".docx", ".pdf", ".json", ".csv", ".annotations.jsonld")
    ]
    assert file_stem("../Brâd & “Sons”", "ab12") == "report-brad-sons"
    assert file_stem("—", "ab12") == "report-ab12"


def test_without_a_review_the_report_says_that_nobody_has_judged(bureau: Bureau) -> None:
    told = words(made(bureau, "docx"))
    assert told[0] == "First reading: Vale & Wold"
    assert told[2].startswith("No person has judged this strategy yet.")
    assert "Where to start reading" in told
    assert "Judgements and their evidence" not in told
    rows = list(csv.DictReader(io.StringIO(made(bureau, "csv").decode("utf-8-sig"))))
    assert [(r["criterion"], r["standing"], r["carried_by"]) for r in rows] == [
        (criterion, "Not judged yet", "") for criterion in RUBRIC
    ]
    assert json.loads(made(bureau, "annotations"))["total"] == 0


def test_what_a_person_may_not_read_is_counted_and_no_more(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    review_awkward(bureau, bureau.cy, 4, hand_in=False)
    seen = "\n".join(words(made(bureau, "docx", bureau.cy)))
    assert "1 review of this strategy is left out, because Cy may not read it yet." in seen
    assert "Ben" not in seen
    book = workbook(bureau, bureau.cy)
    assert {row[4] for row in book["Judgements"][1:]} == {"Cy"}
    assert ("'=Vale", "Vale & Wold", "1 reviews that Cy may not read yet.") not in book["Not read"]
    assert ("'=Vale", "Vale & Wold", "1 review that Cy may not read yet.") in book["Not read"]
    (only, *_) = workbook(bureau, bureau.vi)["Judgements"][1:]
    assert only[0] == "There is no judgement that Vi may read."


def test_gaps_are_told_with_what_was_searched(bureau: Bureau) -> None:
    told = words(made(bureau, "docx"))
    at = told.index("Ideas")
    assert told[at + 1 : at + 3] == [
        "Not known: pages could not be read",
        "The 7 passages that could be read were compared with the theme; none came near it.",
    ]
    gaps = workbook(bureau, bureau.vi)["Gaps"]
    labels = bureau.office.framework.label_ids
    assert len(gaps) - 1 == 2 * (len(labels) - 1)  # both places state clean growth alone


def test_a_theme_that_a_person_added_is_no_gap_in_a_report(bureau: Bureau) -> None:
    """Reports once counted the machine's tags where the screens heed people's corrections."""
    assert "Ideas" in words(made(bureau, "docx"))
    passage = bureau.awkward.passages[0].id
    decide_tag(bureau.book, passage, "ideas", Said.ADD, who=bureau.ben, at=NOON)
    assert "Ideas" not in words(made(bureau, "docx"))
    gaps = workbook(bureau, bureau.vi)["Gaps"]
    labels = bureau.office.framework.label_ids
    assert len(gaps) - 1 == 2 * (len(labels) - 1) - 1


def test_overlaps_name_whom_to_talk_to(bureau: Bureau) -> None:
    told = words(made(bureau, "docx"))
    at = told.index("Eastholm")
    assert told[at + 1] == "Eastholm Partnership"
    (group,) = json.loads(made(bureau, "json"))["overlaps"]
    assert [m["place"] for m in group["members"]] == ["=Vale", "Eastholm"]


def test_what_could_not_be_read_is_told(bureau: Bureau) -> None:
    told = words(made(bureau, "docx"))
    assert "1 of 3 sheets have no text that could be read: 3." in told
    assert "Sheet 3: has no text layer; run it through OCR." in told
    assert "People have not marked 7 passages of 7 as read." in told


def test_the_workbook_has_every_sheet_and_nothing_in_it_runs(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    content = portfolio_file(bureau.office, bureau.mo, LATER)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        *("Strategies", "Coverage", "Commitments", "Overlaps", "Judgements", "Gaps"),
        *("Not read", "Method"),
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert not [c.value for c in cells if isinstance(c.value, str) and c.value[:1] in "=+-@\t\r"]
    assert {sheet.max_row for sheet in book} >= {3}
    noted = {row[8] for row in book["Judgements"].iter_rows(values_only=True)}
    assert "'=1+1 looks like a sum" in noted
    assert content == portfolio_file(bureau.office, bureau.mo, LATER)
    assert book.properties.modified == LATER.replace(tzinfo=None)


def test_annotations_select_the_words_in_three_ways(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    told = json.loads(made(bureau, "annotations"))
    assert (told["@context"], told["type"], told["total"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationCollection",
        8,
    )
    chosen = Selection(documents=frozenset({bureau.document}))
    passages = bureau.office.workspace.store.passages(chosen)
    text = "\n".join(passage.text for passage in passages)
    for item in told["first"]["items"]:
        _, quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert any(around in passage.text for passage in passages)
        assert item["target"]["source"]["id"].endswith(bureau.document)
        assert item["creator"]["name"] == "Ben"
    last = told["first"]["items"][-1]
    assert last["target"]["selector"][1]["exact"] == CROSSING[CROSSING.index("harbour") :]
    assert last["body"][1]["value"] == RUBRIC[1]
    fragments = [i["target"]["selector"][0]["value"] for i in told["first"]["items"]]
    assert fragments[0] == "page=1&viewrect=50.0,50.0,450.0,60.0"


def test_a_removed_strategy_still_has_a_report_of_its_reviews(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    bureau.office.remove(bureau.document, at=NOON)
    told = words(made(bureau, "docx"))
    assert "The strategy was removed from the workspace; its reviews were kept." in told
    assert f"“{LONG}” (was on page 2)" in told
    assert made(bureau, "pdf").startswith(b"%PDF")
    assert json.loads(made(bureau, "json"))["strategy"]["removed"] is True
    assert json.loads(made(bureau, "annotations"))["total"] == 0
    assert ("'=Vale", "Vale & Wold", None, "Removed") in {
        row[:4] for row in workbook(bureau, bureau.mo)["Strategies"]
    }
    with pytest.raises(UnknownDocumentError):
        report_makers(bureau.office, "0" * 16, bureau.mo, LATER)["docx"]()


def test_every_linked_quote_is_in_the_csv(bureau: Bureau) -> None:
    review_awkward(bureau, bureau.ben, 2)
    rows = list(csv.DictReader(io.StringIO(made(bureau, "csv").decode("utf-8-sig"))))
    assert len(rows) == len(AWKWARD) + 1 + 1
    assert rows[-1]["carried_by"] == "search without evidence"
    assert (rows[-1]["search"], rows[-1]["relevant_passages"]) == ("artificial intelligence", "0")
    assert (rows[-2]["page"], rows[-2]["stands_now"]) == ("page 3", "yes")
