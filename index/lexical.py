"""Finds passages by their words, in the FTS5 table of the database.

Words are stemmed by Porter's algorithm, so "skills" finds "skilled"; ranking is Okapi BM25
(Robertson and Zaragoza, 2009) as SQLite implements it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, text

from index.query import Question, Term
from nlp.theme import Span

Numbers = NDArray[np.int64]

# bm25 weight of text, lead-in, headings, table headers. A heading describes a chapter and
# not the passage, so its words must not outweigh one that stands in the passage itself.
WEIGHTS = "1.0, 0.7, 0.3, 0.5"

_OPEN, _CLOSE = "\x02", "\x03"  # never in a text that was printed


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages by number with their BM25 score, best first; higher is better."""

    numbers: Numbers
    scores: NDArray[np.float64]


def expression(forms: Sequence[str]) -> str:
    """Return an FTS5 expression that any of the forms satisfies, whatever they contain."""
    return " OR ".join('"' + form.replace('"', " ").replace("\0", " ") + '"' for form in forms)


def _searchable(forms: Sequence[str]) -> list[str]:
    # FTS5 matches nothing by a phrase without a word, and some versions refuse it.
    return [form for form in forms if any(c.isalnum() for c in form)]


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of all passages in a workspace."""

    engine: Engine

    def rank(self, question: Question, limit: int, among: Numbers | None = None) -> Ranked:
        """Return the passages that share most with the question's words and phrases."""
        forms = [f for term in question.terms for f in term.forms] + list(question.phrases)
        forms = _searchable(forms)
        if not forms:
            return Ranked(np.empty(0, dtype=np.int64), np.empty(0))
        query = (
            f"SELECT rowid, bm25(passage_words, {WEIGHTS}) FROM passage_words "  # noqa: S608  a constant of ours
            "WHERE passage_words MATCH :words"
        )
        values = {"words": expression(forms), "limit": limit}
        if among is not None:
            query += " AND rowid IN (SELECT value FROM json_each(:among))"
            values["among"] = json.dumps(among.tolist())
        with self.engine.connect() as connection:
            found = connection.execute(text(query + " ORDER BY 2, 1 LIMIT :limit"), values).all()
        return Ranked(
            np.asarray([number for number, _ in found], dtype=np.int64),
            np.asarray([-score for _, score in found], dtype=np.float64),
        )

    def holders(self, term: Term) -> Numbers:
        """Return the numbers of the passages that have a form of the term, ascending."""
        return self._matching(_searchable(term.forms))

    def with_phrase(self, phrase: str) -> Numbers:
        """Return the numbers of the passages that have these words in this order."""
        return self._matching(_searchable([phrase]))

    def _matching(self, forms: Sequence[str]) -> Numbers:
        if not forms:
            return np.empty(0, dtype=np.int64)
        query = text(
            "SELECT rowid FROM passage_words WHERE passage_words MATCH :words ORDER BY rowid"
        )
        with self.engine.connect() as connection:
            found = connection.execute(query, {"words": expression(forms)}).scalars().all()
        return np.asarray(found, dtype=np.int64)

    def matched(self, forms: Sequence[str], numbers: Sequence[int]) -> dict[int, list[Span]]:
        """Return where the forms stand in the text of these passages, by passage number."""
        forms = _searchable(forms)
        if not forms or not numbers:
            return {}
        query = text(
            "SELECT rowid, highlight(passage_words, 0, :open, :close) FROM passage_words "
            "WHERE passage_words MATCH :words AND rowid IN (SELECT value FROM json_each(:among))"
        )
        values = {
            "open": _OPEN,
            "close": _CLOSE,
            "words": expression(forms),
            "among": json.dumps([int(n) for n in numbers]),
        }
        with self.engine.connect() as connection:
            return {number: _spans(marked) for number, marked in connection.execute(query, values)}

    def size(self) -> int:
        """Return how many passages there are."""
        with self.engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM passages")).scalar_one())


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
