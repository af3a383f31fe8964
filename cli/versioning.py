"""`lis versions`: which strategies are versions of one another, and who said so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cli.acting import acting, as_person
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import print_json
from cli.shapes import Json
from cli.which import document_id_of

if TYPE_CHECKING:
    from datetime import datetime

    from index.storage.store import Store, VersionLink


@command("versions")
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--of", "earlier", metavar="EARLIER", help="The version that came before DOC.")
@click.option("--confirm", "answer", flag_value="confirm", help="They are versions of one text.")
@click.option("--reject", "answer", flag_value="reject", help="They are not, or not any more.")
@as_person
@as_json
@pass_doorway
def versions(
    door: Doorway,
    document: str | None,
    earlier: str | None,
    answer: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """List which strategies are versions of one another, or say so.

    Near-identical strategies are offered when they are added and linked only when a person
    confirms; a link and its end are kept in the audit. `lis versions LATER --of EARLIER
    --confirm` links two strategies whether or not they were offered.
    """
    if (earlier is None) != (answer is None):
        raise Refusal(
            "say both which versions and what of them: --of EARLIER with --confirm or --reject"
        )
    with door.office() as office:
        store = office.workspace.store
        later = document_id_of(store, document) if document else None
        if earlier is not None and answer is not None:
            if later is None:
                raise Refusal("name the later version too: lis versions LATER --of EARLIER")
            from review.permissions import Action

            by = acting(door, store.engine, Action.EDIT_STRATEGY, as_name)
            earlier = document_id_of(store, earlier)
            _answer(store, earlier, later, confirm=answer == "confirm", at=door.now(), by=by)
        links = store.version_links()
        titles = {d.id: d.about.title for d in store.documents()}
    if as_json:
        print_json(links_json(links, later))
    else:
        _show(_of(links, later), titles)


def _answer(
    store: Store, earlier: str, later: str, *, confirm: bool, at: datetime, by: str
) -> None:
    """Link two strategies, or take back the link or offer, whichever way round it was kept."""
    from index.comparing.comparison import shared_text
    from index.storage.store import VersionLink

    if earlier == later:
        raise Refusal("a strategy is no version of itself; name two")
    known = {(link.earlier, link.later) for link in store.version_links()}
    if not confirm:
        if not known & {(earlier, later), (later, earlier)}:
            raise Refusal(f"{earlier} and {later} are not linked and not offered as versions")
        store.unlink_versions(earlier, later, at=at, by=by)
        store.unlink_versions(later, earlier, at=at, by=by)
        return
    store.unlink_versions(later, earlier, at=at, by=by)  # the offer guessed the order
    shared = shared_text(store, earlier, later)
    store.link_versions(VersionLink(earlier, later, shared, confirmed=True), at=at, by=by)


def links_json(links: Sequence[VersionLink], document: str | None) -> list[Json]:
    """Return all links, or those of one strategy; an unconfirmed one is an offer."""
    return [
        {
            "earlier": link.earlier,
            "later": link.later,
            "shared": round(link.shared, 2),
            "confirmed": link.confirmed,
        }
        for link in _of(links, document)
    ]


def _of(links: Sequence[VersionLink], document: str | None) -> list[VersionLink]:
    return [link for link in links if document in (None, link.earlier, link.later)]


def _show(links: list[VersionLink], titles: dict[str, str]) -> None:
    for link in links:
        state = "is a later version of" if link.confirmed else "may be a later version of"
        click.echo(
            f"{link.later}  {titles[link.later]}\n    {state} {link.earlier}"
            f"  {titles[link.earlier]}, {100 * link.shared:.0f} in 100 of the text the same"
        )
    if not links:
        click.echo("No strategies are linked or offered as versions of one another.")


COMMANDS = (versions,)
