"""How the portfolio stands: coverage, missions and what is distinctive, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from index.corpus import Corpus, read_corpus
from index.coverage import Coverage, MissionState, coverage, missions
from index.distinctiveness import Distinctive, distinctive_labels, distinctive_words
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
    with st.spinner("Counting what the strategies say"):
        return desk.derived(("standing", superseded), lambda: _standing(desk, superseded))


def _standing(desk: Desk, superseded: bool) -> Standing:
    corpus = read_corpus(desk.store, NO_VECTORS, superseded=superseded)
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
