from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nlp.analysis import Analysis, Level, Promises, Top
from nlp.commitment import Stage
from nlp.embedding.openvino_backend import sentence_module
from nlp.embedding.weights import MODEL_ID
from nlp.framework import bundled_framework, load_framework
from nlp.statement import Statement
from nlp.themes.adapter import (
    FILE,
    Adapter,
    Calibration,
    Factors,
    ThemeAdapter,
    forget_adapter,
    load_adapter,
    low_rank,
    merge,
)
from nlp.themes.calibration import Band
from nlp.themes.encoder import module_with_tops, through
from nlp.themes.model import ThemeModelError, bundled_model_folder, load_model
from nlp.themes.tagger import LinearThemeTagger, SecondOpinion, load_tagger
from tests.nlp.tiny_transformer import parameters, tiny_transformer

NAME = "encoder.layer.1.output.dense.weight"
NORM = "encoder.layer.1.output.LayerNorm.bias"


def adapter(scale: float = 1.0) -> Adapter:
    rng = np.random.default_rng(3)
    change = rng.normal(size=(8, 2)) @ rng.normal(size=(2, 12)) * scale
    return Adapter(
        {NAME: low_rank(change.astype(np.float32), 2)},
        {NORM: np.full(8, 0.5 * scale, dtype=np.float16)},
        rng.normal(size=(2, 8)).astype(np.float32),
        np.array([0.25, -0.5], dtype=np.float32),
    )


def calibration(threshold: float = 0.5, labels: int = 2) -> Calibration:
    ones = np.ones(labels, dtype=np.float32)
    cut = ones * np.float32(threshold)
    return Calibration(ones, ones * 0, Band(cut, cut - np.float32(0.1), cut + np.float32(0.1)))


def test_merging_no_change_changes_nothing() -> None:
    module = tiny_transformer()
    before = parameters(module)
    assert merge(adapter(0.0), module) is module
    for name, value in parameters(module).items():
        assert np.array_equal(value, before[name]), name


def test_merging_changes_the_named_parameters_and_no_others() -> None:
    module, one = tiny_transformer(), adapter()
    before = parameters(module)
    after = parameters(merge(one, module))
    assert {n for n in after if not np.array_equal(after[n], before[n])} == {NAME, NORM}
    assert np.array_equal(after[NAME], before[NAME] + one.factors[NAME].change)
    assert np.array_equal(after[NORM], before[NORM] + np.float32(0.5))


def test_an_adapter_for_another_model_is_refused_before_anything_changes() -> None:
    module, good = tiny_transformer(), adapter()
    other = Adapter({**good.factors, "encoder.layer.7.x": good.factors[NAME]}, {}, *heads(good))
    before = parameters(module)
    with pytest.raises(
        ThemeModelError, match=r"does not fit the embedding model at encoder.layer.7"
    ):
        merge(other, module)
    assert np.array_equal(parameters(module)[NAME], before[NAME])


def heads(one: Adapter):
    return one.head, one.bias


def test_low_rank_is_exact_where_the_rank_suffices_and_best_where_not() -> None:
    change = np.diag([4.0, 2.0, 1.0, 0.0]).astype(np.float32)
    assert np.allclose(low_rank(change, 3).change, change, atol=1e-3)
    cut = low_rank(change, 2)
    assert cut.left.shape == (4, 2)
    assert cut.left.dtype == np.float16
    assert np.linalg.norm(cut.change - change) == pytest.approx(1.0, abs=1e-3)


def test_what_is_saved_is_read_back(tmp_path) -> None:
    saved = ThemeAdapter(adapter(), calibration(0.3), "themes-linear-1")
    saved.save(tmp_path / "model")
    read = load_adapter(tmp_path / "model", "themes-linear-1")
    assert read is not None
    assert read.id == saved.id
    assert read.adapter.digest == saved.adapter.digest
    assert np.array_equal(read.adapter.factors[NAME].left, saved.adapter.factors[NAME].left)
    assert np.array_equal(read.adapter.factors[NAME].right, saved.adapter.factors[NAME].right)
    assert np.array_equal(read.adapter.added[NORM], saved.adapter.added[NORM])
    assert np.array_equal(read.adapter.head, saved.adapter.head)
    assert np.array_equal(read.calibration.band.threshold, saved.calibration.band.threshold)
    assert read.linear_share == saved.linear_share


