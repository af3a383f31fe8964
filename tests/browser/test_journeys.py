"""What people come to do, in a real browser on the sample strategies."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, drawn, sample

pytestmark = pytest.mark.browser


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


LIT_IN_SIGHT = """number => {
  const viewer = document.querySelectorAll(".lis-viewer")[number];
  const picture = viewer?.querySelector("img");
  const lit = viewer?.querySelector(".lis-lit")?.getBoundingClientRect();
  if (!lit || !picture.complete || picture.naturalWidth < 1000) return false;
  const page = picture.getBoundingClientRect();
  const held = viewer.querySelector(".lis-hold").getBoundingClientRect();
  const onPage = page.left - 4 <= lit.left && lit.right <= page.right + 4
    && page.top - 4 <= lit.top && lit.bottom <= page.bottom + 4;
  return onPage && lit.width > 5 && lit.height > 5
    && lit.top >= held.top - 1 && lit.top < held.bottom && lit.left < held.right;
}"""
"""Asked in one go, because the boxes are drawn anew while a page is turned."""


def see_lit_page(page: Page, number: int = 0) -> None:
    """Expect a picture that has loaded, with a lit box that lies on it and in sight."""
    page.wait_for_function(LIT_IN_SIGHT, arg=number)


def test_from_a_figure_to_its_passages_to_their_page(app: App) -> None:
    page = app.open()
    cell = page.get_by_role("button", name=re.compile(r"^North Vale, Clean growth: \d+ passages?$"))
    number = int(cell.inner_text())
    cell.click()
    expect(page.locator(".lis-card")).to_have_count(number)
    expect(page.locator(".lis-card .lis-chip", has_text="Clean growth")).to_have_count(number)
    page.locator(".lis-card [data-act=open]").first.click()
    see_lit_page(page)
    page.get_by_role("button", name="Back to the passages").click()
    expect(page.locator(".lis-card")).to_have_count(number)


def test_a_question_is_answered_and_its_page_survives_a_reload(app: App) -> None:
    page = app.open()
    page.get_by_role("link", name="Find").click()
    question = page.get_by_label("What are you looking for?")
    question.fill("Which places plan to make hydrogen?")
    question.press("Enter")
    expect(page.locator(".lis-table")).to_contain_text("North Vale")
    page.locator(".lis-card [data-act=open]").first.click()
    see_lit_page(page)
    asked = parameters(page)
    assert asked["q"] == ["Which places plan to make hydrogen?"]
    page.reload()
    drawn(page)
    see_lit_page(page)
    expect(page.get_by_label("What are you looking for?")).to_have_value(asked["q"][0])
    assert parameters(page) == asked


def test_keys_move_through_the_hits_and_open_one(app: App) -> None:
    page = app.open("find?q=apprenticeships")
    expect(page.locator(".lis-card").nth(1)).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(page.locator(".lis-card").nth(1)).to_have_class(re.compile("lis-current"))
    wanted = page.locator(".lis-card [data-act=open]").nth(1).get_attribute("data-id")
    page.keyboard.press("Enter")
    see_lit_page(page)
    assert parameters(page)["passage"] == [wanted]


def test_typing_a_question_moves_nothing(app: App) -> None:
    page = app.open("find?q=apprenticeships")
    expect(page.locator(".lis-card").first).to_be_visible()
    question = page.get_by_label("What are you looking for?")
    question.click()
    question.press_sequentially("jk")
    expect(page.locator(".lis-current")).to_have_count(0)
    expect(question).to_have_value("apprenticeshipsjk")


def test_an_overlap_lights_both_pages(app: App) -> None:
    page = app.open("overlaps")
    expect(page.locator(".lis-viewer")).to_have_count(2)
    see_lit_page(page, 0)
    see_lit_page(page, 1)
    second = page.locator(".lis-pair .lis-say").nth(1)
    second.click()
    expect(page.locator(".lis-pair").nth(1)).to_have_class(re.compile("lis-current"))
    assert "overlap" in parameters(page)


def test_a_passage_pressed_on_its_page_is_lit_and_its_neighbour_follows(app: App) -> None:
    page = app.open("strategy")
    page.get_by_role("button", name="North Vale Local Industrial Strategy").click()
    expect(page.locator(".lis-viewer img")).to_be_visible()
    for sheet in (2, 3):
        page.get_by_role("button", name="Next page").click()
        expect(page.locator(".lis-viewer")).to_contain_text(f"sheet {sheet} of")
    page.locator(".lis-box").first.click()
    see_lit_page(page)
    before = parameters(page)["passage"]
    page.get_by_role("button", name="Next passage").click()
    expect(page).not_to_have_url(re.compile(before[0]))
    see_lit_page(page)


def test_a_citation_is_copied(app: App) -> None:
    page = app.open("find?q=apprenticeships")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = page.locator(".lis-card").first
    quote = card.locator(".lis-quote").inner_text()
    card.locator("[data-act=open]").click()
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_text("Citation copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"Local Industrial Strategy \(.+\), p\. \w+ \(sheet \d+\): “", copied)
    assert " ".join(quote.split())[-40:] in copied


def test_larger_is_larger_and_keeps_the_passage_in_sight(app: App) -> None:
    page = app.open("find?q=apprenticeships")
    page.locator(".lis-card [data-act=open]").first.click()
    picture = page.locator(".lis-viewer img")
    expect(picture).to_be_visible()
    before = picture.bounding_box()
    page.get_by_role("button", name="Larger").click()
    after = picture.bounding_box()
    assert before
    assert after
    assert after["width"] > 1.2 * before["width"]
    expect(page.locator(".lis-lit").first).to_be_in_viewport()


def test_a_new_strategy_is_guessed_confirmed_read_and_tagged(app: App) -> None:
    page = app.open("add", who="Ben")
    page.locator("input[type=file]").set_input_files(sample("eastgate"))
    expect(page.get_by_text("Is this right?")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value(re.compile("Eastgate"))
    page.get_by_role("button", name="Add this strategy").click()
    expect(page.get_by_text("You can leave this page")).to_be_visible()
    page.reload()
    report = page.locator(".lis-report")
    expect(report).to_be_visible(timeout=180_000)
    expect(report).to_contain_text("What we could not read")
    tag = report.get_by_role("button", name=re.compile(r"^People: \d+ passages?$"))
    number = int(tag.inner_text().split()[1])
    tag.click()
    expect(page.locator(".lis-card .lis-chip", has_text="People")).to_have_count(number)
    assert parameters(page)["label"] == ["people"]


def test_a_file_that_cannot_be_read_is_one_clear_line(app: App) -> None:
    page = app.open("add", who="Ben")
    bad = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nonsense"}
    page.locator("input[type=file]").set_input_files([bad])
    expect(page.get_by_role("alert")).to_contain_text("plan.pdf: ")
    expect(page.get_by_text("Is this right?")).to_have_count(0)


def test_no_screen_asks_anything_of_another_host(app: App) -> None:
    for path in ("", "find?q=hydrogen", "overlaps", "overlaps?view=Network", "strategy", "add"):
        app.open(path)
    assert app.outside == []
