"""How commands answer: one JSON document for programs, plain tables for people."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Sequence
from typing import Any

import click

NARROWEST = 60  # columns; below that, tables break whatever we do


def print_json(value: Any) -> None:
    """Print one JSON document; what is not JSON fails here instead of turning into text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under headers, each column as wide as its widest entry."""
    lines = [[("" if cell is None else str(cell)) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(headers, *lines, strict=True)]
    for line in (list(headers), *lines):
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def print_quote(text: str, indent: str = "    ") -> None:
    """Print a passage, wrapped to the terminal."""
    width = max(NARROWEST, min(100, shutil.get_terminal_size().columns))
    flat = " ".join(text.split())
    click.echo(textwrap.fill(flat, width, initial_indent=indent, subsequent_indent=indent))


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 passage" or "2 passages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
