"""What people will ask for next, worked out in the background before they wait for it."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Sequence
from typing import Final

from index.comparing.overlap_cache import KEPT_FROM
from index.corpus import current_documents
from review.casebook import Casebook
from review.queue import OpenTag, open_tags
from review.readings import Proof, proof, readings_by_document
from views.desk import Desk
from views.overlaps_found import passages_held, prepare_overlaps
from views.reading import passages_of

SCREENS: Final = (
    "views.find",
    "views.overlaps",
    "views.strategy",
    "views.review",
    "views.moderate",
    "views.progress",
    "views.outcomes.strategy_outcomes",
    "views.outcomes.monitoring",
    "views.outcomes.across",
    "views.add_strategy",
)
"""Modules of the screens: reading their code for the first time takes up to 400 ms."""


def prepare(desk: Desk) -> None:
    """Read the code of every screen, and of many strategies what each screen opens with."""
    for screen in SCREENS:
        importlib.import_module(screen)
    if passages_held(desk) < KEPT_FROM:
        return
    prepare_overlaps(desk)
    proofs_of(desk)
    open_tags_of(desk)
    from views.outcomes.desk import prepare_outcomes

    prepare_outcomes(desk)
    # What is kept now stays: the collector of cycles need not walk it while somebody waits.
    gc.collect()
    gc.freeze()


def proofs_of(desk: Desk) -> list[Proof]:
    """Return how far each strategy was read; only those that somebody read since are compared."""
    book, made = Casebook.of(desk.office), readings_by_document(desk.store.engine)

    def of(document: str) -> Proof:
        return desk.derived(
            ("proof", document, made.get(document, 0)),
            lambda: proof(book, document, passages_of(desk, document)),
        )

    documents = sorted(desk.documents(), key=lambda d: (d.about.place, d.about.title))
    return [of(document.id) for document in documents]


def open_tags_of(desk: Desk) -> Sequence[OpenTag]:
    """Return the tags of current strategies that are worth a person's time, kept per change."""
    current = [d.id for d in current_documents(desk.documents(), desk.store.version_links())]
    book = Casebook.of(desk.office)
    return desk.derived("open tags", lambda: open_tags(book, current))
