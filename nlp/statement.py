"""What the language tools read: the words of one passage and what frames them.

Headings and furniture are left out on purpose: a chapter title leaks the label.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import BlockKind, Passage


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a passage with its lead-in ("We will:") and, for a table row, its cells.

    `cells` are (header, text) pairs; the text of a row is its cell texts joined by tabs.
    """

    text: str
    lead_in: str | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    cells: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, passage: Passage) -> Statement:
        """Return what the language tools may see of a passage."""
        cells = tuple((cell.header, cell.text) for cell in passage.cells)
        return cls(passage.text, passage.lead_in, passage.kind, cells)
