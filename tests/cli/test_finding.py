from __future__ import annotations

import pytest

from tests.cli.office import Desk


@pytest.fixture
def two_places(desk: Desk, north_vale: str) -> tuple[str, str]:
    file = desk.file(
        "aldermere.pdf",
        "Aldermere Local Industrial Strategy",
        "We will train 200 rail engineers at the depot.",
        "Rents rise.",
    )
    return north_vale, desk.json("ingest", file)[0]["id"]


def test_a_hit_tells_where_it_stands_and_why_it_was_found(
    desk: Desk, two_places: tuple[str, str]
) -> None:
    found = desk.json("search", "rail engineers at the depot", "-k", "1")
    assert (found["query"], found["verdict"]) == ("rail engineers at the depot", "found")
    (hit,) = found["hits"]
    passage = desk.json("passages", two_places[1])[0]
    assert 0.5 <= hit.pop("score") <= 1
    assert hit == {
        "passage_id": passage["id"],
        "document": two_places[1],
        "place": "Aldermere",
        "sheet": 1,
        "printed": "7",
        "text": "We will train 200 rail engineers at the depot.",
        "relevant": True,
        "boxes": [[1, 50.0, 70.0, 500.0, 85.0]],
        "why": {
            "terms": ["rail", "engineers", "depot"],
            "spans": [[18, 22], [23, 32], [40, 45]],
            "dense_rank": 1,
            "lexical_rank": 1,
        },
        "also": [],
    }


def test_nothing_found_is_an_answer_with_a_reason(desk: Desk, north_vale: str) -> None:
    found = desk.json("search", '"quantum computing"')
    assert found["verdict"] == "nothing"
    assert found["reason"].startswith("No passage has the words “quantum computing”.")
    assert not any(hit["relevant"] for hit in found["hits"])


SKILLS = "We will open a skills centre with the college."
FIRMS = "The valley has 400 firms."
RAIL = "We will train 200 rail engineers at the depot."


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        ((), {SKILLS, FIRMS, RAIL}),
        (("--place", "north vale"), {SKILLS, FIRMS}),
        (("--place", "Aldermere"), {RAIL}),
        (("--place", "Aldermere", "--place", "North Vale"), {SKILLS, FIRMS, RAIL}),
        (("--theme", "people"), {SKILLS}),
        (("--theme", "infrastructure"), set()),
        (("--strength", "firm"), {SKILLS, RAIL}),
        (("--strength", "conditional"), set()),
        (("--status", "submission"), {SKILLS, FIRMS, RAIL}),
        (("--status", "agreed"), set()),
        (("--strength", "firm", "--place", "Aldermere"), {RAIL}),
    ],
)
def test_filters(
    desk: Desk, two_places: tuple[str, str], arguments: tuple[str, ...], texts: set[str]
) -> None:
    found = desk.json("search", "skills firms rail", *arguments)
    assert {hit["text"] for hit in found["hits"] if hit["why"]["terms"]} == texts


def test_a_document_may_be_given_by_the_beginning_of_its_id(
    desk: Desk, two_places: tuple[str, str]
) -> None:
    found = desk.json("search", "skills firms rail", "--document", two_places[1][:5])
    assert {hit["document"] for hit in found["hits"]} == {two_places[1]}


def test_like_finds_what_resembles_a_passage_and_not_itself(
    desk: Desk, two_places: tuple[str, str]
) -> None:
    mine = desk.json("passages", two_places[0])[0]["id"]
    ids = [hit["passage_id"] for hit in desk.json("search", "--like", mine)["hits"]]
    assert ids
    assert mine not in ids


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "lis: give a question, or --like PASSAGE_ID, and not both"),
        (("rail", "--like", "x"), "lis: give a question, or --like PASSAGE_ID, and not both"),
        (("rail", "--place", "Narnia"), "lis: no strategy of 'Narnia'; there are: North Vale"),
        (
            ("--like", "0000"),
            "lis: no passage 0000 in this workspace; `lis passages DOC` lists a strategy's",
        ),
    ],
)
def test_refusals(desk: Desk, north_vale: str, arguments: tuple[str, ...], line: str) -> None:
    result = desk.lis("search", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", line + "\n")


def test_an_unknown_theme_is_refused_with_the_themes_there_are(desk: Desk, north_vale: str) -> None:
    result = desk.lis("search", "rail", "--theme", "trains")
    assert result.stderr == (
        "lis: no theme 'trains'; there are: ageing_society, ai_data, business_environment, "
        "clean_growth, future_mobility, ideas, infrastructure, people, places\n"
    )
