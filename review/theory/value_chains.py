"""Commitments of different places that form one chain: supply, test, make, deploy, use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.comparing.overlaps import Member, Overlap
from index.comparing.relations import Relation
from index.searching.content_words import content_stems
from review.theory.picture import plain_cell

SURE_FROM: Final = 0.5
"""Confidence from which a complementary pair starts a chain: likelier right than wrong."""

RELATED_FROM: Final = 0.5
MOST_RELATED: Final = 4
"""Pairs of the same field that may join a chain, and how many places they add at most."""


class Part(StrEnum):
    """The part that a commitment plays in a chain, in the order in which goods move."""

    SUPPLY = "supply"
    TEST = "test"
    MAKE = "make"
    DEPLOY = "deploy"
    USE = "use"


_PATTERNS: Final = (
    (
        Part.USE,
        r"\b(?:buy(?:s|ing)?|purchas\w+|procur\w+|order(?:s|ed)? (?:for|from)|will use|"
        r"look(?:s|ing)? for|seek(?:s|ing)? (?:partners|suppliers|sites)|customers? for|no factory|"
        r"no maker|no supplier|need(?:s|ed)? (?:for|a supply)|switch(?:es|ing)? to)\b",
    ),
    (
        Part.TEST,
        r"\b(?:test(?:s|ed|ing|bed|beds)?|trial(?:s|led)?|pilot(?:s|ed)?(?! plant)|demonstrat\w+|"
        r"proving ground|prototype\w*|laborator\w+|living lab)\b",
    ),
    (
        Part.SUPPLY,
        r"\b(?:mine[sd]?|mining|extract\w*|refin\w+|quarr\w+|grow(?:n|s)? timber|electrolyser\w*|"
        r"suppl(?:y|ies|ied)|generat\w+|produce[sd]? (?:battery-grade|hydrogen|lithium|power)|"
        r"recover\w*|raw material\w*)\b",
    ),
    (
        Part.MAKE,
        r"\b(?:manufactur\w+|factor(?:y|ies)|assembl\w+|make[sd]?|making|produc\w+|build(?:s|ing)? "
        r"(?:vehicles|machines|cells|robots|frames)|cut panels|fabricat\w+|works at)\b",
    ),
    (
        Part.DEPLOY,
        r"\b(?:install\w*|fit(?:s|ted|ting)?|roll(?:s|ed|ing)? out|deploy\w*|convert\w*|"
        r"retrofit\w*|build(?:s|ing)?|open(?:s|ed|ing)?|run(?:s|ning)?)\b",
    ),
)
_COMPILED: Final = tuple((part, re.compile(words, re.IGNORECASE)) for part, words in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Place:
    """One place's part in a chain; `word` is what told the part, "" when nothing did."""

    member: Member
    part: Part
    word: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two members of a chain and why they belong together, with how sure that is."""

    source: int
    target: int
    relation: Relation
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class ValueChain:
    """Commitments in the order in which goods move; `ties` refer to them by position."""

    about: tuple[str, ...]
    places: tuple[Place, ...]
    ties: tuple[Tie, ...]


def value_chains(overlaps: Iterable[Overlap]) -> tuple[ValueChain, ...]:
    """Return the chains that complementary pairs form, the surest first.

    `overlaps` are those of a whole portfolio, of all relations. Pairs that share a passage are
    one chain; places that do the same thing join it on the side of the one they resemble.
    """
    pairs = [o for o in overlaps if len(o.members) == 2]
    firm = [o for o in pairs if o.relation is Relation.COMPLEMENTARY and o.confidence >= SURE_FROM]
    alike = [
        o for o in pairs if o.relation is Relation.SAME_SECTOR and o.confidence >= RELATED_FROM
    ]
    chains = [_chain(group, alike) for group in _grouped(firm)]
    return tuple(sorted(chains, key=lambda c: (-max(t.confidence for t in c.ties), c.about)))


def _grouped(pairs: Sequence[Overlap]) -> list[list[Overlap]]:
    """Put pairs together that share a passage."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Overlap]] = {}
    for number, pair in enumerate(pairs):
        ids = [member.passage.id for member in pair.members]
        old = {group_of[id_] for id_ in ids if id_ in group_of}
        joined = [pair]
        for other in old:
            joined = groups.pop(other) + joined
        groups[number] = joined
        for held in joined:
            group_of.update({member.passage.id: number for member in held.members})
    return list(groups.values())


