"""What stands below the map: missions, newest submissions, what is distinctive, tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from index.coverage.places_by_labels import Coverage, MissionState
from ingest.document import Document
from nlp.framework import Framework
from views.markup import button, row, table, text
from views.standing import OwnNature
from views.tile_map import Tile
from views.tints import chip
from views.wording import STATUS, counted, listed, published_words

NEWEST: Final = 6
PLACES: Final = 6
"""Places named in a sentence; the rest are counted."""


def missions_html(missions: Sequence[MissionState]) -> str:
    """Return the missions, those that nobody commits to first."""
    rows = []
    for state in sorted(missions, key=lambda m: len(m.committed)):
        if state.committed:
            words = f"Committed to by {listed(list(state.committed), PLACES)}"
        elif state.named:
            words = f"Nobody commits to it; named by {listed(list(state.named), PLACES)}"
        else:
            words = "Nobody commits to it or names it"
        has = bool(state.committed or state.named)
        goal = f"{state.mission.target[0].upper()}{state.mission.target[1:]} by {state.mission.by}"
        shown = button("mission", state.mission.id, goal) if has else text(goal)
        rows.append(row(shown, text(words)))
    return table(("Mission", "Who"), rows)


def newest_html(documents: Sequence[Document], added: Mapping[str, datetime]) -> str:
    """Return the documents that came last."""
    newest = sorted(documents, key=lambda d: added[d.id], reverse=True)[:NEWEST]
    rows = [
        row(
            button("document", d.id, d.about.title),
            text(d.about.place),
            text(STATUS[d.about.status]),
            text(published_words(d.about)),
        )
        for d in newest
    ]
    return table(("Strategy", "Place", "Status", "Published"), rows)


def distinctive_html(places: Sequence[str], own: OwnNature, framework: Framework) -> str:
    """Return for each place the labels and words that it has more than the rest."""
    rows = []
    for place in places:
        labels = [d for d in own.labels.get(place, ()) if d.z > 1][:2]
        words = [d.what for d in own.words.get(place, ())][:6]
        chips = " ".join(chip(framework, d.what) for d in labels)
        rows.append(row(text(place), chips or "no label stands out", text(", ".join(words))))
    return table(("Place", "More than the rest about", "Its own words"), rows)


def place_tiles(coverage: Coverage, own: OwnNature, framework: Framework) -> list[Tile]:
    """Return a tile per place, in the tint of the label that is most its own."""
    tiles = []
    for held in coverage.rows:
        first = next(iter(own.labels.get(held.place, ())), None)
        tint = framework.label(first.what).tint if first else "#b1b4b6"
        name = framework.label(first.what).name if first else "no label"
        tiles.append(
            Tile(held.place, f"{counted(held.passages, 'passage')}; most its own: {name}", tint)
        )
    return tiles
