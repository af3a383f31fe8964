"""Runs embedding model and adapted encoder as one network: shared lower layers, two tops.

Embedding and tagging a text then cost one and a half passes instead of two.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from nlp.analysis import Vectors
from nlp.embedding.batches import Batch, encode_texts
from nlp.embedding.embedder import LEAST_OVERLAP, probe_texts
from nlp.embedding.openvino_backend import (
    BackEndError,
    OpenVinoModel,
    Precision,
    nearest_in_common,
    unit_mean,
)
from nlp.embedding.token_windows import TokenWindows
from nlp.embedding.weights import MODEL_ID, weights_folder
from nlp.themes.adapter import Adapter, merge

logger = logging.getLogger(__name__)

# 1 - mean difference of probabilities: a back-end may move a tag by half a point on average.
LEAST_LIKENESS = 0.995


class TwinEncoder(Protocol):
    """Gives of each text the vector for search and the adapted one for themes."""

    @property
    def id(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """Return two tables: plain and adapted unit rows, one per text."""
        ...


class TorchTwin:
    """The reference: both tops in single precision by torch."""

    def __init__(self, adapter: Adapter) -> None:
        self.id = f"{_name(adapter)}/torch-fp32"
        self.module = twin_module(adapter, published())
        self._windows = TokenWindows(weights_folder())

    def encode(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """Return plain and adapted unit rows, one per text."""
        import torch

        def run(batches: Iterator[Batch]) -> Iterator[list[Vectors]]:
            for ids, mask in batches:
                with torch.no_grad():
                    found = self.module(torch.from_numpy(ids), torch.from_numpy(mask))
                yield [table.numpy() for table in found]

        return encode_texts(texts, self._windows, run, 2)


def choose_twin(adapter: Adapter, cache_dir: Path | None) -> TwinEncoder:
    """Return the fastest back-end that ranks and tags as the reference; the reason is logged.

    `cache_dir` keeps the converted model under a name with the adapter's digest; with None it
    is converted each time. ThemeModelError when the adapter is for another embedding model.
    """

    def likeness(rows: tuple[Vectors, ...]) -> float:
        """Return the lesser of both outputs' likeness, each as a share of what it must reach."""
        plain, adapted = reference.of_probes
        overlap = nearest_in_common(plain, rows[0])
        apart = float(np.abs(_chances(adapter, adapted) - _chances(adapter, rows[1])).mean())
        return min(overlap / LEAST_OVERLAP, (1.0 - apart) / LEAST_LIKENESS, 1.0)

    reference = _Reference(adapter)
    folder, rejected = weights_folder(), []
    for precision in (Precision.BF16, Precision.FP32):
        try:
            twin = OpenVinoModel(
                folder, precision, lambda: reference.twin.module, cache_dir, _name(adapter), 2
            )
            alike = twin.proof(likeness, probe_texts())
        except BackEndError as error:
            rejected.append(f"{precision}: {error}")
            continue
        if alike >= 1.0:
            logger.info("%s: ranks and tags as the reference; %s", twin.id, "; ".join(rejected))
            return twin
        rejected.append(f"{precision}: drifts from the reference ({alike:.3f} of the least)")
    logger.warning("the reference encoder of themes is used: %s", "; ".join(rejected))
    return reference.twin


def published() -> Any:
    """Return the embedding model's transformer as its makers published it."""
    from transformers import AutoModel

    return AutoModel.from_pretrained(str(weights_folder()), local_files_only=True).eval()


def twin_module(adapter: Adapter, transformer: Any) -> Any:
    """Return a torch module that gives both unit vectors; the layers below the change run once."""
    import torch

    shared = adapter.first_layer
    adapted = merge(adapter, copy.deepcopy(transformer)).encoder.layer[shared:]

    class Twin(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer
            self.adapted = adapted

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            found = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True
            )
            hidden = through(self.adapted, found.hidden_states[shared], attention_mask)
            return unit_mean(found[0], attention_mask), unit_mean(hidden, attention_mask)

    return Twin().eval()


def through(layers: Any, hidden: Any, seen: Any) -> Any:
    """Run layers; `seen` is 0 at padding, which gets a weight of nearly none in attention."""
    mask = (1 - seen.to(hidden.dtype))[:, None, None, :] * -1e4
    for layer in layers:
        result = layer(hidden, mask)
        # Releases of transformers differ in whether a layer returns its states alone.
        hidden = result[0] if isinstance(result, tuple) else result
    return hidden


class _Reference:
    """Makes the reference twin the first time it is needed: loading torch takes seconds."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter

    @cached_property
    def twin(self) -> TorchTwin:
        return TorchTwin(self._adapter)

    @cached_property
    def of_probes(self) -> tuple[Vectors, ...]:
        return self.twin.encode(probe_texts())


def _name(adapter: Adapter) -> str:
    return f"{MODEL_ID}-themes-{adapter.digest}"


def _chances(adapter: Adapter, vectors: Vectors) -> Vectors:
    logits = np.clip(adapter.logits(vectors), -30.0, 30.0)
    chances: Vectors = (1.0 / (1.0 + np.exp(-logits))).astype(np.float32)
    return chances
