"""The arithmetic of training: one penalised logistic regression per label, by group-wise folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Vectors
from nlp.themes.cues import CueMatch
from nlp.themes.features import Matrix, Prototypes, features

ALWAYS_TRAINED = -1
MOST_STEPS = 1000  # of L-BFGS, which ends in some tens; scikit-learn warns when it does not


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything training reads, one row per statement, one column per label.

    `known` is False where coders disagreed. `groups` holds None for prototypes.
    """

    vectors: Vectors
    cues: tuple[tuple[tuple[CueMatch, ...], ...], ...]
    truth: NDArray[np.bool_]
    known: NDArray[np.bool_]
    groups: tuple[str | None, ...]
    prototypes: Prototypes

    @property
    def has_examples(self) -> bool:
        return any(group is not None for group in self.groups)

    @property
    def judged(self) -> NDArray[np.bool_]:
        """The rows on which choices are made: statements, or prototypes for want of them."""
        if not self.has_examples:
            return np.ones(len(self.groups), dtype=np.bool_)
        return np.array([group is not None for group in self.groups], dtype=np.bool_)

    def table(self, scale: float) -> Matrix:
        """Return the features of every row."""
        return features(self.vectors, self.cues, self.prototypes, self.truth.shape[1], scale)

    def keep(self, rows: NDArray[np.bool_]) -> Sheet:
        """Return the sheet of the rows that are True."""
        chosen = np.flatnonzero(rows).tolist()
        return Sheet(
            self.vectors[rows],
            tuple(self.cues[row] for row in chosen),
            self.truth[rows],
            self.known[rows],
            tuple(self.groups[row] for row in chosen),
            self.prototypes,
        )

    def folds(self, count: int) -> NDArray[np.int64]:
        """Return a fold per row; a group is never split, prototypes always train.

        Without examples, prototypes are dealt in turn, so that every label is in every fold.
        """
        if not self.has_examples:
            return np.arange(len(self.groups), dtype=np.int64) % count
        return deal(self.groups, count)


def deal(groups: Sequence[str | None], count: int) -> NDArray[np.int64]:
    """Return a fold per row, groups dealt largest first to the smallest fold.

    Rows without a group are `ALWAYS_TRAINED`. Fewer groups than `count` give a fold each.
    """
    sizes = Counter(group for group in groups if group is not None)
    loads = [0] * min(count, len(sizes))
    fold_of: dict[str | None, int] = {None: ALWAYS_TRAINED}
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[group] = loads.index(min(loads))
        loads[fold_of[group]] += size
    return np.array([fold_of[group] for group in groups], dtype=np.int64)


def fit(sheet: Sheet, table: Matrix, penalty: float) -> tuple[Matrix, Matrix]:
    """Return weights and bias, a row per label; a label with one class only gets a constant."""
    labels = sheet.truth.shape[1]
    weights = np.zeros((labels, table.shape[1]), dtype=np.float32)
    bias = np.zeros(labels, dtype=np.float32)
    for label in range(labels):
        rows = sheet.known[:, label]
        truth = sheet.truth[rows, label]
        if truth.all() or not truth.any():
            bias[label] = 3.0 if len(truth) and truth.all() else -3.0  # one in twenty, or all but
            continue
        model = _regression(penalty).fit(table[rows].astype(np.float64), truth)
        weights[label] = model.coef_[0]
        bias[label] = model.intercept_[0]
    return weights, bias


def left_out_logits(sheet: Sheet, table: Matrix, penalty: float, folds: int) -> Matrix:
    """Return the logits of every judged row by a model that never saw its fold; others are 0."""
    fold_of = sheet.folds(folds)
    logits = np.zeros(sheet.truth.shape, dtype=np.float32)
    for fold in sorted(set(fold_of.tolist()) - {ALWAYS_TRAINED}):
        held = fold_of == fold
        weights, bias = fit(sheet.keep(~held), table[~held], penalty)
        logits[held] = table[held] @ weights.T + bias
    return logits


def _regression(penalty: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=penalty, class_weight="balanced", max_iter=MOST_STEPS)


def distinct_groups(groups: Sequence[str | None]) -> list[str]:
    """Return the groups of labelled statements, sorted."""
    return sorted({group for group in groups if group is not None})
