"""`lis ingest` and `lis reread`: PDFs in, and a better reading of PDFs that are in."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.about_options import Said, about_options, read_manifest, said
from cli.acting import acting, as_person
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json
from cli.progress import stages
from cli.shapes import Json, about_json, problem_json
from cli.which import document_id_of
from ingest.document import About, Document, Reading, TextSource

if TYPE_CHECKING:
    from index.adding import Added, Reader
    from index.assembly import Office
    from index.storage.store import Store

UNKNOWN = About("", "")
"""What is said of a file before it has been read."""


ocr_option = click.option(
    "--ocr", is_flag=True, help="Read pages without text from their picture (extra `ocr`)."
)


@command("ingest")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path))
@about_options
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE.csv",
    help="Files with what they are: file, place, title, status, published, lead_body, source_url.",
)
@ocr_option
@as_person
@as_json
@pass_doorway
def ingest(
    door: Doorway,
    paths: tuple[Path, ...],
    place: str | None,
    title: str | None,
    status: str | None,
    published: tuple[date, str] | None,
    lead_body: str | None,
    source_url: str | None,
    manifest: Path | None,
    ocr: bool,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Add strategies: PDF files, or folders for all PDF files in them.

    Place and title are guessed from the PDF when they are not given. A file that cannot be
    taken is named on standard error; the others are added all the same.
    """
    from review.permissions import Action

    _check_engine(ocr)
    words = said(place, title, status, published, lead_body, source_url)
    wanted = _wanted(door, paths, words, manifest)
    answers: list[Json] = []
    if wanted:
        with door.new_or_old_office() as office:
            by = acting(door, office.workspace.engine, Action.ADD_STRATEGY, as_name)
            answers = add_all(door, office, wanted, by=by, quiet=as_json, recognise=ocr)
    if as_json:
        print_json(answers)


def _check_engine(ocr: bool) -> None:
    """Refuse what cannot be done before any file is touched."""
    from ingest.ocr.engine import why_not

    if ocr and (missing := why_not()):
        raise Refusal(missing)


def _wanted(
    door: Doorway, paths: tuple[Path, ...], words: Said, manifest: Path | None
) -> list[tuple[Path, Said]]:
    if manifest is not None:
        if paths or words != Said():
            raise Refusal("--manifest says what each file is; give no files or options beside it")
        return read_manifest(manifest, door.complain)
    if not paths:
        raise Refusal("name a PDF file, a folder or a --manifest")
    files = list(_pdfs(door, paths))
    if words.title is not None and len(files) > 1:
        raise Refusal(f"--title names one strategy, and {count(len(files), 'file')} were given")
    return [(file, words) for file in files]


