"""`python -m eval`: measures accuracy, or speed with the word "bench"."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from eval.measure import Measure

SUITES = ("ingest", "themes", "commitments", "search", "overlaps", "outcomes")


@click.command()
@click.argument("task", type=click.Choice(["accuracy", "bench"]), default="accuracy")
@click.option("--suite", "chosen", multiple=True, type=click.Choice(SUITES), metavar="NAME")
@click.option(
    "--real",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Real PDFs on which boxes are checked and questions asked as well.",
)
@click.option(
    "--labelled",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE.jsonl",
    help="Labelled passages of real documents to score themes, level and stage on.",
)
@click.option(
    "--curve",
    is_flag=True,
    help="Show how themes get better with more documents, instead of the suite themes.",
)
@click.option(
    "--big-office",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Make a workspace of forty made-up strategies of a hundred pages, to try the screens on.",
)
@click.option(
    "--clicks",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Time clicks on every screen of the app, on a copy of a workspace.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def main(
    task: str,
    chosen: tuple[str, ...],
    real: Path | None,
    labelled: Path | None,
    curve: bool,
    big_office: Path | None,
    clicks: Path | None,
    as_json: bool,
) -> None:
    """Measure what LIS Scrutiny gets right, through the functions that users call."""
    if big_office is not None or clicks is not None:
        _screens(big_office, clicks)
        return
    if task == "bench":
        from eval.bench import run_bench

        run_bench(real)
        return
    if curve:
        from eval.theme_curve import measure_curve
        from index.assembly import LanguageTools
        from index.model_cache import model_cache

        language = LanguageTools(model_cache())
        measures = measure_curve(language.framework, language.embedder, real)
    else:
        measures = [m for suite in chosen or SUITES for m in run(suite, real, labelled)]
    if as_json:
        click.echo(json.dumps([asdict(m) for m in measures], indent=1))
    else:
        for line in table(measures):
            click.echo(line)


def _screens(big_office: Path | None, clicks: Path | None) -> None:
    """Make a large workspace to try the screens on, time the clicks on one, or both."""
    if big_office is not None:
        from eval.big_office import build_big_office

        build_big_office(big_office, click.echo)
    if clicks is not None:
        from eval.clicks import measure_clicks

        measure_clicks(clicks, click.echo)


def run(suite: str, real: Path | None, labelled: Path | None) -> list[Measure]:
    """Return the measures of one suite."""
    if suite == "ingest":
        from eval.reading import measure_reading

        return measure_reading(real)
    from index.assembly import LanguageTools
    from index.model_cache import model_cache

    if suite in ("themes", "commitments"):
        from eval.commitments import measure_commitments
        from eval.themes import measure_themes

        language = LanguageTools(model_cache())
        by_suite: dict[str, Callable[[LanguageTools, Path | None], list[Measure]]] = {
            "themes": measure_themes,
            "commitments": measure_commitments,
        }
        return by_suite[suite](language, labelled)
    if suite == "outcomes":
        from eval.target_tables import measure_outcomes

        return measure_outcomes(LanguageTools(model_cache()))
    from eval.overlaps import measure_overlaps
    from eval.sample_office import sample_office
    from eval.search import measure_search

    with sample_office() as office:
        return measure_search(office, real) if suite == "search" else measure_overlaps(office)


def table(measures: list[Measure]) -> list[str]:
    """Return the measures as lines for people, the bar beside each figure."""
    lines = []
    suite = ""
    for m in measures:
        if m.suite != suite:
            suite = m.suite
            lines.append(f"\n{suite}")
        interval = "" if m.low is None else f" [{m.low:.3f}, {m.high:.3f}]"
        bar = "" if m.bar is None else f"{'<=' if m.at_most else '>='} {m.bar:g}"
        verdict = {True: "met", False: "MISSED", None: ""}[m.meets_bar]
        lines.append(
            f"  {m.name:<58} {m.value:7.4f}{interval}  n={m.n:<6}"
            f" {bar:<8} {verdict:<7} {m.note}".rstrip()
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
