"""How probable it is that a reviewer finds two claims of different places worth reading together.

One logistic curve over a few signs, whatever the relation, so that all overlaps can be put into
one order. `python -m eval.overlap_weights` fits the weights anew and tests them on pairs of places
that they were not fitted on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for two claims, and in the last two against them.

    `telling` is the rarity that shared words and senses add up to, over passages, and `few` over
    places; both at most `ENOUGH`. The rules of `index.comparing.judging` give `named` to
    `complementary`, each up to 1.
    """

    meaning: float  # cosine of the two passages
    promise_meaning: float  # cosine of their likest promises
    telling: float
    few: float
    promises: float  # sides that promise something
    firm: float  # sides that promise firmly
    theme: float  # 1 when a theme is common to both
    named: float
    formal: float
    competing: float
    complementary: float
    coincident: float  # 1 when a name is shared for different things
    rows: float  # 1 when both are rows of tables: all measure the same and no row acts on it


# `dataclasses.astuple` copies each value deeply, which takes a quarter of all comparing.
_VALUES: Final = attrgetter(*(field.name for field in fields(Signs)))

ENOUGH: Final = 5.0

INTERCEPT: Final = -9.8
WEIGHTS: Final = Signs(
    meaning=2.9,
    promise_meaning=2.7,
    telling=0.5,
    few=1.9,
    promises=0.9,
    firm=0.1,  # the fit gives 0; what can be acted on breaks ties
    theme=0.8,
    named=4.5,
    formal=0.4,
    competing=4.0,
    complementary=3.8,
    coincident=-2.9,
    rows=-0.9,
)
"""As fitted, rounded."""


def worth(signs: Signs) -> float:
    """Return the probability, between 0 and 1."""
    line = INTERCEPT + sum(w * s for w, s in zip(_VALUES(WEIGHTS), _VALUES(signs), strict=True))
    return 1.0 / (1.0 + math.exp(-line))
