from __future__ import annotations

from datetime import date

import pytest

from index.errors import UnknownPassageError
from index.searching.relevance import FOUND_FROM, FURNITURE
from index.searching.search import NEAR_BEST, NEVER, Least, Searcher, SearchResult, search
from index.searching.selection import Selection
from index.storage.workspace import Workspace
from ingest.document import BlockKind, Status
from nlp.commitment import Strength
from tests.index.strategies import NOON, BagOfWords, Said, analysed, reading, will

PLANT = "We will build a hydrogen plant at Kelder Sound by 2025."
CHAPTER = "Together the three areas will sign a technical skills agreement with nine colleges."


def keep(workspace: Workspace, place: str, *said: Said | str, **about: object) -> None:
    read = reading(place, *said, **about)  # type: ignore[arg-type]
    workspace.store.add_reading(read, analysed(read, *said), at=NOON)


@pytest.fixture
def searcher(workspace: Workspace) -> Searcher:
    keep(
        workspace,
        "North Vale",
        will(PLANT, "clean_growth"),
        "Broadband is poor in rural villages.",
        CHAPTER,
    )
    keep(
        workspace,
        "Aldermere",
        will("Explore a hydrogen plant.", strength=Strength.CONDITIONAL),
        "Autonomous vehicles will be tested on roads.",
        CHAPTER,
    )
    return Searcher(workspace, BagOfWords())


def texts(result: SearchResult) -> list[str]:
    return [hit.passage.text for hit in result.hits if hit.relevant]


def test_answer_names_the_words_and_both_ranks(searcher: Searcher) -> None:
    result = searcher.search("hydrogen plant at Kelder Sound")
    assert (result.verdict, result.hits[0].passage.text) == ("found", PLANT)
    hit = result.hits[0]
    assert hit.why.terms == ("hydrogen", "plant", "Kelder", "Sound")
    marked = [hit.passage.text[s.start : s.end] for s in hit.why.spans]
    assert marked == ["hydrogen", "plant", "Kelder", "Sound"]
    assert (hit.why.dense_rank, hit.why.lexical_rank) == (1, 1)
    assert hit.document.about.place == "North Vale"


def test_scores_fall_and_are_probabilities(searcher: Searcher) -> None:
    scores = [hit.score for hit in searcher.search("hydrogen plant").hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_nothing_is_an_answer_with_the_nearest_marked(searcher: Searcher) -> None:
    result = searcher.search("blockchain currency", k=2)
    assert result.verdict == "nothing"
    expected = "Nothing in these strategies says this. The nearest passages are shown."
    assert result.reason == expected
    assert [hit.relevant for hit in result.hits] == [False, False]


def test_found_says_how_many_from_how_many_places(searcher: Searcher) -> None:
    assert searcher.search("technical skills agreement").reason == "1 passage from 2 places."


def test_joint_text_is_one_hit_that_names_the_other_place(searcher: Searcher) -> None:
    result = searcher.search("technical skills agreement with nine colleges")
    assert texts(result) == [CHAPTER]
    hit = result.hits[0]
    places = {hit.document.about.place, *(o.document.about.place for o in hit.also)}
    assert places == {"North Vale", "Aldermere"}


def test_strategy_is_cited_before_its_draft(workspace: Workspace) -> None:
    keep(workspace, "A", PLANT, title="Draft", status=Status.DRAFT)
    keep(workspace, "A", PLANT, title="Final", status=Status.FINAL)
    hit = search("hydrogen plant", workspace, BagOfWords()).hits[0]
    assert hit.document.about.title == "Final"
    assert [other.document.about.title for other in hit.also] == ["Draft"]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(places=frozenset({"Aldermere"})), ["Explore a hydrogen plant."]),
        (Selection(strengths=frozenset({Strength.FIRM})), [PLANT]),
        (Selection(themes=frozenset({"clean_growth"})), [PLANT]),
    ],
)
def test_filters(searcher: Searcher, selection: Selection, expected: list[str]) -> None:
    assert texts(searcher.search("hydrogen plant", selection=selection)) == expected


def test_year_of_publication_is_a_filter(workspace: Workspace) -> None:
    keep(workspace, "A", PLANT, published=date(2019, 7, 1))
    keep(workspace, "B", "A hydrogen plant opens.", published=date(2021, 1, 1))
    keep(workspace, "C", "A hydrogen plant closes.", published=None)
    result = search(
        "hydrogen plant", workspace, BagOfWords(), selection=Selection(years=frozenset({2021}))
    )
    assert [hit.document.about.place for hit in result.hits] == ["B"]


