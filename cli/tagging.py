"""`lis tag`: themes and commitments of any text, without a workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import click

from cli.doorway import Doorway, command, pass_doorway
from index.model_cache import model_cache
from ingest.document import BlockKind, Passage

if TYPE_CHECKING:
    from index.assembly import LanguageTools
    from nlp.analysis import Analyst
    from nlp.themes.examples import ExampleGallery

Line: TypeAlias = tuple[Any, Passage]
"""The id that a line came with, and its text as a passage without a place in a document."""

BATCH = 256  # lines; answers begin to flow early and the embedder still sorts by length


@command("tag")
@click.option(
    "--jsonl",
    "source",
    type=click.File(encoding="utf-8"),
    required=True,
    metavar="FILE",
    help='Lines of {"id", "text"[, "lead_in"]}; - reads standard input.',
)
@click.option(
    "--examples",
    is_flag=True,
    help="Show with each theme the three nearest passages that we wrote and labelled.",
)
@pass_doorway
def tag(door: Doorway, source: IO[str], examples: bool) -> None:
    """Say themes, level, stage and commitments of each line of text.

    Prints one line of JSON for each line read, in the same order.
    """
    lines = _lines(door, source)
    batch = list(islice(lines, BATCH))
    if not batch:
        if not door.complaints:
            door.complain(f"{source.name}: no lines to tag")
        return
    language = door.language_tools(model_cache())
    gallery = _gallery(language) if examples else None
    while batch:
        _answer(language.analyst, batch, gallery)
        batch = list(islice(lines, BATCH))


def _lines(door: Doorway, source: IO[str]) -> Iterator[Line]:
    for number, raw in enumerate(source, 1):
        if not raw.strip():
            continue
        try:
            yield _line(json.loads(raw))
        except ValueError as error:
            reason = "not JSON" if isinstance(error, json.JSONDecodeError) else str(error)
            door.complain(f"{source.name}: line {number}: {reason}; it was left out")


def _line(value: Any) -> Line:
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    text, lead_in = value.get("text"), value.get("lead_in")
    if "id" not in value or not isinstance(text, str):
        raise ValueError('needs "id" and "text"')
    if lead_in is not None and not isinstance(lead_in, str):
        raise ValueError('"lead_in" must be text or null')
    passage = Passage("", "", 0, text, (), BlockKind.PARAGRAPH, (), lead_in or None)
    return value["id"], passage


def _gallery(language: LanguageTools) -> ExampleGallery:
    from eval.labelled import example_gallery

    return example_gallery(language.embedder, language.cache)


def _answer(analyst: Analyst, batch: list[Line], gallery: ExampleGallery | None) -> None:
    from cli.tag_shapes import analysis_json, examples_json
    from index.embedded_text import embedded_text
    from nlp.statement import Statement

    encoded = analyst.encode([embedded_text(passage) for _, passage in batch])
    statements = [Statement.of(passage) for _, passage in batch]
    analyses = analyst.analyse(statements, encoded.vectors, encoded.adapted)
    for (id_, _), analysis, vector in zip(batch, analyses, encoded.vectors, strict=True):
        answer = {"id": id_, **analysis_json(analysis)}
        if gallery is not None:
            for theme in answer["themes"]:
                theme["examples"] = examples_json(gallery.nearest(vector, theme["label"]))
        click.echo(json.dumps(answer, ensure_ascii=False))


COMMANDS = (tag,)
