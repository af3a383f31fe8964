import json
from pathlib import Path

import numpy as np
import pytest

from nlp.analysis import Level
from nlp.commitment import CommitmentKind, Stage, Strength
from nlp.levels.features import rule_row, word_row
from nlp.levels.from_promises import Evidence, PassageFeatures
from nlp.levels.model import (
    CARD,
    LEVELS,
    STAGES,
    LevelArrays,
    LevelModelError,
    TrainedLevels,
    bundled_levels_folder,
    feature_rows,
    feature_width,
    load_levels,
)
from nlp.levels.training import CodedStatement, fit
from nlp.statement import Statement
from nlp.themes.adapter import load_adapter
from nlp.themes.model import bundled_model_folder, load_model

FIRM = Evidence(CommitmentKind.ACTION, Strength.FIRM, Stage.ACTIVITY)


def passage(text: str, first: float, *evidence: Evidence) -> PassageFeatures:
    return PassageFeatures(text, evidence, vector=np.array([first, 1 - first], np.float32))


def always(level: Level, stage: Stage, dimensions: int) -> TrainedLevels:
    width = feature_width(dimensions)
    level_bias = np.array([float(other is level) for other in LEVELS], np.float32)
    stage_bias = np.array([float(other is stage) for other in STAGES], np.float32)
    arrays = LevelArrays(
        np.zeros((len(LEVELS), width), np.float32),
        level_bias,
        np.zeros((len(STAGES), width), np.float32),
        stage_bias,
    )
    return TrainedLevels(arrays, "test", {})


def test_passages_without_a_fitting_vector_are_decided_by_the_rules() -> None:
    model = always(Level.CONDITIONAL, Stage.IMPACT, 2)
    bare = PassageFeatures("We will build.", (FIRM,))
    longer = PassageFeatures("We will build.", (FIRM,), vector=np.ones(3, np.float32))
    fitting = passage("We will build.", 1.0, FIRM)
    found = model.decide([bare, fitting, longer])
    assert [(v.level, v.stage, v.weighed) for v in found] == [
        (Level.FIRM, Stage.ACTIVITY, False),
        (Level.CONDITIONAL, Stage.IMPACT, True),
        (Level.FIRM, Stage.ACTIVITY, False),
    ]


def test_nothing_to_decide() -> None:
    assert always(Level.NONE, Stage.CONTEXT, 2).decide([]) == []


def test_words_are_hashed_alike_whatever_the_form_of_the_verb_and_the_figure() -> None:
    assert np.array_equal(word_row("raised 12 homes"), word_row("raising 9 homes"))
    assert not np.array_equal(word_row("raised 12 homes"), word_row("raised homes"))
    assert float(np.linalg.norm(word_row("raise homes"))) == pytest.approx(1.0)
    assert not word_row("").any()


def test_rows_are_of_one_width_and_tell_evidence_apart() -> None:
    plain, promised = passage("Build it.", 1.0), passage("Build it.", 1.0, FIRM)
    rows = feature_rows([plain, promised])
    assert rows.shape == (2, feature_width(2))
    assert not np.array_equal(rule_row(plain), rule_row(promised))
    with pytest.raises(ValueError, match="without a vector"):
        feature_rows([PassageFeatures("Build it.", ())])


def coded(level: Level, stage: Stage, group: str) -> CodedStatement:
    return CodedStatement(Statement("x"), (level, level), (stage, stage), group)


def test_training_is_repeatable_and_learns_what_tells_the_classes_apart() -> None:
    passages = [passage("a", 1.0), passage("b", 1.0), passage("c", 0.0), passage("d", 0.0)] * 9
    examples = [
        coded(Level.FIRM, Stage.INPUT, "one"),
        coded(Level.FIRM, Stage.INPUT, "two"),
        coded(Level.NONE, Stage.CONTEXT, "one"),
        coded(Level.NONE, Stage.CONTEXT, "two"),
    ] * 9
    rows = feature_rows(passages)
    first, second = fit(rows, examples, "m", {}), fit(rows, examples, "m", {})
    assert first.id == second.id
    promise, plain = first.decide([passage("z", 1.0), passage("z", 0.0)])
    assert (promise.level, promise.stage) == (Level.FIRM, Stage.INPUT)
    assert (plain.level, plain.stage) == (Level.NONE, Stage.CONTEXT)
    assert promise.none < 0.5 < plain.none


def test_one_class_alone_teaches_nothing() -> None:
    rows = feature_rows([passage("a", 1.0)])
    with pytest.raises(ValueError, match="at least two classes"):
        fit(rows, [coded(Level.FIRM, Stage.INPUT, "one")], "m", {})


def test_a_saved_model_reads_back_the_same(tmp_path: Path) -> None:
    model = always(Level.FIRM, Stage.OUTPUT, 2)
    model.save(tmp_path)
    assert load_levels(tmp_path).id == model.id


def test_a_model_that_cannot_be_used_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LevelModelError, match="run lis train"):
        load_levels(tmp_path)
    always(Level.FIRM, Stage.OUTPUT, 2).save(tmp_path)
    card = json.loads((tmp_path / CARD).read_text(encoding="utf-8"))
    (tmp_path / CARD).write_text(json.dumps(card | {"id": "other"}), encoding="utf-8")
    with pytest.raises(LevelModelError, match="does not belong"):
        load_levels(tmp_path)
    (tmp_path / CARD).write_text(json.dumps(card | {"format": 0}), encoding="utf-8")
    with pytest.raises(LevelModelError, match="format 0"):
        load_levels(tmp_path)


def test_the_model_that_ships_reads_vectors_of_the_embedder_that_ships() -> None:
    model = load_levels(bundled_levels_folder())
    assert model.arrays.level_weights.shape == (len(LEVELS), feature_width(384))
    assert model.arrays.stage_weights.shape == (len(STAGES), feature_width(384))


def test_the_top_that_ships_for_levels_is_its_own_and_of_the_encoder_that_ships() -> None:
    adapter = load_levels(bundled_levels_folder()).adapter
    folder = bundled_model_folder()
    theme = load_adapter(folder, load_model(folder).id)
    assert adapter is not None
    assert theme is not None
    assert adapter.head.shape == (len(LEVELS) + len(STAGES), theme.adapter.head.shape[1])
    assert adapter.factors.keys() == theme.adapter.factors.keys()
    assert adapter.digest != theme.adapter.digest
