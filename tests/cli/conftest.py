from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.office import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def north_vale(desk: Desk) -> str:
    """The id of a strategy of three passages."""
    file = desk.file(
        "north-vale.pdf",
        "North Vale Local Industrial Strategy",
        "We will open a skills centre with the college.",
        "The valley has 400 firms.",
        "We will keep this strategy under review.",
    )
    return str(desk.json("ingest", file)[0]["id"])
