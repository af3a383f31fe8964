"""What is said and what is missing: places by labels, with a reason for every empty cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.corpus import Corpus
from index.coverage.proportion import Proportion, proportion
from ingest.document import Passage, TextSource
from nlp.analysis import Analysis
from nlp.commitment import Commitment, Strength
from nlp.framework import Mission

NEAR_FROM: Final = 0.25
"""Probability from which a tag that was not accepted is worth telling: one in four is right."""

UNREAD_FROM: Final = 0.2
"""Share of sheets without text from which silence proves nothing."""


class CellState(StrEnum):
    """Why a cell is full or empty."""

    STATED = "stated"
    BELOW_THRESHOLD = "below_threshold"
    NOT_STATED = "not_stated"
    NOT_PARSED = "not_parsed"


class Reviewed(StrEnum):
    """How much of a cell's evidence a person has judged."""

    NONE = "none"
    PART = "part"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One label in one place. Evidence is passage ids, the surest first.

    In a cell below the threshold the evidence is what came nearest; the counts are then 0.
    `reviewed` tells how much of the evidence people have read, and of a cell without evidence, how
    much of all that the place says. `of_passages` and `sheets` tell how long that is.
    """

    place: str
    label: str
    state: CellState
    passages: int
    commitments: int
    firm: int
    evidence: tuple[str, ...]
    reviewed: Reviewed = Reviewed.NONE
    of_passages: int = 0
    sheets: int = 0

    @property
    def rate(self) -> Proportion | None:
        """The share of the place's body passages that have the label."""
        return proportion(self.passages, self.of_passages)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What a row was counted from: strategies, body passages, sheets and those without text."""

    place: str
    documents: tuple[str, ...]
    passages: int
    sheets: int
    unread: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rows by place and columns by label; every pair has a cell."""

    labels: tuple[str, ...]
    rows: tuple[PlaceRow, ...]
    cells: tuple[CoverageCell, ...]

    def cell(self, place: str, label: str) -> CoverageCell:
        """Return one cell; KeyError when there is no such place or label."""
        for cell in self.cells:
            if cell.place == place and cell.label == label:
                return cell
        raise KeyError((place, label))


@dataclass(frozen=True, slots=True)
class MissionState:
    """Who commits to a national mission: passage ids by place.

    `named` holds passages that name the mission without promising anything.
    """

    mission: Mission
    committed: Mapping[str, tuple[str, ...]]
    named: Mapping[str, tuple[str, ...]]


def coverage(corpus: Corpus, labels: Sequence[str], read: Set[str] = frozenset()) -> Coverage:
    """Count the corpus by place and label; only current strategies are in a corpus by default.

    `read` are the passages that people have read (`index.storage.tag_decisions`).
    """
    rows = _rows(corpus)
    held: dict[str, list[Passage]] = defaultdict(list)
    places = {d.id: d.about.place for d in corpus.documents}
    for passage in corpus.passages:
        held[places[passage.document_id]].append(passage)
    cells = [
        _cell(row, label, held[row.place], corpus.analyses, read)
        for row in rows
        for label in labels
    ]
    return Coverage(tuple(labels), tuple(rows), tuple(cells))


def _rows(corpus: Corpus) -> list[PlaceRow]:
    counted: dict[str, int] = defaultdict(int)
    places = {d.id: d.about.place for d in corpus.documents}
    for passage in corpus.passages:
        counted[places[passage.document_id]] += 1
    rows = []
    for place in corpus.places:
        documents = [d for d in corpus.documents if d.about.place == place]
        pages = [page for document in documents for page in document.pages]
        unread = sum(page.text_source is TextSource.NONE for page in pages)
        ids = tuple(document.id for document in documents)
        rows.append(PlaceRow(place, ids, counted[place], len(pages), unread))
    return rows


def _cell(
    row: PlaceRow,
    label: str,
    passages: Sequence[Passage],
    analyses: Mapping[str, Analysis],
    read: Set[str],
) -> CoverageCell:
    stated: list[tuple[float, str]] = []
    near: list[tuple[float, str]] = []
    promised: list[Commitment] = []
    for passage in passages:
        analysis = analyses.get(passage.id)
        tag = next((t for t in analysis.themes if t.label == label), None) if analysis else None
        if analysis is None or tag is None:
            continue
        if tag.accepted:
            stated.append((-tag.probability, passage.id))
            promised += analysis.promises.commitments
        elif tag.probability >= NEAR_FROM:
            near.append((-tag.probability, passage.id))
    evidence = tuple(id_ for _, id_ in sorted(stated or near))
    firm = sum(commitment.strength is Strength.FIRM for commitment in promised)
    analysed = any(passage.id in analyses for passage in passages)
    state = _state(row, bool(stated), bool(near), analysed)
    counts = (len(stated), len(promised), firm)
    reviewed = _reviewed(evidence or [passage.id for passage in passages], read)
    size = (row.passages, row.sheets)
    return CoverageCell(row.place, label, state, *counts, evidence, reviewed, *size)


def _reviewed(passages: Sequence[str], read: Set[str]) -> Reviewed:
    seen = sum(id_ in read for id_ in passages)
    if not seen:
        return Reviewed.NONE
    return Reviewed.ALL if seen == len(passages) else Reviewed.PART


def _state(row: PlaceRow, stated: bool, near: bool, analysed: bool) -> CellState:
    if stated:
        return CellState.STATED
    if not analysed or (row.sheets and row.unread / row.sheets >= UNREAD_FROM):
        return CellState.NOT_PARSED
    return CellState.BELOW_THRESHOLD if near else CellState.NOT_STATED


def missions(corpus: Corpus, wanted: Sequence[Mission]) -> list[MissionState]:
    """Return for each mission who commits to it: a promise in a passage with its words."""
    places = {d.id: d.about.place for d in corpus.documents}
    found = []
    for mission in wanted:
        committed: dict[str, list[str]] = defaultdict(list)
        named: dict[str, list[str]] = defaultdict(list)
        for passage in corpus.passages:
            analysis = corpus.analyses.get(passage.id)
            if analysis is None or not _names(passage, analysis, mission):
                continue
            target = committed if analysis.promises.commitments else named
            target[places[passage.document_id]].append(passage.id)
        found.append(MissionState(mission, _frozen(committed), _frozen(named)))
    return found


def _names(passage: Passage, analysis: Analysis, mission: Mission) -> bool:
    text = f"{passage.lead_in or ''} {passage.text}".lower()
    if not any(term.lower() in text for term in mission.terms):
        return False
    return any(tag.label == mission.label for tag in analysis.accepted)


def _frozen(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {place: tuple(ids) for place, ids in sorted(found.items())}
