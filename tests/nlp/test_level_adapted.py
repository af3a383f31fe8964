from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.analysis import Level
from nlp.commitment import Stage
from nlp.levels.adapted import FILE, AdaptedLevels, blended
from nlp.levels.blend_training import choices_of, with_heads
from nlp.levels.from_promises import PassageFeatures
from nlp.levels.model import (
    LEVELS,
    STAGES,
    LevelArrays,
    LevelModelError,
    TrainedLevels,
    feature_rows,
    feature_width,
    load_levels,
)
from nlp.levels.training import CodedStatement, fit
from nlp.statement import Statement
from nlp.themes.adapter import Adapter, Calibration, ThemeAdapter
from nlp.themes.blend_training import Blend, Head, LeftOut
from nlp.themes.calibration import Band


def heads(slope: float = 1.0) -> AdaptedLevels:
    """Sure of firm and output where the adapted vector points the first way, else none."""
    level, stage = np.zeros((3, 2), np.float32), np.zeros((6, 2), np.float32)
    level[LEVELS.index(Level.FIRM), 0] = level[LEVELS.index(Level.NONE), 1] = 8.0
    stage[STAGES.index(Stage.OUTPUT), 0] = stage[STAGES.index(Stage.CONTEXT), 1] = 8.0
    zeros = np.zeros(3, np.float32), np.zeros(6, np.float32)
    return AdaptedLevels(
        level, zeros[0], stage, zeros[1], np.array([slope], np.float32), "0123456789ab"
    )


def leaning(second: AdaptedLevels | None) -> TrainedLevels:
    """The linear part leans to conditional and to impact, whatever it reads."""
    width = feature_width(2)
    arrays = LevelArrays(
        np.zeros((3, width), np.float32),
        np.array([level is Level.CONDITIONAL for level in LEVELS], np.float32),
        np.zeros((6, width), np.float32),
        np.array([stage is Stage.IMPACT for stage in STAGES], np.float32),
    )
    return TrainedLevels(arrays, "test", {}, second)


def passage(adapted: list[float] | None) -> PassageFeatures:
    vector = np.array([1.0, 0.0], np.float32)
    return PassageFeatures("x", (), None, False, vector, adapted and np.array(adapted, np.float32))


def test_both_models_judge_where_there_is_an_adapted_vector_and_one_where_not() -> None:
    found = leaning(heads()).decide([passage([1.0, 0.0]), passage(None), passage([0.0, 1.0])])
    assert [(v.level, v.stage) for v in found] == [
        (Level.FIRM, Stage.OUTPUT),
        (Level.CONDITIONAL, Stage.IMPACT),
        (Level.NONE, Stage.CONTEXT),
    ]


def test_heads_do_not_read_vectors_of_another_length() -> None:
    (found,) = leaning(heads()).decide([passage([1.0, 0.0, 0.0])])
    assert (found.level, found.stage) == (Level.CONDITIONAL, Stage.IMPACT)


def test_the_slope_moves_how_sure_and_never_what() -> None:
    mild, bold = (leaning(heads(slope)).decide([passage([0.0, 1.0])])[0] for slope in (0.5, 2.0))
    assert mild.level is bold.level is Level.NONE
    assert 0.5 < mild.none < bold.none < 1.0


def test_the_blend_weighs_the_log_probabilities_of_both() -> None:
    one = np.log(np.array([[0.8, 0.1, 0.1]], np.float32)) + 3  # any constant may be added
    other = np.log(np.array([[0.2, 0.4, 0.4]], np.float32))
    wanted = [[0.8**0.6 * 0.2**0.4, *[0.1**0.6 * 0.4**0.4] * 2]]
    assert np.exp(blended(one, other)) == pytest.approx(np.array(wanted))


def test_heads_are_saved_with_their_model_and_forgotten_with_it(tmp_path: Path) -> None:
    model = leaning(heads(1.5))
    model.save(tmp_path)
    read = load_levels(tmp_path)
    assert read.id == model.id != leaning(None).id
    assert read.second is not None
    assert read.second.encoder == "0123456789ab"
    assert float(read.second.slope[0]) == 1.5
    leaning(None).save(tmp_path)
    assert not (tmp_path / FILE).exists()
    assert load_levels(tmp_path).second is None


