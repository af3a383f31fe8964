"""Suite "overlaps": are the pairs worth reading on top, and is their relation right?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from eval.labelled import GOLD
from eval.measure import Measure, kappa, share
from eval.sample_office import blocks_by_passage
from index.assembly import Office
from index.comparing.overlaps import Overlap, all_overlaps
from index.comparing.relations import OVERLAPS, Relation
from index.corpus import read_corpus

FIRST, DEEP = 20, 100  # what a reviewer reads in one sitting, and what he may page through
WORTH_READING = 2.0  # mean relevance of two coders from which a pair is an overlap


@dataclass(frozen=True, slots=True)
class GradedPair:
    """Two passages of different places with both coders' relation and mean relevance.

    `group` names the joint text that a pair repeats, so that it is counted once.
    """

    left: str
    right: str
    relations: tuple[str, str]
    relevance: float
    group: str | None

    @property
    def positive(self) -> bool:
        return self.relevance >= WORTH_READING

    @property
    def counted_as(self) -> str:
        return self.group or f"{self.left} {self.right}"


def graded_pairs() -> list[GradedPair]:
    """Return the pairs that two coders judged."""
    found = []
    for line in (GOLD / "overlaps.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        a, b = row["relevance"]
        members = row.get("members")
        found.append(
            GradedPair(
                row["left"],
                row["right"],
                (row["relation"][0], row["relation"][1]),
                (a + b) / 2,
                " ".join(sorted(members)) if members else None,
            )
        )
    return found


def measure_overlaps(office: Office) -> list[Measure]:
    """Return precision of the first, recall of the first hundred, ranking and relations."""
    gold = {frozenset((pair.left, pair.right)): pair for pair in graded_pairs()}
    blocks = {p: b.id for p, b in blocks_by_passage(office).items()}
    everything = all_overlaps(read_corpus(office.workspace.store, office.embedder.id))
    shown = [o for o in everything if o.relation in OVERLAPS]
    judged = [(o, _judgements(o, blocks, gold)) for o in shown]
    return [
        *_agreement(list(gold.values())),
        _precision(judged[:FIRST]),
        _recall(judged[:DEEP], list(gold.values())),
        _ranking(everything, blocks, gold),
        _relation(judged),
        Measure(
            "overlaps",
            f"boilerplate in the first {FIRST}",
            float(sum(_is_boilerplate(pairs) for _, pairs in judged[:FIRST])),
            min(FIRST, len(judged)),
            0.0,
            at_most=True,
        ),
    ]


Gold = Mapping[frozenset[str], GradedPair]
Judged = Sequence[tuple[Overlap, list[GradedPair]]]


def _judgements(overlap: Overlap, blocks: Mapping[str, str], gold: Gold) -> list[GradedPair]:
    ids = sorted({blocks[m.passage.id] for m in overlap.members if m.passage.id in blocks})
    pairs = [gold.get(frozenset(pair)) for pair in combinations(ids, 2)]
    return [pair for pair in pairs if pair is not None]


def _precision(judged: Judged) -> Measure:
    """Count what was judged worth reading; what no coder judged counts as wrong and is told."""
    right = sum(any(pair.positive for pair in pairs) for _, pairs in judged)
    unjudged = sum(not pairs for _, pairs in judged)
    return Measure(
        "overlaps",
        f"precision of the first {FIRST}",
        share(right, len(judged)),
        len(judged),
        0.90,
        note=f"{unjudged} not judged, counted as wrong",
    )


def _recall(judged: Judged, gold: Sequence[GradedPair]) -> Measure:
    wanted = {pair.counted_as for pair in gold if pair.positive}
    found = {pair.counted_as for _, pairs in judged for pair in pairs if pair.positive}
    return Measure(
        "overlaps",
        f"gold overlaps found in the first {DEEP}",
        share(len(found), len(wanted)),
        len(wanted),
        0.80,
    )


def _ranking(everything: Sequence[Overlap], blocks: Mapping[str, str], gold: Gold) -> Measure:
    """Return how often a true pair ranks above a coincidence or boilerplate (area under ROC)."""
    order: dict[frozenset[str], int] = {}
    listed = [o for o in everything if o.relation in OVERLAPS]
    set_aside = [o for o in everything if o.relation not in OVERLAPS]
    for rank, overlap in enumerate([*listed, *set_aside]):
        ids = sorted({blocks[m.passage.id] for m in overlap.members if m.passage.id in blocks})
        for pair in combinations(ids, 2):
            order.setdefault(frozenset(pair), rank)
    last = len(everything)
    true = [order.get(key, last) for key, pair in gold.items() if pair.positive]
    false = [
        order.get(key, last)
        for key, pair in gold.items()
        if set(pair.relations) <= {"boilerplate", "coincidence", "none"} and not pair.positive
    ]
    wins = sum((t < f) + 0.5 * (t == f) for t in true for f in false)
    n = len(true) * len(false)
    return Measure("overlaps", "true pairs above false ones, AUC", wins / n if n else 0.0, n, 0.95)


def _relation(judged: Judged) -> Measure:
    agreed = [
        (overlap.relation, pair.relations[0])
        for overlap, pairs in judged
        for pair in pairs[:1]
        if pair.positive and pair.relations[0] == pair.relations[1]
    ]
    right = sum(str(found) == wanted for found, wanted in agreed)
    return Measure("overlaps", "relation right", share(right, len(agreed)), len(agreed), 0.75)


def _is_boilerplate(pairs: Sequence[GradedPair]) -> bool:
    return any(Relation.BOILERPLATE in pair.relations for pair in pairs)


def _agreement(pairs: Sequence[GradedPair]) -> list[Measure]:
    first, second = [p.relations[0] for p in pairs], [p.relations[1] for p in pairs]
    name = "coders: relation, kappa"
    return [Measure("overlaps", name, kappa(first, second), len(pairs), note="two coders")]
