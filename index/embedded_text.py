"""The words of a passage or of a promise that are embedded, and the key of their vector."""

from __future__ import annotations

import hashlib

from ingest.document import Passage
from nlp.commitment import Commitment
from nlp.statement import Statement


def embedded_text(passage: Passage) -> str:
    """Return the words of a passage that the language tools see: its lead-in and its text.

    Headings stay out: a chapter title would draw every passage of the chapter together.
    """
    return Statement.of(passage).framed


def embedded_promise(passage: Passage, commitment: Commitment) -> str:
    """Return the words of one promise; of a table row, the whole row."""
    if passage.cells:
        return embedded_text(passage)
    text = " ".join(passage.text[commitment.start : commitment.end].split())
    return f"{passage.lead_in} {text}" if passage.lead_in else text


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
