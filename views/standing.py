"""How the portfolio stands: coverage, missions and what is distinctive, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from index.corpus import Corpus, corrected, read_corpus
from index.coverage.distinctiveness import Distinctive, distinctive_labels, distinctive_words
from index.coverage.places_by_labels import (
    Coverage,
    CoverageCell,
    MissionState,
    Reviewed,
    coverage,
    missions,
)
from index.storage.tag_decisions import Decisions, read_passages
from review.readings import readings_made
from views.derived import much_that_stays
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
    engine = desk.store.engine
    return desk.derived(
        ("read", superseded, latest, readings_made(engine)),
        lambda: _with_readings(counted, read_passages(engine)),
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
    """Return the strategies that count, without vectors, with tags as they were when read."""

    def work_out() -> Corpus:
        with much_that_stays():
            return read_corpus(desk.store, NO_VECTORS, superseded=superseded)

    return desk.derived(("corpus", superseded), work_out)


def _standing(desk: Desk, superseded: bool, decided: Decisions) -> Standing:
    read = current_corpus(desk, superseded=superseded)
    corpus = corrected(read, decided)
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
