"""Joins the linear model of level and stage with an encoder that is fine-tuned for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from nlp.levels.adapted import AdaptedLevels, blended, parted
from nlp.levels.model import LEVELS, STAGES, Matrix, TrainedLevels
from nlp.levels.training import EVENING, CodedStatement, fit
from nlp.themes.adapter import Adapter
from nlp.themes.adapter_training import AdapterTrainer, Lesson
from nlp.themes.blend_training import folds_of

SLOPES = np.round(np.arange(0.5, 3.01, 0.05), 2)  # best ones were far from either end

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Scores of the same passages by models that never saw their fold, a column per class."""

    linear: Matrix
    adapted: Matrix


def choices_of(examples: Sequence[CodedStatement]) -> tuple[Matrix, Matrix]:
    """Return level and stage as a `Lesson` takes its choices: rare classes count for more."""
    tables = []
    for shares in _shares(examples):
        counts = shares.sum(axis=0)
        tables.append(shares * (counts.max() / np.maximum(counts, 1.0)) ** np.float32(EVENING))
    return tables[0], tables[1]


def train_adapted(
    model: TrainedLevels,
    rows: Matrix,
    examples: Sequence[CodedStatement],
    trainer: AdapterTrainer,
    lesson: Lesson,
    judged: Flags,
    told: Callable[[str], None] = lambda _: None,
) -> TrainedLevels:
    """Return `model` with a top of the encoder that learnt level and stage beside the labels.

    `rows` were made of `examples`, as for `fit`, and `trainer` of their framed texts; `lesson`
    holds their labels. On those that are `judged` the probability of a level is made true, and
    the scores are taken that go into the card: linear models and encoders that never saw a
    passage's part judge it.
    """
    folds = folds_of([example.group for example in examples])
    adapter, said = trainer.cross_fit(replace(lesson, choices=choices_of(examples)), folds, told)
    labels = lesson.truth.shape[1]
    adapter = replace(adapter, head=adapter.head[labels:], bias=adapter.bias[labels:])
    scores = said[:, labels:].astype(np.float32)
    return with_adapter(model, adapter, _left_out(rows, examples, folds, scores), examples, judged)


def with_adapter(
    model: TrainedLevels,
    adapter: Adapter,
    left_out: tuple[LeftOut, LeftOut],
    examples: Sequence[CodedStatement],
    judged: Flags,
) -> TrainedLevels:
    """Return `model` with an adapter; scores of level and stage on passages left out go in."""
    levels, stages = left_out
    shares = _shares(examples)
    scores = blended(levels.linear, levels.adapted)
    second = AdaptedLevels(adapter, _slope(scores[judged], shares[0][judged]))
    facts = {
        "level": _kappas(levels, shares[0], judged),
        "stage": _kappas(stages, shares[1], judged),
        "passages": int(judged.sum()),
    }
    return replace(model, second=second, facts={**model.facts, "left_out_kappa": facts})


def _left_out(
    rows: Matrix, examples: Sequence[CodedStatement], folds: NDArray[np.int64], adapted: Matrix
) -> tuple[LeftOut, LeftOut]:
    levels = np.zeros((len(rows), len(LEVELS)), dtype=np.float32)
    stages = np.zeros((len(rows), len(STAGES)), dtype=np.float32)
    for fold in sorted(set(folds.tolist())):
        held = folds == fold
        seen = [examples[index] for index in np.flatnonzero(~held).tolist()]
        arrays = fit(rows[~held], seen, "", {}).arrays
        levels[held] = rows[held] @ arrays.level_weights.T + arrays.level_bias
        stages[held] = rows[held] @ arrays.stage_weights.T + arrays.stage_bias
    of_levels, of_stages = parted(adapted)
    return LeftOut(levels, of_levels), LeftOut(stages, of_stages)


def _shares(examples: Sequence[CodedStatement]) -> tuple[Matrix, Matrix]:
    """Return what share of its coders gave each passage each level and each stage."""
    return (
        _table([example.levels for example in examples], LEVELS),
        _table([example.stages for example in examples], STAGES),
    )


def _table(given: Sequence[Sequence[StrEnum]], classes: Sequence[StrEnum]) -> Matrix:
    table = np.zeros((len(given), len(classes)), dtype=np.float32)
    for row, answers in enumerate(given):
        for answer in answers:
            table[row, classes.index(answer)] += 1.0 / len(answers)
    return table


def _slope(scores: Matrix, shares: Matrix) -> float:
    """Return the factor with which log-odds surprise least."""
    losses = [-(shares * blended(s * scores, s * scores, 1.0)).sum() for s in SLOPES]
    return float(SLOPES[int(np.argmin(losses))])


def _kappas(left_out: LeftOut, shares: Matrix, judged: Flags) -> Mapping[str, float]:
    """Return Cohen's kappa of each model with what coders agree on."""
    metrics = import_module("sklearn.metrics")
    settled = judged & (shares.max(axis=1) == 1.0)
    truth = shares[settled].argmax(axis=1)
    scores = {
        "linear": left_out.linear,
        "adapted": left_out.adapted,
        "both": blended(left_out.linear, left_out.adapted),
    }
    return {
        name: round(float(metrics.cohen_kappa_score(truth, table[settled].argmax(axis=1))), 3)
        for name, table in scores.items()
    }
