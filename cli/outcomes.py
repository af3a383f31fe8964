"""`lis outcomes`: from promises to outcomes, for one strategy and for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.acting import as_person, person_at_door
from cli.doorway import DoorCommand, Doorway, Refusal, as_json, pass_doorway
from cli.outcome_logic import chain_for, links, strategies_of, theory
from cli.outcome_progress import approve, register, report
from cli.printing import print_json, print_quote, print_table
from cli.which import document_id_of
from cli.writing import file_option, write_file

if TYPE_CHECKING:
    from index.assembly import Office
    from review.theory.chains import Chain


@click.group("outcomes")
def outcomes() -> None:
    """From promises to outcomes: logic, logframes, monitoring, letters."""


@outcomes.command("logframe", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@file_option("--xlsx", "Write a workbook.")
@file_option("--docx", "Write a Word document.")
@click.option(
    "--set",
    "edit",
    nargs=3,
    metavar="ROW COLUMN TEXT",
    help="Write into a cell; an empty text takes the edit back.",
)
@as_person
@as_json
@pass_doorway
def logframe(
    door: Doorway,
    document: str,
    xlsx: Path | None,
    docx: Path | None,
    edit: tuple[str, str, str] | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Draft the logframe of a strategy; what people wrote into it stays."""
    from cli.outcome_shapes import logframe_json

    with door.office() as office:
        from review.logframes.docx_file import logframe_docx
        from review.logframes.draft import draft_logframe
        from review.logframes.edits import edits_of
        from review.logframes.xlsx_file import logframe_xlsx

        engine = office.workspace.engine
        id_ = document_id_of(office.workspace.store, document)
        chain = chain_for(office, id_)
        if edit:
            _edit(door, office, chain, edit, as_name)
        frame = draft_logframe(chain.strategy, chain.links, edits_of(engine, id_))
    if xlsx:
        write_file(xlsx, logframe_xlsx(frame))
    if docx:
        write_file(docx, logframe_docx(frame))
    if as_json:
        print_json(logframe_json(frame))
        return
    for row in frame.rows:
        click.echo(f"\n{row.number} ({row.key})")
        for column, cell in row.cells.items():
            click.echo(f"  {column.value}: {cell.text}")
    for note in frame.left_out:
        click.echo(f"\nLeft out: {note}")


def _edit(
    door: Doorway, office: Office, chain: Chain, edit: tuple[str, str, str], name: str | None
) -> None:
    from review.logframes.draft import draft_logframe
    from review.logframes.edits import edit_cell, edits_of
    from review.logframes.logframe import Column

    engine, id_ = office.workspace.engine, chain.strategy.document.id
    key, column, text = edit
    if column not in set(Column):
        raise Refusal(f"there is no column {column!r}; there are {', '.join(Column)}")
    frame = draft_logframe(chain.strategy, chain.links, edits_of(engine, id_))
    for row in frame.rows:
        if key in (row.key, row.number):
            who = person_at_door(door, engine, name)
            words = text or None
            edit_cell(engine, id_, row, Column(column), words, who=who, at=door.now())
            return
    raise Refusal(f"there is no row {key!r}; `lis outcomes logframe {id_}` lists them")


@outcomes.command("portfolio", cls=DoorCommand)
@file_option("--xlsx", "Write a workbook.")
@as_json
@pass_doorway
def portfolio(door: Doorway, xlsx: Path | None, as_json: bool) -> None:
    """Line up the measures of all places: what is the same, what adds up."""
    from cli.outcome_shapes import aligned_json

    with door.office() as office:
        from review.logframes.indicators import align, measured
        from review.logframes.portfolio import HEADS, portfolio_rows, portfolio_xlsx

        aligned = align(measured(strategies_of(office, None)), office.embedder)
    if xlsx:
        write_file(xlsx, portfolio_xlsx(aligned))
    if as_json:
        print_json([aligned_json(group) for group in aligned])
        return
    if not aligned:
        click.echo("No strategy here states an indicator with a target.")
        return
    rows = [tuple(cell[:36] for cell in row[:7]) for row in portfolio_rows(aligned)]
    print_table(HEADS[:7], rows)