def _pdfs(door: Doorway, paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            door.complain(f"{path}: there is no such file")
        elif not path.is_dir():
            yield path
        else:
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf")
            if not found:
                door.complain(f"{path}: there is no PDF file in this folder")
            yield from found


def add_all(
    door: Doorway,
    office: Office,
    wanted: list[tuple[Path, Said]],
    *,
    by: str,
    quiet: bool,
    recognise: bool = False,
) -> list[Json]:
    """Add each file in a transaction of its own and return what became of those that could be."""
    from index.adding import add_document

    tools = office.tools.for_pictures() if recognise else office.tools
    answers: list[Json] = []
    for path, words in wanted:
        with _complaining(door, path.name), stages(path.name) as progress:
            added = add_document(
                path,
                UNKNOWN,
                office.workspace,
                replace(tools, read=_naming(tools.read, words)),
                at=door.now(),
                by=by,
                progress=progress,
            )
            answers.append({"file": str(path), **added_json(added)})
            _point_out(office.workspace.store, added, recognise=recognise)
        if not quiet and answers and answers[-1]["file"] == str(path):
            _show(path.name, answers[-1])
    return answers


def _naming(read: Reader, words: Said) -> Reader:
    """Return a reader that names what it read by what was said, else by what its pages say."""
    from ingest.guess import guess_about

    def read_and_name(path: Path, about: About) -> Reading:
        reading = read(path, about)
        guessed = guess_about(reading, path.stem)
        # A strategy without a place would be taken for every other one without a place.
        guessed = replace(guessed, place=guessed.place or guessed.title)
        document = replace(reading.document, about=words.over(guessed))
        return replace(reading, document=document)

    return read_and_name


@contextmanager
def _complaining(door: Doorway, name: str) -> Iterator[None]:
    """Turn whatever one file raises into a line, so that the files after it are still added."""
    from ingest.errors import UnreadableError

    try:
        yield
    except UnreadableError as error:
        door.complain(str(error))
    except Exception as error:
        if door.verbose:
            traceback.print_exception(error)
        door.complain(f"{name}: {type(error).__name__}: {error}")


def added_json(added: Added) -> Json:
    """Return what became of a file; `known` files were there before and changed nothing."""
    return {
        "id": added.document.id,
        **about_json(added.document.about),
        "sheets": len(added.document.pages),
        "passages": added.passages,
        "problems": [problem_json(problem) for problem in added.document.problems],
        "seconds": {stage: round(spent, 3) for stage, spent in added.seconds.items()},
        "known": added.known,
        "versions": [
            {"earlier": v.earlier, "later": v.later, "shared": round(v.shared, 2)}
            for v in added.versions
        ],
        "version_of": version_of(added),
    }


def version_of(added: Added) -> str | None:
    """Return the id of the strategy that a file is most like, when so alike that it is offered."""
    if not added.versions:
        return None
    nearest = max(added.versions, key=lambda link: link.shared)
    return nearest.earlier if nearest.later == added.document.id else nearest.later


def _point_out(store: Store, added: Added, *, recognise: bool) -> None:
    """Say on standard error what a person will want to do next."""
    id_ = added.document.id
    other = version_of(added)
    if other is not None:
        shared = max(link.shared for link in added.versions)
        click.echo(
            f"lis: {id_} shares {100 * shared:.0f} in 100 of its text with {other}"
            f" ({store.document(other).about.title}); if it is another version of it, say"
            f" `lis versions {id_} --of {other} --confirm`",
            err=True,
        )
    unread = sum(page.text_source is TextSource.NONE for page in added.document.pages)
    if added.known and recognise and unread:
        click.echo(
            f"lis: {id_} is here already, with {count(unread, 'sheet')} not read; "
            f"`lis reread {id_} --ocr` reads their pictures",
            err=True,
        )


def _show(name: str, answer: Json) -> None:
    sheets, passages = count(answer["sheets"], "sheet"), count(answer["passages"], "passage")
    what = f"{answer['title']} ({answer['place']}), {sheets}, {passages}"
    if answer["known"]:
        click.echo(f"{answer['id']}  {name} is here already: {what}")
    else:
        click.echo(f"{answer['id']}  {what}, {sum(answer['seconds'].values()):.1f} s")
    for problem in answer["problems"]:
        click.echo(f"    {problem['message']}")


@command("reread")
@click.argument("document", metavar="[DOC]", required=False)
@ocr_option
@as_person
@as_json
@pass_doorway
def reread(
    door: Doorway, document: str | None, ocr: bool, as_name: str | None, as_json: bool
) -> None:
    """Read a strategy, or all of them, again with the reader of today.

    What people said of it stays. A strategy that cannot be read again stays as it was. One whose
    pictures were read before has them read again.
    """
    from index.adding import reread_document
    from review.permissions import Action

    _check_engine(ocr)
    answers: list[Json] = []
    with door.office() as office:
        store = office.workspace.store
        by = acting(door, store.engine, Action.EDIT_STRATEGY, as_name)
        ids = [document_id_of(store, document)] if document else [d.id for d in store.documents()]
        for id_ in ids:
            again = ocr or was_recognised(store.document(id_))
            with _complaining(door, id_), stages(id_) as progress:
                added = reread_document(
                    id_,
                    office.workspace,
                    office.tools.for_pictures() if again else office.tools,
                    at=door.now(),
                    by=by,
                    progress=progress,
                )
                answers.append(added_json(added))
                _attach_again(door, office, id_, by)
    if as_json:
        print_json(answers)
        return
    for answer in answers:
        _show(answer["id"], answer)


def _attach_again(door: Doorway, office: Office, document: str, by: str) -> None:
    """Find reviewers' quotes in the new reading; name those that stand nowhere in it."""
    from review.casebook import Casebook
    from review.reattach import reattach_after_reading

    again = reattach_after_reading(Casebook.of(office), document, at=door.now(), by=by)
    for held in again.lost:
        click.echo(
            f"lis: {document}: this quote of a review is not in the new reading; "
            f"its words are kept: “{held.quote}”",
            err=True,
        )


def was_recognised(document: Document) -> bool:
    """Whether words of a strategy were read from pictures; a text layer has no confidence."""
    return any(page.confidence is not None for page in document.pages)


COMMANDS = (ingest, reread)
