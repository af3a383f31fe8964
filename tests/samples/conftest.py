"""Fixtures that write a strategy where the press expects one."""

from pathlib import Path

import pytest


@pytest.fixture
def strategies(tmp_path: Path) -> Path:
    """An empty folder of strategies with one shared file."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "joint.md").write_text(
        "# Joint priorities\n\nWe act together.[^a]\n\n[^a]: A note of the shared file.\n"
    )
    return tmp_path


@pytest.fixture
def write(strategies: Path):
    """Write a strategy and return its path."""

    def _write(text: str, slug: str = "test-vale") -> Path:
        folder = strategies / slug
        folder.mkdir(exist_ok=True)
        path = folder / "strategy.md"
        path.write_text(text, encoding="utf-8")
        return path

    return _write
