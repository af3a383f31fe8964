"""What a reviewer wants to know first of a new document: what it covers, whom it resembles."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from index.comparing.comparison import Comparison, Near, closest, compare
from index.comparing.overlaps import Overlaps, Wanted, find_overlaps
from index.corpus import Corpus, by_age, current_documents, read_corpus
from index.coverage.places_by_labels import CoverageCell, coverage
from index.storage.store import Store
from ingest.document import Document

CLOSEST: Final = 5  # strategies that a reviewer may want to read beside the new one


@dataclass(frozen=True, slots=True)
class Submission:
    """A document against the strategies that count now.

    `changes` is None when no other version of it is known.
    """

    document: Document
    coverage: tuple[CoverageCell, ...]
    overlaps: Overlaps
    closest: tuple[Near, ...]
    changes: Comparison | None


def examine(
    store: Store, embedder: str, labels: Sequence[str], document: str, limit: int = 200
) -> Submission:
    """Report on a stored document; UnknownDocumentError when there is none."""
    found = store.document(document)
    everything = read_corpus(store, embedder, superseded=True)
    current = {d.id for d in current_documents(everything.documents, everything.links)}
    own = restricted(everything, {document})
    beside = restricted(everything, current | {document})
    return Submission(
        found,
        coverage(own, labels).cells,
        find_overlaps(beside, Wanted(documents=frozenset({document})), limit),
        tuple(closest(store, document)[:CLOSEST]),
        _changes(store, everything, found),
    )


def restricted(corpus: Corpus, documents: Set[str]) -> Corpus:
    """Return the part of a corpus that some documents make up."""
    passages = tuple(p for p in corpus.passages if p.document_id in documents)
    ids = {passage.id for passage in passages}
    return replace(
        corpus,
        documents=tuple(d for d in corpus.documents if d.id in documents),
        passages=passages,
        analyses={id_: a for id_, a in corpus.analyses.items() if id_ in ids},
        as_found={id_: a for id_, a in corpus.as_found.items() if id_ in ids},
        vectors={id_: v for id_, v in corpus.vectors.items() if id_ in ids},
        promise_vectors={k: v for k, v in corpus.promise_vectors.items() if k[0] in ids},
    )


def _changes(store: Store, corpus: Corpus, document: Document) -> Comparison | None:
    """Compare with the newest earlier version, whether it was confirmed or only offered."""
    by_id = {d.id: d for d in corpus.documents}
    earlier = [by_id[link.earlier] for link in corpus.links if link.later == document.id]
    if not earlier:
        return None
    return compare(store, max(earlier, key=by_age).id, document.id)
