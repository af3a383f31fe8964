"""A team at work: rating on evidence, two reviewers at once, moderation, tags, refusals."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from review.casebook import Casebook
from review.judgement import ReviewStatus
from review.moderation import compared
from review.people import person
from review.rating import rate
from review.reviews import start, submit
from review.visibility import judgements_for, own_review
from tests.browser.conftest import NOW, App, drawn
from tests.browser.judged import fill, strategy

pytestmark = pytest.mark.browser


def rating(page: Page, words: str) -> None:
    page.locator("[data-testid=stRadio] label", has_text=words).first.click()


def saved(page: Page, version: int = 1) -> None:
    """Wait until the judgement on the screen has been saved so many times."""
    expect(page.locator(f"[data-version='{version}']")).to_contain_text("Saved")


def test_a_review_is_rated_on_evidence_and_submitted(app: App, book: Casebook) -> None:
    fill(book, "North Vale", "Ben", 1, leave=1)
    first = book.framework.criteria[0]
    page = app.open("review", who="Ben")
    page.get_by_role("button", name="Continue my review of North Vale").click()
    expect(page.get_by_role("heading", name=first.name)).to_be_visible()
    expect(page.get_by_role("button", name="Submit this review")).to_be_disabled()
    expect(page.get_by_text("Passages like this were judged so elsewhere")).to_have_count(0)

    rating(page, "3 ")
    saved(page)
    expect(page.get_by_text("Passages like this were judged so elsewhere")).to_be_visible()
    page.get_by_label("Note").fill("Two of the three priorities rest on figures.")
    page.get_by_label("Note").blur()
    saved(page, 2)
    card = page.locator(".lis-card:has([data-act=evidence]):has([data-text])").first
    words = card.locator("[data-text]")
    words.evaluate("""element => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const node = walker.nextNode();
        const range = document.createRange();
        range.setStart(node, 0); range.setEnd(node, Math.min(12, node.length));
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    marked = page.evaluate("getSelection().toString()").strip()
    card.get_by_role("button", name="Add marked words").click()
    expect(page.get_by_text("1 linked quote")).to_be_visible()

    page.reload()
    drawn(page)
    expect(page.get_by_label("Note")).to_have_value("Two of the three priorities rest on figures.")
    expect(page.locator("[data-testid=stRadio] input:checked")).to_have_count(1)
    who = person(book.engine, "Ben")
    review = own_review(book.engine, strategy(book, "North Vale"), who)
    assert review is not None
    judgement = judgements_for(book, review.id, who)[first.id]
    assert judgement.rating == 3
    (evidence,) = judgement.evidence
    assert evidence.quote == marked
    passage = book.store.passage(evidence.passage or "")
    assert passage.text[evidence.start : evidence.end] == marked

    page.get_by_role("button", name="Submit this review").click()
    expect(page.get_by_text("You have submitted this review.")).to_be_visible()
    review = own_review(book.engine, strategy(book, "North Vale"), who)
    assert review is not None
    assert review.status is ReviewStatus.SUBMITTED


def test_a_quote_opens_lit_on_its_page(app: App, book: Casebook) -> None:
    review = fill(book, "Saltmarsh Coast", "Ben", 2, leave=1)
    criterion = book.framework.criteria[1]
    page = app.open(f"review?review={review.id}&criterion={criterion.id}", who="Ben")
    page.locator(".lis-card [data-act=open]").first.click()
    expect(page.locator(".lis-viewer .lis-lit").first).to_be_in_viewport()
    page.get_by_role("button", name="Back to the passages").click()
    expect(page.locator(".lis-viewer")).to_have_count(0)


