from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.doorway import Doorway
from cli.main import lis
from tests.cli.office import Desk

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"alembic", "faiss", "numpy", "openvino", "pandas", "pypdfium2", "sklearn", "spacy"} | {
    *("sentence_transformers", "sqlalchemy", "streamlit", "torch")
}


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, cli.main; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    run = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert HEAVY & set(run.stdout.split()) == set()


def test_lis_alone_shows_the_commands() -> None:
    result = CliRunner().invoke(lis, [])
    assert result.exit_code == 0
    assert "\n  ingest " in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--workspace", "here", "documents"),
        ("documents", "--workspace", "here"),
        ("--workspace", "elsewhere", "documents", "--workspace", "here"),
    ],
)
def test_the_workspace_is_taken_before_and_after_the_command(arguments: tuple[str, ...]) -> None:
    door = Doorway()
    CliRunner().invoke(lis, arguments, obj=door)
    assert door.workspace == Path("here")


def test_the_workspace_may_come_from_the_environment_and_the_option_beats_it() -> None:
    door = Doorway()
    runner = CliRunner(env={"LIS_WORKSPACE": "from-environment"})
    runner.invoke(lis, ["documents"], obj=door)
    assert door.workspace == Path("from-environment")
    runner.invoke(lis, ["documents", "--workspace", "here"], obj=door)
    assert door.workspace == Path("here")
    runner.invoke(lis, ["--workspace", "here", "documents"], obj=door)
    assert door.workspace == Path("here")


@pytest.mark.parametrize("arguments", [["nonsense"], ["ingest", "--nonsense"], ["passages"]])
def test_a_misspelt_call_is_one_line(arguments: list[str]) -> None:
    result = CliRunner().invoke(lis, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("lis: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_that_is_no_workspace_is_refused_in_its_own_words(desk: Desk) -> None:
    desk.file("workspace/letter.txt", "Dear Sir")
    result = desk.lis("ingest", desk.file("a.pdf", "A", "Ants."))
    assert result.exit_code == 2
    assert result.stderr == (
        f"lis: {desk.workspace} holds files but is not a workspace; give a new or an empty folder\n"
    )


def test_a_fault_of_ours_is_one_line_and_names_itself() -> None:
    def fail(_: Path) -> None:
        raise KeyError("over\nthere")

    result = CliRunner().invoke(
        lis,
        ["ingest", __file__],
        obj=Doorway(assemble=fail),  # type: ignore[arg-type]
    )
    assert result.exit_code == 2
    assert result.stderr == "lis: KeyError: 'over\\nthere' (--verbose shows where)\n"


def test_every_command_and_option_has_help() -> None:
    for name, command in lis.commands.items():
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (name, parameter.name)
