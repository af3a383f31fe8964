from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.searching.answers import Answer
from index.searching.search import Elsewhere, Hit, Why
from ingest.document import Reading
from nlp.theme import Span
from tests.views.paper_office import HYDROGEN, markup, pictures, screen
from views.find import WHICH_PLACES, answers_html, note_of


def test_before_a_question_there_are_examples_to_try(workspace: dict[str, Reading]) -> None:
    test = screen("find")
    (example,) = [b for b in test.button if b.label == "Which places plan hydrogen production?"]
    example.click().run()
    assert test.text_input(key="q").value == "Which places plan hydrogen production?"
    assert markup(test, "find-cards") != ""


def test_a_question_in_the_address_is_answered_by_place(workspace: dict[str, Reading]) -> None:
    cards = markup(screen("find", q="hydrogen hub at Port Ansel"), "find-cards")
    assert '<h2 class="lis-group">Aldwick</h2>' in cards
    assert "<mark>hydrogen</mark>" in cards
    assert "Words that matched: hydrogen, hub" in cards


def test_the_count_says_how_many_more_are_less_sure(workspace: dict[str, Reading]) -> None:
    test = screen("find", q="hydrogen hub at Port Ansel")
    sure, _, unsure = markup(test, "find-cards").partition(">Less sure<")
    said = re.search(r"<b>(\d+) passages? from .*</b> (\d+) more passages? less sure", markup(test))
    assert said is not None
    assert int(said[2]) == unsure.count('data-act="evidence"') > 0
    assert int(said[1]) <= sure.count('data-act="evidence"'), "joint text stands with each place"


def test_nothing_found_is_an_answer_with_the_nearest_passages(
    workspace: dict[str, Reading],
) -> None:
    test = screen("find", q="submarines")
    assert "Nothing in these strategies says this. The nearest passages are shown." in markup(test)
    assert "How sure: " in markup(test, "find-cards")


def test_a_phrase_that_nobody_uses_is_named(workspace: dict[str, Reading]) -> None:
    assert "No passage has the words “port of call”." in markup(screen("find", q='"port of call"'))


@pytest.mark.parametrize("question", ["?!", '"', "AND OR NOT", "*", "a:b (c"])
def test_no_question_is_a_fault(workspace: dict[str, Reading], question: str) -> None:
    test = screen("find", q=question)
    assert not test.exception
    assert not test.error


def test_which_places_are_answered_place_by_place(workspace: dict[str, Reading]) -> None:
    table = markup(
        screen("find", q="Which places open a hydrogen hub at Port Ansel?"), "find-table"
    )
    assert '<tr><th scope="row">Aldwick</th><td>Yes</td>' in table
    assert table.rindex("<tr>") == table.index('<tr><th scope="row">Crowle</th><td>Not found</td>')


@pytest.mark.parametrize(
    ("question", "asks_for_places"),
    [
        ("Which places plan hydrogen?", True),
        ("what other areas have a freeport", True),
        ("Who wants devolved budgets?", True),
        ("What is planned for buses?", False),
        ("the places that whichever", False),
    ],
)
def test_only_questions_for_places_get_the_table(question: str, asks_for_places: bool) -> None:
    assert bool(WHICH_PLACES.match(question)) is asks_for_places


def test_filters_in_the_address_hold(workspace: dict[str, Reading]) -> None:
    cards = markup(
        screen("find", q="hydrogen hub", place="Bramley", theme="Clean growth"), "find-cards"
    )
    assert '<h2 class="lis-group">Bramley</h2>' in cards
    assert "Aldwick</h2>" not in cards


def test_filters_that_nothing_fits_say_so(workspace: dict[str, Reading]) -> None:
    test = screen("find", q="hydrogen", place="Crowle", theme="Clean growth")
    assert "No passage fits the filters." in markup(test)


def test_more_like_this_names_what_it_compares_with(workspace: dict[str, Reading]) -> None:
    model = workspace["Aldwick Strategy"].passages[0]
    test = screen("find", like=model.id)
    assert f"Like Aldwick, page 2: “{HYDROGEN}”" in markup(test)
    assert f'data-id="{model.id}">More like this' not in markup(test, "find-cards")
    (stop,) = [b for b in test.button if b.label.startswith("Stop comparing")]
    stop.click().run()
    assert "like" not in test.query_params


def test_a_model_that_is_gone_is_told(workspace: dict[str, Reading]) -> None:
    (warning,) = screen("find", like="0" * 16).warning
    assert warning.value.startswith("The passage to compare with is no longer here")


def test_the_page_of_a_hit_opens_beside_the_hits(workspace: dict[str, Reading]) -> None:
    passage = workspace["Bramley Strategy"].passages[0]
    test = screen("find", q="hydrogen", passage=passage.id)
    assert [p["label"] for p in pictures(test)] == ["Bramley, page 2 · sheet 1 of 1"]
    assert markup(test, "find-cards").count("lis-current") == 1


def test_a_new_question_closes_the_page_of_the_old(workspace: dict[str, Reading]) -> None:
    passage = workspace["Bramley Strategy"].passages[0]
    test = screen("find", q="hydrogen", passage=passage.id, most="40")
    test.text_input(key="q").set_value("ceramics").run()
    assert set(test.query_params) & {"passage", "most"} == set()
    assert pictures(test) == []


def test_an_empty_workspace_has_nothing_to_find(empty: Path) -> None:
    assert "There are no strategies yet." in markup(screen("find"))


def test_a_note_names_other_places_once_and_never_its_own(workspace: dict[str, Reading]) -> None:
    a, b = workspace["Aldwick Strategy"], workspace["Bramley Strategy"]
    others = tuple(Elsewhere(r.passages[0], r.document) for r in (b, a, b))
    hit = Hit(a.passages[0], a.document, 0.9, True, Why((), (), 1, None), others)
    assert note_of(hit) == (
        "Near in meaning, in other words. Also said, in the same words, by Bramley."
    )


def test_the_best_passage_is_cut_between_words_and_escaped(workspace: dict[str, Reading]) -> None:
    read = workspace["Bramley Strategy"]
    passage = read.passages[1]
    said = Answer("Bramley", passage, read.document, Span(0, len(passage.text)), 0.9)
    table = answers_html([said, Answer("Crowle"), Answer("D & E")])
    assert "materials &lt;b&gt;&amp; ceramics&lt;/b&gt;." in table
    last = '<tr><th scope="row">Crowle and D &amp; E</th><td>Not found</td><td></td><td></td></tr>'
    assert last in table
