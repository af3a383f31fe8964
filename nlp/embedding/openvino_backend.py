"""Runs the embedding model with OpenVINO: single precision, or bf16 where the processor has it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Vectors
from nlp.embedding.batches import DIMENSIONS, Batch, encode_texts
from nlp.embedding.token_windows import TokenWindows
from nlp.embedding.weights import MODEL_ID

NEAREST = 10


class BackEndError(Exception):
    """This back-end cannot run here; the message says why in a few words."""


class Precision(StrEnum):
    """The number format that the processor computes in."""

    FP32 = "openvino-fp32"
    BF16 = "openvino-bf16"


_BATCHES = "THROUGHPUT"
"""A core to each batch, not all cores to one: two cores that share every layer wait for each other,
which takes a tenth of their time, and two fifths where other work runs beside."""

LONGEST_WAIT = 600_000
"""Milliseconds for a batch, which takes a tenth of a second: better an error than to hang."""

_HINTS = {Precision.FP32: "f32", Precision.BF16: "bf16"}


class OpenVinoModel:
    """A torch module of sentences, compiled for this processor.

    `module` takes token ids and mask and gives `outputs` tables of unit rows. It is called
    only when no converted model lies in `cache_dir` under `name`, which must therefore tell
    any two modules apart. Raises BackEndError when OpenVINO is missing or the processor lacks
    the precision.
    """

    def __init__(
        self,
        model_folder: Path,
        precision: Precision,
        module: Callable[[], Any],
        cache_dir: Path | None,
        name: str,
        outputs: int = 1,
    ) -> None:
        openvino = _import_openvino()
        core = openvino.Core()
        capabilities = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        if precision is Precision.BF16 and "BF16" not in capabilities:
            raise BackEndError("this processor has no bf16")
        self.id = f"{name}/{precision}"
        self._precision = precision
        self._outputs = outputs
        self._processor = f"{core.get_property('CPU', 'FULL_DEVICE_NAME')} {capabilities}"
        self._folder = None
        if cache_dir is not None:
            # Converted files are not promised to be read by another release of OpenVINO.
            version = openvino.get_version().split("-")[0]
            self._folder = cache_dir / f"{name}-openvino-{version}"
        try:
            model = self._model(openvino, core, module)
            self._compiled: Any = core.compile_model(
                model,
                "CPU",
                {"INFERENCE_PRECISION_HINT": _HINTS[precision], "PERFORMANCE_HINT": _BATCHES},
            )
            cores = int(self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        except (RuntimeError, OSError) as error:
            raise BackEndError(f"OpenVINO failed: {str(error).splitlines()[0]}") from error
        self._at_once = 2 * cores  # so that a core that is done finds its next batch waiting
        self._windows = TokenWindows(model_folder)

    def encode(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """Return a table per output, one row of length 1 per text, in order."""

        def run(batches: Iterator[Batch]) -> Iterator[Sequence[Vectors]]:
            return answers(self._compiled, batches, self._outputs, self._at_once)

        return encode_texts(texts, self._windows, run, self._outputs)

    def proof(
        self, likeness: Callable[[tuple[Vectors, ...]], float], texts: Sequence[str]
    ) -> float:
        """Return what `likeness` makes of the tables of some texts, from 0 to 1.

        Kept beside the converted model, so that it is worked out once per processor.
        """
        key = f"{self._precision} {len(texts)} {self._processor}"
        kept = self._kept_proofs()
        if key not in kept:
            kept[key] = likeness(self.encode(texts))
            self._keep_proofs(kept)
        return kept[key]

    def _model(self, openvino: Any, core: Any, module: Callable[[], Any]) -> Any:
        if self._folder is not None and (self._folder / "model.xml").exists():
            try:
                return core.read_model(self._folder / "model.xml")
            except RuntimeError as error:
                raise BackEndError(f"{self._folder} cannot be read; delete that folder") from error
        model = _convert(openvino, module())
        if self._folder is None:
            return model
        _save(openvino, model, self._folder)
        # What later starts will run, so that the proof is of that.
        return core.read_model(self._folder / "model.xml")

    def _kept_proofs(self) -> dict[str, float]:
        if self._folder is None:
            return {}
        try:
            kept = json.loads((self._folder / "proof.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # no proof yet, or half written by a process that was killed
        return {str(key): float(value) for key, value in kept.items()}

    def _keep_proofs(self, proofs: dict[str, float]) -> None:
        if self._folder is None:
            return
        part = self._folder / f"proof-{os.getpid()}.part"
        with contextlib.suppress(OSError):  # a proof that cannot be kept is made again next time
            part.write_text(json.dumps(proofs, indent=1), encoding="utf-8")
            part.replace(self._folder / "proof.json")


def answers(
    compiled: Any, batches: Iterable[Batch], outputs: int, at_once: int
) -> Iterator[Sequence[Vectors]]:
    """Yield the tables of each batch in turn while up to `at_once` batches are under way.

    The calling thread alone asks and waits; the network's own threads do the work and run no
    Python, which could have them wait for each other. Raises BackEndError when one hangs.
    """
    under_way: deque[Any] = deque()
    spare: list[Any] = []  # requests of this call alone: calls may come in threads
    for ids, mask in batches:
        request = spare.pop() if spare else compiled.create_infer_request()
        request.start_async({"input_ids": ids, "attention_mask": mask})
        under_way.append(request)
        if len(under_way) >= at_once:
            yield _tables(under_way[0], outputs)
            spare.append(under_way.popleft())
    while under_way:
        yield _tables(under_way.popleft(), outputs)


def _tables(request: Any, outputs: int) -> list[Vectors]:
    if not request.wait_for(LONGEST_WAIT):
        raise BackEndError("OpenVINO does not answer")
    # Copied, because the request's next batch is written to the same place.
    return [request.get_output_tensor(output).data.copy() for output in range(outputs)]


class OpenVinoEmbedder:
    """The same model as the reference, compiled for this processor; see `OpenVinoModel`."""

    def __init__(
        self,
        model_folder: Path,
        precision: Precision,
        torch_module: Callable[[], Any],
        cache_dir: Path | None = None,
    ) -> None:
        self._model = OpenVinoModel(
            model_folder, precision, lambda: sentence_module(torch_module()), cache_dir, MODEL_ID
        )

    @property
    def id(self) -> str:
        return self._model.id

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, in order; long texts are read in windows."""
        return self._model.encode(texts)[0]

    def proof(self, reference: Callable[[], Vectors], texts: Sequence[str]) -> float:
        """Return how far the ten nearest of each text equal the reference's, from 0 to 1."""
        return self._model.proof(lambda rows: nearest_in_common(reference(), rows[0]), texts)


