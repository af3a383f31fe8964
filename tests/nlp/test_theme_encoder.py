from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.embedding.embedder import SentenceTransformerEmbedder, probe_texts
from nlp.embedding.openvino_backend import BackEndError
from nlp.levels.model import bundled_levels
from nlp.themes import encoder as theme_encoder
from nlp.themes.adapter import Adapter, ThemeAdapter, load_adapter
from nlp.themes.encoder import TorchTops, choose_encoder
from nlp.themes.model import bundled_model_folder, load_model

LONG = " ".join(f"Sentence {n} tells of harbour works and the money for them." for n in range(60))
TEXTS = ["The college trains welders.", "", LONG, "Hydrogen will fire the furnaces."]


@pytest.fixture(scope="module")
def shipped() -> list[Adapter]:
    folder = bundled_model_folder()
    theme = load_adapter(folder, load_model(folder).id)
    of_levels = bundled_levels().adapter
    assert isinstance(theme, ThemeAdapter)
    assert of_levels is not None
    return [theme.adapter, of_levels]


@pytest.fixture(scope="module")
def reference(shipped: list[Adapter]) -> TorchTops:
    return TorchTops(shipped)


def test_the_plain_top_is_what_the_embedder_gives(reference: TorchTops) -> None:
    plain, *adapted = reference.encode(TEXTS)
    assert np.abs(plain - SentenceTransformerEmbedder().embed(TEXTS)).max() < 1e-5
    assert len(adapted) == 2
    for rows in adapted:
        assert rows.shape == plain.shape == (4, 384)
        assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
        assert (plain * rows).sum(axis=1).max() < 0.9  # fine-tuning moved them apart
    assert (adapted[0] * adapted[1]).sum(axis=1).max() < 0.9


def test_the_chosen_back_end_tags_as_the_reference_and_is_kept(
    shipped: list[Adapter], reference: TorchTops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = choose_encoder(shipped, tmp_path)
    assert encoder.id.startswith(reference.id.removesuffix("torch-fp32") + "openvino-")
    found, expected = encoder.encode(probe_texts()), reference.encode(probe_texts())
    for adapter, ours, theirs in zip(shipped, found[1:], expected[1:], strict=True):
        assert np.abs(_chances(adapter, ours) - _chances(adapter, theirs)).mean() < 0.005
    assert [table.shape for table in encoder.encode([])] == [(0, 384)] * 3

    def never(_: object) -> TorchTops:
        raise AssertionError("the reference was loaded although model and proof were kept")

    monkeypatch.setattr(theme_encoder, "TorchTops", never)
    assert choose_encoder(shipped, tmp_path).id == encoder.id


def _chances(adapter: Adapter, rows: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-adapter.logits(rows)))


def test_the_converted_model_of_other_adapters_has_another_name(shipped: list[Adapter]) -> None:
    names = {theme_encoder._name(some) for some in (shipped, shipped[:1], shipped[::-1])}
    assert len(names) == 3


class Lone:
    """Stands in for the reference: two directions for every text."""

    id = "lone"
    module = None

    def __init__(self, _: object) -> None: ...

    def encode(self, texts):
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        rows[:, 0] = 1.0
        return rows, rows


class Drifting(Lone):
    """Ranks as the reference does, but its adapted vectors point elsewhere."""

    def __init__(self, *_: object) -> None: ...

    def proof(self, likeness, texts):
        rows, _ = self.encode(texts)
        return likeness((rows, np.roll(rows, 1, axis=1)))


def test_a_back_end_that_tags_otherwise_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    head = np.zeros((2, 384), dtype=np.float32)
    head[:, 0] = 5.0
    one = Adapter({}, {}, head, np.zeros(2, dtype=np.float32))
    monkeypatch.setattr(theme_encoder, "TorchTops", Lone)
    monkeypatch.setattr(theme_encoder, "OpenVinoModel", Drifting)
    assert choose_encoder([one], None).id == "lone"


def test_without_openvino_the_reference_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> None:
        raise BackEndError("OpenVINO is not installed")

    one = Adapter({}, {}, np.zeros((2, 384), dtype=np.float32), np.zeros(2, dtype=np.float32))
    monkeypatch.setattr(theme_encoder, "TorchTops", Lone)
    monkeypatch.setattr(theme_encoder, "OpenVinoModel", absent)
    assert choose_encoder([one], None).id == "lone"
