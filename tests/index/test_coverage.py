from __future__ import annotations

from dataclasses import replace

import pytest

from index.coverage.distinctiveness import distinctive_labels, distinctive_words
from index.coverage.places_by_labels import CellState, PlaceRow, coverage, missions
from nlp.commitment import Strength
from nlp.framework import Mission
from nlp.theme import ThemeTag
from tests.index.strategies import LABELS, Said, corpus_of, place, promise, will


def test_cells_count_passages_commitments_and_firm_ones() -> None:
    text = "We will open a hall. We may open a pool."
    two = Said(
        text,
        ("people", "ideas"),
        (
            promise("We will open a hall", text),
            promise("We may open a pool", text, strength=Strength.CONDITIONAL),
        ),
    )
    corpus = corpus_of(place("A", two, Said("Skills are thin.", ("people",)), "Bees hum."))
    found = coverage(corpus, LABELS)
    people, ideas = found.cell("A", "people"), found.cell("A", "ideas")
    assert (people.state, people.passages, people.commitments, people.firm) == (
        CellState.STATED,
        2,
        2,
        1,
    )
    assert people.evidence == (corpus.passages[0].id, corpus.passages[1].id)
    assert ideas.evidence == (corpus.passages[0].id,)
    assert found.rows == (PlaceRow("A", (corpus.documents[0].id,), 3, 1, 0),)
    assert len(found.cells) == len(LABELS)


def test_silence_is_not_stated() -> None:
    cell = coverage(corpus_of(place("A", "Bees hum.")), LABELS).cell("A", "ideas")
    assert (cell.state, cell.passages, cell.evidence) == (CellState.NOT_STATED, 0, ())


def test_near_miss_is_below_the_threshold_and_shows_what_came_nearest() -> None:
    corpus = corpus_of(place("A", "Bees hum.", "Owls call."))
    first, second = corpus.passages
    near = {
        first.id: replace(corpus.analyses[first.id], themes=(ThemeTag("ideas", 0.3, False, ()),)),
        second.id: replace(corpus.analyses[second.id], themes=(ThemeTag("ideas", 0.4, False, ()),)),
    }
    cell = coverage(replace(corpus, analyses=near), LABELS).cell("A", "ideas")
    assert (cell.state, cell.passages) == (CellState.BELOW_THRESHOLD, 0)
    assert cell.evidence == (second.id, first.id)


@pytest.mark.parametrize(
    ("unread", "state"), [(0, CellState.NOT_STATED), (1, CellState.NOT_PARSED)]
)
def test_silence_of_a_document_with_unread_sheets_proves_nothing(
    unread: int, state: CellState
) -> None:
    corpus = corpus_of(place("A", Said("Skills are thin.", ("people",)), unread=unread))
    found = coverage(corpus, LABELS)
    assert found.cell("A", "ideas").state is state
    assert found.cell("A", "people").state is CellState.STATED


def test_document_never_analysed_or_without_passages_is_not_parsed() -> None:
    corpus = replace(corpus_of(place("A", "Bees hum."), place("B")), analyses={})
    found = coverage(corpus, LABELS)
    assert {cell.state for cell in found.cells} == {CellState.NOT_PARSED}
    assert len(found.cells) == 2 * len(LABELS)


def test_documents_of_one_place_make_one_row() -> None:
    corpus = corpus_of(
        place("A", Said("one", ("ideas",)), title="First"),
        place("A", Said("two", ("ideas",)), title="Second"),
    )
    found = coverage(corpus, LABELS)
    assert [(row.place, row.passages, len(row.documents)) for row in found.rows] == [("A", 2, 2)]
    assert found.cell("A", "ideas").passages == 2


def test_unknown_cell() -> None:
    with pytest.raises(KeyError):
        coverage(corpus_of(place("A", "x")), LABELS).cell("B", "ideas")


MISSION = Mission("clusters", "clean_growth", "A cluster", "one", 2040, ("net-zero cluster",))


def test_mission_is_committed_to_by_a_promise_and_named_by_a_mere_word() -> None:
    corpus = corpus_of(
        place("A", will("We will be a Net-Zero Cluster by 2035.", "clean_growth")),
        place("B", Said("A net-zero cluster would be nice.", ("clean_growth",))),
        place("C", will("We will open a net-zero cluster museum.", "ideas")),
    )
    (found,) = missions(corpus, [MISSION])
    assert found.committed == {"A": (corpus.passages[0].id,)}
    assert found.named == {"B": (corpus.passages[1].id,)}


def test_mission_that_nobody_commits_to() -> None:
    (found,) = missions(corpus_of(place("A", "Bees hum.")), [MISSION])
    assert (dict(found.committed), dict(found.named)) == ({}, {})


def test_what_a_place_says_more_than_the_rest() -> None:
    hydrogen = [Said(f"Plain hydrogen pipes {n}.", ("clean_growth",)) for n in "abcd"]
    other = [Said(f"Plain studio lamps {n}.", ("ideas",)) for n in "abcd"]
    corpus = corpus_of(place("A", *hydrogen), place("B", *other))
    words = distinctive_words(corpus)["A"]
    assert {word.what for word in words} == {"hydrogen", "pipes"}
    first = words[0]
    assert (first.here, first.here_of, first.elsewhere, first.elsewhere_of) == (4, 4, 0, 4)
    assert first.z > 1
    assert [label.what for label in distinctive_labels(corpus)["A"]] == ["clean_growth"]


def test_names_and_single_mentions_are_not_distinctive() -> None:
    said = ["We met Harlmouth folk.", "We met Harlmouth carvers.", "We met Harlmouth ferrymen."]
    corpus = corpus_of(place("A", *said), place("B", "Bees hum.", "Owls call."))
    assert [word.what for word in distinctive_words(corpus)["A"]] == ["met"]


def test_a_single_place_is_not_distinctive() -> None:
    corpus = corpus_of(place("A", *(Said(f"hydrogen {n}", ("ideas",)) for n in "abc")))
    assert distinctive_words(corpus) == {"A": []}
    assert distinctive_labels(corpus) == {"A": []}
