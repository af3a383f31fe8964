"""The `lis` command: its settings, its commands and how errors leave it."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from typing import Any

import click

from cli import (
    answering,
    covering,
    documents,
    finding,
    ingesting,
    measuring,
    outcomes,
    overlapping,
    passages,
    reporting,
    review_desk,
    review_moderation,
    reviewing,
    serving,
    tagging,
    training,
    versioning,
)
from cli.doorway import Doorway, Refusal, settings

DISTRIBUTION = "lis-scrutiny"
WORKSPACE_VARIABLE = "LIS_WORKSPACE"
CLOSED_BY_USER = 130  # what shells report for a program ended by Ctrl-C


class Lis(click.Group):
    """A group whose errors are one line on standard error and exit code 2."""

    def main(self, *args: Any, **extra: Any) -> Any:
        door = extra.setdefault("obj", Doorway())
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.Abort:
            sys.exit(CLOSED_BY_USER)
        except Exception as error:
            self._explain(error, door)
            sys.exit(2)
        sys.exit(code if isinstance(code, int) else 0)

    @staticmethod
    def _explain(error: Exception, door: Doorway) -> None:
        if door.verbose:
            traceback.print_exception(error)
        if isinstance(error, click.ClickException):
            message = error.format_message()
        elif _is_ours(error):
            message = str(error)
        else:
            message = f"{type(error).__name__}: {error} (--verbose shows where)"
        Refusal(" ".join(message.split())).show()


def _is_ours(error: Exception) -> bool:
    """Whether our own packages worded the error for people, as each of their errors is."""
    package = type(error).__module__.partition(".")[0]
    return package in {"cli", "eval", "index", "ingest", "nlp", "review", "samples"}


def say_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version of the installed clone; one that is not installed says so."""
    from importlib.metadata import PackageNotFoundError, version

    if not wanted or context.resilient_parsing:
        return
    try:
        click.echo(f"lis {version(DISTRIBUTION)}")
    except PackageNotFoundError:
        raise Refusal(
            "this clone is not installed; run `make demo` or `pip install -e .`"
        ) from None
    context.exit()


@click.group(cls=Lis, name="lis", params=settings(WORKSPACE_VARIABLE), invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=say_version,
    help="Show the version and end.",
)
@click.pass_context
def lis(context: click.Context) -> None:
    """Scrutinise local economic strategies: add them, search them, compare them.

    Start with `lis demo`, or with `lis ingest strategy.pdf`.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for module in (
    ingesting,
    documents,
    versioning,
    passages,
    tagging,
    finding,
    answering,
    overlapping,
    reviewing,
    review_moderation,
    review_desk,
    reporting,
    outcomes,
    covering,
    training,
    measuring,
    serving,
):
    for command in module.COMMANDS:
        lis.add_command(command)


def main() -> None:
    """Run `lis` with the settings that keep libraries off the network and off standard error."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its warning on every fork
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    if not sys.warnoptions:  # standard error is for our lines; python -W shows the libraries' too
        warnings.simplefilter("ignore")
    lis(prog_name="lis")


if __name__ == "__main__":
    main()
