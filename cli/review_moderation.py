"""The parts of `lis review` for moderators: send back, approve, decide where two differ."""

from __future__ import annotations

import click

from cli import review_shapes as shapes
from cli.acting import as_person
from cli.doorway import DoorCommand, Doorway, Refusal, as_json, pass_doorway
from cli.printing import print_json, print_table
from cli.reviewing import desk, review, tell_review


@review.command("request-changes", cls=DoorCommand)
@click.argument("review_number", metavar="REVIEW", type=int)
@click.option("--reason", required=True, help="What should change.")
@as_person
@as_json
@pass_doorway
def request_changes(
    door: Doorway, review_number: int, reason: str, as_name: str | None, as_json: bool
) -> None:
    """Send a submitted review back to its reviewer."""
    from review.reviews import request_changes as send_back

    with desk(door, as_name) as at:
        held = send_back(at.book, review_number, reason, who=at.who, at=door.now())
    tell_review(held, as_json)


@review.command("approve", cls=DoorCommand)
@click.argument("review_number", metavar="REVIEW", type=int)
@click.option("--reason", default="", help="Why, while differences are undecided.")
@as_person
@as_json
@pass_doorway
def approve(
    door: Doorway, review_number: int, reason: str, as_name: str | None, as_json: bool
) -> None:
    """Accept a submitted review for good; nobody accepts their own."""
    from review.reviews import approve as accept

    with desk(door, as_name) as at:
        held = accept(at.book, review_number, reason, who=at.who, at=door.now())
    tell_review(held, as_json)


@review.command("moderate", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@click.argument("criterion", required=False)
@click.argument("rating", type=click.IntRange(0), required=False)
@click.option("--reason", default="", help="Why this rating.")
@click.option("--seen", type=int, help="Number of the decision that you looked at, if any.")
@as_person
@as_json
@pass_doorway
def moderate(
    door: Doorway,
    document: str,
    criterion: str | None,
    rating: int | None,
    reason: str,
    seen: int | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Show where the reviews of a strategy differ, or decide on one criterion."""
    from review.moderation import differences
    from review.moderation import moderate as decide

    with desk(door, as_name) as at:
        id_ = at.document(document)
        if criterion is not None and rating is not None:
            about = at.book, id_, criterion, rating, reason, seen
            made = decide(*about, who=at.who, at=door.now())
            if as_json:
                print_json(shapes.moderation_json(made))
            else:
                click.echo(f"Decision {made.id}: {criterion} is rated {rating}.")
            return
        if criterion is not None:
            raise Refusal("give a rating too, or neither to see the differences")
        found = differences(at.book, id_, who=at.who)
    if as_json:
        print_json([shapes.compared_json(item) for item in found])
        return
    rows = [
        (
            item.criterion,
            ", ".join(str(j.rating) for j in item.judgements),
            item.decision and item.decision.rating,
            item.decision and item.decision.id,
        )
        for item in found
    ]
    if rows:
        print_table(("criterion", "ratings", "decided", "decision"), rows)
    else:
        click.echo("The reviews that you may read do not differ.")


COMMANDS = (review,)
