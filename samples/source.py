"""Read a `strategy.md` into typed blocks, refusing whatever the press could not print.

Every error names file and line, because the sources are written by people who do not read this.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STATUSES: Final = ("agreed", "final", "draft", "submission")
LAYOUTS: Final = (
    "two_column",
    "two_column_b",
    "single_column",
    "spreads",
    "landscape",
    "three_column",
)
FIELDS: Final = (
    "title",
    "subtitle",
    "place",
    "lead_body",
    "status",
    "published",
    "layout",
    "running_head",
)

_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:\s+(.*)")
_HEADING = re.compile(r"(#{1,3})\s+(.*)")
_ITEM = re.compile(r"(-|\d+\.)\s+(.*)")
_FENCE = re.compile(r":::\s*(\w+)\s*(.*)")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class SourceError(ValueError):
    """A source that cannot be printed; the message begins with file and line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True, slots=True)
class Text:
    """Words with the numbers of the footnotes marked in them: (offset, number), offsets rising.

    The marks themselves are not in `words`; the number is printed as a superscript at its offset.
    """

    words: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def printed(self) -> str:
        """The words with each footnote number where the reader sees it."""
        out, last = [], 0
        for offset, number in self.marks:
            out += [self.words[last:offset], str(number)]
            last = offset
        return "".join([*out, self.words[last:]])


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 opens a chapter."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Ordinary text, or the lead-in of the list under it."""

    text: Text


@dataclass(frozen=True, slots=True)
class ListItem:
    """`marker` is the bullet or number as printed, `lead_in` the paragraph above the list."""

    marker: str
    text: Text
    lead_in: str | None


@dataclass(frozen=True, slots=True)
class PullQuote:
    """Words shown large; a name after a dash belongs to them."""

    text: Text


