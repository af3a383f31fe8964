from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.embedding.embedder import SentenceTransformerEmbedder, probe_texts
from nlp.embedding.openvino_backend import BackEndError
from nlp.themes import encoder as theme_encoder
from nlp.themes.adapter import Adapter, ThemeAdapter, load_adapter
from nlp.themes.encoder import TorchTwin, choose_twin
from nlp.themes.model import bundled_model_folder, load_model

LONG = " ".join(f"Sentence {n} tells of harbour works and the money for them." for n in range(60))
TEXTS = ["The college trains welders.", "", LONG, "Hydrogen will fire the furnaces."]


@pytest.fixture(scope="module")
def shipped() -> Adapter:
    folder = bundled_model_folder()
    theme = load_adapter(folder, load_model(folder).id)
    assert isinstance(theme, ThemeAdapter)
    return theme.adapter


@pytest.fixture(scope="module")
def reference(shipped: Adapter) -> TorchTwin:
    return TorchTwin(shipped)


def test_the_plain_half_is_what_the_embedder_gives(reference: TorchTwin) -> None:
    plain, adapted = reference.encode(TEXTS)
    assert plain.shape == adapted.shape == (4, 384)
    assert np.abs(plain - SentenceTransformerEmbedder().embed(TEXTS)).max() < 1e-5
    assert np.allclose(np.linalg.norm(adapted, axis=1), 1.0, atol=1e-5)
    assert (plain * adapted).sum(axis=1).max() < 0.9  # fine-tuning moved them apart


def test_the_chosen_back_end_tags_as_the_reference_and_is_kept(
    shipped: Adapter, reference: TorchTwin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = choose_twin(shipped, tmp_path)
    assert f"-themes-{shipped.digest}/openvino-" in twin.id
    found, expected = twin.encode(probe_texts())[1], reference.encode(probe_texts())[1]
    apart = np.abs(_chances(shipped, found) - _chances(shipped, expected))
    assert apart.mean() < 0.005
    assert twin.encode([])[1].shape == (0, 384)

    def never(_: Adapter) -> TorchTwin:
        raise AssertionError("the reference was loaded although model and proof were kept")

    monkeypatch.setattr(theme_encoder, "TorchTwin", never)
    assert choose_twin(shipped, tmp_path).id == twin.id


def _chances(adapter: Adapter, rows: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-adapter.logits(rows)))


class Lone:
    """Stands in for the reference: two directions for every text."""

    id = "lone"
    module = None

    def __init__(self, _: Adapter) -> None: ...

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
    monkeypatch.setattr(theme_encoder, "TorchTwin", Lone)
    monkeypatch.setattr(theme_encoder, "OpenVinoModel", Drifting)
    assert choose_twin(one, None).id == "lone"


def test_without_openvino_the_reference_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> None:
        raise BackEndError("OpenVINO is not installed")

    one = Adapter({}, {}, np.zeros((2, 384), dtype=np.float32), np.zeros(2, dtype=np.float32))
    monkeypatch.setattr(theme_encoder, "TorchTwin", Lone)
    monkeypatch.setattr(theme_encoder, "OpenVinoModel", absent)
    assert choose_twin(one, None).id == "lone"