def test_filters_that_nothing_passes_say_so(searcher: Searcher) -> None:
    result = searcher.search("hydrogen", selection=Selection(places=frozenset({"Nowhere"})))
    assert result == SearchResult("hydrogen", "nothing", "No passage fits the filters.", ())


def test_phrase_must_stand_word_for_word(searcher: Searcher) -> None:
    assert texts(searcher.search('"Kelder Sound" hydrogen plant')) == [PLANT]
    result = searcher.search('"Sound Kelder" hydrogen plant')
    assert result.verdict == "nothing"
    assert result.reason.startswith("No passage has the words “Sound Kelder”.")
    assert result.hits[0].relevant is False


def test_two_phrases_that_never_meet(searcher: Searcher) -> None:
    result = searcher.search('"Kelder Sound" "rural villages"')
    assert result.reason.startswith("No passage has all the words in quotes.")


def test_abbreviation_finds_the_words_written_out(searcher: Searcher) -> None:
    hit = searcher.search("CAV").hits[0]
    assert hit.passage.text == "Autonomous vehicles will be tested on roads."
    assert hit.why.terms == ("CAV",)
    assert hit.passage.text[: hit.why.spans[0].end] == "Autonomous vehicles"


def test_question_without_words(searcher: Searcher) -> None:
    assert searcher.search("what is it?").reason == "The question has no words to look for."


def test_empty_workspace(workspace: Workspace) -> None:
    result = search("hydrogen", workspace, BagOfWords())
    assert (result.verdict, result.reason) == ("nothing", "There are no strategies yet.")


def test_searcher_sees_what_was_added_and_removed_since(
    searcher: Searcher, workspace: Workspace
) -> None:
    assert searcher.search("quantum sensors").verdict == "nothing"
    keep(workspace, "Eastgate", "Quantum sensors are studied.")
    assert texts(searcher.search("quantum sensors")) == ["Quantum sensors are studied."]
    workspace.store.remove(workspace.store.documents()[-1].id, at=NOON)
    assert searcher.search("quantum sensors").verdict == "nothing"


def test_pull_quote_steps_behind_the_body(workspace: Workspace) -> None:
    keep(
        workspace,
        "A",
        Said("A hydrogen plant for us", kind=BlockKind.PULL_QUOTE),
        Said("A hydrogen plant for all"),
    )
    hits = search("hydrogen plant", workspace, BagOfWords()).hits
    assert [hit.passage.kind for hit in hits] == [BlockKind.PARAGRAPH, BlockKind.PULL_QUOTE]
    assert hits[1].score == pytest.approx(hits[0].score * FURNITURE, rel=0.02)


def test_passages_without_vectors_are_found_by_their_words(workspace: Workspace) -> None:
    workspace.store.add_reading(reading("A", PLANT), at=NOON)
    hit = search("hydrogen plant Kelder Sound", workspace, BagOfWords()).hits[0]
    assert (hit.why.dense_rank, hit.why.lexical_rank) == (None, 1)
    assert hit.why.terms == ("hydrogen", "plant", "Kelder", "Sound")


def test_more_like_a_passage_leaves_it_out(searcher: Searcher, workspace: Workspace) -> None:
    plant = next(p for p in workspace.store.passages() if p.text == PLANT)
    result = searcher.like(plant.id, k=3)
    assert result.hits[0].passage.text == "Explore a hydrogen plant."
    assert plant.id not in {hit.passage.id for hit in result.hits}
    with pytest.raises(UnknownPassageError):
        searcher.like("nobody")


def test_more_like_a_pasted_text_with_quotes_in_it(searcher: Searcher) -> None:
    result = searcher.like_text('He said: "a hydrogen plant at Kelder Sound".')
    assert result.hits[0].passage.text == PLANT


def test_a_pasted_text_is_known_by_a_word_that_one_passage_has(workspace: Workspace) -> None:
    keep(workspace, "North Vale", "The board met about peat.", "The board met about trams.")
    hits = Searcher(workspace, BagOfWords()).like_text("Why was peat left out?").hits
    assert hits[0].why.terms == ("peat",)


@pytest.mark.parametrize(
    ("least", "best", "relevant_from"),
    [
        (Least(FOUND_FROM, NEAR_BEST), 0.9, FOUND_FROM),
        (Least(FOUND_FROM, NEAR_BEST), 0.4, NEAR_BEST * 0.4),
        (Least(FOUND_FROM, 1.0), 0.4, FOUND_FROM),
        (Least(NEVER, NEAR_BEST), 0.9, NEVER),
    ],
)
def test_score_from_which_a_hit_is_relevant(
    least: Least, best: float, relevant_from: float
) -> None:
    assert least.given(best) == relevant_from
