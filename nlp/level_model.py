"""The trained level and stage of a passage: one linear model each, read without scikit-learn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Level
from nlp.commitment import Stage
from nlp.level import LevelModel, PassageFeatures, StrongestPromise, Verdict
from nlp.level_features import rule_row, word_row
from nlp.model_files import ARRAYS, CARD, ModelFileError, read_model

FORMAT = 1  # raised when the meaning of an array or of a feature changes
VECTOR_SCALE = 2.0  # of vector and words against rules and cues, both of length 1:
WORD_SCALE = 2.0  # best of 1, 2 and 3 with whole sources left out, see docs/method.md
LEVELS = tuple(Level)
STAGES = tuple(Stage)

Matrix = NDArray[np.float32]


class LevelModelError(ModelFileError):
    """A level model that cannot be used; the message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class LevelArrays:
    """One row or entry per class, in the order of `LEVELS` and `STAGES`."""

    level_weights: Matrix
    level_bias: Matrix
    stage_weights: Matrix
    stage_bias: Matrix


@dataclass(frozen=True, slots=True)
class TrainedLevels:
    """Decides level and stage by the highest score; `facts` say what it learnt from.

    Passages without a vector, or with one of another length, are decided by the rules alone.
    """

    arrays: LevelArrays
    embedding_model: str  # the part of an embedder id before the slash
    facts: Mapping[str, object]

    @property
    def id(self) -> str:
        """Name and a digest of the weights."""
        digest = hashlib.sha256()
        for field in fields(self.arrays):
            digest.update(np.ascontiguousarray(getattr(self.arrays, field.name)).tobytes())
        return f"levels-linear-{digest.hexdigest()[:12]}"

    def decide(self, passages: Sequence[PassageFeatures]) -> list[Verdict]:
        """Return level and stage of each passage, in order."""
        decided = StrongestPromise().decide(passages)
        readable = [index for index, passage in enumerate(passages) if self._reads(passage)]
        if not readable:
            return decided
        rows = feature_rows([passages[index] for index in readable])
        levels = rows @ self.arrays.level_weights.T + self.arrays.level_bias
        stages = rows @ self.arrays.stage_weights.T + self.arrays.stage_bias
        for index, verdict in zip(readable, verdicts(levels, stages), strict=True):
            decided[index] = verdict
        return decided

    def _reads(self, passage: PassageFeatures) -> bool:
        if passage.vector is None:
            return False
        return feature_width(len(passage.vector)) == int(self.arrays.level_weights.shape[1])

    def save(self, folder: Path) -> None:
        """Write arrays and card; the folder is made when absent."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {field.name: getattr(self.arrays, field.name) for field in fields(self.arrays)}
        np.savez_compressed(folder / ARRAYS, **arrays)
        card = {
            "format": FORMAT,
            "id": self.id,
            "embedding_model": self.embedding_model,
            "levels": [str(level) for level in LEVELS],
            "stages": [str(stage) for stage in STAGES],
            "facts": dict(self.facts),
        }
        text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
        (folder / CARD).write_text(text, encoding="utf-8")


def verdicts(levels: Matrix, stages: Matrix) -> list[Verdict]:
    """Return the verdict for each row of scores; columns are as in `LEVELS` and `STAGES`."""
    odds = np.exp(levels - levels.max(axis=1, keepdims=True))
    none = odds[:, LEVELS.index(Level.NONE)] / odds.sum(axis=1)
    best = zip(levels.argmax(axis=1).tolist(), stages.argmax(axis=1).tolist(), strict=True)
    return [
        Verdict(LEVELS[level], STAGES[stage], chance, weighed=True)
        for (level, stage), chance in zip(best, none.tolist(), strict=True)
    ]


def feature_rows(passages: Sequence[PassageFeatures]) -> Matrix:
    """Return one row per passage: rules and cues, its vector, its hashed words.

    ValueError for a passage without a vector.
    """
    rows = []
    for passage in passages:
        if passage.vector is None:
            raise ValueError("a passage without a vector cannot be weighed")
        words = word_row(f"{passage.lead_in or ''} {passage.text}")
        rows.append(
            np.concatenate(
                (rule_row(passage), VECTOR_SCALE * passage.vector, WORD_SCALE * words),
                dtype=np.float32,
            )
        )
    return np.array(rows, dtype=np.float32)


def feature_width(dimensions: int) -> int:
    """Return the length of a row for vectors of so many dimensions."""
    return len(rule_row(PassageFeatures("", ()))) + dimensions + len(word_row(""))


def bundled_levels_folder() -> Path:
    """Return the folder of the model that comes with the application."""
    return Path(__file__).resolve().parent / "models" / "level"


def bundled_levels() -> LevelModel:
    """Return the model that comes with the application; the rules when none came with it."""
    folder = bundled_levels_folder()
    return load_levels(folder) if (folder / CARD).is_file() else StrongestPromise()


def load_levels(folder: Path) -> TrainedLevels:
    """Read a saved model; LevelModelError when it is missing, broken or of another format."""
    names = [field.name for field in fields(LevelArrays)]
    card, arrays = read_model(folder, FORMAT, names, LevelModelError)
    try:
        model = TrainedLevels(LevelArrays(**arrays), card["embedding_model"], card["facts"])
    except KeyError as error:
        raise LevelModelError(f"{folder.name}/{CARD}: lacks {error}; run lis train") from error
    if model.id != card.get("id"):
        raise LevelModelError(f"{ARRAYS}: does not belong to {CARD}; run lis train")
    return model
