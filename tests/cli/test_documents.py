from __future__ import annotations

import json

import pypdfium2 as pdfium

from index.storage.workspace import open_workspace
from tests.cli.office import NOON, Desk

TITLE = "North Vale Local Industrial Strategy"


def test_documents_tell_what_each_holds(desk: Desk, north_vale: str) -> None:
    assert desk.json("documents") == [
        {
            "id": north_vale,
            "title": TITLE,
            "place": "North Vale",
            "lead_body": "",
            "status": "submission",
            "published": None,
            "source_url": "",
            "sheets": 1,
            "passages": 3,
            "commitments": 2,
            "problems": [],
            "versions": [],
        }
    ]


def test_problems_are_listed_below_the_table(desk: Desk) -> None:
    desk.json("ingest", desk.file("scan.pdf", "A scan of a plan", "One line."))
    lines = desk.lis("documents").stdout.splitlines()
    assert lines[0].split() == [
        *("id", "place", "title", "status", "published", "sheets", "passages", "commitments")
    ]
    assert lines[-1] == "A scan of a plan: Sheet 1 has a picture of text."


def test_no_workspace_is_an_error_and_not_an_empty_answer(desk: Desk) -> None:
    result = desk.lis("documents", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"lis: {desk.workspace} is not a workspace; make one with `lis ingest FILE` or "
        "`lis demo`, or name yours with --workspace\n"
    )
    assert not desk.workspace.exists()


def test_an_empty_workspace_says_so(desk: Desk, north_vale: str) -> None:
    desk.json("remove", north_vale)
    assert desk.json("documents") == []
    assert desk.lis("documents").stdout == (
        "There are no strategies yet; add one with `lis ingest FILE`.\n"
    )


def test_edit_changes_what_is_said_and_audits_it(desk: Desk, north_vale: str) -> None:
    changed = desk.json("edit", north_vale[:6], "--status", "agreed", "--published", "2019")
    assert (changed["id"], changed["status"], changed["published"]) == (
        *(north_vale, "agreed", "2019"),
    )
    with open_workspace(desk.workspace) as workspace:
        entry = workspace.store.audit()[-1]
    assert (entry.at, entry.by, entry.action, entry.subject) == (
        *(NOON, "reviewer", "edit", north_vale),
    )
    assert (entry.before["status"], entry.after["status"]) == ("submission", "agreed")


def test_an_edit_that_changes_nothing_is_refused(desk: Desk, north_vale: str) -> None:
    result = desk.lis("edit", north_vale, "--place", "North Vale")
    assert result.exit_code == 2
    assert result.stderr.startswith("lis: nothing to change; give --place")


def test_remove_takes_the_pdf_too(desk: Desk, north_vale: str) -> None:
    pdf = desk.workspace / "files" / f"{north_vale}.pdf"
    assert pdf.exists()
    removed = desk.json("remove", north_vale)
    assert (removed["removed"]["id"], removed["removed"]["passages"]) == (north_vale, 3)
    assert not pdf.exists()
    with open_workspace(desk.workspace) as workspace:
        assert workspace.store.audit()[-1].action == "remove"


def test_an_unknown_document_is_one_line(desk: Desk, north_vale: str) -> None:
    for arguments in (("edit", "--title", "x"), ("remove",), ("passages",), ("reread",)):
        result = desk.lis(arguments[0], "0000", *arguments[1:])
        assert result.exit_code == 2
        assert result.stderr == (
            "lis: no strategy 0000 in this workspace; `lis documents` lists them\n"
        )
    assert len(desk.json("documents")) == 1


def test_the_beginning_of_an_id_must_be_long_and_fit_one(desk: Desk, north_vale: str) -> None:
    assert desk.lis("passages", north_vale[:3]).exit_code == 2
    assert desk.lis("passages", north_vale[:4]).exit_code == 0


def test_passages_in_reading_order_with_where_they_stand(desk: Desk, north_vale: str) -> None:
    first, second, third = desk.json("passages", north_vale)
    assert len(first.pop("id")) == 16
    assert first == {
        "ordinal": 0,
        "kind": "paragraph",
        "headings": [TITLE],
        "lead_in": None,
        "marker": None,
        "text": "We will open a skills centre with the college.",
        "cells": [],
        "boxes": [[1, 50.0, 70.0, 500.0, 85.0]],
        "printed": "7",
        "confidence": None,
    }
    assert [p["ordinal"] for p in (second, third)] == [1, 2]


def test_compare_lists_added_removed_and_changed(desk: Desk, north_vale: str) -> None:
    file = desk.file(
        "later.pdf",
        TITLE,
        "We will open two skills centres with the college.",
        "The valley has 400 firms.",
        "Nothing like this was said in the version before.",
    )
    later = desk.json("ingest", file)[0]["id"]
    found = desk.json("compare", north_vale, later)
    assert (found["earlier"], found["later"], found["unchanged"]) == (north_vale, later, 1)
    assert [p["text"] for p in found["added"]] == [
        "Nothing like this was said in the version before."
    ]
    assert [p["text"] for p in found["removed"]] == ["We will keep this strategy under review."]
    (change,) = found["changed"]
    assert change["before"]["text"] == "We will open a skills centre with the college."
    assert change["after"]["text"] == "We will open two skills centres with the college."


def test_draw_writes_a_picture_per_sheet_and_leaves_the_json_alone(
    desk: Desk, north_vale: str
) -> None:
    blank = pdfium.PdfDocument.new()
    blank.new_page(595, 842)
    blank.save(desk.workspace / "files" / f"{north_vale}.pdf")
    folder = desk.folder / "pictures"
    result = desk.lis("passages", north_vale, "--draw", str(folder), "--json")
    assert result.exit_code == 0
    assert result.stderr == f"1 picture in {folder}\n"
    assert len(json.loads(result.stdout)) == 3
    assert [path.name for path in folder.iterdir()] == [f"{north_vale}-001.png"]