@outcomes.command("what-works", cls=DoorCommand)
@click.argument("document", required=False, metavar="[DOC]")
@as_json
@pass_doorway
def what_works(door: Doorway, document: str | None, as_json: bool) -> None:
    """Show evaluation plans, and what evaluations found beside the commitments."""
    from cli.outcome_shapes import match_json, plan_json

    with door.office() as office:
        from review.monitoring.evaluation import evaluation_plan
        from review.monitoring.what_works import bundled_kinds, load_kinds, matches

        kinds = load_kinds(bundled_kinds())
        read = strategies_of(office, document)
        plans = [evaluation_plan(strategy) for strategy in read]
        found = [match for strategy in read for match in matches(strategy.steps, kinds)]
    if as_json:
        print_json(
            {
                "plans": [plan_json(plan) for plan in plans],
                "context": [match_json(match) for match in found],
            }
        )
        return
    for plan in plans:
        click.echo(f"\n{plan.place}")
        for stated in plan.stated:
            said = [q.text for q in stated.quotes] or [
                stated.searched.sentence if stated.searched else ""
            ]
            click.echo(f"  {stated.aspect.value}: {said[0]}")
    for match in found:
        click.echo(f"\n{match.kind.name} (how sure: {match.kind.sure}): {match.kind.found}")
        print_quote(match.step.quote)


@outcomes.command("chains", cls=DoorCommand)
@click.option(
    "--svg",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a picture of each chain into this folder.",
)
@file_option("--csv", "Write the table twin.")
@as_json
@pass_doorway
def chains(door: Doorway, svg: Path | None, csv: Path | None, as_json: bool) -> None:
    """Show value chains across places: supply, test, make, deploy, use."""
    from cli.outcome_shapes import value_chain_json

    with door.office() as office:
        from index.comparing.overlaps import all_overlaps
        from index.corpus import read_corpus
        from review.theory.value_chains import chains_csv, value_chains
        from review.theory.value_chains_picture import chain_picture

        corpus = read_corpus(office.workspace.store, office.embedder.id)
        found = value_chains(all_overlaps(corpus))
    if csv:
        write_file(csv, chains_csv(found).encode())
    if svg:
        svg.mkdir(parents=True, exist_ok=True)
        for number, chain in enumerate(found, start=1):
            write_file(svg / f"chain-{number}.svg", chain_picture(chain).encode())
    if as_json:
        print_json([value_chain_json(chain) for chain in found])
        return
    for chain in found:
        click.echo(f"\n{', '.join(chain.about)}")
        for place in chain.places:
            click.echo(f"  {place.part.value}: {place.member.place}")
            print_quote(place.member.quote)
    if not found:
        click.echo("No value chains: no promises of two places complement each other.")


@outcomes.command("letter", cls=DoorCommand)
@click.argument("document", metavar="DOC")
@file_option("--docx", "Write a Word document.")
@file_option("--text", "Write plain text.")
@click.option("--send", is_flag=True, help="Keep the letter as sent.")
@as_person
@as_json
@pass_doorway
def letter(
    door: Doorway,
    document: str,
    docx: Path | None,
    text: Path | None,
    send: bool,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Write to the area: strengths, gaps, questions, whom to talk to."""
    from cli.outcome_shapes import letter_json

    with door.office() as office:
        from index.comparing.overlaps import all_overlaps
        from index.corpus import read_corpus
        from review.letters.docx_file import letter_docx
        from review.letters.letter import letter_text, send_letter, write_letter
        from review.monitoring.evaluation import evaluation_plan
        from review.monitoring.what_works import bundled_kinds, load_kinds, matches

        store, engine = office.workspace.store, office.workspace.engine
        chain = chain_for(office, document_id_of(store, document))
        written = write_letter(
            chain,
            evaluation_plan(chain.strategy),
            matches(chain.steps, load_kinds(bundled_kinds())),
            all_overlaps(read_corpus(store, office.embedder.id)),
            door.now().date(),
        )
        signed = as_name or door.user()
        sent = None
        if send:
            who = person_at_door(door, engine, as_name)
            sent, signed = send_letter(engine, written, who=who, at=door.now()), who.name
    if docx:
        write_file(docx, letter_docx(written, signed))
    if text:
        write_file(text, letter_text(written, signed).encode())
    if as_json:
        print_json({**letter_json(written), "sent": sent})
    elif not (docx or text):
        click.echo(letter_text(written, signed))


for _command in (theory, links, register, report, approve):
    outcomes.add_command(_command)

COMMANDS = (outcomes,)
