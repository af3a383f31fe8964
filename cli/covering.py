"""`lis coverage` and `lis submission`: what is said, what is missing, and what a new paper adds."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from cli.about_options import Said
from cli.acting import acting, as_person
from cli.answering import show_checked
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.finding import place_option
from cli.found_shapes import DECIMALS
from cli.ingesting import add_all
from cli.overlapping import show_overlap
from cli.printing import count, print_json, print_table
from cli.which import places_of
from review.reports.cells import safe_cell

if TYPE_CHECKING:
    from index.coverage.distinctiveness import Distinctive
    from index.coverage.places_by_labels import CoverageCell, MissionState
    from index.coverage.requirements import Checked
    from index.coverage.submission import Submission
    from nlp.framework import Framework

COLUMNS = (
    *("place", "label", "state", "reviewed", "passages", "commitments", "firm"),
    *("rate", "rate_low", "rate_high", "of_passages", "sheets"),
)
SURELY = 2.0  # log-odds over their standard error, above which a difference is hardly chance
MARKS = {"below_threshold": "near", "not_stated": "-", "not_parsed": "?"}
LEGEND = "Passages on each theme. near: nothing sure enough; -: not stated; ?: could not be read."


@command("coverage")
@click.option(
    "--missions", "by_mission", is_flag=True, help="Places by national mission instead of theme."
)
@as_json
@click.option(
    "--csv",
    "table",
    type=click.File("w", encoding="utf-8", lazy=True),
    metavar="FILE",
    help="Write the cells as a CSV file; - writes to standard output.",
)
@pass_doorway
def coverage(door: Doorway, by_mission: bool, as_json: bool, table: IO[str] | None) -> None:
    """Count passages and commitments by place and theme, and say why a cell is empty."""
    if as_json and table is not None:
        raise Refusal("give --json or --csv FILE, not both")
    if by_mission and table is not None:
        raise Refusal("--csv writes themes; --missions gives a table or --json")
    with door.office() as office:
        from index.corpus import read_corpus
        from index.coverage.places_by_labels import coverage as count_cells
        from index.coverage.places_by_labels import missions
        from index.storage.tag_decisions import read_passages

        framework = office.framework
        # Counting compares no vectors, so the embedder is not loaded to know its name.
        store = office.workspace.store
        corpus = read_corpus(store, embedder="")
        read = read_passages(store.engine)
        cells = count_cells(corpus, framework.label_ids, read).cells
        states = missions(corpus, framework.missions)
    if by_mission:
        _print_missions(states, corpus.places, as_json)
    elif as_json:
        print_json([cell_json(cell) for cell in cells])
    elif table is not None:
        _write(table, cells)
    else:
        show_cells(cells, framework)
        for state in states:
            if cells and not state.committed:
                click.echo(f"Nobody commits to the national mission: {state.mission.text}")


def cell_json(cell: CoverageCell) -> dict[str, Any]:
    """Return one label in one place; evidence is passage ids, the surest first.

    `rate` is the share of the place's body passages that have the label, with its 95 % interval.
    """
    rate = cell.rate
    return {
        "place": cell.place,
        "label": cell.label,
        "state": cell.state.value,
        "reviewed": cell.reviewed.value,
        "passages": cell.passages,
        "commitments": cell.commitments,
        "firm": cell.firm,
        "rate": None if rate is None else round(rate.value, DECIMALS),
        "rate_low": None if rate is None else round(rate.low, DECIMALS),
        "rate_high": None if rate is None else round(rate.high, DECIMALS),
        "of_passages": cell.of_passages,
        "sheets": cell.sheets,
        "evidence": list(cell.evidence),
    }


def mission_json(state: MissionState, places: Sequence[str]) -> dict[str, Any]:
    """Return who commits to a mission, who only names it, and who does neither."""
    return {
        "mission": state.mission.id,
        "text": state.mission.text,
        "committed": {place: list(ids) for place, ids in state.committed.items()},
        "named": {place: list(ids) for place, ids in state.named.items()},
        "silent": [p for p in places if p not in state.committed and p not in state.named],
    }


def _print_missions(states: Sequence[MissionState], places: Sequence[str], as_json: bool) -> None:
    if as_json:
        print_json([mission_json(state, places) for state in states])
        return
    for state in states:
        click.echo(f"\n{state.mission.text}")
        named = [place for place in state.named if place not in state.committed]
        silent = [p for p in places if p not in state.committed and p not in named]
        for words, found in (
            ("Committed", list(state.committed)),
            ("Only named", named),
            ("Not found in", silent),
        ):
            click.echo(f"  {words}: {', '.join(found) or 'nobody'}")


@command("distinctiveness")
@place_option
@as_json
@pass_doorway
def distinctiveness(door: Doorway, places: tuple[str, ...], as_json: bool) -> None:
    """List what each place writes of more than the others: themes and words, with the counts."""
    with door.office() as office:
        from index.corpus import read_corpus
        from index.coverage.distinctiveness import distinctive_labels, distinctive_words

        corpus = read_corpus(office.workspace.store, embedder="")
        chosen = places_of(office.workspace.store, places) or frozenset(corpus.places)
        labels, words = distinctive_labels(corpus), distinctive_words(corpus)
    found = [(p, labels.get(p, []), words.get(p, [])) for p in corpus.places if p in chosen]
    if as_json:
        print_json(
            [
                {"place": p, "labels": _all_json(themes), "words": _all_json(terms)}
                for p, themes, terms in found
            ]
        )
        return
    for place, themes, terms in found:
        click.echo(f"\n{place}")
        for one in (*[t for t in themes if t.z >= SURELY], *terms):
            click.echo(
                f"  {one.what}: {one.here} of {one.here_of} passages here, "
                f"{one.elsewhere} of {one.elsewhere_of} elsewhere"
            )
    if not found:
        click.echo("There are no strategies yet; add one with `lis ingest FILE`.")


def _all_json(found: Sequence[Distinctive]) -> list[dict[str, Any]]:
    return [
        {
            "what": one.what,
            "here": one.here,
            "here_of": one.here_of,
            "elsewhere": one.elsewhere,
            "elsewhere_of": one.elsewhere_of,
            "z": round(one.z, DECIMALS),
        }
        for one in found
    ]


def _write(table: IO[str], cells: Sequence[CoverageCell]) -> None:
    writer = csv.DictWriter(table, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for cell in cells:
        row = cell_json(cell)
        # The name of a place may come from the cover of any PDF.
        writer.writerow({**row, "place": safe_cell(row["place"])})


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
@as_person
@as_json
@pass_doorway
def submission(door: Doorway, file: Path, as_name: str | None, as_json: bool) -> None:
    """Report on a new paper: what it covers, what is missing, whom it resembles, what changed.

    The paper is added to the workspace as a submission unless it is there already.
    """
    from index.coverage.requirements import check_requirements
    from index.coverage.submission import examine
    from index.searching.search import Searcher
    from review.permissions import Action

    with door.new_or_old_office() as office:
        by = acting(door, office.workspace.engine, Action.ADD_STRATEGY, as_name)
        added = add_all(door, office, [(file, Said())], by=by, quiet=as_json)
        if not added:
            return
        labels = office.framework.label_ids
        store, embedder = office.workspace.store, office.embedder.id
        report = examine(store, embedder, labels, added[0]["id"])
        framework = office.framework
        searcher = Searcher(office.workspace, office.embedder)
        checked = check_requirements(searcher, framework.requirements, report.document.id)
    if as_json:
        from cli.submission_shapes import submission_json

        print_json({"document": added[0], **submission_json(report, checked)})
    else:
        _show(report, checked, framework)


def _show(report: Submission, checked: list[Checked], framework: Framework) -> None:
    click.echo()
    show_cells(report.coverage, framework)
    click.echo("\nRequirements:")
    show_checked(checked)
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
        click.echo(f"\n{report.overlaps.omitted:,} more overlaps; `lis overlaps --all` lists them.")


COMMANDS = (coverage, distinctiveness, submission)
