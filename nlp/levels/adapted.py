"""What the encoder that was fine-tuned for level and stage says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Level, Top
from nlp.embedding.model_files import ModelFileError, read_arrays
from nlp.themes.adapter import Adapter, packed

FILE = "adapter.npz"
LINEAR_SHARE = 0.6  # best of tenths on real text with whole documents left out: docs/method.md

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AdaptedLevels:
    """A fine-tuned top of the encoder, and what blends it with the linear model.

    The adapter's head has a row per level, then one per stage. `slope` makes the probability of
    the blended level mean what it says; `linear_share` is how much the linear model counts, of 1.
    """

    adapter: Adapter
    slope: float
    linear_share: float = LINEAR_SHARE

    def blend(self, levels: Matrix, stages: Matrix, adapted: Matrix) -> tuple[Matrix, Matrix]:
        """Return log-odds of each level and scores of each stage; the linear model gave the first.

        `adapted` are unit rows of the adapter's top.
        """
        of_levels, of_stages = parted(self.adapter.logits(adapted))
        level: Matrix = np.float32(self.slope) * blended(levels, of_levels, self.linear_share)
        return level, blended(stages, of_stages, self.linear_share)

    def reads(self, adapted: Matrix | None) -> bool:
        """Tell whether a passage has a vector of this top; `adapted` holds a row per top."""
        if adapted is None or len(adapted) <= Top.LEVELS:
            return False
        return len(adapted[Top.LEVELS]) == int(self.adapter.head.shape[1])

    @property
    def packed(self) -> bytes:
        """All of it as bytes, for a digest."""
        return packed(self._arrays)

    def save(self, folder: Path) -> None:
        """Write the adapter beside its level model."""
        np.savez_compressed(folder / FILE, allow_pickle=False, **self._arrays)

    @property
    def _arrays(self) -> dict[str, Any]:
        numbers = {"slope": np.array(self.slope), "linear_share": np.array(self.linear_share)}
        return {**self.adapter.arrays, **numbers}


def parted(scores: Matrix) -> tuple[Matrix, Matrix]:
    """Return the columns of levels and those of stages."""
    return scores[:, : len(Level)], scores[:, len(Level) :]


def blended(linear: Matrix, adapted: Matrix, share: float = LINEAR_SHARE) -> Matrix:
    """Return the log-probabilities of two models row by row; the first counts `share` of 1."""
    both = share * _log_shares(linear) + (1 - share) * _log_shares(adapted)
    result: Matrix = both.astype(np.float32)
    return result


def load_adapted(folder: Path, error: type[ModelFileError]) -> AdaptedLevels | None:
    """Read the adapter beside a level model, None when there is none; `error` when broken."""
    if not (folder / FILE).exists():
        return None
    arrays = read_arrays(folder / FILE, error)
    try:
        numbers = float(arrays["slope"]), float(arrays["linear_share"])
        return AdaptedLevels(Adapter.of(arrays), *numbers)
    except KeyError as missing:
        raise error(f"{folder.name}/{FILE}: has no {missing}; run lis train") from missing


def forget_adapted(folder: Path) -> None:
    """Delete the adapter of a folder, if any: it does not outlive the model it belongs to."""
    (folder / FILE).unlink(missing_ok=True)


def _log_shares(scores: Matrix) -> Matrix:
    moved = scores - scores.max(axis=1, keepdims=True)
    result: Matrix = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return result
