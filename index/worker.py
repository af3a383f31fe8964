"""The worker process: `python -m index.worker --workspace DIR` does queued jobs, then ends.

One worker at a time works on a workspace, so starting one too many does no harm: it waits
while there is work and ends when there is none.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from index.adding import Tools
from index.errors import WorkspaceError
from index.jobs import Clock, Job, JobState, run_next, waiting
from index.storage.workspace import Workspace, open_workspace

POLL_SECONDS: Final = 0.5


def drain(workspace: Workspace, tools: Callable[[], Tools], clock: Clock) -> list[Job]:
    """Do every queued job and return how they ended; `tools` is called only if there is one."""
    finished: list[Job] = []
    ready: Tools | None = None
    while waiting(workspace, clock()):
        ready = ready or tools()
        job = run_next(workspace, ready, clock)
        finished += [job] if job else []
    return finished


@contextmanager
def sole_worker(workspace: Workspace) -> Iterator[bool]:
    """Hold the workspace's worker lock, which ends with the process; False when another has it."""
    import fcntl

    with (workspace.cache / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def start_worker(workspace: Workspace) -> subprocess.Popen[bytes]:
    """Start a worker that outlives the caller; call it after every `enqueue`."""
    arguments = [sys.executable, "-m", "index.worker", "--workspace", str(workspace.folder)]
    log = (workspace.cache / "worker.log").open("ab")
    with log:
        return subprocess.Popen(  # noqa: S603  our own module, no shell
            arguments,
            cwd=Path(__file__).resolve().parents[1],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the queue is empty, or for good with `--stay`; 2 when there is no workspace."""
    parser = argparse.ArgumentParser(prog="python -m index.worker")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--stay", action="store_true", help="wait for more work when done")
    given = parser.parse_args(arguments)
    try:
        workspace = open_workspace(given.workspace.resolve())
    except WorkspaceError as error:
        print(error, file=sys.stderr)  # noqa: T201  this is a command
        return 2
    with workspace:
        _work(workspace, stay=given.stay)
    return 0


def _work(workspace: Workspace, *, stay: bool) -> None:
    tools = _shipped_tools(workspace)
    while stay or waiting(workspace, _now()):
        with sole_worker(workspace) as alone:
            finished = drain(workspace, tools, _now) if alone else []
        if any(job.state is JobState.DONE for job in finished):
            _compare(workspace, tools)
        if stay or not alone:
            time.sleep(POLL_SECONDS)


def _compare(workspace: Workspace, tools: Callable[[], Tools]) -> None:
    """Find the overlaps of many strategies now that they have changed, before somebody waits."""
    from index.comparing.overlap_cache import KEPT_FROM, fill

    if sum(held.passages for held in workspace.store.counts().values()) >= KEPT_FROM:
        fill(workspace, tools().analyst.embedder.id)


def _shipped_tools(workspace: Workspace) -> Callable[[], Tools]:
    ready: list[Tools] = []

    def tools() -> Tools:
        from index.assembly import assemble
        from index.model_cache import model_cache

        if not ready:
            ready.append(assemble(workspace.folder, model_cache()).tools)
        return ready[0]

    return tools


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
