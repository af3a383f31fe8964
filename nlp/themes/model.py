"""The trained theme model: plain arrays and a card, read without scikit-learn or pickle."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.embedding.model_files import ARRAYS, CARD, ModelFileError, read_model
from nlp.framework import Framework
from nlp.themes.calibration import Band
from nlp.themes.features import Matrix, Prototypes

FORMAT = 2  # raised when the meaning of an array changes


class ThemeModelError(ModelFileError):
    """A theme model that cannot be used; the message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class ThemeArrays:
    """The numbers of a model; one row or entry per label unless told otherwise.

    A logit is `features @ weights.T + bias`; the probability is the logistic function of
    `slope * logit + offset` (Platt 1999). `prior` is the share of positives in training.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    slope: NDArray[np.float32]
    offset: NDArray[np.float32]
    threshold: NDArray[np.float32]
    unsure_from: NDArray[np.float32]  # probabilities between which the model asks for a person
    unsure_to: NDArray[np.float32]
    prior: NDArray[np.float32]
    scale: NDArray[np.float32]  # one number: see themes_features.features
    prototype_vectors: NDArray[np.float32]
    prototype_owners: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """What a model is and where it comes from; `facts` are for people (data, scores, limits)."""

    framework_id: str
    framework_version: str
    framework_digest: str
    embedding_model: str  # the part of an embedder id before the slash
    labels: tuple[str, ...]
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ThemeModel:
    """Weights and card together."""

    card: ThemeCard
    arrays: ThemeArrays

    @property
    def id(self) -> str:
        """Name and a digest of the weights: two models share it only when they tag alike."""
        digest = hashlib.sha256()
        for field in fields(self.arrays):
            digest.update(np.ascontiguousarray(getattr(self.arrays, field.name)).tobytes())
        return f"themes-linear-{digest.hexdigest()[:12]}"

    @property
    def prototypes(self) -> Prototypes:
        return Prototypes(self.arrays.prototype_vectors, self.arrays.prototype_owners)

    @property
    def scale(self) -> float:
        return float(self.arrays.scale[0])

    @property
    def band(self) -> Band:
        return Band(self.arrays.threshold, self.arrays.unsure_from, self.arrays.unsure_to)

    def logits(self, rows: Matrix) -> Matrix:
        """Return one column per label; rows come from `themes_features.features`."""
        result: Matrix = rows @ self.arrays.weights.T + self.arrays.bias
        return result

    def log_odds(self, logits: Matrix) -> Matrix:
        """Return calibrated logits: those of the probabilities."""
        result: Matrix = logits * self.arrays.slope + self.arrays.offset
        return result

    def probabilities(self, logits: Matrix) -> Matrix:
        """Return calibrated probabilities of logits."""
        scaled = np.clip(self.log_odds(logits), -30.0, 30.0)
        result: Matrix = (1.0 / (1.0 + np.exp(-scaled))).astype(np.float32)
        return result

    def save(self, folder: Path) -> None:
        """Write the arrays and the card; the folder is made when absent."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {field.name: getattr(self.arrays, field.name) for field in fields(self.arrays)}
        np.savez_compressed(folder / ARRAYS, **arrays)
        card = {
            "format": FORMAT,
            "id": self.id,
            "framework": {
                "id": self.card.framework_id,
                "version": self.card.framework_version,
                "digest": self.card.framework_digest,
            },
            "embedding_model": self.card.embedding_model,
            "labels": list(self.card.labels),
            "facts": dict(self.card.facts),
        }
        text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
        (folder / CARD).write_text(text, encoding="utf-8")


def bundled_model_folder() -> Path:
    """Return the folder of the model that comes with the application."""
    return Path(__file__).resolve().parents[1] / "models" / "themes"


def load_model(folder: Path) -> ThemeModel:
    """Read a saved model; ThemeModelError when it is missing, broken or of another format."""
    names = [field.name for field in fields(ThemeArrays)]
    card, arrays = read_model(folder, FORMAT, names, ThemeModelError)
    try:
        about = card["framework"]
        model = ThemeModel(
            ThemeCard(
                *(about["id"], about["version"], about["digest"], card["embedding_model"]),
                labels=tuple(card["labels"]),
                facts=card["facts"],
            ),
            ThemeArrays(**arrays),
        )
    except (KeyError, TypeError) as error:
        raise ThemeModelError(f"{folder.name}/{CARD}: lacks {error}; run lis train") from error
    if model.id != card.get("id"):
        raise ThemeModelError(f"{ARRAYS}: does not belong to {CARD}; run lis train")
    return model


def check_fit(model: ThemeModel, framework: Framework, embedder_id: str) -> None:
    """Raise ThemeModelError when the model speaks of other labels or other vectors."""
    if model.card.labels != framework.label_ids or model.card.framework_id != framework.id:
        raise ThemeModelError(
            f"the theme model is for {model.card.framework_id}, not {framework.id}; run lis train"
        )
    if model.card.embedding_model != embedder_id.split("/")[0]:
        raise ThemeModelError(
            f"the theme model reads vectors of {model.card.embedding_model}, "
            f"not of {embedder_id}; run lis train"
        )
