"""What the language tools found in one document, ready to be stored with its reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Analysis

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Analysed:
    """Vectors by text hash and analyses by passage id, each with what made them.

    `framework` is "id@version"; `model` names tagger and promise reader.
    """

    embedder: str
    framework: str
    model: str
    vectors: Mapping[str, Vector] = field(default_factory=dict)
    analyses: Mapping[str, Analysis] = field(default_factory=dict)


NOTHING_ANALYSED = Analysed("", "", "")
