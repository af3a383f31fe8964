from __future__ import annotations

from index.coverage.requirements import check_requirements
from index.searching.answers import answers_by_place, best_quote, grouped_by_place
from index.searching.search import Searcher
from index.storage.workspace import Workspace
from nlp.framework import Requirement
from nlp.theme import Span
from tests.index.strategies import NOON, BagOfWords, analysed, reading, will

PLANT = "We will build a hydrogen plant at Kelder Sound by 2025."
CHAPTER = "Together the areas will make hydrogen plant engineers in nine colleges of the valley."


def keep(workspace: Workspace, place: str, *said: str) -> str:
    things = [will(text) for text in said]
    read = reading(place, *things)
    workspace.store.add_reading(read, analysed(read, *things), at=NOON)
    return read.document.id


def test_every_place_has_an_answer_and_silence_is_told(workspace: Workspace) -> None:
    keep(workspace, "North Vale", PLANT, "Broadband is poor in rural villages.")
    keep(workspace, "Eastgate", "Games studios share a hall.")
    searcher = Searcher(workspace, BagOfWords())
    yes, no = answers_by_place(searcher, "hydrogen plant", ["Eastgate", "North Vale"])
    assert (yes.place, yes.found, yes.words) == ("North Vale", True, PLANT)
    assert (no.place, no.found, no.words, no.score) == ("Eastgate", False, "", 0.0)


def test_joint_text_answers_for_all_its_places(workspace: Workspace) -> None:
    keep(workspace, "A", CHAPTER)
    keep(workspace, "B", CHAPTER, "Kites fly.")
    searcher = Searcher(workspace, BagOfWords())
    answers = answers_by_place(searcher, "hydrogen plant engineers colleges", ["A", "B"])
    assert [(answer.place, answer.words) for answer in answers] == [("A", CHAPTER), ("B", CHAPTER)]
    hits = searcher.search("hydrogen plant engineers colleges").hits
    assert list(grouped_by_place(hits[:1])) == ["A", "B"]


def test_quote_of_a_long_text_is_the_sentence_that_matched() -> None:
    text = "Kites fly over the barley. " * 10 + "A hydrogen plant stands at the quay."
    start = text.index("hydrogen")
    quote = best_quote(text, [Span(start, start + 8)])
    assert text[quote.start : quote.end] == "A hydrogen plant stands at the quay."
    assert best_quote("Short.", []) == Span(0, 6)


def test_requirements_are_found_or_not_and_the_nearest_is_shown(workspace: Workspace) -> None:
    document = keep(workspace, "North Vale", PLANT, "Broadband is poor in rural villages.")
    needs = [
        Requirement("plant", "A hydrogen plant", "where the plant is to be built"),
        Requirement("law", "Blockchain currency law", "statute and custody"),
    ]
    found, missing = check_requirements(Searcher(workspace, BagOfWords()), needs, document)
    assert [hit.passage.text for hit in found.evidence] == [PLANT]
    assert (missing.evidence, len(missing.nearest)) == ((), 2)
    assert missing.reason.startswith("Nothing in these strategies says this.")
