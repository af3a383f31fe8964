"""What evaluations found about kinds of intervention, beside the commitments that are of them.

Context and never a verdict: nothing here is counted into a rating.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp.toml_table import Table, TableError, read_toml
from review.errors import ReviewError
from review.logframes.logframe import Quote
from review.theory.steps import Step

SURE: Final = ("some", "mixed", "little")


class WhatWorksError(ReviewError):
    """A file of findings that cannot be used; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of intervention: what was found, how sure that is, and who says so.

    `ask` is a question to put to whoever plans it. `cues` are phrases that name the kind.
    """

    id: str
    name: str
    found: str
    ask: str
    sure: str
    source: str
    url: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A commitment and the kind of intervention that its words name."""

    step: Step
    kind: Kind
    cue: Quote


def bundled_kinds() -> Path:
    """Return the file of findings that comes with the application."""
    return Path(__file__).resolve().parents[2] / "frameworks" / "what-works.toml"


def load_kinds(path: Path) -> tuple[Kind, ...]:
    """Read and check a file of findings; WhatWorksError says what to mend."""
    try:
        return read_toml(path, lambda table, _: tuple(map(_kind, table.tables("kinds"))))
    except TableError as error:
        raise WhatWorksError(str(error)) from error


def _kind(table: Table) -> Kind:
    sure = table.text("sure")
    if sure not in SURE:
        raise table.error("sure", f"{sure!r} is not one of {', '.join(SURE)}")
    return Kind(
        table.text("id"),
        table.text("name"),
        table.text("found"),
        table.text("ask"),
        sure,
        table.text("source"),
        table.text("url"),
        table.texts("cues"),
    )


def matches(steps: Sequence[Step], kinds: Sequence[Kind]) -> tuple[Match, ...]:
    """Return each commitment with each kind that it names, in reading order."""
    patterns = [(kind, _pattern(kind.cues)) for kind in kinds]
    found = []
    for step in steps:
        text, element = step.passage.text, step.element
        for kind, pattern in patterns:
            if match := pattern.search(text, element.start, element.end):
                found.append(Match(step, kind, Quote(step.passage, *match.span())))
    return tuple(found)


def _pattern(cues: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(cues, key=len, reverse=True)
    words = "|".join(r"[\s-]+".join(re.escape(w) for w in re.split(r"[\s-]", c)) for c in longest)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
