"""Who else says it? Promises of different places that belong together, best first.

Order of work: fold joint text, set boilerplate aside, let vectors and shared names propose
pairs, and let `index.relations` judge each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.claims import Claim, Claims, read_claims
from index.content_words import Rarity
from index.corpus import Corpus
from index.joint_text import Repeated, repeated_text
from index.judging import Judge
from index.near_pairs import EXACT_UP_TO, near_pairs
from index.relations import OVERLAPS, Judgement, Part, Relation
from ingest.document import BlockKind, Document, Passage
from nlp.commitment import Commitment, Strength

NEIGHBOURS: Final = 24
"""Neighbours in other places that each vector proposes; of the pairs in eval/gold/overlaps.jsonl
that are worth reading (one half of them), 83 % are judged at all with 24, 78 % with 12."""

FEWER: Final = 8
"""The same among many claims (more than are compared exactly): judging takes 60 µs a pair, and
the more places there are, the better the first neighbours."""

COMMON_CLAIM: Final = 200
"""Claims to a first place that share a word, beyond which the word proposes no pair."""

LIKE_FROM: Final = 0.35
"""Cosine from which vectors propose a pair at all."""

INDICATORS: Final = 0.5
"""Worth of two rows of target tables: everyone measures the same things and none acts on it."""

UNLIKELY: Final = 0.05
"""Confidence of boilerplate: that a reviewer would want to read it after all."""

AGAIN: Final = 0.7
AGAIN_NAMED: Final = 0.3
"""Factors for each better pair that the same passage has with the same place."""

UNPRUNED: Final = frozenset({Relation.JOINT, Relation.BOILERPLATE})

DESCRIBED: Final = 0.8
"""Worth of a joint text that promises nothing: it tells of bodies and aims that are shared."""


@dataclass(frozen=True, slots=True)
class Member:
    """One side of an overlap: a promise, or a passage where nothing is promised."""

    passage: Passage
    document: Document
    start: int
    end: int
    commitment: Commitment | None

    @property
    def quote(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def place(self) -> str:
        return self.document.about.place


@dataclass(frozen=True, slots=True)
class Overlap:
    """Promises that belong together. Only joint text and formal collaboration have over two.

    `confidence` is how probable it is that a reviewer calls this an overlap worth reading, of a
    coincidence and of boilerplate too, where it is low.
    """

    relation: Relation
    confidence: float
    members: tuple[Member, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which overlaps are meant; an empty part excludes nothing.

    Boilerplate and coincidences come only when their relation is named.
    """

    places: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    relations: frozenset[Relation] = frozenset()
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The best overlaps; `omitted` counts those that were found and not listed."""

    groups: tuple[Overlap, ...]
    omitted: int = 0


def find_overlaps(corpus: Corpus, wanted: Wanted = Wanted(), limit: int = 200) -> Overlaps:
    """Return up to `limit` overlaps, the surest and most definite first."""
    found = [scored for scored in all_overlaps(corpus) if _is_wanted(scored, wanted, corpus)]
    return Overlaps(tuple(found[:limit]), max(0, len(found) - limit))


def all_overlaps(corpus: Corpus) -> list[Overlap]:
    """Return every overlap of a corpus, boilerplate and coincidences included, best first.

    The same for every filter, so keep it as long as the store's revision stays.
    """
    read = read_claims(corpus)
    rarity = Rarity.of(claim.stems for claim in read.claims)
    judge = Judge(rarity, read.names, _spread(read))
    repeated = repeated_text(read.claims, rarity, len(read.places))
    scored = [_repeated(group) for group in repeated]
    copies = _copies(repeated)
    linked = {frozenset((link.earlier, link.later)) for link in corpus.links if link.confirmed}
    for a, b in _candidates(read, copies):
        if frozenset((a.document.id, b.document.id)) in linked:
            continue
        judgement = judge.judge(a, b)
        if judgement is not None:
            scored.append(_pair(a, b, judgement))
    return [overlap for _, overlap in _pruned(scored)]


def _spread(read: Claims) -> Rarity:
    """Return how many places write each word."""
    used: dict[str, set[str]] = defaultdict(set)
    for claim in read.claims:
        used[claim.place] |= claim.stems
    return Rarity.of(used.values())


def _is_wanted(overlap: Overlap, wanted: Wanted, corpus: Corpus) -> bool:
    if overlap.relation not in (wanted.relations or OVERLAPS):
        return False
    places = {member.place for member in overlap.members}
    if wanted.places and not places & wanted.places:
        return False
    documents = {member.document.id for member in overlap.members}
    if wanted.documents and not documents & wanted.documents:
        return False
    if not wanted.themes:
        return True
    return any(
        tag.label in wanted.themes
        for member in overlap.members
        if member.passage.id in corpus.analyses
        for tag in corpus.analyses[member.passage.id].accepted
    )


def _copies(repeated: Iterable[Repeated]) -> dict[str, Repeated]:
    return {claim.passage.id: group for group in repeated for claim in group.claims}


def _candidates(read: Claims, copies: dict[str, Repeated]) -> Iterator[tuple[Claim, Claim]]:
    """Yield each proposed pair of different places once."""
    usable = [claim for claim in read.claims if _stands_for_its_copies(claim, copies)]
    seen: set[tuple[int, int]] = set()
    for i, j in (*_by_vector(usable), *_by_name(usable), *_by_claim(usable)):
        pair = (min(i, j), max(i, j))
        a, b = usable[pair[0]], usable[pair[1]]
        if pair in seen or a.place == b.place or _same_copies(a, b, copies):
            continue
        seen.add(pair)
        yield a, b


def _stands_for_its_copies(claim: Claim, copies: dict[str, Repeated]) -> bool:
    group = copies.get(claim.passage.id)
    return group is None or (not group.boilerplate and group.claims[0] is claim)


def _same_copies(a: Claim, b: Claim, copies: dict[str, Repeated]) -> bool:
    """Whether one side's joint text belongs to the other side's place as well."""
    for claim, other in ((a, b), (b, a)):
        group = copies.get(claim.passage.id)
        if group and any(copy.place == other.place for copy in group.claims):
            return True
    return False


def _by_vector(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    rows: list[NDArray[np.float32]] = []
    owners: list[int] = []
    for i, claim in enumerate(claims):
        for vector in (claim.vector, *(promise.vector for promise in claim.promises)):
            rows.append(vector)
            owners.append(i)
    if not rows:
        return
    codes = {place: n for n, place in enumerate(sorted({claim.place for claim in claims}))}
    owner = np.asarray(owners, dtype=np.int64)
    place = np.asarray([codes[claims[i].place] for i in owners], dtype=np.int64)
    neighbours = NEIGHBOURS if len(rows) <= EXACT_UP_TO else FEWER
    left, right = near_pairs(np.stack(rows), place, neighbours, LIKE_FROM)
    pairs = np.sort(np.stack([owner[left], owner[right]], axis=1), axis=1)
    yield from ((int(i), int(j)) for i, j in np.unique(pairs, axis=0))


def _by_name(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        for key in claim.names:
            holders[key].append(i)
    for found in holders.values():
        yield from combinations(found, 2)


def _by_claim(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Propose claims to a first place that share a word, and claims that name each other."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        for stem in {s for superlative in claim.superlatives for s in superlative.stems}:
            holders[stem].append(i)
    for found in holders.values():
        if len(found) <= COMMON_CLAIM:
            yield from combinations(found, 2)


def _repeated(group: Repeated) -> tuple[float, Overlap]:
    members = tuple(_member(claim, _longest(claim)) for claim in group.claims)
    places = sorted({claim.place for claim in group.claims})
    named = ", ".join(places[:-1]) + f" and {places[-1]}"
    if group.boilerplate:
        why = f"{named} write this in the same words, and it says nothing definite."
        return 0.0, Overlap(Relation.BOILERPLATE, UNLIKELY, members, why)
    why = f"{named} say this in the same words."
    promised = any(claim.promises for claim in group.claims)
    return (1.0 if promised else DESCRIBED), Overlap(Relation.JOINT, 0.98, members, why)


def _longest(claim: Claim) -> Part:
    if not claim.promises:
        return Part(0, len(claim.passage.text), None)
    c = max(claim.promises, key=lambda promise: len(promise.quote)).commitment
    return Part(c.start, c.end, c)


def _pair(a: Claim, b: Claim, judged: Judgement) -> tuple[float, Overlap]:
    sides = [(a, judged.left), (b, judged.right)]
    sides.sort(key=lambda side: (side[0].place, side[0].passage.id))
    members = tuple(_member(claim, part) for claim, part in sides)
    overlap = Overlap(judged.relation, judged.confidence, members, judged.why)
    # A shared name alone is no reason to read: whoever asks for coincidences gets them last.
    worth = 0.0 if judged.relation is Relation.COINCIDENCE else _worth(members)
    return judged.confidence * worth, overlap


def _worth(members: Sequence[Member]) -> float:
    """Return how much a reviewer can act on: firm promises before wishes, wishes before facts."""
    worth = 0.0
    for member in members:
        if member.commitment is None:
            worth += 0.42
        else:
            worth += 0.5 if member.commitment.strength is Strength.FIRM else 0.47
    rows = all(member.passage.kind is BlockKind.TABLE_ROW for member in members)
    return worth * (INDICATORS if rows else 1.0)


def _member(claim: Claim, part: Part) -> Member:
    return Member(claim.passage, claim.document, part.start, part.end, part.commitment)


def _pruned(scored: Sequence[tuple[float, Overlap]]) -> list[tuple[float, Overlap]]:
    """Put behind the best what one passage has with one place over and over.

    A passage that names a place would otherwise be paired with all that the place writes. For
    other relations a pair keeps its rank when it is the best of either side.
    """
    kept = []
    used: Counter[tuple[Relation, str, str]] = Counter()
    for score, overlap in sorted(scored, key=_order):
        if len(overlap.members) != 2 or overlap.relation in UNPRUNED:
            kept.append((score, overlap))
            continue
        left, right = overlap.members
        formal = overlap.relation is Relation.FORMAL_COLLABORATION
        keys = [
            (overlap.relation, left.passage.id, right.place if formal else ""),
            (overlap.relation, right.passage.id, left.place if formal else ""),
        ]
        before = max(used[key] for key in keys) if formal else min(used[key] for key in keys)
        kept.append((score * (AGAIN_NAMED if formal else AGAIN) ** before, overlap))
        used.update(keys)
    return sorted(kept, key=_order)


def _order(scored: tuple[float, Overlap]) -> tuple[float, str, str]:
    members = scored[1].members
    return -scored[0], members[0].passage.id, members[-1].passage.id
