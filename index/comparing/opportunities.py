"""Groups of places that could act together: the evidence, why, what links them, what is missing.

An opportunity is a set of overlaps that hang together by the passages they share. Nothing here
is a recommendation: it is where to begin reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from index.comparing.overlaps import Member, Overlap
from index.comparing.relations import Relation
from index.places import Place, neighbours_of, shared_bodies
from nlp.commitment import Strength

BASIS: Final = (
    Relation.SAME_ASSET,
    Relation.COMPLEMENTARY,
    Relation.COMPETING_CLAIM,
    Relation.SAME_SECTOR,
)
"""Relations that may lead places to act together; where they do already is a vehicle."""

VEHICLES: Final = (Relation.JOINT, Relation.FORMAL_COLLABORATION)

SURE_FROM: Final = 0.3
"""Confidence from which an overlap is a reason to act together rather than a likeness: 31 of 37
judged pairs above it are worth reading (eval/overlap_weights.py)."""

MOST_PLACES: Final = 5
"""Places to a group: what a dozen places do alike is a national matter."""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Places with what they could do together.

    `why` are the reasons of its overlaps; `vehicles` the overlaps in which two of the places act
    together already; `neighbours` pairs of them that border on each other; `bodies` what two of
    them belong to; `missing` tells in words what the texts do not have yet.
    """

    places: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    evidence: tuple[Member, ...]
    why: tuple[str, ...]
    vehicles: tuple[Overlap, ...]
    neighbours: tuple[tuple[str, str], ...]
    bodies: tuple[str, ...]
    missing: tuple[str, ...]
    score: float


def opportunities(
    overlaps: Sequence[Overlap], places: Mapping[str, Place] | None = None
) -> list[Opportunity]:
    """Return groups of places that could act together, the firmest and most definite first.

    `overlaps` come best first, as `all_overlaps` gives them; `places` tells which border on which
    and what they share (`load_places`), and may be empty.
    """
    basis = [o for o in overlaps if o.relation in BASIS and o.confidence >= SURE_FROM]
    vehicles = [o for o in overlaps if o.relation in VEHICLES]
    driven: dict[str, list[int]] = defaultdict(list)  # which vehicles each place is in
    for i, vehicle in enumerate(vehicles):
        for place in {member.place for member in vehicle.members}:
            driven[place].append(i)
    found = []
    for group in _groups(basis):
        shared = Counter(i for place in _places(group) for i in driven[place])
        together = tuple(vehicles[i] for i in sorted(shared) if shared[i] >= 2)
        found.append(_opportunity(group, together, places or {}))
    return sorted(found, key=lambda o: (-o.score, o.places))


def _groups(overlaps: Sequence[Overlap]) -> list[list[Overlap]]:
    """Join overlaps that share a passage, the best first, while few places take part."""
    groups: list[list[Overlap]] = []
    of_passage: dict[str, list[Overlap]] = {}
    for overlap in overlaps:
        ids = [member.passage.id for member in overlap.members]
        group = next((of_passage[id_] for id_ in ids if id_ in of_passage), None)
        if group is not None and len(_places([*group, overlap])) > MOST_PLACES:
            continue
        if group is None:
            group = []
            groups.append(group)
        group.append(overlap)
        for id_ in ids:
            of_passage.setdefault(id_, group)
    return groups


def _opportunity(
    group: Sequence[Overlap],
    together: tuple[Overlap, ...],
    known: Mapping[str, Place],
) -> Opportunity:
    places = _places(group)
    borders = neighbours_of(known, places)
    evidence = tuple({m.passage.id: m for o in group for m in o.members}.values())
    bodies = shared_bodies(known, places)
    pairs = tuple(
        (a, b)
        for a, b in combinations(places, 2)
        if b in borders.get(a, frozenset()) or a in borders.get(b, frozenset())
    )
    why = tuple(dict.fromkeys(o.why for o in group))
    best = max(o.confidence for o in group)
    score = best * (0.5 + 0.5 * _firm(evidence, places))
    return Opportunity(
        places,
        tuple(group),
        evidence,
        why,
        together,
        pairs,
        bodies,
        _missing(evidence, places, bool(together or bodies)),
        score,
    )


def _places(overlaps: Sequence[Overlap]) -> tuple[str, ...]:
    return tuple(sorted({member.place for overlap in overlaps for member in overlap.members}))


def _firm(evidence: Sequence[Member], places: Sequence[str]) -> float:
    """Return the share of the places that promise something firmly."""
    firm = {m.place for m in evidence if m.commitment and m.commitment.strength is Strength.FIRM}
    return len(firm) / len(places)


def _missing(evidence: Sequence[Member], places: Sequence[str], together: bool) -> tuple[str, ...]:
    """Tell what stands between the texts and acting together, in plain words."""
    promised: Counter[str] = Counter()
    dated: dict[str, bool] = defaultdict(bool)
    paid: dict[str, bool] = defaultdict(bool)
    for member in evidence:
        if member.commitment is not None and member.commitment.strength is Strength.FIRM:
            promised[member.place] += 1
        if member.commitment is not None:
            dated[member.place] |= member.commitment.deadline is not None
            paid[member.place] |= member.commitment.amount is not None
    told = []
    for words, has in (
        ("makes no firm promise here", promised),
        ("gives no date here", dated),
        ("names no money here", paid),
    ):
        lacking = [place for place in places if not has[place]]
        told += [f"{_listed(lacking)} {words}."] if lacking else []
    if not together:
        told.append("No joint text, shared body or mention of each other was found.")
    return tuple(told)


def _listed(places: Sequence[str]) -> str:
    if len(places) == 1:
        return places[0]
    return f"Each of {', '.join(places[:-1])} and {places[-1]}"
