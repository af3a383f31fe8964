"""Fuzzes the reader: `python -m eval.fuzz 5000` mutates PDFs and reads each in a child.

A mutation may make a file unreadable, which is said in one clear line, or leave less of it,
which is said page by page. It may not crash or hang the child, raise anything else, or lose
all text without a word.
"""

from __future__ import annotations

import io
import json
import select
import struct
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.reading import fold
from eval.sample_gold import samples
from ingest.document import About, Reading, TextSource
from ingest.errors import UnreadableError
from ingest.reader import read_pdf, words_on

SECONDS = 60.0  # one page takes 0.1 s; a child that is silent for longer hangs
SEED_PAGES = (0, 1, 2, 4)  # cover, contents and two pages of text of each sample
HEADER = 16  # bytes left alone: without "%PDF-" a file is refused before it is read
CLEAR = 8  # times each tiny page counts: half of all mutations go to pages in clear
ROOT = Path(__file__).resolve().parent.parent
WORTH_BREAKING = (b"/", b"obj", b"stream", b"<<", b">>", b"[", b"]", b" R", b"xref", b"Tm", b"Tf")
NUMBERS = (b"0", b"-1", b"1e38", b"99999999999", b"2147483648", b"0.0000001", b"-32768")


@dataclass(slots=True)
class FuzzReport:
    """What became of the mutations; `broken` holds (what happened, the file that did it)."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """How many mutations crashed, hung, raised or lost text in silence."""
        return len(self.broken)


class _Child:
    """A reader in another process that is started again when it dies."""

    def __init__(self) -> None:
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "eval.fuzz", "--child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )

    def read(self, content: bytes) -> str:
        """Return what reading came to: "read", "refused", or what went wrong."""
        pipe, answer = self._process.stdin, self._process.stdout
        assert pipe is not None
        assert answer is not None
        try:
            pipe.write(struct.pack("<I", len(content)) + content)
            pipe.flush()
        except BrokenPipeError:
            return self._restart("crash")
        ready, _, _ = select.select([answer], [], [], SECONDS)
        if not ready:
            return self._restart("hang")
        line = answer.readline()
        return str(json.loads(line)) if line else self._restart("crash")

    def _restart(self, outcome: str) -> str:
        self.close()
        self._process = self._start()
        return outcome

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def seeds() -> list[bytes]:
    """Return single pages of the samples, small enough to be read ten times a second."""
    import pypdfium2 as pdfium

    found = []
    for sample in samples():
        whole = pdfium.PdfDocument(sample.pdf)
        for page in (page for page in SEED_PAGES if page < len(whole)):
            part = pdfium.PdfDocument.new()
            part.import_pages(whole, [page])
            buffer = io.BytesIO()
            part.save(buffer)
            found.append(buffer.getvalue())
            part.close()
        whole.close()
    return found


def tiny() -> list[bytes]:
    """Return small pages whose content streams are written in clear, so that edits reach them."""
    from reportlab.pdfgen.canvas import Canvas

    found = []
    for rotation in (0, 90):
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pageCompression=0, invariant=True)
        for page in range(2):
            for i in range(12):
                canvas.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 18 if i == 0 else 10)
                canvas.drawString(60 + 240 * (i % 2), 760 - 14 * i, f"{page} words of line {i}")
            for i in range(4):
                canvas.line(60, 500 - 20 * i, 500, 500 - 20 * i)
                canvas.line(60 + 140 * i, 440, 60 + 140 * i, 500)
            canvas.rect(60, 300, 300, 100, stroke=1, fill=0)
            canvas.setPageRotation(rotation)
            canvas.bookmarkPage(str(page))
            canvas.addOutlineEntry(f"Part {page}", str(page))
            canvas.showPage()
        canvas.save()
        found.append(buffer.getvalue())
    return found


def fuzz(mutations: int, extra: Sequence[bytes] = ()) -> FuzzReport:
    """Read that many mutated files and report what became of them."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    corpus = [*tiny() * CLEAR, *seeds(), *extra]
    report, child = FuzzReport(), _Child()
    edit = st.tuples(
        st.sampled_from(("flip", "cut", "copy", "insert", "number", "break")),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=12),
    )

    @settings(
        max_examples=mutations,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(range(len(corpus))), st.lists(edit, min_size=1, max_size=8))
    def read(seed: int, edits: list[tuple[str, float, bytes]]) -> None:
        content = mutated(corpus[seed], edits)
        outcome = child.read(content)
        report.outcomes[outcome.split(":")[0]] += 1
        if outcome not in ("read", "refused"):
            report.broken.append((outcome, content))

    try:
        read()
    finally:
        child.close()
    return report


