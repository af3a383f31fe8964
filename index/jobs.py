"""The queue of strategies waiting to be added, kept in the database so that no work is lost.

A job is taken by one worker at a time. A worker that dies stops its heartbeat, and its job
goes back into the queue.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, BinaryIO, Final, TypeAlias

from sqlalchemy import Engine, RowMapping, insert, select, update

from index.adding import Tools, add_document
from index.storage import rows, schema
from index.storage.workspace import Workspace, writer
from ingest.document import About, Status

BEAT_SECONDS: Final = 5.0
STALE_AFTER: Final = timedelta(seconds=60)  # twelve beats missed: the worker is gone, not busy
MOST_ATTEMPTS: Final = 3  # a file that ends three workers would end the fourth

Clock: TypeAlias = Callable[[], datetime]


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be added. `message` says in a line why it failed or what was noticed."""

    id: int
    state: JobState
    stage: str
    done: int
    total: int
    message: str
    name: str
    about: About
    document_id: str | None
    attempts: int
    queued: datetime
    heartbeat: datetime


def enqueue(
    workspace: Workspace,
    content: BinaryIO,
    name: str,
    about: About,
    at: datetime,
    *,
    recognise: bool = False,
) -> int:
    """Copy an uploaded file to disk and queue it; returns the id of the job.

    `recognise` reads pages without text from their picture.
    """
    digest = hashlib.sha256()
    part = workspace.uploads / f"{os.getpid()}-{threading.get_ident()}.part"
    with part.open("wb") as copy:
        while chunk := content.read(1 << 20):
            digest.update(chunk)
            copy.write(chunk)
    file = f"{digest.hexdigest()}.pdf"
    part.replace(workspace.uploads / file)
    values = {
        "state": JobState.QUEUED.value,
        "stage": "waiting",
        "done": 0,
        "total": 0,
        "message": "",
        "file": file,
        "name": name,
        "about": rows.about_json(about),
        "recognise": recognise,
        "attempts": 0,
        "queued": at,
        "heartbeat": at,
    }
    with writer(workspace.engine).begin() as connection:
        key = connection.execute(insert(schema.jobs).values(values)).inserted_primary_key
    return int(key[0]) if key else 0


def jobs(workspace: Workspace) -> list[Job]:
    """Return all jobs, the newest first."""
    j = schema.jobs
    with workspace.engine.connect() as connection:
        found = connection.execute(select(j).order_by(j.c.id.desc())).mappings()
        return [_job(row) for row in found]


def job(workspace: Workspace, id_: int) -> Job | None:
    """Return one job, or None when there is none of this id."""
    j = schema.jobs
    with workspace.engine.connect() as connection:
        row = connection.execute(select(j).where(j.c.id == id_)).mappings().first()
    return None if row is None else _job(row)


def waiting(workspace: Workspace, at: datetime) -> int:
    """Return how many jobs a worker could take now, those of dead workers included."""
    _requeue_stale(workspace.engine, at)
    j = schema.jobs.c
    with workspace.engine.connect() as connection:
        query = select(j.id).where(j.state == JobState.QUEUED.value)
        return len(connection.execute(query).all())


def run_next(workspace: Workspace, tools: Tools, clock: Clock, by: str = "") -> Job | None:
    """Do the oldest queued job and return how it ended; None when nothing waits.

    A file that cannot be taken makes the job fail with its line; it never raises.
    """
    taken = _take(workspace.engine, clock())
    if taken is None:
        return None
    id_, attempt, file, about, recognise = taken
    tools = tools.for_pictures() if recognise else tools
    heart = _Heart(workspace.engine, id_, attempt, clock)
    try:
        path = workspace.uploads / file
        added = add_document(
            path, about, workspace, tools, at=clock(), by=by, progress=heart.progress
        )
        message = "This file is here already; nothing was changed." if added.known else ""
        end = {"state": JobState.DONE.value, "stage": "done", "document_id": added.document.id}
        heart.finish({**end, "message": message})
        _forget_upload(workspace, file)
    except Exception as error:
        # One bad file must not end the worker, and its line belongs to whoever uploaded it.
        line = " ".join(str(error).split()) or type(error).__name__
        heart.finish({"state": JobState.FAILED.value, "message": line})
    finally:
        heart.stop()
    return job(workspace, id_)


