"""What the language tools read: the words of one passage and what frames them.

Headings and furniture are left out of what is tagged: a chapter title leaks the label.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import BlockKind, Passage


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a passage with its lead-in ("We will:") and, for a table row, its cells.

    `cells` are (header, text) pairs; the text of a row is its cell texts joined by tabs.
    `heading` is the nearest one above. It is never embedded or tagged: it only tells whether
    a list is of promises, of asks or of what was done already.
    """

    text: str
    lead_in: str | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    cells: tuple[tuple[str, str], ...] = ()
    heading: str | None = None

    @classmethod
    def of(cls, passage: Passage) -> Statement:
        """Return what the language tools may see of a passage."""
        cells = tuple((cell.header, cell.text) for cell in passage.cells)
        heading = passage.headings[-1] if passage.headings else None
        return cls(passage.text, passage.lead_in, passage.kind, cells, heading)

    @property
    def framed(self) -> str:
        """The words to embed and to tag: the lead-in, then the text; a row as "header: text" pairs.

        Headings stay out: a chapter title would draw every passage of the chapter together.
        """
        if self.cells:
            pairs = (f"{header}: {text}" if header else text for header, text in self.cells if text)
            words = "; ".join(pairs)
        else:
            words = " ".join(self.text.split())
        return f"{self.lead_in} {words}" if self.lead_in else words
