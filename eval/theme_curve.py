"""How much more labelled documents would help: the linear model on a growing share of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.labelled import (
    Labelled,
    is_running_text,
    real_passages,
    sample_passages,
    theme_example,
    written_passages,
)
from eval.measure import Measure
from nlp.analysis import Embedder
from nlp.framework import Framework
from nlp.themes.calibration import calibrate, micro_f1, probabilities
from nlp.themes.fitting import ALWAYS_TRAINED, Sheet, fit
from nlp.themes.training import sheet_of

SHARES = (0.25, 0.5, 0.75, 1.0)
FOLDS = 3
SEED = 1  # of the order in which documents are taken
SCALE, PENALTY = 0.3, 1.0  # what training chooses on all of them


def measure_curve(framework: Framework, embedder: Embedder, real: Path | None) -> list[Measure]:
    """Return micro-F1 on documents left out, learning from a share of the others.

    `real` is the folder of real documents; without, it is of authored text alone.
    """
    passages = [*sample_passages(), *written_passages()]
    if real is not None:
        passages += real_passages(real)[0]
    sheet = sheet_of([theme_example(p) for p in passages], framework, embedder)
    return curve(sheet, passages)


def curve(sheet: Sheet, passages: Sequence[Labelled]) -> list[Measure]:
    """Return a measure per share; the sheet holds prototypes first, then the passages."""
    table = sheet.table(SCALE)
    fold_of = sheet.folds(FOLDS)
    first = len(sheet.groups) - len(passages)
    running = np.array([is_running_text(p.group) for p in passages], dtype=np.bool_)
    measures = []
    for share in SHARES:
        logits = np.zeros(sheet.truth.shape)
        learnt = []
        for fold in sorted(set(fold_of.tolist()) - {ALWAYS_TRAINED}):
            held = fold_of == fold
            taken = ~held & documents(sheet.groups, fold_of, fold, share)
            weights, bias = fit(sheet.keep(taken), table[taken], PENALTY)
            logits[held] = table[held] @ weights.T + bias
            learnt.append(int(taken[first:].sum()))
        rows = np.flatnonzero(running) + first
        score = _score(logits[rows], sheet.truth[rows], sheet.known[rows], fold_of[rows])
        note = f"learnt from {round(float(np.mean(learnt)))} passages"
        name = f"learning curve, {share:.0%} of documents: micro-F1"
        measures.append(Measure("themes", name, score, len(rows), note=note))
    return measures


def documents(
    groups: Sequence[str | None], fold_of: NDArray[np.int64], fold: int, share: float
) -> NDArray[np.bool_]:
    """Return the rows of a share of the groups outside a fold; rows without a group are in.

    A smaller share is part of every larger one.
    """
    held = {group for group, of in zip(groups, fold_of.tolist(), strict=True) if of == fold}
    others = sorted({group for group in groups if group is not None} - held)
    random.Random(SEED).shuffle(others)  # noqa: S311  no secret
    kept = set(others[: round(share * len(others))])
    return np.array([group is None or group in kept for group in groups], dtype=np.bool_)


def _score(
    logits: NDArray[np.float64],
    truth: NDArray[np.bool_],
    known: NDArray[np.bool_],
    folds: NDArray[np.int64],
) -> float:
    """Return micro-F1 at a probability of one half, each fold calibrated on the others."""
    said = np.zeros(truth.shape, dtype=np.bool_)
    for fold in sorted(set(folds.tolist())):
        held = folds == fold
        slope, offset = calibrate(logits[~held], truth[~held], known[~held])
        said[held] = probabilities(logits[held], slope, offset) >= 0.5
    return micro_f1(said, truth, known)
