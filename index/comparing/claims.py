"""What one passage claims, with everything that comparing it with another place's needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.comparing.named_entities import (
    Mention,
    Names,
    SharedNames,
    bundled_gazetteer,
    place_keys,
)
from index.comparing.senses import bundled_senses
from index.comparing.superlatives import Superlative, superlatives
from index.comparing.supply_and_demand import Market, market_of
from index.corpus import Corpus
from index.searching.content_words import content_stems
from ingest.document import Document, Passage
from nlp.commitment import Commitment, Strength

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment of a passage: its words, their stems and their vector."""

    commitment: Commitment
    quote: str
    stems: frozenset[str]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Claim:
    """A body passage of a place. `names` are telling names by key; `others` places it names.

    `senses` are the stems and the groups of related words.
    """

    place: str
    document: Document
    passage: Passage
    promises: tuple[Promise, ...]
    vector: Vector
    stems: frozenset[str]
    senses: frozenset[str]
    names: Mapping[str, Mention]
    others: Mapping[str, Mention]
    superlatives: tuple[Superlative, ...]
    market: Market
    themes: frozenset[str]

    @property
    def firm(self) -> bool:
        """Whether it promises anything as decided."""
        return any(p.commitment.strength is Strength.FIRM for p in self.promises)


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a corpus with the names found in it."""

    claims: tuple[Claim, ...]
    names: Names
    shared: SharedNames
    places: tuple[str, ...]


def read_claims(corpus: Corpus) -> Claims:
    """Return a claim per embedded passage, in the order of the passages."""
    documents = {document.id: document for document in corpus.documents}
    keys = {d.about.place: place_keys(d.about.place, d.about.lead_body) for d in corpus.documents}
    known = frozenset().union(*keys.values()) if keys else frozenset()
    names = Names.of((p.text for p in corpus.passages), known)
    mentions = in_full(corpus, {p.id: names.mentions(p.text) for p in corpus.passages})
    by_place = [(documents[p.document_id].about.place, mentions[p.id]) for p in corpus.passages]
    shared = SharedNames.of(by_place, names, known | _concepts(mentions.values(), corpus, names))
    keys = {place: own | shared.home_of(place) for place, own in keys.items()}
    claims = [
        _claim(corpus, documents[p.document_id], p, mentions[p.id], shared, keys)
        for p in corpus.passages
        if p.id in corpus.vectors
    ]
    return Claims(tuple(claims), names, shared, corpus.places)


def in_full(corpus: Corpus, mentions: Mapping[str, list[Mention]]) -> dict[str, list[Mention]]:
    """Give shortened names the key of the name in full: "the Robotics Hall" of a document that
    also says "Scarrow Robotics Hall", and of no other such hall.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for passage in corpus.passages:
        keys[passage.document_id] |= {mention.key for mention in mentions[passage.id]}
    full = {document: _full_names(known) for document, known in keys.items()}
    return {
        p.id: [replace(m, key=full[p.document_id].get(m.key, m.key)) for m in mentions[p.id]]
        for p in corpus.passages
    }


def _full_names(known: Set[str]) -> dict[str, str]:
    longer: dict[str, set[str]] = defaultdict(set)
    for key in known:
        words = key.split()
        for start in range(1, len(words) - 1):
            short = " ".join(words[start:])
            if short in known:
                longer[short].add(key)
    return {short: found.pop() for short, found in longer.items() if len(found) == 1}


def _concepts(
    mentions: Iterable[Sequence[Mention]], corpus: Corpus, names: Names
) -> frozenset[str]:
    """Return "names" that are somewhere written small: "High Performance Computing"."""
    keys = {m.key for named in mentions for m in named if " " in m.key and names.ordinary(m.key)}
    texts = " \n ".join(passage.text.replace("-", " ") for passage in corpus.passages)
    return frozenset(key for key in keys if key in texts)


def _without_national_names(text: str, mentions: list[Mention]) -> str:
    """Blank out "Network Rail" and the like: to share their words is to share nothing."""
    dull = bundled_gazetteer().national
    for mention in mentions:
        if mention.key in dull:
            text = text.replace(mention.name, " ")
    return text


def _claim(
    corpus: Corpus,
    document: Document,
    passage: Passage,
    mentions: list[Mention],
    shared: SharedNames,
    keys: Mapping[str, frozenset[str]],
) -> Claim:
    place = document.about.place
    others = {
        other: mention
        for other, names in keys.items()
        if other != place
        for mention in mentions
        if mention.key in names
    }
    analysis, found = corpus.analyses.get(passage.id), corpus.as_found.get(passage.id)
    vector = corpus.vectors[passage.id]
    promises = []
    for i, commitment in enumerate(analysis.promises.commitments if analysis else ()):
        quote = passage.text[commitment.start : commitment.end]
        own = corpus.promise_vectors.get((passage.id, i), vector)
        stems = content_stems(_without_national_names(quote, mentions))
        promises.append(Promise(commitment, quote, stems, own))
    framed = f"{passage.lead_in} {passage.text}" if passage.lead_in else passage.text
    stems = content_stems(_without_national_names(framed, mentions))
    return Claim(
        place,
        document,
        passage,
        tuple(promises),
        vector,
        stems,
        stems | bundled_senses().in_text(framed),
        {m.key: m for m in mentions if m.key in shared.places_of},
        others,
        tuple(superlatives(passage.text)),
        market_of(passage.text),
        frozenset(tag.label for tag in found.accepted) if found else frozenset(),
    )
