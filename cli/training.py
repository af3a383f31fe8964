"""`lis train`: makes the models that ship from the passages that two coders labelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json

if TYPE_CHECKING:
    from eval.labelled import Labelled
    from index.assembly import LanguageTools
    from nlp.level_model import TrainedLevels
    from nlp.themes_model import ThemeModel

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
    """Train themes, level and stage on every passage that two coders labelled.

    With the folder of real documents it makes the weights that ship; without, it learns from
    the samples and the passages we wrote alone. The same passages always give the same
    weights, whichever back-end embeds them.
    """
    from nlp.level_model import bundled_levels_folder
    from nlp.themes_model import bundled_model_folder

    passages = _passages(real)
    language = door.language_tools(None)
    by_source = {s: sum(p.source == s for p in passages) for s in ("samples", "written", "real")}
    themes = _themes(passages, language, by_source)
    themes.save(out / "themes" if out else bundled_model_folder())
    levels = _levels(passages, language, by_source)
    levels.save(out / "level" if out else bundled_levels_folder())
    if as_json:
        print_json({"themes": themes.id, "levels": levels.id, **by_source})
        return
    if real is None:
        click.echo("No real documents given: learnt from authored text alone.")
    told = ", ".join(f"{number} {source}" for source, number in by_source.items())
    click.echo(f"{themes.id} and {levels.id}: {count(len(passages), 'passage')} ({told})")


def _themes(
    passages: Sequence[Labelled], language: LanguageTools, facts: Mapping[str, object]
) -> ThemeModel:
    from nlp.themes_training import LabelledStatement
    from nlp.themes_training import train as train_themes

    examples = [
        LabelledStatement(p.statement, p.agreed.themes, p.agreed.disputed, p.group)
        for p in passages
    ]
    return train_themes(examples, language.framework, language.embedder, facts)


def _levels(
    passages: Sequence[Labelled], language: LanguageTools, facts: Mapping[str, object]
) -> TrainedLevels:
    from eval.commitments import coded
    from nlp.level import StrongestPromise
    from nlp.level_training import train as train_levels
    from nlp.promises import SpacyPromiseReader

    reader = SpacyPromiseReader(levels=StrongestPromise())
    return train_levels([coded(p) for p in passages], reader, language.embedder, facts)


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