def mutated(content: bytes, edits: Sequence[tuple[str, float, bytes]]) -> bytes:
    """Return a file with these edits made: (what, where from 0 to 1, bytes)."""
    changed = bytearray(content)
    for kind, where, piece in edits:
        at = HEADER + int(where * max(len(changed) - HEADER, 0))
        span = 1 + piece[0] * len(piece)
        match kind:
            case "flip":
                for i, byte in enumerate(piece):
                    if at + i < len(changed):
                        changed[at + i] ^= byte
            case "cut":
                del changed[at : at + span]
            case "copy":
                changed[at:at] = changed[at : at + span]
            case "insert":
                changed[at:at] = piece
            case "number":
                _replace_number(changed, at, NUMBERS[piece[0] % len(NUMBERS)])
            case _:
                token = WORTH_BREAKING[piece[0] % len(WORTH_BREAKING)]
                place = changed.find(token, at)
                if place >= 0:
                    changed[place : place + len(token)] = piece[: len(token)]
    return bytes(changed)


def _replace_number(changed: bytearray, at: int, number: bytes) -> None:
    while at < len(changed) and not 48 <= changed[at] <= 57:
        at += 1
    end = at
    while end < len(changed) and 48 <= changed[end] <= 57:
        end += 1
    changed[at:end] = number


def _serve() -> None:
    """Read files from standard input until it ends, and answer each in one line."""
    # What a broken file makes a library print must not be taken for an answer.
    out, sys.stdout = sys.stdout, sys.stderr
    while True:
        head = sys.stdin.buffer.read(4)
        if len(head) < 4:
            return
        content = sys.stdin.buffer.read(struct.unpack("<I", head)[0])
        out.write(json.dumps(_outcome(content)) + "\n")
        out.flush()


def _outcome(content: bytes) -> str:
    import msgspec

    try:
        reading = read_pdf(content, About("", ""), "fuzzed.pdf")
        back: Any = msgspec.json.decode(msgspec.json.encode(reading), type=Reading)
    except UnreadableError as error:
        return "refused" if str(error) and "\n" not in str(error) else f"unclear: {error!r}"
    except BaseException as error:
        return f"raised: {error!r:.300}"
    if back.passages != reading.passages:
        return "unclear: the answer does not survive the way to the parent"
    return _silence(content, reading) or "read"


def _silence(content: bytes, reading: Reading) -> str:
    """Return what was lost without a word: a page with no text, or words in no block."""
    told = {problem.sheet for problem in reading.document.problems}
    said: dict[int, Counter[str]] = defaultdict(Counter)
    for block in reading.blocks:
        said[block.boxes[0].sheet].update(fold(block.text))
    for page in reading.document.pages:
        if page.sheet in told:
            continue
        if page.text_source is TextSource.NONE:
            return f"silent: page {page.sheet} has no text and no problem"
        seen = Counter(fold("".join(word.text for word in words_on(content, page.sheet))))
        if seen - said[page.sheet]:
            return f"silent: words of page {page.sheet} stand in no block"
    return ""


def main(arguments: Sequence[str]) -> int:
    """Run that many mutations; keep what broke and return 1 when anything did."""
    if arguments[:1] == ["--child"]:
        _serve()
        return 0
    report = fuzz(int(arguments[0]) if arguments else 5_000)
    folder = Path(tempfile.mkdtemp(prefix="lis-fuzz-")) if report.broken else None
    for i, (outcome, content) in enumerate(report.broken):
        assert folder is not None
        (folder / f"{i:04}.pdf").write_bytes(content)
        sys.stdout.write(f"{folder / f'{i:04}.pdf'}: {outcome}\n")
    counts = ", ".join(f"{name} {count}" for name, count in sorted(report.outcomes.items()))
    sys.stdout.write(f"{sum(report.outcomes.values())} mutations: {counts}\n")
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
