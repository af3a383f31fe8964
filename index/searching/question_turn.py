"""Turns the vector of a question towards the passages that answer it.

The embedding model puts texts together that say alike. A reviewer's few words and the paragraph
that answers them say it in different ways, and always differ in some of the same directions:
these were learnt from questions written to passages (`python -m eval.question_turn`).
Passages keep their vectors, so a new turn needs no new index.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.embedding.weights import MODEL_ID

Half = NDArray[np.float16]
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class QuestionTurn:
    """What is added to a question: its vector times `left @ right`, each with one thin side."""

    left: Half
    right: Half

    def __call__(self, vectors: Vector) -> Vector:
        """Return rows of length 1, one for each row."""
        turned = vectors + (vectors @ self.left.astype(np.float32)) @ self.right.astype(np.float32)
        result: Vector = turned / np.linalg.norm(turned, axis=1, keepdims=True)
        return result


def turned_questions(vectors: Vector, embedder: str) -> Vector:
    """Return questions turned, or as they are when another model than the bundled one made them."""
    return bundled_question_turn()(vectors) if embedder.startswith(f"{MODEL_ID}/") else vectors


@cache
def bundled_question_turn() -> QuestionTurn:
    """Return the turn that comes with the programme, learnt on the model of `MODEL_ID`."""
    with np.load(Path(__file__).with_name("question_turn.npz"), allow_pickle=False) as stored:
        return QuestionTurn(stored["left"], stored["right"])
