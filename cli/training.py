"""`lis train`: makes the models that ship from the passages that two coders labelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.doorway import Doorway, Refusal, as_json, command, pass_doorway
from cli.printing import count, print_json

if TYPE_CHECKING:
    from eval.labelled import Labelled
    from index.assembly import LanguageTools
    from nlp.levels.model import TrainedLevels
    from nlp.levels.training import CodedStatement
    from nlp.themes.adapter_training import AdapterTrainer
    from nlp.themes.model import ThemeModel

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
@click.option(
    "--quick",
    is_flag=True,
    help="Leave out the fine-tuned encoders, which take most of the time.",
)
@click.option(
    "--with-reviews",
    is_flag=True,
    help="Learn from reviewers' decisions on tags too: themes only, into --out, as --quick.",
)
@as_json
@pass_doorway
def train(
    door: Doorway,
    real: Path | None,
    out: Path | None,
    quick: bool,
    with_reviews: bool,
    as_json: bool,
) -> None:
    """Train themes, level and stage on every passage that two coders labelled.

    With the folder of real documents it makes the weights that ship; without, it learns from
    the samples and the passages we wrote alone. The same passages always give the same
    weights on the same machine.
    """
    if with_reviews:
        if out is None:
            raise Refusal("--with-reviews never replaces the model in use; name a folder: --out")
        _with_reviews(door, _passages(real), out / "themes", as_json)
        return
    from eval.commitments import coded
    from nlp.levels.model import bundled_levels_folder

    passages = _passages(real)
    language = door.language_tools(None)
    by_source = _by_source(passages)
    folder = out / "themes" if out else None
    trainer = None if quick else _trainer(passages)
    if trainer is None:
        themes = _linear_themes(passages, language, by_source, folder)
    else:
        themes = _themes(passages, trainer, language, by_source, folder)
    codings = [coded(passage) for passage in passages]
    levels = _levels(passages, codings, trainer, language, by_source)
    levels.save(out / "level" if out else bundled_levels_folder())
    if as_json:
        print_json({"themes": themes.id, "levels": levels.id, **by_source})
        return
    if real is None:
        click.echo("No real documents given: learnt from authored text alone.")
    told = ", ".join(f"{number} {source}" for source, number in by_source.items())
    click.echo(f"{themes.id} and {levels.id}: {count(len(passages), 'passage')} ({told})")


def _by_source(passages: Sequence[Labelled]) -> dict[str, int]:
    return {s: sum(p.source == s for p in passages) for s in ("samples", "written", "real")}


def _linear_themes(
    passages: Sequence[Labelled],
    language: LanguageTools,
    by_source: Mapping[str, object],
    out: Path | None,
) -> ThemeModel:
    """Train and save the linear model alone."""
    from eval.labelled import theme_example
    from nlp.themes.adapter import forget_adapter
    from nlp.themes.model import bundled_model_folder
    from nlp.themes.training import train as train_themes

    examples = [theme_example(p) for p in passages]
    model = train_themes(examples, language.framework, language.embedder, by_source)
    folder = out or bundled_model_folder()
    forget_adapter(folder)
    model.save(folder)
    return model


def _trainer(passages: Sequence[Labelled]) -> AdapterTrainer:
    """Return what fine-tunes the encoder; its lower layers are worked out here, once for all."""
    from nlp.themes.adapter_training import AdapterTrainer

    return AdapterTrainer([passage.statement.framed for passage in passages])


def _themes(
    passages: Sequence[Labelled],
    trainer: AdapterTrainer,
    language: LanguageTools,
    by_source: Mapping[str, object],
    out: Path | None,
) -> ThemeModel:
    """Train and save the linear model and the adapter beside it."""
    from eval.labelled import is_running_text, theme_example
    from nlp.themes.blend_training import train_blend
    from nlp.themes.model import bundled_model_folder
    from nlp.themes.training import train as train_themes

    examples = [theme_example(p) for p in passages]
    framework, embedder = language.framework, language.embedder
    model = train_themes(examples, framework, embedder, by_source)
    told = _teller("themes")
    blend = train_blend(examples, trainer, model, framework, embedder, is_running_text, told)
    card = replace(model.card, facts={**model.card.facts, "blend": dict(blend.facts)})
    model = replace(model, card=card)
    folder = out or bundled_model_folder()
    model.save(folder)
    blend.theme.save(folder)
    return model


def _teller(what: str) -> Callable[[str], None]:
    return lambda line: click.echo(f"lis: {what}: {line}", err=True)


def _with_reviews(door: Doorway, passages: Sequence[Labelled], folder: Path, as_json: bool) -> None:
    """Train the linear model of themes with reviewers' decisions, scored before and after."""
    from eval.labelled import theme_example
    from eval.reviewed import reviewed_statements, scored
    from index.storage.tag_decisions import last_decisions
    from nlp.themes.adapter import forget_adapter
    from nlp.themes.training import train as train_themes

    with door.office() as office:
        decisions = last_decisions(office.workspace.engine)
    language = door.language_tools(None)
    reviewed, unknown = reviewed_statements(decisions.values(), language.framework)
    if not reviewed:
        raise Refusal(f"{door.workspace}: nobody has accepted, rejected or added a theme yet")
    if unknown:
        click.echo(f"lis: {count(unknown, 'decision')} on other labels left out", err=True)
    examples = [theme_example(p) for p in passages]
    before, after = (
        scored(examples, language.framework, language.embedder, always) for always in ((), reviewed)
    )
    facts = {**_by_source(passages), "reviewed": len(reviewed)}
    model = train_themes([*examples, *reviewed], language.framework, language.embedder, facts)
    forget_adapter(folder)
    model.save(folder)
    if as_json:
        print_json(
            {"themes": model.id, "reviewed": len(reviewed), "before": before, "after": after}
        )
        return
    click.echo(f"{model.id}: {count(len(reviewed), 'reviewed passage')} learnt from as well")
    click.echo(f"micro-F1 on labelled documents left out: {before:.3f} before, {after:.3f} after")
    click.echo("The model in use was not replaced.")


def _levels(
    passages: Sequence[Labelled],
    codings: Sequence[CodedStatement],
    trainer: AdapterTrainer | None,
    language: LanguageTools,
    facts: Mapping[str, object],
) -> TrainedLevels:
    """Train the linear model and, with a `trainer`, a top of the encoder that judges as well."""
    import numpy as np

    from eval.labelled import is_running_text, theme_example
    from nlp.commitments.promises import SpacyPromiseReader
    from nlp.levels.blend_training import train_adapted
    from nlp.levels.from_promises import StrongestPromise
    from nlp.levels.training import example_rows, fit
    from nlp.themes.blend_training import lesson_of

    embedder = language.embedder
    rows = example_rows(codings, SpacyPromiseReader(levels=StrongestPromise()), embedder)
    model = fit(rows, codings, embedder.id.split("/")[0], facts)
    if trainer is None:
        return model
    judged = np.array([is_running_text(passage.group) for passage in passages], dtype=np.bool_)
    lesson = lesson_of([theme_example(p) for p in passages], language.framework)
    told = _teller("level and stage")
    return train_adapted(model, rows, codings, trainer, lesson, judged, told)


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
