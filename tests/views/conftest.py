from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Reading
from tests.views.paper_office import fill, office


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without strategies, which the app is told to open."""
    folder = tmp_path / "workspace"
    monkeypatch.setenv("LIS_WORKSPACE", str(folder))
    monkeypatch.setattr("index.assembly.assemble", office)
    return folder


@pytest.fixture
def workspace(empty: Path) -> dict[str, Reading]:
    """The readings, by title, of the strategies in the workspace that the app opens."""
    return fill(empty)
