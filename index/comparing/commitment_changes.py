"""What became of the promises of one document in another: kept, dropped, new, or reworded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.comparing.word_changes import meaning, pairs_of
from ingest.document import Passage
from nlp.commitment import Commitment

SLOTS = (
    *("kind", "strength", "actor", "action", "amount", "deadline"),
    *("indicator", "baseline", "target", "partners"),
)
"""What a promise says. Not its stage, which is how we sort it, and not the places it names."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise with the passage that makes it."""

    passage: Passage
    commitment: Commitment

    @property
    def quote(self) -> str:
        return self.passage.text[self.commitment.start : self.commitment.end]


@dataclass(frozen=True, slots=True)
class SlotChange:
    """One slot of a promise as written before and after; None where nothing was said."""

    slot: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """A promise that says something else than before; `slots` names at least one."""

    before: Promised
    after: Promised
    slots: tuple[SlotChange, ...]


@dataclass(frozen=True, slots=True)
class PromiseChanges:
    """What became of promises, each list in reading order."""

    added: tuple[Promised, ...]
    removed: tuple[Promised, ...]
    changed: tuple[PromiseChange, ...]
    unchanged: int


def promise_changes(before: Sequence[Promised], after: Sequence[Promised]) -> PromiseChanges:
    """Return what became of promises: equal wording first, then the likest."""
    pairs = _same_wording(before, after)
    left = [i for i in range(len(before)) if i not in {i for i, _ in pairs}]
    right = [j for j in range(len(after)) if j not in {j for _, j in pairs}]
    alike = pairs_of([before[i].quote for i in left], [after[j].quote for j in right])
    pairs += [(left[i], right[j]) for i, j, _ in alike]
    kept, found = {i for i, _ in pairs}, {j for _, j in pairs}
    compared = [(before[i], after[j], changed_slots(before[i], after[j])) for i, j in sorted(pairs)]
    changed = tuple(PromiseChange(*found) for found in compared if found[2])
    return PromiseChanges(
        tuple(p for j, p in enumerate(after) if j not in found),
        tuple(p for i, p in enumerate(before) if i not in kept),
        changed,
        len(pairs) - len(changed),
    )


def _same_wording(before: Sequence[Promised], after: Sequence[Promised]) -> list[tuple[int, int]]:
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, promised in enumerate(after):
        waiting[tuple(meaning(promised.quote))].append(j)
    pairs = []
    for i, promised in enumerate(before):
        same = waiting[tuple(meaning(promised.quote))]
        if same:
            pairs.append((i, same.pop(0)))
    return pairs


def changed_slots(before: Promised, after: Promised) -> tuple[SlotChange, ...]:
    """Return the slots in which two promises differ; case and punctuation alone do not count."""
    changes = []
    for slot in SLOTS:
        old, new = _written(before.commitment, slot), _written(after.commitment, slot)
        if meaning(old or "") != meaning(new or ""):
            changes.append(SlotChange(slot, old, new))
    return tuple(changes)


def _written(commitment: Commitment, slot: str) -> str | None:
    value = getattr(commitment, slot)
    if value is None:
        return None
    if slot in ("amount", "deadline"):
        return str(value.text)
    if slot == "partners":
        return ", ".join(value) or None
    return str(value)
