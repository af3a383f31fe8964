from __future__ import annotations

import io
import json

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.cli.office import Desk

KINDS = ("docx", "pdf", "json", "csv", "annotations")


def test_a_report_is_written_in_every_format(desk: Desk, north_vale: str) -> None:
    paths = {kind: desk.folder / f"report.{kind}" for kind in KINDS}
    options = [word for kind, path in paths.items() for word in (f"--{kind}", str(path))]
    result = desk.lis("report", north_vale, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [f"Wrote {path}." for path in paths.values()]
    word = docx.Document(io.BytesIO(paths["docx"].read_bytes()))
    assert word.paragraphs[0].text == "First reading: North Vale Local Industrial Strategy"
    pdf = pypdfium2.PdfDocument(paths["pdf"])
    assert pdf.get_metadata_value("Author") == "reviewer"
    told = json.loads(paths["json"].read_text("utf-8"))
    assert told["strategy"]["document"] == north_vale
    assert told["made_at"] == "2024-05-01T12:00:00+00:00"


def test_the_portfolio_is_a_workbook(desk: Desk, north_vale: str) -> None:
    path = desk.folder / "portfolio.xlsx"
    result = desk.lis("report", "--portfolio", str(path))
    assert (result.exit_code, result.stdout) == (0, f"Wrote {path}.\n")
    (_, strategy) = load_workbook(path)["Strategies"].iter_rows(values_only=True)
    assert strategy[-1] == north_vale


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a strategy and a file to write, or --portfolio FILE"),
        (["abc"], "name a file to write: --docx, --pdf, --json, --csv or --annotations"),
        (["--pdf", "x.pdf"], "name the strategy that --pdf is to report on"),
        (["nowhere", "--pdf", "x.pdf"], "nowhere"),
    ],
)
def test_what_is_missing_is_said_in_one_line(
    desk: Desk, north_vale: str, arguments: list[str], said: str
) -> None:
    result = desk.lis("report", *arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


def test_a_stranger_without_a_name_is_told_how_to_give_one(desk: Desk, north_vale: str) -> None:
    desk.json("review", "show", "--as", "Ada")
    result = desk.lis("report", north_vale, "--pdf", str(desk.folder / "report.pdf"))
    assert result.exit_code == 2
    assert result.stderr == (
        "lis: nobody called 'reviewer' works here; an administrator can add them; or say who you "
        "are: --as NAME\n"
    )


def test_a_stranger_gets_no_report(desk: Desk, north_vale: str) -> None:
    desk.json("review", "show", "--as", "Ada")
    path = desk.folder / "report.pdf"
    result = desk.lis("report", north_vale, "--pdf", str(path), "--as", "Eve")
    assert (result.exit_code, path.exists()) == (2, False)
    assert "nobody called 'Eve' works here" in result.stderr
