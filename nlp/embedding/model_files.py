"""Reads what a model was saved as: a card of JSON beside plain arrays, never pickles."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

ARRAYS = "model.npz"
CARD = "model.json"


class ModelFileError(Exception):
    """A saved model that cannot be used; the message is one line and says what to do."""


def read_arrays(path: Path, fault: type[ModelFileError]) -> dict[str, Any]:
    """Return every array of a file by name; `fault` when it is missing, cut short or broken."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        reason = "is not there" if isinstance(error, FileNotFoundError) else f"is broken ({error})"
        raise fault(f"{path.parent.name}/{path.name}: {reason}; run lis train") from error


def read_model(
    folder: Path, format_: int, names: Collection[str], fault: type[ModelFileError]
) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Return card and arrays; `fault` unless the card has this format and all names are there."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        found = card["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise fault(
            f"{folder.name}/{CARD}: cannot be read ({type(error).__name__}: {error}); run lis train"
        ) from error
    if found != format_:
        raise fault(
            f"{folder.name}/{CARD}: has format {found}, this version reads {format_}; run lis train"
        )
    arrays = read_arrays(folder / ARRAYS, fault)
    absent = sorted(set(names) - arrays.keys())
    if absent:
        raise fault(f"{folder.name}/{ARRAYS}: has no {absent[0]}; run lis train")
    return card, {name: arrays[name] for name in names}
