"""What the score of a hit means: how probable it is that a reader calls the passage relevant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Relevance:
    """A logistic curve over cosine, word coverage and the cosine of neighbours, each up to 1."""

    intercept: float
    cosine: float
    coverage: float
    beside: float = 0.0

    def __call__(self, cosines: Scores, coverages: Scores, beside: Scores) -> Scores:
        """Return the probability for each passage; `beside` is the cosine of its neighbours."""
        line = self.intercept + self.cosine * cosines + self.coverage * coverages
        line += self.beside * beside
        return np.asarray(1.0 / (1.0 + np.exp(-line)), dtype=np.float64)


FOR_QUESTIONS: Final = Relevance(-4.93, 7.25, 5.03, 1.26)
"""Set on the odd-numbered questions of eval/gold/queries.jsonl: the proportions by nDCG@10 over
a grid, the slope and the intercept by logistic regression on the 714 judged passages. On these
nDCG@10 is .77, on the others .71, as it was before: expect the lower of the two.
"""

FOR_PASSAGES: Final = Relevance(-9.0, 12.0, 20.0)
"""For "more like this", where coverage is BM25 as a share of the most it could be.

Of 33 recommendations and the replies to them, MRR is .80; weights from 6 to 30 give .76 and more,
vectors alone .69.
"""

FOUND_FROM: Final = 0.43
"""Score from which the answer is "found".

Of the odd-numbered questions, by which it was set, 1 of 23 with an answer stays below it and 5 of
7 without do; of the others 4 of 23 and 4 of 7.
"""

FURNITURE: Final = 0.85
"""Factor for pull quotes, captions and footnotes: they repeat or annotate what the body says."""
