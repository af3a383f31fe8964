from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.candidate_words import CandidateWords
from index.searching.lexical import WordIndex
from index.searching.query import SynonymGroup, ask, bundled_synonyms
from index.storage.workspace import Workspace
from nlp.theme import Span
from tests.index.strategies import NOON, Said, analysed, reading

GROUPS = (
    SynonymGroup(("CAV", "CAVs"), ("connected and autonomous vehicles", "driverless cars"), False),
    SynonymGroup(("HE",), ("higher education",), True),
)


def asked(text: str) -> list[str]:
    return [term.asked for term in ask(text, GROUPS).terms]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Which places are investing in hydrogen?", ["investing", "hydrogen"]),
        ("Hydrogen hydrogen HYDROGEN", ["Hydrogen"]),
        ("R&D and 5G by 2030", ["R&D", "5G", "2030"]),
        ("CAV trials", ["CAV", "trials"]),
        ("trials of driverless cars", ["driverless cars", "trials"]),
        ("what did he say", []),
        ("HE colleges", ["HE", "colleges"]),
        ("???", []),
        ("", []),
    ],
)
def test_words_that_are_asked_for(text: str, terms: list[str]) -> None:
    assert asked(text) == terms


def test_short_name_brings_the_long_ones_and_is_written_out_for_the_model() -> None:
    question = ask("CAV trials", GROUPS)
    assert question.terms[0].forms == (
        "CAV",
        "CAVs",
        "connected and autonomous vehicles",
        "driverless cars",
    )
    assert question.meaning == "CAV (connected and autonomous vehicles) trials"


def test_long_name_brings_the_short_ones() -> None:
    question = ask("Connected and autonomous vehicles", GROUPS)
    assert "CAV" in question.terms[0].forms
    assert question.meaning == "Connected and autonomous vehicles"


def test_short_name_that_is_also_a_word_is_not_looked_for() -> None:
    assert ask("HE", GROUPS).terms[0].forms == ("higher education",)


def test_quotes_make_phrases_and_take_them_out_of_the_words() -> None:
    question = ask('who names “Kelder Sound” or "tidal range"', GROUPS)
    assert question.phrases == ("Kelder Sound", "tidal range")
    assert [t.asked for t in question.terms] == ["names"]
    assert ask('"" "--"').phrases == ()


def test_bundled_synonyms_name_a_thing_once() -> None:
    shorts = [short for group in bundled_synonyms() for short in group.short]
    assert len(shorts) == len(set(shorts))
    assert all(group.forms for group in bundled_synonyms())


@given(st.text(max_size=60))
def test_any_text_is_a_question(text: str) -> None:
    assert ask(text).text == text


ROUGH = [
    '"',
    "a:b",
    "NEAR(x y)",
    "* OR",
    "(",
    "x^2",
    "-x",
    "NOT",
    "AND OR",
    "'; DROP",
    "{col}",
    "\0",
]


@pytest.mark.parametrize("text", [*ROUGH, " ".join(ROUGH), '"unfinished', '“x"', "é—ß…"])
def test_no_question_is_a_syntax_error(workspace: Workspace, text: str) -> None:
    read = reading("A", "Hydrogen is made here.")
    workspace.store.add_reading(read, at=NOON)
    words = WordIndex(workspace.engine)
    question = ask(text)
    assert len(words.rank(question, 5).numbers) == 0
    for term in question.terms:
        assert len(words.holders(term)) == 0


def test_ranking_stems_and_counts_headings_for_little(workspace: Workspace) -> None:
    said = (
        Said("Something else entirely is told.", headings=("Hydrogen", "Training")),
        Said("Training for hydrogen technicians and one more word."),
        Said("Nothing."),
    )
    read = reading("A", *said)
    workspace.store.add_reading(read, analysed(read, *said), at=NOON)
    words = WordIndex(workspace.engine)
    ranked = words.rank(ask("trained in hydrogen"), 5)
    assert ranked.numbers.tolist() == [2, 1]
    assert ranked.scores[0] > ranked.scores[1]


def test_lead_ins_and_table_headers_are_found(workspace: Workspace) -> None:
    from ingest.document import Cell

    said = (
        Said("open a college", lead_in="By 2030 we intend to:"),
        Said("Jobs\t10", cells=(Cell("Indicator", "Jobs", ()), Cell("Baseline", "10", ()))),
    )
    read = reading("A", *said)
    workspace.store.add_reading(read, analysed(read, *said), at=NOON)
    words = WordIndex(workspace.engine)
    assert words.rank(ask("intended"), 5).numbers.tolist() == [1]
    assert words.rank(ask("baselines"), 5).numbers.tolist() == [2]


def test_spans_are_where_the_words_stand(workspace: Workspace) -> None:
    text = "Kelder Sound’s cable — and Kelder Sound again; kelder alone, cables."
    read = reading("A", text)
    workspace.store.add_reading(read, at=NOON)
    spans = CandidateWords(workspace.engine, [1]).marked(["Kelder Sound", "cable"])[1]
    assert [text[s.start : s.end] for s in spans] == [
        "Kelder Sound",
        "cable",
        "Kelder Sound",
        "cables",
    ]
    assert spans[0] == Span(0, 12)


def test_a_thing_named_by_its_short_and_its_long_name_is_asked_for_once() -> None:
    asked_for = ask("CAV: trials of driverless cars and CAVs", GROUPS).terms
    assert [term.asked for term in asked_for] == ["driverless cars", "trials"]


@pytest.mark.parametrize(
    ("abbreviation", "written_out"),
    [
        ("NEETs", "neither working nor learning"),
        ("MMC", "modern methods of construction"),
        ("CfD", "contracts for difference"),
        ("DRT", "demand-responsive transport"),
    ],
)
def test_abbreviations_of_the_field(abbreviation: str, written_out: str) -> None:
    (term,) = ask(abbreviation).terms
    assert written_out in term.forms


def test_related_words_reach_an_abbreviation_too() -> None:
    (term,) = ask("DRT").terms
    assert "minibus" in term.related
    assert not set(term.related) & set(term.forms)


def test_each_short_name_stands_for_one_thing() -> None:
    shorts = [short for group in bundled_synonyms() for short in group.short]
    assert len(shorts) == len(set(shorts))
