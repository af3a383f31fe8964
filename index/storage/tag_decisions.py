"""What people said of tags, and the tags that count: the machine's, overruled by the last person.

Decisions are found by passage id, which stays while the text of a passage stays, so that they
outlive a second reading. What the machine says is never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, RowMapping, select

from index.storage.review_tables import readings, tag_decisions
from nlp.analysis import Analysis, Level, Promises
from nlp.commitment import Stage
from nlp.theme import Span, ThemeTag


class Said(StrEnum):
    """What a person says of a label on a passage."""

    ACCEPT = "accept"  # the machine is right to give it
    REJECT = "reject"  # the passage is not about it
    ADD = "add"  # the machine missed it


@dataclass(frozen=True, slots=True)
class TagDecision:
    """A person's word on one label of one passage, beside what the machine said then.

    `spans` are the words of `text` that show it. `model`, `framework` ("id@version") and
    `codebook` are what was in use; `probability` and `accepted` are the machine's, None when it
    had not read the passage.
    """

    id: int
    passage: str
    document: str
    text: str
    text_hash: str
    label: str
    said: Said
    spans: tuple[Span, ...]
    by: str
    at: datetime
    model: str
    framework: str
    codebook: str
    probability: float | None
    accepted: bool | None

    @property
    def holds(self) -> bool:
        """Whether the label counts after this decision."""
        return self.said is not Said.REJECT

    @property
    def quotes(self) -> tuple[str, ...]:
        return tuple(self.text[span.start : span.end] for span in self.spans)


Decisions = Mapping[tuple[str, str], TagDecision]
"""The decision that counts, by passage id and label."""


def tag_history(source: Engine | Connection, passage: str | None = None) -> list[TagDecision]:
    """Return every decision that was ever made, on all passages or on one, oldest first."""
    if isinstance(source, Engine):
        with source.connect() as connection:
            return tag_history(connection, passage)
    query = select(tag_decisions).order_by(tag_decisions.c.id)
    if passage is not None:
        query = query.where(tag_decisions.c.passage_id == passage)
    return [_decision(row) for row in source.execute(query).mappings()]


def last_decisions(
    source: Engine | Connection, passage: str | None = None
) -> dict[tuple[str, str], TagDecision]:
    """Return the last decision on each label of each passage, or of one passage."""
    return {(item.passage, item.label): item for item in tag_history(source, passage)}


def heeding_people(
    analyses: Mapping[str, Analysis], decisions: Decisions, among: Set[str]
) -> dict[str, Analysis]:
    """Return the analyses with `accepted` as people decided it; probabilities stay the machine's.

    Decisions on passages that are not `among` those meant stay out. A label that a person added
    to a passage that no machine has read makes an analysis without promises, so that the passage
    counts.
    """
    by_passage: dict[str, list[TagDecision]] = defaultdict(list)
    for decision in decisions.values():
        if decision.passage in among:
            by_passage[decision.passage].append(decision)
    heeded = dict(analyses)
    for passage, said in by_passage.items():
        held = analyses.get(passage)
        themes = _overruled(held.themes if held else (), said)
        if held is not None:
            heeded[passage] = replace(held, themes=themes)
        elif any(tag.accepted for tag in themes):
            heeded[passage] = Analysis(themes, Promises(Level.NONE, Stage.CONTEXT, ()))
    return heeded


def _overruled(themes: tuple[ThemeTag, ...], said: Iterable[TagDecision]) -> tuple[ThemeTag, ...]:
    tags = {tag.label: tag for tag in themes}
    for decision in said:
        known = tags.get(decision.label)
        probability = known.probability if known else 0.0
        evidence = decision.spans or (known.evidence if known else ())
        tag = known or ThemeTag(decision.label, probability, decision.holds, evidence)
        tags[decision.label] = replace(tag, accepted=decision.holds, evidence=evidence)
    return tuple(tags.values())


def read_passages(engine: Engine) -> frozenset[str]:
    """Return the ids of passages that somebody has read, for what is reviewed of a cell."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(readings.c.passage_id).distinct()).scalars())


def _decision(row: RowMapping) -> TagDecision:
    return TagDecision(
        id=row["id"],
        passage=row["passage_id"],
        document=row["document_id"],
        text=row["text"],
        text_hash=row["text_hash"],
        label=row["label"],
        said=Said(row["decision"]),
        spans=tuple(Span(start, end) for start, end in row["spans"]),
        by=row["by"],
        at=row["at"],
        model=row["model"],
        framework=row["framework"],
        codebook=row["codebook"],
        probability=row["probability"],
        accepted=row["accepted"],
    )
