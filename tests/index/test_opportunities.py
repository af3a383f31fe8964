from __future__ import annotations

from dataclasses import replace

import pytest

from index.comparing.opportunities import opportunities
from index.comparing.overlaps import all_overlaps
from index.comparing.verdicts import Verdict, give_verdict, heeding, verdicts
from index.places import Place
from index.storage.workspace import Workspace
from nlp.commitment import Strength
from tests.index.strategies import NOON, corpus_of, place, will

TOWER = "We will train 150 offshore turbine technicians on a climbing tower."
WALL = "We may train 90 offshore turbine technicians on a climbing tower."
BORDER = {
    "A": Place("A", "", (), frozenset({"B"}), frozenset(), (1, 1)),
    "B": Place("B", "", (), frozenset({"A"}), frozenset(), (2, 1)),
}
REST = ("Kites fly over barley.", "Rooks call at dusk.")


def test_group_tells_places_evidence_and_what_is_missing() -> None:
    corpus = corpus_of(
        place("A", will(TOWER), *REST),
        place("B", will(WALL, strength=Strength.CONDITIONAL), "Ponies graze."),
    )
    best = opportunities(all_overlaps(corpus), BORDER)[0]
    assert (best.places, best.neighbours, best.vehicles) == (("A", "B"), (("A", "B"),), ())
    assert best.bodies == ()
    assert {m.passage.text for m in best.evidence} == {TOWER, WALL}
    assert best.missing == (
        "B makes no firm promise here.",
        "Each of A and B gives no date here.",
        "Each of A and B names no money here.",
        "No joint text, shared body or mention of each other was found.",
    )


def test_shared_body_is_a_way_to_act_together() -> None:
    corpus = corpus_of(place("A", will(TOWER), *REST), place("B", will(TOWER.replace("150", "90"))))
    both = {
        name: replace(place, bodies=frozenset({"Fell Board", name}))
        for name, place in BORDER.items()
    }
    best = opportunities(all_overlaps(corpus), both)[0]
    assert best.bodies == ("Fell Board",)
    assert "No joint text" not in " ".join(best.missing)


def test_nothing_in_common_is_no_opportunity() -> None:
    assert opportunities([]) == []


def test_last_verdict_counts_and_reranks(workspace: Workspace) -> None:
    corpus = corpus_of(
        place("A", will(TOWER), *REST),
        place("B", will(TOWER.replace("150", "600")), "Ponies graze."),
        place("C", will(WALL, strength=Strength.CONDITIONAL), "Rooks call."),
    )
    ranked = [o for o in all_overlaps(corpus) if len(o.members) == 2]
    first, last = ranked[0], ranked[-1]
    ids = [[m.passage.id for m in o.members] for o in (first, last)]
    give_verdict(workspace.engine, *ids[0], Verdict.SAME, at=NOON, by="x")
    give_verdict(workspace.engine, *reversed(ids[0]), Verdict.NOT_RELATED, at=NOON, by="y")
    give_verdict(workspace.engine, *ids[1], Verdict.RELATED, at=NOON)
    given = verdicts(workspace.engine)
    assert given[frozenset(ids[0])].verdict is Verdict.NOT_RELATED
    again = heeding(ranked, given)
    assert [m.passage.id for m in again[0].members] == ids[1]
    assert [m.passage.id for m in again[-1].members] == ids[0]
    assert (again[0].confidence, again[-1].confidence) == (0.9, 0.0)
    assert [entry.action for entry in workspace.store.audit()] == ["judge overlap"] * 3


def test_verdict_is_on_two_passages(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="two passages"):
        give_verdict(workspace.engine, "a", "a", Verdict.SAME, at=NOON)
