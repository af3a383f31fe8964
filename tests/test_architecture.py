"""The shape of the house: who imports whom, and that every command is documented."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from cli.main import lis

ROOT = Path(__file__).resolve().parents[1]
OURS = {"cli", "eval", "index", "ingest", "nlp", "review", "samples", "views"}


def imported(source: Path) -> set[str]:
    """Return the top-level names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_imports_run_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert "imports run one way KEPT" in (told := capsys.readouterr().out), told
    assert code == 0


def test_the_app_imports_views_and_nothing_below_them() -> None:
    assert imported(ROOT / "app.py") & OURS == {"views"}


@pytest.mark.parametrize("package", ["ingest", "nlp", "index", "review"])
def test_no_package_reaches_for_the_tools_of_developers(package: str) -> None:
    for source in sorted((ROOT / package).rglob("*.py")):
        assert imported(source) & {"samples", "tests", "pytest", "pyphen"} == set(), source


@pytest.mark.parametrize("name", sorted(lis.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"lis {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