def test_an_adapter_saved_before_the_share_was_stored_is_refused(tmp_path) -> None:
    ThemeAdapter(adapter(), calibration(), "themes-linear-1").save(tmp_path)
    with np.load(tmp_path / FILE) as stored:
        older = {name: stored[name] for name in stored.files if name != "linear_share"}
    np.savez(tmp_path / FILE, **older)
    with pytest.raises(ThemeModelError, match="has no 'linear_share'; run lis train"):
        load_adapter(tmp_path, "themes-linear-1")


def test_another_threshold_is_another_tagger_but_the_same_encoder() -> None:
    one = ThemeAdapter(adapter(), calibration(0.3), "themes-linear-1")
    other = ThemeAdapter(adapter(), calibration(0.4), "themes-linear-1")
    assert one.adapter.digest == other.adapter.digest
    assert one.id != other.id
    assert one.id != replace(one, linear_share=0.4).id


def test_an_adapter_of_another_linear_model_is_refused(tmp_path) -> None:
    ThemeAdapter(adapter(), calibration(), "themes-linear-1").save(tmp_path)
    with pytest.raises(ThemeModelError, match="belongs to themes-linear-1, not themes-linear-2"):
        load_adapter(tmp_path, "themes-linear-2")


def test_a_broken_adapter_is_refused_in_one_line(tmp_path) -> None:
    (tmp_path / FILE).write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(ThemeModelError, match=r"/adapter.npz: is broken") as caught:
        load_adapter(tmp_path, "themes-linear-1")
    assert "\n" not in str(caught.value)


def test_forgetting_an_adapter_twice_does_no_harm(tmp_path) -> None:
    ThemeAdapter(adapter(), calibration(), "themes-linear-1").save(tmp_path)
    forget_adapter(tmp_path)
    forget_adapter(tmp_path)
    assert load_adapter(tmp_path, "themes-linear-1") is None


def test_the_blend_weighs_both_logits() -> None:
    theme = ThemeAdapter(adapter(), calibration(), "themes-linear-1", 0.25)
    chances = theme.blend(np.array([[3.0, -4.0]]), np.array([[-1.0, (4 - 4 * np.log(3)) / 3]]))
    assert chances[0] == pytest.approx([0.5, 0.25])


class Steady:
    """Every text has the same unit vector, plain and of each top."""

    id = f"{MODEL_ID}/steady"
    dimensions = 384

    def embed(self, texts):
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        rows[:, 0] = 1.0
        return rows

    def encode(self, texts):
        return self.embed(texts), self.embed(texts)


def test_a_folder_without_an_adapter_is_tagged_by_the_linear_model(tmp_path) -> None:
    framework, model = load_framework(bundled_framework()), load_model(bundled_model_folder())
    model.save(tmp_path)
    tagger = load_tagger(framework, Steady(), tmp_path)
    assert tagger.id == model.id
    statements = [Statement("We will train welders.")]
    alone = LinearThemeTagger(model, framework, Steady())
    vectors = Steady().embed(["x"])
    assert tagger.tag(statements, vectors) == alone.tag(statements, vectors)


def sure_of(label: int, threshold: float, model_id: str) -> ThemeAdapter:
    head = np.zeros((9, 384), dtype=np.float32)
    head[label, 0] = 100.0  # whatever the text
    one = Adapter({}, {}, head, np.zeros(9, dtype=np.float32))
    return ThemeAdapter(one, calibration(threshold, labels=9), model_id)


def test_the_second_opinion_is_loaded_once_and_moves_the_probability() -> None:
    framework, model = load_framework(bundled_framework()), load_model(bundled_model_folder())
    made: list[Steady] = []

    def make() -> Steady:
        made.append(Steady())
        return made[-1]

    theme = sure_of(3, 0.5, model.id)
    tagger = LinearThemeTagger(model, framework, Steady(), SecondOpinion(theme, make))
    assert made == []
    assert tagger.id == theme.id
    statements = [Statement("Support for small firms.")]
    for _ in range(2):
        tags = tagger.tag(statements, Steady().embed(["x"]))
        assert tags[0][0].label == framework.label_ids[3]
        assert tags[0][0].probability > 0.99
    assert len(made) == 1


def test_vectors_that_are_there_are_not_made_again() -> None:
    framework, model = load_framework(bundled_framework()), load_model(bundled_model_folder())

    def never() -> Steady:
        raise AssertionError("the encoder was loaded although its vectors were given")

    tagger = LinearThemeTagger(
        model, framework, Steady(), SecondOpinion(sure_of(3, 0.5, model.id), never)
    )
    rows = Steady().embed(["x"])
    tops = np.stack([rows, -rows], axis=1)  # themes come first; the other top says the opposite
    (tags,) = tagger.tag([Statement("Support for small firms.")], rows, tops)
    assert tags[0].label == framework.label_ids[3]


