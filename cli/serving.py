"""`lis demo`, `lis serve` and `lis doctor`: the app, and whether this machine can run it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from cli.bundled import bundled_samples
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.ingesting import add_all
from cli.printing import count, print_json

APP = Path(__file__).resolve().parents[1] / "app.py"
PORT = 8501  # Streamlit's own, so that its documentation applies

port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="Where to listen.",
)


@command("demo")
@port_option
@click.option("--load-only", is_flag=True, help="Load the samples and do not open the app.")
@pass_doorway
def demo(door: Doorway, port: int, load_only: bool) -> None:
    """Load the sample strategies into the workspace, unless it exists, and open the app."""
    if door.has_workspace:
        click.echo(f"{door.workspace} is there already; its strategies are shown as they are.")
    else:
        samples = bundled_samples()
        if not samples:
            raise Refusal("the samples have no PDFs; make them with `python -m samples.build`")
        click.echo(f"Loading {count(len(samples), 'sample strategy', 'sample strategies')}…")
        with door.new_or_old_office() as office:
            add_all(door, office, samples, by=door.user(), quiet=False)
    if not load_only:
        _serve(door, port)


@command("serve")
@port_option
@pass_doorway
def serve(door: Doorway, port: int) -> None:
    """Open the app on the workspace; it listens on this machine only."""
    _serve(door, port)


def _serve(door: Doorway, port: int) -> NoReturn:
    environment = {**os.environ, "LIS_WORKSPACE": str(door.workspace.resolve())}
    call = [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        *("--server.address", "127.0.0.1", "--server.port", str(port)),
        *("--server.headless", "true", "--browser.gatherUsageStats", "false"),
    ]
    click.echo(f"Open http://127.0.0.1:{port} in a browser; Ctrl-C here ends the app.", err=True)
    os.chdir(APP.parent)  # Streamlit reads its settings from where it is started
    sys.stderr.flush()
    # In place of this process, so that whoever ends `lis serve` ends the app.
    os.execve(sys.executable, call, environment)  # noqa: S606  our own arguments, no shell


@command("doctor")
@as_json
@pass_doorway
def doctor(door: Doorway, as_json: bool) -> None:
    """Check this machine: packages, models, name clashes and the workspace."""
    from cli.health import examine

    checks = examine(door)
    if as_json:
        print_json([{"check": c.name, "ok": c.ok, "finding": c.finding} for c in checks])
    else:
        for check in checks:
            click.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.finding}")
    for check in checks:
        if not check.ok:
            door.complaints.append(check.finding)


COMMANDS = (demo, serve, doctor)
