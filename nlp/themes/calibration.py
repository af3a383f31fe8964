"""Turns logits into probabilities that mean what they say, and picks where to accept a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Fewer positives than this say too little about the slope of one label: all labels share one.
OWN_CALIBRATION = 20
# Positives at which a label's own best threshold weighs as much as the common one.
HALF_TRUST = 30
CANDIDATES = np.round(np.arange(0.15, 0.86, 0.01), 2)  # outside, a probability is no close call

SURE_F1 = 0.92  # as two careful coders agree: what the model decides alone must be as good
# Half-widths of the band, in log-odds. At 3 a label is sure only below 5 or above 95 in 100.
WIDTHS = np.round(np.arange(0.0, 3.01, 0.05), 2)


@dataclass(frozen=True, slots=True)
class Band:
    """Where labels are accepted and where a person is needed; probabilities, one per label."""

    threshold: NDArray[np.float32]
    unsure_from: NDArray[np.float32]
    unsure_to: NDArray[np.float32]

    def unsure(self, chances: NDArray[np.float32]) -> Flags:
        """Return which probabilities lie inside the band of their label."""
        result: Flags = (chances > self.unsure_from) & (chances < self.unsure_to)
        return result


def calibrate(logits: Numbers, truth: Flags, known: Flags) -> tuple[Numbers, Numbers]:
    """Return slope and offset per label by Platt's method (1999), on left-out logits."""
    labels = truth.shape[1]
    common = _platt(logits[known], truth[known])
    slope = np.full(labels, common[0])
    offset = np.full(labels, common[1])
    for label in range(labels):
        rows = known[:, label]
        positives = int(truth[rows, label].sum())
        if min(positives, int(rows.sum()) - positives) < OWN_CALIBRATION:
            continue
        own = _platt(logits[rows, label], truth[rows, label])
        if own[0] > 0:
            slope[label], offset[label] = own
    return slope, offset


def probabilities(logits: Numbers, slope: Numbers, offset: Numbers) -> Numbers:
    """Return calibrated probabilities."""
    result: Numbers = 1.0 / (1.0 + np.exp(-np.clip(logits * slope + offset, -30.0, 30.0)))
    return result


def choose_thresholds(chances: Numbers, truth: Flags, known: Flags) -> tuple[Numbers, float]:
    """Return a threshold per label, and the micro-F1 of the best common one.

    A label's own best threshold counts the more, the more positives it was seen with:
    thresholds of rare labels would otherwise follow chance.
    """
    common_scores = [micro_f1(chances >= cut, truth, known) for cut in CANDIDATES]
    common = _middle_of_best(common_scores)
    thresholds = np.full(truth.shape[1], common)
    for label in range(truth.shape[1]):
        columns = (chances[:, [label]], truth[:, [label]], known[:, [label]])
        positives = int((columns[1] & columns[2]).sum())
        if positives == 0:
            continue
        own = _middle_of_best([micro_f1(columns[0] >= cut, *columns[1:]) for cut in CANDIDATES])
        trust = positives / (positives + HALF_TRUST)
        thresholds[label] = trust * own + (1 - trust) * common
    return thresholds, max(common_scores)


def choose_band(chances: Numbers, thresholds: Numbers, truth: Flags, known: Flags) -> Band:
    """Return the narrowest band outside which decisions reach `SURE_F1`, on left-out passages.

    Its half-width in log-odds is the same for every label. Where no width reaches the score,
    the widest is taken.
    """
    distance = np.abs(_log_odds(chances) - _log_odds(thresholds))
    accepted = chances >= thresholds
    for width in WIDTHS:
        if micro_f1(accepted, truth, known & (distance >= width)) >= SURE_F1:
            break
    low, high = (1 / (1 + np.exp(-(_log_odds(thresholds) + side))) for side in (-width, width))
    return Band(*(array.astype(np.float32) for array in (thresholds, low, high)))


def _log_odds(chances: Numbers) -> Numbers:
    clipped = np.clip(chances, 1e-6, 1 - 1e-6)
    result: Numbers = np.log(clipped / (1 - clipped))
    return result


def log_loss(chances: Numbers, truth: Flags, known: Flags) -> float:
    """Return the mean surprise per decision in nats: small when sure and right."""
    clipped = np.clip(chances[known], 1e-6, 1 - 1e-6)
    return float(-np.mean(np.log(np.where(truth[known], clipped, 1 - clipped))))


def micro_f1(said: Flags, truth: Flags, known: Flags) -> float:
    """Return F1 over all decisions that coders agreed on; 0 when nothing is said or true."""
    hits = int((said & truth & known).sum())
    wrong = int(((said != truth) & known).sum())
    return 2 * hits / (2 * hits + wrong) if hits else 0.0


def _middle_of_best(scores: list[float]) -> float:
    best = max(scores)
    return float(
        np.mean([cut for cut, score in zip(CANDIDATES, scores, strict=True) if score == best])
    )


def _platt(logits: Numbers, truth: Flags) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    if truth.all() or not truth.any():
        return 1.0, 0.0
    # A weak penalty keeps the slope finite when the classes do not overlap.
    model: Any = LogisticRegression(C=1.0).fit(logits.reshape(-1, 1), truth)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
