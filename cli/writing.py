"""Files that commands write: the option that names one, and the writing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cli.doorway import Refusal


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
