"""People, strategies and a small rubric for the tests of `review`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from index.storage.workspace import Workspace
from ingest.document import Passage, Reading, passage_id
from nlp.framework import bundled_framework, load_framework
from review.casebook import Casebook
from review.evidence import add_evidence
from review.judgement import Review
from review.people import add_person, sign_in
from review.person import Person, Role
from review.rating import rate
from review.reviews import start, submit
from tests.index.strategies import Said, analysed, reading, will

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
RUBRIC = ("evidence-base", "clear-priorities", "challenge-ai-data")

TOLD: tuple[tuple[str, tuple[Said | str, ...]], ...] = (
    (
        "North Vale",
        (
            "An independent review found that output per hour is 9% below the country's.",
            will("We will open a skills centre for 400 apprentices by 2025.", "people"),
            "The valley has three priorities: ceramics, care and clean water.",
        ),
    ),
    (
        "Southmere",
        (
            "An independent review found that output per hour is 4% above the country's.",
            will("We will build a tram to the harbour.", "infrastructure"),
        ),
    ),
    ("Eastholm", ("The fens have two priorities: food and drainage.", "Peat stores carbon.")),
)


@dataclass(frozen=True)
class Case:
    """A workspace with three strategies and six people."""

    workspace: Workspace
    book: Casebook
    readings: tuple[Reading, ...]
    ada: Person  # administrator
    ben: Person  # reviewer
    cy: Person  # reviewer
    mo: Person  # moderator
    vi: Person  # viewer

    @property
    def north(self) -> str:
        return self.readings[0].document.id

    @property
    def south(self) -> str:
        return self.readings[1].document.id

    @property
    def east(self) -> str:
        return self.readings[2].document.id

    def passage(self, reading: int, ordinal: int) -> Passage:
        return self.readings[reading].passages[ordinal]

    def audit(self) -> list[str]:
        """What was done, oldest first."""
        return [entry.action for entry in self.workspace.store.audit()]


def open_case(workspace: Workspace) -> Case:
    whole = load_framework(bundled_framework())
    framework = replace(whole, criteria=tuple(c for c in whole.criteria if c.id in RUBRIC))
    book = Casebook(workspace.engine, framework)
    readings = []
    for place, said in TOLD:
        read = reading(place, *said)
        workspace.store.add_reading(read, analysed(read, *said), at=NOON)
        readings.append(read)
    ada = sign_in(book.engine, "Ada", at=NOON)

    def person(name: str, role: Role) -> Person:
        return add_person(book.engine, name, role, who=ada, at=NOON)

    return Case(
        workspace,
        book,
        tuple(readings),
        ada,
        person("Ben", Role.REVIEWER),
        person("Cy", Role.REVIEWER),
        person("Mo", Role.MODERATOR),
        person("Vi", Role.VIEWER),
    )


def reread(case: Case, *texts: str) -> list[Passage]:
    """Read the first strategy anew: the texts stand where the old passages stood, one by one."""
    held = case.readings[0]
    passages = tuple(
        replace(old, id=passage_id(old.document_id, text, 0), text=text)
        for old, text in zip(held.passages, texts, strict=False)
    )
    read = replace(held, passages=passages)
    case.workspace.store.replace_reading(read, analysed(read, *texts), at=later(9))
    return list(passages)


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def quote(case: Case, review: Review, criterion: str, passage: Passage, who: Person) -> int:
    """Link a whole passage and return the number of the quote."""
    whole = (0, len(passage.text), passage.text)
    return add_evidence(case.book, review.id, criterion, passage, *whole, who=who, at=NOON).id


def judge(
    case: Case,
    document: str,
    who: Person,
    ratings: Sequence[int],
    *,
    hand_in: bool = True,
    at: datetime = NOON,
) -> Review:
    """Review a strategy with these ratings, one per criterion, each with its first passage."""
    begun = start(case.book, document, who=who, at=at)
    read = next(r for r in case.readings if r.document.id == document)
    for criterion, rating in zip(RUBRIC, ratings, strict=True):
        rate(case.book, begun.id, criterion, rating, "", 0, who=who, at=at)
        quote(case, begun, criterion, read.passages[0], who)
    return submit(case.book, begun.id, who=who, at=at) if hand_in else begun
