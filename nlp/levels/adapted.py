"""What the encoder that was fine-tuned with themes says of level and stage."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.embedding.model_files import ModelFileError, read_arrays

FILE = "adapted.npz"
LINEAR_SHARE = 0.6  # best of tenths for level with whole documents left out, see docs/method.md

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AdaptedLevels:
    """Heads over the adapted encoder's unit vectors, and what blends them with the linear model.

    One row or entry per class. `slope` makes the probability of the blended level mean what it
    says; `encoder` is the digest of the adapter whose vectors the heads read.
    """

    level_weights: Matrix
    level_bias: Matrix
    stage_weights: Matrix
    stage_bias: Matrix
    slope: Matrix
    encoder: str

    def levels(self, linear: Matrix, adapted: Matrix) -> Matrix:
        """Return log-odds of each level; `linear` holds the linear model's scores."""
        said = adapted @ self.level_weights.T + self.level_bias
        result: Matrix = self.slope * blended(linear, said)
        return result

    def stages(self, linear: Matrix, adapted: Matrix) -> Matrix:
        """Return scores of each stage; `linear` holds the linear model's scores."""
        return blended(linear, adapted @ self.stage_weights.T + self.stage_bias)

    def reads(self, adapted: Matrix | None) -> bool:
        """Tell whether a passage has an adapted vector that the heads fit."""
        return adapted is not None and len(adapted) == self.level_weights.shape[1]

    @property
    def packed(self) -> bytes:
        """All of it as bytes, for a digest."""
        arrays = (np.ascontiguousarray(getattr(self, f.name)) for f in fields(self))
        return b"".join(array.tobytes() for array in arrays)

    def save(self, folder: Path) -> None:
        """Write the heads beside their level model."""
        arrays: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        arrays["encoder"] = np.array(self.encoder)
        np.savez_compressed(folder / FILE, allow_pickle=False, **arrays)


def blended(linear: Matrix, adapted: Matrix) -> Matrix:
    """Return the log-probabilities of two models, weighed by `LINEAR_SHARE`, row by row."""
    both = LINEAR_SHARE * _log_shares(linear) + (1 - LINEAR_SHARE) * _log_shares(adapted)
    result: Matrix = both.astype(np.float32)
    return result


def load_adapted(folder: Path, error: type[ModelFileError]) -> AdaptedLevels | None:
    """Read the heads beside a level model, None when there are none; `error` when broken."""
    if not (folder / FILE).exists():
        return None
    arrays = read_arrays(folder / FILE, error)
    try:
        parts = {field.name: arrays[field.name] for field in fields(AdaptedLevels)}
    except KeyError as missing:
        raise error(f"{folder.name}/{FILE}: has no {missing}; run lis train") from missing
    return AdaptedLevels(**(parts | {"encoder": str(parts["encoder"])}))


def forget_adapted(folder: Path) -> None:
    """Delete the heads of a folder, if any: they do not outlive the model they belong to."""
    (folder / FILE).unlink(missing_ok=True)


def _log_shares(scores: Matrix) -> Matrix:
    moved = scores - scores.max(axis=1, keepdims=True)
    result: Matrix = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return result
