"""What the score of a hit means: how probable it is that a reader calls the passage relevant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Signals:
    """What each candidate has to show, each up to 1.

    `meaning` is the cosine with the question, `beside` that of the passages next to it, and
    `feedback` the cosine with the question once it is moved towards the nearest passages
    (Rocchio, 1971). `coverage` is the share of the question's words, rare ones counting more, and
    `words` BM25 as a share of the most it could be.
    """

    meaning: Scores
    beside: Scores
    feedback: Scores
    coverage: Scores
    words: Scores


@dataclass(frozen=True, slots=True)
class Relevance:
    """A logistic curve over the signals."""

    intercept: float
    meaning: float
    beside: float
    feedback: float
    coverage: float
    words: float

    def __call__(self, signals: Signals) -> Scores:
        """Return the probability for each passage."""
        line = (
            self.intercept
            + self.meaning * signals.meaning
            + self.beside * signals.beside
            + self.feedback * signals.feedback
            + self.coverage * signals.coverage
            + self.words * signals.words
        )
        return np.asarray(1.0 / (1.0 + np.exp(-line)), dtype=np.float64)


FOR_QUESTIONS: Final = Relevance(-4.16, 2.12, 1.01, 3.26, 2.71, 3.64)
"""Logistic regression, heavily damped, on the judged passages of eval/gold/queries.jsonl.

With each question left out in turn nDCG@10 is .75; without `feedback` and `words` it is .72.
Fitted on the odd-numbered questions alone it is .79 on those and .70 on the others.
"""

FOR_PASSAGES: Final = Relevance(-9.0, 12.0, 0.0, 0.0, 0.0, 20.0)
"""For "more like this".

Of 33 recommendations and the replies to them, MRR is .80; weights from 6 to 30 give .76 and more,
vectors alone .69.
"""

FOUND_FROM: Final = 0.5
"""Score from which a hit counts as relevant where there is an answer at all: likelier than not."""

FURNITURE: Final = 0.85
"""Factor for pull quotes, captions and footnotes: they repeat or annotate what the body says."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How probable it is that a question is answered at all, by what stands first.

    A question that nothing answers still has a best hit; it is given away by lesser hits that
    fade, by a meaning that stays far, and by the rarest word asked for that the best hit lacks.
    """

    intercept: float
    following: float
    meaning: float
    rarest: float

    def __call__(self, following: float, meaning: float, rarest: float) -> float:
        """Return the probability; `following` is the mean log-odds of the hits after the best."""
        line = self.intercept + self.following * following
        line += self.meaning * meaning + self.rarest * rarest
        return float(1.0 / (1.0 + np.exp(-line)))


ANSWERED: Final = Answered(-2.58, 0.43, 6.74, 0.52)
ANSWERED_FROM: Final = 0.5
"""Fitted on the 60 questions of eval/gold/queries.jsonl, of which 14 have no answer. With each
left out in turn, 4 of 46 are wrongly told that there is nothing, and 9 of 14 are told so rightly.
"""

FOLLOWING: Final = 3  # hits after the best one
