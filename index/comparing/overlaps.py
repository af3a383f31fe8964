"""Who else says it? Promises of different places that belong together, best first.

Order of work: fold joint text, set boilerplate aside, let vectors and shared names propose
pairs, and let `index.comparing.relations` judge each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.comparing.claims import Claim, Claims, read_claims
from index.comparing.duplicates import words
from index.comparing.joint_text import Repeated, repeated_text
from index.comparing.judging import Judge
from index.comparing.near_pairs import near_pairs
from index.comparing.relations import OVERLAPS, Judgement, Part, Relation
from index.comparing.shared_span import SharedSpan
from index.comparing.worth import Signs
from index.corpus import Corpus
from index.searching.content_words import Rarity
from ingest.document import Document, Passage
from nlp.commitment import Commitment

NEIGHBOURS: Final = 40
FEWER: Final = 8
"""Most and fewest neighbours in other places that each vector proposes. Of the pairs in
eval/gold/overlaps.jsonl true ones stand above false ones in .935 of all cases with 40, .914 with
24 and .894 with 12."""

PROPOSED: Final = 200_000
"""Neighbours that all vectors propose together, beyond which each proposes fewer: judging takes
60 µs a pair, and the more places there are, the better the first neighbours."""

FEW_PLACES: Final = 8
"""Fewest places that rarity over places is reckoned with: of two places, that both use a word
says nothing."""

COMMON_CLAIM: Final = 200
"""Claims to a first place that share a word, beyond which the word proposes no pair."""

LIKE_FROM: Final = 0.35
"""Cosine from which vectors propose a pair at all."""

NAMED_PLACE: Final = 3
"""Passages of a place, the likest ones, that are set beside each passage that names it."""

UNLIKELY: Final = 0.05
"""Confidence of boilerplate: that a reviewer would want to read it after all."""

FLOOR: Final = 0.1
"""Confidence at which the list ends unless more is asked for: of the pairs above it that coders
judged, 41 of 53 were worth reading, and fewer than half of those next below it (fits without the
pair of places in question; see eval/overlap_weights.py)."""

AGAIN: Final = 0.6
AGAIN_NAMED: Final = 0.3
"""Factors for each better pair that the same passage has with the same place."""

UNPRUNED: Final = frozenset({Relation.JOINT, Relation.BOILERPLATE})

DESCRIBED: Final = 0.8
"""Worth of a joint text that promises nothing: it tells of bodies and aims that are shared."""

WHOLE: Final = 0.8
"""Share of a passage from which what it shares is all it says: its copies then stand for it."""

WORD_FOR_WORD: Final = 0.995  # share of words in common from which a text is the same


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

    `confidence` puts them in order: how probable it is that a reviewer calls this worth reading
    after what stands before it. Of joint text it is the share of words that all have in common,
    less where nothing is promised.
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


def find_overlaps(
    corpus: Corpus, wanted: Wanted = Wanted(), limit: int = 200, floor: float = FLOOR
) -> Overlaps:
    """Return up to `limit` overlaps from the confidence `floor` on, best first."""
    return listed(all_overlaps(corpus), corpus, wanted, limit, floor)


def listed(
    overlaps: Sequence[Overlap],
    corpus: Corpus,
    wanted: Wanted = Wanted(),
    limit: int = 200,
    floor: float = FLOOR,
) -> Overlaps:
    """Choose from all overlaps of a corpus, keeping their order; what is left out is counted.

    Boilerplate and coincidences, when asked for, come however low they stand.
    """
    found = [overlap for overlap in overlaps if _is_wanted(overlap, wanted, corpus)]
    sure = [o for o in found if o.relation not in OVERLAPS or o.confidence >= floor]
    return Overlaps(tuple(sure[:limit]), len(found) - len(sure[:limit]))


def all_overlaps(corpus: Corpus) -> list[Overlap]:
    """Return every overlap of a corpus, boilerplate and coincidences included, best first.

    The same for every filter, so keep it as long as the store's revision stays.
    """
    compared = _Compared.of(corpus)
    found = [_repeated(group) for group in compared.repeated if len(group.claims) > 1]
    for a, b in _candidates(compared):
        judgement = compared.judge.judge(a, b)
        if judgement is not None:
            found.append(_pair(a, b, judgement))
    return _pruned(found)


def judged_pairs(corpus: Corpus) -> Iterator[tuple[Claim, Claim, Signs]]:
    """Yield every pair that is compared with what speaks for it, to fit `worth` on."""
    compared = _Compared.of(corpus)
    for a, b in _candidates(compared):
        yield a, b, compared.judge.signs(a, b)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The claims of a corpus, what they repeat, and documents that are versions of one paper."""

    read: Claims
    judge: Judge
    repeated: tuple[Repeated, ...]
    versions: frozenset[frozenset[str]]

    @classmethod
    def of(cls, corpus: Corpus) -> _Compared:
        read = read_claims(corpus)
        rarity = Rarity.of(claim.senses for claim in read.claims)
        versions = frozenset(
            frozenset((link.earlier, link.later)) for link in corpus.links if link.confirmed
        )
        repeated = repeated_text(read.claims, rarity, len(read.places))
        told = tuple(group for group in repeated if not _is_one_paper(group, versions))
        return cls(read, Judge(rarity, read.names, _spread(read)), told, versions)


