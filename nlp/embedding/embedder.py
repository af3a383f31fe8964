"""Turns texts into vectors, and picks the back-end that does it fastest without loss."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlp.analysis import Embedder, Vectors
from nlp.embedding.openvino_backend import BackEndError, OpenVinoEmbedder, Precision
from nlp.embedding.token_windows import MAX_TOKENS, TokenWindows, pool
from nlp.embedding.weights import MODEL_ID, WeightsError, weights_folder
from nlp.framework import bundled_framework, load_framework

logger = logging.getLogger(__name__)

DIMENSIONS = 384
BATCH = 32  # measured: 8 to 32 beat 128, because a batch is padded to its longest text
LEAST_OVERLAP = 0.99  # mean share of the ten nearest that two back-ends must have in common
PREFERENCES = ("auto", "torch", "openvino-fp32", "openvino-bf16")


class SentenceTransformerEmbedder:
    """The reference: torch in single precision, as sentence-transformers runs the model."""

    def __init__(self, model_folder: Path | None = None) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        folder = model_folder or weights_folder()
        be_quiet: Callable[[], None] = transformers_logging.disable_progress_bar
        be_quiet()  # the bar is for downloads; this loads a file
        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._model.max_seq_length = MAX_TOKENS
        self._windows = TokenWindows(folder)

    @property
    def id(self) -> str:
        return f"{MODEL_ID}/torch-fp32"

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    @property
    def torch_module(self) -> Any:
        """The transformer inside, for conversion to other back-ends."""
        return self._model[0].auto_model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, in order; long texts are read in windows."""
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        windows, owners = self._windows.split(texts)
        weights = np.array([len(ids) for ids in self._windows.token_ids(windows)], dtype=np.float32)
        rows = self._model.encode(windows, batch_size=BATCH, show_progress_bar=False)
        return pool(np.asarray(rows, dtype=np.float32), owners, weights, len(texts))


@dataclass(frozen=True, slots=True)
class EmbedderChoice:
    """A back-end and, for `lis doctor` and the log, why it was picked."""

    embedder: Embedder
    reason: str


def choose_embedder(cache_dir: Path | None, preference: str = "auto") -> Embedder:
    """Return the fastest embedder whose ranking equals the reference's; the reason is logged."""
    choice = explain_choice(cache_dir, preference)
    logger.info("%s: %s", choice.embedder.id, choice.reason)
    return choice.embedder


def explain_choice(cache_dir: Path | None, preference: str = "auto") -> EmbedderChoice:
    """Pick as `choose_embedder` does and say why.

    `cache_dir` keeps the converted model and the proof of its ranking, so that later starts
    need no torch; with None both are made again each time. ValueError for an unknown
    preference; WeightsError when the model itself is missing.
    """
    if preference not in PREFERENCES:
        raise ValueError(f"{preference!r} is no back-end; use one of {', '.join(PREFERENCES)}")
    folder = weights_folder()
    if preference == "torch":
        return EmbedderChoice(SentenceTransformerEmbedder(folder), "asked for by name")
    reference = _Once(lambda: SentenceTransformerEmbedder(folder))
    rejected: list[str] = []
    for precision in _candidates(preference):
        try:
            candidate = OpenVinoEmbedder(
                folder, precision, lambda: reference.get().torch_module, cache_dir
            )
            overlap = candidate.proof(lambda: reference.get().embed(probe_texts()), probe_texts())
        except BackEndError as error:
            rejected.append(f"{precision}: {error}")
            continue
        if overlap >= LEAST_OVERLAP:
            reason = f"ten nearest equal the reference's to {overlap:.3f}"
            return EmbedderChoice(candidate, "; ".join([reason, *rejected]))
        rejected.append(f"{precision}: ten nearest equal the reference's only to {overlap:.3f}")
    logger.warning("the reference embedder is used: %s", "; ".join(rejected))
    return EmbedderChoice(reference.get(), "; ".join(rejected))


def probe_texts() -> list[str]:
    """Return the sentences on which back-ends are compared: what the framework says of itself."""
    framework = load_framework(bundled_framework())
    texts = list(framework.no_theme_prototypes)
    for label in framework.labels:
        texts += [label.definition, *label.includes, *label.prototypes]
    for requirement in framework.requirements:
        texts += [requirement.text, requirement.evidence]
    return texts


def _candidates(preference: str) -> tuple[Precision, ...]:
    if preference == "openvino-fp32":
        return (Precision.FP32,)
    if preference == "openvino-bf16":
        return (Precision.BF16,)
    return (Precision.BF16, Precision.FP32)


class _Once:
    """Makes the reference embedder the first time it is needed: loading torch takes seconds."""

    def __init__(self, make: Callable[[], SentenceTransformerEmbedder]) -> None:
        self._make = make
        self._made: SentenceTransformerEmbedder | None = None

    def get(self) -> SentenceTransformerEmbedder:
        if self._made is None:
            self._made = self._make()
        return self._made


__all__ = [
    "EmbedderChoice",
    "SentenceTransformerEmbedder",
    "WeightsError",
    "choose_embedder",
    "explain_choice",
    "probe_texts",
]
