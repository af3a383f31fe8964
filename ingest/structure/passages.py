"""Blocks and passages: what a reviewer cites, cut so that no passage crosses a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import (
    PASSAGE_KINDS,
    Block,
    BlockKind,
    BoundingBox,
    Cell,
    Page,
    Passage,
    passage_id,
)
from ingest.layout.boxes import WordField, boxes_of
from ingest.layout.drafts import Draft
from ingest.layout.lines import Line
from ingest.layout.paragraphs import CANNOT_END, REFERS
from ingest.layout.prose import Vocabulary, text_of, without_marker
from ingest.layout.side_heads import LARGE
from ingest.layout.units import Region
from ingest.pages.words import Word
from ingest.structure.kinds import Typed

FLOWING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BOX})
MARKED = frozenset({BlockKind.LIST_ITEM, BlockKind.FOOTNOTE})
OPEN_END = re.compile(r"[\w,’'”\")%–-][¹²³⁰⁴-⁹]*$")
NARROW = 10  # times the type size: a narrower column holds labels, which are always full
SAME_EDGE = 3.0  # points: boxes of one text are as wide on every page
SENTENCE = 12  # letters: what is shorter is a label, not the beginning of a sentence
LEAD_IN = re.compile(r"(?:^|(?<=[.!?]\s))([^.!?]*(?:[.!?](?!\s)[^.!?]*)*[:–—-])$")


@dataclass(slots=True)
class _Open:
    """A passage being put together from pieces in several columns or on several sheets."""

    kind: BlockKind
    headings: tuple[str, ...]
    pieces: list[tuple[int, list[list[Word]]]]
    region: Region | None
    size: float
    lead_in: str | None = None
    row: list[tuple[str, list[list[Word]]]] | None = None
    full_width: bool = True
    counts: bool = False  # it opens with a large figure, and is complete
    marker: str | None = None


@dataclass(slots=True)
class _Stream:
    """What is open in the main text or in one box, each of which is read on its own.

    A box that stands between two columns must not close the sentence, the list or the
    section that runs past it.
    """

    path: list[tuple[int, str]] = field(default_factory=list)
    lead_in: str | None = None
    flow: _Open | None = None


@dataclass(slots=True)
class Composer:
    """Walks the typed drafts of a document in order and puts passages together.

    `fields` holds the visible words of each sheet, `pages` their printed labels; headings on
    the `covers` do not open chapters; `homes` are the headings above boxes in a margin.
    """

    document_id: str
    fields: Mapping[int, WordField]
    pages: Mapping[int, Page]
    vocabulary: Vocabulary
    prose_letters: str
    covers: frozenset[int] = frozenset()
    homes: Mapping[int, Sequence[Typed]] = field(default_factory=dict)
    _done: list[_Open] = field(default_factory=list)
    _streams: dict[int | None, _Stream] = field(default_factory=dict)
    _last: _Open | None = None  # what was read last, when it may go on

    def add(self, typed: Typed) -> None:
        """Take the next draft in reading order."""
        draft, kind = typed.draft, typed.kind
        if kind is BlockKind.HEADING:
            self._enter(typed)
        elif kind is BlockKind.TABLE_ROW:
            if not draft.header_row:
                self._start(draft, kind)
        elif kind in FLOWING:
            if not self._extend(draft, kind):
                self._start(draft, kind)
        elif kind in PASSAGE_KINDS and not self._repeats(typed):
            self._start(draft, kind)

    def passages(
        self, errors: tuple[type[Exception], ...] = ()
    ) -> tuple[tuple[Passage, ...], list[tuple[int, Exception]]]:
        """Return what was put together, numbered from 0, and where which of `errors` came up."""
        found: list[Passage] = []
        failed: list[tuple[int, Exception]] = []
        seen: Counter[str] = Counter()
        for piece in self._done:
            try:
                passage = self._passage(piece, len(found), seen)
            except errors as error:
                failed.append((piece.pieces[0][0], error))
                continue
            if passage is not None:
                found.append(passage)
        return tuple(found), failed

    def _stream(self, draft: Draft) -> _Stream:
        """Return the stream of a draft; a box begins at its home, or where the main text is."""
        key = None if draft.region is None else id(draft.region)
        if key not in self._streams:
            main = self._streams.get(None)
            path = list(main.path) if main and key else []
            if key is not None and key in self.homes:
                path = [(t.level, self._title(t)) for t in self.homes[key]]
            self._streams[key] = _Stream(path=path)
        return self._streams[key]

    def _title(self, typed: Typed) -> str:
        return text_of([list(line.words) for line in typed.draft.lines], self.vocabulary)

    def _enter(self, typed: Typed) -> None:
        if typed.draft.sheet in self.covers:
            return  # the title of the document is not a chapter
        self._last = None
        stream = self._stream(typed.draft)
        while stream.path and stream.path[-1][0] >= typed.level:
            stream.path.pop()
        stream.path.append((typed.level, self._title(typed)))
        stream.lead_in = stream.flow = None

    def _start(self, draft: Draft, kind: BlockKind) -> None:
        marker: str | None = None
        lines = [list(line.words) for line in draft.lines]
        if kind in MARKED:
            marker, lines = without_marker(draft.lines)
        piece = _Open(
            kind=kind,
            headings=tuple(title for _, title in self._stream(draft).path),
            pieces=[(draft.sheet, lines)],
            region=draft.region,
            size=draft.size,
            marker=marker,
        )
        if draft.row is not None:
            piece.row = [
                (cell.header, [list(line.words) for line in cell.lines]) for cell in draft.row
            ]
            piece.lead_in = draft.row_title or None
        piece.full_width, piece.counts = _reaches_edge(draft), _counts(draft)
        if kind in FLOWING or draft.row is not None:
            self._last = piece if kind in FLOWING else None
        if kind in FLOWING:
            stream = self._stream(draft)
            self._update_lead_in(stream, piece)
            stream.flow = piece
        self._done.append(piece)

    def _update_lead_in(self, stream: _Stream, piece: _Open) -> None:
        if piece.kind is not BlockKind.LIST_ITEM:
            stream.lead_in = None
            return
        if stream.lead_in is None:
            stream.lead_in = self._lead_in_before(stream)
        piece.lead_in = stream.lead_in or None

    def _lead_in_before(self, stream: _Stream) -> str:
        """Return the sentence that introduces the list that starts here, "" when none does."""
        if stream.flow is None or stream.flow.kind is BlockKind.LIST_ITEM:
            return ""
        lines = [line for _, part in stream.flow.pieces for line in part]
        match = LEAD_IN.search(text_of(lines, self.vocabulary))
        return match.group(1).strip() if match else ""

    def _extend(self, draft: Draft, kind: BlockKind) -> bool:
        """Add the draft to the passage that it continues, if it does."""
        if kind is not BlockKind.LIST_ITEM:
            self._turn_page(draft)
        flow = self._stream(draft).flow
        if flow is None or kind is BlockKind.LIST_ITEM or flow.region is not draft.region:
            return False
        if flow.counts or _counts(draft):
            return False
        if abs(flow.size - draft.size) > 0.6 or flow.row is not None:
            return False
        before = text_of([line for _, part in flow.pieces for line in part], self.vocabulary)
        after = text_of([list(line.words) for line in draft.lines[:1]], self.vocabulary)
        if not OPEN_END.search(before) or not after:
            return False
        lower = after[:1].islower()
        if not lower and len(before) < SENTENCE:
            return False
        moved = flow.pieces[-1][0] != draft.sheet or _column_changes(flow, draft)
        flows_on = (
            lower
            or bool(CANNOT_END.search(before))
            or (moved and flow.full_width and not _is_label(after))
        )
        if not flows_on or (not moved and not lower):
            return False
        flow.pieces.append((draft.sheet, [list(line.words) for line in draft.lines]))
        flow.full_width = _reaches_edge(draft)
        self._last = flow
        return True

    def _turn_page(self, draft: Draft) -> None:
        """Read on in a box that the last page ended in, where one as wide opens the next page."""
        last, box = self._last, draft.region
        if last is None or last.region is None or box is None or id(box) in self._streams:
            return
        above = last.region
        if last.pieces[-1][0] != draft.sheet - 1 or not (
            abs(above.x0 - box.x0) < SAME_EDGE and abs(above.x1 - box.x1) < SAME_EDGE
        ):
            return
        end = " ".join(word.text for word in last.pieces[-1][1][-1])
        if not (draft.text[:1].islower() or REFERS.search(end)):
            return
        self._streams[id(box)] = self._streams[id(above)]
        last.region = box

    def _repeats(self, typed: Typed) -> bool:
        """Whether a pull quote only lifts words that stand in the text anyway."""
        if typed.kind is not BlockKind.PULL_QUOTE:
            return False
        own = letters(typed.draft.text)
        return len(own) > 12 and own in self.prose_letters

    def _passage(self, piece: _Open, ordinal: int, seen: Counter[str]) -> Passage | None:
        cells = self._cells(piece)
        if cells:
            text = "\t".join(cell.text for cell in cells if cell.text)
            boxes = [box for cell in cells for box in cell.boxes]
        else:
            text = text_of([line for _, lines in piece.pieces for line in lines], self.vocabulary)
            boxes = [
                box
                for sheet, lines in piece.pieces
                for box in boxes_of(sheet, lines, self.fields[sheet])
            ]
        if not boxes or not any(c.isalnum() for c in text):
            return None
        occurrence = seen[text]
        seen[text] += 1
        page = self.pages[boxes[0].sheet]
        return Passage(
            id=passage_id(self.document_id, text, occurrence),
            document_id=self.document_id,
            ordinal=ordinal,
            text=text,
            headings=piece.headings,
            kind=piece.kind,
            boxes=tuple(boxes),
            lead_in=piece.lead_in,
            cells=cells,
            printed=page.label_at((boxes[0].x0 + boxes[0].x1) / 2),
            marker=piece.marker,
        )

    def _cells(self, piece: _Open) -> tuple[Cell, ...]:
        if piece.row is None:
            return ()
        sheet = piece.pieces[0][0]
        return tuple(
            Cell(
                header,
                text_of(lines, self.vocabulary),
                tuple(boxes_of(sheet, lines, self.fields[sheet])),
            )
            for header, lines in piece.row
        )


def _reaches_edge(draft: Draft) -> bool:
    """Whether the last line runs to the edge of its column, as it does in mid-paragraph."""
    last = draft.lines[-1]
    wide = draft.column[1] - draft.column[0]
    return wide > NARROW * last.size and last.x1 > draft.column[1] - 0.12 * wide


def _counts(draft: Draft) -> bool:
    """Whether a draft opens with a large figure: what it counts is said below in few words."""
    return len(draft.lines) > 1 and draft.lines[0].size >= LARGE * draft.size


def _column_changes(flow: _Open, draft: Draft) -> bool:
    """Whether the draft stands in another column than the words before it."""
    _, lines = flow.pieces[-1]
    last = lines[-1]
    bottom = max(word.bottom for word in last)
    right = max(word.x1 for line in lines for word in line)
    left = min(word.x0 for line in lines for word in line)
    first = draft.lines[0]
    return first.top < bottom or first.x0 > right or first.x1 < left


def _is_label(text: str) -> bool:
    return bool(re.match(r"^(?:figure|table|source|note|box)\b", text, re.I))


def letters(text: str) -> str:
    """Return lower-case letters and digits alone, to compare words whatever their layout."""
    return re.sub(r"[\W_]", "", text.lower())


def blocks_of(
    typed: Sequence[Typed],
    furniture: Mapping[int, Sequence[Line]],
    fields: Mapping[int, WordField],
    vocabulary: Vocabulary,
) -> tuple[Block, ...]:
    """Return everything on the pages as blocks, the furniture of a sheet after its text."""
    blocks: list[Block] = []
    sheets = sorted({t.draft.sheet for t in typed} | set(furniture))
    by_sheet: dict[int, list[Typed]] = {sheet: [] for sheet in sheets}
    for t in typed:
        by_sheet[t.draft.sheet].append(t)
    for sheet in sheets:
        for t in by_sheet[sheet]:
            lines = [list(line.words) for line in t.draft.lines]
            boxes = boxes_of(sheet, lines, fields[sheet])
            text = text_of(lines, vocabulary)
            blocks.append(Block(t.kind, text, len(blocks), tuple(boxes), t.level))
        for line in furniture.get(sheet, ()):
            box = BoundingBox(sheet, line.x0, line.top, line.x1, line.bottom)
            blocks.append(Block(BlockKind.RUNNING, line.text, len(blocks), (box,)))
    return tuple(blocks)