def _is_one_paper(group: Repeated, versions: Set[frozenset[str]]) -> bool:
    documents = [claim.document.id for claim in group.claims]
    return len(documents) == 2 and frozenset(documents) in versions


def _spread(read: Claims) -> Rarity:
    """Return how many places write each word."""
    used: dict[str, set[str]] = defaultdict(set)
    for claim in read.claims:
        used[claim.place] |= claim.senses
    counted = Rarity.of(used.values())
    return Rarity(max(counted.passages, FEW_PLACES), counted.held)


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


def _candidates(compared: _Compared) -> Iterator[tuple[Claim, Claim]]:
    """Yield each proposed pair of different places once."""
    groups = _group_of(compared.repeated)
    usable = [claim for claim in compared.read.claims if _stands_for_its_copies(claim, groups)]
    seen: set[tuple[int, int]] = set()
    proposed = (_by_vector(usable), _by_name(usable), _by_claim(usable), _by_place(usable))
    for i, j in chain(*proposed):
        pair = (min(i, j), max(i, j))
        a, b = usable[pair[0]], usable[pair[1]]
        if pair in seen or a.place == b.place or _same_copies(a, b, groups):
            continue
        seen.add(pair)
        if frozenset((a.document.id, b.document.id)) not in compared.versions:
            yield a, b


def _group_of(repeated: Sequence[Repeated]) -> dict[str, tuple[Repeated, bool]]:
    """Return the group of each claim by passage id, and whether it is all that the claim says."""
    groups = {}
    for group in repeated:
        for claim, span in zip(group.claims, group.spans, strict=False):
            whole = span.words >= WHOLE * len(words(claim.passage.text))
            groups[claim.passage.id] = (group, whole)
        for claim in group.claims if not group.spans else ():
            groups[claim.passage.id] = (group, True)
        for claim in group.copies:
            groups[claim.passage.id] = (group, True)
    return groups


Groups = Mapping[str, tuple[Repeated, bool]]


def _stands_for_its_copies(claim: Claim, groups: Groups) -> bool:
    group, whole = groups.get(claim.passage.id, (None, False))
    if group is None or not whole:
        return True
    return not group.boilerplate and group.claims[0] is claim


