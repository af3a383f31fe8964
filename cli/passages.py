"""`lis passages`: what was read in a strategy, in reading order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.doorway import Doorway, as_json, command, pass_doorway
from cli.printing import count, print_json, print_quote
from cli.shapes import passage_json, sheet_name
from cli.which import document_id_of

if TYPE_CHECKING:
    from ingest.document import Passage


@command("passages")
@click.argument("document", metavar="DOC")
@as_json
@click.option(
    "--draw",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write a picture of each page with the passages boxed.",
)
@pass_doorway
def passages(door: Doorway, document: str, as_json: bool, folder: Path | None) -> None:
    """List the passages of a strategy in reading order, with where they stand."""
    from index.searching.selection import Selection

    with door.office() as office:
        id_ = document_id_of(office.workspace.store, document)
        found = office.workspace.store.passages(Selection(documents=frozenset({id_})))
        if folder is not None:
            _draw(office.workspace.pdf(id_), found, folder)
    if as_json:
        print_json([passage_json(passage) for passage in found])
    else:
        _show(found)


def _draw(pdf: Path, found: list[Passage], folder: Path) -> None:
    from ingest.pages.page_image import draw_passages

    pictures = draw_passages(pdf, found, folder)
    click.echo(f"{count(len(pictures), 'picture')} in {folder}", err=True)


def _show(found: list[Passage]) -> None:
    headings: tuple[str, ...] = ()
    for passage in found:
        if passage.headings != headings:
            headings = passage.headings
            click.echo("\n" + " > ".join(headings))
        click.echo(
            f"  {passage.id}  {sheet_name(passage)}  {passage.kind.value}{_sureness(passage)}"
        )
        print_quote(f"{passage.lead_in} {passage.text}" if passage.lead_in else passage.text)
    if not found:
        click.echo("No passage was read; `lis documents` lists what could not be read.")


def _sureness(passage: Passage) -> str:
    if passage.confidence is None:
        return ""
    return f"  read from a picture, {min(99, int(100 * passage.confidence))} in 100 sure"


COMMANDS = (passages,)
