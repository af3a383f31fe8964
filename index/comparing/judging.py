"""Judges two claims of different places: which relation, how surely, and by which words.

Each rule gives a strength by a logistic curve over what it found, and the strongest rules say
which relation it is; their constants were set by reading the pairs that the bundled samples give,
best first (docs/method.md). How surely the pair is worth reading, `index.comparing.worth` says of
all alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from index.comparing.claims import Claim, Promise
from index.comparing.named_entities import Names, bundled_gazetteer
from index.comparing.relations import Judgement, Part, Relation
from index.comparing.supply_and_demand import Trade
from index.comparing.worth import ENOUGH, Signs, worth
from index.searching.content_words import Rarity, content_stems, stem
from ingest.document import BlockKind
from nlp.commitment import Strength

ENOUGH_SHARED: Final = 3.0
"""Rarity of shared words that counts as full lexical likeness: about five telling words."""

LEAST: Final = {
    Relation.SAME_ASSET: 0.5,
    Relation.FORMAL_COLLABORATION: 0.5,
    Relation.COMPETING_CLAIM: 0.5,
    Relation.COMPLEMENTARY: 0.5,
}
"""Strength from which a relation is told; what has none of them is at best in the same sector."""

LEAST_WORTH: Final = 0.002
"""Probability from which a pair in the same sector is kept, for those who ask for everything."""

DESCRIPTIONS: Final = 0.1
"""Factor for two descriptions of one trade, which are no overlap between plans: it puts them
below the floor of `index.comparing.overlaps`."""

LOUD: Final = 0.7
"""Strength of another relation that outdoes a name that misleads."""

NAME_BIAS: Final = {"single": -1.6, "ordinary": 0.6, "own": 3.0}
"""Head start of a shared name by what it is made of.

One word ("Beacon") is often chosen twice; words that are nowhere written small ("Kelder Sound")
hardly ever; names made of common words stand between.
"""

_HOLLOW = """
    aboard across along alongside amongst behind beneath beside besides beyond crosses despite
    fill full ill inside lay nearby none onto straddles through throughout toward towards
    underneath via whereas whether which whose
"""
HOLLOW: Final = frozenset(_HOLLOW.split())
"""Words that say nothing when a reason names them; they still count where words are compared."""

_NOUNS_IN_ING = """
    building computing engineering farming fishing funding housing learning manufacturing mining
    planning recycling retrofitting shipping tooling training wellbeing welding