def _chain(firm: Sequence[Overlap], alike: Sequence[Overlap]) -> ValueChain:
    core = {member.passage.id for pair in firm for member in pair.members}
    near = [o for o in alike if sum(m.passage.id in core for m in o.members) == 1]
    near.sort(key=lambda o: -o.confidence)
    pairs = [*firm, *near[:MOST_RELATED]]
    members: dict[str, Member] = {}
    for pair in pairs:
        for member in pair.members:
            members.setdefault(member.passage.id, member)
    parts = {id_: part_of(member.quote) for id_, member in members.items()}
    _separate(firm, parts)
    order = sorted(members, key=lambda id_: (list(Part).index(parts[id_][0]), members[id_].place))
    at = {id_: n for n, id_ in enumerate(order)}
    ties = []
    for pair in pairs:
        ends = sorted(at[member.passage.id] for member in pair.members)
        ties.append(Tie(ends[0], ends[1], pair.relation, pair.confidence, pair.why))
    about = _shared(firm)
    places = tuple(Place(members[id_], *parts[id_]) for id_ in order)
    return ValueChain(about, places, tuple(ties))


def part_of(words: str) -> tuple[Part, str]:
    """Return the part that words tell, and the word that told it; without one, it deploys."""
    for part, pattern in _COMPILED:
        if match := pattern.search(words):
            return part, match.group()
    return Part.DEPLOY, ""


def _separate(firm: Sequence[Overlap], parts: dict[str, tuple[Part, str]]) -> None:
    """Let the side that looks for something be its user, as the reason for the pair says."""
    for pair in firm:
        match = re.search(r"(?P<giver>.+?) offers .+? what (?P<taker>.+?) looks for", pair.why)
        if match is None:
            continue
        for member in pair.members:
            part, word = parts[member.passage.id]
            if member.place == match["taker"] and part is not Part.TEST:
                parts[member.passage.id] = (Part.USE, word)
            elif member.place == match["giver"] and part is Part.USE:
                parts[member.passage.id] = (Part.SUPPLY, word)


def _shared(firm: Sequence[Overlap]) -> tuple[str, ...]:
    """Return the words that both sides of the surest pair use, as the first of them writes them."""
    best = max(firm, key=lambda pair: pair.confidence)
    left, right = (content_stems(member.quote) for member in best.members)
    shared = left & right
    words = []
    for word in re.findall(r"[A-Za-z][\w-]+", best.members[0].quote):
        if content_stems(word) & shared and word.lower() not in words:
            words.append(word.lower())
    return tuple(words[:3])


def chains_csv(chains: Sequence[ValueChain]) -> str:
    """Return the table twin of the pictures: a row for each commitment."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("chain", "part", "place", "page", "quote", "tied to", "why"))
    for number, chain in enumerate(chains, start=1):
        name = f"{number}: {', '.join(chain.about)}"
        tied: dict[int, list[Tie]] = defaultdict(list)
        for tie in chain.ties:
            tied[tie.source].append(tie)
            tied[tie.target].append(tie)
        for n, place in enumerate(chain.places):
            others = {t.target if t.source == n else t.source for t in tied[n]}
            to = "; ".join(sorted(chain.places[other].member.place for other in others))
            why = " ".join(tie.why for tie in tied[n])
            passage = place.member.passage
            page = f"p. {passage.printed}" if passage.printed else f"sheet {passage.sheet}"
            row = (name, place.part.value, place.member.place, page, place.member.quote, to, why)
            writer.writerow([plain_cell(cell) for cell in row])
    return out.getvalue()
