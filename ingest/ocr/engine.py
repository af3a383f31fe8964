"""Reads the words of a page from its picture, for pages whose text layer says nothing.

The engine is RapidOCR (PP-OCRv4 models, inside its wheel; nothing is downloaded), an extra that
need not be installed: `why_not` says what is missing.
"""

from __future__ import annotations

import math
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.ink import Picture, gaps_after, mended, pounds_before
from ingest.pages.direction import turned
from ingest.pages.shapes import Edges
from ingest.pages.words import Frame, Word

Letter = tuple[str, float, float, float, float, float]  # text, confidence, x0, top, x1, bottom

DPI: Final = 200  # finer costs time and finds no more words, see decision 0007
MAX_PIXELS: Final = 16_000_000  # a sheet of A0 is drawn coarser rather than exhausting memory
SAMPLE: Final = 6  # lines that tell which way up a page is: the longest seldom are all names
PLAIN: Final = 0.9  # confidence from which the first way up is not doubted; upside down: .3 to .7
TALL: Final = 1.5  # height to width from which the engine takes a line to stand on its end
BOX_TO_SIZE: Final = 0.92  # type size to line box, by the samples drawn as pictures
SAME_SIZE: Final = 0.18  # of the usual size: lines without descenders measure as much smaller
BASELINE: Final = 0.26  # of the line box, from below: descenders and air
UNREAD: Final = 0.5  # confidence in a mark that is seen but was not read: worth a second look
LEVEL: Final = 0.004  # radians, a quarter of a degree: lines of 500 points rise by two


class RecognitionError(ValueError):
    """The engine failed on a picture."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words of one page in its frame turned by `turn`; confidences run from 0 to 1.

    Where a scan lies askew the words are set level, so that their lines can be read; `drawn` is
    where each stands in truth.
    """

    words: list[Word]
    sure: list[float]  # for each word, how sure the engine is of it
    drawn: list[Edges]
    turn: int

    @property
    def skewed(self) -> bool:
        return any(
            (w.x0, w.top) != edges[:2] for w, edges in zip(self.words, self.drawn, strict=True)
        )

    @property
    def confidence(self) -> float:
        """How sure the engine is of the page, by letter."""
        return by_letter(zip((w.text for w in self.words), self.sure, strict=True))


class Recogniser(Protocol):
    """Reads a PDFium page from its picture; RecognitionError when the engine fails."""

    def read(self, page: Any, frame: Frame) -> Recognised: ...


def why_not() -> str | None:
    """Return the line that says what is missing to read pictures, None when nothing is."""
    try:
        import rapidocr_onnxruntime  # noqa: F401  only importing shows a missing system library
    except ModuleNotFoundError:
        return (
            "reading pages from their picture needs an extra:"
            " pip install 'lis-scrutiny[ocr]' (in the clone: pip install -e '.[ocr]')"
        )
    except ImportError as error:
        return (
            f"the engine that reads pictures cannot start ({error});"
            " on Debian or Ubuntu: apt-get install libgl1 libglib2.0-0"
        )
    return None


def available() -> bool:
    """Whether pages can be read from their picture on this machine."""
    return why_not() is None


