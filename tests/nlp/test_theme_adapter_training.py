from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nlp.embedding.token_windows import TokenWindows
from nlp.embedding.weights import weights_folder
from nlp.themes.adapter import Adapter
from nlp.themes.adapter_training import AdapterSettings, AdapterTrainer, Lesson
from nlp.themes.encoder import module_with_tops
from tests.nlp.tiny_transformer import parameters, tiny_transformer

TEXTS = ["the boat left the harbour", "wheat grows in the field", "the board met"]
SETTINGS = AdapterSettings(frozen_layers=1, epochs=2, batch=3, rank=2)


def lesson(weight: float = 1.0) -> Lesson:
    truth = np.array([[True, False], [False, True], [False, False]])
    known = np.array([[True, True], [True, True], [True, False]])
    weights = np.array([1.0, 1.0, weight], dtype=np.float32)
    return Lesson(np.arange(3), truth, known, weights)


def trained(one: Lesson, module=None) -> Adapter:
    return AdapterTrainer(TEXTS, SETTINGS, module or tiny_transformer()).train(one)


def test_two_steps_of_training_change_the_top_layer_alone_and_repeat_exactly() -> None:
    import torch

    first = trained(lesson())
    torch.rand(5)  # what others drew before must not matter
    second = trained(lesson())
    names = [*first.factors, *first.added]
    assert {name.split(".")[2] for name in names} == {"1"}
    assert first.first_layer == 1
    assert any(np.abs(pair.change).max() > 0 for pair in first.factors.values())
    assert first.digest == second.digest
    assert np.array_equal(first.head, second.head)


def test_what_coders_dispute_teaches_nothing() -> None:
    plain = lesson()
    flipped = Lesson(plain.rows, plain.truth ^ ~plain.known, plain.known, plain.weight)
    assert (plain.truth != flipped.truth).sum() == 1
    assert trained(plain).digest == trained(flipped).digest


@pytest.mark.parametrize(("weight", "teaches"), [(0.0, False), (1.0, True)])
def test_a_text_teaches_as_much_as_its_weight(weight: float, teaches: bool) -> None:
    """The third text is one or the other of the first two, which are of equal length."""
    one = lesson(weight)
    first = Lesson(np.array([0, 1, 0]), one.truth, one.known, one.weight)
    second = Lesson(np.array([0, 1, 1]), one.truth, one.known, one.weight)
    assert (trained(first).digest != trained(second).digest) is teaches


def choosing() -> Lesson:
    table = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    return replace(lesson(), choices=(table,))


def test_a_choice_is_learnt_beside_the_labels_and_has_its_own_columns() -> None:
    plain, one = trained(lesson()), trained(choosing())
    assert one.head.shape == (5, 8)
    assert one.bias.shape == (5,)
    assert one.digest != plain.digest  # it moves the encoder too
    assert choosing().keep(np.array([False, True, True])).choices[0].shape == (2, 3)


def test_each_text_is_judged_by_an_adapter_that_never_saw_its_part() -> None:
    trainer = AdapterTrainer(TEXTS, SETTINGS, tiny_transformer())
    final, said = trainer.cross_fit(choosing(), np.array([0, 1, 0]))
    assert final.digest == trainer.train(choosing()).digest
    held = np.array([True, False, True])
    assert np.array_equal(
        said[held], trainer.logits(trainer.train(choosing().keep(~held)), held).astype(np.float64)
    )
    assert said.shape == (3, 5)


def test_training_leaves_the_embedding_model_as_it_was() -> None:
    module = tiny_transformer()
    before = parameters(module)
    trained(lesson(), module)
    for name, value in parameters(module).items():
        assert np.array_equal(value, before[name]), name


def test_a_trainer_says_of_its_texts_what_the_merged_model_says() -> None:
    import torch

    trainer = AdapterTrainer(TEXTS, SETTINGS, tiny_transformer())
    one = trainer.train(lesson())
    rows = np.array([True, False, True])
    found = trainer.logits(one, rows)
    tops = module_with_tops([one], tiny_transformer())
    ids = TokenWindows(weights_folder()).token_ids([TEXTS[0], TEXTS[2]])
    for row, tokens in enumerate(ids):
        with torch.no_grad():
            _, adapted = tops(torch.tensor([tokens]), torch.ones(1, len(tokens), dtype=torch.int64))
        assert np.allclose(one.logits(adapted.numpy())[0], found[row], atol=2e-3)
