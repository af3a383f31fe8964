"""What two coders who read each passage on their own said of it, and what they agree on.

Gold is what both said, or what a third coder settled where they differed. What only one said
and nobody settled is disputed and left out of scoring, so that a figure never hangs on a
coder's slip; the agreement of the first two is reported beside every score.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.measure import Measure, f1, kappa

SAME_PROMISE = 0.5  # share of the joint words from which two spans are one promise


@dataclass(frozen=True, slots=True)
class CodedCommitment:
    """A promise as one coder marked it: offsets into the passage, slots as written."""

    start: int
    end: int
    kind: str
    strength: str
    stage: str
    actor: str | None
    amount: str | None
    deadline: str | None
    partners: tuple[str, ...]

    def overlap(self, other: CodedCommitment) -> float:
        """Return the share of the characters of either that both cover."""
        both = min(self.end, other.end) - max(self.start, other.start)
        either = max(self.end, other.end) - min(self.start, other.start)
        return max(both, 0) / either if either else 0.0


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's labels of one passage."""

    id: str
    themes: frozenset[str]
    level: str
    stage: str
    commitments: tuple[CodedCommitment, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a third coder ruled; None where there was nothing to settle."""

    themes: frozenset[str] | None = None
    level: str | None = None
    stage: str | None = None


UNSETTLED = Settled()


@dataclass(frozen=True, slots=True)
class Agreed:
    """What holds of a passage; `level` and `stage` are None when coders differ and none settled.

    `disputed` holds labels, and `doubtful` promises, that only one of them gave.
    """

    id: str
    themes: frozenset[str]
    disputed: frozenset[str]
    level: str | None
    stage: str | None
    commitments: tuple[tuple[CodedCommitment, CodedCommitment], ...]
    doubtful: tuple[CodedCommitment, ...]


def read_codings(path: Path, texts: dict[str, str]) -> dict[str, Coding]:
    """Return the codings in a file by passage id.

    Raises ValueError when a quote is not in its passage: gold that cannot be shown is no gold.
    """
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["id"]]
        promises = tuple(_promise(p, text, row["id"]) for p in row.get("commitments", ()))
        level = row["level"] if "level" in row else row["commitment"]
        found[row["id"]] = Coding(
            row["id"], frozenset(row["themes"]), level, row["stage"], promises
        )
    return found


def read_settled(path: Path) -> dict[str, Settled]:
    """Return what was settled by passage id; nothing when there is no such file."""
    if not path.is_file():
        return {}
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {
        row["id"]: Settled(
            frozenset(row["themes"]) if "themes" in row else None,
            row.get("commitment"),
            row.get("stage"),
        )
        for row in rows
    }


def _promise(row: dict[str, Any], text: str, passage: str) -> CodedCommitment:
    start = text.find(row["quote"])
    if start < 0:
        raise ValueError(f"{passage}: the quote {row['quote']!r} is not in the passage")
    return CodedCommitment(
        start,
        start + len(row["quote"]),
        row["kind"],
        row["strength"],
        row["stage"],
        row.get("actor"),
        row.get("amount"),
        row.get("deadline"),
        tuple(row.get("partners") or ()),
    )


def agree(first: Coding, second: Coding, settled: Settled = UNSETTLED) -> Agreed:
    """Return what two codings of one passage have in common, or what was settled instead."""
    pairs, doubtful = pair_promises(first.commitments, second.commitments)
    return Agreed(
        first.id,
        first.themes & second.themes if settled.themes is None else settled.themes,
        first.themes ^ second.themes if settled.themes is None else frozenset(),
        first.level if first.level == second.level else settled.level,
        first.stage if first.stage == second.stage else settled.stage,
        tuple(pairs),
        tuple(doubtful),
    )


def pair_promises(
    first: Sequence[CodedCommitment], second: Sequence[CodedCommitment]
) -> tuple[list[tuple[CodedCommitment, CodedCommitment]], list[CodedCommitment]]:
    """Match promises whose spans share most of their words, the closest first."""
    candidates = sorted(
        ((a.overlap(b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)),
        reverse=True,
    )
    left, right = set(range(len(first))), set(range(len(second)))
    pairs = []
    for share, i, j in candidates:
        if share >= SAME_PROMISE and i in left and j in right:
            pairs.append((first[i], second[j]))
            left.remove(i)
            right.remove(j)
    pairs.sort(key=lambda pair: pair[0].start)
    return pairs, [first[i] for i in sorted(left)] + [second[j] for j in sorted(right)]


def agreement(suite: str, codings: Sequence[tuple[Coding, Coding]]) -> list[Measure]:
    """Return how far the coders agree: the ceiling for any score against them."""
    n = len(codings)
    both = sum(len(a.themes & b.themes) for a, b in codings)
    first, second = sum(len(a.themes) for a, _ in codings), sum(len(b.themes) for _, b in codings)
    pairs = sum(len(pair_promises(a.commitments, b.commitments)[0]) for a, b in codings)
    promises = (
        sum(len(a.commitments) for a, _ in codings),
        sum(len(b.commitments) for _, b in codings),
    )
    note = "between the two coders"
    return [
        Measure(suite, "coders: themes micro-F1", f1(both, first, second), n, note=note),
        Measure(
            suite,
            "coders: level kappa",
            kappa([a.level for a, _ in codings], [b.level for _, b in codings]),
            n,
            note=note,
        ),
        Measure(
            suite,
            "coders: stage kappa",
            kappa([a.stage for a, _ in codings], [b.stage for _, b in codings]),
            n,
            note=note,
        ),
        Measure(suite, "coders: commitments F1", f1(pairs, *promises), sum(promises), note=note),
    ]
