"""One strategy from its PDF to its report: add, find, review, moderate, report."""

from __future__ import annotations

import io
import re

import docx
import pytest
from playwright.sync_api import Page, expect

from ingest.document import Passage
from review.casebook import Casebook
from review.judgement import Review
from review.people import person
from review.reviews import start, submit
from review.visibility import judgements_for
from tests.browser.conftest import NOW, App, sample
from tests.browser.judged import fill, strategy

pytestmark = pytest.mark.browser

PLACE = "Corve Valley"


def test_a_submission_ends_in_a_report_that_quotes_its_pages(app: App, book: Casebook) -> None:
    add(app)
    quoted = review_on_found_evidence(app, book)
    moderate_the_difference(app, book)
    report = download_word(app, book)
    said = paragraphs(report)
    where = next(i for i, words in enumerate(said) if words.startswith(f"“{quoted.text[:60]}"))
    assert said[where + 1] == f"Page {quoted.printed}. Chosen by Ben."
    assert any("Ben's quotes carry it." in words for words in said)


def add(app: App) -> None:
    page = app.open("add", who="Ben")
    page.locator("input[type=file]").set_input_files(sample("corve-valley"))
    expect(page.get_by_label("Title")).to_have_value(re.compile(PLACE))
    page.get_by_role("button", name="Add this strategy").click()
    expect(page.locator(".lis-report")).to_be_visible(timeout=180_000)


def review_on_found_evidence(app: App, book: Casebook) -> Passage:
    """Find a passage, add it to the first criterion, rate that and hand in; return it."""
    who, first = person(book.engine, "Ben"), book.framework.criteria[0]
    review = start(book, strategy(book, PLACE), who=who, at=NOW)
    page = app.open(f"review?review={review.id}&criterion={first.id}", who="Ben")
    page.get_by_role("link", name="Find").click()
    question = page.get_by_label("What are you looking for?")
    question.fill("battery recycling in Corve Valley")
    question.press("Enter")
    card = page.locator(".lis-card", has_text=f"{PLACE} ·").first
    card.get_by_role("button", name="Add to evidence").click()
    expect(page.get_by_text(f"Added to “{first.name}”")).to_be_visible()
    page.get_by_role("button", name="Back to the review").click()
    page.locator("[data-testid=stRadio] label", has_text="3 ").first.click()
    expect(page.locator("[data-version='1']")).to_contain_text("Saved")
    fill_others(book, "Ben")
    page.reload()
    page.get_by_role("button", name="Submit this review").click()
    expect(page.get_by_text("You have submitted this review.")).to_be_visible()
    (evidence,) = judgements_for(book, review.id, who)[first.id].evidence
    return book.store.passage(evidence.passage or "")


def fill_others(book: Casebook, name: str) -> Review:
    return fill(book, PLACE, name, 1, leave=1)


def moderate_the_difference(app: App, book: Casebook) -> None:
    cat = person(book.engine, "Cat")
    submit(book, fill(book, PLACE, "Cat", 1).id, who=cat, at=NOW)
    page = app.open(f"moderate?document={strategy(book, PLACE)}", who="Mo")
    expect(page.get_by_role("heading", name="1 criterion judged differently")).to_be_visible()
    page.locator("[data-testid=stRadio] label", has_text="3 ").first.click()
    page.get_by_label("Reason").fill("Ben's quotes carry it.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text(f"{book.framework.criteria[0].name}: decided, 3 of 4")).to_be_visible()
    approve = page.get_by_role("button", name="Approve", exact=True)
    for name, left in (("Ben", 1), ("Cat", 0)):
        approve.first.click()
        expect(page.get_by_text(f"{name}: approved")).to_be_visible()
        # The button just pressed stays on the page until the whole screen is drawn anew.
        expect(approve).to_have_count(left)


def download_word(app: App, book: Casebook) -> bytes:
    page = app.open(f"moderate?document={strategy(book, PLACE)}", who="Mo")
    page.get_by_text("Report on this strategy").click()
    page.get_by_role("button", name="Prepare the report").click()
    for kind in ("PDF", "JSON", "CSV", "Annotations"):
        expect(page.get_by_role("button", name=f"Download {kind}")).to_be_visible(timeout=90_000)
    return downloaded(page, "Download Word")


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("button", name=name).click()
    return waited.value.path().read_bytes()


def paragraphs(report: bytes) -> list[str]:
    """Return the words of each paragraph, also of those in tables, in their order."""
    document = docx.Document(io.BytesIO(report))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        " ".join("".join(t.text or "" for t in p.iter(f"{tag}t")).split())
        for p in document.element.body.iter(f"{tag}p")
    ]


def test_the_workbook_on_all_places_opens(app: App) -> None:
    from openpyxl import load_workbook

    page = app.open("", who="Val")
    page.get_by_text("Report on all places").click()
    page.get_by_role("button", name="Prepare the workbook").click()
    expect(page.get_by_role("button", name="Download Excel")).to_be_visible(timeout=90_000)
    workbook = load_workbook(io.BytesIO(downloaded(page, "Download Excel")))
    cells = {str(cell.value) for sheet in workbook for row in sheet.rows for cell in row}
    assert {"North Vale", "Saltmarsh Coast"} <= cells
