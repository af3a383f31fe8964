"""What can be done with a strategy that is there: list, edit, remove and compare."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from cli.about_options import about_options, said
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json, print_quote, print_table
from cli.shapes import Json, document_json, published_text
from cli.which import document_id_of

if TYPE_CHECKING:
    from index.store import Store


@command("documents")
@as_json
@pass_doorway
def documents(door: Doorway, as_json: bool) -> None:
    """List the strategies, and what could not be read in them."""
    with door.office() as office:
        store = office.workspace.store
        counts = store.counts()
        known = [(document, counts[document.id]) for document in store.documents()]
    if as_json:
        print_json([document_json(d, n.passages, n.commitments) for d, n in known])
        return
    if not known:
        click.echo("There are no strategies yet; add one with `lis ingest FILE`.")
        return
    headers = ("id", "place", "title", "status", "published", "sheets", "passages", "commitments")
    print_table(
        headers,
        [
            (
                document.id,
                document.about.place,
                document.about.title,
                document.about.status.value,
                published_text(document.about),
                n.sheets,
                n.passages,
                n.commitments,
            )
            for document, n in known
        ],
    )
    for document, _ in known:
        for problem in document.problems:
            click.echo(f"{document.about.title}: {problem.message}")


def _one(store: Store, document: str) -> Json:
    n = store.counts()[document]
    return document_json(store.document(document), n.passages, n.commitments)


@command("edit")
@click.argument("document", metavar="DOC")
@about_options
@as_json
@pass_doorway
def edit(
    door: Doorway,
    document: str,
    place: str | None,
    title: str | None,
    status: str | None,
    published: tuple[date, str] | None,
    lead_body: str | None,
    source_url: str | None,
    as_json: bool,
) -> None:
    """Correct what is said of a strategy; the change is kept in the audit."""
    words = said(place, title, status, published, lead_body, source_url)
    with door.office() as office:
        store = office.workspace.store
        id_ = document_id_of(store, document)
        before = store.document(id_).about
        after = words.over(before)
        if after == before:
            raise Refusal("nothing to change; give --place, --title, --status or another option")
        store.edit(id_, after, at=door.now(), by=door.user())
        changed = _one(store, id_)
    if as_json:
        print_json(changed)
    else:
        click.echo(f"{id_}: {after.title} ({after.place}, {after.status.value})")


@command("remove")
@click.argument("document", metavar="DOC")
@click.option("--yes", is_flag=True, help="Do not ask, even on a terminal.")
@as_json
@pass_doorway
def remove(door: Doorway, document: str, yes: bool, as_json: bool) -> None:
    """Take a strategy out with everything found in it; the removal is kept in the audit."""
    with door.office() as office:
        store = office.workspace.store
        id_ = document_id_of(store, document)
        removed = _one(store, id_)
        if not yes and sys.stdin.isatty():
            click.confirm(f"Remove {removed['title']}?", abort=True, err=True)
        office.remove(id_, at=door.now(), by=door.user())
    if as_json:
        print_json({"removed": removed})
    else:
        click.echo(f"Removed {removed['title']} ({count(removed['passages'], 'passage')}).")


@command("compare")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@as_json
@pass_doorway
def compare(door: Doorway, first: str, second: str, as_json: bool) -> None:
    """Show what strategy B says that A does not, and the other way round."""
    from cli.comparison_shapes import comparison_json
    from index.comparison import compare as compare_documents

    with door.office() as office:
        store = office.workspace.store
        a, b = document_id_of(store, first), document_id_of(store, second)
        found = compare_documents(store, a, b)
    if as_json:
        print_json(comparison_json(found))
        return
    for heading, passages in (("Only in B", found.added), ("Only in A", found.removed)):
        click.echo(f"\n{heading}: {count(len(passages), 'passage')}")
        for passage in passages:
            print_quote(passage.text, "  ")
    click.echo(f"\nChanged: {count(len(found.changed), 'passage')}")
    for change in found.changed:
        print_quote(change.before.text, "  - ")
        print_quote(change.after.text, "  + ")


COMMANDS = (documents, edit, remove, compare)
