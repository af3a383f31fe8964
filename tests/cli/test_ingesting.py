from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.storage.workspace import open_workspace
from tests.cli.office import Desk

TITLE = "North Vale Local Industrial Strategy"


def test_ingest_names_the_strategy_by_its_cover_and_answers_with_a_list(desk: Desk) -> None:
    file = desk.file("nv.pdf", TITLE, "We will open a skills centre.", "The valley has firms.")
    (answer,) = desk.json("ingest", file)
    seconds = answer.pop("seconds")
    assert seconds["reading"] == 0.25
    assert set(seconds) == {"reading", "embedding", "analysing", "storing", "indexing"}
    assert len(answer.pop("id")) == 16
    assert answer == {
        "file": file,
        "title": TITLE,
        "place": "North Vale",
        "lead_body": "",
        "status": "submission",
        "published": None,
        "source_url": "",
        "sheets": 1,
        "passages": 2,
        "problems": [],
        "known": False,
        "versions": [],
        "version_of": None,
    }


def test_what_is_said_beats_what_is_guessed(desk: Desk) -> None:
    file = desk.file("nv.pdf", TITLE, "The valley has firms.")
    said = ("--place", "Vale", "--title", "T", "--status", "agreed", "--published", "2019-07")
    (answer,) = desk.json("ingest", file, *said, "--lead-body", "The Mayor")
    assert [answer[key] for key in ("place", "title", "status", "published", "lead_body")] == [
        *("Vale", "T", "agreed", "2019-07", "The Mayor")
    ]


def test_a_strategy_of_no_known_place_is_kept_apart_by_its_title(desk: Desk) -> None:
    (answer,) = desk.json("ingest", desk.file("a_plan.pdf", "", "The valley has firms."))
    assert (answer["place"], answer["title"]) == ("a plan", "a plan")


def test_the_same_bytes_twice_change_nothing(desk: Desk, north_vale: str) -> None:
    before = desk.json("documents")
    (again,) = desk.json("ingest", str(desk.folder / "north-vale.pdf"), "--place", "Elsewhere")
    assert (again["id"], again["known"], again["place"]) == (north_vale, True, "North Vale")
    assert desk.json("documents") == before


def test_good_files_beside_bad_ones_stay(desk: Desk) -> None:
    bad = desk.file("bad.pdf", "broken")
    buggy = desk.file("buggy.pdf", "bug")
    good = desk.file("good.pdf", TITLE, "The valley has firms.")
    absent = str(desk.folder / "absent.pdf")
    result = desk.lis("ingest", absent, bad, buggy, good, "--json")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"lis: {absent}: there is no such file",
        "lis: bad.pdf: the file is damaged; download it again",
        "lis: buggy.pdf: ZeroDivisionError: a fault of ours",
    ]
    assert [answer["file"] for answer in json.loads(result.stdout)] == [good]
    assert [document["title"] for document in desk.json("documents")] == [TITLE]


def test_a_bad_file_alone_answers_with_an_empty_list(desk: Desk) -> None:
    result = desk.lis("ingest", desk.file("bad.pdf", "broken"), "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (2, [])


def test_verbose_shows_where_a_fault_came_from(desk: Desk) -> None:
    result = desk.lis("ingest", desk.file("buggy.pdf", "bug"), "--verbose")
    assert result.exit_code == 2
    assert "Traceback" in result.stderr
    assert "read_lines" in result.stderr


def test_a_document_with_problems_is_no_error(desk: Desk) -> None:
    result = desk.lis("ingest", desk.file("scan.pdf", "A scan of a plan", "One line."))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == "    Sheet 1 has a picture of text."


def test_a_folder_stands_for_the_pdfs_in_it(desk: Desk) -> None:
    desk.file("in/b.PDF", "B Growth Plan", "Bees.")
    desk.file("in/deep/a.pdf", "A Growth Plan", "Ants.")
    desk.file("in/notes.txt", "not a strategy")
    answers = desk.json("ingest", str(desk.folder / "in"))
    assert [Path(answer["file"]).name for answer in answers] == ["b.PDF", "a.pdf"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "lis: name a PDF file, a folder or a --manifest"),
        (("--published", "2019-13"), "'2019-13' is not a day of the calendar"),
        (("--published", "July"), "'July' is not a date; write 2019, 2019-07 or 2019-07-16"),
        (("--status", "secret"), "'secret' is not one of"),
    ],
)
def test_refusals_are_one_line(desk: Desk, arguments: tuple[str, ...], line: str) -> None:
    result = desk.lis("ingest", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert line in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_one_title_cannot_name_two_files(desk: Desk) -> None:
    files = desk.file("a.pdf", "A", "a"), desk.file("b.pdf", "B", "b")
    result = desk.lis("ingest", *files, "--title", "T")
    assert result.stderr == "lis: --title names one strategy, and 2 files were given\n"
    assert not desk.workspace.exists()


def test_a_manifest_says_what_each_file_is_and_bad_rows_are_listed_by_line(desk: Desk) -> None:
    desk.file("pdfs/a.pdf", "A", "Ants.")
    desk.file("pdfs/b.pdf", "B", "Bees.")
    manifest = desk.file(
        "list.csv",
        "\ufefffile,place,title,status,published",
        "pdfs/a.pdf,Aldermere,Ants,agreed,2019-07-19",
        "pdfs/gone.pdf,X,Y,final,2019",
        ",X,Y,final,2019",
        "pdfs/b.pdf,X,Y,secret,2019",
        "pdfs/b.pdf,X,Y,final,soon",
        "pdfs/b.pdf,X,Y,final,2019,and more",
        "pdfs/b.pdf,Brackenshire,,,",
    )
    result = desk.lis("ingest", "--manifest", manifest, "--json")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "lis: list.csv: line 3: there is no file pdfs/gone.pdf; the row was left out",
        "lis: list.csv: line 4: names no file; the row was left out",
        "lis: list.csv: line 5: 'secret' is not a status; use one of agreed, final, draft, "
        "submission; the row was left out",
        "lis: list.csv: line 6: 'soon' is not a date; write 2019, 2019-07 or 2019-07-16; "
        "the row was left out",
        "lis: list.csv: line 7: more cells than columns; the row was left out",
    ]
    a, b = json.loads(result.stdout)
    assert (a["place"], a["title"], a["status"], a["published"]) == (
        *("Aldermere", "Ants", "agreed", "2019-07-19"),
    )
    assert (b["place"], b["title"], b["status"]) == ("Brackenshire", "B", "submission")


def test_a_manifest_with_a_column_nobody_knows_is_refused_whole(desk: Desk) -> None:
    result = desk.lis("ingest", "--manifest", desk.file("list.csv", "file,town", "a.pdf,X"))
    assert result.exit_code == 2
    assert result.stderr == (
        "lis: list.csv: unknown column 'town'; columns are file, place, title, status, "
        "published, lead_body, source_url\n"
    )


def test_reread_keeps_what_people_said(desk: Desk, north_vale: str) -> None:
    desk.json("edit", north_vale, "--place", "The Vale")
    (answer,) = desk.json("reread")
    assert (answer["id"], answer["place"], answer["passages"]) == (north_vale, "The Vale", 3)
    with open_workspace(desk.workspace) as workspace:
        assert [entry.action for entry in workspace.store.audit()] == ["add", "edit", "reread"]
