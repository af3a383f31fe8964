from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from nlp.analysis import Embedder
from nlp.embedding import embedder as embedder_module
from nlp.embedding.embedder import (
    SentenceTransformerEmbedder,
    choose_embedder,
    explain_choice,
    probe_texts,
)
from nlp.embedding.openvino_backend import (
    BackEndError,
    OpenVinoEmbedder,
    Precision,
    answers,
    nearest_in_common,
)
from nlp.embedding.token_windows import MAX_TOKENS, TokenWindows
from nlp.embedding.weights import weights_folder

LONG = " ".join(
    f"Sentence {number} tells of harbour works and of the money for them."
    for number in range(1, 61)
)
TEXTS = [
    "Hydrogen made with tidal power will fire the furnaces.",
    "",
    "The college trains welders.",
    LONG,
    "Größe, naïve façade – £5m “quoted” ﬁnance\tand a tab",
    "The college trains welders.",
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("embedders")


@pytest.fixture(scope="module")
def reference() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def single(reference, cache) -> OpenVinoEmbedder:
    return OpenVinoEmbedder(weights_folder(), Precision.FP32, lambda: reference.torch_module, cache)


@pytest.fixture(scope="module")
def windows() -> TokenWindows:
    return TokenWindows(weights_folder())


def test_short_texts_are_what_sentence_transformers_makes_of_them(reference) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(weights_folder()), device="cpu", local_files_only=True)
    short = [text for text in TEXTS if text != LONG]
    assert np.allclose(reference.embed(short), plain.encode(short), atol=1e-5)


def test_both_back_ends_give_the_same_rows(reference, single) -> None:
    expected = reference.embed(TEXTS)
    found = single.embed(TEXTS)
    assert found.shape == (len(TEXTS), 384)
    assert found.dtype == expected.dtype == np.float32
    assert np.abs(found - expected).max() < 1e-5
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)


def test_rows_do_not_depend_on_their_neighbours(single) -> None:
    together = single.embed(TEXTS)
    for row, text in enumerate(TEXTS):
        assert np.allclose(single.embed([text])[0], together[row], atol=1e-5)
    assert np.allclose(together[2], together[5], atol=1e-6)


def test_nothing_gives_no_rows(reference, single) -> None:
    assert reference.embed([]).shape == (0, 384)
    assert single.embed([]).shape == (0, 384)


def test_the_end_of_a_long_text_counts(single) -> None:
    other_end = LONG + " Drones will fly between the islands. Drones will land on ships."
    likeness = float(single.embed([LONG])[0] @ single.embed([other_end])[0])
    assert likeness < 0.9999


def test_windows_end_at_sentences_and_lose_nothing(windows) -> None:
    parts, owners = windows.split(["short", LONG])
    assert owners.tolist() == [0] + [1] * (len(parts) - 1)
    assert len(parts) > 2
    assert " ".join(parts[1:]) == LONG
    assert all(part.endswith(".") for part in parts[1:])
    assert all(len(ids) <= MAX_TOKENS for ids in windows.token_ids(parts))


def test_a_long_text_without_sentences_is_cut_at_words(windows) -> None:
    text = " ".join(["harbour"] * 700)
    parts, _ = windows.split([text])
    assert " ".join(parts) == text
    assert all(len(ids) <= MAX_TOKENS for ids in windows.token_ids(parts))


def test_a_long_text_without_spaces_is_cut_all_the_same(windows) -> None:
    text = ",".join(["sea"] * 400)
    parts, _ = windows.split([text])
    assert "".join(parts) == text
    assert all(len(ids) <= MAX_TOKENS for ids in windows.token_ids(parts))


def test_the_ids_keep_back_ends_apart_and_share_the_model(reference, single) -> None:
    assert reference.id == "all-MiniLM-L6-v2@53aa51172d14/torch-fp32"
    assert single.id == "all-MiniLM-L6-v2@53aa51172d14/openvino-fp32"


def test_a_converted_model_is_read_again_without_torch(single, cache) -> None:
    def never() -> None:
        raise AssertionError("torch was asked for")

    again = OpenVinoEmbedder(weights_folder(), Precision.FP32, never, cache)
    assert np.allclose(again.embed(TEXTS), single.embed(TEXTS), atol=1e-6)
    assert [path.name for path in cache.iterdir() if path.name.startswith("building-")] == []


def test_a_broken_cached_model_is_a_back_end_error(single, cache, tmp_path) -> None:
    stored = next(cache.iterdir())
    broken = tmp_path / stored.name
    broken.mkdir()
    (broken / "model.xml").write_text("<net", encoding="utf-8")
    with pytest.raises(BackEndError, match="cannot be read; delete that folder"):
        OpenVinoEmbedder(weights_folder(), Precision.FP32, lambda: None, tmp_path)


