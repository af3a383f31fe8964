"""Runs the embedding model and what was fine-tuned from it as one network: shared lower layers,
a plain top and one per adapter.

Embedding a text then costs one pass, and each fine-tuned top half a pass more.
"""

from __future__ import annotations

import copy
import hashlib
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


class ToppedEncoder(Protocol):
    """Gives of each text the vector for search and one per adapter."""

    @property
    def id(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """Return tables of unit rows, one per text: the plain one, then one per adapter."""
        ...


class TorchTops:
    """The reference: all tops in single precision by torch."""

    def __init__(self, adapters: Sequence[Adapter]) -> None:
        self.id = f"{_name(adapters)}/torch-fp32"
        self.module = module_with_tops(adapters, published())
        self._outputs = 1 + len(adapters)
        self._windows = TokenWindows(weights_folder())

    def encode(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """Return tables of unit rows, one per text: the plain one, then one per adapter."""
        import torch

        def run(batches: Iterator[Batch]) -> Iterator[list[Vectors]]:
            for ids, mask in batches:
                with torch.no_grad():
                    found = self.module(torch.from_numpy(ids), torch.from_numpy(mask))
                yield [table.numpy() for table in found]

        return encode_texts(texts, self._windows, run, self._outputs)


def choose_encoder(adapters: Sequence[Adapter], cache_dir: Path | None) -> ToppedEncoder:
    """Return the fastest back-end that ranks and tags as the reference; the reason is logged.

    `cache_dir` keeps the converted model under a name with the adapters' digest; with None it
    is converted each time. ThemeModelError when an adapter is for another embedding model.
    """

    def likeness(rows: tuple[Vectors, ...]) -> float:
        """Return the least of all tops' likeness, each as a share of what it must reach."""
        plain, *tops = reference.of_probes
        overlap = nearest_in_common(plain, rows[0])
        apart = max(
            float(np.abs(_chances(adapter, ours) - _chances(adapter, theirs)).mean())
            for adapter, ours, theirs in zip(adapters, tops, rows[1:], strict=True)
        )
        return min(overlap / LEAST_OVERLAP, (1.0 - apart) / LEAST_LIKENESS, 1.0)

    reference = _Reference(adapters)
    folder, rejected = weights_folder(), []
    name, outputs = _name(adapters), 1 + len(adapters)
    for precision in (Precision.BF16, Precision.FP32):
        try:
            encoder = OpenVinoModel(
                folder, precision, lambda: reference.tops.module, cache_dir, name, outputs
            )
            alike = encoder.proof(likeness, probe_texts())
        except BackEndError as error:
            rejected.append(f"{precision}: {error}")
            continue
        if alike >= 1.0:
            logger.info("%s: ranks and tags as the reference; %s", encoder.id, "; ".join(rejected))
            return encoder
        rejected.append(f"{precision}: drifts from the reference ({alike:.3f} of the least)")
    logger.warning("the reference encoder is used: %s", "; ".join(rejected))
    return reference.tops


def published() -> Any:
    """Return the embedding model's transformer as its makers published it."""
    from transformers import AutoModel

    return AutoModel.from_pretrained(str(weights_folder()), local_files_only=True).eval()


def module_with_tops(adapters: Sequence[Adapter], transformer: Any) -> Any:
    """Return a torch module that gives all unit vectors; layers below the changes run once."""
    import torch

    shared = [adapter.first_layer for adapter in adapters]
    changed = [merge(adapter, copy.deepcopy(transformer)) for adapter in adapters]

    class Tops(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer
            self.tops = torch.nn.ModuleList(
                model.encoder.layer[first:] for first, model in zip(shared, changed, strict=True)
            )

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            found = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True
            )
            ends = [found[0]]
            for first, top in zip(shared, self.tops, strict=True):
                ends.append(through(top, found.hidden_states[first], attention_mask))
            return tuple(unit_mean(hidden, attention_mask) for hidden in ends)

    return Tops().eval()


def through(layers: Any, hidden: Any, seen: Any) -> Any:
    """Run layers; `seen` is 0 at padding, which gets a weight of nearly none in attention."""
    mask = (1 - seen.to(hidden.dtype))[:, None, None, :] * -1e4
    for layer in layers:
        result = layer(hidden, mask)
        # Releases of transformers differ in whether a layer returns its states alone.
        hidden = result[0] if isinstance(result, tuple) else result
    return hidden


class _Reference:
    """Makes the reference the first time it is needed: loading torch takes seconds."""

    def __init__(self, adapters: Sequence[Adapter]) -> None:
        self._adapters = adapters

    @cached_property
    def tops(self) -> TorchTops:
        return TorchTops(self._adapters)

    @cached_property
    def of_probes(self) -> tuple[Vectors, ...]:
        return self.tops.encode(probe_texts())


def _name(adapters: Sequence[Adapter]) -> str:
    together = "".join(adapter.digest for adapter in adapters)
    return f"{MODEL_ID}-tops-{hashlib.sha256(together.encode()).hexdigest()[:12]}"


def _chances(adapter: Adapter, vectors: Vectors) -> Vectors:
    """Return of each class how it stands against all others, as if they did not exclude it."""
    logits = np.clip(adapter.logits(vectors), -30.0, 30.0)
    chances: Vectors = (1.0 / (1.0 + np.exp(-logits))).astype(np.float32)
    return chances
