"""`lis review`: judging a strategy on the criteria, with a quote for every judgement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cli import review_shapes as shapes
from cli.acting import as_person, person_at_door
from cli.doorway import DoorCommand, Doorway, Refusal, as_json, pass_doorway
from cli.printing import count, print_json, print_quote, print_table
from cli.which import document_id_of

if TYPE_CHECKING:
    from index.assembly import Office
    from review.casebook import Casebook
    from review.dossier import Dossier
    from review.judgement import Judgement, Review
    from review.person import Person


@dataclass(frozen=True, slots=True)
class Desk:
    """An open office with its casebook, and the person who works there."""

    office: Office
    book: Casebook
    who: Person

    def document(self, given: str) -> str:
        """Return a document's id; one that was removed is known by its reviews."""
        from index.errors import UnknownDocumentError
        from review.visibility import standing

        try:
            return document_id_of(self.office.workspace.store, given)
        except UnknownDocumentError:
            if standing(self.book.engine, self.who, given):
                return given
            raise

    def own(self, given: str) -> Review:
        """Return the person's own review of a strategy; Refusal when there is none."""
        from review.visibility import own_review

        held = own_review(self.book.engine, self.document(given), self.who)
        if held is None:
            raise Refusal(
                f"{self.who.name} has no review of {given}; `lis review start {given}` begins one"
            )
        return held


@contextmanager
def desk(door: Doorway, name: str | None) -> Iterator[Desk]:
    """Open the office as a person who works there."""
    from review.casebook import Casebook

    with door.office() as office:
        book = Casebook.of(office)
        yield Desk(office, book, person_at_door(door, book.engine, name))


@click.group("review")
def review() -> None:
    """Judge strategies on the criteria, two people blind, with evidence for every rating."""


@review.command("criteria", cls=DoorCommand)
@as_json
@pass_doorway
def criteria(door: Doorway, as_json: bool) -> None:
    """List the criteria with their questions and the points of their scales."""
    with door.office() as office:
        asked = office.framework.criteria
    if as_json:
        from dataclasses import asdict

        print_json([asdict(criterion) for criterion in asked])
        return
    for criterion in asked:
        click.echo(f"\n{criterion.id}: {criterion.question}")
        for point in criterion.scale:
            click.echo(f"  {point.value} {point.name}: {point.description}")
        if criterion.optional:
            click.echo("  0 Not relevant here")


