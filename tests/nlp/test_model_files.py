from __future__ import annotations

import json

import numpy as np
import pytest

from nlp.embedding.model_files import ARRAYS, CARD, ModelFileError, read_arrays, read_model
from nlp.levels.model import LevelModelError, bundled_levels_folder, load_levels
from nlp.themes.model import ThemeModelError, bundled_model_folder, load_model


def saved(folder, **card: object):
    folder.mkdir()
    np.savez_compressed(folder / ARRAYS, a=np.arange(1000), b=np.ones(2))
    (folder / CARD).write_text(json.dumps({"format": 1, **card}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("left", [0, 3, 100, -30])
def test_a_file_that_was_cut_short_is_one_clear_line(tmp_path, left: int) -> None:
    path = saved(tmp_path / "model") / ARRAYS
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(ModelFileError, match=r"^model/model.npz: is broken \(.+\); run") as caught:
        read_arrays(path, ModelFileError)
    assert "\n" not in str(caught.value)


def test_what_is_absent_is_named(tmp_path) -> None:
    folder = saved(tmp_path / "model")
    with pytest.raises(ModelFileError, match=r"^model/model.npz: has no c; run lis train$"):
        read_model(folder, 1, ["a", "c"], ModelFileError)
    (folder / CARD).write_text("{", encoding="utf-8")
    with pytest.raises(ModelFileError, match=r"^model/model.json: cannot be read"):
        read_model(folder, 1, ["a"], ModelFileError)
    (folder / CARD).write_text('["no card"]', encoding="utf-8")
    with pytest.raises(ModelFileError, match=r"^model/model.json: cannot be read"):
        read_model(folder, 1, ["a"], ModelFileError)


def test_only_the_arrays_asked_for_are_given(tmp_path) -> None:
    card, arrays = read_model(saved(tmp_path / "model", more="x"), 1, ["b"], ModelFileError)
    assert card == {"format": 1, "more": "x"}
    assert list(arrays) == ["b"]


def test_a_pickle_is_never_read(tmp_path) -> None:
    np.savez(tmp_path / ARRAYS, a=np.array([object()], dtype=object))
    with pytest.raises(ModelFileError, match="is broken"):
        read_arrays(tmp_path / ARRAYS, ModelFileError)


@pytest.mark.parametrize(
    ("bundled", "load", "fault"),
    [
        (bundled_model_folder, load_model, ThemeModelError),
        (bundled_levels_folder, load_levels, LevelModelError),
    ],
)
def test_both_models_refuse_what_was_cut_short(tmp_path, bundled, load, fault) -> None:
    for file in bundled().iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    load(tmp_path)
    half = (tmp_path / ARRAYS).read_bytes()
    (tmp_path / ARRAYS).write_bytes(half[: len(half) // 2])
    with pytest.raises(fault, match=r"model.npz: is broken .*; run lis train"):
        load(tmp_path)
