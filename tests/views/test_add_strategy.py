from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from inspect import getsource
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index import adding
from index.adding import Tools
from index.jobs import Job, JobState, enqueue, jobs, run_next
from index.storage.workspace import open_workspace
from ingest.document import About, Reading, Status, document_id
from ingest.errors import UnreadableError
from ingest.isolated import read_isolated
from nlp.analysis import Analyst
from tests.index.strategies import NOON, BagOfWords, reading
from tests.views.paper_office import markup, never_read, office, screen
from views import add_strategy
from views.derived import Derived
from views.desk import Desk, Language
from views.job_progress import STAGES, jobs_html, progress_html
from views.opening_sheets import cut
from views.page_pictures import PagePictures
from views.submission_report import Line, Section, report_file
from views.upload import guess_file, queue_file


def desk(folder: Path) -> Desk:
    opened = office(folder)
    return Desk(opened, PagePictures(), Language(opened), Derived())


def pdf(sheets: int = 1, title: str = "North Vale Local Industrial Strategy") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for sheet in range(1, sheets + 1):
        canvas.setFont("Helvetica-Bold", 28)
        canvas.drawString(60, 700, title if sheet == 1 else f"Sheet {sheet}")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, 500, "North Vale Combined Authority. Published in July 2019.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_job(**kept: object) -> Job:
    values: dict[str, object] = {
        "id": 7,
        "state": JobState.RUNNING,
        "stage": "embedding",
        "done": 128,
        "total": 640,
        "message": "",
        "name": "<plan>.pdf",
        "about": About("Plan", "Vale"),
        "document_id": None,
        "attempts": 1,
        "queued": NOON,
        "heartbeat": NOON,
    }
    return Job(**{**values, **kept})  # type: ignore[arg-type]


def test_a_file_is_guessed_from_its_opening_sheets(tmp_path: Path) -> None:
    opened = desk(tmp_path / "w")
    sheets: list[int] = []

    def read(path: Path, about: About) -> Reading:
        reading = read_isolated(path, about)
        sheets.append(len(reading.document.pages))
        return reading

    opened = replace(opened, office=replace(opened.office, reader=read))
    guess = guess_file(opened, "north-vale.pdf", pdf(5))
    assert (guess.about.place, guess.known) == ("North Vale", "")
    assert (guess.about.published_precision, guess.about.status) == ("month", Status.SUBMISSION)
    assert sheets == [2]
    assert list(opened.office.workspace.uploads.iterdir()) == []


def test_a_file_that_is_here_is_known_without_reading(tmp_path: Path) -> None:
    opened = desk(tmp_path / "w")
    content = pdf()
    read = reading("Vale", "Words.")
    kept = replace(read, document=replace(read.document, id=document_id(content)), passages=())
    opened.store.add_reading(kept, at=NOON)
    assert guess_file(opened, "x.pdf", content).known == document_id(content)


def test_a_damaged_file_is_told_by_its_own_name_and_leaves_nothing(tmp_path: Path) -> None:
    opened = desk(tmp_path / "w")
    with pytest.raises(UnreadableError, match=r"^plan\.pdf: the file is damaged"):
        guess_file(opened, "../../plan.pdf", b"%PDF-1.4 nonsense")
    assert list(opened.office.workspace.uploads.iterdir()) == []


def test_a_scan_is_told_by_its_own_name(tmp_path: Path) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(2):
        canvas.rect(50, 50, 400, 400, fill=1)
        canvas.showPage()
    canvas.save()
    opened = desk(tmp_path / "w")
    opened = replace(opened, office=replace(opened.office, reader=read_isolated))
    with pytest.raises(UnreadableError, match=r"^scan\.pdf: no page has text"):
        guess_file(opened, "scan.pdf", out.getvalue())


def test_what_cannot_be_cut_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"nonsense")
    assert cut(tmp_path / "bad.pdf", tmp_path / "out.pdf") is False
    assert not (tmp_path / "out.pdf").exists()


def test_a_queued_file_has_a_job_and_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []
    monkeypatch.setattr("views.upload.start_worker", lambda w: started.append(w.folder))
    opened = desk(tmp_path / "w")
    number = queue_file(opened, io.BytesIO(pdf()), "plan.pdf", About("Plan", "Vale"))
    (queued,) = jobs(opened.office.workspace)
    assert (queued.id, queued.name, queued.about.place) == (number, "plan.pdf", "Vale")
    assert started == [tmp_path / "w"]


def test_progress_tells_past_present_and_future_stages() -> None:
    drawn = progress_html(a_job())
    assert drawn.count("lis-past") == 2
    assert '<li aria-current="step">Taking in the meaning (128 of 640)</li>' in drawn
    assert drawn.count('<li class="lis-soft">') == 3
    assert "width:37%" in drawn  # two of six stages, and a fifth of the third
    assert "&lt;plan&gt;.pdf" in drawn
    assert "You can leave this page" in drawn


