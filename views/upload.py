"""A file that was dropped: kept on disk, read once to guess what it is, then queued."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.jobs import enqueue
from index.worker import sole_worker, start_worker
from ingest.document import About
from ingest.guess import guess_about
from views.desk import Desk, now
from views.opening_sheets import cut


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file seems to be; `known` is the id of the document when it is here already."""

    about: About
    known: str


def guess_file(desk: Desk, name: str, content: bytes) -> Guess:
    """Read a file in a process of its own and guess what it is.

    UnreadableError, in one line, when nothing can be taken from it.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = digest[:16] if desk.store.has(digest[:16]) else ""
    if known:
        return Guess(desk.document(known).about, known)
    folder = desk.office.workspace.uploads / f"guess-{digest[:16]}"
    folder.mkdir(exist_ok=True)
    path = folder / (Path(name).name or "upload.pdf")  # its name stands in the lines of errors
    opening = folder / "opening" / path.name
    try:
        opening.parent.mkdir()
        path.write_bytes(content)
        # The whole file takes seconds. One that cannot be cut is read whole, for its error.
        reading = desk.office.reader(opening if cut(path, opening) else path, About("", ""))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Guess(guess_about(reading, Path(name).stem), "")


def queue_file(
    desk: Desk, content: BinaryIO, name: str, about: About, *, recognise: bool = False
) -> int:
    """Queue a file, see that a worker is there, and return the number of the job."""
    workspace = desk.office.workspace
    job = enqueue(workspace, content, name, about, now(), recognise=recognise)
    start_worker(workspace)
    return job


def see_to_worker(desk: Desk) -> None:
    """Start a worker when none is alive: for work that one left behind."""
    workspace = desk.office.workspace
    with sole_worker(workspace) as alone:
        none_alive = alone
    if none_alive:
        start_worker(workspace)
