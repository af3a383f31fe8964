"""Who acts, and files that are written: options that the outcomes commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.doorway import Doorway, Refusal

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from review.person import Person

as_person = click.option(
    "--as",
    "as_name",
    envvar="LIS_PERSON",
    metavar="NAME",
    help="Who acts (LIS_PERSON, else your user name).",
)


def person_at_door(door: Doorway, engine: Engine, name: str | None) -> Person:
    """Return the person who acts; the first in a workspace becomes its administrator."""
    from review.people import sign_in

    return sign_in(engine, name or door.user(), at=door.now())


def file_option(flag: str, said: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return an option that names a file to write."""
    return click.option(
        flag, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=said
    )


def write_file(path: Path, content: bytes) -> None:
    """Write a file; Refusal, in one line, when it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refusal(f"{path}: cannot be written ({error.strerror})") from error
