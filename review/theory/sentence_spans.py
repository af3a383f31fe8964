"""Remembers where the sentences of passages stand: several drafts ask for the same ones."""

from __future__ import annotations

from functools import lru_cache

from nlp.sentences import sentences
from nlp.theme import Span


@lru_cache(maxsize=8192)  # passages; a dozen long strategies, a few megabytes
def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text as `nlp.sentences` cuts them."""
    return sentences(text)
