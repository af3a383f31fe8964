"""What every command is given at the door: settings, clock, user, and the way to the office."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from index.assembly import LanguageTools, Office

DEFAULT_WORKSPACE: Final = Path("workspace")
DATABASE: Final = "lis.db"  # as in index.workspace, which takes half a second to import


class Refusal(click.ClickException):
    """Something that cannot be done, said in one line; the exit code is 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"lis: {self.format_message()}", file=file or sys.stderr)


def _assemble(folder: Path) -> Office:
    from index.assembly import assemble
    from index.model_cache import model_cache

    return assemble(folder, model_cache())


def _language_tools(cache: Path | None) -> LanguageTools:
    from index.assembly import LanguageTools

    return LanguageTools(cache)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number that has no name
        return ""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Doorway:
    """The settings of one call and the makers of what commands use; tests replace the makers."""

    workspace: Path = DEFAULT_WORKSPACE
    verbose: bool = False
    assemble: Callable[[Path], Office] = _assemble
    language_tools: Callable[[Path | None], LanguageTools] = _language_tools
    now: Callable[[], datetime] = _now
    user: Callable[[], str] = _user
    complaints: list[str] = field(default_factory=list)

    @property
    def has_workspace(self) -> bool:
        return (self.workspace / DATABASE).exists()

    @contextmanager
    def new_or_old_office(self) -> Iterator[Office]:
        """Open the workspace, making it when it is not there yet."""
        office = self.assemble(self.workspace)
        try:
            yield office
        finally:
            office.workspace.close()

    @contextmanager
    def office(self) -> Iterator[Office]:
        """Open a workspace that exists: a question to a mistyped folder is no empty answer."""
        if not self.has_workspace:
            raise Refusal(
                f"{self.workspace} is not a workspace; "
                "make one with `lis ingest FILE` or `lis demo`, or name yours with --workspace"
            )
        with self.new_or_old_office() as office:
            yield office

    def complain(self, line: str) -> None:
        """Say what could not be taken, on one line, and go on; the exit code will be 2."""
        line = " ".join(line.split())
        self.complaints.append(line)
        click.echo(f"lis: {line}", err=True)


def remember_workspace(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    """Keep --workspace, which is taken before and after the name of a command."""
    if value is not None:
        context.ensure_object(Doorway).workspace = value


def remember_verbose(context: click.Context, _: click.Parameter, value: bool) -> None:
    """Keep --verbose, which is taken before and after the name of a command."""
    if value:
        context.ensure_object(Doorway).verbose = True


def settings(envvar: str | None = None) -> list[click.Parameter]:
    """Return the options that every command takes.

    Only the group reads `envvar`: read by the command too, it would beat the group's option.
    """
    return [
        click.Option(
            ["--workspace"],
            envvar=envvar,
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            expose_value=False,
            callback=remember_workspace,
            help="Folder that holds the strategies (LIS_WORKSPACE, else ./workspace).",
        ),
        click.Option(
            ["--verbose"],
            is_flag=True,
            expose_value=False,
            callback=remember_verbose,
            help="Show where an error came from.",
        ),
    ]


class DoorCommand(click.Command):
    """A command that takes the common settings and exits with 2 after a complaint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += settings()

    def invoke(self, ctx: click.Context) -> Any:
        result = super().invoke(ctx)
        if ctx.ensure_object(Doorway).complaints:
            ctx.exit(2)
        return result


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Return the decorator of a `lis` command."""
    return click.command(name, cls=DoorCommand)


pass_doorway = click.make_pass_decorator(Doorway, ensure=True)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
