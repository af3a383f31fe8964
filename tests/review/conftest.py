from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.storage.workspace import open_workspace
from tests.review.casefile import Case, open_case


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_workspace(tmp_path / "workspace") as workspace:
        yield open_case(workspace)
