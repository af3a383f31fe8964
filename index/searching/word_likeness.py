"""How alike texts are in their words: for whole passages, where a question's rules mislead.

Of a long text nearly every passage has some words; what tells is which rare ones they share, for
their lengths (tf-idf cosine with logarithmic counts: Salton and Buckley, 1988).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.searching.query import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]{2,}")


def word_likeness(text: str, others: Sequence[str]) -> NDArray[np.float64]:
    """Return the cosine of a text with each of the others, which also say how rare a word is."""
    counted = [_counts(other) for other in others]
    mine = _counts(text)
    held = Counter(word for counts in (*counted, mine) for word in counts)
    rarity = {word: 1.0 + math.log((2 + len(others)) / (1 + n)) for word, n in held.items()}
    wanted = _weighed(mine, rarity)
    cosines = [
        sum(weight * wanted.get(word, 0.0) for word, weight in _weighed(counts, rarity).items())
        for counts in counted
    ]
    return np.asarray(cosines, dtype=np.float64)


def _counts(text: str) -> Counter[str]:
    # As written: to fold forms of a word makes more passages alike than it joins.
    words = (word.lower() for word in _WORD.findall(text))
    return Counter(word for word in words if word not in STOP_WORDS)


def _weighed(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """Return the weight of each word in a text of length 1."""
    weights = {word: (1.0 + math.log(n)) * rarity[word] for word, n in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
