from __future__ import annotations

import pytest

from ingest.document import About, BlockKind, BoundingBox, Cell, Document, Passage, Status
from nlp.analysis import Analysis, Level, Promises
from nlp.commitment import Commitment, CommitmentKind, Stage, Strength
from nlp.framework import bundled_framework, load_framework
from nlp.theme import Span, ThemeTag
from views.evidence_card import Card, card_html, cards_html, grouped_html, marked, quote_html

FRAMEWORK = load_framework(bundled_framework())
BLUE, RED = "#0000ff", "#ff0000"


def passage(text: str = "We will act.", id_: str = "p1", **kept: object) -> Passage:
    boxes = (BoundingBox(3, 50, 50, 500, 100),)
    return Passage(id_, "d1", 0, text, ("Ideas", "Labs"), BlockKind.PARAGRAPH, boxes, **kept)  # type: ignore[arg-type]


def document(place: str = "North Vale") -> Document:
    return Document("d1", About("A <Plan>", place, status=Status.DRAFT), ())


def analysis(*tags: ThemeTag, strengths: tuple[Strength, ...] = ()) -> Analysis:
    commitments = tuple(
        Commitment(0, 2, CommitmentKind.ACTION, strength, Stage.ACTIVITY, None, "act")
        for strength in strengths
    )
    return Analysis(tags, Promises(Level.NONE, Stage.CONTEXT, commitments))


@pytest.mark.parametrize(
    ("marks", "causes", "expected"),
    [
        ((), (), "R&amp;D now"),
        ((Span(0, 3),), (), "<mark>R&amp;D</mark> now"),
        ((Span(0, 3), Span(2, 5)), (), "<mark>R&amp;</mark><mark>D</mark><mark> n</mark>ow"),
        (
            (Span(0, 3),),
            ((Span(0, 3), BLUE), (Span(0, 3), RED)),
            f'<mark><span class="lis-cause" style="border-color:{BLUE}">R&amp;D</span></mark> now',
        ),
        ((Span(4, 99),), (), "R&amp;D <mark>now</mark>"),
        ((Span(3, 3),), (), "R&amp;D now"),
    ],
    ids=["plain", "one", "overlapping", "mark and two causes", "past the end", "empty span"],
)
def test_marks_and_causes_survive_any_overlap(
    marks: tuple[Span, ...], causes: tuple[tuple[Span, str], ...], expected: str
) -> None:
    assert marked("R&D now", marks, causes) == expected


def test_a_card_says_where_it_stands_and_escapes_what_came_from_outside() -> None:
    card = card_html(
        Card(passage("<script>alert(1)</script>", printed="12"), document()), FRAMEWORK
    )
    assert "<script>" not in card
    assert "&lt;script&gt;" in card
    assert 'North Vale <span>· <a href="strategy?document=d1&amp;passage=p1"' in card
    assert ">A &lt;Plan&gt;</a> (Draft) · page 12</span>" in card
    assert '<div class="lis-path">Ideas › Labs</div>' in card
    assert 'aria-label="Open page 12 of North Vale">Open page 12</button>' in card


def test_a_page_without_a_printed_number_is_told_by_its_sheet() -> None:
    assert ">Open sheet 3</button>" in card_html(Card(passage(), document()), FRAMEWORK)


def test_only_accepted_labels_show_with_their_tint_and_each_strength_once() -> None:
    tags = ThemeTag("people", 0.9, True, ()), ThemeTag("ideas", 0.4, False, ())
    found = analysis(*tags, strengths=(Strength.ASK, Strength.FIRM, Strength.FIRM))
    card = card_html(Card(passage(), document(), found, sure="How sure: 90 in 100"), FRAMEWORK)
    tint = FRAMEWORK.label("people").tint
    assert (
        f'<div class="lis-facts"><span class="lis-chip" style="background:{tint}">People</span>'
        "<span>Firm</span><span>Ask of others</span><span>How sure: 90 in 100</span></div>"
    ) in card
    assert "Ideas</span>" not in card


def test_a_label_that_the_tool_cannot_settle_bears_a_mark_with_its_reason() -> None:
    given = ThemeTag("people", 0.6, True, (), unsure=True)
    near = ThemeTag("ideas", 0.4, False, (), unsure=True)
    card = card_html(Card(passage(), document(), analysis(given, near)), FRAMEWORK)
    mark = (
        '<span class="lis-doubt" title="Needs a person: the tool cannot tell">'
        '<span aria-hidden="true">?</span><span class="lis-unseen">, needs a person: the tool '
        "cannot tell</span></span></span>"
    )
    tint = FRAMEWORK.label("people").tint
    assert f'<span class="lis-chip" style="background:{tint}">People{mark}' in card
    assert (
        '<span class="lis-chip lis-perhaps"><span class="lis-unseen">Perhaps </span>Ideas' + mark
    ) in card


def test_causal_words_are_underlined_in_the_tint_of_their_label() -> None:
    found = analysis(ThemeTag("people", 0.9, True, (Span(3, 7),)))
    quote = quote_html(Card(passage(), document(), found), FRAMEWORK)
    assert f'style="border-color:{FRAMEWORK.label("people").tint}">will</span>' in quote


def test_a_lead_in_stands_before_the_words_and_is_not_marked() -> None:
    card = Card(passage("build homes", lead_in="We will:"), document(), None, (Span(0, 5),))
    assert quote_html(card, FRAMEWORK) == (
        '<blockquote class="lis-quote"><span class="lis-lead">We will: </span>'
        "<span data-text><mark>build</mark> homes</span></blockquote>"
    )


def test_a_table_row_shows_each_cell_under_its_header_and_no_empty_one() -> None:
    cells = (Cell("Measure", "Jobs", ()), Cell("2030", "", ()), Cell("", "400 <net>", ()))
    quote = quote_html(Card(passage("Jobs\t\t400 <net>", cells=cells), document()), FRAMEWORK)
    assert quote.count("<tr>") == 2
    assert '<th scope="row">Measure</th><td>Jobs</td>' in quote
    assert '<th scope="row"></th><td>400 &lt;net&gt;</td>' in quote


def test_only_long_quotes_are_clipped_and_can_be_shown_whole() -> None:
    short = card_html(Card(passage("a" * 480), document()), FRAMEWORK)
    long = card_html(Card(passage("a" * 481), document()), FRAMEWORK)
    assert ("lis-clipped" in short, "data-more" in short) == (False, False)
    assert ("lis-clipped" in long, "data-more" in long) == (True, True)


def test_the_open_card_alone_is_current() -> None:
    cards = [Card(passage(id_="p1"), document()), Card(passage(id_="p2"), document())]
    drawn = cards_html(cards, FRAMEWORK, "p2")
    assert drawn.count("lis-current") == 1
    assert drawn.index("lis-current") > drawn.index('data-id="p1"')


def test_grouping_keeps_the_order_in_which_places_first_appear() -> None:
    cards = [Card(passage(id_=f"p{i}"), document(place)) for i, place in enumerate("BAB")]
    drawn = grouped_html(cards, FRAMEWORK)
    order = [drawn.index(f'data-act="open" data-id="p{i}"') for i in (0, 2, 1)]
    assert order == sorted(order)
    assert drawn.count("lis-group") == 2
