"""What reviewers say of pairs of passages, kept for good and heeded when overlaps are ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from typing import Final

from sqlalchemy import Engine, insert, select

from index.comparing.overlaps import Overlap
from index.storage import saving, schema
from index.storage.workspace import writer

Pair = frozenset[str]


class Verdict(StrEnum):
    """What a reviewer says of two passages."""

    SAME = "same"
    RELATED = "related"
    NOT_RELATED = "not_related"


CONFIDENCE: Final = {Verdict.SAME: 1.0, Verdict.RELATED: 0.9, Verdict.NOT_RELATED: 0.0}
"""Confidence of an overlap that a person has judged: the judgement stands above the rules."""


@dataclass(frozen=True, slots=True)
class Given:
    """One verdict: on which pair of passages, by whom and when."""

    pair: Pair
    verdict: Verdict
    at: datetime
    by: str


def give_verdict(
    engine: Engine, left: str, right: str, verdict: Verdict, *, at: datetime, by: str = ""
) -> None:
    """Keep a verdict on two passages; earlier ones stay on record, and the last one counts."""
    if left == right:
        raise ValueError("a verdict is on two passages")
    first, second = sorted((left, right))
    with writer(engine).begin() as connection:
        values = {"at": at, "by": by, "left": first, "right": second, "verdict": verdict.value}
        connection.execute(insert(schema.overlap_verdicts), values)
        after = {"other": second, "verdict": verdict.value}
        saving.record(connection, at, by, "judge overlap", first, after=after)


def verdicts(engine: Engine) -> dict[Pair, Given]:
    """Return the verdict that counts for each pair of passages that has one."""
    v = schema.overlap_verdicts.c
    query = select(v.left, v.right, v.verdict, v.at, v.by).order_by(v.id)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return {
        frozenset((left, right)): Given(frozenset((left, right)), Verdict(verdict), at, by)
        for left, right, verdict, at, by in rows
    }


def heeding(overlaps: Sequence[Overlap], given: Mapping[Pair, Given]) -> list[Overlap]:
    """Return overlaps in the order that verdicts give them: the same, as ranked, not related.

    A group counts as judged by the best verdict on any two of its members.
    """
    judged_passages = frozenset(id_ for pair in given for id_ in pair)
    heeded = []
    for rank, overlap in enumerate(overlaps):
        here = {member.passage.id for member in overlap.members} & judged_passages
        if len(here) < 2:  # nearly all: forty strategies have a hundred thousand overlaps
            heeded.append((1, rank, overlap))
            continue
        ids = sorted(here)
        said = [given[key].verdict for p in combinations(ids, 2) if (key := frozenset(p)) in given]
        verdict = min(said, key=list(Verdict).index, default=None)
        if verdict is None:
            heeded.append((1, rank, overlap))
        else:
            place = 2 if verdict is Verdict.NOT_RELATED else 0
            judged = replace(overlap, confidence=CONFIDENCE[verdict])
            heeded.append((place, rank, judged))
    return [overlap for _, _, overlap in sorted(heeded, key=lambda h: h[:2])]
