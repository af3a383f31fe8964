"""Strategies made of promises whose every slot a test chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ingest.document import BlockKind, BoundingBox, Cell
from nlp.commitment import Amount, Commitment, CommitmentKind, Deadline, Stage, Strength
from review.theory.steps import Strategy
from tests.index.strategies import Said, analysis, reading

BOX = (BoundingBox(1, 0, 0, 1, 1),)


def told(
    text: str,
    words: str | None = None,
    *,
    stage: Stage = Stage.ACTIVITY,
    kind: CommitmentKind = CommitmentKind.ACTION,
    strength: Strength = Strength.FIRM,
    themes: Sequence[str] = (),
    headings: Sequence[str] = ("Skills",),
    lead_in: str | None = None,
    money: float | None = None,
    due: tuple[str, date] | None = None,
    **slots: Any,
) -> Said:
    """Return a passage with one promise, made by `words` of it (default: by the whole)."""
    words = words or text
    start = text.index(words)
    amount = Amount(f"£{money:.0f}m", money * 1e6, "GBP") if money else None
    deadline = Deadline(due[0], due[1], due[1]) if due else None
    made = Commitment(
        start,
        start + len(words),
        kind,
        strength,
        stage,
        slots.pop("actor", "We"),
        words,
        amount=amount,
        deadline=deadline,
        **slots,
    )
    return Said(text, tuple(themes), (made,), headings=tuple(headings), lead_in=lead_in)


def row(cells: Sequence[tuple[str, str]], year: int | None, **slots: Any) -> Said:
    """Return a row of a target table: cells of (header, text)."""
    text = "\t".join(words for _, words in cells)
    deadline = Deadline(str(year), date(year, 1, 1), date(year, 12, 31)) if year else None
    made = Commitment(
        0,
        len(text),
        CommitmentKind.TARGET,
        Strength.FIRM,
        Stage.OUTCOME,
        None,
        str(slots.get("indicator", "")),
        deadline=deadline,
        **slots,
    )
    made_of = tuple(Cell(header, words, BOX) for header, words in cells)
    return Said(
        text, (), (made,), BlockKind.TABLE_ROW, headings=("How we shall know",), cells=made_of
    )


def strategy(*said: Said | str, place: str = "North Vale", **about: Any) -> Strategy:
    """Return a strategy of these passages, published on 1 July 2019 unless `about` says else."""
    read = reading(place, *said, **about)
    things = [Said(s) if isinstance(s, str) else s for s in said]
    analyses = {
        passage.id: analysis(thing) for passage, thing in zip(read.passages, things, strict=True)
    }
    return Strategy(read.document, read.passages, analyses)


FIBRE = row(
    [("Measure", "Premises with full fibre"), ("Now", "3.8% (2019)"), ("2022", "20%"),
     ("Target", "45%"), ("By", "2025")],
    2025,
    indicator="Premises with full fibre",
    baseline="3.8% (2019)",
    target="45%",
)  # fmt: skip


def without(said: Said, **slots: Any) -> Said:
    """Return the passage with other slots in its one promise."""
    return replace(said, commitments=(replace(said.commitments[0], **slots),))
