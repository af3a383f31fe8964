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
    from index.searching.search import Hit, SearchResult
    from index.searching.selection import Selection

STATUSES = click.Choice(["agreed", "final", "draft", "submission"])
STRENGTHS = click.Choice(["firm", "conditional", "ask"])

NEAR_MISSES = "---- Near misses: what follows is on the subject and probably no answer. ----"

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
    if query is not None:
        refuse_empty(query)
    with door.office() as office:
        from index.searching.search import Searcher

        selection = selection_of(office, places, themes, strengths, statuses, documents)
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


def refuse_empty(question: str) -> None:
    """Refuse a question in which no word stands."""
    if not any(c.isalnum() for c in question):
        raise Refusal("the question is empty; ask for something, such as “hydrogen”")


def selection_of(
    office: Office,
    places: tuple[str, ...],
    themes: tuple[str, ...],
    strengths: tuple[str, ...],
    statuses: tuple[str, ...],
    documents: tuple[str, ...],
) -> Selection:
    """Return the filters; Refusal when there is no such place, theme or strategy."""
    from index.searching.selection import Selection
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
    near = False
    for hit in result.hits:
        if not hit.relevant and not near and result.verdict == "found":
            near = True
            click.echo(f"\n{NEAR_MISSES}")
        _show_hit(hit)


def _show_hit(hit: Hit) -> None:
    about, passage = hit.document.about, hit.passage
    click.echo(f"\n{about.place}, {about.title}, {sheet_name(passage)}  ({passage.id})")
    print_quote(passage.text)
    click.echo(f"    How sure: {round(100 * hit.score)} in 100. {words_that_matched(hit)}")
    if hit.also:
        others = sorted({other.document.about.place for other in hit.also})
        click.echo(f"    Also said by: {', '.join(others)}.")


def words_that_matched(hit: Hit) -> str:
    """Tell which words of the passage matched, as they stand in it."""
    found = (hit.passage.text[span.start : span.end].lower() for span in hit.why.spans)
    words = ", ".join(dict.fromkeys(found))
    if words:
        return f"Words that matched: {words}."
    if hit.why.terms:
        return f"Words that matched, beside the text: {', '.join(hit.why.terms)}."
    return "No word matched; the meaning is near."


COMMANDS = (search,)
