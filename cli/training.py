"""`lis train`: makes the theme model again from labelled passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.bundled import SAMPLES
from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json

if TYPE_CHECKING:
    from nlp.themes_training import LabelledStatement


@command("train")
@click.option(
    "--examples",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE.jsonl",
    help='Lines of {"text", "labels", "group"[, "lead_in", "disputed"]}; may be repeated.',
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write the model, instead of over the one that ships.",
)
@as_json
@pass_doorway
def train(door: Doorway, files: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Train the theme model on the samples' gold, or on the examples given.

    The same examples always give the same weights.
    """
    from nlp.themes_model import bundled_model_folder
    from nlp.themes_training import train as train_themes

    sources = files or tuple(sorted(SAMPLES.glob("*/gold/themes.jsonl")))
    examples = [example for source in sources for example in _examples(source)]
    if not examples:
        click.echo("lis: no labelled passages; the prototypes alone are learnt", err=True)
    language = door.language_tools(None)
    facts = {"examples": len(examples), "groups": len({e.group for e in examples})}
    model = train_themes(examples, language.framework, language.embedder, facts)
    folder = out or bundled_model_folder()
    model.save(folder)
    if as_json:
        print_json({"model": model.id, **facts, "folder": str(folder)})
    else:
        learnt = f"{count(facts['examples'], 'passage')} in {count(facts['groups'], 'group')}"
        click.echo(f"{model.id}: {learnt}; written to {folder}")


def _examples(source: Path) -> Iterator[LabelledStatement]:
    with source.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield _example(json.loads(line), source)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Refusal(f"{source}: line {number}: {error!r}; nothing was trained") from error


def _example(value: dict[str, Any], source: Path) -> LabelledStatement:
    from nlp.statement import Statement
    from nlp.themes_training import LabelledStatement

    return LabelledStatement(
        Statement(value["text"], value.get("lead_in")),
        frozenset(value["labels"]),
        frozenset(value.get("disputed", ())),
        value.get("group", source.parent.parent.name),
    )


COMMANDS = (train,)
