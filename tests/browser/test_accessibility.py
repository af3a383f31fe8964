"""What axe finds on each screen, save for faults of Streamlit's own, which are listed."""

from __future__ import annotations

from datetime import date
from typing import Final
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from review.casebook import Casebook
from review.monitoring.progress_reports import Move, Rating, Written, move_report, start_report
from review.people import person
from review.reviews import submit
from review.theory.steps import read_strategy
from tests.browser.conftest import NOW, App, drawn
from tests.browser.judged import fill, strategy

pytestmark = pytest.mark.browser

STREAMLITS_OWN: Final = {("presentation-role-conflict", "stFileUploaderDropzone")}
"""Rule and the element that Streamlit draws so; nothing of ours may join them."""

SCREENS: Final = (
    "",
    "?place=North+Vale&label=people",
    "find?q=hydrogen",
    "find?q=submarines",
    "overlaps",
    "overlaps?view=Network",
    "overlaps?view=Map",
    "strategy",
    "add",
    "review",
    "review?review={review}",
    "moderate",
    "moderate?document={document}",
    "progress",
    "progress?part=Read+next",
    "progress?part=Out+of+date",
    "progress?part=Audit",
    "progress?part=People",
    "progress?part=Two+reviews",
    "strategy?document={document}",
    "strategy?document={document}&tab=Commitments",
    "strategy?document={document}&tab=Coverage",
    "strategy?document={document}&tab=Requirements",
    "strategy?document={document}&tab=Overlaps",
    "strategy?document={document}&tab=Problems",
    "overlaps?view=Opportunities",
    "outcomes?document={document}&outcome=What+evaluations+found&evaluation=Evaluation+plan",
    "monitoring?register=Waiting+for+approval",
    "monitoring?commitment={commitment}",
)

OPENED: Final = (
    ("", "You are: Zoe, moderator"),
    ("moderate?document={document}", "Ask for changes"),
    ("review?review={review}", "What the labels mean"),
    ("find?q=hydrogen", "Correct tags"),
    ("strategy?document={document}", "Correct these details"),
    ("outcomes?document={document}&outcome=Logframe", "Add a row"),
    ("monitoring?commitment={other}", "Note something"),
)
BY_ADA: Final = ("progress?part=People", "progress?part=Two+reviews", "progress?part=Audit")
"""What opens over a screen: where, and the name of the button that opens it."""


@pytest.fixture(scope="module")
def reviewed(book: Casebook) -> dict[str, str]:
    """Two reviews that differ, and one that is under way."""
    for name, point in (("Ada", 1), ("Mo", 2)):
        review = fill(book, "Saltmarsh", name, point)
        submit(book, review.id, who=person(book.engine, name), at=NOW)
    begun = fill(book, "Brackenshire", "Zoe", 1, leave=2)
    document = strategy(book, "Saltmarsh")
    first, other = read_strategy(book.store, document).steps[:2]
    written = Written(Rating.AMBER, "Late by a month.", "Site bought.", "Build.")
    ben = person(book.engine, "Ben")
    report = start_report(book.engine, first, date(2024, 3, 31), written, who=ben, at=NOW)
    move_report(book.engine, report.id, Move.SUBMIT, who=ben, at=NOW)
    named = {"review": str(begun.id), "document": document}
    return {**named, "commitment": quote(first.key), "other": quote(other.key)}


@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing_of_ours(app: App, path: str, reviewed: dict[str, str]) -> None:
    page = app.open(path.format(**reviewed), who="Zoe")
    page.locator(".lis, [data-testid=stFileUploader]").first.wait_for()
    assert faults(page) == []


@pytest.mark.parametrize("path", BY_ADA)
def test_axe_finds_nothing_in_what_an_administrator_alone_sees(app: App, path: str) -> None:
    page = app.open(path, who="Ada")
    page.locator(".lis").first.wait_for()
    assert faults(page) == []


@pytest.mark.parametrize(("path", "name"), OPENED)
def test_axe_finds_nothing_in_what_opens_over_a_screen(
    app: App, path: str, name: str, reviewed: dict[str, str]
) -> None:
    page = app.open(path.format(**reviewed), who="Zoe")
    opens = page.get_by_role("button", name=name).or_(page.get_by_text(name, exact=True))
    opens.first.click()
    drawn(page)
    page.locator(
        "[data-testid=stPopoverBody], [role=dialog], details[open], [data-testid=stForm]"
    ).first.wait_for()
    assert faults(page) == []


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds on a page as it stands, save for what is Streamlit's own."""
    return [
        (violation["id"], node["html"][:200])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not any(
            violation["id"] == rule and element in node["html"] for rule, element in STREAMLITS_OWN
        )
    ]
