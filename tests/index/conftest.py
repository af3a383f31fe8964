from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.storage.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "workspace") as opened:
        yield opened
