"""From promises to outcomes: logframes edited, progress reported and approved, letters sent."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from review.casebook import Casebook
from review.letters.letter import letters_sent
from review.logframes.edits import edits_of
from review.logframes.logframe import Column
from review.monitoring.progress_reports import Rating, ReportStatus, reports_of
from tests.browser.conftest import App, drawn
from tests.browser.judged import strategy
from tests.browser.test_accessibility import STREAMLITS_OWN

pytestmark = pytest.mark.browser

WORDS: Final = "Counted each March by the county council."
SCREENS: Final = (
    "outcomes",
    "outcomes?document={document}",
    "outcomes?document={document}&theory=Links",
    "outcomes?document={document}&theory=Broken+chains",
    "outcomes?document={document}&theory=All+steps",
    "outcomes?document={document}&theory=National+theory",
    "outcomes?document={document}&outcome=Logframe",
    "outcomes?document={document}&outcome=Logframe&columns=true",
    "outcomes?document={document}&outcome=What+evaluations+found",
    "outcomes?document={document}&outcome=Letter",
    "monitoring",
    "monitoring?register=Over+time",
    "across",
    "across?across=Portfolio+logframe",
)


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    return waiting.value.path().read_bytes()


def test_a_logframe_is_drafted_edited_and_downloaded(app: App, book: Casebook) -> None:
    from openpyxl import load_workbook

    document = strategy(book, "Brackenshire")
    page = app.open("outcomes", who="Ben")
    page.get_by_role("button", name="Brackenshire and the Wold Local Industrial Strategy").click()
    page.get_by_role("radio", name="Logframe").click()
    quoted = page.get_by_role("button", name=re.compile(r"^Outcome 1, Statement: .*from the text"))
    quoted.click()
    expect(page.get_by_role("heading", name="Outcome 1: statement")).to_be_visible()
    expect(page.locator(".lis-viewer .lis-lit").first).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Outcome 1, Baseline: not stated")).click()
    expect(page.get_by_text("Not stated in the text.")).to_be_visible()
    page.get_by_role("button", name="Fill this cell").click()
    page.get_by_label("Your words").fill(WORDS)
    page.get_by_role("button", name="Save", exact=True).click()
    cell = page.get_by_role("button", name=re.compile(rf"^Outcome 1, Baseline: {WORDS} Ben, "))
    filled = page.locator("button.lis-person", has_text=WORDS)
    expect(filled.or_(cell).first).to_contain_text("Ben,")
    page.reload()
    drawn(page)
    expect(page.locator("button.lis-person", has_text=WORDS)).to_be_visible()
    (edit,) = edits_of(book.engine, document)
    assert (edit.column, edit.text, edit.by) == (Column.BASELINE, WORDS, "Ben")
    written = load_workbook(BytesIO(downloaded(page, "Download as xlsx")))
    assert any(cell.value == WORDS for row in written["Logframe"].iter_rows() for cell in row)


def test_a_link_is_confirmed(app: App, book: Casebook) -> None:
    page = app.open(f"outcomes?document={strategy(book, 'Brackenshire')}&theory=Links", who="Cat")
    page.get_by_role("button", name=re.compile("^Confirm the link from")).first.click()
    expect(page.locator(".lis-link").first).to_contain_text("Confirmed by Cat")
    page.reload()
    drawn(page)
    expect(page.locator(".lis-link").first).to_contain_text("Confirmed by Cat")


def test_progress_is_reported_and_somebody_else_approves(app: App, book: Casebook) -> None:
    page = app.open("monitoring", who="Ben")
    page.locator(".lis-register [data-act=commitment]").first.click()
    expect(page.locator(".lis-viewer .lis-lit").first).to_be_visible()
    expect(page.get_by_text("Previous rating (locked): Not rated")).to_be_visible()
    page.locator("[data-testid=stRadio] label", has_text="Amber-red").click()
    page.get_by_label("Reason").fill("The contractor has withdrawn.")
    expect(page.get_by_text("29/200")).to_be_visible()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("heading", name=re.compile("waiting for approval"))).to_be_visible()
    expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)

    other = app.open("monitoring?register=Waiting+for+approval", who="Mo")
    other.locator(".lis-table [data-act=commitment]").first.click()
    expect(other.get_by_text("The contractor has withdrawn.")).to_be_visible()
    other.get_by_role("button", name="Approve", exact=True).click()
    expect(other.get_by_role("heading", name="New report")).to_be_visible()
    expect(other.get_by_text("Previous rating (locked): Amber-red")).to_be_visible()
    said = "The contractor has withdrawn."
    (report,) = [report for report in reports_of(book.engine) if report.reason == said]
    assert (report.status, report.rating) == (ReportStatus.APPROVED, Rating.AMBER_RED)
    other.get_by_role("button", name="All commitments").click()
    other.get_by_role("radio", name="Over time").click()
    expect(other.locator(".lis-picture svg")).to_contain_text("AR 1")


def test_a_letter_is_sent_and_downloaded(app: App, book: Casebook) -> None:
    from docx import Document

    document = strategy(book, "North Vale")
    page = app.open(f"outcomes?document={document}&outcome=Letter", who="Mo")
    page.locator(".lis-letter [data-act=quote]").first.click()
    expect(page.locator(".lis-viewer .lis-lit").first).to_be_visible()
    word = Document(BytesIO(downloaded(page, "Download as docx")))
    assert any(p.text == "Strengths" for p in word.paragraphs)
    page.get_by_role("button", name="Keep as sent").click()
    expect(page.get_by_text("1 letter kept as sent")).to_be_visible()
    (sent,) = letters_sent(book.engine, document)
    assert sent["by"] == "Mo"
    assert app.outside == []


@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing_of_ours(app: App, path: str, book: Casebook) -> None:
    page = app.open(path.format(document=strategy(book, "Brackenshire")), who="Zoe")
    page.locator(".lis").first.wait_for()
    found = [
        (violation["id"], node["html"][:200])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not any(
            violation["id"] == rule and element in node["html"] for rule, element in STREAMLITS_OWN
        )
    ]
    assert found == []
