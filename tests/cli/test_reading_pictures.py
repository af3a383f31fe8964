from __future__ import annotations

import pytest

from tests.cli.office import Desk

SCAN = ("A scan of a plan", "We will open a skills centre.")


@pytest.fixture
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.ocr.engine.why_not", lambda: None)


@pytest.mark.usefixtures("_engine")
def test_pictures_are_read_when_asked_for(desk: Desk) -> None:
    file = desk.file("scan.pdf", *SCAN)
    (answer,) = desk.json("ingest", "--ocr", file)
    assert [problem["code"] for problem in answer["problems"]] == ["recognised_text"]
    (passage,) = desk.json("passages", answer["id"])
    assert passage["confidence"] == 0.93
    assert "read from a picture, 93 in 100 sure" in desk.lis("passages", answer["id"]).stdout


@pytest.mark.usefixtures("_engine")
def test_a_second_reading_keeps_what_was_read_from_pictures(desk: Desk) -> None:
    (answer,) = desk.json("ingest", "--ocr", desk.file("scan.pdf", *SCAN))
    (again,) = desk.json("reread", answer["id"])
    assert [problem["code"] for problem in again["problems"]] == ["recognised_text"]


@pytest.mark.usefixtures("_engine")
def test_a_strategy_that_is_there_is_read_again_by_reread(desk: Desk) -> None:
    file = desk.file("scan.pdf", *SCAN)
    (answer,) = desk.json("ingest", file)
    assert desk.json("passages", answer["id"])[0]["confidence"] is None
    result = desk.lis("ingest", "--ocr", file)
    assert result.exit_code == 0
    assert desk.json("passages", answer["id"])[0]["confidence"] is None
    desk.json("reread", answer["id"], "--ocr")
    assert desk.json("passages", answer["id"])[0]["confidence"] == 0.93


@pytest.mark.parametrize("command", ["ingest", "reread"])
def test_without_the_engine_nothing_is_touched(
    desk: Desk, north_vale: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("ingest.ocr.engine.why_not", lambda: "pip install 'lis-scrutiny[ocr]'")
    wanted = desk.file("scan.pdf", *SCAN) if command == "ingest" else north_vale
    result = desk.lis(command, wanted, "--ocr", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lis: pip install 'lis-scrutiny[ocr]'\n"
    assert [found["id"] for found in desk.json("documents")] == [north_vale]