def _same_copies(a: Claim, b: Claim, groups: Groups) -> bool:
    """Whether the two tell one joint text, or one tells it for the other side's place as well."""
    for claim, other in ((a, b), (b, a)):
        group, whole = groups.get(claim.passage.id, (None, False))
        if group is None or group.boilerplate:
            continue
        if any(copy is other or (whole and copy.place == other.place) for copy in group.claims):
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
    neighbours = max(FEWER, min(NEIGHBOURS, PROPOSED // len(rows)))
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
    """Propose claims to a first place that share a word."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        for stem in {s for superlative in claim.superlatives for s in superlative.stems}:
            holders[stem].append(i)
    for found in holders.values():
        if len(found) <= COMMON_CLAIM:
            yield from combinations(found, 2)


def _by_place(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Propose to a passage that names another place what is likest to it there."""
    naming = [(i, other) for i, claim in enumerate(claims) for other in claim.others]
    held: dict[str, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        held[claim.place].append(i)
    vectors = {place: np.stack([claims[i].vector for i in held[place]]) for place in held}
    for i, other in naming:
        if other in held:
            cosines = vectors[other] @ claims[i].vector
            for j in np.argsort(-cosines, kind="stable")[:NAMED_PLACE]:
                yield i, held[other][int(j)]


def _repeated(group: Repeated) -> Overlap:
    pairs = zip(group.claims, group.spans, strict=True)
    members = tuple(_shared(claim, span) for claim, span in pairs)
    places = sorted({claim.place for claim in group.claims})
    named = ", ".join(places[:-1]) + f" and {places[-1]}"
    if group.boilerplate:
        why = f"{named} write this in the same words, and it says nothing definite."
        return Overlap(Relation.BOILERPLATE, UNLIKELY, members, why)
    alike = "the same words"
    if group.common < WORD_FOR_WORD:
        alike = f"nearly the same words, {round(100 * group.common)} in 100 of them"
    promised = any(member.commitment for member in members)
    confidence = group.common * (1.0 if promised else DESCRIBED)
    return Overlap(Relation.JOINT, confidence, members, f"{named} say this in {alike}.")


def _shared(claim: Claim, span: SharedSpan) -> Member:
    """Return the shared words of a claim with the longest promise in them."""
    promised = [p.commitment for p in claim.promises]
    inside = [c for c in promised if c.start < span.end and span.start < c.end]
    longest = max(
        inside, key=lambda c: min(c.end, span.end) - max(c.start, span.start), default=None
    )
    return Member(claim.passage, claim.document, span.start, span.end, longest)


def _pair(a: Claim, b: Claim, judged: Judgement) -> Overlap:
    sides = [(a, judged.left), (b, judged.right)]
    sides.sort(key=lambda side: (side[0].place, side[0].passage.id))
    members = tuple(_member(claim, part) for claim, part in sides)
    return Overlap(judged.relation, judged.confidence, members, judged.why)


def _member(claim: Claim, part: Part) -> Member:
    return Member(claim.passage, claim.document, part.start, part.end, part.commitment)


def _pruned(found: Sequence[Overlap]) -> list[Overlap]:
    """Put behind the best what one passage has with one place over and over.

    A passage that names a place would otherwise be paired with all that the place writes. For
    other relations a pair keeps its rank when it is the best of either side.
    """
    kept = []
    used: Counter[tuple[Relation, str, str]] = Counter()
    for overlap in sorted(found, key=_order):
        if len(overlap.members) != 2 or overlap.relation in UNPRUNED:
            kept.append(overlap)
            continue
        left, right = overlap.members
        formal = overlap.relation is Relation.FORMAL_COLLABORATION
        keys = [
            (overlap.relation, left.passage.id, right.place if formal else ""),
            (overlap.relation, right.passage.id, left.place if formal else ""),
        ]
        before = max(used[key] for key in keys) if formal else min(used[key] for key in keys)
        again = (AGAIN_NAMED if formal else AGAIN) ** before
        kept.append(replace(overlap, confidence=overlap.confidence * again))
        used.update(keys)
    return sorted(kept, key=_order)


def _order(overlap: Overlap) -> tuple[float, str, str]:
    return -overlap.confidence, overlap.members[0].passage.id, overlap.members[-1].passage.id
