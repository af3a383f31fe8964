"""What axe finds on each screen, save for faults of Streamlit's own, which are listed."""

from __future__ import annotations

from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe

from review.casebook import Casebook
from review.people import person
from review.reviews import submit
from tests.browser.conftest import NOW, App
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
)


@pytest.fixture(scope="module")
def reviewed(book: Casebook) -> dict[str, str]:
    """Two reviews that differ, and one that is under way."""
    for name, point in (("Ada", 1), ("Mo", 2)):
        review = fill(book, "Saltmarsh", name, point)
        submit(book, review.id, who=person(book.engine, name), at=NOW)
    begun = fill(book, "Brackenshire", "Zoe", 1, leave=2)
    return {"review": str(begun.id), "document": strategy(book, "Saltmarsh")}


@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing_of_ours(app: App, path: str, reviewed: dict[str, str]) -> None:
    page = app.open(path.format(**reviewed), who="Zoe")
    page.locator(".lis, [data-testid=stFileUploader]").first.wait_for()
    found = [
        (violation["id"], node["html"][:200])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not any(
            violation["id"] == rule and element in node["html"] for rule, element in STREAMLITS_OWN
        )
    ]
    assert found == []
