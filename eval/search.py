"""Suite "search": are the right passages on top, and is nothing said when nothing is there?"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from eval.labelled import GOLD
from eval.measure import Measure, kappa, share
from eval.reading import fold
from eval.sample_gold import samples
from eval.sample_office import blocks_by_passage, office_of
from index.assembly import Office
from index.searching.query import ask
from index.searching.search import Hit, search
from ingest.document import BODY_KINDS, BoundingBox, document_id

DEPTH = 10
RESAMPLES = 2000  # of the paired bootstrap; the interval's ends move by less than .005 beyond
TUNED_ON = ("queries.jsonl", "queries-4.jsonl", "queries-5.jsonl")
KEPT_BACK = ("queries-4-test.jsonl", "queries-5-test.jsonl")
"""Questions that words, weights and cut-offs were chosen on, and those that they were not."""

REAL = "queries-real.jsonl"
"""Questions to real documents. Their passages go by file, sheet and box: the text is not ours."""

LEAST_IN_COMMON = 0.3  # of two boxes for one passage; a line more or less leaves more

Grades = Mapping[str, float]

WORTH_READING = 2  # grade from which a passage answers; 1 is only the same broad topic


@dataclass(frozen=True, slots=True)
class GradedQuery:
    """A question with the grade, 0 to 3, of each sample passage that was judged for it."""

    id: str
    query: str
    kind: str
    grades: Mapping[str, float]

    @property
    def answerable(self) -> bool:
        return any(grade >= WORTH_READING for grade in self.grades.values())


def graded_queries(*files: str) -> list[GradedQuery]:
    """Return the questions, by default those tuned on; a grade is the mean of two coders'."""
    found = []
    for row in _rows(files or TUNED_ON):
        grades = {p: (a + b) / 2 for p, (a, b) in row["grades"].items()}
        found.append(GradedQuery(row["id"], row["query"], row["kind"], grades))
    return found


def measure_search(office: Office, real: Path | None = None) -> list[Measure]:
    """Return nDCG@10 beside BM25 alone and vectors alone, and how well silence is kept.

    What was tuned on and what was kept back are measured apart, and questions to the real
    documents below `real` by themselves.
    """
    blocks = gold_blocks(office)
    found = [_agreement((*TUNED_ON, *KEPT_BACK))]
    for which, files in (("tuned on", TUNED_ON), ("kept back", KEPT_BACK)):
        found += _measured(office, graded_queries(*files), blocks, twin_grades, which)
    return found if real is None else [*found, *_measured_on_real(real)]


def _measured_on_real(folder: Path) -> list[Measure]:
    queries = graded_queries(REAL)
    graded = {anchor for query in queries for anchor in query.grades}
    named = sorted({anchor.rsplit(" ", 5)[0] for anchor in graded})
    with office_of([folder / name for name in named]) as office:
        anchors = real_anchors(office, folder, graded)
        again = len(graded & set(anchors.values()))
        found = _measured(office, queries, anchors, lambda query: query.grades, "real documents")
    note = f"{REAL}; read differently since, others count as no answer"
    return [
        _agreement((REAL,), "real documents"),
        Measure(
            "search",
            "graded passages found again",
            share(again, len(graded)),
            len(graded),
            note=note,
        ),
        *found,
    ]


def real_anchors(office: Office, folder: Path, anchors: Collection[str]) -> dict[str, str]:
    """Return for each passage the anchor that it lies on most: a file below `folder` and a box.

    A box in points is found again when the passage is cut otherwise than when it was graded.
    """
    by_sheet: dict[tuple[str, int], list[tuple[str, BoundingBox]]] = defaultdict(list)
    for anchor in anchors:
        name, *numbers = anchor.rsplit(" ", 5)
        box = BoundingBox(int(numbers[0]), *(float(n) for n in numbers[1:]))
        by_sheet[document_id((folder / name).read_bytes()), box.sheet].append((anchor, box))
    found: dict[str, tuple[float, str]] = {}  # by anchor: how well, and the passage
    for passage in office.workspace.store.passages():
        for mine in passage.boxes:
            for anchor, box in by_sheet[passage.document_id, mine.sheet]:
                fit = _in_common(mine, box)
                if fit > max(LEAST_IN_COMMON, found.get(anchor, (0.0, ""))[0]):
                    found[anchor] = fit, passage.id
    return {passage: anchor for anchor, (_, passage) in found.items()}


def _in_common(a: BoundingBox, b: BoundingBox) -> float:
    """Return the share of both boxes' area that they have in common."""
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (a.width * a.height + b.width * b.height - shared)


