"""What one place says more than the rest: labels and words, with the counts behind them.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, 2008, "Fightin'
Words"), over passages rather than words so that one long paragraph cannot carry a term.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.corpus import Corpus
from index.searching.content_words import content_stems, stem

PRIOR: Final = 20.0
"""Passages' worth of belief that a place speaks like the rest; damps what one passage says."""

LEAST_PASSAGES: Final = 3
"""Passages of a place that must have a word for it to be the place's own."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Distinctive:
    """A label or a word that a place has more than the others.

    `here` of `here_of` passages have it, and `elsewhere` of `elsewhere_of`; `z` is the log-odds
    ratio over its standard error: above 2 it is hardly chance.
    """

    place: str
    what: str
    here: int
    here_of: int
    elsewhere: int
    elsewhere_of: int
    z: float


def distinctive_labels(corpus: Corpus) -> dict[str, list[Distinctive]]:
    """Return each place's labels, the most distinctive first."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for place, passage in _placed(corpus):
        analysis = corpus.analyses.get(passage)
        held[place].update(tag.label for tag in analysis.accepted) if analysis else None
    return _ranked(held, _sizes(corpus), 1)


def distinctive_words(corpus: Corpus, most: int = 10) -> dict[str, list[Distinctive]]:
    """Return each place's most distinctive words as written, proper names left out."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    texts = {p.id: p.text for p in corpus.passages}
    for place, passage in _placed(corpus):
        # A word written small: a name tells where a place is and not what it is about.
        small = " ".join(w for w in _WORD.findall(texts[passage]) if w.islower())
        stems = content_stems(small)
        held[place].update(stems)
        for word in set(small.split()):
            written[stem(word)][word] += 1
    found = _ranked(held, _sizes(corpus), LEAST_PASSAGES)
    return {
        place: [_in_words(one, written) for one in ranked if one.z > 0][:most]
        for place, ranked in found.items()
    }


def _in_words(one: Distinctive, written: Mapping[str, Counter[str]]) -> Distinctive:
    word = written[one.what].most_common(1)[0][0] if written[one.what] else one.what
    counts = (one.here, one.here_of, one.elsewhere, one.elsewhere_of, one.z)
    return Distinctive(one.place, word, *counts)


def _placed(corpus: Corpus) -> list[tuple[str, str]]:
    places = {d.id: d.about.place for d in corpus.documents}
    return [(places[p.document_id], p.id) for p in corpus.passages]


def _sizes(corpus: Corpus) -> Counter[str]:
    return Counter(place for place, _ in _placed(corpus))


def _ranked(
    held: Mapping[str, Counter[str]], sizes: Mapping[str, int], least: int
) -> dict[str, list[Distinctive]]:
    total: Counter[str] = Counter()
    for counts in held.values():
        total.update(counts)
    everything = sum(sizes.values())
    found: dict[str, list[Distinctive]] = {}
    for place in sorted(sizes):
        here_of, there_of = sizes[place], everything - sizes[place]
        ranked = []
        for what, count in held[place].items():
            if count < least or not there_of:
                continue
            elsewhere = total[what] - count
            share = total[what] / everything
            z = _z(count, here_of, elsewhere, there_of, share)
            ranked.append(Distinctive(place, what, count, here_of, elsewhere, there_of, z))
        found[place] = sorted(ranked, key=lambda d: (-d.z, d.what))
    return found


def _z(here: int, here_of: int, there: int, there_of: int, share: float) -> float:
    prior, other = PRIOR * share, PRIOR * (1 - share)
    yes_here, no_here = here + prior, here_of - here + other
    yes_there, no_there = there + prior, there_of - there + other
    if min(no_here, no_there) <= 0:
        return 0.0
    ratio = math.log(yes_here / no_here) - math.log(yes_there / no_there)
    return ratio / math.sqrt(1 / yes_here + 1 / yes_there)