def test_evidence_is_added_from_the_find_screen(app: App, book: Casebook) -> None:
    who, document = person(book.engine, "Cat"), strategy(book, "Saltmarsh Coast")
    review = start(book, document, who=who, at=NOW)
    first = book.framework.criteria[0]
    page = app.open(f"review?review={review.id}&criterion={first.id}", who="Cat")
    page.get_by_role("link", name="Find").click()
    expect(page.get_by_text(f"goes to {first.name}")).to_be_visible()
    question = page.get_by_label("What are you looking for?")
    question.fill("evidence from the Saltmarsh Coast")
    question.press("Enter")
    card = page.locator(".lis-card", has_text="Saltmarsh Coast ·").first
    card.get_by_role("button", name="Add to evidence").click()
    expect(page.get_by_text(f"Added to “{first.name}”")).to_be_visible()
    assert len(judgements_for(book, review.id, who)[first.id].evidence) == 1
    page.get_by_role("button", name="Back to the review").click()
    expect(page.get_by_text("1 linked quote")).to_be_visible()


def test_none_found_rests_on_a_search_that_is_recorded(app: App, book: Casebook) -> None:
    who, document = person(book.engine, "Cat"), strategy(book, "Brackenshire")
    review = start(book, document, who=who, at=NOW)
    last = book.framework.criteria[-1]
    page = app.open(f"review?review={review.id}&criterion={last.id}", who="Cat")
    none = page.get_by_role("button", name="No evidence found after searching")
    expect(none).to_be_disabled()
    search = page.get_by_label("Search Brackenshire")
    search.fill("submarine warfare")
    search.press("Enter")
    expect(
        page.get_by_text("Searches made for this criterion: “submarine warfare”")
    ).to_be_visible()
    none.click()
    expect(page.get_by_text("You found no evidence after searching.")).to_be_visible()
    judgement = judgements_for(book, review.id, who)[last.id]
    assert judgement.none_found
    assert [made.query for made in judgement.searches] == ["submarine warfare"]


def test_two_windows_that_save_the_same_judgement_are_shown_both(app: App, book: Casebook) -> None:
    who, document = person(book.engine, "Ben"), strategy(book, "Brackenshire")
    review = start(book, document, who=who, at=NOW)
    first = book.framework.criteria[0]
    address = f"review?review={review.id}&criterion={first.id}"
    one, two = app.open(address, who="Ben"), app.open(address, who="Ben")
    rating(one, "2 ")
    saved(one)
    rating(two, "4 ")
    expect(two.get_by_text("This was changed in another window")).to_be_visible()
    expect(two.get_by_role("heading", name="Yours")).to_be_visible()
    assert judgements_for(book, review.id, who)[first.id].rating == 2
    two.get_by_role("button", name="Save mine instead").click()
    saved(two, 2)
    judgement = judgements_for(book, review.id, who)[first.id]
    assert (judgement.rating, judgement.first_rating) == (4, 2)


def test_two_reviewers_at_once_lose_nothing_and_see_nothing(app: App, book: Casebook) -> None:
    document, first = strategy(book, "Aldermere"), book.framework.criteria[0]
    pages = {}
    for name in ("Ben", "Cat"):
        review = start(book, document, who=person(book.engine, name), at=NOW)
        pages[name] = app.open(f"review?review={review.id}&criterion={first.id}", who=name)
    rating(pages["Ben"], "1 ")
    rating(pages["Cat"], "4 ")
    pages["Ben"].get_by_label("Note").fill("Ben thinks so")
    pages["Cat"].get_by_label("Note").fill("Cat thinks so")
    for name, point in (("Ben", 1), ("Cat", 4)):
        pages[name].get_by_label("Note").blur()
        saved(pages[name], 2)
        who = person(book.engine, name)
        own = own_review(book.engine, document, who)
        assert own is not None
        judgement = judgements_for(book, own.id, who)[first.id]
        assert (judgement.rating, judgement.note) == (point, f"{name} thinks so")
    other = own_review(book.engine, document, person(book.engine, "Ben"))
    assert other is not None
    peek = app.open(f"review?review={other.id}", who="Cat")
    expect(peek.get_by_text("Cat may not read review")).to_be_visible()
    expect(peek.get_by_text("Ben thinks so")).to_have_count(0)


