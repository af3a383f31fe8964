"""The parts of `lis review` around the judgements: reading, tags, agreement, audit, people."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import click

from cli import review_shapes as shapes
from cli.acting import as_person
from cli.doorway import DoorCommand, Doorway, Refusal, as_json, pass_doorway
from cli.printing import count, print_json, print_quote, print_table
from cli.reviewing import desk, review
from cli.shapes import Json, sheet_name
from cli.writing import write_file
from review.reports.cells import safe_cell

ROLES = ("reviewer", "moderator", "administrator", "viewer")


@review.command("agreement", cls=DoorCommand)
@click.option("--seed", default=0, show_default=True, help="Of the resampling for intervals.")
@as_person
@as_json
@pass_doorway
def agreement(door: Doorway, seed: int, as_name: str | None, as_json: bool) -> None:
    """Show how far reviewers agree, on the ratings they gave before they saw any other."""
    from review.agreement import agreement as measure
    from review.agreement import drift, ratings_for

    with desk(door, as_name) as at:
        ratings = ratings_for(at.book, at.who)
        names = {criterion.id: criterion.name for criterion in at.book.framework.criteria}
    told = measure(ratings, list(names), seed=seed)
    away = drift(ratings)
    if as_json:
        print_json(
            {
                "agreement": [shapes.agreement_json(item) for item in told],
                "drift": [shapes.drift_json(item) for item in away],
            }
        )
        return
    headers = ("criterion", "strategies", "same", "alpha", "95 %", "kappa", "95 %")
    rows = [
        (
            item.criterion or "all together",
            item.documents,
            "" if item.same is None else f"{round(100 * item.same)} %",
            *_figure(item.alpha.value, item.alpha.low, item.alpha.high),
            *_figure(item.kappa.value, item.kappa.low, item.kappa.high),
        )
        for item in told
    ]
    print_table(headers, rows)
    for item in told[-1:]:
        if item.alpha.why:
            click.echo(item.alpha.why)
    for moved in away:
        click.echo(f"{moved.reviewer}, {moved.when}: {moved.mean:+.2f} against the others")


def _figure(value: float | None, low: float | None, high: float | None) -> tuple[str, str]:
    told = "" if value is None else f"{value:.2f}"
    return told, "" if low is None or high is None else f"{low:.2f} to {high:.2f}"


@review.command("sample", cls=DoorCommand)
@click.option("--share", type=float, help="Choose this share of the strategies anew, such as 0.2.")
@click.option("--seed", default=0, show_default=True, help="Another seed chooses others.")
@as_person
@as_json
@pass_doorway
def sample(
    door: Doorway, share: float | None, seed: int, as_name: str | None, as_json: bool
) -> None:
    """Show or choose the strategies that two people review blind."""
    from review.double_sample import choose_double_sample, double_sample

    with desk(door, as_name) as at:
        if share is None:
            chosen = sorted(double_sample(at.book))
        else:
            chosen = choose_double_sample(at.book, share, seed, who=at.who, at=door.now())
        known = {d.id: d.about for d in at.book.store.documents()}
    if as_json:
        print_json(chosen)
    elif not chosen:
        click.echo("No strategies are chosen yet; `lis review sample --share 0.2` chooses.")
    for id_ in () if as_json else chosen:
        click.echo(f"{id_}  {known[id_].title if id_ in known else '(removed)'}")


@review.command("queue", cls=DoorCommand)
@click.argument("document", metavar="[DOC]", required=False)
@click.option("-k", "k", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@as_person
@as_json
@pass_doorway
def queue(door: Doorway, document: str | None, k: int, as_name: str | None, as_json: bool) -> None:
    """List what you should read next: unsure tags first, then what nobody has read."""
    from review.queue import next_to_read

    with desk(door, as_name) as at:
        only = None if document is None else [at.document(document)]
        found = next_to_read(at.book, at.who, only, k)
    if as_json:
        print_json([shapes.queued_json(item) for item in found])
        return
    for item in found:
        labels = f" ({', '.join(item.labels)})" if item.labels else ""
        reason = item.reason.value.replace("_", " ")
        click.echo(f"{item.passage.id}  {sheet_name(item.passage)}: {reason}{labels}")
        print_quote(item.passage.text)
    if not found:
        click.echo("Nothing is left to read: you have read every passage, and no tag is unsure.")


@review.command("read", cls=DoorCommand)
@click.argument("passages", metavar="[PASSAGE_ID]…", nargs=-1)
@click.option("--proof", "proof_of", metavar="DOC", help="Show what of a strategy nobody read.")
@as_person
@as_json
@pass_doorway
def read(
    door: Doorway,
    passages: tuple[str, ...],
    proof_of: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Mark passages as read by you, or prove that nothing of a strategy was skipped."""
    from review.readings import mark_read, proof

    if not passages and proof_of is None:
        raise Refusal("name passages that you have read, or a strategy with --proof")
    with desk(door, as_name) as at:
        for passage in passages:
            at.book.store.passage(passage)  # a mistyped id must not pass for one that was read
        fresh = mark_read(at.book, passages, who=at.who, at=door.now()) if passages else 0
        told = proof(at.book, at.document(proof_of)) if proof_of else None
    if as_json:
        print_json({"marked": fresh, "proof": told and shapes.proof_json(told)})
        return
    if passages:
        click.echo(f"Marked {count(fresh, 'passage')} as read by {at.who.name}.")
    if told is not None:
        click.echo(f"Read by somebody: {told.read} of {told.passages} passages.")
        for name, number in told.read_by.items():
            click.echo(f"  {name}: {number}")
        for passage_ in told.unread:
            click.echo(f"  nobody: {passage_.id}, {sheet_name(passage_)}")


