"""`lis which` and `lis requirements`: one answer for each place, or for each requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli.doorway import Doorway, as_json, command, pass_doorway
from cli.finding import place_option, refuse_empty, selection_of, theme_option
from cli.found_shapes import DECIMALS, hit_json
from cli.printing import print_json, print_quote
from cli.shapes import Json, box_json, sheet_name
from cli.which import document_id_of

if TYPE_CHECKING:
    from index.coverage.requirements import Checked
    from index.searching.answers import Answer


@command("which")
@click.argument("question")
@place_option
@theme_option
@as_json
@pass_doorway
def which(
    door: Doorway, question: str, places: tuple[str, ...], themes: tuple[str, ...], as_json: bool
) -> None:
    """Answer "Which places …?": for each place yes, with the best quote, or not found."""
    refuse_empty(question)
    with door.office() as office:
        from index.corpus import current_documents
        from index.searching.answers import answers_by_place
        from index.searching.search import Searcher

        store = office.workspace.store
        selection = selection_of(office, places, themes, (), (), ())
        current = current_documents(store.documents(), store.version_links())
        asked = selection.places or {document.about.place for document in current}
        searcher = Searcher(office.workspace, office.embedder)
        answers = answers_by_place(searcher, question, asked, selection)
    if as_json:
        print_json({"question": question, "places": [answer_json(a) for a in answers]})
        return
    found = [answer for answer in answers if answer.found]
    click.echo(f"Found in {len(found)} of {len(answers)} places.")
    for answer in found:
        _show(answer)
    if silent := [answer.place for answer in answers if not answer.found]:
        click.echo(f"\nNot found in: {', '.join(silent)}. That is no proof that it is not there.")


def answer_json(answer: Answer) -> Json:
    """Return what one place says; `quote` and what follows are null where nothing was found."""
    passage, document = answer.passage, answer.document
    found = passage is not None and document is not None
    return {
        "place": answer.place,
        "answer": "yes" if found else "not_found",
        "quote": answer.words if found else None,
        "passage_id": passage.id if passage else None,
        "document": document.id if document else None,
        "sheet": passage.sheet if passage else None,
        "printed": passage.printed if passage else None,
        "boxes": box_json(passage.boxes) if passage else [],
        "score": round(answer.score, DECIMALS),
    }


def _show(answer: Answer) -> None:
    if answer.passage is not None:
        click.echo(f"\n{answer.place}, {sheet_name(answer.passage)}  ({answer.passage.id})")
        print_quote(answer.words)
        click.echo(f"    How sure: {round(100 * answer.score)} in 100.")


@command("requirements")
@click.argument("document", metavar="[DOC]", required=False)
@as_json
@pass_doorway
def requirements(door: Doorway, document: str | None, as_json: bool) -> None:
    """Look for evidence of each requirement of the framework, in one strategy or in all."""
    with door.office() as office:
        from index.corpus import current_documents
        from index.coverage.requirements import check_requirements
        from index.searching.search import Searcher

        store = office.workspace.store
        ids = [document_id_of(store, document)] if document else []
        chosen = ids or [d.id for d in current_documents(store.documents(), store.version_links())]
        searcher = Searcher(office.workspace, office.embedder)
        wanted = office.framework.requirements
        found = [(id_, check_requirements(searcher, wanted, id_)) for id_ in chosen]
        about = {d.id: d.about for d in store.documents()}
    if as_json:
        print_json(
            [
                {"document": id_, "place": about[id_].place, "requirements": checked_json(checked)}
                for id_, checked in found
            ]
        )
        return
    for id_, checked in found:
        click.echo(f"\n{about[id_].title} ({about[id_].place})")
        show_checked(checked)


def checked_json(checked: list[Checked]) -> list[dict[str, Any]]:
    """Return each requirement with its evidence; without any, `nearest` is what comes nearest."""
    return [
        {
            "id": one.requirement.id,
            "text": one.requirement.text,
            "state": "found" if one.evidence else "not_found",
            "evidence": [hit_json(hit) for hit in one.evidence],
            "nearest": [hit_json(hit) for hit in one.nearest],
        }
        for one in checked
    ]


def show_checked(checked: list[Checked]) -> None:
    """Print which requirements have evidence, with the first quote of each, and which have none."""
    for one in checked:
        state = "evidence found" if one.evidence else "no evidence found"
        click.echo(f"  {one.requirement.id}: {state}. {one.requirement.text}")
        for hit in one.evidence[:1]:
            click.echo(f"    {sheet_name(hit.passage)}  ({hit.passage.id})")
            print_quote(hit.passage.text, "      ")


COMMANDS = (which, requirements)
