from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.commitment import CommitmentKind, Stage
from review.theory.cues import cues_in, following, list_aim, turned
from review.theory.links import end_stage, propose_links
from review.theory.steps import Strategy
from tests.index.strategies import Said, analysis
from tests.review.promised import FIBRE, strategy, told


def pairs(*said: Said | str) -> list[tuple[str, str, str]]:
    """Return (what serves, cue, what is served) of the links of a strategy of these passages."""
    return [
        (link.source.quote, link.cue, link.target.quote) for link in propose_links(strategy(*said))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We will open a college in the valley so that more people find skilled work.",
            ("We will open a college in the valley", "so that", "more people find skilled work"),
        ),
        (
            "We will review the rates system in order to reduce the burden on shops.",
            ("We will review the rates system", "in order to", "reduce the burden on shops"),
        ),
        (
            "We will fund 40 doctoral places to increase the size of the workforce.",
            ("We will fund 40 doctoral places", "to", "increase the size of the workforce"),
        ),
        (
            "We will widen the railway, which will ease crowding at the peak.",
            ("We will widen the railway", "which will", "ease crowding at the peak"),
        ),
        (
            "We will add a second hall, raising starts from 450 to 800 a year.",
            ("We will add a second hall", "raising", "raising starts from 450 to 800 a year"),
        ),
        (
            "We will open a data trust for farms, enabling growers to share records.",
            (
                "We will open a data trust for farms",
                "enabling",
                "enabling growers to share records",
            ),
        ),
        (
            "To help new teachers stay, we will forgive a part of their loans.",
            ("we will forgive a part of their loans", "To", "help new teachers stay"),
        ),
    ],
)
def test_words_of_one_sentence_that_join_two_sides(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert pairs(told(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We will continue to ensure that woods are kept for the nation.",  # completes "continue"
        "We will work with the council and its partners to improve the town.",  # names the work
        "We will urge the railway company to reduce the time between trains.",  # somebody else
        "We will take steps to ensure that this is done.",
        "We will publish advice on how habits can be changed to reduce smoking.",
        "We will build homes here to achieve this.",  # an end that is only a pronoun
        "We will publish a plan that has the potential to transform the port.",
        "Will we build a college so that people find work?",  # asks
        "If it fails, we will change the law so that firms pay on time.",  # the promise starts so
    ],
)
def test_words_that_look_like_a_purpose_and_are_none(text: str) -> None:
    assert pairs(told(text)) == []


def test_an_aim_only_explored_is_no_source() -> None:
    text = "We hope to open a college so that people find work in the valley."
    assert pairs(told(text, kind=CommitmentKind.ASPIRATION)) == []


def test_nothing_is_linked_where_nothing_is_promised() -> None:
    assert pairs("The canal was dug so that barges could reach the mill.") == []


def test_a_sentence_with_two_cues_is_a_chain() -> None:
    text = (
        "We will fund a campaign in every town to increase the number of organ donors "
        "in order to save more lives."
    )
    assert pairs(told(text)) == [
        (
            "We will fund a campaign in every town",
            "to",
            "increase the number of organ donors",
        ),
        ("increase the number of organ donors", "in order to", "save more lives"),
    ]


def test_a_short_end_qualifies_and_the_next_cue_goes_back_to_the_promise() -> None:
    text = "We will introduce a sanctions regime to ensure compliance so that every firm pays."
    assert pairs(told(text))[1][0] == "We will introduce a sanctions regime to ensure compliance"


def test_an_end_stops_where_a_new_clause_begins() -> None:
    text = "We will invest in colleges so that pupils have good tools, and we will visit them."
    assert pairs(told(text)) == [
        ("We will invest in colleges", "so that", "pupils have good tools")
    ]


def test_the_next_sentence_says_what_a_promise_brings_about() -> None:
    text = "We will introduce a floor for savings. This will protect people in old age."
    promise = "We will introduce a floor for savings"
    assert pairs(told(text, promise)) == [
        (promise, "This will", "protect people in old age"),
    ]


def test_the_words_above_a_list_say_what_its_items_are_for() -> None:
    above = "To increase the size of the workforce, we will:"
    item = told("Fund sixty doctoral places at the university", lead_in=above)
    assert pairs(above, item) == [
        (
            "Fund sixty doctoral places at the university",
            above,
            "increase the size of the workforce",
        ),
    ]


def test_an_item_that_only_repeats_the_words_above_it_leads_to_nothing() -> None:
    above = "Work to increase diversity in the robotics workforce:"
    item = told("Commit to increasing diversity in the robotics workforce", lead_in=above)
    assert pairs(above, item) == []


def test_how_an_end_is_reached_is_no_further_end() -> None:
    text = "We will draw school maps to help parents choose a school, giving them facts on each."
    assert pairs(told(text)) == [("We will draw school maps", "to", "help parents choose a school")]


def test_a_lead_in_that_is_no_passage_cannot_be_quoted_and_makes_no_link() -> None:
    item = told("Fund sixty doctoral places", lead_in="To increase the workforce, we will:")
    assert pairs(item) == []


def test_a_target_row_that_counts_what_a_promise_does() -> None:
    promise = told("We will bring full fibre to 74,000 more premises by March 2025.")
    assert pairs(promise, FIBRE) == [
        (
            "We will bring full fibre to 74,000 more premises by March 2025",
            "Premises with full fibre",
            FIBRE.text,
        )
    ]
    assert pairs(told("We will bring buses to more premises by March 2025."), FIBRE) == []


def test_quotes_are_exact_and_stages_never_run_backwards() -> None:
    text = "We will raise pay to £12 an hour so that people can afford a new hall by 2025."
    (link,) = propose_links(strategy(told(text, stage=Stage.OUTCOME, target="£12")))
    passage = link.source.passage
    assert passage.text[link.source.start : link.source.end] == link.source.quote
    assert passage.text[link.target.start : link.target.end] == link.target.quote
    assert (link.source.stage, link.target.stage) == (Stage.OUTCOME, Stage.OUTCOME)


def test_the_key_of_a_link_is_of_its_words_and_not_of_their_place() -> None:
    text = "We will open a college so that more people find work."
    one = strategy(told(text))
    passage = one.passages[0]
    moved = replace(passage, id="another", text=f"  {text}", ordinal=9)
    promise = one.analyses[passage.id].promises.commitments[0]
    later = replace(promise, start=promise.start + 2, end=promise.end + 2)
    analysed = analysis(Said(moved.text, (), (later,)))
    again = Strategy(one.document, (moved,), {"another": analysed})
    before, after = propose_links(one)[0], propose_links(again)[0]
    assert before.source.start != after.source.start
    assert before.key == after.key


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("create a national centre for batteries", Stage.OUTPUT),
        ("build 400 homes", Stage.OUTPUT),
        ("create good jobs for young people", Stage.OUTCOME),
        ("raise productivity in every town", Stage.IMPACT),
        ("create a Shared Prosperity Fund", Stage.OUTPUT),
        ("firms find the workers they need", Stage.OUTCOME),
    ],
)
def test_the_stage_of_an_end(words: str, stage: Stage) -> None:
    assert end_stage(words) is stage


def test_cues_by_themselves() -> None:
    assert following("This programme will provide support.") is None
    assert turned("By 2030 we will have built it.") is None
    assert list_aim("We will:") is None
    assert [c.kind.value for c in cues_in("We fund it, leading to more trade")] == ["result"]
