"""`lis eval`: accuracy on gold, through the functions that users call."""

from __future__ import annotations

import runpy
import sys

import click

from cli.doorway import as_json, command


@command("eval")
@click.option(
    "--suite", "suites", multiple=True, metavar="NAME", help="Only this suite; may be repeated."
)
@as_json
def evaluate(suites: tuple[str, ...], as_json: bool) -> None:
    """Measure accuracy on the gold of the samples.

    The same as `python -m eval`.
    """
    chosen = [argument for suite in suites for argument in ("--suite", suite)]
    sys.argv[1:] = [*chosen, *(["--json"] if as_json else [])]
    runpy.run_module("eval", run_name="__main__", alter_sys=True)


COMMANDS = (evaluate,)
