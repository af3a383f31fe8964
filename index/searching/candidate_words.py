"""Counts which words of a question a few candidate passages have, by the rules of the word index.

The candidates are put into a small FTS5 table in memory, because asking the large one term by
term reads the whole list of holders of every common word.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, text

from index.searching.lexical import expression, searchable
from nlp.theme import Span

_OPEN, _CLOSE = "\x02", "\x03"  # never in a text that was printed


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a candidate stands: its neighbours under the same headings of its document."""

    number: int
    neighbours: tuple[int, ...]


class CandidateWords:
    """The words of some passages; use as a context manager."""

    def __init__(self, engine: Engine, numbers: Sequence[int]) -> None:
        self._position = {int(number): i for i, number in enumerate(numbers)}
        # The columns and tokenizer of `passage_words`, so that both find the same.
        self._words = sqlite3.connect(":memory:")
        self._words.execute(
            "CREATE VIRTUAL TABLE candidates USING fts5("
            "text, lead_in, headings, cells, tokenize = 'porter unicode61')"
        )
        query = text(
            "SELECT rowid, text, lead_in, headings, cells FROM passage_words "
            "WHERE rowid IN (SELECT value FROM json_each(:numbers))"
        )
        values = {"numbers": json.dumps([int(n) for n in numbers])}
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.execute(query, values).all()]
        self._words.executemany(
            "INSERT INTO candidates (rowid, text, lead_in, headings, cells) VALUES (?, ?, ?, ?, ?)",
            rows,
        )

    def __enter__(self) -> CandidateWords:
        return self

    def __exit__(self, *_: object) -> None:
        self._words.close()

    def texts(self) -> list[str]:
        """Return lead-in and text of each candidate, in their order."""
        found = self._words.execute("SELECT rowid, lead_in, text FROM candidates")
        texts = {row: " ".join(part for part in parts if part) for row, *parts in found}
        return [texts.get(number, "") for number in self._position]

    def having(self, forms: Sequence[str]) -> NDArray[np.int64]:
        """Return the positions of the candidates that have any of these forms."""
        forms = searchable(forms)
        if not forms:
            return np.empty(0, dtype=np.int64)
        found = self._words.execute(
            "SELECT rowid FROM candidates WHERE candidates MATCH ?", (expression(forms),)
        )
        return np.asarray([self._position[row[0]] for row in found], dtype=np.int64)

    def marked(self, forms: Sequence[str]) -> dict[int, list[Span]]:
        """Return where the forms stand in the text of the passages, by passage number."""
        forms = searchable(forms)
        if not forms:
            return {}
        found = self._words.execute(
            "SELECT rowid, highlight(candidates, 0, ?, ?) FROM candidates WHERE candidates MATCH ?",
            (_OPEN, _CLOSE, expression(forms)),
        )
        return {number: _spans(text_) for number, text_ in found}


def beside(engine: Engine, numbers: Sequence[int]) -> list[Beside]:
    """Return for each passage the ones directly before and after it in its section."""
    around = sorted({int(n) + step for n in numbers for step in (-1, 0, 1)})
    query = text(
        "SELECT number, document_id, headings FROM passages "
        "WHERE number IN (SELECT value FROM json_each(:numbers))"
    )
    with engine.connect() as connection:
        rows = connection.execute(query, {"numbers": json.dumps(around)}).all()
    section = {number: (document, str(headings)) for number, document, headings in rows}
    return [
        Beside(
            int(n),
            tuple(
                m
                for m in (int(n) - 1, int(n) + 1)
                if m in section and section[m] == section.get(int(n))
            ),
        )
        for n in numbers
    ]


def _spans(marked: str) -> list[Span]:
    spans = []
    offset = start = 0
    for c in marked:
        if c == _OPEN:
            start = offset
        elif c == _CLOSE:
            spans.append(Span(start, offset))
        else:
            offset += 1
    return spans