@review.command("audit", cls=DoorCommand)
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a table.",
)
@as_person
@as_json
@pass_doorway
def audit(door: Doorway, csv_file: Path | None, as_name: str | None, as_json: bool) -> None:
    """Show who did what and when, with before and after; nothing can be taken out of it."""
    from review.audit import audit_for

    with desk(door, as_name) as at:
        lines = [shapes.audit_json(line) for line in audit_for(at.book.engine, at.who)]
    if csv_file is not None:
        write_file(csv_file, _csv(lines))
        click.echo(f"Wrote {count(len(lines), 'line')} to {csv_file}.", err=as_json)
    if as_json:
        print_json(lines)
    elif csv_file is None:
        headers = ("at", "by", "action", "subject", "after")
        told = [
            (x["at"][:19], x["by"], x["action"], x["subject"], _short(x["after"], x["withheld"]))
            for x in lines
        ]
        print_table(headers, told)


def _short(after: object, withheld: bool) -> str:
    if withheld:
        return "(kept back: you may not read this review yet)"
    return "" if after is None else json.dumps(after, ensure_ascii=False)[:100]


def _csv(lines: list[Json]) -> bytes:
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    headers = ("id", "at", "by", "action", "subject", "before", "after", "withheld")
    writer.writerow(headers)
    for line in lines:
        states = [
            "" if line[key] is None else json.dumps(line[key], ensure_ascii=False)
            for key in ("before", "after")
        ]
        plain = [_harmless(str(line[key])) for key in headers[:5]]
        writer.writerow([*plain, *map(_harmless, states), line["withheld"]])
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Return a cell as text that no spreadsheet runs: an apostrophe before a formula."""
    return safe_cell(text)


@review.command("reattach", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@as_person
@as_json
@pass_doorway
def reattach(door: Doorway, document: str, as_name: str | None, as_json: bool) -> None:
    """Find the quotes of reviews again after `lis reread`, and list those that are lost."""
    from review.reattach import reattach as attach

    with desk(door, as_name) as at:
        done = attach(at.book, at.document(document), who=at.who, at=door.now())
    if as_json:
        print_json(shapes.reattached_json(done))
        return
    click.echo(f"{done.kept} in place, {len(done.moved)} moved, {len(done.lost)} lost.")
    for lost in done.lost:
        print_quote(f"[{lost.id}, sheet {lost.sheet}] {lost.quote}")


class _ListedGroup(click.Group):
    """A group that lists when no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "--help"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@review.group("people", cls=_ListedGroup)
