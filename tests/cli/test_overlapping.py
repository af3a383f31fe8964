from __future__ import annotations

import pytest

from cli.overlapping import RELATIONS
from index.relations import Relation
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
        ids.append(desk.json("ingest", file)[0]["id"])
    return ids[0], ids[1]


def test_joint_text_is_one_group_with_its_places_and_quotes(
    desk: Desk, joint: tuple[str, str]
) -> None:
    (found,) = desk.json("overlaps")
    assert set(found) == {"relation", "confidence", "members", "why"}
    assert found["relation"] == "joint"
    assert 0.9 < found["confidence"] <= 1
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
