"""`python -m samples.build` prints every sample strategy; `--check` says which are out of date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from samples.edition import Edition, compose_edition
from samples.gold import blocks_jsonl
from samples.layout import Layout
from samples.layout_landscape import Landscape
from samples.layout_single_column import SingleColumn
from samples.layout_spreads import Spreads
from samples.layout_three_column import ThreeColumn
from samples.layout_two_column import TwoColumn
from samples.layout_two_column_b import TwoColumnB
from samples.paint import pdf_bytes
from samples.source import read_strategy

LAYOUTS: Final[dict[str, type[Layout]]] = {
    "two_column": TwoColumn,
    "two_column_b": TwoColumnB,
    "single_column": SingleColumn,
    "spreads": Spreads,
    "landscape": Landscape,
    "three_column": ThreeColumn,
}


def printed(source: Path) -> tuple[Edition, dict[Path, bytes]]:
    """The edition of a source, and the files that should stand beside it."""
    strategy = read_strategy(source)
    edition = compose_edition(strategy, LAYOUTS[strategy.layout]())
    folder = source.parent
    return edition, {
        folder / f"{strategy.slug}.pdf": pdf_bytes(edition),
        folder / "blocks.jsonl": blocks_jsonl(edition).encode(),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 when `--check` finds a file that a rebuild would change."""
    parser = argparse.ArgumentParser(prog="python -m samples.build", description=__doc__)
    parser.add_argument("sources", nargs="*", type=Path, help="strategy.md files (default: all)")
    parser.add_argument("--check", action="store_true", help="compare with what is there")
    options = parser.parse_args(arguments)
    sources = options.sources or sorted(Path(__file__).parent.glob("*/strategy.md"))
    stale = 0
    for source in sources:
        edition, files = printed(source.resolve())
        differ = [p for p, data in files.items() if not p.is_file() or p.read_bytes() != data]
        if not options.check:
            for path, data in files.items():
                path.write_bytes(data)
        elif differ:
            stale += 1
        lines = files[source.resolve().parent / "blocks.jsonl"].count(b"\n")
        state = ("stale" if differ else "current") if options.check else "written"
        strategy = edition.strategy
        click.echo(
            f"{strategy.slug}: {len(edition.sheets)} sheets, {lines} blocks, "
            f"{strategy.layout}, {state}"
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
