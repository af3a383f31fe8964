"""The child process of `ingest.isolated`: one request on standard input, one answer file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

OUT_OF_MEMORY = 3  # exit code that `ingest.isolated` turns into a clear line


def main() -> int:
    """Read the PDF that the request names; an answer that starts with "!" or "?" is an error."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # thread stacks would count against the limit
    request = json.load(sys.stdin)
    _limit_memory(int(request["memory"]))
    path, answer = Path(request["path"]), Path(request["answer"])
    try:
        content = _answer(path, recognise=bool(request.get("recognise")))
    except MemoryError:
        return OUT_OF_MEMORY
    part = answer.with_suffix(".part")
    part.write_bytes(content)
    part.replace(answer)
    return 0


def _answer(path: Path, *, recognise: bool) -> bytes:
    import msgspec

    from ingest.document import About
    from ingest.errors import NoTextError, UnreadableError
    from ingest.ocr.engine import RapidRecogniser
    from ingest.reader import read_pdf

    try:
        recogniser = RapidRecogniser() if recognise else None
        reading = read_pdf(path.read_bytes(), About(title="", place=""), path.name, recogniser)
    except UnreadableError as error:
        return (b"?" if isinstance(error, NoTextError) else b"!") + str(error).encode()
    return msgspec.json.encode(reading)


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):  # macOS refuses some limits
        return


if __name__ == "__main__":
    sys.exit(main())
