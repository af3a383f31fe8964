from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.office import Desk

LABELS = 9


def test_a_cell_counts_passages_and_commitments_and_names_its_evidence(
    desk: Desk, north_vale: str
) -> None:
    cells = {(cell["place"], cell["label"]): cell for cell in desk.json("coverage")}
    assert len(cells) == LABELS
    assert cells["North Vale", "people"] == {
        "place": "North Vale",
        "label": "people",
        "state": "stated",
        "reviewed": "none",
        "passages": 1,
        "commitments": 1,
        "firm": 1,
        "rate": 0.3333,
        "rate_low": 0.0615,
        "rate_high": 0.7923,
        "of_passages": 3,
        "sheets": 1,
        "evidence": [desk.json("passages", north_vale)[0]["id"]],
    }
    assert cells["North Vale", "infrastructure"]["state"] == "not_stated"


def test_people_see_marks_and_what_they_mean(desk: Desk, north_vale: str) -> None:
    lines = desk.lis("coverage").stdout.splitlines()
    assert lines[0].split()[:3] == ["place", "Ideas", "People"]
    assert lines[1].split() == ["North", "Vale", "-", "1", "-", "-", "-", "-", "-", "-", "-"]
    assert lines[2] == (
        "Passages on each theme. near: nothing sure enough; -: not stated; ?: could not be read."
    )
    assert lines[3].startswith("Nobody commits to the national mission: ")


def test_csv_goes_to_a_file_and_cannot_carry_a_formula(desk: Desk, north_vale: str) -> None:
    desk.json("edit", north_vale, "--place", '=HYPERLINK("x")')
    file = desk.folder / "cells.csv"
    result = desk.lis("coverage", "--csv", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == (
        "place,label,state,reviewed,passages,commitments,firm,"
        "rate,rate_low,rate_high,of_passages,sheets"
    )
    assert lines[2] == '"\'=HYPERLINK(""x"")",people,stated,none,1,1,1,0.3333,0.0615,0.7923,3,1'
    assert len(lines) == 1 + LABELS


def test_two_forms_at_once_are_refused(desk: Desk, north_vale: str) -> None:
    result = desk.lis("coverage", "--json", "--csv", "-")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lis: give --json or --csv FILE, not both\n"


SHARED = "We will build the Kelder tidal test site with both councils and open it by 2024."


@pytest.fixture
def paper(desk: Desk, north_vale: str) -> str:
    return desk.file("new.pdf", "Aldermere Local Industrial Strategy", SHARED, "Good skills pay.")


def report_of(desk: Desk, file: str) -> Any:
    """Return the report; that the paper may be another version is told on standard error."""
    result = desk.lis("submission", file, "--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_a_submission_is_added_and_reported_on(desk: Desk, paper: str) -> None:
    other = desk.file("other.pdf", "Brackenshire Growth Plan", SHARED, "Wool is dear.")
    desk.json("ingest", other, "--status", "final")
    report = report_of(desk, paper)
    assert set(report) == {
        *("document", "coverage", "requirements", "missing", "overlaps", "overlaps_omitted"),
        *("closest", "changes"),
    }
    assert (report["document"]["place"], report["document"]["status"]) == (
        *("Aldermere", "submission"),
    )
    stated = [cell["label"] for cell in report["coverage"] if cell["state"] == "stated"]
    assert (len(report["coverage"]), stated) == (LABELS, ["people"])
    (joint,) = report["overlaps"]
    assert {member["place"] for member in joint["members"]} == {"Aldermere", "Brackenshire"}
    assert [near["place"] for near in report["closest"]] == ["Brackenshire", "North Vale"]
    assert report["closest"][1]["shared"] == 0


def test_a_draft_is_reported_on_though_its_place_has_published(desk: Desk, north_vale: str) -> None:
    desk.json("edit", north_vale, "--status", "agreed", "--published", "2019")
    lines = (
        "We will open a skills centre with the college.",
        "The valley has 400 firms.",
        "We will keep this strategy under review.",
        "We will close the old quay.",
    )
    later = desk.file("later.pdf", "North Vale Local Industrial Strategy", *lines)
    desk.lis("ingest", later, "--published", "2020")
    report = report_of(desk, later)
    assert report["document"]["known"] is True
    assert [c["passages"] for c in report["coverage"] if c["label"] == "people"] == [1]
    assert report["changes"]["earlier"] == north_vale
    assert [p["text"] for p in report["changes"]["added"]] == ["We will close the old quay."]
    assert report["changes"]["unchanged"] == 3


def test_a_paper_that_cannot_be_read_has_no_report(desk: Desk) -> None:
    result = desk.lis("submission", desk.file("bad.pdf", "broken"), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lis: bad.pdf: the file is damaged; download it again\n"


def test_people_read_the_report_in_order(desk: Desk, paper: str) -> None:
    told = desk.lis("submission", paper).stdout
    headings = ["Passages on each theme", "Closest strategies", "0 overlaps:"]
    assert [told.index(h) for h in headings] == sorted(told.index(h) for h in headings)
