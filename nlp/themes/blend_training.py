"""Joins the linear model with an adapted encoder, calibrated on documents that neither saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Embedder
from nlp.framework import Framework
from nlp.themes.adapter import LINEAR_SHARE, Calibration, ThemeAdapter
from nlp.themes.adapter_training import AdapterTrainer, Lesson
from nlp.themes.calibration import (
    Flags,
    Numbers,
    calibrate,
    choose_band,
    choose_thresholds,
    micro_f1,
    probabilities,
)
from nlp.themes.fitting import deal
from nlp.themes.model import ThemeModel
from nlp.themes.training import LabelledStatement, left_out_log_odds

FOLDS = 3  # each costs a fine-tuning: minutes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Logits of examples by models that never saw their fold, and what is true."""

    linear: Numbers
    adapted: Numbers
    folds: NDArray[np.int64]
    truth: Flags
    known: Flags

    @property
    def blended(self) -> Numbers:
        return LINEAR_SHARE * self.linear + (1 - LINEAR_SHARE) * self.adapted

    def keep(self, rows: Flags) -> LeftOut:
        """Return the logits of the rows that are True."""
        return LeftOut(
            self.linear[rows],
            self.adapted[rows],
            self.folds[rows],
            self.truth[rows],
            self.known[rows],
        )


@dataclass(frozen=True, slots=True)
class Blend:
    """A calibrated adapter with what was measured on left-out documents, for the card."""

    theme: ThemeAdapter
    facts: Mapping[str, object]


def train_blend(
    examples: Sequence[LabelledStatement],
    trainer: AdapterTrainer,
    model: ThemeModel,
    framework: Framework,
    embedder: Embedder,
    judge_by: Callable[[str], bool] = lambda _: True,
    told: Callable[[str], None] = lambda _: None,
) -> Blend:
    """Return an adapter of all examples, calibrated on models that each missed some documents.

    `trainer` was made of the framed examples, `model` is the linear model of all; `judge_by`
    says of a group whether calibration and scores look at it. ValueError with fewer than two
    groups, which leave nothing to calibrate on.
    """
    folds = folds_of([example.group for example in examples])
    lesson = lesson_of(examples, framework)
    adapter, said = trainer.cross_fit(lesson, folds, told)
    told("the linear model, with the same passages left out")
    linear = left_out_log_odds(examples, folds, framework, embedder).astype(np.float64)
    left_out = LeftOut(linear, said, folds, lesson.truth, lesson.known)
    judged = np.array([judge_by(example.group) for example in examples], dtype=np.bool_)
    calibration, facts = calibrated(left_out.keep(judged), framework.label_ids)
    return Blend(ThemeAdapter(adapter, calibration, model.id), facts)


def folds_of(groups: Sequence[str]) -> NDArray[np.int64]:
    """Return the part in which each passage is left out; ValueError with fewer than two groups."""
    folds = deal(groups, FOLDS)
    if len(set(folds.tolist())) < 2:
        raise ValueError("passages of at least two documents are needed to calibrate on")
    return folds


def lesson_of(examples: Sequence[LabelledStatement], framework: Framework) -> Lesson:
    """Return examples as tables, a column per label of the framework."""
    names = framework.label_ids
    return Lesson(
        np.arange(len(examples)),
        np.array([[name in example.labels for name in names] for example in examples]),
        np.array([[name not in example.disputed for name in names] for example in examples]),
        np.array([example.weight for example in examples], dtype=np.float32),
    )


def calibrated(left_out: LeftOut, labels: Sequence[str]) -> tuple[Calibration, dict[str, object]]:
    """Return the calibration on all left-out logits, and scores that it did not choose for itself.

    For the scores each fold is calibrated, and its thresholds and bands chosen, on the others.
    """
    truth, known = left_out.truth, left_out.known
    said, unsure = np.zeros(truth.shape, dtype=np.bool_), np.zeros(truth.shape, dtype=np.bool_)
    for fold in sorted(set(left_out.folds.tolist())):
        held = left_out.folds == fold
        chosen = _calibrate(left_out.blended[~held], truth[~held], known[~held])
        chances = chosen.probabilities(left_out.blended[held].astype(np.float32))
        said[held] = chances >= chosen.band.threshold
        unsure[held] = chosen.band.unsure(chances)
    sure = ~unsure.any(axis=1)
    scores = {
        "linear_micro_f1": micro_f1(left_out.linear >= 0, truth, known),
        "adapted_micro_f1": micro_f1(left_out.adapted >= 0, truth, known),
        "micro_f1": micro_f1(said, truth, known),
        "micro_f1_of_sure_labels": micro_f1(said, truth, known & ~unsure),
        "sure_labels": float((known & ~unsure).sum() / known.sum()),
        "micro_f1_of_sure_passages": micro_f1(said[sure], truth[sure], known[sure]),
        "sure_passages": float(sure.mean()),
    }
    facts: dict[str, object] = {name: round(score, 3) for name, score in scores.items()}
    facts["passages"] = len(truth)
    facts["by_label"] = errors_by_label(said, truth, known, labels)
    return _calibrate(left_out.blended, truth, known), facts


def errors_by_label(
    said: Flags, truth: Flags, known: Flags, labels: Sequence[str]
) -> dict[str, dict[str, object]]:
    """Return per label what was right, missed and wrongly given, and what was given instead.

    `instead` is the label that was most often wrongly given where this one was missed, None
    when there was none.
    """
    missed, wrong = truth & ~said & known, said & ~truth & known
    table: dict[str, dict[str, object]] = {}
    for column, label in enumerate(labels):
        beside = wrong[missed[:, column]].sum(axis=0)
        table[label] = {
            "f1": round(micro_f1(said[:, [column]], truth[:, [column]], known[:, [column]]), 3),
            "right": int((truth & said & known)[:, column].sum()),
            "missed": int(missed[:, column].sum()),
            "wrong": int(wrong[:, column].sum()),
            "instead": labels[int(beside.argmax())] if beside.any() else None,
        }
    return table


def _calibrate(logits: Numbers, truth: Flags, known: Flags) -> Calibration:
    slope, offset = calibrate(logits, truth, known)
    chances = probabilities(logits, slope, offset)
    threshold, _ = choose_thresholds(chances, truth, known)
    band = choose_band(chances, threshold, truth, known)
    return Calibration(slope.astype(np.float32), offset.astype(np.float32), band)