class RapidRecogniser:
    """RapidOCR with its own models, one page at a time."""

    def __init__(self) -> None:
        from rapidocr_onnxruntime import RapidOCR

        # The engine would shrink what is larger than 2,000 pixels; MAX_PIXELS bounds it already.
        self._engine = RapidOCR(max_side_len=100_000, use_cls=False)

    def read(self, page: Any, frame: Frame) -> Recognised:
        scale = min(DPI / 72, (MAX_PIXELS / (frame.width * frame.height)) ** 0.5)
        picture = _picture(page, scale)
        try:
            turn = self._turn(picture)
            upright = np.ascontiguousarray(np.rot90(picture, -turn // 90))
            found, _ = self._engine(upright, return_word_box=True)
            shown = turned(frame, turn)
            across, down = _points_a_pixel(shown, upright)
            lines = [_line(raw, upright, across, down) for raw in found or () if raw[1].strip()]
        except Exception as error:  # the engine and its libraries raise what they like
            raise RecognitionError(f"{type(error).__name__}: {error}") from error
        return _recognised(lines, (shown.width / 2, shown.height / 2), turn)

    def _turn(self, picture: Picture) -> int:
        """Return the clockwise quarter turn after which the page reads from left to right."""
        boxes, _ = self._engine.auto_text_det(picture)
        if boxes is None:
            return 0
        longest = sorted(boxes, key=_length, reverse=True)[:SAMPLE]
        standing = 2 * sum(_stands(box) for box in longest) > len(longest)
        crops = self._engine.get_crop_img_list(picture, longest)
        first = self._sureness(crops)
        if first >= PLAIN or first >= self._sureness([np.rot90(crop, 2) for crop in crops]):
            # A crop that stands was turned a quarter against the clock to lie level.
            return 270 if standing else 0
        return 90 if standing else 180

    def _sureness(self, crops: Sequence[Picture]) -> float:
        read, _ = self._engine.text_rec(list(crops))
        return by_letter((text, sure) for text, sure, *_ in read)


def by_letter(texts: Iterable[tuple[str, float]]) -> float:
    """Return the mean of confidences, each weighing as much as its text is long; 0 of none."""
    known = [(len(text), sure) for text, sure in texts]
    letters = sum(length for length, _ in known)
    return sum(length * sure for length, sure in known) / letters if letters else 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as recognised: its letters with their boxes and confidences, in points."""

    letters: list[Letter]
    height: float
    slope: float  # radians, clockwise


def _line(raw: Sequence[Any], picture: Picture, across: float, down: float) -> _Line:
    """Take a line of the engine: corners, text, confidence, boxes, letters, confidences."""
    corners = np.asarray(raw[0], dtype=np.float64)
    sides = np.linalg.norm(corners[0] - corners[3]) + np.linalg.norm(corners[1] - corners[2])
    letters: list[Letter] = []
    boxes = [(*np.min(box, axis=0), *np.max(box, axis=0)) for box in raw[3]]
    gaps = gaps_after(picture, boxes, raw[4])
    pounds = pounds_before(picture, boxes, raw[4], float(corners[:, 0].min()))
    unread = zip(gaps, pounds, strict=True)
    read = zip(boxes, raw[4], raw[5], strict=True)
    for ((x0, top, x1, bottom), text, sure), (gap, pound) in zip(read, unread, strict=True):
        # The models were trained on Chinese and set some marks in full width.
        edges = (float(x0 * across), float(top * down), float(x1 * across), float(bottom * down))
        if pound is not None:
            letters.append(("£", UNREAD, float(pound * across), *edges[1:]))
        letters.append((unicodedata.normalize("NFKC", text), float(sure), *edges))
        if gap:
            letters.append((" ", float(sure), *edges))
    along = (corners[1] - corners[0]) * (across, down)
    return _Line(letters, float(sides) / 2 * down, math.atan2(along[1], along[0]))


def _recognised(lines: Sequence[_Line], centre: tuple[float, float], turn: int) -> Recognised:
    sizes, slope = _sizes(lines), _slope(lines)
    words: list[Word] = []
    sure: list[float] = []
    drawn: list[Edges] = []
    for line, size in zip(lines, sizes, strict=True):
        for is_blank, run in groupby(line.letters, key=lambda letter: not letter[0].strip()):
            if is_blank:
                continue
            letters = list(run)
            level = [_set_level(letter, centre, slope) for letter in letters]
            words.append(_word(level, size, line.height, len(words)))
            sure.append(sum(letter[1] for letter in letters) / len(letters))
            drawn.append(_edges(letters))
    return Recognised(words, sure, drawn, turn)


def _slope(lines: Sequence[_Line]) -> float:
    """Return how far the lines of a page slope, 0 when they are as good as level."""
    weighed = [line.slope for line in lines for _ in line.letters]
    slope = statistics.median(weighed) if weighed else 0.0
    return slope if abs(slope) > LEVEL else 0.0


def _set_level(letter: Letter, centre: tuple[float, float], slope: float) -> Letter:
    """Turn a letter about the centre of the page against the slope of its lines."""
    if not slope:
        return letter
    text, sure, x0, top, x1, bottom = letter
    x, y = (x0 + x1) / 2 - centre[0], (top + bottom) / 2 - centre[1]
    right = centre[0] + x * math.cos(slope) + y * math.sin(slope) - (x0 + x1) / 2
    lower = centre[1] - x * math.sin(slope) + y * math.cos(slope) - (top + bottom) / 2
    return text, sure, x0 + right, top + lower, x1 + right, bottom + lower


def _edges(letters: Sequence[Letter]) -> Edges:
    _, _, x0, top, x1, bottom = zip(*letters, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _word(
    letters: Sequence[Letter],
    size: float,
    height: float,
    order: int,
) -> Word:
    x0, top, x1, bottom = _edges(letters)
    return Word(
        text=mended("".join(letter[0] for letter in letters)),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        size=size,
        bold=False,
        italic=False,
        font="",
        colour=0,
        angle=0,
        order=order,
        baseline=statistics.fmean(letter[5] for letter in letters) - BASELINE * height,
        spaced=True,
    )


def _sizes(lines: Sequence[_Line]) -> list[float]:
    """Return the type size of each line; what measures nearly the usual size has it."""
    measured = [line.height * BOX_TO_SIZE for line in lines]
    weighed = [size for line, size in zip(lines, measured, strict=True) for _ in line.letters]
    if not weighed:
        return measured
    usual = statistics.median(weighed)
    near = SAME_SIZE * usual
    return [usual if abs(size - usual) <= near else round(size * 2) / 2 for size in measured]


def _picture(page: Any, scale: float) -> Picture:
    bitmap = page.render(scale=scale, prefer_bgrx=False)
    try:
        picture: Picture = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
    return picture


def _points_a_pixel(frame: Frame, picture: Picture) -> tuple[float, float]:
    height, width = picture.shape[:2]
    return frame.width / width, frame.height / height


def _length(box: NDArray[np.float32]) -> float:
    return float(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])))


def _stands(box: NDArray[np.float32]) -> bool:
    across, down = np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])
    return bool(down >= TALL * across)