def has_bf16() -> bool:
    """Tell whether this processor computes in bf16; False without OpenVINO, which tells it."""
    try:
        openvino = _import_openvino()
    except BackEndError:
        return False
    return "BF16" in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def nearest_in_common(left: Vectors, right: Vectors) -> float:
    """Return the mean share of each row's ten nearest rows that both sets of vectors agree on."""
    shared = [
        len(set(a) & set(b)) / len(a)
        for a, b in zip(_nearest(left).tolist(), _nearest(right).tolist(), strict=True)
    ]
    return sum(shared) / len(shared)


def _nearest(vectors: Vectors) -> NDArray[np.intp]:
    scores = vectors @ vectors.T
    np.fill_diagonal(scores, -np.inf)
    count = min(NEAREST, len(vectors) - 1)
    return np.argsort(-scores, axis=1, kind="stable")[:, :count]


def _import_openvino() -> Any:
    """Import OpenVINO so that it cannot report usage to its makers.

    Its converter sends events through `openvino_telemetry` unless that package is absent; an
    empty module in its place makes it use its own stub. Nothing else can switch it off
    without writing to the user's home folder.
    """
    sys.modules.setdefault("openvino_telemetry", ModuleType("openvino_telemetry"))
    try:
        import openvino
    except ImportError as error:
        raise BackEndError("OpenVINO is not installed") from error
    return openvino


def sentence_module(transformer: Any) -> Any:
    """Return transformer, mean pooling and normalisation as one torch module."""
    import torch

    class Sentence(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.transformer(input_ids=input_ids, attention_mask=attention_mask)[0]
            return unit_mean(states, attention_mask)

    return Sentence().eval()


def unit_mean(states: Any, attention_mask: Any) -> Any:
    """Return the mean over a text's tokens, of length 1, as a torch tensor."""
    import torch

    mask = attention_mask.unsqueeze(-1).to(states.dtype)
    mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
    return torch.nn.functional.normalize(mean, p=2.0, dim=1)


def _convert(openvino: Any, module: Any) -> Any:
    """Convert a module of sentences into a graph for input of any shape."""
    import torch

    example = torch.ones(2, 7, dtype=torch.int64)
    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns that shapes might be frozen; that they are not is tested on all lengths.
        warnings.simplefilter("ignore")
        return openvino.convert_model(
            module, example_input={"input_ids": example, "attention_mask": example}
        )


def _save(openvino: Any, model: Any, folder: Path) -> None:
    """Save whole or not at all: two processes may build the model at the same time."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix="building-"))
    try:
        openvino.save_model(model, part / "model.xml", compress_to_fp16=False)
        part.rename(folder)
    except OSError:
        if not (folder / "model.xml").exists():
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