def people() -> None:
    """List who works here; add somebody, or change a role."""


@people.command("list", cls=DoorCommand)
@as_person
@as_json
@pass_doorway
def list_people(door: Doorway, as_name: str | None, as_json: bool) -> None:
    """List who works here, with their roles."""
    from review.people import people as everybody

    with desk(door, as_name) as at:
        found = everybody(at.book.engine)
    if as_json:
        print_json([shapes.person_json(person) for person in found])
    else:
        print_table(("name", "role"), [(person.name, person.role.value) for person in found])


@people.command("add", cls=DoorCommand)
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--subject", help="Who they are to the sign-in service, such as an e-mail address.")
@as_person
@as_json
@pass_doorway
def add_person(
    door: Doorway, name: str, role: str, subject: str | None, as_name: str | None, as_json: bool
) -> None:
    """Add somebody; only an administrator can."""
    from review.people import add_person as add
    from review.person import Role

    with desk(door, as_name) as at:
        engine = at.book.engine
        added = add(engine, name, Role(role), who=at.who, at=door.now(), subject=subject)
    if as_json:
        print_json(shapes.person_json(added))
    else:
        click.echo(f"{added.name} is a {added.role.value}.")


@people.command("role", cls=DoorCommand)
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@as_person
@as_json
@pass_doorway
def set_role(door: Doorway, name: str, role: str, as_name: str | None, as_json: bool) -> None:
    """Give somebody another role; only an administrator can."""
    from review.people import set_role as change
    from review.person import Role

    with desk(door, as_name) as at:
        changed = change(at.book.engine, name, Role(role), who=at.who, at=door.now())
    if as_json:
        print_json(shapes.person_json(changed))
    else:
        click.echo(f"{changed.name} is a {changed.role.value} now.")


@review.command("tag", cls=DoorCommand)
@click.argument("said", type=click.Choice(["accept", "reject", "add", "stale", "replay"]))
@click.argument("passage", metavar="[PASSAGE_ID]", required=False)
@click.argument("label", required=False)
@click.option("--quote", "quotes", multiple=True, help="Words of the passage that show it.")
@as_person
@as_json
@pass_doorway
def tag(
    door: Doorway,
    said: str,
    passage: str | None,
    label: str | None,
    quotes: tuple[str, ...],
    as_name: str | None,
    as_json: bool,
) -> None:
    """Accept, reject or add a theme on a passage; list or replay decisions that went stale."""
    from index.storage.tag_decisions import Said
    from review.errors import QuoteError
    from review.tags import decide_tag, replay, stale

    with desk(door, as_name) as at:
        if said in ("stale", "replay"):
            found = stale(at.book)
            if said == "replay":
                for item in [item for item in found if item.now is not None]:
                    replay(at.book, item, who=at.who, at=door.now())
                found = stale(at.book)
            _tell_stale([shapes.stale_json(item) for item in found], as_json)
            return
        if passage is None or label is None:
            raise Refusal(f"name a passage and a theme: lis review tag {said} PASSAGE_ID THEME")
        text = at.book.store.passage(passage).text
        spans = []
        for quote in quotes:
            if quote not in text:
                raise QuoteError("the quote is not in the passage; give its words as they stand")
            spans.append((text.index(quote), text.index(quote) + len(quote)))
        from nlp.theme import Span

        given = [Span(*span) for span in spans]
        about = at.book, passage, label, Said(said), given
        made = decide_tag(*about, who=at.who, at=door.now())
    if as_json:
        print_json(shapes.tag_decision_json(made))
    else:
        click.echo(f"{made.label} on {made.passage}: {made.said.value}, by {made.by}.")


def _tell_stale(found: list[Json], as_json: bool) -> None:
    if as_json:
        print_json(found)
    elif not found:
        click.echo("No decision on a tag is stale.")
    else:
        headers = ("passage", "label", "said", "by", "cause", "now")
        print_table(headers, [[item[key] for key in headers] for item in found])


COMMANDS = (review,)
