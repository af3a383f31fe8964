"""What people do in a large test office: reviews, readings, decisions on tags, reports."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from index.assembly import Office
from index.searching.selection import Selection
from index.storage.tag_decisions import Said
from ingest.document import Passage
from review.casebook import Casebook
from review.evidence import add_evidence
from review.judgement import Review
from review.moderation import moderate
from review.monitoring.progress_reports import (
    Move,
    Rating,
    Report,
    Written,
    move_report,
    start_report,
)
from review.people import add_person, people, sign_in
from review.person import Person, Role
from review.rating import rate
from review.readings import mark_read
from review.reviews import approve, request_changes, start, submit
from review.tags import decide_tag
from review.theory.steps import read_strategy

START: Final = datetime(2026, 2, 2, 9, tzinfo=UTC)
ALIKE: Final = "The differences are small."  # why reviews are approved before they are decided
PEOPLE: Final = {
    "Ben": Role.REVIEWER,
    "Cat": Role.REVIEWER,
    "Dev": Role.REVIEWER,
    "Eve": Role.REVIEWER,
    "Mo": Role.MODERATOR,
    "Val": Role.VIEWER,
}
"""Who works beside Ada, the administrator."""

DOUBLE: Final = 12  # strategies with two reviews
DECIDED: Final = 6  # tags per strategy on which somebody decided
REPORTED: Final = 20  # strategies with reports of progress
QUOTES: Final = 2  # per criterion


def work_of_people(office: Office) -> None:
    """Let people review, read, decide and report; nothing when people are there already."""
    book = Casebook.of(office)
    if people(book.engine):
        return
    clock = _Clock()
    ada = sign_in(book.engine, "Ada", at=clock.tick())
    for name, role in PEOPLE.items():
        add_person(book.engine, name, role, who=ada, at=clock.tick())
    known = {one.name: one for one in people(book.engine)}
    chance = random.Random(7)  # noqa: S311  repeatable, not secret
    for number, document in enumerate(book.store.documents()):
        passages = book.store.passages(Selection(documents=frozenset({document.id})))
        _decide(book, passages, known["Ben"], chance, clock)
        ids = [passage.id for passage in passages[: 40 * (number % 9)]]
        if ids:
            mark_read(book, ids, who=known["Cat"], at=clock.tick())
        if number < DOUBLE:
            _double(book, document.id, passages, known, number, chance, clock)
        if number < REPORTED:
            _report(book, document.id, known, number, clock)


class _Clock:
    """Time that moves on with every act, so that no two acts have one time."""

    def __init__(self) -> None:
        self._at = START

    def tick(self) -> datetime:
        self._at += timedelta(minutes=1)
        return self._at


def _decide(
    book: Casebook, passages: Sequence[Passage], who: Person, chance: random.Random, clock: _Clock
) -> None:
    for passage in chance.sample(passages, DECIDED):
        label, said = chance.choice(book.framework.label_ids), chance.choice(list(Said))
        decide_tag(book, passage.id, label, said, who=who, at=clock.tick())


def _double(
    book: Casebook,
    document: str,
    passages: Sequence[Passage],
    known: dict[str, Person],
    number: int,
    chance: random.Random,
    clock: _Clock,
) -> None:
    first, second = (("Ben", "Cat"), ("Dev", "Eve"))[number % 2]
    one = _review(book, document, passages, known[first], 0, chance, clock)
    leave = 3 if number % 6 == 5 else 0
    two = _review(book, document, passages, known[second], leave, chance, clock)
    if number % 3 == 0:
        for review in (one, two):
            if not leave:
                approve(book, review.id, ALIKE, who=known["Mo"], at=clock.tick())
        decided = book, document, book.framework.criteria[0].id, 3, "as most say", None
        moderate(*decided, who=known["Mo"], at=clock.tick())
    elif number % 3 == 1:
        reason = "Say which passage shows the baseline."
        request_changes(book, one.id, reason, who=known["Mo"], at=clock.tick())


def _review(
    book: Casebook,
    document: str,
    passages: Sequence[Passage],
    who: Person,
    leave: int,
    chance: random.Random,
    clock: _Clock,
) -> Review:
    """Rate all criteria but the last few, each with quotes; one that leaves some stays a draft."""
    review = start(book, document, who=who, at=clock.tick())
    criteria = book.framework.criteria
    for criterion in criteria[: len(criteria) - leave]:
        for passage in chance.sample(passages, QUOTES):
            end = min(len(passage.text), 120)
            quote = passage.text[:end]
            about = book, review.id, criterion.id, passage, 0, end, quote
            add_evidence(*about, who=who, at=clock.tick())
        point = chance.choice(criterion.scale).value
        note = "Seen on the page; the figures are dated."
        rate(book, review.id, criterion.id, point, note, 0, who=who, at=clock.tick())
    return review if leave else submit(book, review.id, who=who, at=clock.tick())


def _report(
    book: Casebook, document: str, known: dict[str, Person], number: int, clock: _Clock
) -> None:
    """Report on five commitments for two periods; some wait for approval, one is sent back."""
    steps = read_strategy(book.store, document).steps[:5]
    for period in (date(2025, 9, 30), date(2025, 12, 31)):
        for i, step in enumerate(steps):
            rating = list(Rating)[(number + i) % len(Rating)]
            written = Written(rating, "On time, money spent as planned.", "Contract let.", "Build.")
            engine = book.engine
            made = start_report(engine, step, period, written, who=known["Dev"], at=clock.tick())
            _move(book, made, Move.SUBMIT, known["Dev"], clock)
            if period.month == 9 or i % 5 < 2:
                _move(book, made, Move.APPROVE, known["Mo"], clock)
            elif i % 5 == 2:
                _move(book, made, Move.REQUEST_CHANGES, known["Mo"], clock, "Which contract?")


def _move(
    book: Casebook, report: Report, move: Move, who: Person, clock: _Clock, note: str = ""
) -> None:
    move_report(book.engine, report.id, move, who=who, at=clock.tick(), note=note)
