"""The adapted encoder: what training changed in the embedding model, and a head over it.

The change of each large matrix is kept as two thin ones (low-rank factors), so that the
adapter is a small file beside the theme model and the embedding model stays as its makers
published it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.embedding.model_files import read_arrays
from nlp.themes.calibration import Band
from nlp.themes.features import Matrix
from nlp.themes.model import ThemeModelError

FILE = "adapter.npz"
RANK = 32  # of the factors; three layers of them weigh 1.3 MB
LINEAR_SHARE = 0.5  # of the linear model's log-odds; for less and more see docs/method.md

Half = NDArray[np.float16]
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Factors:
    """The change of one matrix: `left @ right`, of shapes (rows, rank) and (rank, columns)."""

    left: Half
    right: Half

    @property
    def change(self) -> Matrix:
        result: Matrix = self.left.astype(np.float32) @ self.right.astype(np.float32)
        return result


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns the blend of both logits into a probability; one entry per label."""

    slope: Numbers
    offset: Numbers
    band: Band

    def probabilities(self, logits: Matrix) -> Matrix:
        """Return calibrated probabilities by Platt's method (1999)."""
        scaled = np.clip(logits * self.slope + self.offset, -30.0, 30.0)
        result: Matrix = (1.0 / (1.0 + np.exp(-scaled))).astype(np.float32)
        return result


@dataclass(frozen=True, slots=True)
class Adapter:
    """Changes to named parameters of the transformer, and a head with a row per class.

    `added` holds the changes of parameters that are vectors: biases and layer norms.
    """

    factors: Mapping[str, Factors]
    added: Mapping[str, Half]
    head: Numbers
    bias: Numbers

    @property
    def digest(self) -> str:
        """Name the encoder's change: two adapters share it only when their vectors are equal."""
        digest = hashlib.sha256()
        for name in sorted(self.factors):
            digest.update(name.encode())
            digest.update(self.factors[name].left.tobytes())
            digest.update(self.factors[name].right.tobytes())
        for name in sorted(self.added):
            digest.update(name.encode() + self.added[name].tobytes())
        return digest.hexdigest()[:12]

    @property
    def first_layer(self) -> int:
        """The lowest layer that is changed; those below are the embedding model's own."""
        names = [*self.factors, *self.added]
        layers = [int(name.split(".")[2]) for name in names if name.startswith("encoder.layer.")]
        return min(layers) if len(layers) == len(names) > 0 else 0

    def logits(self, vectors: Numbers) -> Matrix:
        """Return one column per class; `vectors` are unit rows of the adapted encoder."""
        result: Matrix = vectors @ self.head.T + self.bias
        return result

    @property
    def arrays(self) -> dict[str, Any]:
        """All of it by name, as it is stored."""
        found: dict[str, Any] = {"head": self.head, "bias": self.bias}
        for name in sorted(self.factors):
            found[f"left:{name}"] = self.factors[name].left
            found[f"right:{name}"] = self.factors[name].right
        for name in sorted(self.added):
            found[f"added:{name}"] = self.added[name]
        return found

    @staticmethod
    def of(arrays: Mapping[str, Any]) -> Adapter:
        """Return the adapter that lies among stored arrays; KeyError when a part is absent."""
        names = [key.removeprefix("left:") for key in arrays if key.startswith("left:")]
        return Adapter(
            {name: Factors(arrays[f"left:{name}"], arrays[f"right:{name}"]) for name in names},
            {key.removeprefix("added:"): arrays[key] for key in arrays if key.startswith("added:")},
            arrays["head"],
            arrays["bias"],
        )


@dataclass(frozen=True, slots=True)
class ThemeAdapter:
    """An adapter with the calibration of its blend with one linear model, named by `linear_id`.

    `linear_share` is how much that model counts in the blend, of 1.
    """

    adapter: Adapter
    calibration: Calibration
    linear_id: str
    linear_share: float = LINEAR_SHARE

    @property
    def id(self) -> str:
        """Digest of all that decides a tag, the linear model included."""
        return f"themes-blend-{hashlib.sha256(packed(_arrays(self))).hexdigest()[:12]}"

    def blend(self, linear: Matrix, adapted: Matrix) -> Matrix:
        """Return probabilities from both logits; `linear` is that model's calibrated logit."""
        both = self.linear_share * linear + (1 - self.linear_share) * adapted
        return self.calibration.probabilities(both.astype(np.float32))

    def save(self, folder: Path) -> None:
        """Write the adapter beside its theme model; the folder is made when absent."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / FILE, allow_pickle=False, **_arrays(self))


def low_rank(change: Numbers, rank: int = RANK) -> Factors:
    """Return the factors nearest to a matrix in squared error (Eckart and Young 1936)."""
    left, values, right = np.linalg.svd(change.astype(np.float64), full_matrices=False)
    root = np.sqrt(values[:rank])  # shared by both sides, so that neither leaves fp16's range
    return Factors(
        (left[:, :rank] * root).astype(np.float16),
        (root[:, None] * right[:rank]).astype(np.float16),
    )


def merge(adapter: Adapter, transformer: Any) -> Any:
    """Add the changes to a torch module's own parameters and return it.

    ThemeModelError when the module has no parameter of a name or of its shape.
    """
    import torch

    parameters = dict(transformer.named_parameters())
    changes: dict[str, Any] = {name: pair.change for name, pair in adapter.factors.items()}
    changes |= {name: array.astype(np.float32) for name, array in adapter.added.items()}
    for name, change in changes.items():
        if name not in parameters or tuple(parameters[name].shape) != change.shape:
            raise ThemeModelError(f"{FILE}: does not fit the embedding model at {name}")
    with torch.no_grad():
        for name, change in changes.items():
            parameters[name] += torch.from_numpy(change)
    return transformer


def load_adapter(folder: Path, linear_id: str) -> ThemeAdapter | None:
    """Read the adapter beside a theme model, None when there is none.

    ThemeModelError when it is broken or was calibrated with another linear model.
    """
    if not (folder / FILE).exists():
        return None
    try:
        adapter = _unpacked(read_arrays(folder / FILE, ThemeModelError))
    except KeyError as error:
        raise ThemeModelError(f"{folder.name}/{FILE}: has no {error}; run lis train") from error
    if adapter.linear_id != linear_id:
        raise ThemeModelError(f"{FILE}: belongs to {adapter.linear_id}, not {linear_id}")
    return adapter


def forget_adapter(folder: Path) -> None:
    """Delete the adapter of a folder, if any: it does not outlive the model it belongs to."""
    (folder / FILE).unlink(missing_ok=True)


def _arrays(theme: ThemeAdapter) -> dict[str, Any]:
    calibration = theme.calibration
    return {
        **theme.adapter.arrays,
        "slope": calibration.slope,
        "offset": calibration.offset,
        **{field.name: getattr(calibration.band, field.name) for field in fields(Band)},
        "linear_id": np.array(theme.linear_id),
        "linear_share": np.array(theme.linear_share),
    }


def _unpacked(arrays: Mapping[str, Any]) -> ThemeAdapter:
    band = Band(*(arrays[field.name] for field in fields(Band)))
    calibration = Calibration(arrays["slope"], arrays["offset"], band)
    linear = str(arrays["linear_id"]), float(arrays["linear_share"])
    return ThemeAdapter(Adapter.of(arrays), calibration, *linear)


def packed(arrays: Mapping[str, Any]) -> bytes:
    """Return named arrays as bytes, for a digest."""
    stream = io.BytesIO()
    for name, array in arrays.items():
        stream.write(name.encode())
        stream.write(np.ascontiguousarray(array).tobytes())
    return stream.getvalue()
