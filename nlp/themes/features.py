"""What the theme model sees of a statement: its vector, its nearest prototypes, its cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Embedder, Vectors
from nlp.framework import Framework
from nlp.themes.cues import CueMatch

Matrix = NDArray[np.float32]

NEAREST_PROTOTYPES = 3  # enough that one odd prototype does not decide, few enough to be near
# Above this a text is the prototype itself; its own likeness would teach the model nothing.
SAME_TEXT = 0.999
NO_THEME = -1


@dataclass(frozen=True, slots=True)
class Prototypes:
    """Vectors of typical sentences; `owners` holds label indices, NO_THEME for none."""

    vectors: Vectors
    owners: NDArray[np.int64]

    @classmethod
    def of(cls, framework: Framework, embedder: Embedder) -> Prototypes:
        """Embed the prototypes of a framework."""
        texts, owners = prototype_texts(framework)
        return cls(embedder.embed(texts), np.array(owners, dtype=np.int64))


def prototype_texts(framework: Framework) -> tuple[list[str], list[int]]:
    """Return every prototype with the index of its label, NO_THEME for those about none."""
    texts = list(framework.no_theme_prototypes)
    owners = [NO_THEME] * len(texts)
    for index, label in enumerate(framework.labels):
        texts += label.prototypes
        owners += [index] * len(label.prototypes)
    return texts, owners


def features(
    vectors: Vectors,
    cues: Sequence[Sequence[Sequence[CueMatch]]],
    prototypes: Prototypes,
    labels: int,
    scale: float,
) -> Matrix:
    """Return one row per statement: vector, likenesses to prototypes, cue counts.

    `cues` holds, per statement and label, the cues that count. `scale` weighs likenesses and
    counts against the vector: under an L2 penalty a larger feature is cheaper to use.
    """
    likeness = _likeness(vectors, prototypes, labels)
    counts = np.array([[len(of_label) for of_label in row] for row in cues], dtype=np.float32)
    counts = counts.reshape(len(vectors), labels)
    blocks = [vectors, likeness * scale, np.log1p(counts) * scale, (counts > 0) * scale]
    return np.concatenate(blocks, axis=1).astype(np.float32)


def _likeness(vectors: Vectors, prototypes: Prototypes, labels: int) -> Matrix:
    """Return per label, then for no theme, the mean cosine to the nearest prototypes."""
    cosines = vectors @ prototypes.vectors.T
    cosines[cosines > SAME_TEXT] = -1.0
    columns = []
    for owner in (*range(labels), NO_THEME):
        of_owner = cosines[:, prototypes.owners == owner]
        nearest = -np.sort(-of_owner, axis=1)[:, :NEAREST_PROTOTYPES]
        columns.append(nearest.mean(axis=1))
    return np.stack(columns, axis=1)
