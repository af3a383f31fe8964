"""What a strategy is once it has been read: pages, blocks and citable passages.

Coordinates are PDF points of the page as displayed (CropBox, rotation applied) with
the origin at the top left, y growing downwards. Sheets count from 1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far a strategy had come when it was published."""

    AGREED = "agreed"  # signed by government
    FINAL = "final"  # published by its authors alone
    DRAFT = "draft"
    SUBMISSION = "submission"  # sent to the office, not published


class TextSource(StrEnum):
    """Where the words of a page came from."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"


class BlockKind(StrEnum):
    """What part a block plays on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    BOX = "box"
    PULL_QUOTE = "pull_quote"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    CONTENTS = "contents"
    FIGURE_TEXT = "figure_text"  # axis labels and the like
    RUNNING = "running"  # heads, feet, page numbers, watermarks


BODY_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.BOX}
)
"""Kinds that make statements: only these are tagged, compared and counted."""

PASSAGE_KINDS = BODY_KINDS | {BlockKind.PULL_QUOTE, BlockKind.CAPTION, BlockKind.FOOTNOTE}
"""Kinds that a reviewer can find and cite."""


@dataclass(frozen=True, slots=True, order=True)
class BoundingBox:
    """A rectangle on one sheet, in points from the top left of the displayed page."""

    sheet: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def union(self, other: BoundingBox) -> BoundingBox:
        """Return the smallest box around both; ValueError when they lie on two sheets."""
        if self.sheet != other.sheet:
            raise ValueError(f"no box spans sheets {self.sheet} and {other.sheet}")
        return BoundingBox(
            self.sheet,
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, said so that a reader knows what to do about it.

    `code` is stable for tests and counting ("no_text_layer"); `sheet` is None when the
    whole document is meant.
    """

    code: str
    message: str
    sheet: int | None = None


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The part of a sheet that one printed page takes; a spread has two of them.

    `label` is what the reader sees printed ("37", "iv"), None when nothing is printed.
    """

    label: str | None
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of the PDF; width and height in points as displayed.

    `confidence` is the engine's mean over the letters, from 0 to 1, where the words were read
    from the picture; None elsewhere.
    """

    sheet: int
    width: float
    height: float
    rotation: int
    printed: tuple[PrintedPage, ...]
    text_source: TextSource
    confidence: float | None = None

    def label_at(self, x: float) -> str | None:
        """Return the printed label of the page that holds the horizontal position `x`."""
        for part in self.printed:
            if part.x0 <= x <= part.x1:
                return part.label
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of one page in reading order, furniture included.

    `level` is the depth of a heading (1 is a chapter), 0 otherwise.
    """

    kind: BlockKind
    text: str
    order: int
    boxes: tuple[BoundingBox, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row with the header above it ("" when the column has none)."""

    header: str
    text: str
    boxes: tuple[BoundingBox, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched, tagged and cited; it never crosses a heading.

    `text` is exactly what stands under `boxes` once white space, NFKC forms and line-end
    hyphens are folded. `lead_in` ("We will:") and table headers are fields of their own.
    The text of a table row is its cells joined by tabs. `marker` is what stands before a list
    item or a note ("•", "3.", "12"); it is not part of the text. `confidence` is as in Page.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    headings: tuple[str, ...]
    kind: BlockKind
    boxes: tuple[BoundingBox, ...]
    lead_in: str | None = None
    cells: tuple[Cell, ...] = ()
    printed: str | None = None
    marker: str | None = None
    confidence: float | None = None

    @property
    def sheet(self) -> int:
        """The sheet on which the passage starts."""
        return self.boxes[0].sheet


@dataclass(frozen=True, slots=True)
class About:
    """What people say of a document, as against what is read from it."""

    title: str
    place: str
    lead_body: str = ""
    status: Status = Status.SUBMISSION
    published: date | None = None
    published_precision: str = "day"  # "day", "month" or "year": how much of the date is known
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A strategy as read: who says it, its sheets and what could not be read."""

    id: str
    about: About
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader found in one PDF; `seconds` maps a stage to the time it took."""

    document: Document
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    seconds: dict[str, float] = field(default_factory=dict)


def document_id(content: bytes) -> str:
    """Return the id of a PDF: the first 16 hex digits of the SHA-256 of its bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


def passage_id(document: str, text: str, occurrence: int) -> str:
    """Return an id that stays when the same text is found again in the same document.

    `occurrence` counts equal texts within the document, from 0.
    """
    return hashlib.sha256(f"{document}\x1f{text}\x1f{occurrence}".encode()).hexdigest()[:16]