@review.command("start", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@as_person
@as_json
@pass_doorway
def start(door: Doorway, document: str, as_name: str | None, as_json: bool) -> None:
    """Begin your review of a strategy, or go on with it."""
    from review.reviews import start as begin

    with desk(door, as_name) as at:
        held = begin(at.book, at.document(document), who=at.who, at=door.now())
    tell_review(held, as_json)


@review.command("rate", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@click.argument("criterion")
@click.argument("rating", type=click.IntRange(0))
@click.option("--note", default=None, help="Why; without it the note stays as it is.")
@click.option(
    "--version",
    type=click.IntRange(0),
    help="Refuse when something was saved after this version, which `show --json` gave.",
)
@as_person
@as_json
@pass_doorway
def rate(
    door: Doorway,
    document: str,
    criterion: str,
    rating: int,
    note: str | None,
    version: int | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Save your rating on a criterion; 0 says that it is not relevant here."""
    from review.rating import rate as save
    from review.visibility import judgements_for

    with desk(door, as_name) as at:
        own = at.own(document)
        at.book.criterion(criterion)
        held = judgements_for(at.book, own.id, at.who)[criterion]
        said = held.note if note is None else note
        over = held.version if version is None else version
        about = at.book, own.id, criterion, rating, said, over
        saved = save(*about, who=at.who, at=door.now())
    _tell_judgement(saved, as_json)


@review.command("evidence", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@click.argument("criterion")
@click.argument("passage", metavar="PASSAGE_ID")
@click.option("--quote", default=None, help="Words of the passage; without it the whole passage.")
@as_person
@as_json
@pass_doorway
def evidence(
    door: Doorway,
    document: str,
    criterion: str,
    passage: str,
    quote: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Link a quote to your judgement on a criterion."""
    from review.errors import QuoteError
    from review.evidence import add_evidence
    from review.quote_place import place_of_quote

    with desk(door, as_name) as at:
        own = at.own(document)
        workspace = at.office.workspace
        found = workspace.store.passage(passage)
        words = found.text if quote is None else quote
        if found.text.count(words) != 1:
            what = "stands more than once in" if words in found.text else "is not in"
            raise QuoteError(f"the quote {what} the passage; give its words as they stand")
        start_ = found.text.index(words)
        end = start_ + len(words)
        pages = workspace.store.document(found.document_id).pages
        place = place_of_quote(workspace.pdf(found.document_id), found, pages, start_, end)
        linked = add_evidence(
            *(at.book, own.id, criterion, found, start_, end, words),
            who=at.who,
            at=door.now(),
            place=place,
        )
    if as_json:
        print_json(shapes.evidence_json(linked))
    else:
        page = linked.printed or f"sheet {linked.sheet}"
        click.echo(f"Linked to {criterion} as quote {linked.id} (page {page}):")
        print_quote(linked.quote)


@review.command("withdraw", cls=DoorCommand)
@click.argument("evidence", metavar="QUOTE", type=int)
@as_person
@pass_doorway
def withdraw(door: Doorway, evidence: int, as_name: str | None) -> None:
    """Take a quote off your judgement; it stays in the audit."""
    from review.evidence import withdraw_evidence

    with desk(door, as_name) as at:
        withdraw_evidence(at.book, evidence, who=at.who, at=door.now())
    click.echo(f"Quote {evidence} is withdrawn.")


@review.command("none-found", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@click.argument("criterion")
@click.option("--search", "queries", multiple=True, help="What to look for; may be repeated.")
@as_person
@as_json
@pass_doorway
def none_found(
    door: Doorway,
    document: str,
    criterion: str,
    queries: tuple[str, ...],
    as_name: str | None,
    as_json: bool,
) -> None:
    """Search for evidence and record that none was found; what was searched is kept.

    Without --search the questions of the criterion are asked.
    """
    from index.searching.search import Searcher
    from index.searching.selection import Selection
    from review.evidence import none_found as say_none
    from review.evidence import note_search

    with desk(door, as_name) as at:
        own = at.own(document)
        searcher = Searcher(at.office.workspace, at.office.embedder)
        only = Selection(documents=frozenset({own.document}))
        about = at.book, own.id, criterion
        for query in queries or at.book.criterion(criterion).queries:
            result = searcher.search(query, selection=only)
            hits = sum(hit.relevant for hit in result.hits)
            note_search(*about, query, hits, who=at.who, at=door.now())
        said = say_none(*about, who=at.who, at=door.now())
    _tell_judgement(said, as_json)


@review.command("submit", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@as_person
@as_json
@pass_doorway
def submit(door: Doorway, document: str, as_name: str | None, as_json: bool) -> None:
    """Hand your review in; what has no rating or no evidence is listed instead."""
    from review.reviews import submit as hand_in

    with desk(door, as_name) as at:
        held = hand_in(at.book, at.own(document).id, who=at.who, at=door.now())
    tell_review(held, as_json)


@review.command("show", cls=DoorCommand)
@click.argument("document", metavar="[DOC]", required=False)
@as_person
@as_json
@pass_doorway
def show(door: Doorway, document: str | None, as_name: str | None, as_json: bool) -> None:
    """Show how far all reviews are, or what you may read of those of one strategy."""
    from review.dossier import dossier
    from review.visibility import standing

    with desk(door, as_name) as at:
        if document is not None:
            file = dossier(at.book, at.document(document), who=at.who, at=door.now())
        every = standing(at.book.engine, at.who)
    if document is None and as_json:
        print_json([shapes.review_json(held) for held in every])
    elif document is None:
        _show_standing(every)
    elif as_json:
        print_json(shapes.dossier_json(file))
    else:
        _show(file)


def _show_standing(every: list[Review]) -> None:
    headers = ("review", "document", "place", "reviewer", "status", "blind")
    rows = [
        (r.id, r.document, r.place, r.reviewer, r.status.value, "yes" if r.blind else "no")
        for r in every
    ]
    if rows:
        print_table(headers, rows)
    else:
        click.echo("There are no reviews yet; begin one with `lis review start DOC`.")


def _show(file: Dossier) -> None:
    click.echo(f"{file.title} ({file.place})")
    for held in file.reviews:
        click.echo(f"  review {held.id} by {held.reviewer}: {held.status.value}")
    if file.withheld:
        click.echo(f"  {count(file.withheld, 'review')} you may not read yet")
    for item in file.criteria:
        final = "" if item.final is None else f", stands at {item.final}"
        click.echo(f"\n{item.criterion.name} ({item.criterion.id}){final}")
        for said in item.said:
            judgement = said.judgement
            click.echo(f"  {said.review.reviewer}: {judgement.rating} {judgement.note}".rstrip())
            for linked in judgement.evidence:
                page = linked.printed or f"sheet {linked.sheet}"
                print_quote(f"[{linked.id}, page {page}] {linked.quote}")
            if judgement.none_found:
                made = "; ".join(search.query for search in judgement.searches)
                click.echo(f"    No evidence found after searching: {made}")
    if file.reading is not None:
        click.echo(f"\nRead by somebody: {file.reading.read} of {file.reading.passages} passages")


def tell_review(held: Review, as_json: bool) -> None:
    """Print how far a review has come."""
    if as_json:
        print_json(shapes.review_json(held))
    else:
        status = held.status.value.replace("_", " ")
        click.echo(f"Review {held.id} of {held.title} by {held.reviewer}: {status}.")


def _tell_judgement(saved: Judgement, as_json: bool) -> None:
    if as_json:
        print_json(shapes.judgement_json(saved))
    elif saved.none_found:
        searches = count(len(saved.searches), "search", "searches")
        click.echo(f"{saved.criterion}: no evidence found after {searches}.")
    else:
        click.echo(f"{saved.criterion}: rated {saved.rating} (version {saved.version}).")


COMMANDS = (review,)
