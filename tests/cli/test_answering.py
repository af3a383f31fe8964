from __future__ import annotations

import json

import pytest

from tests.cli.office import Desk

PLANT = "We will build a hydrogen plant at Kelder Sound by 2025."


@pytest.fixture
def two(desk: Desk) -> list[str]:
    ids = []
    for place, own in (("North Vale", PLANT), ("Aldermere", "Rents rise in the market towns.")):
        file = desk.file(f"{place}.pdf", f"{place} Local Industrial Strategy", own)
        ids.append(desk.json("ingest", file)[0]["id"])
    return ids


def test_each_place_answers_or_is_told_to_be_silent(desk: Desk, two: list[str]) -> None:
    found = desk.json("which", "Which places plan a hydrogen plant at Kelder Sound?")
    assert [(p["place"], p["answer"], p["quote"]) for p in found["places"]] == [
        ("North Vale", "yes", PLANT),
        ("Aldermere", "not_found", None),
    ]
    told = desk.lis("which", "Which places plan a hydrogen plant at Kelder Sound?").stdout
    assert told.startswith("Found in 1 of 2 places.\n")
    assert "Not found in: Aldermere." in told


@pytest.mark.parametrize("command", ["which", "search"])
@pytest.mark.parametrize("question", ["", "  ", "?!"])
def test_empty_question_is_refused(desk: Desk, two: list[str], command: str, question: str) -> None:
    refused = desk.lis(command, question)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("lis: the question is empty")


def test_requirements_of_one_strategy_and_of_all(desk: Desk, two: list[str]) -> None:
    (one,) = desk.json("requirements", two[0])
    assert (one["document"], one["place"]) == (two[0], "North Vale")
    assert {r["state"] for r in one["requirements"]} <= {"found", "not_found"}
    assert len(one["requirements"]) == 14
    assert [found["place"] for found in desk.json("requirements")] == ["North Vale", "Aldermere"]
    assert "P1: " in desk.lis("requirements", two[0]).stdout


def test_submission_tells_requirements_and_what_is_missing(desk: Desk, two: list[str]) -> None:
    file = desk.file("new.pdf", "Eastgate Local Industrial Strategy", PLANT)
    report = json.loads(desk.lis("submission", file, "--json").stdout)
    assert len(report["requirements"]) == 14
    assert set(report["missing"]) == {"requirements", "labels"}
    assert "people" in report["missing"]["labels"]
    assert report["closest"][0]["place"] == "North Vale"


def test_submission_that_cannot_be_read_is_one_line_and_exit_2(desk: Desk) -> None:
    file = desk.folder / "broken.pdf"
    file.write_bytes(b"broken")
    refused = desk.lis("submission", str(file), "--json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "lis: broken.pdf: the file is damaged; download it again\n"


def test_near_misses_stand_below_a_line(desk: Desk, two: list[str]) -> None:
    told = desk.lis("search", "hydrogen plant Kelder Sound").stdout
    answers, _, near = told.partition("---- Near misses")
    assert PLANT in " ".join(answers.split())
    assert "Rents rise" in near
    assert "Words that matched: hydrogen, plant, kelder, sound." in told
    assert json.loads(desk.lis("search", "hydrogen", "--json").stdout)["verdict"] == "found"
