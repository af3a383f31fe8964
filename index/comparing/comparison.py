"""Sets two documents side by side: how much they share, and what changed between versions."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from index.comparing.commitment_changes import PromiseChanges, Promised, promise_changes
from index.comparing.duplicates import Runs, containment, runs, words
from index.comparing.word_changes import Change, Piece, meaning, pairs_of, word_changes
from index.searching.selection import Selection
from index.storage.store import Store, VersionLink
from ingest.document import BODY_KINDS, Document, Passage

VERSION_FROM: Final = 0.4
"""Share of word runs in common from which a version is offered.

In the samples, strategies that share one whole chapter have up to .10 in common, and a draft and
its final text .80. Halfway, because an offer costs a reader one click.
"""

TOLD: Final = 0.95
"""Share of its word runs from which a passage is told in a text: a line end may cost one."""

SHORTEST_TOLD: Final = 8
"""Words that a passage must have to be looked for in the running text: fewer recur by chance."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage that was rewritten, with its words; the lead-in is among them where it changed."""

    before: Passage
    after: Passage
    likeness: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the passages of one document in another, each list in reading order.

    `moved` counts passages that stand elsewhere, or were cut or joined anew, with the same words;
    they are neither added nor removed nor changed.
    """

    earlier: Document
    later: Document
    shared: float
    added: tuple[Passage, ...]
    removed: tuple[Passage, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    moved: int
    commitments: PromiseChanges


@dataclass(frozen=True, slots=True)
class Near:
    """A document that resembles another: by the words it shares with it."""

    document: Document
    shared: float


def closest(store: Store, document: str) -> list[Near]:
    """Return all other documents, the one that shares most word runs first."""
    documents = store.documents()
    store.document(document)
    shingles = {d.id: document_runs(_body(store, d.id)) for d in documents}
    found = [
        Near(d, containment(shingles[document], shingles[d.id]))
        for d in documents
        if d.id != document
    ]
    return sorted(found, key=lambda near: (-near.shared, near.document.id))


def document_runs(passages: Sequence[Passage]) -> Runs:
    """Return the word runs of all passages together."""
    return frozenset().union(*(runs(p.text) for p in passages))


def shared_text(store: Store, earlier: str, later: str) -> float:
    """Return the share of the shorter document's word runs that the other has."""
    return containment(document_runs(_body(store, earlier)), document_runs(_body(store, later)))


def offer_versions(store: Store, document: str, *, at: datetime) -> tuple[VersionLink, ...]:
    """Keep and return an offer for each document so alike that it may be another version."""
    offers = []
    new = store.document(document)
    for near in closest(store, document):
        if near.shared < VERSION_FROM:
            break
        earlier, later = sorted((near.document, new), key=_age)
        link = VersionLink(earlier.id, later.id, near.shared, confirmed=False)
        store.link_versions(link, at=at)
        offers.append(link)
    return tuple(offers)


def _age(document: Document) -> tuple[date, int]:
    # A draft without a date is taken to be the older of two.
    order = ("draft", "submission", "final", "agreed")
    return document.about.published or date.min, order.index(document.about.status.value)


def compare(store: Store, earlier: str, later: str) -> Comparison:
    """Return what was added, removed and changed from one document to another."""
    before, after = _body(store, earlier), _body(store, later)
    level, gone, come = _aligned(before, after)
    places = _same_elsewhere(gone, come)
    elsewhere = [(gone[i], come[j]) for i, j in places]
    gone, come = _without(gone, {i for i, _ in places}), _without(come, {j for _, j in places})
    led = [c for c in (_led_differently(*pair) for pair in [*level, *elsewhere]) if c is not None]
    matched = pairs_of([p.text for p in gone], [p.text for p in come])
    rewritten = [_rewritten(gone[i], come[j], likeness) for i, j, likeness in matched]
    gone, come = _without(gone, {m[0] for m in matched}), _without(come, {m[1] for m in matched})
    old_runs, new_runs = document_runs(before), document_runs(after)
    changed = led + [c for c in rewritten if not _only_recut(c, old_runs, new_runs)]
    removed = tuple(p for p in gone if not _told(p.text, new_runs))
    reworded = {change.before.id for change in changed}
    unchanged = sum(old.id not in reworded for old, _ in level)
    return Comparison(
        store.document(earlier),
        store.document(later),
        containment(old_runs, new_runs),
        tuple(p for p in come if not _told(p.text, old_runs)),
        removed,
        tuple(sorted(changed, key=lambda c: c.before.ordinal)),
        unchanged,
        len(before) - unchanged - len(changed) - len(removed),
        promise_changes(_promises(store, earlier, before), _promises(store, later, after)),
    )


def _rewritten(old: Passage, new: Passage, likeness: float) -> Changed:
    return Changed(old, new, likeness, word_changes(old.text, new.text))


def _aligned(
    before: Sequence[Passage], after: Sequence[Passage]
) -> tuple[list[tuple[Passage, Passage]], list[Passage], list[Passage]]:
    """Return passages that stand in the same order in both, and what is left of either."""
    same: list[tuple[Passage, Passage]] = []
    gone: list[Passage] = []
    come: list[Passage] = []
    keys = [_key(p) for p in before], [_key(p) for p in after]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, *keys, False).get_opcodes():
        if tag == "equal":
            same += zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            gone += before[i1:i2]
            come += after[j1:j2]
    return same, gone, come


def _same_elsewhere(gone: Sequence[Passage], come: Sequence[Passage]) -> list[tuple[int, int]]:
    """Return the places of passages that say the same but not in the same order."""
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, passage in enumerate(come):
        waiting[_key(passage)].append(j)
    found = []
    for i, passage in enumerate(gone):
        if waiting[_key(passage)]:
            found.append((i, waiting[_key(passage)].pop(0)))
    return found


def _without(passages: Sequence[Passage], places: Set[int]) -> list[Passage]:
    return [p for i, p in enumerate(passages) if i not in places]


def _led_differently(old: Passage, new: Passage) -> Changed | None:
    """Return the change when two equal list items stand under lead-ins that say different things.

    One that has none may only be set differently.
    """
    if not old.lead_in or not new.lead_in or meaning(old.lead_in) == meaning(new.lead_in):
        return None
    before, after = f"{old.lead_in} {old.text}", f"{new.lead_in} {new.text}"
    likeness = difflib.SequenceMatcher(None, meaning(before), meaning(after), False).ratio()
    return Changed(old, new, likeness, word_changes(before, after))


def _only_recut(change: Changed, old_runs: Runs, new_runs: Runs) -> bool:
    """Whether all that came stood elsewhere before, and all that went stands elsewhere now."""
    return all(
        _told(piece.text, old_runs if piece.change is Change.ADDED else new_runs)
        for piece in change.pieces
        if piece.change is not Change.SAME
    )


def _told(text: str, found: Runs) -> bool:
    if len(words(text)) < SHORTEST_TOLD:
        return False
    own = runs(text)
    return len(own & found) >= TOLD * len(own)


def _promises(store: Store, document: str, passages: Sequence[Passage]) -> list[Promised]:
    analyses = store.analyses(Selection(documents=frozenset({document})))
    return [
        Promised(passage, commitment)
        for passage in passages
        if passage.id in analyses
        for commitment in analyses[passage.id].promises.commitments
    ]


def _body(store: Store, document: str) -> list[Passage]:
    return store.passages(Selection(documents=frozenset({document}), kinds=BODY_KINDS))


def _key(passage: Passage) -> tuple[str, ...]:
    return tuple(meaning(passage.text))
