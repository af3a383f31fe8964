"""Reads a PDF in a child process under time and memory limits.

A hostile file can make PDFium crash or run for ever; here it takes only the child with it.
The child answers in JSON, never pickle: what comes out of a hostile file is not trusted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from ingest.child import OUT_OF_MEMORY
from ingest.document import About, Reading
from ingest.errors import NoTextError, UnreadableError
from ingest.ocr.engine import why_not

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: wall-clock seconds, and bytes of address space.

    The defaults leave a 300-page strategy ten times what it needs.
    """

    seconds: float = 180.0
    memory: int = 3 * 1024**3


PICTURE_LIMITS = Limits(seconds=14_400.0, memory=6 * 1024**3)
"""For pages read from pictures: 15 to 30 seconds each on one core, so 300 pages take two hours;
a page of A4 takes 1.7 GB of addresses, and one of 16 megapixels some four times as much."""


def read_isolated(
    path: Path, about: About, limits: Limits | None = None, *, recognise: bool = False
) -> Reading:
    """Return what the PDF at `path` says; `recognise` reads pages without text from pictures.

    Raises UnreadableError with one clear line when it cannot be read within the limits, or when
    pictures cannot be read on this machine.
    """
    if recognise and (missing := why_not()):
        raise UnreadableError(missing)
    limits = limits or (PICTURE_LIMITS if recognise else Limits())
    if not path.is_file():
        raise UnreadableError(f"{path.name}: there is no such file; check the name and the folder")
    request = {"path": str(path.resolve()), "memory": limits.memory, "recognise": recognise}
    with tempfile.TemporaryDirectory(prefix="lis-read-") as folder:
        answer = Path(folder) / "reading.json"
        code = _run({**request, "answer": str(answer)}, limits.seconds, path.name)
        if not answer.is_file():
            raise UnreadableError(_why(code, path.name, limits))
        content = answer.read_bytes()
    if content[:1] in (b"!", b"?"):
        error = NoTextError if content.startswith(b"?") else UnreadableError
        raise error(content[1:].decode("utf-8", "replace"))
    reading = msgspec.json.decode(content, type=Reading)
    return replace(reading, document=replace(reading.document, about=about))


def _run(request: dict[str, object], seconds: float, name: str) -> int:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ingest.child"],
            input=json.dumps(request).encode(),
            cwd=ROOT,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"{name}: reading took longer than {seconds:.0f} seconds and was stopped; the file may"
            " be damaged, try printing it to a new PDF"
        ) from error
    return done.returncode


def _why(code: int, name: str, limits: Limits) -> str:
    if code in (OUT_OF_MEMORY, -9):  # -9: the system itself ran out and killed the child
        gigabytes = limits.memory / 1024**3
        return (
            f"{name}: reading needs more than {gigabytes:.0f} GB of memory and was stopped; the"
            " file may be damaged, try printing it to a new PDF"
        )
    return f"{name}: the file made the PDF engine crash; try printing it to a new PDF"
