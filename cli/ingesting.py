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
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json
from cli.progress import stages
from cli.shapes import Json, about_json, problem_json
from cli.which import document_id_of
from ingest.document import About, Reading

if TYPE_CHECKING:
    from index.adding import Added, Reader
    from index.assembly import Office

UNKNOWN = About("", "")
"""What is said of a file before it has been read."""


@command("ingest")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path))
@about_options
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE.csv",
    help="Files with what they are: file, place, title, status, published, lead_body, source_url.",
)
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
    as_json: bool,
) -> None:
    """Add strategies: PDF files, or folders for all PDF files in them.

    Place and title are guessed from the PDF when they are not given. A file that cannot be
    taken is named on standard error; the others are added all the same.
    """
    words = said(place, title, status, published, lead_body, source_url)
    wanted = _wanted(door, paths, words, manifest)
    answers: list[Json] = []
    if wanted:
        with door.new_or_old_office() as office:
            answers = add_all(door, office, wanted, quiet=as_json)
    if as_json:
        print_json(answers)


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
    door: Doorway, office: Office, wanted: list[tuple[Path, Said]], *, quiet: bool
) -> list[Json]:
    """Add each file in a transaction of its own and return what became of those that could be."""
    from index.adding import add_document

    tools = office.tools
    answers: list[Json] = []
    for path, words in wanted:
        with _complaining(door, path.name), stages(path.name) as progress:
            added = add_document(
                path,
                UNKNOWN,
                office.workspace,
                replace(tools, read=_naming(tools.read, words)),
                at=door.now(),
                by=door.user(),
                progress=progress,
            )
            answers.append({"file": str(path), **added_json(added)})
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
    }


def _show(name: str, answer: Json) -> None:
    sheets, passages = count(answer["sheets"], "sheet"), count(answer["passages"], "passage")
    what = f"{answer['title']} ({answer['place']}), {sheets}, {passages}"
    if answer["known"]:
        click.echo(f"{answer['id']}  {name} is here already: {what}")
    else:
        click.echo(f"{answer['id']}  {what}, {sum(answer['seconds'].values()):.1f} s")
    for problem in answer["problems"]:
        click.echo(f"    {problem['message']}")
    for version in answer["versions"]:
        other = version["earlier"] if version["later"] == answer["id"] else version["later"]
        click.echo(f"    Shares much of its text with {other}; it may be another version of it.")


@command("reread")
@click.argument("document", metavar="[DOC]", required=False)
@as_json
@pass_doorway
def reread(door: Doorway, document: str | None, as_json: bool) -> None:
    """Read a strategy, or all of them, again with the reader of today.

    What people said of it stays. A strategy that cannot be read again stays as it was.
    """
    from index.adding import reread_document

    answers: list[Json] = []
    with door.office() as office:
        store = office.workspace.store
        ids = [document_id_of(store, document)] if document else [d.id for d in store.documents()]
        for id_ in ids:
            with _complaining(door, id_), stages(id_) as progress:
                added = reread_document(
                    id_,
                    office.workspace,
                    office.tools,
                    at=door.now(),
                    by=door.user(),
                    progress=progress,
                )
                answers.append(added_json(added))
    if as_json:
        print_json(answers)
        return
    for answer in answers:
        _show(answer["id"], answer)


COMMANDS = (ingest, reread)
