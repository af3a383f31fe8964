"""What the strategies share, found once and kept, and what of it is shown.

Forty strategies have a hundred thousand overlaps, most below the confidence from which one is
shown. What a click asks for is looked up among the others; nothing here walks through all of them
twice.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import streamlit as st

from index.comparing.opportunities import Opportunity, opportunities
from index.comparing.overlap_cache import KEPT_FROM, cached_overlaps
from index.comparing.overlaps import FLOOR, Overlap, all_overlaps
from index.comparing.relations import OVERLAPS, Relation
from index.comparing.verdicts import Given, Pair, heeding, verdicts
from index.corpus import Corpus, read_corpus
from index.places import load_places
from index.storage.workspace import Workspace
from views.derived import much_that_stays
from views.desk import Desk
from views.overlap_words import overlap_id
from views.standing import current_corpus
from views.wording import counted

ROOT: Final = Path(__file__).resolve().parents[1]

EVERYTHING: Final = "overlaps"
POLL_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Shown:
    """Overlaps in the order in which they are listed, and each by its address.

    `choice` tells them from others: the state of the verdicts and what was chosen.
    """

    choice: tuple[object, ...]
    overlaps: tuple[Overlap, ...]
    by_id: Mapping[str, Overlap]

    @classmethod
    def of(cls, choice: tuple[object, ...], overlaps: Sequence[Overlap]) -> Shown:
        by_id = {overlap_id(overlap): overlap for overlap in overlaps}
        return cls(choice, tuple(overlaps), by_id)


@dataclass(frozen=True, slots=True)
class Sorted:
    """All overlaps, told apart by whether they are sure enough to be shown.

    `unsure` is by passage ids: a verdict can bring one back. `aside` counts the stock phrases and
    chance likenesses, which are shown when they are asked for.
    """

    shown: tuple[Overlap, ...]
    unsure: Mapping[Pair, Overlap]
    aside: int

    @classmethod
    def of(cls, overlaps: Sequence[Overlap]) -> Sorted:
        shown: list[Overlap] = []
        unsure: dict[Pair, Overlap] = {}
        for overlap in overlaps:
            if overlap.relation not in OVERLAPS or overlap.confidence >= FLOOR:
                shown.append(overlap)
            else:
                unsure[frozenset(member.passage.id for member in overlap.members)] = overlap
        aside = sum(overlap.relation not in OVERLAPS for overlap in shown)
        return cls(tuple(shown), unsure, aside)

    def heeding(self, given: Mapping[Pair, Given]) -> list[Overlap]:
        """Return what is shown in the order that verdicts give it."""
        judged = [self.unsure[pair] for pair in given if pair in self.unsure]
        return heeding([*self.shown, *judged], given)


State = tuple[int, datetime | None]


def state_of(given: Mapping[Pair, Given]) -> State:
    """Return what tells one state of the verdicts from another: they are only ever added to."""
    return len(given), max((one.at for one in given.values()), default=None)


def overlaps_of(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    """Return the current strategies and everything they share, found once per change.

    Of many strategies they are found in the background, and the screen says so until they are.
    """
    if not desk.has(EVERYTHING) and passages_held(desk) >= KEPT_FROM:
        begun = desk.derived("overlaps begun", lambda: _begin(desk))
        _wait(desk, begun)
        st.stop()
    with st.spinner("Comparing the strategies"):
        return find_overlaps_once(desk)


def find_overlaps_once(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    """Return the same without a word on the screen, for the background too."""
    return desk.derived(EVERYTHING, lambda: _overlaps(desk))


def passages_held(desk: Desk) -> int:
    """Return how many passages all strategies have."""
    return sum(held.passages for held in desk.counts().values())


@dataclass(frozen=True, slots=True)
class Begun:
    """A comparison of all strategies that goes on in the background; `at` is of this process."""

    at: float
    end: Future[object]


def _begin(desk: Desk) -> Begun:
    return Begun(time.monotonic(), desk.language.afterwards(lambda: find_overlaps_once(desk)))


@st.fragment(run_every=POLL_SECONDS)
def _wait(desk: Desk, begun: Begun) -> None:
    """Say what goes on, and draw the screen once it is done; what went wrong is raised."""
    if begun.end.done():
        begun.end.result()
        st.rerun()
    seconds = int(time.monotonic() - begun.at)
    st.html(waiting_html(len(desk.documents()), passages_held(desk), seconds))


def waiting_html(strategies: int, passages: int, seconds: int) -> str:
    """Return what is said while strategies are compared: how much, how long, what to do."""
    return (
        f'<div class="lis lis-note" role="status"><p><b>Comparing {strategies} strategies with '
        f"each other</b>: {passages:,} passages. Begun {counted(seconds, 'second')} ago; forty "
        "strategies take about a minute.</p><p>This happens once after a strategy has come in or "
        "the tool was renewed. This screen opens by itself; the others work meanwhile.</p></div>"
    )


def sorted_overlaps(desk: Desk) -> Sorted:
    """Return everything that the strategies share, told apart once per change."""
    _, everything = find_overlaps_once(desk)
    return desk.derived("overlaps sorted", lambda: Sorted.of(everything))


def overlaps_shown(
    desk: Desk,
    given: Mapping[Pair, Given],
    relations: Sequence[Relation] = (),
    themes: Sequence[str] = (),
    places: Sequence[str] = (),
) -> Shown:
    """Return the overlaps that fit, as verdicts rank them; worked out once per choice."""
    corpus, _ = find_overlaps_once(desk)
    found = sorted_overlaps(desk)
    state = state_of(given)
    ranked = desk.derived(("overlaps heeded", *state), lambda: found.heeding(given))
    wanted = frozenset(relations or OVERLAPS)
    choice = (*state, wanted, tuple(themes), tuple(places))
    return desk.derived(
        ("overlaps shown", choice),
        lambda: Shown.of(choice, chosen(ranked, corpus, wanted, themes, places)),
    )


def opportunities_in(desk: Desk, shown: Shown) -> Sequence[Opportunity]:
    """Return the groups that overlaps form; worked out once per choice."""
    return desk.derived(
        ("opportunities", shown.choice), lambda: opportunities(shown.overlaps, load_places())
    )


def prepare_overlaps(desk: Desk) -> None:
    """Work out in the background what the Overlaps screen opens with."""
    opportunities_in(desk, overlaps_shown(desk, verdicts(desk.store.engine)))


def overlaps_of_document(desk: Desk, document: str) -> Sequence[Overlap]:
    """Return the overlaps of one strategy, as its place finds them on the Overlaps screen."""
    overlaps_of(desk)  # with a word on the screen while it takes its time
    given = verdicts(desk.store.engine)
    shown = overlaps_shown(desk, given)

    def work_out() -> Mapping[str, Sequence[Overlap]]:
        by_document: dict[str, list[Overlap]] = defaultdict(list)
        for overlap in shown.overlaps:
            for id_ in {member.document.id for member in overlap.members}:
                by_document[id_].append(overlap)
        return by_document

    held = desk.derived(("overlaps by document", *state_of(given)), work_out)
    return held.get(document, ())


def chosen(
    overlaps: Sequence[Overlap],
    corpus: Corpus,
    relations: frozenset[Relation],
    themes: Sequence[str],
    places: Sequence[str],
) -> list[Overlap]:
    """Return the overlaps that fit; of two places or more, those between the places named."""
    wanted, least = frozenset(places), min(2, len(places))
    kept = []
    for overlap in overlaps:
        if overlap.relation not in relations:
            continue
        if overlap.relation in OVERLAPS and overlap.confidence < FLOOR:
            continue  # as `lis overlaps` does
        if wanted and len(wanted & {member.place for member in overlap.members}) < least:
            continue
        if themes and not _labels(overlap, corpus) & set(themes):
            continue
        kept.append(overlap)
    return kept


def _labels(overlap: Overlap, corpus: Corpus) -> set[str]:
    analyses = [corpus.analyses.get(member.passage.id) for member in overlap.members]
    return {tag.label for analysis in analyses if analysis for tag in analysis.accepted}


def _overlaps(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
    desk.language.searcher()  # loads the models, once for all
    workspace, embedder = desk.office.workspace, desk.office.embedder.id
    corpus = current_corpus(desk)
    if len(corpus.passages) < KEPT_FROM:
        whole = read_corpus(desk.store, embedder)
        return whole, all_overlaps(whole)
    with much_that_stays():
        found = cached_overlaps(workspace, corpus, embedder)
    if found is None:
        find_elsewhere(workspace, embedder)
        with much_that_stays():
            found = cached_overlaps(workspace, corpus, embedder)
    if found is None:  # the other process failed, or a strategy came in meanwhile
        found = all_overlaps(read_corpus(desk.store, embedder))
    return corpus, found


def find_elsewhere(workspace: Workspace, embedder: str) -> None:
    """Fill the cache in a process of its own and wait for it."""
    call = [
        sys.executable,
        "-m",
        "index.comparing.overlap_cache",
        "--workspace",
        str(workspace.folder),
    ]
    subprocess.run(  # noqa: S603  our own module, no shell
        [*call, "--embedder", embedder], cwd=ROOT, check=False, capture_output=True
    )
