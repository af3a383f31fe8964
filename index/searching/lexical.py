"""Finds passages by their words, in the FTS5 table of the database.

Words are stemmed by Porter's algorithm, so "skills" finds "skilled"; ranking is Okapi BM25
(Robertson and Zaragoza, 2009) as SQLite implements it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, text

from index.searching.query import Question, Term

Numbers = NDArray[np.int64]

# bm25 weight of text, lead-in, headings, table headers. A heading describes a chapter and
# not the passage, so its words must not outweigh one that stands in the passage itself.
WEIGHTS = "1.0, 0.7, 0.3, 0.5"

COMMON_FROM: Final = 2_000
COMMON_SHARE: Final = 0.03
"""Passages, and share of all, up to which a word is looked up for ranking (see `_telling`)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages by number with their BM25 score, best first; higher is better."""

    numbers: Numbers
    scores: NDArray[np.float64]


def expression(forms: Sequence[str]) -> str:
    """Return an FTS5 expression that any of the forms satisfies, whatever they contain."""
    return " OR ".join('"' + form.replace('"', " ").replace("\0", " ") + '"' for form in forms)


def searchable(forms: Sequence[str]) -> list[str]:
    """Return the forms that have a word in them."""
    # FTS5 matches nothing by a phrase without a word, and some versions refuse it.
    return [form for form in forms if any(c.isalnum() for c in form)]


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of all passages in a workspace.

    It remembers how many passages have a word: make a new one when the store has changed.
    """

    engine: Engine
    _counts: dict[tuple[str, ...], int] = field(default_factory=dict, repr=False, compare=False)

    def rank(self, question: Question, limit: int, among: Numbers | None = None) -> Ranked:
        """Return the passages that share most with the question's words and phrases."""
        forms = searchable(self._telling(question))
        if not forms:
            return Ranked(np.empty(0, dtype=np.int64), np.empty(0))
        query = (
            f"SELECT rowid, bm25(passage_words, {WEIGHTS}) FROM passage_words "  # noqa: S608  a constant of ours
            "WHERE passage_words MATCH :words"
        )
        values = {"words": expression(forms), "limit": limit}
        if among is not None:
            # The plus keeps SQLite from looking the words up anew for each number: 260 ms for 1.4.
            query += " AND +rowid IN (SELECT value FROM json_each(:among))"
            values["among"] = json.dumps(among.tolist())
        with self.engine.connect() as connection:
            found = connection.execute(text(query + " ORDER BY 2, 1 LIMIT :limit"), values).all()
        return Ranked(
            np.asarray([number for number, _ in found], dtype=np.int64),
            np.asarray([-score for _, score in found], dtype=np.float64),
        )

    def _telling(self, question: Question) -> list[str]:
        """Return the forms to rank by: those of common words only while the workspace is small.

        A word that every tenth of many passages has moves no ranking, and scoring all that
        have it takes longer than all the rest of a search.
        """
        phrases = list(question.phrases)
        size = self.size()
        counted = [(self.count(term), term) for term in question.terms]
        most = max(COMMON_FROM, COMMON_SHARE * size)
        rare = [term for held, term in counted if held <= most]
        if not rare and not phrases:
            rare = [term for _, term in sorted(counted, key=lambda c: c[0])[:1]]
        forms = [form for term in rare for form in term.forms]
        for term in rare:
            forms += term.related if self.count_of(term.related) <= most else ()
        return forms + phrases

    def count(self, term: Term) -> int:
        """Return how many passages have a form of the term."""
        return self.count_of(term.forms)

    def count_of(self, forms: Sequence[str]) -> int:
        """Return how many passages have any of these forms."""
        key = tuple(searchable(forms))
        if not key:
            return 0
        if key not in self._counts:
            query = text("SELECT count(*) FROM passage_words WHERE passage_words MATCH :words")
            with self.engine.connect() as connection:
                found = connection.execute(query, {"words": expression(key)})
                self._counts[key] = int(found.scalar_one())
        return self._counts[key]

    def holders(self, term: Term) -> Numbers:
        """Return the numbers of the passages that have a form of the term, ascending."""
        return self._matching(searchable(term.forms))

    def with_phrase(self, phrase: str) -> Numbers:
        """Return the numbers of the passages that have these words in this order."""
        return self._matching(searchable([phrase]))

    def _matching(self, forms: Sequence[str]) -> Numbers:
        if not forms:
            return np.empty(0, dtype=np.int64)
        query = text(
            "SELECT rowid FROM passage_words WHERE passage_words MATCH :words ORDER BY rowid"
        )
        with self.engine.connect() as connection:
            found = connection.execute(query, {"words": expression(forms)}).scalars().all()
        return np.asarray(found, dtype=np.int64)

    def size(self) -> int:
        """Return how many passages there are."""
        if () not in self._counts:
            with self.engine.connect() as connection:
                found = connection.execute(text("SELECT count(*) FROM passages"))
                self._counts[()] = int(found.scalar_one())
        return self._counts[()]
