"""The README is true: each `$ lis` command in it is run and must print what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import lis
from eval.sample_gold import samples
from eval.sample_office import sample_office

ROOT = Path(__file__).resolve().parents[1]
SHOWN = re.compile(r"^```\n\$ (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
# Processors round differently: how sure the tool is may move by a point.
FIGURES = re.compile(r"How sure: \d+ in 100|0\.\d+(?=[,}])")


def shown() -> list[tuple[str, str]]:
    return SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workspace() -> Iterator[Path]:
    with sample_office() as office:
        yield office.workspace.folder


def run(command: str, workspace: Path, folder: Path) -> str:
    """Run one shown line; of the shell only `echo … |` and `| head -N` are known."""
    typed, _, rest = command.rpartition(" | lis ") if " | lis " in command else ("", "", command)
    words, _, head = (rest.removeprefix("lis ")).partition(" | head -")
    arguments = [a or b for a, b in re.findall(r'"([^"]*)"|(\S+)', words)]
    arguments = [str(folder / a) if a == "locked.pdf" else a for a in arguments]
    text = re.sub(r"^echo '(.*)'$", r"\1\n", typed)
    result = CliRunner().invoke(lis, ["--workspace", str(workspace), *arguments], input=text)
    lines = (result.stdout + result.stderr).replace(f"{folder}/", "").splitlines(keepends=True)
    return "".join(lines[: int(head)] if head else lines)


def locked(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(72, 720, "Nobody reads this.")
    canvas.save()


def test_the_readme_shows_the_main_commands() -> None:
    commands = " ".join(command for command, _ in shown())
    for name in ("search", "overlaps", "coverage", "tag", "ingest"):
        assert f"lis {name}" in commands
    assert len(samples()) == 9  # as the README says


@pytest.mark.parametrize(("command", "output"), shown(), ids=[c for c, _ in shown()])
def test_what_the_readme_shows_is_what_is_printed(
    command: str, output: str, workspace: Path, tmp_path: Path
) -> None:
    locked(tmp_path / "locked.pdf")
    printed = run(command, workspace, tmp_path)
    assert FIGURES.sub("#", printed) == FIGURES.sub("#", output)
