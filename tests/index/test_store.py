"""The contract of a store. A back-end is added by adding it to `stores`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import event

from index.embedded_text import embedded_promise, embedded_text, text_hash
from index.errors import UnknownDocumentError, UnknownPassageError
from index.searching.selection import Selection
from index.storage.analysed import Analysed
from index.storage.fetching import Counts
from index.storage.store import Store, VersionLink
from index.storage.workspace import Workspace
from ingest.document import BlockKind, BoundingBox, Cell, Problem, Status
from nlp.commitment import Amount, Deadline, Strength
from tests.index.strategies import (
    NOON,
    BagOfWords,
    Said,
    analysed,
    promise,
    reading,
    rows_in,
    will,
)


@pytest.fixture(params=["sqlite"])
def store(workspace: Workspace, request: pytest.FixtureRequest) -> Store:
    stores = {"sqlite": workspace.store}
    return stores[request.param]


CELL = BoundingBox(1, 1.5, 2.5, 3.5, 4.5)
ROW = Said(
    "Firms doing R&D\t20%\t30%\t2030",
    ("ideas",),
    kind=BlockKind.TABLE_ROW,
    cells=(
        Cell("Indicator", "Firms doing R&D", (CELL,)),
        Cell("Baseline", "20%", ()),
        Cell("Target", "30%", (CELL, replace(CELL, sheet=2))),
        Cell("", "2030", (CELL,)),
    ),
)
PLANT = "We will build a hydrogen plant with Aldermere for £58m by 2025"
FULL = Said(
    f"Forty megawatts. {PLANT}.",
    ("clean_growth", "infrastructure"),
    (
        promise(
            PLANT,
            f"Forty megawatts. {PLANT}.",
            partners=("Aldermere",),
            places=("Kelder Sound",),
            amount=Amount("£58m", 58e6, "GBP"),
            deadline=Deadline("by 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ),
    ),
    headings=("Infrastructure", "Power"),
    lead_in="We will:",
)
SAID = (FULL, "Nothing is promised here.", ROW)


def keep(store: Store, place: str, *said: Said | str, **about: object) -> str:
    read = reading(place, *said, **about)  # type: ignore[arg-type]
    assert store.add_reading(read, analysed(read, *said), at=NOON, by="ann")
    return read.document.id


def test_what_is_kept_comes_back_the_same(store: Store) -> None:
    read = reading("North Vale", *SAID, problems=(Problem("scan", "p. 2", 2),), unread=1)
    found = analysed(read, *SAID)
    assert store.add_reading(read, found, at=NOON) is True
    assert store.documents() == [read.document]
    assert store.document(read.document.id) == read.document
    assert tuple(store.passages()) == read.passages
    assert tuple(store.blocks(read.document.id)) == read.blocks
    assert store.analyses() == dict(found.analyses)
    assert store.seconds(read.document.id) == {"read": 0.5}
    assert store.added() == {read.document.id: NOON}
    assert store.counts() == {read.document.id: Counts(2, 1, 3, 1)}


def test_same_bytes_twice_change_nothing(store: Store) -> None:
    read = reading("North Vale", *SAID)
    assert store.add_reading(read, analysed(read, *SAID), at=NOON)
    before = store.audit(), store.revision(), store.extents(BagOfWords.id)
    changed = replace(read, passages=())
    assert store.add_reading(changed, at=NOON + timedelta(days=1)) is False
    assert (store.audit(), store.revision(), store.extents(BagOfWords.id)) == before
    assert tuple(store.passages()) == read.passages


def test_document_that_fails_half_way_leaves_nothing(store: Store, workspace: Workspace) -> None:
    read = reading("North Vale", *SAID)
    strange = Analysed(
        "e", "f", "m", {}, {"no such passage": analysed(read, *SAID).analyses[read.passages[0].id]}
    )
    with pytest.raises(KeyError):
        store.add_reading(read, strange, at=NOON)
    assert store.documents() == []
    assert store.audit() == []
    tables = ("passages", "blocks", "passage_words", "embeddings", "pages")
    assert set(rows_in(workspace, *tables).values()) == {0}


def test_equal_texts_in_one_document_stay_two_passages(store: Store) -> None:
    keep(store, "North Vale", "The same words.", "The same words.")
    assert [p.text for p in store.passages()] == ["The same words."] * 2
    assert len({p.id for p in store.passages()}) == 2


def test_same_text_in_two_documents_has_one_vector_and_two_rows(store: Store) -> None:
    keep(store, "North Vale", "The same words.")
    keep(store, "Aldermere", "The same words.")
    found = store.vectors(BagOfWords.id)
    assert found.matrix.shape == (2, 64)
    assert np.array_equal(found.matrix[0], found.matrix[1])
    assert len(store.known_vectors(BagOfWords.id, [text_hash("The same words.")])) == 1


def test_vectors_come_with_their_passages_and_of_some_documents_only(store: Store) -> None:
    keep(store, "North Vale", "Hydrogen is made here.", "Steel is rolled.")
    second = keep(store, "Aldermere", "Quantum sensors are studied.")
    found = store.vectors(BagOfWords.id, [second])
    passage = store.passages(Selection(places=frozenset({"Aldermere"})))[0]
    assert found.ids == (passage.id,)
    expected = BagOfWords().embed([embedded_text(passage)])
    assert np.allclose(found.matrix, expected)
    assert store.vectors("another model").ids == ()


def test_promises_have_vectors_of_their_own(store: Store) -> None:
    read = reading("North Vale", FULL)
    passage = read.passages[0]
    words = embedded_promise(passage, FULL.commitments[0])
    assert words == f"We will: {PLANT}"
    vector = BagOfWords().embed([words])[0]
    found = analysed(read, FULL)
    store.add_reading(
        read, replace(found, vectors={**found.vectors, text_hash(words): vector}), at=NOON
    )
    kept = store.promise_vectors(BagOfWords.id)
    assert list(kept) == [(passage.id, 0)]
    assert np.allclose(kept[passage.id, 0], vector)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ["a1", "a2", "b1"]),
        (Selection(places=frozenset({"A"})), ["a1", "a2"]),
        (Selection(themes=frozenset({"people"})), ["a2", "b1"]),
        (Selection(themes=frozenset({"people", "ideas"})), ["a1", "a2", "b1"]),
        (Selection(strengths=frozenset({Strength.ASK})), ["b1"]),
        (Selection(statuses=frozenset({Status.DRAFT})), ["b1"]),
        (Selection(kinds=frozenset({BlockKind.LIST_ITEM})), ["a2"]),
        (
            Selection(places=frozenset({"A"}), strengths=frozenset({Strength.FIRM})),
            ["a1"],
        ),
        (Selection(places=frozenset({"nowhere"})), []),
    ],
)
def test_selection(store: Store, selection: Selection, expected: list[str]) -> None:
    keep(store, "A", will("a1", "ideas"), Said("a2", ("people",), kind=BlockKind.LIST_ITEM))
    keep(store, "B", will("b1", "people", strength=Strength.ASK), status=Status.DRAFT)
    assert [p.text for p in store.passages(selection)] == expected
    assert len(store.numbers(selection)) == len(expected)
    assert len(store.analyses(selection)) == len(expected)


def test_tag_that_was_not_accepted_does_not_select(store: Store) -> None:
    keep(store, "A", will("a1", "ideas"))
    assert store.passages(Selection(themes=frozenset({"infrastructure"}))) == []


def test_passages_by_id_keep_the_order_asked_for(store: Store) -> None:
    keep(store, "A", "one", "two", "three")
    one, two, three = store.passages()
    assert store.passages_by_id([three.id, "nobody", one.id]) == [three, one]
    assert store.passage(two.id) == two
    assert list(store.analyses_by_id([two.id])) == [two.id]


def test_unknown_ids_are_named(store: Store) -> None:
    with pytest.raises(UnknownPassageError, match="no passage ffff in this workspace"):
        store.passage("ffff")
    for act in (
        lambda: store.document("ffff"),
        lambda: store.seconds("ffff"),
        lambda: store.remove("ffff", at=NOON),
        lambda: store.edit("ffff", reading("A").document.about, at=NOON),
        lambda: store.add_analyses("ffff", Analysed("e", "f", "m"), at=NOON),
        lambda: store.link_versions(VersionLink("ffff", "eeee", 1.0, True), at=NOON),
    ):
        with pytest.raises(UnknownDocumentError, match="no strategy ffff in this workspace"):
            act()


def test_edit_is_audited_with_before_and_after(store: Store) -> None:
    id_ = keep(store, "A", "one")
    about = replace(store.document(id_).about, place="B", published=date(2020, 2, 29))
    store.edit(id_, about, at=NOON, by="ann")
    assert store.document(id_).about == about
    entry = store.audit()[-1]
    assert (entry.at, entry.by, entry.action, entry.subject) == (NOON, "ann", "edit", id_)
    assert (entry.before["place"], entry.after["place"]) == ("A", "B")
    assert entry.after["published"] == "2020-02-29"


def test_edit_that_changes_nothing_is_not_audited(store: Store) -> None:
    id_ = keep(store, "A", "one")
    revision = store.revision()
    store.edit(id_, store.document(id_).about, at=NOON)
    assert store.revision() == revision


def test_removal_takes_everything_and_is_audited(store: Store, workspace: Workspace) -> None:
    gone = keep(store, "A", *SAID)
    stays = keep(store, "B", "Nothing is promised here.")
    store.link_versions(VersionLink(gone, stays, 0.5, False), at=NOON)
    store.remove(gone, at=NOON, by="ann")
    assert [d.id for d in store.documents()] == [stays]
    assert store.version_links() == []
    last = store.audit()[-1]
    assert (last.action, last.subject, last.before["place"]) == ("remove", gone, "A")
    left = {
        "passages": 1,
        "passage_words": 1,
        "passage_boxes": 1,
        "cells": 0,
        "analyses": 1,
        "theme_tags": 4,
        "commitments": 0,
        "pages": 1,
        "printed_pages": 1,
        "embeddings": 1,
    }
    assert rows_in(workspace, *left) == left


def test_reread_keeps_what_people_said_and_passage_ids(store: Store) -> None:
    id_ = keep(store, "A", "one", "two")
    about = replace(store.document(id_).about, title="Mended title")
    store.edit(id_, about, at=NOON)
    old = store.extents(BagOfWords.id)
    read = reading("A", "one", "two")
    better = replace(read, passages=read.passages[:1])
    store.replace_reading(better, analysed(better, "one"), at=NOON, by="ann")
    assert store.document(id_).about.title == "Mended title"
    assert [p.id for p in store.passages()] == [read.passages[0].id]
    assert store.extents(BagOfWords.id) != old
    last = store.audit()[-1]
    assert (last.action, last.before, last.after) == ("reread", {"passages": 2}, {"passages": 1})


def test_newer_analysis_counts_and_the_older_model_stays(
    store: Store, workspace: Workspace
) -> None:
    id_ = keep(store, "A", will("one", "ideas"))
    read = reading("A", will("one", "ideas"))
    newer = replace(analysed(read, will("one", "people")), model="model 2")
    store.add_analyses(id_, newer, at=NOON)
    assert [t.label for a in store.analyses().values() for t in a.accepted] == ["people"]
    assert store.passages(Selection(themes=frozenset({"ideas"}))) == []
    store.add_analyses(id_, newer, at=NOON)
    assert rows_in(workspace, "analyses") == {"analyses": 2}


def test_offer_becomes_a_link_and_is_not_offered_again(store: Store) -> None:
    a, b = keep(store, "A", "one"), keep(store, "B", "two")
    offer, link = VersionLink(a, b, 0.7, False), VersionLink(a, b, 0.7, True)
    store.link_versions(offer, at=NOON)
    store.link_versions(link, at=NOON, by="ann")
    store.link_versions(offer, at=NOON)
    assert store.version_links() == [link]
    assert [e.action for e in store.audit()[2:]] == ["offer version", "link versions"]
    store.unlink_versions(a, b, at=NOON)
    store.unlink_versions(a, b, at=NOON)
    assert store.version_links() == []
    assert [e.action for e in store.audit()[4:]] == ["unlink versions"]


def test_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="without a time zone"):
        store.add_reading(reading("A", "one"), at=NOON.replace(tzinfo=None))
    assert store.documents() == []


def test_number_of_queries_does_not_grow_with_the_documents(
    store: Store, workspace: Workspace
) -> None:
    said: list[str] = []

    @event.listens_for(workspace.engine, "before_cursor_execute")
    def count(_c: object, _k: object, statement: str, *_: object) -> None:
        said.append(statement)

    def queries() -> int:
        said.clear()
        store.documents()
        store.passages()
        store.analyses()
        store.counts()
        return len(said)

    keep(store, "A", *SAID)
    one = queries()
    for place in "BCDE":
        keep(store, place, *SAID)
    assert queries() == one
