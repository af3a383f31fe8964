"""Suite "commitments": are promises found, with their slots, level and stage?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.coders import SAME_PROMISE, CodedCommitment, agreement
from eval.labelled import Labelled, outside_passages, sample_passages
from eval.measure import Measure, f1, kappa, share
from eval.themes import split_headline
from index.assembly import LanguageTools
from nlp.analysis import Level, Promises
from nlp.commitment import Commitment, Stage

if TYPE_CHECKING:
    from nlp.levels.training import CodedStatement


def measure_commitments(language: LanguageTools, outside: Path | None = None) -> list[Measure]:
    """Return scores on the samples, and level and stage on passages `outside`."""
    passages = sample_passages()
    measures = agreement("commitments", [p.codings for p in passages])
    if passages:
        found = _read_never_seen(passages, language)
        said = [(promises.level, promises.stage) for promises in found]
        measures += _records(passages, found) + _levels("samples, one left out", passages, said)
    if outside is not None:
        for name, part in split_headline(outside_passages(outside)).items():
            read = _read(part, language)
            measures += _levels(name, part, [(r.level, r.stage) for r in read])
    return measures


def coded(passage: Labelled) -> CodedStatement:
    """Return a passage as the level model learns it.

    What both coders said or a third settled counts alone; otherwise both words count.
    """
    from nlp.levels.training import CodedStatement

    level, stage = passage.agreed.level, passage.agreed.stage
    levels = [level] if level is not None else [coding.level for coding in passage.codings]
    stages = [stage] if stage is not None else [coding.stage for coding in passage.codings]
    return CodedStatement(
        passage.statement, tuple(map(Level, levels)), tuple(map(Stage, stages)), passage.group
    )


def _read_never_seen(passages: Sequence[Labelled], language: LanguageTools) -> list[Promises]:
    """Return what is read when level and stage come from models that never saw the strategy.

    The level decides which commitments stand, so a model that learnt from the strategy would
    lend the commitments its knowledge.
    """
    from nlp.commitments.promises import SpacyPromiseReader
    from nlp.levels.agreement import agreed
    from nlp.levels.from_promises import StrongestPromise
    from nlp.levels.training import leave_one_group_out

    reader = SpacyPromiseReader(levels=StrongestPromise())
    verdicts = leave_one_group_out([coded(p) for p in passages], reader, language.embedder)
    ruled = reader.read([p.statement for p in passages])
    return [
        agreed(passage.statement, verdict, promises.commitments)
        for passage, verdict, promises in zip(passages, verdicts, ruled, strict=True)
    ]


def _read(passages: Sequence[Labelled], language: LanguageTools) -> list[Promises]:
    statements = [p.statement for p in passages]
    encoded = language.analyst.encode([statement.framed for statement in statements])
    return language.analyst.promises.read(statements, encoded.vectors, encoded.adapted)


def _levels(
    name: str, passages: Sequence[Labelled], said: Sequence[tuple[Level, Stage]]
) -> list[Measure]:
    measures = []
    for place, (what, bar) in enumerate((("level", 0.75), ("stage", 0.70))):
        pairs = [
            (getattr(p.agreed, what), str(answer[place]))
            for p, answer in zip(passages, said, strict=True)
            if getattr(p.agreed, what) is not None
        ]
        value = kappa([a for a, _ in pairs], [b for _, b in pairs])
        measures.append(Measure("commitments", f"{name}: {what} kappa", value, len(pairs), bar))
    return measures


def _records(passages: Sequence[Labelled], found: Sequence[Promises]) -> list[Measure]:
    matched = wanted = taken = 0
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for passage, promises in zip(passages, found, strict=True):
        gold = passage.agreed.commitments
        doubtful = passage.agreed.doubtful
        pairs, extra = _match(promises.commitments, gold)
        # A find that only one coder made is neither right nor wrong.
        extra = [c for c in extra if not any(_overlap(c, d) >= SAME_PROMISE for d in doubtful)]
        matched, wanted = matched + len(pairs), wanted + len(gold)
        taken += len(pairs) + len(extra)
        for commitment, coded in pairs:
            _score_slots(commitment, coded, right, of)
    measures = [
        Measure("commitments", "commitment found, F1", f1(matched, taken, wanted), wanted, 0.85)
    ]
    bars = {"strength": 0.90, "amount": 0.95, "deadline": 0.90, "actor": 0.85, "partners": 0.80}
    return measures + [
        Measure("commitments", f"{slot} right", share(right[slot], of[slot]), of[slot], bar)
        for slot, bar in bars.items()
    ]


def _match(
    found: Sequence[Commitment], gold: Sequence[tuple[CodedCommitment, CodedCommitment]]
) -> tuple[list[tuple[Commitment, tuple[CodedCommitment, CodedCommitment]]], list[Commitment]]:
    """Pair finds with gold by shared words, best first."""
    candidates = sorted(
        (
            (max(_overlap(c, a), _overlap(c, b)), i, j)
            for i, c in enumerate(found)
            for j, (a, b) in enumerate(gold)
        ),
        reverse=True,
    )
    left, right = set(range(len(found))), set(range(len(gold)))
    pairs = []
    for overlap, i, j in candidates:
        if overlap >= SAME_PROMISE and i in left and j in right:
            pairs.append((found[i], gold[j]))
            left.remove(i)
            right.remove(j)
    return pairs, [found[i] for i in sorted(left)]


def _overlap(commitment: Commitment, coded: CodedCommitment) -> float:
    both = min(commitment.end, coded.end) - max(commitment.start, coded.start)
    either = max(commitment.end, coded.end) - min(commitment.start, coded.start)
    return max(both, 0) / either if either else 0.0


def _score_slots(
    commitment: Commitment,
    coded: tuple[CodedCommitment, CodedCommitment],
    right: Counter[str],
    of: Counter[str],
) -> None:
    """Score each slot on which the coders agree; a slot is right when either wording fits."""
    a, b = coded
    if a.strength == b.strength:
        of["strength"] += 1
        right["strength"] += commitment.strength == a.strength
    answers = {
        "amount": commitment.amount.text if commitment.amount else None,
        "deadline": commitment.deadline.text if commitment.deadline else None,
        "actor": commitment.actor,
    }
    for slot, answer in answers.items():
        first, second = getattr(a, slot), getattr(b, slot)
        if bool(first) != bool(second) or (first and not _alike(first, second)):
            continue  # the coders differ
        of[slot] += 1
        right[slot] += _alike(answer, first) or _alike(answer, second)
    if bool(a.partners) == bool(b.partners):
        of["partners"] += 1
        wanted = {_bare(p) for p in (*a.partners, *b.partners)}
        named = {_bare(p) for p in commitment.partners}
        hit = any(p in w or w in p for p in named for w in wanted)
        right["partners"] += hit if wanted else not named


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two wordings are the same, small words and reach apart."""
    if not one or not other:
        return not one and not other
    a, b = _bare(one), _bare(other)
    return a == b or a in b or b in a


def _bare(text: str) -> str:
    plain = re.sub(r"[^\w£€$%./ -]", "", text.lower())
    return re.sub(r"^(?:the|a|an|by|in|from|to|our|end of)\s+", "", plain).strip()
