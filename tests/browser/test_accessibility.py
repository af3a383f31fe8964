"""What axe finds on each screen, save for faults of Streamlit's own, which are listed."""

from __future__ import annotations

from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import App

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
)


@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing_of_ours(app: App, path: str) -> None:
    page = app.open(path)
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
