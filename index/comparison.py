"""Sets two documents side by side: how much they share, and what changed between versions."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from index.duplicates import Runs, containment, runs, words
from index.selection import Selection
from index.store import Store, VersionLink
from ingest.document import BODY_KINDS, Document, Passage

VERSION_FROM: Final = 0.4
"""Share of word runs in common from which a version is offered.

In the samples, strategies that share one whole chapter have up to .10 in common, and a draft and
its final text .80. Halfway, because an offer costs a reader one click.
"""

CHANGED_FROM: Final = 0.55
"""Likeness from which an old and a new passage are one passage that was changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage that was rewritten; `likeness` is 1 when only its place in the text differs."""

    before: Passage
    after: Passage
    likeness: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the passages of one document in another, each list in reading order."""

    earlier: Document
    later: Document
    shared: float
    added: tuple[Passage, ...]
    removed: tuple[Passage, ...]
    changed: tuple[Changed, ...]
    unchanged: int


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
    old, new = [_key(p) for p in before], [_key(p) for p in after]
    gone: list[Passage] = []
    come: list[Passage] = []
    unchanged = 0
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            unchanged += i2 - i1
        gone += before[i1:i2] if tag != "equal" else []
        come += after[j1:j2] if tag != "equal" else []
    changed = _pairs(gone, come)
    left, right = {c.before.id for c in changed}, {c.after.id for c in changed}
    return Comparison(
        store.document(earlier),
        store.document(later),
        containment(document_runs(before), document_runs(after)),
        tuple(p for p in come if p.id not in right),
        tuple(p for p in gone if p.id not in left),
        tuple(changed),
        unchanged,
    )


def _body(store: Store, document: str) -> list[Passage]:
    return store.passages(Selection(documents=frozenset({document}), kinds=BODY_KINDS))


def _key(passage: Passage) -> str:
    return " ".join(words(passage.text))


def _pairs(gone: Sequence[Passage], come: Sequence[Passage]) -> list[Changed]:
    """Pair old and new passages, the likest first, each in one pair at most."""
    old = [words(p.text) for p in gone]
    new = [words(p.text) for p in come]
    found = []
    for j, right in enumerate(new):
        matcher = difflib.SequenceMatcher(b=right, autojunk=False)
        for i, left in enumerate(old):
            matcher.set_seq1(left)
            if matcher.real_quick_ratio() < CHANGED_FROM or matcher.quick_ratio() < CHANGED_FROM:
                continue
            likeness = matcher.ratio()
            if likeness >= CHANGED_FROM:
                found.append((-likeness, i, j))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for likeness, i, j in sorted(found):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, Changed(gone[i], come[j], -likeness)))
    return [changed for _, changed in sorted(pairs, key=lambda pair: pair[0])]
