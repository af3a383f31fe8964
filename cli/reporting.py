"""`lis report`: what is known of one strategy or of all, as files to send on."""

from __future__ import annotations

from pathlib import Path

import click

from cli.acting import as_person
from cli.doorway import Doorway, Refusal, command, pass_doorway
from cli.reviewing import desk
from cli.writing import file_option, write_file


@command("report")
@click.argument("document", metavar="[DOC]", required=False)
@file_option("--docx", "Write a Word document.")
@file_option("--pdf", "Write a PDF.")
@file_option("--json", "Write JSON.")
@file_option("--csv", "Write the judgements as a table, a line for each quote or search.")
@file_option("--annotations", "Write the linked quotes as W3C Web Annotations.")
@file_option("--portfolio", "Write a workbook (xlsx) on all strategies.")
@as_person
@pass_doorway
def report(
    door: Doorway,
    document: str | None,
    docx: Path | None,
    pdf: Path | None,
    json: Path | None,
    csv: Path | None,
    annotations: Path | None,
    portfolio: Path | None,
    as_name: str | None,
) -> None:
    """Write reports on a strategy: judgements, quotes with page numbers, gaps, overlaps.

    A report holds what you may read. Without a submitted review it says that nobody has judged
    the strategy yet, and shows what the tool found. --portfolio writes a workbook on all of them.
    """
    named = {"docx": docx, "pdf": pdf, "json": json, "csv": csv, "annotations": annotations}
    wanted = {kind: path for kind, path in named.items() if path is not None}
    if wanted and document is None:
        raise Refusal(f"name the strategy that --{next(iter(wanted))} is to report on")
    if document is not None and not wanted:
        raise Refusal("name a file to write: --docx, --pdf, --json, --csv or --annotations")
    if document is None and portfolio is None:
        raise Refusal("name a strategy and a file to write, or --portfolio FILE")
    from review.reports.files import portfolio_file, report_makers

    with desk(door, as_name) as at:
        now = door.now()
        if document is not None:
            makers = report_makers(at.office, at.document(document), at.who, now)
            for kind, path in wanted.items():
                write_file(path, makers[kind]())
                click.echo(f"Wrote {path}.")
        if portfolio is not None:
            write_file(portfolio, portfolio_file(at.office, at.who, now))
            click.echo(f"Wrote {portfolio}.")


COMMANDS = (report,)
