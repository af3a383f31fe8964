"""The trained level and stage of a passage, read without scikit-learn.

One linear model each; where a passage has a vector of the encoder that was fine-tuned for them,
that judges as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Level, Top
from nlp.commitment import Stage
from nlp.embedding.model_files import ARRAYS, CARD, ModelFileError, read_model
from nlp.levels.adapted import AdaptedLevels, forget_adapted, load_adapted
from nlp.levels.features import rule_row, word_row
from nlp.levels.from_promises import LevelModel, PassageFeatures, StrongestPromise, Verdict
from nlp.themes.adapter import Adapter

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

    Passages without a vector, or with one of another length, are decided by the rules alone;
    those with a vector of the fine-tuned encoder by both models, if there is a `second`.
    """

    arrays: LevelArrays
    embedding_model: str  # the part of an embedder id before the slash
    facts: Mapping[str, object]
    second: AdaptedLevels | None = None

    @property
    def id(self) -> str:
        """Name and a digest of the weights."""
        digest = hashlib.sha256()
        for field in fields(self.arrays):
            digest.update(np.ascontiguousarray(getattr(self.arrays, field.name)).tobytes())
        if self.second is None:
            return f"levels-linear-{digest.hexdigest()[:12]}"
        digest.update(self.second.packed)
        return f"levels-blend-{digest.hexdigest()[:12]}"

    @property
    def adapter(self) -> Adapter | None:
        """The change of the encoder whose vectors are read as well, if any."""
        return self.second.adapter if self.second else None

    def decide(self, passages: Sequence[PassageFeatures]) -> list[Verdict]:
        """Return level and stage of each passage, in order."""
        decided = StrongestPromise().decide(passages)
        lengths = {len(p.vector) for p in passages if p.vector is not None}
        fitting = {n for n in lengths if feature_width(n) == self.arrays.level_weights.shape[1]}
        readable = [
            index
            for index, passage in enumerate(passages)
            if passage.vector is not None and len(passage.vector) in fitting
        ]
        if not readable:
            return decided
        levels, stages = self._scores([passages[index] for index in readable])
        for index, verdict in zip(readable, verdicts(levels, stages), strict=True):
            decided[index] = verdict
        return decided

    def _scores(self, passages: Sequence[PassageFeatures]) -> tuple[Matrix, Matrix]:
        rows = feature_rows(passages)
        levels = rows @ self.arrays.level_weights.T + self.arrays.level_bias
        stages = rows @ self.arrays.stage_weights.T + self.arrays.stage_bias
        second = self.second
        if second is None:
            return levels, stages
        adapted = {
            index: passage.adapted[Top.LEVELS]
            for index, passage in enumerate(passages)
            if passage.adapted is not None and second.reads(passage.adapted)
        }
        if adapted:
            at, vectors = list(adapted), np.array(list(adapted.values()), dtype=np.float32)
            levels[at], stages[at] = second.blend(levels[at], stages[at], vectors)
        return levels, stages

    def save(self, folder: Path) -> None:
        """Write arrays and card; the folder is made when absent."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {field.name: getattr(self.arrays, field.name) for field in fields(self.arrays)}
        np.savez_compressed(folder / ARRAYS, **arrays)
        forget_adapted(folder)
        if self.second is not None:
            self.second.save(folder)
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
    return Path(__file__).resolve().parents[1] / "models" / "level"


def bundled_levels() -> LevelModel:
    """Return the model that comes with the application; the rules when none came with it."""
    folder = bundled_levels_folder()
    return load_levels(folder) if (folder / CARD).is_file() else StrongestPromise()


def load_levels(folder: Path) -> TrainedLevels:
    """Read a saved model; LevelModelError when it is missing, broken or of another format."""
    names = [field.name for field in fields(LevelArrays)]
    card, arrays = read_model(folder, FORMAT, names, LevelModelError)
    try:
        second = load_adapted(folder, LevelModelError)
        parts = LevelArrays(**arrays), card["embedding_model"], card["facts"]
        model = TrainedLevels(*parts, second)
    except KeyError as error:
        raise LevelModelError(f"{folder.name}/{CARD}: lacks {error}; run lis train") from error
    if model.id != card.get("id"):
        raise LevelModelError(f"{ARRAYS}: does not belong to {CARD}; run lis train")
    return model
