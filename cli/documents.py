"""What can be done with a strategy that is there: list, edit, remove and compare."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from cli.about_options import about_options, said
from cli.acting import acting, as_person
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json, print_table
from cli.shapes import Json, document_json, published_text
from cli.versioning import links_json
from cli.which import document_id_of

if TYPE_CHECKING:
    from index.storage.store import Store


@command("documents")
@as_json
@pass_doorway
def documents(door: Doorway, as_json: bool) -> None:
    """List the strategies, and what could not be read in them."""
    with door.office() as office:
        store = office.workspace.store
        counts = store.counts()
        known = [(document, counts[document.id]) for document in store.documents()]
        links = store.version_links()
    if as_json:
        print_json(
            [
                {**document_json(d, n.passages, n.commitments), "versions": links_json(links, d.id)}
                for d, n in known
            ]
        )
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
    for link in (link for link in links if not link.confirmed):
        click.echo(
            f"{link.later} may be a later version of {link.earlier}"
            f" ({100 * link.shared:.0f} in 100 of the text is the same); say which with"
            f" `lis versions {link.later} --of {link.earlier} --confirm` or `--reject`"
        )


def _one(store: Store, document: str) -> Json:
    n = store.counts()[document]
    return document_json(store.document(document), n.passages, n.commitments)


@command("edit")
@click.argument("document", metavar="DOC")
@about_options
@as_person
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
    as_name: str | None,
    as_json: bool,
) -> None:
    """Correct what is said of a strategy; the change is kept in the audit."""
    from review.permissions import Action

    words = said(place, title, status, published, lead_body, source_url)
    with door.office() as office:
        store = office.workspace.store
        id_ = document_id_of(store, document)
        before = store.document(id_).about
        after = words.over(before)
        if after == before:
            raise Refusal("nothing to change; give --place, --title, --status or another option")
        by = acting(door, store.engine, Action.EDIT_STRATEGY, as_name)
        store.edit(id_, after, at=door.now(), by=by)
        changed = _one(store, id_)
    if as_json:
        print_json(changed)
    else:
        click.echo(f"{id_}: {after.title} ({after.place}, {after.status.value})")


@command("remove")
@click.argument("document", metavar="DOC")
@click.option("--yes", is_flag=True, help="Do not ask, even on a terminal.")
@as_person
@as_json
@pass_doorway
def remove(door: Doorway, document: str, yes: bool, as_name: str | None, as_json: bool) -> None:
    """Take a strategy out with everything found in it; the removal is kept in the audit."""
    from review.permissions import Action

    with door.office() as office:
        store = office.workspace.store
        id_ = document_id_of(store, document)
        removed = _one(store, id_)
        by = acting(door, store.engine, Action.REMOVE_STRATEGY, as_name)
        if not yes and sys.stdin.isatty():
            click.confirm(f"Remove {removed['title']}?", abort=True, err=True)
        office.remove(id_, at=door.now(), by=by)
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
    """Show what strategy B says that A does not, the other way round, and what it says otherwise.

    Text that only moved is no change. Removed words are marked [-so-] and added ones {+so+}.
    """
    from cli.comparison_shapes import comparison_json, show_comparison
    from index.comparing.comparison import compare as compare_documents

    with door.office() as office:
        store = office.workspace.store
        a, b = document_id_of(store, first), document_id_of(store, second)
        found = compare_documents(store, a, b)
    if as_json:
        print_json(comparison_json(found))
    else:
        show_comparison(found)


COMMANDS = (documents, edit, remove, compare)
