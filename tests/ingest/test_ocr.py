"""The engine itself: small pages drawn as pictures, every way up, and what it gets wrong."""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.document import Reading
from ingest.errors import UnreadableError
from ingest.isolated import read_isolated
from ingest.ocr.engine import RapidRecogniser, available, by_letter, why_not
from ingest.reader import read_pdf
from tests.ingest.drawn import NOBODY, Press

with_engine = pytest.mark.skipif(not available(), reason=str(why_not()))

LINES = (
    "We will open a college for 900 learners",
    "at Pellingham in September 2021, and with",
    "£4.5m we shall renew the old harbour wall.",
)


def picture_of(content: bytes, turn: int = 0, skew: float = 0.0) -> bytes:
    """Return a PDF that shows the first page of another as a scan would."""
    pdf = pdfium.PdfDocument(content)
    drawn = pdf[0].render(scale=200 / 72).to_pil().convert("RGB")
    drawn = drawn.rotate(skew, expand=False, fillcolor="white").rotate(-turn, expand=True)
    buffer = io.BytesIO()
    drawn.save(buffer, "PDF", resolution=200)
    return buffer.getvalue()


def page() -> bytes:
    press = Press(300, 200)
    press.lines(30, 60, LINES, leading=15, size=11)
    return press.pdf()


@pytest.fixture(scope="module")
def engine() -> RapidRecogniser:
    return RapidRecogniser()


def said(reading: Reading) -> list[str]:
    return [passage.text for passage in reading.passages]


@with_engine
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_up_it_lies(engine: RapidRecogniser, turn: int) -> None:
    reading = read_pdf(picture_of(page(), turn), NOBODY, recogniser=engine)
    assert said(reading) == [" ".join(LINES)]
    (box,) = reading.passages[0].boxes
    # Corners of the paragraph on the upright page, carried round with the picture.
    x0, top, x1, bottom = {
        0: (30, 52, 241, 92),
        90: (200 - 92, 30, 200 - 52, 241),
        180: (300 - 241, 200 - 92, 300 - 30, 200 - 52),
        270: (52, 300 - 241, 92, 300 - 30),
    }[turn]
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((x0, top, x1, bottom), abs=4)


@with_engine
def test_lines_of_a_skewed_scan_are_put_together(engine: RapidRecogniser) -> None:
    reading = read_pdf(picture_of(page(), skew=3), NOBODY, recogniser=engine)
    assert said(reading) == [" ".join(LINES)]
    (box,) = reading.passages[0].boxes
    rise = 211 * math.sin(math.radians(3))
    assert box.height == pytest.approx(40 + rise, abs=6)


@with_engine
def test_the_child_process_reads_pictures_and_keeps_how_sure_it_is(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(picture_of(page()))
    reading = read_isolated(path, NOBODY, recognise=True)
    assert said(reading) == [" ".join(LINES)]
    confidence = reading.passages[0].confidence
    assert confidence is not None
    assert 0.9 < confidence < 1


class _Absent:
    """An import hook that fails as a missing system library does."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        if name == "rapidocr_onnxruntime":
            raise ImportError("libGL.so.1: cannot open shared object file")
        return None


def test_a_missing_extra_is_one_line_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    line = why_not()
    assert line is not None
    assert "pip install 'lis-scrutiny[ocr]'" in line
    assert not available()


def test_a_missing_system_library_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delitem(sys.modules, "rapidocr_onnxruntime", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Absent(), *sys.meta_path])
    path = tmp_path / "scan.pdf"
    path.write_bytes(page())
    with pytest.raises(UnreadableError, match=r"libGL\.so\.1.*apt-get install libgl1"):
        read_isolated(path, NOBODY, recognise=True)


def test_confidence_weighs_letters_not_words() -> None:
    assert by_letter([("a", 0.5), ("bcd", 0.9)]) == pytest.approx(0.8)
    assert by_letter([]) == 0.0
