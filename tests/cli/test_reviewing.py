from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import Desk

CRITERIA = 17


@pytest.fixture
def staffed(desk: Desk, north_vale: str) -> str:
    """A strategy, with Ada as administrator and Ben, Cy, Mo and Vi beside her."""
    desk.json("review", "show", "--as", "Ada")
    for name, role in (
        ("Ben", "reviewer"),
        ("Cy", "reviewer"),
        ("Mo", "moderator"),
        ("Vi", "viewer"),
    ):
        desk.json("review", "people", "add", name, role, "--as", "Ada")
    return north_vale


def review_all(desk: Desk, document: str, name: str, rating: str) -> None:
    """Rate every criterion with the same rating, and the same passage as evidence."""
    by = ("--as", name)
    desk.json("review", "start", document, *by)
    (passage, *_) = desk.json("passages", document)
    for criterion in desk.json("review", "criteria"):
        desk.json("review", "rate", document, criterion["id"], rating, *by)
        desk.json("review", "evidence", document, criterion["id"], passage["id"], *by)


def refused(desk: Desk, *arguments: str) -> str:
    result = desk.lis(*arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    return result.stderr


def test_the_first_who_comes_is_administrator_and_others_are_strangers(
    desk: Desk, north_vale: str
) -> None:
    assert desk.json("review", "people") == [{"name": "reviewer", "role": "administrator"}]
    assert "nobody called 'Eve' works here" in refused(desk, "review", "show", "--as", "Eve")


def test_two_review_blind_and_a_moderator_decides(desk: Desk, staffed: str) -> None:
    review_all(desk, staffed, "Ben", "2")
    assert desk.json("review", "submit", staffed, "--as", "Ben")["status"] == "submitted"
    review_all(desk, staffed, "Cy", "3")
    shown = desk.json("review", "show", staffed, "--as", "Cy")
    assert ([r["reviewer"] for r in shown["reviews"]], shown["withheld"]) == (["Cy"], 1)
    desk.json("review", "submit", staffed, "--as", "Cy")
    assert len(desk.json("review", "show", staffed, "--as", "Cy")["reviews"]) == 2

    differ = desk.json("review", "moderate", staffed, "--as", "Mo")
    assert len(differ) == CRITERIA
    assert [j["rating"] for j in differ[0]["judgements"]] == [2, 3]
    decide = ("review", "moderate", staffed, "evidence-base", "3", "--reason", "page 7")
    made = desk.json(*decide, "--as", "Mo")
    assert (made["rating"], made["by"]) == (3, "Mo")
    assert "was changed after you opened it" in refused(desk, *decide, "--as", "Ada")
    desk.json(*decide, "--seen", str(made["decision"]), "--as", "Ada")
    assert "may not moderate" in refused(desk, *decide, "--as", "Ben")

    back = desk.json("review", "request-changes", "1", "--reason", "say why", "--as", "Mo")
    assert (back["status"], back["reason"]) == ("changes_requested", "say why")
    desk.json("review", "rate", staffed, "evidence-base", "3", "--note", "seen", "--as", "Ben")
    desk.json("review", "submit", staffed, "--as", "Ben")
    assert "are undecided" in refused(desk, "review", "approve", "1", "--as", "Mo")
    approve = ("review", "approve", "1", "--reason", "a trial", "--as", "Mo")
    assert desk.json(*approve)["status"] == "approved"
    assert "may not approve" in refused(desk, "review", "approve", "2", "--as", "Vi")

    told = desk.json("review", "agreement", "--as", "Mo")
    assert told["agreement"][0]["criterion"] == "evidence-base"
    assert told["agreement"][0]["same"] == 0.0, "the first rating counts, not the changed one"
    assert told["drift"][0] == {"reviewer": "Ben", "month": "2024-05", "mean": -1.0, "ratings": 17}


def test_a_review_that_lacks_evidence_is_told_where(desk: Desk, staffed: str) -> None:
    desk.json("review", "start", staffed, "--as", "Ben")
    desk.json("review", "rate", staffed, "evidence-base", "2", "--as", "Ben")
    told = refused(desk, "review", "submit", staffed, "--as", "Ben")
    assert "evidence-base: link a quote" in told
    assert "rationale: give a rating" in told


def test_none_found_keeps_the_searches(desk: Desk, staffed: str) -> None:
    desk.json("review", "start", staffed, "--as", "Ben")
    said = desk.json(
        *("review", "none-found", staffed, "challenge-ai-data"),
        *("--search", "robots", "--search", "data centres", "--as", "Ben"),
    )
    assert [made["query"] for made in said["searches"]] == ["robots", "data centres"]
    assert said["none_found"]
    own = desk.json("review", "none-found", staffed, "rationale", "--as", "Ben")
    assert len(own["searches"]) == 3, "the questions of the criterion"


def test_quotes_are_words_of_the_passage(desk: Desk, staffed: str) -> None:
    desk.json("review", "start", staffed, "--as", "Ben")
    (passage, *_) = desk.json("passages", staffed)
    link = ("review", "evidence", staffed, "evidence-base", passage["id"], "--as", "Ben")
    linked = desk.json(*link, "--quote", "skills centre")
    assert (linked["quote"], linked["printed"]) == ("skills centre", "7")
    assert passage["text"][linked["start"] : linked["end"]] == "skills centre"
    assert "is not in the passage" in refused(desk, *link, "--quote", "skills center")
    assert "more than once" in refused(desk, *link, "--quote", "e")
    assert "no review of" in refused(desk, *link[:-1], "Cy")
    assert "withdrawn" in desk.lis("review", "withdraw", "1", "--as", "Ben").stdout


def test_a_stale_version_is_refused(desk: Desk, staffed: str) -> None:
    desk.json("review", "start", staffed, "--as", "Ben")
    rate = ("review", "rate", staffed, "evidence-base")
    desk.json(*rate, "2", "--version", "0", "--as", "Ben")
    told = refused(desk, *rate, "4", "--version", "0", "--as", "Ben")
    assert "compare both and save again" in told


def test_reading_is_proved_and_queued(desk: Desk, staffed: str) -> None:
    ids = [passage["id"] for passage in desk.json("passages", staffed)]
    told = desk.json("review", "read", ids[0], "--proof", staffed, "--as", "Ben")
    assert told["marked"] == 1
    assert (told["proof"]["read_by"], told["proof"]["unread"]) == ({"Ben": 1}, ids[1:])
    queued = desk.json("review", "queue", staffed, "--as", "Ben")
    assert [item["passage_id"] for item in queued] == ids[1:]
    assert "no passage nowhere" in refused(desk, "review", "read", "nowhere", "--as", "Ben")
    assert "name passages" in refused(desk, "review", "read", "--as", "Ben")
    assert "may not mark passages" in refused(desk, "review", "read", ids[0], "--as", "Vi")


def test_tags_are_corrected(desk: Desk, staffed: str) -> None:
    (passage, *_) = desk.json("passages", staffed)
    made = desk.json(
        *("review", "tag", "add", passage["id"], "infrastructure"),
        *("--quote", "skills centre", "--as", "Ben"),
    )
    assert (made["said"], made["quotes"], made["machine"]["accepted"]) == (
        *("add", ["skills centre"]),
        False,
    )
    assert desk.json("review", "tag", "stale", "--as", "Ben") == []
    assert "no theme 'sport'" in refused(
        desk, "review", "tag", "accept", passage["id"], "sport", "--as", "Ben"
    )


def test_the_audit_can_be_taken_away_and_runs_no_formula(
    desk: Desk, staffed: str, tmp_path: Path
) -> None:
    desk.json("review", "people", "add", "=HYPERLINK(1)", "reviewer", "--as", "Ada")
    file = tmp_path / "audit.csv"
    assert desk.lis("review", "audit", "--csv", str(file), "--as", "Ada").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert rows[-1]["subject"] == "'=HYPERLINK(1)"
    assert json.loads(rows[-1]["after"]) == {"role": "reviewer", "subject": None}
    lines: list[dict[str, Any]] = desk.json("review", "audit", "--as", "Ben")
    assert [line["action"] for line in lines[:2]] == ["add", "first person"]
    assert "may not read the audit" in refused(desk, "review", "audit", "--as", "Vi")


def test_the_sample_is_chosen_and_shown(desk: Desk, staffed: str) -> None:
    assert "No strategies are chosen" in desk.lis("review", "sample", "--as", "Mo").stdout
    assert desk.json("review", "sample", "--share", "0.5", "--as", "Mo") == [staffed]
    assert desk.json("review", "sample", "--as", "Vi") == [staffed]


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("agreement",),
        ("queue",),
        ("audit",),
        ("people",),
        ("criteria",),
        ("tag", "stale"),
    ],
)
def test_people_get_the_same_facts_in_words(
    desk: Desk, staffed: str, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LIS_PERSON", "Ada")
    result = desk.lis("review", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.strip()
    assert "None" not in result.stdout