def _measured(
    office: Office,
    queries: Sequence[GradedQuery],
    blocks: Mapping[str, str],
    grades_of: Callable[[GradedQuery], Grades],
    which: str,
) -> list[Measure]:
    ours, words, vectors = [], [], []
    told = wrongly = 0
    for query in queries:
        result = search(query.query, office.workspace, office.embedder, k=DEPTH)
        if query.answerable:
            grades = grades_of(query)
            ours.append(ndcg(_found(result.hits, blocks), grades))
            words.append(ndcg(_by_words(office, query.query, blocks), grades))
            vectors.append(ndcg(_by_vectors(office, query.query, blocks), grades))
            wrongly += result.verdict == "nothing"
        else:
            told += result.verdict == "nothing"
    n, silent = len(ours), len(queries) - len(ours)
    told_so, mistold = share(told, silent), share(wrongly, n)
    return [
        Measure("search", f"nDCG@10, {which}", float(np.mean(ours)), n, 0.80),
        _against("BM25 alone", ours, words, which),
        _against("vectors alone", ours, vectors, which),
        Measure("search", f"no answer: told so, {which}", told_so, silent, 0.80),
        Measure("search", f"wrongly told nothing, {which}", mistold, n, 0.10, True),
    ]


def _rows(files: Sequence[str]) -> Iterator[dict[str, Any]]:
    for file in files:
        for line in (GOLD / file).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def gold_blocks(office: Office) -> dict[str, str]:
    """Return for each passage its gold block, of blocks with the same words the first."""
    twins = _twins()
    return {p: twins[b.id] for p, b in blocks_by_passage(office).items()}


def twin_grades(query: GradedQuery) -> dict[str, float]:
    """Return a question's grades by the first block with the same words."""
    twins = _twins()
    return {twins[block]: grade for block, grade in query.grades.items()}


@cache
def _twins() -> dict[str, str]:
    """Return for each gold block the first block with the same words.

    Search shows text that several strategies share once, with all its places.
    """
    first: dict[str, str] = {}
    twins: dict[str, str] = {}
    for sample in samples():
        for block in sample.blocks:
            twins[block.id] = first.setdefault(fold(block.text), block.id)
    return twins


def _agreement(files: Sequence[str], which: str = "samples") -> Measure:
    pairs = [pair for row in _rows(files) for pair in row["grades"].values()]
    first, second = ([pair[i] >= WORTH_READING for pair in pairs] for i in (0, 1))
    value = kappa(first, second)
    name = f"coders: answers or not, kappa, {which}"
    return Measure("search", name, value, len(pairs), note="two coders")


def _found(hits: Sequence[Hit], blocks: Mapping[str, str]) -> list[str | None]:
    """Return the block of each hit."""
    return [blocks.get(hit.passage.id) for hit in hits]


def _by_words(office: Office, query: str, blocks: Mapping[str, str]) -> list[str | None]:
    from index.searching.lexical import WordIndex

    words = WordIndex(office.workspace.engine)
    ranked = words.rank(ask(query), 4 * DEPTH)
    return _first_bodies(office, [int(n) for n in ranked.numbers], blocks)


def _by_vectors(office: Office, query: str, blocks: Mapping[str, str]) -> list[str | None]:
    store = office.workspace.store
    numbered = store.vectors(office.embedder.id)
    cosine = numbered.matrix @ office.embedder.embed([query])[0]
    order = np.argsort(-cosine, kind="stable")[: 4 * DEPTH]
    return _first_bodies(office, [int(numbered.numbers[i]) for i in order], blocks)


def _first_bodies(
    office: Office, numbers: Sequence[int], blocks: Mapping[str, str]
) -> list[str | None]:
    passages = office.workspace.store.passages_by_number(numbers)
    bodies = [passages[n].id for n in numbers if n in passages and passages[n].kind in BODY_KINDS]
    return [blocks.get(id_) for id_ in bodies[:DEPTH]]


def ndcg(found: Sequence[str | None], grades: Mapping[str, float]) -> float:
    """Return the discounted gain of the first ten, as a share of the best there could be.

    Text found a second time gains nothing: the reader has seen it.
    """
    ideal = sorted(grades.values(), reverse=True)
    once = [f if f not in found[:i] else None for i, f in enumerate(found)]

    def gain(values: Sequence[float]) -> float:
        return sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(values[:DEPTH]))

    best = gain(ideal)
    return gain([grades.get(f, 0.0) if f else 0.0 for f in once]) / best if best else 0.0


def _against(name: str, ours: Sequence[float], theirs: Sequence[float], which: str) -> Measure:
    """Return the gain over a baseline with its paired bootstrap interval."""
    gains = np.array(ours) - np.array(theirs)
    rng = np.random.default_rng(0)
    means = rng.choice(gains, (RESAMPLES, len(gains))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Measure(
        "search",
        f"nDCG@10 more than {name}, {which}",
        float(gains.mean()),
        len(gains),
        0.0,
        low=float(low),
        high=float(high),
        note=f"{name}: {np.mean(theirs):.3f}; paired bootstrap",
    )