def test_the_choice_is_proved_and_the_proof_is_kept(reference, single, cache, monkeypatch) -> None:
    monkeypatch.setattr(embedder_module, "SentenceTransformerEmbedder", lambda _: reference)
    choice = explain_choice(cache)
    assert choice.embedder.id.split("/")[1] in {"openvino-bf16", "openvino-fp32"}
    assert choice.reason.startswith("ten nearest equal the reference's to ")
    shared = nearest_in_common(reference.embed(probe_texts()), choice.embedder.embed(probe_texts()))
    assert shared >= 0.99
    proofs = json.loads(next(cache.glob("*/proof.json")).read_text(encoding="utf-8"))
    assert shared in proofs.values()

    def never(_: object) -> None:
        raise AssertionError("the reference was loaded although a proof was kept")

    monkeypatch.setattr(embedder_module, "SentenceTransformerEmbedder", never)
    assert choose_embedder(cache).id == choice.embedder.id


class Drifting:
    """A back-end whose ranking is not the reference's."""

    id = "drifting"
    dimensions = 384

    def __init__(self, *_: object) -> None: ...

    def embed(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), 384), dtype=np.float32)

    def proof(self, *_: object) -> float:
        return 0.98


def test_a_back_end_that_drifts_is_not_used(reference, monkeypatch) -> None:
    monkeypatch.setattr(embedder_module, "OpenVinoEmbedder", Drifting)
    monkeypatch.setattr(embedder_module, "SentenceTransformerEmbedder", lambda _: reference)
    choice = explain_choice(None)
    assert choice.embedder is reference
    assert choice.reason == (
        "openvino-bf16: ten nearest equal the reference's only to 0.980; "
        "openvino-fp32: ten nearest equal the reference's only to 0.980"
    )


def test_a_back_end_that_cannot_run_is_explained(reference, monkeypatch) -> None:
    def failing(_: Path, precision: Precision, *__: object) -> Embedder:
        raise BackEndError("this processor has no bf16")

    monkeypatch.setattr(embedder_module, "OpenVinoEmbedder", failing)
    monkeypatch.setattr(embedder_module, "SentenceTransformerEmbedder", lambda _: reference)
    choice = explain_choice(None, "openvino-bf16")
    assert choice.embedder is reference
    assert choice.reason == "openvino-bf16: this processor has no bf16"


def test_an_unknown_preference_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'gpu' is no back-end; use one of auto, torch, openvino"):
        choose_embedder(None, "gpu")


def test_the_ten_nearest_in_common() -> None:
    left = np.eye(12, dtype=np.float32)
    assert nearest_in_common(left, left) == 1.0
    line = np.array([[1, 0], [0.9, 0.1], [0, 1]], dtype=np.float32)
    assert nearest_in_common(line, line[::-1].copy()) == 1.0  # two others: both are always nearest


def test_no_back_end_opens_a_connection(tmp_path) -> None:
    """Conversion would report usage over the network if OpenVINO's telemetry were loaded."""
    script = """
import pathlib, socket, sys, threading
tried = []
def refuse(*args, **kwargs):
    tried.append(args)
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
from nlp.embedding.embedder import explain_choice
choice = explain_choice(pathlib.Path(sys.argv[1]))
choice.embedder.embed(["The college trains welders."])
import openvino.tools.ovc.telemetry_utils as telemetry
for thread in threading.enumerate():
    if thread is not threading.main_thread():
        thread.join(5)
print(len(tried), telemetry.tm.__name__, choice.embedder.id)
"""
    run = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )
    count, stub, used = run.stdout.split()
    assert (count, stub) == ("0", "openvino.tools.ovc.telemetry_stub")
    assert "/openvino-" in used
    assert not (tmp_path / "intel").exists()


class Asked:
    """A request of a network that gives back the ids it was sent, if it answers."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def start_async(self, inputs: dict[str, Any]) -> None:
        self._ids = inputs["input_ids"]
        self._network.under_way += 1
        self._network.most = max(self._network.most, self._network.under_way)

    def wait_for(self, milliseconds: int) -> bool:
        assert milliseconds > 0
        self._network.under_way -= 1
        return self._network.well

    def get_output_tensor(self, output: int) -> Any:
        return SimpleNamespace(data=self._ids + output)


class Network:
    def __init__(self, *, well: bool = True) -> None:
        self.well, self.requests, self.under_way, self.most = well, 0, 0, 0

    def create_infer_request(self) -> Asked:
        self.requests += 1
        return Asked(self)


def batches(count: int) -> list[Any]:
    return [(np.array([[number * 10]]), np.ones((1, 1))) for number in range(count)]


def test_batches_under_way_together_come_back_in_order_and_whole() -> None:
    network = Network()
    found = list(answers(network, batches(6), outputs=2, at_once=3))
    assert [[int(table[0, 0]) for table in tables] for tables in found] == [
        [number * 10, number * 10 + 1] for number in range(6)
    ]
    assert (network.requests, network.most, network.under_way) == (3, 3, 0)


def test_no_batches_ask_nothing_of_the_network() -> None:
    network = Network()
    assert list(answers(network, [], outputs=1, at_once=3)) == []
    assert network.requests == 0


def test_a_network_that_hangs_is_an_error_and_not_a_wait_without_end() -> None:
    with pytest.raises(BackEndError, match="does not answer"):
        list(answers(Network(well=False), batches(1), outputs=1, at_once=3))
