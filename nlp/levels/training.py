"""Trains level and stage: coded statements in, plain arrays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Embedder, Level
from nlp.commitment import Stage
from nlp.commitments.promises import SpacyPromiseReader
from nlp.levels.from_promises import Verdict
from nlp.levels.model import (
    LEVELS,
    STAGES,
    LevelArrays,
    Matrix,
    TrainedLevels,
    feature_rows,
    verdicts,
)
from nlp.statement import Statement

PENALTY = 0.1  # C of scikit-learn; of .1, .3 and .4 the best with whole sources left out
EVENING = 0.3  # power by which rare classes weigh more: 0 not at all, 1 as much as all others
MOST_STEPS = 1000  # of L-BFGS, which ends in some hundreds


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A statement with the level and the stage that each of its coders gave.

    Where they differ the model learns from both, each with half the weight. `group` keeps
    together what must not be split between training and scoring.
    """

    statement: Statement
    levels: tuple[Level, ...]
    stages: tuple[Stage, ...]
    group: str


def train(
    examples: Sequence[CodedStatement],
    reader: SpacyPromiseReader,
    embedder: Embedder,
    facts: Mapping[str, object] | None = None,
) -> TrainedLevels:
    """Return a model of the examples; the same in, the same out. `facts` go into its card.

    ValueError without examples of at least two levels and two stages.
    """
    rows = example_rows(examples, reader, embedder)
    return fit(rows, examples, embedder.id.split("/")[0], facts or {})


def leave_one_group_out(
    examples: Sequence[CodedStatement], reader: SpacyPromiseReader, embedder: Embedder
) -> list[Verdict]:
    """Return what models say of each example that never saw its group."""
    rows = example_rows(examples, reader, embedder)
    said = [Verdict(Level.NONE, Stage.CONTEXT)] * len(examples)
    for group in sorted({example.group for example in examples}):
        held = [index for index, example in enumerate(examples) if example.group == group]
        seen = [index for index, example in enumerate(examples) if example.group != group]
        arrays = fit(rows[seen], [examples[index] for index in seen], "", {}).arrays
        levels = rows[held] @ arrays.level_weights.T + arrays.level_bias
        stages = rows[held] @ arrays.stage_weights.T + arrays.stage_bias
        for index, verdict in zip(held, verdicts(levels, stages), strict=True):
            said[index] = verdict
    return said


def example_rows(
    examples: Sequence[CodedStatement], reader: SpacyPromiseReader, embedder: Embedder
) -> Matrix:
    """Return what the model reads of each example."""
    statements = [example.statement for example in examples]
    vectors = embedder.embed([statement.framed for statement in statements])
    return feature_rows(reader.features(statements, vectors))


def fit(
    rows: Matrix,
    examples: Sequence[CodedStatement],
    embedding_model: str,
    facts: Mapping[str, object],
) -> TrainedLevels:
    """Return a model of rows that were made of `examples`."""
    level_weights, level_bias = _fit(rows, [e.levels for e in examples], LEVELS)
    stage_weights, stage_bias = _fit(rows, [e.stages for e in examples], STAGES)
    arrays = LevelArrays(level_weights, level_bias, stage_weights, stage_bias)
    return TrainedLevels(arrays, embedding_model, dict(facts))


def _fit(
    rows: Matrix, given: Sequence[Sequence[Any]], classes: Sequence[Any]
) -> tuple[Matrix, Matrix]:
    """Fit one multinomial logistic regression; classes nobody gave can never win."""
    linear_model = import_module("sklearn.linear_model")
    sparse = import_module("scipy.sparse")
    taken = np.array([index for index, answers in enumerate(given) for _ in answers])
    answers = np.array([classes.index(answer) for answers in given for answer in answers])
    weights = np.array([1.0 / len(answers) for answers in given for _ in answers])
    if len(set(answers.tolist())) < 2:
        raise ValueError("level and stage need examples of at least two classes to learn from")
    counts = np.bincount(answers, minlength=len(classes))
    weights *= (counts.max() / counts[answers]) ** EVENING
    model = linear_model.LogisticRegression(C=PENALTY, max_iter=MOST_STEPS)
    model.fit(sparse.csr_matrix(rows[taken].astype(np.float64)), answers, sample_weight=weights)
    coefficients: NDArray[np.float64] = model.coef_
    intercepts: NDArray[np.float64] = model.intercept_
    if len(model.classes_) == 2:  # scikit-learn then gives the second class alone
        coefficients = np.vstack([-coefficients, coefficients])
        intercepts = np.concatenate([-intercepts, intercepts])
    full = np.zeros((len(classes), rows.shape[1]), dtype=np.float32)
    bias = np.full(len(classes), -1e6, dtype=np.float32)
    for place, index in enumerate(model.classes_.tolist()):
        full[index] = coefficients[place]
        bias[index] = intercepts[place]
    return full, bias
