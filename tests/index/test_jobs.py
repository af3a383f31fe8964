from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from index.adding import Tools
from index.jobs import (
    MOST_ATTEMPTS,
    STALE_AFTER,
    Job,
    JobState,
    enqueue,
    job,
    jobs,
    run_next,
    waiting,
)
from index.storage.workspace import Workspace
from index.worker import drain, main, sole_worker
from ingest.document import About, Reading, Status
from tests.index.strategies import NOON
from tests.index.test_adding import make_tools, read_lines

ABOUT = About("Strategy", "A", "A Partnership", Status.DRAFT, date(2019, 3, 1), "month", "x.org")


def put(workspace: Workspace, text: str, name: str = "a.pdf") -> int:
    return enqueue(workspace, io.BytesIO(text.encode()), name, ABOUT, NOON)


def noon() -> datetime:
    return NOON


def later() -> datetime:
    return NOON + STALE_AFTER + timedelta(seconds=1)


def ended(workspace: Workspace, id_: int) -> Job:
    found = job(workspace, id_)
    assert found is not None
    return found


def test_upload_is_on_disk_and_queued_before_anything_else(workspace: Workspace) -> None:
    id_ = put(workspace, "Steel is rolled.")
    assert [p.read_text() for p in workspace.uploads.iterdir()] == ["Steel is rolled."]
    found = ended(workspace, id_)
    assert (found.state, found.stage, found.name) == (JobState.QUEUED, "waiting", "a.pdf")
    assert (found.about, found.queued, found.attempts) == (ABOUT, NOON, 0)


def test_job_done_names_its_document_and_lets_the_upload_go(workspace: Workspace) -> None:
    id_ = put(workspace, "Steel is rolled.")
    done = run_next(workspace, make_tools(), noon)
    assert done == ended(workspace, id_)
    assert (done.state, done.stage, done.message) == (JobState.DONE, "done", "")
    document = workspace.store.documents()[0]
    assert (done.document_id, document.about) == (document.id, ABOUT)
    assert list(workspace.uploads.iterdir()) == []
    assert workspace.pdf(document.id).read_text() == "Steel is rolled."


def test_nothing_waits(workspace: Workspace) -> None:
    assert run_next(workspace, make_tools(), noon) is None
    assert job(workspace, 1) is None


def test_bad_file_fails_with_its_line_and_the_next_goes_on(workspace: Workspace) -> None:
    bad, good = put(workspace, "broken", "bad.pdf"), put(workspace, "Steel is rolled.")
    finished = drain(workspace, make_tools, noon)
    assert [(j.id, j.state) for j in finished] == [(bad, JobState.FAILED), (good, JobState.DONE)]
    assert finished[0].message.endswith(".pdf: this is not a PDF")
    assert "\n" not in finished[0].message


def test_same_file_again_says_so(workspace: Workspace) -> None:
    put(workspace, "Steel is rolled.")
    again = put(workspace, "Steel is rolled.", "b.pdf")
    drain(workspace, make_tools, noon)
    found = ended(workspace, again)
    assert found.message == "This file is here already; nothing was changed."
    assert (found.state, found.document_id) == (
        JobState.DONE,
        workspace.store.documents()[0].id,
    )


def test_newest_job_is_listed_first(workspace: Workspace) -> None:
    first, second = put(workspace, "one"), put(workspace, "two")
    assert [j.id for j in jobs(workspace)] == [second, first]


def killed(workspace: Workspace) -> None:
    """Take a job as a worker does that is killed while it reads."""

    def die(path: Path, about: About) -> Reading:
        raise KeyboardInterrupt  # like SIGKILL, this is not caught

    with pytest.raises(KeyboardInterrupt):
        run_next(workspace, replace(make_tools(), read=die), noon)


def test_job_of_a_dead_worker_goes_back_into_the_queue(workspace: Workspace) -> None:
    id_ = put(workspace, "Steel is rolled.")
    killed(workspace)
    assert ended(workspace, id_).state is JobState.RUNNING
    assert waiting(workspace, noon()) == 0
    assert waiting(workspace, later()) == 1
    done = run_next(workspace, make_tools(), later)
    assert done is not None
    assert (done.state, done.attempts) == (JobState.DONE, 2)


def test_file_that_ends_every_worker_is_given_up(workspace: Workspace) -> None:
    id_ = put(workspace, "Steel is rolled.")
    moment = NOON
    for _ in range(MOST_ATTEMPTS):
        moment += 2 * STALE_AFTER
        with pytest.raises(KeyboardInterrupt):
            run_next(workspace, replace(make_tools(), read=_die), lambda at=moment: at)
    assert waiting(workspace, moment + 2 * STALE_AFTER) == 0
    found = ended(workspace, id_)
    assert found.state is JobState.FAILED
    assert found.message == "The worker stopped 3 times while reading this file."


def _die(path: Path, about: About) -> Reading:
    raise KeyboardInterrupt


def test_worker_thought_dead_cannot_overwrite_its_successor(workspace: Workspace) -> None:
    id_ = put(workspace, "Steel is rolled.")

    def slow(path: Path, about: About) -> Reading:
        done = run_next(workspace, make_tools(), later)  # the successor, meanwhile
        assert done is not None
        assert done.state is JobState.DONE
        raise RuntimeError("too late")

    run_next(workspace, replace(make_tools(), read=slow), noon)
    found = ended(workspace, id_)
    assert (found.state, found.message, found.attempts) == (JobState.DONE, "", 2)


def test_progress_is_seen_while_the_job_runs(workspace: Workspace) -> None:
    id_ = put(workspace, "Steel is rolled.")
    seen: list[tuple[str, JobState]] = []

    def watch(path: Path, about: About) -> Reading:
        found = ended(workspace, id_)
        seen.append((found.stage, found.state))
        return read_lines(path, about)

    run_next(workspace, replace(make_tools(), read=watch), noon)
    assert seen == [("reading", JobState.RUNNING)]


def test_heartbeat_is_the_clock_of_the_worker(workspace: Workspace) -> None:
    id_ = put(workspace, "Steel is rolled.")
    ticks: Iterator[int] = count()
    run_next(workspace, make_tools(), lambda: NOON + timedelta(seconds=next(ticks)))
    assert ended(workspace, id_).heartbeat > NOON


def test_tools_are_loaded_only_when_there_is_work(workspace: Workspace) -> None:
    def none_needed() -> Tools:
        raise AssertionError("no work, no tools")

    assert drain(workspace, none_needed, noon) == []


def test_one_worker_at_a_time(workspace: Workspace) -> None:
    with sole_worker(workspace) as first, sole_worker(workspace) as second:
        assert (first, second) == (True, False)
    with sole_worker(workspace) as third:
        assert third is True


def test_worker_without_work_ends_and_without_workspace_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--workspace", str(tmp_path / "w")]) == 0
    (tmp_path / "file").write_text("x")
    assert main(["--workspace", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.strip().endswith("is a file; give a folder as the workspace")
