"""`lis overlaps` and what follows from it: verdicts, opportunities, who names whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.acting import acting, as_person
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.finding import place_option, theme_option
from cli.found_shapes import opportunity_json, reference_json
from cli.printing import count, print_json, print_quote
from cli.shapes import sheet_name
from cli.which import labels_of, places_of

if TYPE_CHECKING:
    from index.comparing.opportunities import Opportunity
    from index.comparing.overlaps import Overlap

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
@click.option("--all", "everything", is_flag=True, help="List also what is hardly worth reading.")
@as_json
@pass_doorway
def overlaps(
    door: Doorway,
    places: tuple[str, ...],
    themes: tuple[str, ...],
    relations: tuple[str, ...],
    k: int,
    everything: bool,
    as_json: bool,
) -> None:
    """List promises of different places that belong together, the surest first.

    The list ends where fewer than half of what follows is worth reading; --all goes on.
    """
    with door.office() as office:
        from index.comparing.overlaps import FLOOR, Wanted, all_overlaps, listed
        from index.comparing.relations import Relation
        from index.comparing.verdicts import heeding, verdicts
        from index.corpus import read_corpus

        store = office.workspace.store
        wanted = Wanted(
            places=places_of(store, places),
            themes=labels_of(office.framework, themes) if themes else frozenset(),
            relations=frozenset(Relation(relation) for relation in relations),
        )
        corpus = read_corpus(store, office.embedder.id)
        judged = heeding(all_overlaps(corpus), verdicts(store.engine))
        most, floor = (len(judged), 0.0) if everything else (k, FLOOR)
        found = listed(judged, corpus, wanted, most, floor)
    if as_json:
        from cli.found_shapes import overlap_json

        print_json([overlap_json(overlap) for overlap in found.groups])
        if found.omitted:
            click.echo(f"lis: not listed: {told_of(found.omitted)}; --all lists them", err=True)
        return
    for overlap in found.groups:
        show_overlap(overlap)
    if found.omitted:
        click.echo(f"\nNot listed: {told_of(found.omitted)}; --all lists them.")
    if not found.groups and not found.omitted:
        click.echo("No overlaps: no promises of two places belong together in this way.")


def show_overlap(overlap: Overlap) -> None:
    """Print an overlap with its quotes."""
    relation = overlap.relation.value.replace("_", " ")
    click.echo(f"\n{relation}: {overlap.why} How sure: {round(100 * overlap.confidence)} in 100.")
    for member in overlap.members:
        click.echo(f"  {member.place}, {sheet_name(member.passage)}  ({member.passage.id})")
        print_quote(member.quote)


def told_of(omitted: int) -> str:
    """Return how many overlaps are not listed."""
    return f"{omitted:,} less sure {'overlap' if omitted == 1 else 'overlaps'}"


@command("verdict")
@click.argument("left", metavar="PASSAGE_ID")
@click.argument("right", metavar="PASSAGE_ID")
@click.argument("verdict", type=click.Choice(["same", "related", "not-related"]))
@as_person
@pass_doorway
def verdict(door: Doorway, left: str, right: str, verdict: str, as_name: str | None) -> None:
    """Say whether two passages belong together; `lis overlaps` heeds it from then on."""
    with door.office() as office:
        from index.comparing.verdicts import Verdict, give_verdict
        from review.permissions import Action

        store = office.workspace.store
        first, second = store.passage(left).id, store.passage(right).id
        if first == second:
            raise Refusal("a verdict is on two passages, and these are one")
        said = Verdict(verdict.replace("-", "_"))
        by = acting(door, store.engine, Action.JUDGE_OVERLAP, as_name)
        give_verdict(store.engine, first, second, said, at=door.now(), by=by)
    click.echo(f"Kept: {left} and {right} are {verdict.replace('-', ' ')}.")


@command("opportunities")
@place_option
@click.option("-k", "k", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@as_json
@pass_doorway
def opportunities(door: Doorway, places: tuple[str, ...], k: int, as_json: bool) -> None:
    """List groups of places that could act together, with why and what is missing."""
    with door.office() as office:
        from index.comparing.opportunities import opportunities as found_among
        from index.comparing.overlaps import all_overlaps
        from index.comparing.verdicts import heeding, verdicts
        from index.corpus import read_corpus
        from index.places import load_places

        store = office.workspace.store
        overlaps = all_overlaps(read_corpus(store, office.embedder.id))
        wanted = places_of(store, places)
        groups = found_among(heeding(overlaps, verdicts(store.engine)), load_places())
        fitting = [group for group in groups if wanted <= set(group.places)]
    if as_json:
        print_json([opportunity_json(group) for group in fitting[:k]])
        return
    for group in fitting[:k]:
        _show_opportunity(group)
    if len(fitting) > k:
        click.echo(f"\n{len(fitting) - k:,} more; -k lists more.")
    if not fitting:
        click.echo("No opportunities: no overlap is a reason for these places to act together.")


def _show_opportunity(group: Opportunity) -> None:
    click.echo(f"\n{', '.join(group.places)}")
    for why in group.why:
        click.echo(f"  {why}")
    borders = ", ".join(f"{a} and {b}" for a, b in group.neighbours)
    if borders:
        click.echo(f"  Neighbours: {borders}.")
    if group.bodies:
        click.echo(f"  Both in: {', '.join(group.bodies)}.")
    for vehicle in group.vehicles[:3]:
        click.echo(f"  Together already: {vehicle.why}")
    for missing in group.missing:
        click.echo(f"  Missing: {missing}")
    for member in group.evidence:
        click.echo(f"    {member.place}, {sheet_name(member.passage)}  ({member.passage.id})")
        print_quote(member.quote, "      ")


@command("references")
@as_json
@pass_doorway
def references(door: Doorway, as_json: bool) -> None:
    """List which place names which other, and whether it is named in return."""
    with door.office() as office:
        from index.comparing.claims import read_claims
        from index.comparing.cross_references import cross_references
        from index.corpus import read_corpus

        corpus = read_corpus(office.workspace.store, office.embedder.id)
        found = cross_references(read_claims(corpus).claims)
    if as_json:
        print_json([reference_json(reference) for reference in found])
        return
    for one in found:
        told = "and is named by it" if one.mutual else "and is not named by it"
        click.echo(f"{one.source} names {one.target}, {count(len(one.passages), 'time')}, {told}.")
    if not found:
        click.echo("No strategy names another place.")


COMMANDS = (overlaps, verdict, opportunities, references)
