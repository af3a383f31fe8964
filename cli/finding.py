"""`lis search`: where it is said, and why each passage was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import print_json, print_quote
from cli.shapes import sheet_name
from cli.which import document_id_of, labels_of, places_of

if TYPE_CHECKING:
    from index.assembly import Office
    from index.search import Hit, SearchResult
    from index.selection import Selection

STATUSES = click.Choice(["agreed", "final", "draft", "submission"])
STRENGTHS = click.Choice(["firm", "conditional", "ask"])

place_option = click.option(
    "--place", "places", multiple=True, metavar="P", help="Only this place; may be repeated."
)
theme_option = click.option(
    "--theme", "themes", multiple=True, metavar="LABEL", help="Only this theme; may be repeated."
)


@command("search")
@click.argument("query", required=False)
@click.option("--like", "like", metavar="PASSAGE_ID", help="Find what resembles this passage.")
@click.option("-k", "k", type=click.IntRange(1), default=10, show_default=True, help="How many.")
@place_option
@theme_option
@click.option("--strength", "strengths", multiple=True, type=STRENGTHS, help="Only such promises.")
@click.option("--status", "statuses", multiple=True, type=STATUSES, help="Only such strategies.")
@click.option("--document", "documents", multiple=True, metavar="DOC", help="Only this strategy.")
@as_json
@pass_doorway
def search(
    door: Doorway,
    query: str | None,
    like: str | None,
    k: int,
    places: tuple[str, ...],
    themes: tuple[str, ...],
    strengths: tuple[str, ...],
    statuses: tuple[str, ...],
    documents: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find the passages that answer a question in plain English.

    Words in double quotes must occur as they are.
    """
    if (query is None) == (like is None):
        raise Refusal("give a question, or --like PASSAGE_ID, and not both")
    with door.office() as office:
        from index.search import Searcher

        selection = _selection(office, places, themes, strengths, statuses, documents)
        searcher = Searcher(office.workspace, office.embedder)
        if query is not None:
            result = searcher.search(query, k, selection)
        else:
            result = searcher.like(str(like), k, selection)
    if as_json:
        from cli.found_shapes import search_json

        print_json(search_json(result))
    else:
        _show(result)


def _selection(
    office: Office,
    places: tuple[str, ...],
    themes: tuple[str, ...],
    strengths: tuple[str, ...],
    statuses: tuple[str, ...],
    documents: tuple[str, ...],
) -> Selection:
    from index.selection import Selection
    from ingest.document import Status
    from nlp.commitment import Strength

    store = office.workspace.store
    return Selection(
        places=places_of(store, places),
        themes=labels_of(office.framework, themes) if themes else frozenset(),
        strengths=frozenset(Strength(strength) for strength in strengths),
        statuses=frozenset(Status(status) for status in statuses),
        documents=frozenset(document_id_of(store, given) for given in documents),
    )


def _show(result: SearchResult) -> None:
    click.echo(result.reason)
    for hit in result.hits:
        _show_hit(hit)


def _show_hit(hit: Hit) -> None:
    about, passage = hit.document.about, hit.passage
    click.echo(f"\n{about.place}, {about.title}, {sheet_name(passage)}  ({passage.id})")
    print_quote(passage.text)
    words = ", ".join(hit.why.terms) or "none; the meaning is near"
    click.echo(f"    How sure: {round(100 * hit.score)} in 100. Words that matched: {words}.")
    if hit.also:
        others = sorted({other.document.about.place for other in hit.also})
        click.echo(f"    Also said by: {', '.join(others)}.")


COMMANDS = (search,)