@dataclass(frozen=True, slots=True)
class Box:
    """A panel such as a case study."""

    title: Text
    content: tuple[Paragraph | ListItem, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`ruled` tables have a grid, others only white space between columns."""

    ruled: bool
    caption: Text
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A bar chart: label, the value as printed, and the number that the bar's length shows."""

    caption: Text
    bars: tuple[tuple[str, str, float], ...]


Block = Heading | Paragraph | ListItem | PullQuote | Box | Table | Figure


@dataclass(frozen=True, slots=True)
class Strategy:
    """One strategy as written; `footnotes[n - 1]` is the text of the mark printed as n."""

    slug: str
    title: str
    subtitle: str
    place: str
    lead_body: str
    status: str
    published: str
    layout: str
    running_head: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    path: Path
    number: int
    text: str

    def error(self, message: str) -> SourceError:
        return SourceError(self.path, self.number, message)


class _Notes:
    """Numbers footnotes by the order of their marks; each file has its own labels."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._defined: dict[tuple[Path, str], tuple[_Line, str]] = {}
        self._order: list[tuple[Path, str]] = []
        for line in lines:
            if found := _FOOTNOTE.fullmatch(line.text):
                key = (line.path, found[1])
                if key in self._defined:
                    raise line.error(f"footnote [^{found[1]}] is defined twice")
                self._defined[key] = (line, found[2].strip())

    def text(self, line: _Line, raw: str) -> Text:
        """Take the marks out of `raw`, giving each footnote its number at its first (only) mark."""
        words, marks, last = "", [], 0
        for found in _MARK.finditer(raw):
            key = (line.path, found[1])
            if key not in self._defined:
                raise line.error(f"footnote [^{found[1]}] has no text")
            if key in self._order:
                raise line.error(f"footnote [^{found[1]}] is marked twice")
            self._order.append(key)
            words += raw[last : found.start()]
            marks.append((len(words), len(self._order)))
            last = found.end()
        return Text((words + raw[last:]).strip(), tuple(marks))

    def in_order(self) -> tuple[Text, ...]:
        for key, (line, _) in self._defined.items():
            if key not in self._order:
                raise line.error(f"footnote [^{key[1]}] is never marked in the text")
        return tuple(Text(self._defined[key][1]) for key in self._order)


def read_strategy(path: Path) -> Strategy:
    """Parse `path`; its folder names the strategy, and includes come from `../shared`."""
    lines = [
        _Line(path, n, text.rstrip())
        for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]
    fields, body = _front_matter(path, lines)
    body = list(_with_includes(body, path.parent.parent / "shared"))
    notes = _Notes(body)
    blocks = tuple(_blocks([li for li in body if not _FOOTNOTE.fullmatch(li.text)], notes))
    if not blocks:
        raise SourceError(path, len(lines), "there is nothing to print after the front matter")
    return Strategy(slug=path.parent.name, blocks=blocks, footnotes=notes.in_order(), **fields)


def _front_matter(path: Path, lines: list[_Line]) -> tuple[dict[str, str], list[_Line]]:
    fences = [i for i, line in enumerate(lines) if line.text == "+++"]
    if len(fences) < 2 or fences[0] != 0:
        raise SourceError(path, 1, "the file must begin with front matter between two +++ lines")
    try:
        fields = tomllib.loads("\n".join(line.text for line in lines[1 : fences[1]]))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(path, 1, f"front matter is not TOML: {error}") from error
    wrong = sorted(set(fields) ^ set(FIELDS))
    if wrong or not all(isinstance(value, str) for value in fields.values()):
        raise SourceError(path, 1, f"front matter must set {', '.join(FIELDS)}; see {wrong}")
    if fields["status"] not in STATUSES:
        raise SourceError(path, 1, f"status must be one of {', '.join(STATUSES)}")
    if fields["layout"] not in LAYOUTS:
        raise SourceError(path, 1, f"layout must be one of {', '.join(LAYOUTS)}")
    if not _MONTH.fullmatch(fields["published"]):
        raise SourceError(path, 1, "published must be a month such as 2019-07")
    return fields, lines[fences[1] + 1 :]


def _with_includes(lines: list[_Line], shared: Path) -> Iterator[_Line]:
    for line in lines:
        found = _FENCE.fullmatch(line.text)
        if not found or found[1] != "include":
            yield line
            continue
        path = shared / f"{found[2].strip()}.md"
        if not path.is_file():
            raise line.error(f"cannot include {path}: no such file")
        for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield _Line(path, n, text.rstrip())


def _blocks(lines: list[_Line], notes: _Notes) -> Iterator[Block]:
    rest = iter(lines)
    loose: list[_Line] = []
    for line in rest:
        if not line.text.startswith(":::"):
            loose.append(line)
            continue
        yield from _loose(loose, notes)
        loose = []
        yield _fenced(line, list(_until_fence_closes(line, rest)), notes)
    yield from _loose(loose, notes)


def _until_fence_closes(opening: _Line, rest: Iterator[_Line]) -> Iterator[_Line]:
    for line in rest:
        if line.text == ":::":
            return
        if line.text.startswith(":::"):
            break
        yield line
    raise opening.error("this ::: block is never closed")


def _fenced(opening: _Line, lines: list[_Line], notes: _Notes) -> Block:
    found = _FENCE.fullmatch(opening.text)
    kind, title = (found[1], found[2].strip()) if found else ("", "")
    if kind not in ("box", "table", "figure") or not title:
        raise opening.error("expected :::box TITLE, :::table, :::figure CAPTION or :::include FILE")
    if not any(line.text for line in lines):
        raise opening.error(f"this {kind} is empty")
    if kind == "box":
        return _box(opening, notes.text(opening, title), lines, notes)
    rows = [(line, [cell.strip() for cell in line.text.split("|")]) for line in lines if line.text]
    if kind == "figure":
        return Figure(notes.text(opening, title), tuple(_bar(*row) for row in rows))
    rule, _, caption = title.partition(" ")
    if rule not in ("ruled", "unruled") or not caption.strip():
        raise opening.error("expected :::table ruled CAPTION or :::table unruled CAPTION")
    for line, cells in rows:
        if len(cells) != len(rows[0][1]):
            raise line.error(f"{len(cells)} cells in a table of {len(rows[0][1])} columns")
    texts = [tuple(notes.text(line, cell) for cell in cells) for line, cells in rows]
    return Table(rule == "ruled", notes.text(opening, caption), texts[0], tuple(texts[1:]))


def _box(opening: _Line, title: Text, lines: list[_Line], notes: _Notes) -> Box:
    content: list[Paragraph | ListItem] = []
    for block in _loose(lines, notes):
        if not isinstance(block, Paragraph | ListItem):
            raise opening.error(f"a box holds paragraphs and lists, not a {type(block).__name__}")
        content.append(block)
    return Box(title, tuple(content))


def _bar(line: _Line, cells: list[str]) -> tuple[str, str, float]:
    digits = re.search(r"\d[\d,]*(\.\d+)?", cells[-1])
    if len(cells) != 2 or not all(cells) or not digits:
        raise line.error("a figure's line must be LABEL | NUMBER")
    return cells[0], cells[1], float(digits[0].replace(",", ""))


def _loose(lines: list[_Line], notes: _Notes) -> Iterator[Block]:
    """Blocks outside any fence. A paragraph that ends with a colon leads in the list under it."""
    lead_in: str | None = None
    for kind, first, raw in _chunks(lines):
        text = notes.text(first, raw)
        if kind == "item":
            marker, _, _ = first.text.lstrip().partition(" ")
            yield ListItem("•" if marker == "-" else marker, text, lead_in)
            continue
        lead_in = text.printed if kind == "paragraph" and raw.endswith(":") else None
        if kind == "heading":
            yield Heading(len(first.text.split()[0]), text)
        elif kind == "quote":
            yield PullQuote(text)
        else:
            yield Paragraph(text)


def _chunks(lines: list[_Line]) -> Iterator[tuple[str, _Line, str]]:
    """(kind, first line, joined text): lines of one kind with no blank between them are joined."""
    kind, first, parts = "", None, list[str]()
    for line in lines:
        now, words = _kind_of(line)
        continues = now == kind and kind in ("paragraph", "quote")
        continues |= kind == "item" and now == "paragraph" and line.text[0].isspace()
        if first and parts and not continues:
            yield kind, first, " ".join(parts)
            parts = []
        if words:
            kind, first = (kind, first) if continues else (now, line)
            parts.append(words)
        else:
            kind = ""
    if first and parts:
        yield kind, first, " ".join(parts)


def _kind_of(line: _Line) -> tuple[str, str]:
    stripped = line.text.strip()
    if found := _HEADING.fullmatch(line.text):
        return "heading", found[2].strip()
    if found := _ITEM.fullmatch(stripped):
        return "item", found[2].strip()
    if stripped.startswith(">"):
        return "quote", stripped[1:].strip()
    if stripped.startswith("#") or "**" in stripped:
        raise line.error("only headings of levels 1 to 3 and plain text are allowed")
    return ("paragraph", stripped) if stripped else ("", "")