def test_the_joint_encoder_gives_a_row_per_top() -> None:
    rows = Steady().embed(["x", "y"])

    class Topped(Steady):
        def encode(self, texts):
            return rows, 2 * rows, 3 * rows

    encoded = SecondOpinion(sure_of(3, 0.5, "m"), Topped).encode(["x", "y"])
    assert np.array_equal(encoded.vectors, rows)
    assert encoded.adapted is not None
    assert encoded.adapted.shape == (2, 2, 384)
    assert encoded.adapted[:, Top.LEVELS, 0].tolist() == [3.0, 3.0]


def test_a_probability_inside_the_band_needs_a_person() -> None:
    framework, model = load_framework(bundled_framework()), load_model(bundled_model_folder())
    theme = sure_of(3, 0.95, model.id)  # the band is .85 to 1.05, and nothing is surer than 1
    tagger = LinearThemeTagger(model, framework, Steady(), SecondOpinion(theme, Steady))
    (tags,) = tagger.tag([Statement("Support for small firms.")], Steady().embed(["x"]))
    assert {tag.label for tag in tags if tag.unsure} == {framework.label_ids[3]}
    promises = Promises(Level.NONE, Stage.CONTEXT, ())
    assert Analysis(tags, promises).unsure
    assert not Analysis(tags[1:], promises).unsure


def test_the_network_gives_the_plain_vector_and_those_of_the_merged_models() -> None:
    import torch

    one, other = adapter(), adapter(-0.5)
    ids = torch.tensor([[101, 2003, 2045, 102], [101, 2003, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    with torch.no_grad():
        plain, adapted, opposed = module_with_tops([one, other], tiny_transformer())(ids, mask)
        alone = sentence_module(tiny_transformer())(ids, mask)
        merged = sentence_module(merge(one, tiny_transformer()))(ids, mask)
        against = sentence_module(merge(other, tiny_transformer()))(ids, mask)
    assert torch.equal(plain, alone)
    assert torch.allclose(adapted, merged, atol=1e-5)
    assert torch.allclose(opposed, against, atol=1e-5)
    assert not torch.allclose(adapted, plain, atol=1e-2)


def test_layers_that_no_adapter_changes_run_once() -> None:
    import torch

    ran: list[int] = []
    transformer = tiny_transformer()
    module = module_with_tops([adapter(), adapter(0.5)], transformer)
    for index, layer in enumerate(transformer.encoder.layer):
        layer.register_forward_hook(lambda *_, index=index: ran.append(index))
    for top in module.tops:
        assert len(top) == 1
        top[0].register_forward_hook(lambda *_: ran.append(-1))
    with torch.no_grad():
        module(torch.tensor([[101, 102]]), torch.ones(1, 2, dtype=torch.int64))
    assert ran == [0, 1, -1, -1]


def test_padding_does_not_count() -> None:
    import torch

    layers = tiny_transformer().encoder.layer
    hidden = torch.randn(1, 3, 8)
    padded = torch.cat([hidden, torch.full((1, 2, 8), 7.0)], dim=1)
    with torch.no_grad():
        alone = through(layers, hidden, torch.ones(1, 3))
        beside = through(layers, padded, torch.tensor([[1.0, 1.0, 1.0, 0.0, 0.0]]))
    assert torch.allclose(alone, beside[:, :3], atol=1e-5)


def test_an_adapter_that_changes_the_embeddings_shares_no_layer() -> None:
    one = adapter()
    assert one.first_layer == 1
    wide = Adapter({"embeddings.word_embeddings.weight": one.factors[NAME]}, {}, *heads(one))
    assert wide.first_layer == 0


def test_factors_of_the_shipped_rank_lose_little_of_the_vectors() -> None:
    """A change of full rank, as training makes it, cut to rank 6 of 8."""
    import torch

    rng = np.random.default_rng(5)
    change = rng.normal(size=(8, 12), scale=0.05).astype(np.float32)
    ids = torch.tensor([[101, 2003, 2045, 102]])

    def vector(one: Factors) -> np.ndarray:
        merged = merge(Adapter({NAME: one}, {}, *heads(adapter())), tiny_transformer())
        with torch.no_grad():
            row = merged(input_ids=ids)[0].mean(1)[0].numpy()
        return row / np.linalg.norm(row)

    whole = vector(low_rank(change, 8))
    assert vector(low_rank(change, 6)) @ whole > 0.999
    assert vector(low_rank(change, 0)) @ whole < vector(low_rank(change, 6)) @ whole