def _job(row: RowMapping) -> Job:
    return Job(
        id=row["id"],
        state=JobState(row["state"]),
        stage=row["stage"],
        done=row["done"],
        total=row["total"],
        message=row["message"],
        name=row["name"],
        about=_about(row["about"]),
        document_id=row["document_id"],
        attempts=row["attempts"],
        queued=row["queued"],
        heartbeat=row["heartbeat"],
    )


def _about(kept: dict[str, Any]) -> About:
    published = kept["published"]
    return About(
        **{
            **kept,
            "status": Status(kept["status"]),
            "published": date.fromisoformat(published) if published else None,
        }
    )


def _requeue_stale(engine: Engine, at: datetime) -> None:
    j = schema.jobs
    stale = (j.c.state == JobState.RUNNING.value) & (j.c.heartbeat < at - STALE_AFTER)
    with engine.connect() as connection:
        if connection.execute(select(j.c.id).where(stale)).first() is None:
            return
    failed = {
        "state": JobState.FAILED.value,
        "message": f"The worker stopped {MOST_ATTEMPTS} times while reading this file.",
    }
    with writer(engine).begin() as connection:
        spent = j.c.attempts >= MOST_ATTEMPTS
        connection.execute(update(j).where(stale & spent).values(failed))
        connection.execute(
            update(j).where(stale).values(state=JobState.QUEUED.value, stage="waiting")
        )


def _take(engine: Engine, at: datetime) -> tuple[int, int, str, About, bool] | None:
    _requeue_stale(engine, at)
    j = schema.jobs
    with writer(engine).begin() as connection:
        queued = select(j).where(j.c.state == JobState.QUEUED.value).order_by(j.c.id).limit(1)
        row = connection.execute(queued).mappings().first()
        if row is None:
            return None
        attempt = row["attempts"] + 1
        values = {"state": JobState.RUNNING.value, "attempts": attempt, "heartbeat": at}
        connection.execute(update(j).where(j.c.id == row["id"]).values(values))
        return row["id"], attempt, row["file"], _about(row["about"]), row["recognise"]


def _forget_upload(workspace: Workspace, file: str) -> None:
    j = schema.jobs.c
    unfinished = j.state.in_([JobState.QUEUED.value, JobState.RUNNING.value])
    with workspace.engine.connect() as connection:
        if connection.execute(select(j.id).where(j.file == file, unfinished)).first() is None:
            (workspace.uploads / file).unlink(missing_ok=True)


class _Heart:
    """Tells the table that a job is alive, also while one stage takes minutes.

    It writes only as long as the job is still this attempt's: a worker that was thought dead
    must not overwrite what its successor does.
    """

    def __init__(self, engine: Engine, id_: int, attempt: int, clock: Clock) -> None:
        self._engine = engine
        self._id = id_
        self._attempt = attempt
        self._clock = clock
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()

    def progress(self, stage: str, done: int, total: int) -> None:
        self._write({"stage": stage, "done": done, "total": total})

    def finish(self, values: dict[str, Any]) -> None:
        self._write(values)

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stopped.wait(BEAT_SECONDS):
            self._write({})

    def _write(self, values: dict[str, Any]) -> None:
        j = schema.jobs
        mine = (
            (j.c.id == self._id)
            & (j.c.attempts == self._attempt)
            & (j.c.state == JobState.RUNNING.value)
        )
        with writer(self._engine).begin() as connection:
            connection.execute(update(j).where(mine).values(heartbeat=self._clock(), **values))
