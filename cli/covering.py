"""`lis coverage` and `lis submission`: what is said, what is missing, and what a new paper adds."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from cli.about_options import Said
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.ingesting import add_all
from cli.overlapping import show_overlap
from cli.printing import count, print_json, print_table

if TYPE_CHECKING:
    from index.coverage import CoverageCell
    from index.submission import Submission
    from nlp.framework import Framework

COLUMNS = ("place", "label", "state", "reviewed", "passages", "commitments", "firm")
MARKS = {"below_threshold": "near", "not_stated": "-", "not_parsed": "?"}
LEGEND = "Passages on each theme. near: nothing sure enough; -: not stated; ?: could not be read."
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@command("coverage")
@as_json
@click.option(
    "--csv",
    "table",
    type=click.File("w", encoding="utf-8", lazy=True),
    metavar="FILE",
    help="Write the cells as a CSV file; - writes to standard output.",
)
@pass_doorway
def coverage(door: Doorway, as_json: bool, table: IO[str] | None) -> None:
    """Count passages and commitments by place and theme, and say why a cell is empty."""
    if as_json and table is not None:
        raise Refusal("give --json or --csv FILE, not both")
    with door.office() as office:
        from index.corpus import read_corpus
        from index.coverage import coverage as count_cells
        from index.coverage import missions

        framework = office.framework
        # Counting compares no vectors, so the embedder is not loaded to know its name.
        corpus = read_corpus(office.workspace.store, embedder="")
        cells = count_cells(corpus, framework.label_ids).cells
        states = missions(corpus, framework.missions)
    if as_json:
        print_json([cell_json(cell) for cell in cells])
    elif table is not None:
        _write(table, cells)
    else:
        show_cells(cells, framework)
        for state in states:
            if cells and not state.committed:
                click.echo(f"Nobody commits to the national mission: {state.mission.text}")


def cell_json(cell: CoverageCell) -> dict[str, Any]:
    """Return one label in one place; evidence is passage ids, the surest first."""
    return {
        "place": cell.place,
        "label": cell.label,
        "state": cell.state.value,
        "reviewed": cell.reviewed.value,
        "passages": cell.passages,
        "commitments": cell.commitments,
        "firm": cell.firm,
        "evidence": list(cell.evidence),
    }


def _write(table: IO[str], cells: Sequence[CoverageCell]) -> None:
    writer = csv.DictWriter(table, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for cell in cells:
        row = cell_json(cell)
        # The name of a place may come from the cover of any PDF.
        guard = "'" if row["place"].startswith(FORMULA) else ""
        writer.writerow({**row, "place": guard + row["place"]})


def show_cells(cells: Sequence[CoverageCell], framework: Framework) -> None:
    """Print places by themes with what the marks mean."""
    if not cells:
        click.echo("There are no strategies yet; add one with `lis ingest FILE`.")
        return
    by_key = {(cell.place, cell.label): cell for cell in cells}
    rows = [
        [place, *(_mark(by_key[place, label]) for label in framework.label_ids)]
        for place in dict.fromkeys(cell.place for cell in cells)
    ]
    print_table(["place", *(label.name for label in framework.labels)], rows)
    click.echo(LEGEND)


def _mark(cell: CoverageCell) -> str:
    return MARKS.get(cell.state.value, str(cell.passages))


@command("submission")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@as_json
@pass_doorway
def submission(door: Doorway, file: Path, as_json: bool) -> None:
    """Report on a new paper: what it covers, whom it resembles, what changed.

    The paper is added to the workspace as a submission unless it is there already.
    """
    from index.submission import examine

    with door.new_or_old_office() as office:
        added = add_all(door, office, [(file, Said())], quiet=as_json)
        if not added:
            return
        labels = office.framework.label_ids
        store, embedder = office.workspace.store, office.embedder.id
        report = examine(store, embedder, labels, added[0]["id"])
        framework = office.framework
    if as_json:
        from cli.submission_shapes import submission_json

        print_json({"document": added[0], **submission_json(report)})
    else:
        _show(report, framework)


def _show(report: Submission, framework: Framework) -> None:
    click.echo()
    show_cells(report.coverage, framework)
    click.echo("\nClosest strategies, by the words they share:")
    for near in report.closest:
        about = near.document.about
        click.echo(f"  {round(100 * near.shared)} %  {about.title} ({about.place})")
    if report.changes is not None:
        changes, before = report.changes, report.changes.earlier.about
        told = f"{len(changes.added)} new, {len(changes.removed)} gone, {len(changes.changed)}"
        click.echo(f"\nSince {before.title}: {told} changed passages.")
    click.echo(f"\n{count(len(report.overlaps.groups), 'overlap')}:")
    for overlap in report.overlaps.groups:
        show_overlap(overlap)
    if report.overlaps.omitted:
        click.echo(f"\n{report.overlaps.omitted:,} more overlaps; `lis overlaps` lists them.")


COMMANDS = (coverage, submission)
