"""One sheet as drawn: its frame, its line segments, its shapes and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.document import Problem
from ingest.layout.lines import Line
from ingest.ocr.engine import Recognised
from ingest.pages.shapes import Shapes
from ingest.pages.words import Frame, Word


@dataclass(slots=True)
class Sheet:
    """What PDFium gave for one sheet, before anything is known of the whole document.

    `words` are those that a reader can see; `turned` the visible ones set at an angle to
    the text of the page; `unread` those of the text layer that nobody can see; `counted` the
    numbers that count its lines.
    """

    number: int
    frame: Frame
    words: list[Word]
    lines: list[Line]
    shapes: Shapes
    turned: list[Line] = field(default_factory=list)
    turn: int = 0  # quarter turn, in degrees, from the page as displayed to its frame here
    right_to_left: bool = False
    problems: list[Problem] = field(default_factory=list)
    unread: list[Word] = field(default_factory=list)
    counted: list[Line] = field(default_factory=list)
    recognised: Recognised | None = None  # set when the words were read from the picture

    @property
    def width(self) -> float:
        return self.frame.width

    @property
    def height(self) -> float:
        return self.frame.height
