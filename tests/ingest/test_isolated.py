"""Whole files that cannot be read give one clear line each, and take nothing down with them."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import ingest.isolated as isolated
from ingest.document import About, TextSource
from ingest.errors import UnreadableError
from ingest.isolated import Limits, read_isolated
from ingest.reader import read_pdf
from tests.ingest.drawn import NOBODY, Press, prose, starts


def file(folder: Path, content: bytes, name: str = "plan.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def good() -> bytes:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    return press.pdf()


def complaint(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_isolated(path, NOBODY, limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_good_file_says_the_same_in_a_child_as_in_this_process(tmp_path: Path) -> None:
    about = About(title="A plan", place="The Valley")
    content = good()
    here, there = read_pdf(content, about), read_isolated(file(tmp_path, content), about)
    assert there.document == here.document
    assert (there.blocks, there.passages) == (here.blocks, here.passages)
    assert starts(there) == ["S1"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert complaint(tmp_path / "gone.pdf") == (
        "gone.pdf: there is no such file; check the name and the folder"
    )


def test_an_empty_file(tmp_path: Path) -> None:
    assert complaint(file(tmp_path, b"")) == (
        "plan.pdf: the file is empty; download or export it again"
    )


def test_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    assert complaint(file(tmp_path, b"PK\x03\x04 a word document")) == (
        "plan.pdf: this is not a PDF; save it as PDF and add it again"
    )


def test_a_file_with_a_password(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret"))
    canvas.drawString(60, 700, "Nobody may read this")
    canvas.save()
    assert "password" in complaint(file(tmp_path, buffer.getvalue()))


def test_a_file_that_was_cut_short_gives_a_line_or_what_is_left(tmp_path: Path) -> None:
    content = good()
    assert complaint(file(tmp_path, content[:40])).startswith("plan.pdf: ")
    missing_end = file(tmp_path, content[: content.rindex(b"startxref")])
    assert starts(read_isolated(missing_end, NOBODY)) == ["S1"]


def test_a_scan_without_text_is_named_as_one(tmp_path: Path) -> None:
    press = Press()
    press.panel(20, 20, 500, 800, "#888888")
    assert complaint(file(tmp_path, press.pdf())) == (
        "plan.pdf: no page has text that can be read; it looks like a scan."
        " Run it through OCR and add it again"
    )


def test_a_file_on_which_nothing_is_drawn_is_no_scan(tmp_path: Path) -> None:
    assert complaint(file(tmp_path, Press().pdf())) == (
        "plan.pdf: nothing can be read on any page; the file is blank or damaged."
        " Download or export it again"
    )


def test_a_page_on_which_nothing_is_drawn_is_reported() -> None:
    # Fuzzing: a damaged content stream left an empty page and no word about it.
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    press.new_page()
    problems = press.read().document.problems
    assert [(p.code, p.sheet) for p in problems] == [("blank_page", 2)]


def test_one_page_without_text_is_a_problem_of_that_page() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    press.new_page()
    press.panel(20, 20, 500, 800, "#888888")
    reading = press.read()
    assert [(p.code, p.sheet) for p in reading.document.problems] == [("no_text_layer", 2)]
    assert [page.text_source for page in reading.document.pages] == [
        TextSource.TEXT,
        TextSource.NONE,
    ]


def child(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let the child run a script of ours instead of the reader."""
    run = isolated.subprocess.run

    def ours(_: list[str], **options: Any) -> Any:
        return run([sys.executable, "-c", script], **options)

    monkeypatch.setattr(isolated.subprocess, "run", ours)


def test_a_child_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, "import signal; signal.pause()")
    assert complaint(file(tmp_path, good()), Limits(seconds=0.2)).startswith(
        "plan.pdf: reading took longer than 0 seconds and was stopped"
    )


def test_a_child_that_crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "import os; os.abort()")
    assert complaint(file(tmp_path, good())) == (
        "plan.pdf: the file made the PDF engine crash; try printing it to a new PDF"
    )


@pytest.mark.parametrize("end", ["sys.exit(3)", "os.kill(os.getpid(), 9)"])
def test_a_child_that_runs_out_of_memory(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, f"import os, sys; {end}")
    assert complaint(file(tmp_path, good()), Limits(memory=2 * 1024**3)) == (
        "plan.pdf: reading needs more than 2 GB of memory and was stopped; the file may be"
        " damaged, try printing it to a new PDF"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to the limit")
def test_the_limit_on_memory_holds(tmp_path: Path) -> None:
    tight = Limits(memory=40 * 1024**2)
    assert complaint(file(tmp_path, good()), tight).startswith("plan.pdf: ")


@pytest.mark.parametrize(
    "error", [ValueError("odd"), OverflowError("big"), RecursionError("deep"), MemoryError()]
)
def test_what_fails_on_one_page_stays_on_it(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ingest.pages.sheets as sheets

    press = Press()
    for seed in (1, 2, 3):
        press.paragraph(60, 60, 440, prose(seed, 60))
        if seed < 3:
            press.new_page()
    calls = []
    real = sheets.read_shapes

    def fails_once(page: Any, frame: Any) -> Any:
        calls.append(page)
        if len(calls) == 2:
            raise error
        return real(page, frame)

    monkeypatch.setattr(sheets, "read_shapes", fails_once)
    reading = press.read()
    assert starts(reading) == ["S1", "S3"]
    assert [(p.code, p.sheet) for p in reading.document.problems] == [("page_failed", 2)]
    assert len(reading.document.pages) == 3
