from __future__ import annotations

from ingest.document import (
    About,
    BlockKind,
    BoundingBox,
    Document,
    Page,
    Passage,
    PrintedPage,
    TextSource,
)
from views.page_viewer import bars_html, boxes_html, where_words

SPREAD = Page(
    2, 800, 500, 0, (PrintedPage("4", 0, 400), PrintedPage("5", 400, 800)), TextSource.TEXT
)
COVER = Page(1, 400, 500, 0, (PrintedPage(None, 0, 400),), TextSource.TEXT)
BACK = Page(3, 400, 500, 0, (), TextSource.NONE)
DOCUMENT = Document("d", About("A & B", "Vale"), (COVER, SPREAD, BACK))


def passage(id_: str, *boxes: BoundingBox) -> Passage:
    return Passage(
        id_, "d", 0, f"Words of “{id_}” <here>", (), BlockKind.PARAGRAPH, boxes, printed="4"
    )


ONE = passage("one", BoundingBox(1, 10, 10, 90, 60))
TWO = passage("two", BoundingBox(2, 42, 102, 238, 198), BoundingBox(3, 10, 10, 20, 20))
TALL = passage("tall", BoundingBox(2, 300, 100, 390, 400), BoundingBox(2, 410, 50, 500, 80))
ALL = (ONE, TWO, TALL)


def test_a_spread_tells_both_printed_pages_and_a_cover_none() -> None:
    assert where_words(SPREAD, 3) == "pages 4 and 5 · sheet 2 of 3"
    assert where_words(COVER, 3) == "sheet 1 of 3, no page number printed"
    assert where_words(BACK, 3) == "sheet 3 of 3, no page number printed"


def test_boxes_lie_in_per_cent_of_the_page_with_a_margin_around_the_letters() -> None:
    drawn = boxes_html(SPREAD, (TWO,), None)
    assert 'style="left:5.000%;top:20.000%;width:25.000%;height:20.000%"' in drawn


def test_every_column_of_a_passage_is_lit_and_its_neighbours_are_not() -> None:
    drawn = boxes_html(SPREAD, ALL, TALL)
    assert drawn.count("<button") == 3
    assert drawn.count('lis-lit" data-act="open" data-id="tall"') == 2
    assert drawn.count("lis-lit") == 2


def test_boxes_of_other_sheets_stay_on_their_sheets() -> None:
    assert 'data-id="one"' not in boxes_html(SPREAD, ALL, ONE)
    assert boxes_html(BACK, ALL, None).count("<button") == 1


def test_boxes_are_named_for_those_who_cannot_see_them() -> None:
    assert (
        'aria-label="Passage on page 4, part 1 of 2: Words of “tall” &lt;here&gt;"'
        in boxes_html(SPREAD, (TALL,), None)
    )


def test_steps_lead_to_the_neighbours_and_end_at_the_ends() -> None:
    first, last = bars_html(DOCUMENT, ALL, 1, ONE), bars_html(DOCUMENT, ALL, 3, TALL)
    assert "<button disabled>Previous page</button>" in first
    assert '<button data-act="sheet" data-id="2">Next page</button>' in first
    assert "<button disabled>Previous passage</button>" in first
    assert '<button data-act="open" data-id="two">Next passage</button>' in first
    assert "<button disabled>Next page</button>" in last
    assert "<button disabled>Next passage</button>" in last


def test_a_page_without_an_open_passage_has_nothing_to_cite() -> None:
    assert "Copy citation" not in bars_html(DOCUMENT, ALL, 1, None)


def test_a_citation_survives_quotes_and_markup_in_the_attribute() -> None:
    assert (
        'data-copy="Vale, A &amp; B (no date), p. 4 (sheet 1): “Words of “one” &lt;here&gt;”"'
        in bars_html(DOCUMENT, ALL, 1, ONE)
    )


def test_a_passage_over_two_sheets_says_where_the_rest_is() -> None:
    assert 'also on <button data-act="sheet" data-id="3">sheet 3</button>' in bars_html(
        DOCUMENT, ALL, 2, TWO
    )
    assert "also on" not in bars_html(DOCUMENT, ALL, 2, TALL)


def test_beside_another_page_there_are_no_steps_from_passage_to_passage() -> None:
    drawn = bars_html(DOCUMENT, ALL, 2, TWO, beside=True)
    assert "Next passage" not in drawn
    assert "Next page" in drawn
