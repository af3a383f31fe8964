from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.analysis import Level
from nlp.commitment import Stage
from nlp.levels.adapted import FILE, LINEAR_SHARE, AdaptedLevels, blended
from nlp.levels.blend_training import LeftOut, choices_of, train_adapted, with_adapter
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
from nlp.themes.adapter import Adapter, low_rank
from nlp.themes.adapter_training import Lesson


def heads(slope: float = 1.0) -> AdaptedLevels:
    """Sure of firm and output where the adapted vector points the first way, else none."""
    level, stage = np.zeros((3, 2), np.float32), np.zeros((6, 2), np.float32)
    level[LEVELS.index(Level.FIRM), 0] = level[LEVELS.index(Level.NONE), 1] = 8.0
    stage[STAGES.index(Stage.OUTPUT), 0] = stage[STAGES.index(Stage.CONTEXT), 1] = 8.0
    change = {"encoder.layer.1.x": low_rank(np.eye(2, dtype=np.float32), 1)}
    adapter = Adapter(change, {}, np.concatenate([level, stage]), np.zeros(9, np.float32))
    return AdaptedLevels(adapter, slope)


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
    """The vector of the top for levels is `adapted`; that for themes says the opposite."""
    vector = np.array([1.0, 0.0], np.float32)
    tops = np.array([adapted[::-1], adapted], np.float32) if adapted else None
    return PassageFeatures("x", (), None, False, vector, tops)


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


def test_without_a_top_of_its_own_the_linear_model_judges_alone() -> None:
    lone = replace(passage(None), adapted=np.array([[1.0, 0.0]], np.float32))
    (found,) = leaning(heads()).decide([lone])
    assert (found.level, found.stage) == (Level.CONDITIONAL, Stage.IMPACT)
    assert leaning(None).adapter is None
    assert leaning(heads()).adapter is not None


def test_the_slope_moves_how_sure_and_never_what() -> None:
    mild, bold = (leaning(heads(slope)).decide([passage([0.0, 1.0])])[0] for slope in (0.5, 2.0))
    assert mild.level is bold.level is Level.NONE
    assert 0.5 < mild.none < bold.none < 1.0


def test_the_blend_weighs_the_log_probabilities_of_both() -> None:
    one = np.log(np.array([[0.8, 0.1, 0.1]], np.float32)) + 3  # any constant may be added
    other = np.log(np.array([[0.2, 0.4, 0.4]], np.float32))
    wanted = [[0.8**0.6 * 0.2**0.4, *[0.1**0.6 * 0.4**0.4] * 2]]
    assert np.exp(blended(one, other, 0.6)) == pytest.approx(np.array(wanted))


def test_heads_are_saved_with_their_model_and_forgotten_with_it(tmp_path: Path) -> None:
    model = leaning(heads(1.5))
    model.save(tmp_path)
    read = load_levels(tmp_path)
    assert read.id == model.id != leaning(None).id
    assert read.second is not None
    assert read.second.adapter.digest == heads().adapter.digest
    assert read.second.slope == 1.5
    assert read.second.linear_share == LINEAR_SHARE
    leaning(None).save(tmp_path)
    assert not (tmp_path / FILE).exists()
    assert load_levels(tmp_path).second is None


def test_heads_that_do_not_belong_or_are_broken_are_refused(tmp_path: Path) -> None:
    leaning(heads()).save(tmp_path)
    heads(2.0).save(tmp_path)
    with pytest.raises(LevelModelError, match="does not belong"):
        load_levels(tmp_path)
    (tmp_path / FILE).write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(LevelModelError, match=r"/adapter.npz: is broken"):
        load_levels(tmp_path)
    np.savez(tmp_path / FILE, slope=np.ones(()))
    with pytest.raises(LevelModelError, match="has no 'linear_share'; run lis train"):
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


def test_the_card_says_what_either_model_and_both_reach_on_passages_left_out() -> None:
    kinds = [((Level.FIRM,), Stage.INPUT), ((Level.NONE,), Stage.CONTEXT)] * 6
    examples = [coded(level, stage) for level, stage in kinds]
    same = [PassageFeatures("x", (), vector=np.array([1.0, 0.0], np.float32))] * len(examples)
    rows = feature_rows(same)  # the linear model cannot tell them apart
    level, stage = np.zeros((len(examples), 3)), np.zeros((len(examples), len(STAGES)))
    level[::2, LEVELS.index(Level.FIRM)] = level[1::2, LEVELS.index(Level.NONE)] = 4.0
    stage[::2, STAGES.index(Stage.INPUT)] = stage[1::2, STAGES.index(Stage.CONTEXT)] = 4.0
    nothing = LeftOut(np.zeros((12, 3), np.float32), level), LeftOut(np.zeros((12, 6)), stage)
    judged = np.ones(len(examples), dtype=np.bool_)
    model = fit(rows, examples, "m", {"real": 12})
    joined = with_adapter(model, heads().adapter, nothing, examples, judged)
    assert joined.second is not None
    assert joined.second.adapter.digest == heads().adapter.digest
    assert joined.facts["real"] == 12
    assert joined.facts["left_out_kappa"] == {
        "level": {"linear": 0.0, "adapted": 1.0, "both": 1.0},
        "stage": {"linear": 0.0, "adapted": 1.0, "both": 1.0},
        "passages": 12,
    }
    assert replace(joined, second=None).id == model.id


class Parrot:
    """Stands in for the trainer: says of every passage that it is firm and an input."""

    def __init__(self) -> None:
        self.lesson: Lesson | None = None

    def cross_fit(self, lesson: Lesson, folds: np.ndarray, _told: object):
        self.lesson = lesson
        said = np.zeros((len(folds), lesson.columns))
        said[:, 2] = said[:, 5] = 9.0  # two labels come first
        head = np.arange(lesson.columns * 2, dtype=np.float32).reshape(-1, 2)
        return Adapter({}, {}, head, head[:, 0]), said


def test_level_and_stage_are_learnt_beside_the_labels_whose_head_is_left_behind() -> None:
    kinds = [((Level.FIRM,), Stage.INPUT, "a"), ((Level.NONE,), Stage.CONTEXT, "b")] * 3
    examples = [CodedStatement(Statement("x"), one, (two,), at) for one, two, at in kinds]
    examples += [replace(example, group="c") for example in examples[:2]]
    vectors = [PassageFeatures("x", (), vector=np.array([1.0, 0.0], np.float32))] * len(examples)
    rows, flags = feature_rows(vectors), np.ones((len(examples), 2), dtype=np.bool_)
    lesson = Lesson(np.arange(8), ~flags, flags, np.ones(8, np.float32))
    trainer, model = Parrot(), fit(rows, examples, "m", {})
    joined = train_adapted(model, rows, examples, trainer, lesson, flags[:, 0])
    assert trainer.lesson is not None
    assert [table.shape for table in trainer.lesson.choices] == [(8, 3), (8, 6)]
    assert joined.adapter is not None
    assert joined.adapter.head.shape == (9, 2)
    assert joined.adapter.head[0].tolist() == [4.0, 5.0]
    assert joined.adapter.bias[0] == 4.0
    assert joined.facts["left_out_kappa"]["level"]["adapted"] == 0.0
