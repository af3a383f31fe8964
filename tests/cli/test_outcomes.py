from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.office import Desk


@pytest.fixture
def told(desk: Desk) -> str:
    """The id of a strategy with a linked promise and one that stands alone."""
    file = desk.file(
        "north-vale.pdf",
        "North Vale Local Industrial Strategy",
        "We will open a skills centre so that more people find skilled work.",
        "The valley has 400 firms.",
        "We will fund apprenticeships.",
    )
    return str(desk.json("ingest", file, "--place", "North Vale")[0]["id"])


def test_links_come_with_both_quotes_stages_pages_and_the_cue(desk: Desk, told: str) -> None:
    (link,) = desk.json("outcomes", "links")
    assert link["from"]["quote"] == "We will open a skills centre"
    assert (link["from"]["stage"], link["from"]["page"]) == ("activity", "7")
    assert link["to"]["quote"] == "more people find skilled work"
    assert (link["to"]["stage"], link["to"]["page"]) == ("outcome", "7")
    assert (link["cue"], link["verdict"], link["document"]) == ("so that", None, told)
    assert link["reason"].startswith("The sentence says")


def test_a_verdict_is_kept_and_shown(desk: Desk, told: str) -> None:
    key = desk.json("outcomes", "links", told)[0]["key"]
    (link,) = desk.json("outcomes", "links", told, "--reject", key, "--as", "Ann")
    assert (link["verdict"], link["by"]) == ("rejected", "Ann")
    wrong = desk.lis("outcomes", "links", told, "--confirm", "nonsense", "--as", "Ann")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "lis: there is no link nonsense; `lis outcomes links` lists them\n",
    )


def test_theory_of_a_strategy_with_its_picture_and_table(desk: Desk, told: str) -> None:
    svg, table = desk.folder / "chain.svg", desk.folder / "chain.csv"
    found = desk.json("outcomes", "theory", told, "--svg", str(svg), "--csv", str(table))
    assert [step["stage"] for step in found["steps"]] == ["activity", "activity"]
    assert len(found["feeds"]["people-outcome"]) == 1  # the one tagged with skills
    kinds = [broken["kind"] for broken in found["breaks"]]
    assert kinds.count("activity_without_outcome") == 1
    ElementTree.fromstring(svg.read_text("utf-8"))  # noqa: S314  our own output
    assert table.read_text("utf-8").startswith("stage,horizon,quote")


def test_the_national_theory_can_be_edited_and_keeps_its_versions(desk: Desk, told: str) -> None:
    shipped = Path(__file__).resolve().parents[2] / "frameworks" / "uk-theory-of-change-2017.toml"
    text = shipped.read_text("utf-8").replace("Prosperous communities", "Towns that thrive")
    mine = desk.file("mine.toml", text)
    assert desk.json("outcomes", "theory")["versions"] == []
    found = desk.json("outcomes", "theory", "--save", mine, "--note", "plainer", "--as", "Ann")
    assert [(v["version"], v["note"], v["by"]) for v in found["versions"]] == [
        (1, "plainer", "Ann")
    ]
    assert "Towns that thrive" in [node["name"] for node in found["nodes"]]


def test_a_logframe_with_an_edit_goes_to_files_and_the_edit_stays(desk: Desk, told: str) -> None:
    xlsx, docx = desk.folder / "frame.xlsx", desk.folder / "frame.docx"
    edit = ("--set", "Activity 1", "risk", "The site floods.", "--as", "Ann")
    desk.json("outcomes", "logframe", told, *edit)
    found = desk.json("outcomes", "logframe", told, "--xlsx", str(xlsx), "--docx", str(docx))
    (cell,) = [r["cells"]["risk"] for r in found["rows"] if r["number"] == "Activity 1"]
    assert (cell["text"], cell["origin"], cell["drafted"], cell["by"]) == (
        "The site floods.",
        "person",
        "not stated",
        "Ann",
    )
    assert xlsx.read_bytes()[:2] == docx.read_bytes()[:2] == b"PK"
    wrong = desk.lis("outcomes", "logframe", told, "--set", "Activity 1", "colour", "red")
    assert wrong.stderr.startswith("lis: there is no column 'colour'; there are statement, ")


def test_a_report_goes_to_approval_and_its_author_cannot_approve_it(desk: Desk, told: str) -> None:
    key = desk.json("outcomes", "register")["entries"][0]["key"]
    why = ("--rating", "amber", "--reason", "Ground works are late.")
    made = desk.json(
        "outcomes", "report", key, "--period-end", "2024-03-31", *why, "--submit", "--as", "Ann"
    )
    assert (made["status"], made["rating"], made["previous_rating"]) == (
        "requires_approval",
        "amber",
        None,
    )
    refused = desk.lis("outcomes", "approve", str(made["id"]), "--as", "Ann")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "lis: Ann wrote this report; somebody else has to approve\n",
    )
    (entry,) = [e for e in desk.json("outcomes", "register")["entries"] if e["key"] == key]
    assert (entry["latest"], entry["open"]["id"]) == (None, made["id"])


def test_a_note_reaches_the_register(desk: Desk, told: str) -> None:
    key = desk.json("outcomes", "register")["entries"][0]["key"]
    note = ("--note", key, "milestone", "Roof on", "--day", "2024-09-01", "--as", "Ann")
    entries = desk.json("outcomes", "register", told, *note)["entries"]
    (entry,) = [e for e in entries if e["key"] == key]
    assert entry["milestones"] == [{"text": "Roof on", "day": "2024-09-01", "by": "Ann"}]
    wrong = desk.lis("outcomes", "register", "--note", key, "colour", "red", "--as", "Ann")
    assert wrong.stderr == (
        "lis: there is no field 'colour'; there are owner, due, milestone, evidence\n"
    )


def test_what_works_is_context_beside_the_promise(desk: Desk, told: str) -> None:
    found = desk.json("outcomes", "what-works", told)
    assert [(m["kind"], m["sure"]) for m in found["context"]] == [("apprenticeships", "some")]
    assert all(a["quotes"] or a["searches"] for a in found["plans"][0]["aspects"])


def test_a_letter_is_grounded_and_can_be_sent(desk: Desk, told: str) -> None:
    docx = desk.folder / "letter.docx"
    found = desk.json("outcomes", "letter", told, "--docx", str(docx), "--send", "--as", "Ann")
    statements = [*found["strengths"], *found["gaps"], *found["questions"], *found["contacts"]]
    assert statements
    assert all(s["quotes"] or s["searches"] for s in statements)
    assert (found["sent"], found["day"]) == (1, "2024-05-01")
    assert docx.read_bytes()[:2] == b"PK"


def test_empty_answers_say_why(desk: Desk, told: str) -> None:
    assert desk.lis("outcomes", "chains").stdout.startswith("No value chains:")
    assert desk.lis("outcomes", "portfolio").stdout == (
        "No strategy here states an indicator with a target.\n"
    )


def test_no_choice_of_the_command_line_has_drifted_from_the_types() -> None:
    from cli.outcome_progress import FIELDS, RATINGS
    from review.monitoring.progress_reports import Rating
    from review.monitoring.register import Field

    assert tuple(Field) == FIELDS
    assert tuple(Rating) == RATINGS
