"""How the portfolio stands: coverage, missions and what is distinctive, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from index.corpus import Corpus, heeding, read_corpus
from index.coverage import Coverage, CoverageCell, MissionState, Reviewed, coverage, missions
from index.distinctiveness import Distinctive, distinctive_labels, distinctive_words
from index.tag_decisions import Decisions, read_passages
from views.desk import Desk

NO_VECTORS: Final = ""
"""Name of no embedder: counting needs no vectors, and so no model is loaded to count."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The strategies that count, and their coverage."""

    corpus: Corpus
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class OwnNature:
    """What is distinctive about each place, by place: labels and words, most its own first."""

    labels: Mapping[str, Sequence[Distinctive]]
    words: Mapping[str, Sequence[Distinctive]]


def standing(desk: Desk, *, superseded: bool = False) -> Standing:
    """Return how things stand; with `superseded`, drafts count beside the finals."""
    latest, decided = desk.tag_decisions()
    with st.spinner("Counting what the strategies say"):
        counted = desk.derived(
            ("standing", superseded, latest), lambda: _standing(desk, superseded, decided)
        )
    read = read_passages(desk.store.engine)
    # Readings are only ever added, so that their number tells one state from another.
    return desk.derived(
        ("read", superseded, latest, len(read)), lambda: _with_readings(counted, read)
    )


def _with_readings(counted: Standing, read: frozenset[str]) -> Standing:
    cells = tuple(replace(cell, reviewed=_reviewed(cell, read)) for cell in counted.coverage.cells)
    return replace(counted, coverage=replace(counted.coverage, cells=cells))


def _reviewed(cell: CoverageCell, read: frozenset[str]) -> Reviewed:
    seen = sum(id_ in read for id_ in cell.evidence)
    if not seen:
        return Reviewed.NONE
    return Reviewed.ALL if seen == len(cell.evidence) else Reviewed.PART


def current_corpus(desk: Desk, *, superseded: bool = False) -> Corpus:
    """Return the strategies that count, without vectors and with the machine's own tags."""
    return desk.derived(
        ("corpus", superseded),
        lambda: read_corpus(desk.store, NO_VECTORS, superseded=superseded),
    )


def _standing(desk: Desk, superseded: bool, decided: Decisions) -> Standing:
    read = current_corpus(desk, superseded=superseded)
    corpus = heeding(read, decided)
    return Standing(corpus, coverage(corpus, desk.office.framework.label_ids))


def missions_of(desk: Desk, *, superseded: bool = False) -> Sequence[MissionState]:
    """Return who commits to each mission of the framework."""
    corpus, wanted = standing(desk, superseded=superseded).corpus, desk.office.framework.missions
    return desk.derived(("missions", superseded), lambda: missions(corpus, wanted))


def own_nature(desk: Desk, *, superseded: bool = False) -> OwnNature:
    """Return what each place says more than the rest."""
    corpus = standing(desk, superseded=superseded).corpus
    with st.spinner("Comparing the places"):
        return desk.derived(
            ("own nature", superseded),
            lambda: OwnNature(distinctive_labels(corpus), distinctive_words(corpus)),
        )
