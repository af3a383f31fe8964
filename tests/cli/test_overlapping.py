from __future__ import annotations

import json

import pytest

from cli.overlapping import RELATIONS
from index.comparing.relations import Relation
from tests.cli.office import Desk

SHARED = "We will build the Kelder tidal test site with both councils and open it by 2024."


@pytest.fixture
def joint(desk: Desk) -> tuple[str, str]:
    ids = []
    for place, own in (
        ("North Vale", "Steel is made in the valley."),
        ("Aldermere", "Rents rise."),
    ):
        file = desk.file(f"{place}.pdf", f"{place} Local Industrial Strategy", SHARED, own)
        ids.append(json.loads(desk.lis("ingest", file, "--json").stdout)[0]["id"])
    return ids[0], ids[1]


def test_joint_text_is_one_group_with_its_places_and_quotes(
    desk: Desk, joint: tuple[str, str]
) -> None:
    (found,) = desk.json("overlaps")
    assert set(found) == {"relation", "confidence", "members", "why"}
    assert found["relation"] == "joint"
    assert found["confidence"] == 1
    member = next(m for m in found["members"] if m["place"] == "North Vale")
    passage = desk.json("passages", joint[0])[0]
    assert member["commitment"].pop("start") == 0
    assert {key: member[key] for key in member if key != "commitment"} == {
        "passage_id": passage["id"],
        "place": "North Vale",
        "document": joint[0],
        "sheet": 1,
        "printed": "7",
        "quote": SHARED,
    }
    assert {m["place"] for m in found["members"]} == {"North Vale", "Aldermere"}


def test_filters_leave_nothing_and_the_answer_says_so(desk: Desk, joint: tuple[str, str]) -> None:
    assert desk.json("overlaps", "--relation", "same_asset") == []
    assert desk.json("overlaps", "--theme", "people") == []
    assert len(desk.json("overlaps", "--place", "aldermere")) == 1
    assert desk.lis("overlaps", "--relation", "complementary").stdout == (
        "No overlaps: no promises of two places belong together in this way.\n"
    )


def test_the_relations_offered_are_the_relations_there_are() -> None:
    assert tuple(Relation) == RELATIONS


TOWER = "We will train 150 offshore turbine technicians on a climbing tower by 2024."
STORE = "We will teach 90 offshore turbine technicians to climb in the net store."


@pytest.fixture
def alike(desk: Desk) -> list[str]:
    """Two places that train the same people; the ids of the two passages."""
    for name, text, own in (
        ("North Vale", TOWER, "Kites fly over barley."),
        ("Aldermere", STORE, "Rooks call at dusk."),
    ):
        desk.lis("ingest", desk.file(f"{name}.pdf", f"{name} Local Industrial Strategy", text, own))
    (found, *_) = json.loads(desk.lis("overlaps", "--all", "--json").stdout)
    return [member["passage_id"] for member in found["members"]]


def test_verdict_changes_the_list_from_then_on(desk: Desk, alike: list[str]) -> None:
    done = desk.lis("verdict", *alike, "not-related", "--as", "Ada")
    assert done.stdout == f"Kept: {alike[0]} and {alike[1]} are not related.\n"
    assert desk.lis("overlaps", "--json").stdout.strip() == "[]"
    again = json.loads(desk.lis("overlaps", "--all", "--json").stdout)[-1]
    assert again["confidence"] == 0
    desk.lis("verdict", *alike, "same")
    assert json.loads(desk.lis("overlaps", "--json").stdout)[0]["confidence"] == 1


def test_what_is_left_out_is_counted_on_standard_error(desk: Desk, alike: list[str]) -> None:
    desk.lis("verdict", *alike, "not-related")
    told = desk.lis("overlaps", "--json")
    assert "less sure overlap" in told.stderr
    assert "--all lists them." in desk.lis("overlaps").stdout


@pytest.mark.parametrize("fault", ["unknown", "same"])
def test_verdict_on_what_is_no_pair_is_refused(desk: Desk, alike: list[str], fault: str) -> None:
    right = "nobody" if fault == "unknown" else alike[0]
    refused = desk.lis("verdict", alike[0], right, "related")
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1


def test_opportunities_and_references(desk: Desk, alike: list[str]) -> None:
    (group,) = desk.json("opportunities")
    assert group["places"] == ["Aldermere", "North Vale"]
    assert group["neighbours"] == [["Aldermere", "North Vale"]]
    assert group["bodies"] == ["Four Rivers Board"]
    assert "Neighbours: Aldermere and North Vale." in desk.lis("opportunities").stdout
    assert desk.json("references") == []
    assert desk.lis("references").stdout == "No strategy names another place.\n"
