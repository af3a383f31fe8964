"""`lis overlaps`: who else says it, with both quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.doorway import Doorway, as_json, command, pass_doorway
from cli.finding import place_option, theme_option
from cli.printing import print_json, print_quote
from cli.shapes import sheet_name
from cli.which import labels_of, places_of

if TYPE_CHECKING:
    from index.overlaps import Overlap

# As in index.relations, which takes a second to import; a test compares the two.
RELATIONS = (
    *("joint", "same_asset", "formal_collaboration", "competing_claim", "complementary"),
    *("same_sector", "boilerplate", "coincidence"),
)
MOST = 200  # more than a reviewer reads in a day; what is left out is counted


@command("overlaps")
@place_option
@theme_option
@click.option(
    "--relation",
    "relations",
    multiple=True,
    type=click.Choice(RELATIONS),
    help="Only this relation; may be repeated. Boilerplate and coincidence come only so.",
)
@click.option(
    "-k", "k", type=click.IntRange(1), default=MOST, show_default=True, help="How many at most."
)
@as_json
@pass_doorway
def overlaps(
    door: Doorway,
    places: tuple[str, ...],
    themes: tuple[str, ...],
    relations: tuple[str, ...],
    k: int,
    as_json: bool,
) -> None:
    """List promises of different places that belong together, the surest first."""
    with door.office() as office:
        from index.corpus import read_corpus
        from index.overlaps import Wanted, find_overlaps
        from index.relations import Relation

        store = office.workspace.store
        wanted = Wanted(
            places=places_of(store, places),
            themes=labels_of(office.framework, themes) if themes else frozenset(),
            relations=frozenset(Relation(relation) for relation in relations),
        )
        found = find_overlaps(read_corpus(store, office.embedder.id), wanted, k)
    if as_json:
        from cli.found_shapes import overlap_json

        print_json([overlap_json(overlap) for overlap in found.groups])
        if found.omitted:
            click.echo(f"lis: {found.omitted:,} more overlaps; -k lists more", err=True)
        return
    for overlap in found.groups:
        show_overlap(overlap)
    if found.omitted:
        click.echo(f"\n{found.omitted:,} more overlaps were found; -k lists more.")
    if not found.groups:
        click.echo("No overlaps: no promises of two places belong together in this way.")


def show_overlap(overlap: Overlap) -> None:
    """Print an overlap with its quotes."""
    relation = overlap.relation.value.replace("_", " ")
    click.echo(f"\n{relation}: {overlap.why} How sure: {round(100 * overlap.confidence)} in 100.")
    for member in overlap.members:
        click.echo(f"  {member.place}, {sheet_name(member.passage)}  ({member.passage.id})")
        print_quote(member.quote)


COMMANDS = (overlaps,)
