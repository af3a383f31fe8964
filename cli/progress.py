"""How far one file has come, as a bar on standard error when a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

import click

Progress: TypeAlias = Callable[[str, int, int], None]

# Where each stage begins, in hundredths of the time that an 80-page strategy takes.
BEGINS: Final = {
    "reading": 0,
    "embedding": 35,
    "analysing": 65,
    "storing": 92,
    "indexing": 95,
    "done": 100,
}


def hundredths(stage: str, done: int, total: int) -> int:
    """Return how much of a file is done; 0 for a stage that is not known."""
    begins = BEGINS.get(stage, 0)
    ends = min((b for b in BEGINS.values() if b > begins), default=100)
    return begins + (ends - begins) * done // total if total else begins


@contextmanager
def stages(name: str) -> Iterator[Progress]:
    """Give the callback to which a file's stages are reported; silent without a terminal."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    with click.progressbar(length=100, label=name, file=sys.stderr) as bar:

        def report(stage: str, done: int, total: int) -> None:
            bar.label = f"{name}: {stage}"
            bar.update(max(0, hundredths(stage, done, total) - bar.pos))

        yield report
