from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nlp.framework import bundled_framework, load_framework
from nlp.statement import Statement
from nlp.themes.adapter import LINEAR_SHARE
from nlp.themes.blend_training import LeftOut, calibrated, errors_by_label, lesson_of, train_blend
from nlp.themes.calibration import SURE_F1, choose_band, micro_f1
from nlp.themes.fitting import ALWAYS_TRAINED, deal
from nlp.themes.training import LabelledStatement


def test_groups_are_dealt_whole_and_evenly() -> None:
    groups = ["a", "a", "a", "b", "b", "c", None]
    assert deal(groups, 2).tolist() == [0, 0, 0, 1, 1, 1, ALWAYS_TRAINED]
    assert deal(["x", "x"], 3).tolist() == [0, 0]


def logits_and_truth(noise: float):
    """600 passages with two labels; the logit tells the truth but for noise."""
    rng = np.random.default_rng(4)
    truth = rng.random((600, 2)) < 0.3
    clean = np.where(truth, 2.0, -2.0)
    return clean + rng.normal(size=clean.shape, scale=noise), truth


def test_the_band_is_the_narrowest_that_leaves_good_decisions_outside() -> None:
    logits, truth = logits_and_truth(2.0)
    chances = 1 / (1 + np.exp(-logits))
    known = np.ones(truth.shape, dtype=np.bool_)
    cuts = np.array([0.5, 0.4])
    said = chances >= cuts
    assert micro_f1(said, truth, known) < SURE_F1
    band = choose_band(chances, cuts, truth, known)
    outside = ~band.unsure(chances.astype(np.float32))
    assert micro_f1(said, truth, outside) >= SURE_F1
    assert (band.unsure_from < cuts).all()
    assert (band.unsure_to > cuts).all()
    width = np.log(band.unsure_to[0] / (1 - band.unsure_to[0]))
    distance = np.abs(np.log(chances / (1 - chances)) - np.log(cuts / (1 - cuts)))
    assert micro_f1(said, truth, distance >= width - 0.05) < SURE_F1


def test_a_model_that_is_right_needs_no_person() -> None:
    logits, truth = logits_and_truth(0.0)
    chances = 1 / (1 + np.exp(-logits))
    known = np.ones(truth.shape, dtype=np.bool_)
    band = choose_band(chances, np.array([0.5, 0.5]), truth, known)
    assert not band.unsure(chances.astype(np.float32)).any()


def test_a_model_that_guesses_asks_for_a_person_nearly_always() -> None:
    rng = np.random.default_rng(5)
    truth = rng.random((400, 1)) < 0.5
    chances = rng.random((400, 1))
    known = np.ones(truth.shape, dtype=np.bool_)
    band = choose_band(chances, np.array([0.5]), truth, known)
    assert band.unsure_from[0] == pytest.approx(1 / (1 + np.exp(3.0)), abs=1e-4)
    assert band.unsure(chances.astype(np.float32)).mean() > 0.85


def left_out(noise: float) -> LeftOut:
    logits, truth = logits_and_truth(noise)
    folds = np.arange(len(truth)) % 3
    return LeftOut(logits, logits, folds, truth, np.ones(truth.shape, dtype=np.bool_))


def test_the_score_is_of_folds_that_chose_nothing_for_themselves() -> None:
    _, facts = calibrated(left_out(0.0), ["a", "b"])
    assert facts["micro_f1"] == 1.0
    assert facts["sure_passages"] == 1.0
    _, facts = calibrated(left_out(2.0), ["a", "b"])
    assert 0.6 < facts["micro_f1"] < SURE_F1
    assert facts["micro_f1_of_sure_labels"] > facts["micro_f1"]
    assert facts["sure_passages"] < 1.0


def test_the_blend_of_logits_left_out_weighs_as_the_one_that_ships() -> None:
    one = replace(left_out(0.0), linear=np.full((600, 2), 5.0), adapted=np.zeros((600, 2)))
    assert one.blended == pytest.approx(np.full((600, 2), 5.0 * LINEAR_SHARE))


def test_errors_name_what_was_given_instead() -> None:
    truth = np.array([[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]], dtype=np.bool_)
    said = np.array([[0, 1, 0], [0, 1, 1], [1, 0, 0], [0, 0, 1]], dtype=np.bool_)
    known = np.ones(truth.shape, dtype=np.bool_)
    known[1, 2] = False  # disputed: neither right nor wrong
    table = errors_by_label(said, truth, known, ["a", "b", "c"])
    assert table["a"] == {"f1": 0.5, "right": 1, "missed": 2, "wrong": 0, "instead": "b"}
    assert table["b"] == {"f1": 0.0, "right": 0, "missed": 0, "wrong": 2, "instead": None}
    assert table["c"] == {"f1": 1.0, "right": 1, "missed": 0, "wrong": 0, "instead": None}


def test_examples_become_tables_in_the_order_of_the_labels() -> None:
    framework = load_framework(bundled_framework())
    first, second = framework.label_ids[:2]
    example = LabelledStatement(Statement("x"), frozenset({second}), frozenset({first}), "g", 0.5)
    lesson = lesson_of([example], framework)
    assert lesson.truth[0].tolist() == [False, True] + [False] * 7
    assert lesson.known[0].tolist() == [False] + [True] * 8
    assert lesson.weight.tolist() == [0.5]


def test_one_document_is_too_little_to_calibrate_on() -> None:
    framework = load_framework(bundled_framework())
    one = LabelledStatement(Statement("x"), frozenset(), frozenset(), "g")
    with pytest.raises(ValueError, match="at least two documents"):
        train_blend([one, one], None, None, framework, None)
