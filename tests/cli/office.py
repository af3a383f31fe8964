"""A workspace with language tools that load nothing, and files that are read line by line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.doorway import Doorway
from cli.main import lis
from index.assembly import LanguageTools, Office
from index.storage.workspace import open_workspace
from ingest.document import (
    About,
    Block,
    BlockKind,
    BoundingBox,
    Document,
    Page,
    Passage,
    PrintedPage,
    Problem,
    Reading,
    TextSource,
    document_id,
    passage_id,
)
from ingest.errors import UnreadableError
from nlp.analysis import Analyst, Finish, Level, Promises, Vectors
from nlp.commitment import Commitment, CommitmentKind, Stage, Strength
from nlp.statement import Statement
from nlp.theme import Span, ThemeTag
from tests.index.strategies import BagOfWords

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


class SkillsOrRail:
    """Tags "people" where the text says skills, and knows one other label."""

    id = "skills-or-rail"

    def tag(self, statements: Sequence[Statement], vectors: Vectors) -> list[tuple[ThemeTag, ...]]:
        return [self._of(statement.text) for statement in statements]

    @staticmethod
    def _of(text: str) -> tuple[ThemeTag, ...]:
        at = text.find("skills")
        people = (
            ThemeTag("people", 0.91234567, True, (Span(at, at + 6),))
            if at >= 0
            else ThemeTag("people", 0.2, False, ())
        )
        rest = ThemeTag("infrastructure", 0.1, False, ())
        return people, rest


class WhatWeWill:
    """Takes a text that begins with "We will" for one firm promise."""

    def read(
        self, statements: Sequence[Statement], vectors: Vectors | None = None
    ) -> list[Promises]:
        return [self._of(statement) for statement in statements]

    def begin(self, statements: Sequence[Statement]) -> Finish:
        return lambda *_: self.read(statements)

    @staticmethod
    def _of(statement: Statement) -> Promises:
        if not (statement.lead_in or statement.text).startswith("We will"):
            return Promises(Level.NONE, Stage.CONTEXT, ())
        kept = Commitment(
            *(0, len(statement.text), CommitmentKind.ACTION, Strength.FIRM, Stage.ACTIVITY),
            actor="We",
            action=statement.text.removeprefix("We will "),
            partners=("the college",),
        )
        return Promises(Level.FIRM, Stage.ACTIVITY, (kept,))


class PaperTools(LanguageTools):
    """The bundled framework with tools that need no model."""

    def __init__(self) -> None:
        super().__init__(None)
        paper = BagOfWords()
        self.__dict__["embedder"] = paper
        self.__dict__["analyst"] = Analyst(paper, SkillsOrRail(), WhatWeWill())


def read_lines(path: Path, about: About) -> Reading:
    """Read a text file as a strategy of one sheet: its first line is the title on the cover."""
    content = path.read_bytes()
    if content.startswith(b"broken"):
        raise UnreadableError(f"{path.name}: the file is damaged; download it again")
    if content.startswith(b"bug"):
        raise ZeroDivisionError("a fault\nof ours")
    id_ = document_id(content)
    title, *lines = content.decode().splitlines()
    passages, blocks = [], []
    for i, line in enumerate((title, *lines)):
        box = BoundingBox(1, 50.0, 50.0 + 20 * i, 500.0, 65.0 + 20 * i)
        kind = BlockKind.PARAGRAPH if i else BlockKind.HEADING
        blocks.append(Block(kind, line, i, (box,), 0 if i else 1))
        if i:
            key = passage_id(id_, line, 0)
            passages.append(Passage(key, id_, i - 1, line, (title,), kind, (box,), printed="7"))
    page = Page(1, 595.0, 842.0, 0, (PrintedPage("7", 0.0, 595.0),), TextSource.TEXT)
    problems = (Problem("no_text_layer", "Sheet 1 has a picture of text.", 1),) * ("scan" in title)
    document = Document(id_, about, (page,), problems)
    return Reading(document, tuple(blocks), tuple(passages), {"reading": 0.25})


def read_pictures(path: Path, about: About) -> Reading:
    """Read the same file as if its words stood in a picture, 93 in 100 sure."""
    reading = read_lines(path, about)
    pages = tuple(
        replace(page, text_source=TextSource.OCR, confidence=0.93)
        for page in reading.document.pages
    )
    problem = Problem("recognised_text", "page 1 was read from its picture, 93 in 100 sure", 1)
    document = replace(reading.document, pages=pages, problems=(problem,))
    passages = tuple(replace(passage, confidence=0.93) for passage in reading.passages)
    return replace(reading, document=document, passages=passages)


def assemble(folder: Path) -> Office:
    return Office(open_workspace(folder), PaperTools(), read_lines, read_pictures)


@dataclass
class Desk:
    """Runs `lis` on a workspace of its own, as a person or a program would."""

    folder: Path
    language_asked: list[Path | None] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    def lis(self, *arguments: str, text: str | None = None) -> Result:
        def language(cache: Path | None) -> LanguageTools:
            self.language_asked.append(cache)
            return PaperTools()

        door = Doorway(
            self.workspace,
            assemble=assemble,
            language_tools=language,
            now=lambda: NOON,
            user=lambda: "reviewer",
        )
        return CliRunner().invoke(lis, arguments, obj=door, input=text)

    def json(self, *arguments: str) -> Any:
        """Return the JSON that a command printed; whatever else it printed fails the test."""
        result = self.lis(*arguments, "--json")
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    def file(self, name: str, *lines: str) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
        return str(path)
