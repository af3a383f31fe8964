"""Gaps and overlaps of one strategy, found the same way as the screens find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.assembly import Office
from index.comparing.overlap_cache import cached_overlaps, keep_overlaps
from index.comparing.overlaps import Overlap, Wanted, all_overlaps, listed
from index.corpus import Corpus, current_documents, read_corpus
from index.coverage.places_by_labels import CellState, CoverageCell, coverage
from index.storage.tag_decisions import read_passages
from ingest.document import Document
from review.reports.places import Cited, Pages

MOST: Final = 50  # overlaps of one strategy that are told; how many more there are is told too


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme that is not clearly stated; `nearest` is the passage that came closest, if any."""

    cell: CoverageCell
    name: str
    nearest: Cited | None


@dataclass(frozen=True, slots=True)
class Shared:
    """An overlap with its quotes, those of the strategy itself first."""

    overlap: Overlap
    own: tuple[Cited, ...]
    others: tuple[Cited, ...]


def corpus_around(office: Office, document: Document) -> tuple[Corpus, bool]:
    """Return the strategies to compare one with, and whether they are simply the current ones.

    A draft or an older version stands in for its place's current strategy.
    """
    store, embedder = office.workspace.store, office.embedder.id
    corpus = read_corpus(store, embedder)
    if any(known.id == document.id for known in corpus.documents):
        return corpus, True
    whole = read_corpus(store, embedder, superseded=True)
    others = current_documents(whole.documents, whole.links)
    chosen = [d for d in others if d.about.place != document.about.place] + [document]
    ids = {d.id for d in chosen}
    kept = tuple(p for p in whole.passages if p.document_id in ids)
    return replace(whole, documents=tuple(chosen), passages=kept), False


def gaps_of(office: Office, corpus: Corpus, document: Document, pages: Pages) -> list[Gap]:
    """Return the themes that the strategy does not clearly state, in the framework's order."""
    labels = office.framework.label_ids
    engine = office.workspace.engine
    read = read_passages(engine)
    known = {p.id: p for p in corpus.passages}
    documents = {d.id: d for d in corpus.documents}
    found = []
    for cell in coverage(corpus, labels, read).cells:
        if cell.place != document.about.place or cell.state is CellState.STATED:
            continue
        nearest = None
        if cell.evidence:
            passage = known[cell.evidence[0]]
            where = documents[passage.document_id]
            nearest = pages.cite_briefly(where, passage, 0, len(passage.text))
        found.append(Gap(cell, office.framework.label(cell.label).name, nearest))
    return found


def overlaps_of(
    office: Office, corpus: Corpus, is_current: bool, document: Document, pages: Pages
) -> tuple[list[Shared], int]:
    """Return the overlaps in which the strategy has a part, best first, and how many more."""
    every = current_overlaps(office, corpus) if is_current else all_overlaps(corpus)
    found = listed(every, corpus, Wanted(documents=frozenset({document.id})), MOST)
    return [_shared(overlap, document, pages) for overlap in found.groups], found.omitted


def current_overlaps(office: Office, corpus: Corpus) -> Sequence[Overlap]:
    """Return all overlaps of the current strategies, found now if nobody has asked before.

    They are kept for the next report: of forty strategies they take half a minute.
    """
    embedder = office.embedder.id
    kept = cached_overlaps(office.workspace, corpus, embedder)
    if kept is None:
        try:
            keep_overlaps(office.workspace, embedder)
        except OSError:  # a workspace that can be read only
            return all_overlaps(corpus)
        kept = cached_overlaps(office.workspace, corpus, embedder)
    return all_overlaps(corpus) if kept is None else kept


def _shared(overlap: Overlap, document: Document, pages: Pages) -> Shared:
    cited = [pages.cite_briefly(m.document, m.passage, m.start, m.end) for m in overlap.members]
    own = tuple(c for c in cited if c.document.id == document.id)
    return Shared(overlap, own, tuple(c for c in cited if c.document.id != document.id))
