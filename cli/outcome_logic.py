"""`lis outcomes theory` and `links`: what leads to what, nationally and in one strategy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.acting import as_person, person_at_door
from cli.doorway import DoorCommand, Doorway, Refusal, as_json, pass_doorway
from cli.printing import count, print_json, print_quote, print_table
from cli.which import document_id_of
from cli.writing import file_option, write_file

if TYPE_CHECKING:
    from index.assembly import Office
    from review.theory.chains import Chain
    from review.theory.steps import Strategy


def chain_for(office: Office, document: str) -> Chain:
    """Return the chain of a stored strategy with the verdicts given on it."""
    from review.theory.chains import chain_of
    from review.theory.steps import read_strategy
    from review.theory.store import link_verdicts

    strategy = read_strategy(office.workspace.store, document)
    given = link_verdicts(office.workspace.engine, document)
    return chain_of(strategy, office.framework.missions, given)


def strategies_of(office: Office, document: str | None) -> list[Strategy]:
    """Return one strategy, or all that count now."""
    from index.corpus import current_documents
    from review.theory.steps import read_strategy

    store = office.workspace.store
    if document is not None:
        return [read_strategy(store, document_id_of(store, document))]
    current = current_documents(store.documents(), store.version_links())
    return [read_strategy(store, known.id) for known in current]


@click.command("theory", cls=DoorCommand)
@click.argument("document", required=False, metavar="[DOC]")
@file_option("--svg", "Write the picture.")
@file_option("--csv", "Write the table twin of a strategy's picture.")
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE.toml",
    help="Keep an edited copy of the national theory as a new version.",
)
@click.option("--note", default="", help="What was changed in the edited copy.")
@click.option("--opened", type=int, default=None, help="The version the copy was made from.")
@as_person
@as_json
@pass_doorway
def theory(
    door: Doorway,
    document: str | None,
    svg: Path | None,
    csv: Path | None,
    save: Path | None,
    note: str,
    opened: int | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Show the national theory of change, or that of one strategy with its gaps."""
    with door.office() as office:
        if document is None:
            _national(door, office, svg, (save, note, opened, as_name), as_json)
            return
        chain = chain_for(office, document_id_of(office.workspace.store, document))
        fed = _fed(office, chain)
    from review.theory.picture import chain_csv, chain_svg

    if svg:
        write_file(svg, chain_svg(chain).encode())
    if csv:
        write_file(csv, chain_csv(chain).encode())
    _show(chain, fed, as_json)


def _fed(office: Office, chain: Chain) -> dict[str, list[str]]:
    """Return the keys of the promises that join the national theory, by the name of the node."""
    from review.theory.chains import feeding
    from review.theory.national import bundled_theory, load_theory
    from review.theory.store import current_theory

    national = current_theory(office.workspace.engine, load_theory(bundled_theory()))
    found = feeding(national, chain, office.framework.missions)
    return {id_: [step.key for step in steps] for id_, steps in found.items()}


def _show(chain: Chain, fed: dict[str, list[str]], as_json: bool) -> None:
    from cli.outcome_shapes import chain_json

    if as_json:
        print_json({**chain_json(chain), "feeds": fed})
        return
    rows = [(s.stage.value, s.horizon.value, " ".join(s.quote.split())[:80]) for s in chain.steps]
    print_table(("Stage", "Horizon", "Promise"), rows)
    click.echo("\nIn the national theory of change it feeds:")
    for node, keys in fed.items():
        click.echo(f"  {node}: {count(len(keys), 'promise')}")
    click.echo(f"\n{count(len(chain.links), 'link')}; {count(len(chain.breaks), 'gap')}:")
    for broken in chain.breaks:
        click.echo(f"  {broken.finding}")
        if broken.step:
            print_quote(broken.step.quote)
        for search in broken.searches:
            click.echo(f"    {search.sentence}")


def _national(
    door: Doorway,
    office: Office,
    svg: Path | None,
    saving: tuple[Path | None, str, int | None, str | None],
    as_json: bool,
) -> None:
    from review.theory.national import bundled_theory, load_theory, parsed, theory_json
    from review.theory.picture import theory_svg
    from review.theory.store import current_theory, save_theory, theory_versions

    engine, shipped = office.workspace.engine, load_theory(bundled_theory())
    save, note, opened, name = saving
    if save is not None:
        who = person_at_door(door, engine, name)
        edited = parsed(save.name, save.read_bytes())
        last = len(theory_versions(engine, shipped.id)) if opened is None else opened
        save_theory(engine, shipped, edited, opened=last, note=note, who=who, at=door.now())
    found = current_theory(engine, shipped)
    if svg:
        write_file(svg, theory_svg(found).encode())
    if as_json:
        versions = [
            {"version": v.number, "note": v.note, "by": v.by, "at": v.at.isoformat()}
            for v in theory_versions(engine, shipped.id)
        ]
        print_json({**theory_json(found), "versions": versions})
        return
    click.echo(f"{found.name} (version {found.version})")
    print_table(
        ("Stage", "What", "Statement"),
        [(n.stage.value, n.name, n.statement) for n in found.nodes],
    )


@click.command("links", cls=DoorCommand)
@click.argument("document", required=False, metavar="[DOC]")
@click.option("--confirm", metavar="KEY", help="Confirm a link.")
@click.option("--reject", metavar="KEY", help="Reject a link.")
@click.option("--note", default="", help="Why.")
@as_person
@as_json
@pass_doorway
def links(
    door: Doorway,
    document: str | None,
    confirm: str | None,
    reject: str | None,
    note: str,
    as_name: str | None,
    as_json: bool,
) -> None:
    """List what the text says leads to what; confirm or reject a link by its key."""
    from cli.outcome_shapes import link_json

    with door.office() as office:
        store = office.workspace.store
        ids = (
            [d.id for d in store.documents()]
            if document is None
            else [document_id_of(store, document)]
        )
        wanted = confirm or reject
        if wanted:
            _judge(door, office, ids, wanted, confirm is not None, note, as_name)
        found = [judged for id_ in ids for judged in chain_for(office, id_).links]
    if as_json:
        print_json([link_json(judged) for judged in found])
        return
    for judged in found:
        verdict = judged.given.verdict.value if judged.given else "proposed"
        link = judged.link
        click.echo(f"\n{link.key} ({verdict}): {link.reason} Cue: {link.cue}")
        print_quote(f"{link.source.stage.value}: {link.source.quote}")
        print_quote(f"{link.target.stage.value}: {link.target.quote}")
    if not found:
        click.echo("No links: no text here says that one promise leads to something else.")


def _judge(
    door: Doorway,
    office: Office,
    documents: list[str],
    key: str,
    confirmed: bool,
    note: str,
    name: str | None,
) -> None:
    from review.theory.chains import LinkVerdict
    from review.theory.store import judge_link

    engine = office.workspace.engine
    verdict = LinkVerdict.CONFIRMED if confirmed else LinkVerdict.REJECTED
    for id_ in documents:
        for judged in chain_for(office, id_).links:
            if judged.link.key == key:
                who = person_at_door(door, engine, name)
                judge_link(engine, judged.link, verdict, who=who, at=door.now(), note=note)
                return
    raise Refusal(f"there is no link {key}; `lis outcomes links` lists them")
