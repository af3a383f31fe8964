"""What people say of a strategy, as options of a command and as rows of a manifest."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from cli.doorway import Refusal
from ingest.document import About, Status

COLUMNS: Final = ("file", "place", "title", "status", "published", "lead_body", "source_url")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a strategy; None leaves a thing as it is or to be guessed."""

    place: str | None = None
    title: str | None = None
    status: Status | None = None
    published: tuple[date, str] | None = None
    lead_body: str | None = None
    source_url: str | None = None

    def over(self, about: About) -> About:
        """Return `about` with everything that was said put in its place."""
        said: dict[str, Any] = {
            "place": self.place,
            "title": self.title,
            "status": self.status,
            "lead_body": self.lead_body,
            "source_url": self.source_url,
        }
        if self.published is not None:
            said["published"], said["published_precision"] = self.published
        return replace(about, **{key: value for key, value in said.items() if value is not None})


def parse_published(text: str) -> tuple[date, str]:
    """Return the first day of "2019", "2019-07" or "2019-07-16" and how much of it is known.

    Raises ValueError for anything else, such as a 31 June.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a date; write 2019, 2019-07 or 2019-07-16")
    year, month, day = match.groups()
    precision = "day" if day else "month" if month else "year"
    try:
        return date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar") from None


def _published(
    _: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[date, str] | None:
    try:
        return None if value is None else parse_published(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param=parameter) from error


def about_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what a strategy is."""
    statuses = click.Choice([status.value for status in Status])
    for option in (
        click.option("--source-url", metavar="URL", help="Where it was published."),
        click.option("--lead-body", metavar="NAME", help="Who wrote it."),
        click.option(
            "--published", metavar="D", callback=_published, help="2019, 2019-07 or 2019-07-16."
        ),
        click.option("--status", type=statuses, help="How far it had come."),
        click.option("--title", metavar="T", help="Its title."),
        click.option("--place", metavar="P", help="The place it is for."),
    ):
        function = option(function)
    return function


def said(
    place: str | None,
    title: str | None,
    status: str | None,
    published: tuple[date, str] | None,
    lead_body: str | None,
    source_url: str | None,
) -> Said:
    """Return what the options of `about_options` said."""
    known = Status(status) if status else None
    return Said(place, title, known, published, lead_body, source_url)


def read_manifest(path: Path, complain: Callable[[str], None]) -> list[tuple[Path, Said]]:
    """Return the files of a manifest with what it says of each, in its order.

    Files are relative to the manifest. Each bad row is complained of with its line number and
    left out; Refusal when it is not a table in UTF-8 with the right columns.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # spreadsheets write a byte-order mark
    except UnicodeDecodeError as error:
        raise Refusal(f"{path.name}: is not in UTF-8; save it as CSV UTF-8") from error
    rows: list[tuple[Path, Said]] = []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    _check_columns(path, reader.fieldnames or ())
    for row in reader:
        try:
            rows.append(_manifest_row(path.parent, row))
        except ValueError as error:
            complain(f"{path.name}: line {reader.line_num}: {error}; the row was left out")
    return rows


def _check_columns(path: Path, names: Any) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    if "file" not in names:
        raise ValueError(f'{path.name}: has no column "file"; columns are {", ".join(COLUMNS)}')
    if unknown:
        raise Refusal(
            f"{path.name}: unknown column {unknown[0]!r}; columns are {', '.join(COLUMNS)}"
        )


def _manifest_row(folder: Path, row: dict[str, Any]) -> tuple[Path, Said]:
    if None in row:
        raise ValueError("more cells than columns")
    cell = {key: (value or "").strip() or None for key, value in row.items()}
    if cell["file"] is None:
        raise ValueError("names no file")
    file = folder / cell["file"]
    if not file.is_file():
        raise ValueError(f"there is no file {cell['file']}")
    status, published = cell.get("status"), cell.get("published")
    if status is not None and status not in list(Status):
        raise ValueError(f"{status!r} is not a status; use one of {', '.join(Status)}")
    return file, said(
        cell.get("place"),
        cell.get("title"),
        status,
        parse_published(published) if published else None,
        cell.get("lead_body"),
        cell.get("source_url"),
    )
