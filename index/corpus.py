"""Everything that comparisons across places need, read once and then only looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.searching.selection import Selection
from index.storage.store import Store, VersionLink
from index.storage.tag_decisions import Decisions, heeding_people, last_decisions
from ingest.document import BODY_KINDS, Document, Passage, Status
from nlp.analysis import Analysis

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents with their body passages, analyses and vectors.

    `vectors` is by passage id, `promise_vectors` by passage id and the promise's ordinal.
    A passage that was never analysed or embedded is absent from those maps. Tags are as people
    corrected them; `as_found` has the machine's own. Overlaps are judged on those, so that a
    correction does not mean that all of them must be found anew.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    analyses: Mapping[str, Analysis]
    as_found: Mapping[str, Analysis]
    vectors: Mapping[str, Vector]
    promise_vectors: Mapping[tuple[str, int], Vector]
    links: tuple[VersionLink, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(sorted({d.about.place for d in self.documents}))


def read_corpus(store: Store, embedder: str, *, superseded: bool = False) -> Corpus:
    """Return the strategies that count now; with `superseded`, drafts and old ones too."""
    documents = store.documents()
    links = tuple(store.version_links())
    if not superseded:
        documents = current_documents(documents, links)
    chosen = frozenset(document.id for document in documents)
    if not chosen:
        return Corpus((), (), {}, {}, {}, {}, links)
    selection = Selection(documents=chosen, kinds=BODY_KINDS)
    passages = store.passages(selection)
    numbered = store.vectors(embedder, sorted(chosen))
    known = {passage.id for passage in passages}
    found = store.machine_analyses(selection)
    corpus = Corpus(
        tuple(documents),
        tuple(passages),
        found,
        found,
        {id_: row for id_, row in zip(numbered.ids, numbered.matrix, strict=True) if id_ in known},
        {key: v for key, v in store.promise_vectors(embedder).items() if key[0] in known},
        links,
    )
    return corrected(corpus, last_decisions(store.engine))


def corrected(corpus: Corpus, decisions: Decisions) -> Corpus:
    """Return a corpus that was read before with tags as people have corrected them by now."""
    here = {passage.id for passage in corpus.passages}
    return replace(corpus, analyses=heeding_people(corpus.as_found, decisions, here))


def current_documents(
    documents: Sequence[Document], links: Sequence[VersionLink] = ()
) -> list[Document]:
    """Leave out what a later text replaces.

    Of versions that were linked by a person only the latest stays. Drafts, and papers sent to
    the office, step back when their place has published a strategy.
    """
    replaced = {link.earlier for link in links if link.confirmed}
    published = {
        document.about.place
        for document in documents
        if document.about.status in (Status.AGREED, Status.FINAL) and document.id not in replaced
    }

    def counts(document: Document) -> bool:
        is_published = document.about.status in (Status.AGREED, Status.FINAL)
        return document.id not in replaced and (
            is_published or document.about.place not in published
        )

    return [document for document in documents if counts(document)]


def by_age(document: Document) -> tuple[date, str]:
    """Return a key that sorts documents from old to new; undated ones come first."""
    return document.about.published or date.min, document.id