def test_a_moderator_decides_where_two_reviews_differ(app: App, book: Casebook) -> None:
    place = "North Vale"
    for name, point in (("Ben", 1), ("Cat", 1)):
        review = own_review(book.engine, strategy(book, place), person(book.engine, name))
        if review is None or review.open:
            who, first = person(book.engine, name), book.framework.criteria[0]
            review = start(book, strategy(book, place), who=who, at=NOW)
            version = judgements_for(book, review.id, who)[first.id].version
            rated = 3 if name == "Ben" else 2
            rate(book, review.id, first.id, rated, "", version, who=who, at=NOW)
            submit(book, fill(book, place, name, point).id, who=who, at=NOW)
    mo = person(book.engine, "Mo")
    document, first = strategy(book, place), book.framework.criteria[0]
    page = app.open("moderate", who="Mo")
    page.get_by_role("button", name="North Vale Local Industrial Strategy").click()
    expect(page.get_by_role("heading", name="1 criterion judged differently")).to_be_visible()
    page.locator("[data-testid=stRadio] label", has_text="2 ").first.click()
    page.get_by_label("Reason").fill("The figures have no source.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text(f"{first.name}: decided, 2 of 4")).to_be_visible()
    decision = next(c.decision for c in compared(book, document, who=mo) if c.criterion == first.id)
    assert decision is not None
    assert (decision.rating, decision.reason) == (2, "The figures have no source.")
    page.get_by_role("button", name="Approve").first.click()
    expect(page.get_by_text("Ben: approved")).to_be_visible()


def test_a_tag_that_is_wrong_is_taken_out_of_the_count(app: App) -> None:
    page = app.open("?place=North+Vale&label=people", who="Ben")
    expect(page.locator(".lis-card").first).to_be_visible()
    before = page.locator(".lis-card").count()
    page.locator(".lis-card [data-act=tags]").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Wrong").first.click()
    expect(page.locator(".lis-card")).to_have_count(before - 1)
    cell = page.get_by_role("button", name=re.compile(r"^North Vale, People: \d+ passages?"))
    expect(cell).to_have_text(str(before - 1))


def test_a_verdict_on_an_overlap_is_kept(app: App) -> None:
    page = app.open("overlaps", who="Ben")
    page.get_by_role("button", name="Related", exact=True).click()
    expect(page.get_by_text("Judged “related” by Ben")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Judged “related” by Ben")).to_be_visible()


def test_a_viewer_is_offered_nothing_that_would_be_refused(app: App) -> None:
    page = app.open("review", who="Val")
    expect(page.get_by_role("button", name=re.compile("^Start a review"))).to_have_count(0)
    page = app.open("find?q=apprenticeships", who="Val")
    page.locator(".lis-card [data-act=evidence]").first.click()
    expect(page.get_by_text("Val may not review a strategy")).to_be_visible()


def test_a_name_is_chosen_and_survives_a_reload(app: App) -> None:
    page = app.open("review")
    expect(page.get_by_text("Choose who you are, at the top right")).to_be_visible()
    page.get_by_role("button", name="Who are you?").click()
    page.get_by_label("Your name").click()
    page.get_by_role("option", name="Cat").click()
    expect(page.get_by_role("button", name="You are: Cat, reviewer")).to_be_visible()
    page.wait_for_function("document.cookie.includes('lis_person=Cat')")
    page.reload()
    drawn(page)
    expect(page.get_by_role("button", name="You are: Cat, reviewer")).to_be_visible()


def test_what_was_done_stands_in_the_audit(app: App) -> None:
    page = app.open("progress?part=Audit&action=add+person", who="Ada")
    expect(page.locator(".lis-table")).to_contain_text("add person")
    page.get_by_role("button", name="Download as CSV").wait_for()


def test_a_page_is_marked_as_read(app: App, book: Casebook) -> None:
    document = strategy(book, "Aldermere")
    page = app.open(f"strategy?document={document}&sheet=2", who="Cat")
    page.get_by_role("button", name="I have read this page").click()
    expect(page.get_by_text("Read by Cat.")).to_be_visible()
    expect(page.get_by_role("button", name="I have read this page")).to_have_count(0)