def test_a_stage_of_another_version_is_no_fault() -> None:
    assert 'aria-current="step">Waiting' in progress_html(a_job(stage="polishing", total=0))


def test_the_history_leads_to_what_became_of_each_file() -> None:
    drawn = jobs_html(
        [
            a_job(),
            a_job(state=JobState.DONE, document_id="d1"),
            a_job(state=JobState.DONE, document_id="d1", message="This file is here already."),
            a_job(state=JobState.FAILED, message="plan.pdf: the file is damaged"),
        ]
    )
    assert drawn.count('data-act="job" data-id="7"') == 1
    assert drawn.count('data-act="report" data-id="d1"') == 2
    assert "<td>Added</td>" in drawn
    assert "<td>This file is here already.</td>" in drawn
    assert "<td>Not added. plan.pdf: the file is damaged</td>" in drawn


def test_the_state_of_a_file_moves_on_without_a_reload(
    workspace: dict[str, Reading], empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    polled: list[bool] = []
    poll = add_strategy._poll_history

    def watched(opened: Desk) -> None:
        polled.append(True)
        poll(opened)

    monkeypatch.setattr(add_strategy, "_poll_history", watched)
    monkeypatch.setattr(add_strategy, "see_to_worker", lambda _desk: None)
    with open_workspace(empty) as held:
        enqueue(held, io.BytesIO(pdf()), "north.pdf", About("Plan", "Vale"), NOON)
        assert "<td>Waiting</td>" in markup(screen("add"), "jobs")
        assert polled == [True]
        tools = Tools(never_read, Analyst(BagOfWords(), None, None), "f@1")  # type: ignore[arg-type]
        run_next(held, tools, lambda: NOON)
        assert "Not added." in markup(screen("add"), "jobs")
        assert polled == [True], "nothing is under way any more"


def test_every_stage_of_the_work_has_its_words() -> None:
    source = (
        getsource(adding.add_document) + getsource(adding.analyse) + getsource(adding.embed_texts)
    )
    told = set(re.findall(r'progress\("(\w+)"', source))
    assert told - {"done"} == set(STAGES) - {"waiting"}


def test_the_report_answers_the_five_questions(workspace: dict[str, Reading]) -> None:
    id_ = workspace["Crowle Strategy"].document.id
    drawn = markup(screen("add", document=id_), "report")
    headings = [
        "What we read",
        "What we could not read",
        "What it says",
        "Whom it resembles",
        "What is missing",
    ]
    places = [drawn.index(f"<h3>{heading}</h3>") for heading in headings]
    assert places == sorted(places)
    assert "1 of 2 sheets and 1 passage" in drawn
    assert 'data-act="sheet" data-id="2">Sheet 2 has no text layer' in drawn
    assert 'data-act="label" data-id="people">People: 1 passage' in drawn
    assert "No other strategy: nothing in it is close" in drawn
    assert 'data-id="clean_growth">Clean growth: not stated' in drawn
    assert "No commitments" in drawn


def test_a_report_of_a_strategy_that_is_gone_is_told(workspace: dict[str, Reading]) -> None:
    (warning,) = screen("add", document="0" * 16).warning
    assert warning.value == "The strategy in the address is no longer here."


def test_a_report_on_paper_escapes_its_words() -> None:
    sections = [Section("What <we> read", (Line("A & B", "label", "x"),))]
    paper = report_file("Plan & more", sections)
    assert "<title>Plan &amp; more</title>" in paper
    assert "<h2>What &lt;we&gt; read</h2><ul><li>A &amp; B</li></ul>" in paper
    assert "http" not in paper


@pytest.mark.parametrize("number", ["99", "x"])
def test_an_upload_that_is_not_there(workspace: dict[str, Reading], number: str) -> None:
    told = [warning.value for warning in screen("add", job=number).warning]
    assert told == (["There is no such upload in this workspace."] if number == "99" else [])


def test_a_failed_upload_says_why_after_a_reload(
    workspace: dict[str, Reading], empty: Path
) -> None:
    opened = office(empty)
    number = enqueue(
        opened.workspace, io.BytesIO(b"broken"), "plan.pdf", About("Plan", "Vale"), NOON
    )
    tools = Tools(opened.reader, Analyst(BagOfWords(), None, None), "f@1")  # type: ignore[arg-type]
    run_next(opened.workspace, tools, lambda: NOON + timedelta(seconds=1))
    test = screen("add", job=str(number))
    (error,) = test.error
    assert error.value.startswith("plan.pdf was not added. ")
    assert error.value.endswith("the file is damaged; download it again")
    assert "Not added." in markup(test, "jobs")


def test_work_that_a_dead_worker_left_gets_a_new_one(
    workspace: dict[str, Reading], empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []
    monkeypatch.setattr("views.upload.start_worker", lambda w: started.append(w.folder))
    with open_workspace(empty) as kept:
        enqueue(kept, io.BytesIO(b"x"), "plan.pdf", About("Plan", "Vale"), NOON)
    screen("add")
    assert started == [empty]
