"""`lis train`: makes the theme model again from the passages that two coders labelled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json

if TYPE_CHECKING:
    from eval.labelled import Labelled

NAMED = 5  # passages that are not there are named up to here, and counted beyond


@command("train")
@click.option(
    "--real",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="The folder of real documents: learn from their labelled passages as well.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write the model, instead of over the one that ships.",
)
@as_json
@pass_doorway
def train(door: Doorway, real: Path | None, out: Path | None, as_json: bool) -> None:
    """Train the theme model on every passage that two coders labelled.

    With the folder of real documents it makes the weights that ship; without, it learns from
    the samples and the passages we wrote alone. The same passages always give the same
    weights, whichever back-end embeds them.
    """
    from nlp.themes_model import bundled_model_folder
    from nlp.themes_training import LabelledStatement
    from nlp.themes_training import train as train_themes

    passages = _passages(real)
    language = door.language_tools(None)
    examples = [
        LabelledStatement(p.statement, p.agreed.themes, p.agreed.disputed, p.group)
        for p in passages
    ]
    by_source = {s: sum(p.source == s for p in passages) for s in ("samples", "written", "real")}
    model = train_themes(examples, language.framework, language.embedder, by_source)
    folder = out or bundled_model_folder()
    model.save(folder)
    if as_json:
        print_json({"model": model.id, **by_source, "folder": str(folder)})
        return
    if real is None:
        click.echo("No real documents given: learnt from authored text alone.")
    told = ", ".join(f"{number} {source}" for source, number in by_source.items())
    click.echo(f"{model.id}: {count(len(passages), 'passage')} ({told}); written to {folder}")


def _passages(real: Path | None) -> list[Labelled]:
    from eval.labelled import real_passages, sample_passages, written_passages

    passages = [*sample_passages(), *written_passages()]
    if real is None:
        return passages
    found, missing = real_passages(real)
    if not found:
        raise Refusal(f"{real}: none of the labelled passages is there; nothing was trained")
    for line in missing[:NAMED]:
        click.echo(f"lis: {line}", err=True)
    if len(missing) > NAMED:
        click.echo(f"lis: and {len(missing) - NAMED} more that are not there", err=True)
    return [*passages, *found]


COMMANDS = (train,)