def test_heads_that_do_not_belong_or_are_broken_are_refused(tmp_path: Path) -> None:
    leaning(heads()).save(tmp_path)
    heads(2.0).save(tmp_path)
    with pytest.raises(LevelModelError, match="does not belong"):
        load_levels(tmp_path)
    (tmp_path / FILE).write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(LevelModelError, match=r"/adapted.npz: is broken"):
        load_levels(tmp_path)
    np.savez(tmp_path / FILE, slope=np.ones(1))
    with pytest.raises(LevelModelError, match="has no 'level_weights'; run lis train"):
        load_levels(tmp_path)


def coded(levels: tuple[Level, ...], stage: Stage) -> CodedStatement:
    return CodedStatement(Statement("x"), levels, (stage,), "g")


def test_two_words_share_a_passage_and_rare_classes_weigh_more() -> None:
    firm = coded((Level.FIRM, Level.FIRM), Stage.INPUT)
    torn = coded((Level.FIRM, Level.NONE), Stage.CONTEXT)
    level, stage = choices_of([firm, firm, torn])
    assert level.shape == (3, len(LEVELS))
    assert stage.shape == (3, len(STAGES))
    assert level[0].tolist() == [1.0, 0.0, 0.0]
    # 2.5 times firm against half a none, which counts as one: 2.5 ** .3
    assert level[2] == pytest.approx([0.5, 0.0, 0.5 * 2.5**0.3])
    assert stage[2, STAGES.index(Stage.CONTEXT)] == pytest.approx(2**0.3)


def blend_of(level: np.ndarray, stage: np.ndarray, folds: np.ndarray) -> Blend:
    ones = np.ones(1, np.float32)
    adapter = Adapter({}, {}, np.zeros((1, 2), np.float32), ones)
    theme = ThemeAdapter(adapter, Calibration(ones, ones, Band(ones, ones, ones)), "linear")
    empty = np.zeros((len(folds), 1))
    left_out = LeftOut(empty, empty, folds, empty > 0, empty > 0)
    made = tuple(
        Head(np.ones((n, 2), np.float32), np.zeros(n, np.float32)) for n in (3, len(STAGES))
    )
    return Blend(theme, {}, left_out, made, (level, stage))


def test_the_card_says_what_either_model_and_both_reach_on_passages_left_out() -> None:
    kinds = [((Level.FIRM,), Stage.INPUT), ((Level.NONE,), Stage.CONTEXT)] * 6
    examples = [coded(level, stage) for level, stage in kinds]
    same = [PassageFeatures("x", (), vector=np.array([1.0, 0.0], np.float32))] * len(examples)
    rows = feature_rows(same)  # the linear model cannot tell them apart
    folds = np.arange(len(examples)) % 3
    level, stage = np.zeros((len(examples), 3)), np.zeros((len(examples), len(STAGES)))
    level[::2, LEVELS.index(Level.FIRM)] = level[1::2, LEVELS.index(Level.NONE)] = 4.0
    stage[::2, STAGES.index(Stage.INPUT)] = stage[1::2, STAGES.index(Stage.CONTEXT)] = 4.0
    judged = np.ones(len(examples), dtype=np.bool_)
    model = fit(rows, examples, "m", {"real": 12})
    joined = with_heads(model, rows, examples, blend_of(level, stage, folds), judged)
    assert joined.second is not None
    assert joined.second.encoder == blend_of(level, stage, folds).theme.adapter.digest
    assert joined.facts["real"] == 12
    assert joined.facts["left_out_kappa"] == {
        "level": {"linear": 0.0, "adapted": 1.0, "both": 1.0},
        "stage": {"linear": 0.0, "adapted": 1.0, "both": 1.0},
        "passages": 12,
    }
    assert replace(joined, second=None).id == model.id