"""
NOUNS_IN_ING: Final = frozenset(_NOUNS_IN_ING.split())
"""Things and trades whose names look like forms of a verb."""

CALL: Final = 1.5
NEED: Final = 0.6
"""Factors where others are asked to come forward ("no factory here makes …") or merely needed."""

BUYERS: Final = 1.5
"""Factor where an offer calls for buyers: "sold to anyone who will sign"."""

THING: Final = 0.7
"""Least weight of the words for a thing that is traded: one telling word where both sides call
for each other, two where neither does."""

PROMISED: Final = (0.5, 0.8, 1.0)
"""Factor by how many of the two sides promise something: plans overlap, descriptions hardly."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are: cosine, and the shared stems with their summed rarity."""

    cosine: float
    shared: tuple[str, ...]
    weight: float

    @property
    def score(self) -> float:
        """Meaning and words together: either alone is fooled, by topic or by chance."""
        return 0.6 * self.cosine + 0.4 * min(1.0, self.weight / ENOUGH_SHARED)


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares claims of one corpus."""

    rarity: Rarity  # over passages
    names: Names
    spread: Rarity  # over places: what every place writes about tells nothing of two of them

    def judge(self, a: Claim, b: Claim) -> Judgement | None:
        """Return how two claims belong together, or None when they do not."""
        pair = _Pair.of(self, a, b)
        named, found = pair.by_name(), pair.by_rule()
        sure = [j for j in found.values() if j.confidence >= LEAST[j.relation]]
        misleads = named is not None and named.relation is Relation.COINCIDENCE
        if named is not None and misleads:
            # The two belong together only if something else says so loudly.
            sure = [j for j in sure if j.confidence >= LOUD] or [named]
        elif named is not None and named.confidence >= LEAST[named.relation]:
            sure.append(named)
        probability = worth(pair.signs(named, found))
        if not sure:
            return pair.same_sector(probability)
        order = list(Relation)
        best = min(sure, key=lambda j: order.index(j.relation))
        return replace(best, confidence=probability)

    def signs(self, a: Claim, b: Claim) -> Signs:
        """Return what speaks for two claims, whichever relation they have."""
        pair = _Pair.of(self, a, b)
        return pair.signs(pair.by_name(), pair.by_rule())

    def weight(self, stems: Iterable[str]) -> float:
        return self.rarity.total(stems)

    def telling(self, stems: Iterable[str]) -> tuple[str, ...]:
        """Return stems, the rarest first."""
        return tuple(sorted(stems, key=lambda s: (-self.rarity.weight(s), s)))


def _sure(line: float) -> float:
    return 1.0 / (1.0 + math.exp(-line))


@dataclass(frozen=True, slots=True)
class _Pair:
    judge: Judge
    a: Claim
    b: Claim
    left: Promise | None
    right: Promise | None
    promised: Likeness  # of the two promises that are most alike
    whole: Likeness  # of the two passages

    @classmethod
    def of(cls, judge: Judge, a: Claim, b: Claim) -> _Pair:
        lefts: Sequence[Promise | None] = a.promises or (None,)
        rights: Sequence[Promise | None] = b.promises or (None,)
        alike = [
            (_likeness(judge, _side(a, left), _side(b, right)), left, right)
            for left in lefts
            for right in rights
        ]
        best, left, right = max(alike, key=lambda found: found[0].score)
        whole = _likeness(judge, _side(a, None), _side(b, None))
        return cls(judge, a, b, left, right, best, whole)

    @property
    def likeness(self) -> Likeness:
        return max(self.promised, self.whole, key=lambda likeness: likeness.score)

    def told(
        self,
        relation: Relation,
        confidence: float,
        why: str,
        left: Part | None = None,
        right: Part | None = None,
    ) -> Judgement:
        ours, theirs = left or _part(self.a, self.left), right or _part(self.b, self.right)
        sides = sum(part.commitment is not None for part in (ours, theirs))
        return Judgement(relation, confidence * PROMISED[sides], why, ours, theirs)

    def by_name(self) -> Judgement | None:
        """Compare what a shared telling name stands for on either side."""
        keys = sorted(self.a.names.keys() & self.b.names.keys(), key=lambda k: (-len(k), k))
        if not keys:
            return None
        key = keys[0]
        name = self.a.names[key].name
        besides = self._besides(content_stems(name))
        bias = NAME_BIAS[self._strength(key)]
        bias += 0.7 if self.a.themes & self.b.themes else -0.7
        confidence = _sure(bias + 9.0 * (besides - 0.36))
        left, right = _with_name(self.a, key, self.left), _with_name(self.b, key, self.right)
        if confidence < 0.5:
            why = f"Both say “{name}”, but of different things."
            return Judgement(Relation.COINCIDENCE, confidence, why, left, right)
        if self._is_agreement(key):
            why = f"Both name “{name}”, in which they act together."
            return self.told(Relation.FORMAL_COLLABORATION, confidence, why, left, right)
        why = f"Both are about {name}."
        return self.told(Relation.SAME_ASSET, confidence, why, left, right)

    def by_rule(self) -> dict[Relation, Judgement]:
        """Return what each rule says that has something to say."""
        rules = (self.formal, self.competing, self.complementary)
        return {j.relation: j for rule in rules if (j := rule()) is not None}

    def _besides(self, words: frozenset[str]) -> float:
        """Return how alike the two are once the words of a shared name are set aside."""
        stems = [s for s in self.whole.shared if s not in words]
        weight = self.judge.weight(stems)
        return 0.6 * self.whole.cosine + 0.4 * min(1.0, weight / ENOUGH_SHARED)

    def _strength(self, key: str) -> str:
        if " " not in key:
            return "single"
        return "ordinary" if self.judge.names.ordinary(key) else "own"

    def _is_agreement(self, key: str) -> bool:
        marks = bundled_gazetteer().agreement_words
        if any(mark in key.split() for mark in marks if mark != "board"):
            return True
        if self.b.place not in self.a.others and self.a.place not in self.b.others:
            return False
        around = [_near(claim, key) for claim in (self.a, self.b)]
        return any(re.search(rf"\b{mark}s?\b", text) for text in around for mark in marks)

    def formal(self) -> Judgement | None:
        """Compare when one side, or both, names the other."""
        ahead, back = self.b.place in self.a.others, self.a.place in self.b.others
        if not ahead and not back:
            return None
        alike = (self.promised.score + self.whole.score) / 2
        line = (1.5 if ahead and back else -0.8) + 8.0 * (alike - 0.36)
        first, second = (self.a, self.b) if ahead else (self.b, self.a)
        why = f"{first.place} names {second.place}"
        why += " and is named by it" if ahead and back else ""
        if named := self._as_written(self.likeness.shared, 3):
            why += f"; both speak of {named}"
        return self.told(Relation.FORMAL_COLLABORATION, _sure(line), f"{why}.")

    def competing(self) -> Judgement | None:
        """Compare claims to a first place in the same thing."""
        claims = [
            (self.judge.weight(mine.stems & theirs.stems), mine, theirs)
            for mine in self.a.superlatives
            for theirs in self.b.superlatives
        ]
        if not claims:
            return None
        weight, mine, theirs = max(claims, key=lambda claim: claim[0])
        shared = self.judge.telling(mine.stems & theirs.stems)
        if not shared:
            return None
        line = -3.0 + 2.4 * weight + 5.0 * (self.likeness.score - 0.35)
        named = self._as_written(shared, 4)
        why = f"Both claim a first place, “{mine.words}” and “{theirs.words}”"
        why += f", in {named}." if named else "."
        left = _over(self.a, mine.start, mine.end)
        right = _over(self.b, theirs.start, theirs.end)
        # A claim to be first is a statement of intent even where no promise was found in it.
        return Judgement(Relation.COMPETING_CLAIM, _sure(line), why, left, right)

    def complementary(self) -> Judgement | None:
        """Compare what one side offers with what the other is looking for."""
        best: tuple[float, Claim, Claim, Trade, Trade] | None = None
        for giver, taker in ((self.a, self.b), (self.b, self.a)):
            for offer in (*giver.market.offers, *_promised(giver)):
                for want in taker.market.wants:
                    weight = self.judge.weight(offer.stems & want.stems)
                    weight *= CALL if want.calls else NEED
                    weight *= BUYERS if offer.calls else 1.0
                    if best is None or weight > best[0]:
                        best = weight, giver, taker, offer, want
        if best is None:
            return None
        weight, giver, taker, offer, want = best
        shared = self.judge.telling(offer.stems & want.stems)
        if weight < THING:
            return None
        line = -3.5 + 1.3 * weight + 6.0 * (self.likeness.score - 0.4)
        named = self._as_written(shared, 4)
        why = f"{giver.place} offers (“{offer.word}”) what {taker.place} looks for (“{want.word}”)"
        why += f": {named}." if named else "."
        given, taken = _over(giver, offer.start, offer.end), _over(taker, want.start, want.end)
        left, right = (given, taken) if giver is self.a else (taken, given)
        # The sentence that trades often stands beside the promise: "We want buyers for it."
        confidence = _sure(line) * PROMISED[bool(self.a.promises) + bool(self.b.promises)]
        return Judgement(Relation.COMPLEMENTARY, confidence, why, left, right)

    def same_sector(self, probability: float) -> Judgement | None:
        """Tell the field or the technology of two claims that nothing closer joins."""
        if not self.a.promises and not self.b.promises:
            probability *= DESCRIPTIONS
        if probability < LEAST_WORTH:
            return None
        likeness = self.promised if len(self.promised.shared) > 1 else self.whole
        why = "Both speak of like things in different words."
        if named := self._as_written(likeness.shared, 4):
            why = f"Both are about {named}."
        left, right = _part(self.a, self.left), _part(self.b, self.right)
        return Judgement(Relation.SAME_SECTOR, probability, why, left, right)

    def signs(self, named: Judgement | None, found: Mapping[Relation, Judgement]) -> Signs:
        """Return what `index.comparing.worth` weighs."""
        a, b, senses = self.a, self.b, self.a.senses & self.b.senses
        misleads = named is not None and named.relation is Relation.COINCIDENCE
        rows = [claim.passage.kind is BlockKind.TABLE_ROW for claim in (a, b)]

        def strength(relation: Relation) -> float:
            return found[relation].confidence if relation in found else 0.0

        return Signs(
            meaning=self.whole.cosine,
            promise_meaning=self.promised.cosine,
            telling=min(self.judge.rarity.total(senses), ENOUGH),
            few=min(self.judge.spread.total(senses), ENOUGH),
            promises=float(bool(a.promises) + bool(b.promises)),
            firm=float(a.firm + b.firm),
            theme=float(bool(a.themes & b.themes)),
            named=0.0 if named is None or misleads else named.confidence,
            formal=strength(Relation.FORMAL_COLLABORATION),
            competing=strength(Relation.COMPETING_CLAIM),
            complementary=strength(Relation.COMPLEMENTARY),
            coincident=float(misleads),
            rows=float(all(rows)),
        )

    def _as_written(self, stems: Sequence[str], most: int) -> str:
        """Return shared words as they read in the left passage, in its order: "green, hydrogen".

        Of words that name nothing by themselves none is told, nor of verbs alone.
        """
        places: dict[str, tuple[int, str]] = {}
        for found in re.finditer(r"[^\W\d_]+", self.a.passage.text):
            places.setdefault(stem(found[0]), (found.start(), found[0]))
        told = [places.get(s, (len(self.a.passage.text), s)) for s in stems]
        told = [(at, word) for at, word in told if word.lower() not in HOLLOW]
        words = [word for _, word in sorted(told[:most])]
        return "" if all(_is_verb_form(word) for word in words) else ", ".join(words)


def _is_verb_form(word: str) -> bool:
    return word.lower().endswith(("ing", "ed")) and word.lower() not in NOUNS_IN_ING


def _side(claim: Claim, promise: Promise | None) -> Claim | Promise:
    return promise or claim


def _likeness(judge: Judge, a: Claim | Promise, b: Claim | Promise) -> Likeness:
    shared = judge.telling(a.stems & b.stems)
    return Likeness(float(np.dot(a.vector, b.vector)), shared, judge.weight(shared))


def _part(claim: Claim, promise: Promise | None) -> Part:
    if promise is None:
        return Part(0, len(claim.passage.text), None)
    c = promise.commitment
    return Part(c.start, c.end, c)


def _over(claim: Claim, start: int, end: int) -> Part:
    """Return the promise that stands in these words, or the words themselves."""
    inside = [p for p in claim.promises if p.commitment.start < end and start < p.commitment.end]
    if not inside:
        return Part(start, end, None)
    return _part(claim, max(inside, key=lambda p: len(p.quote)))


def _with_name(claim: Claim, key: str, otherwise: Promise | None) -> Part:
    """Return the promise that has the name in it, or else the one that is most alike."""
    mention = claim.names[key]
    for promise in claim.promises:
        if promise.commitment.start <= mention.start < promise.commitment.end:
            return _part(claim, promise)
    return _part(claim, otherwise)


def _promised(claim: Claim) -> list[Trade]:
    """Return what a claim promises as offers: whoever promises to make a thing offers it."""
    return [
        Trade(p.stems, "will", p.commitment.start, p.commitment.end)
        for p in claim.promises
        if p.commitment.strength is not Strength.ASK
    ]


def _near(claim: Claim, key: str) -> str:
    mention = claim.names[key]
    return claim.passage.text[max(0, mention.start - 50) : mention.end + 40].lower()
