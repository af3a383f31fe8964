"""Two reviewers, two windows each, reloads and kills: no decision is lost in any order."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event

from index.storage.workspace import DATABASE, connect, open_workspace
from review.casebook import Casebook
from review.errors import ConflictError
from review.evidence import add_evidence
from review.judgement import Judgement
from review.moderation import moderate, moderations
from review.people import person
from review.person import Person
from review.rating import rate
from review.reviews import start
from review.visibility import judgements_for
from tests.review.casefile import NOON, RUBRIC, Case, judge, open_case

INTERLEAVINGS = 1000
STEPS = 8


FIRST = create_engine("sqlite://")
FIRST.connect().close()  # the first connection completes the dialect
COMPILED: dict[Any, Any] = {}
"""SQL compiled once for all the engines that this test opens, each of which would compile all."""


def opened(folder: Path) -> Engine:
    """Return an engine of its own, as a server that was just started has."""
    engine = connect(folder / DATABASE)
    engine.dialect = FIRST.dialect
    return engine.execution_options(compiled_cache=COMPILED)


class KilledError(Exception):
    """The server went away in the middle of an act."""


@contextmanager
def killed_at(engine: Engine, statement: int) -> Iterator[None]:
    """Let the server die before the n-th statement of the act, or before it commits."""
    left = [statement]

    def count(*_: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KilledError

    def die(*_: Any) -> None:
        raise KilledError

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", die)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", count)
        event.remove(engine, "commit", die)


@dataclass
class Window:
    """A browser window: what it last saw of each criterion, until it is reloaded."""

    folder: Path
    book: Casebook
    who: Person
    review: int
    seen: dict[str, Judgement] = field(default_factory=dict)

    def restart(self) -> None:
        """Come back to a server that was started anew."""
        self.book.engine.dispose()
        self.book = replace(self.book, engine=opened(self.folder))
        self.look()

    def look(self) -> None:
        """Load the page, from a server that goes on running."""
        self.seen = judgements_for(self.book, self.review, self.who)


@dataclass
class Ledger:
    """What each window was told of what it did."""

    saved: dict[tuple[int, str], list[tuple[str, int]]]
    refused: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)  # both versions of a conflict
    expected: list[tuple[str, str]] = field(default_factory=list)
    linked: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Case]:
    """A workspace in which both have begun; each interleaving begins from its state."""
    folder = tmp_path_factory.mktemp("template")
    with open_workspace(folder) as workspace:
        case = open_case(workspace)
        for who in (case.ben, case.cy):
            start(case.book, case.north, who=who, at=NOON)
        with workspace.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    return folder / DATABASE, case


def step(chance: random.Random, window: Window, case: Case, ledger: Ledger, token: str) -> None:
    criterion = chance.choice(RUBRIC[:2])
    key = (window.review, criterion)
    about = window.book, window.review, criterion
    act = chance.choice(["rate", "rate", "rate", "kill", "reload", "evidence"])
    by = {"who": window.who, "at": NOON}
    rating = chance.randint(1, 4)
    if act == "reload":
        window.look()
    elif act == "evidence":
        passage = case.passage(0, 0)
        end = chance.randint(1, 20)
        link = add_evidence(*about, passage, 0, end, passage.text[:end], **by)
        ledger.linked[key].append(link.id)
    elif act == "rate":
        try:
            kept = rate(*about, rating, token, window.seen[criterion].version, **by)
        except ConflictError as conflict:
            ledger.refused.append(token)
            ledger.told.append((conflict.kept.note, conflict.yours.note))
            ledger.expected.append(((ledger.saved[key] or [("", 0)])[-1][0], token))
            window.seen[criterion] = conflict.kept
        else:
            ledger.saved[key].append((token, rating))
            window.seen[criterion] = kept
    else:
        with killed_at(window.book.engine, chance.randint(0, 12)):
            try:
                rate(*about, rating, token, window.seen[criterion].version, **by)
            except (KilledError, ConflictError):
                ledger.killed.append(token)
            else:
                raise AssertionError("the act outlived its server")
        window.restart()


def check(folder: Path, case: Case, windows: list[Window], ledger: Ledger) -> None:
    engine = opened(folder)
    book = replace(case.book, engine=engine)
    audit = [e for e in book.store.audit() if isinstance(e.after, dict) and "note" in e.after]
    told = [entry.after["note"] for entry in audit]
    refused = [entry.after["note"] for entry in audit if entry.action == "conflict"]
    assert refused == ledger.refused
    assert ledger.told == ledger.expected
    assert not set(told) & set(ledger.killed)
    for window in {w.review: w for w in windows}.values():
        held = judgements_for(book, window.review, window.who)
        for criterion in RUBRIC[:2]:
            key = (window.review, criterion)
            saved = ledger.saved[key]
            lines = [
                (entry.before["note"], entry.after["note"])
                for entry in audit
                if entry.action == "rate"
                and (entry.after["review"], entry.after["criterion"]) == key
            ]
            assert [after for _, after in lines] == [token for token, _ in saved]
            assert [before for before, _ in lines] == ["", *(t for t, _ in saved)][: len(saved)]
            kept = held[criterion]
            assert (kept.note, kept.rating) == (saved[-1] if saved else ("", None))
            assert kept.first_rating == (saved[0][1] if saved else None)
            assert {e.id for e in kept.evidence} == set(ledger.linked[key])
    engine.dispose()


def test_a_thousand_interleavings_lose_no_decision(
    template: tuple[Path, Case], tmp_path: Path
) -> None:
    database, case = template
    before = sqlite3.connect(database)
    seen = {"saved": 0, "refused": 0, "killed": 0}
    people = [(case.ben, 1), (case.cy, 2)]
    windows = [
        Window(tmp_path, replace(case.book, engine=opened(tmp_path)), who, review)
        for who, review in people
        for _ in range(2)
    ]
    for seed in range(INTERLEAVINGS):
        chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        now = sqlite3.connect(tmp_path / DATABASE)
        before.backup(now)
        now.close()
        ledger = Ledger(defaultdict(list))
        for window in windows:
            window.look()
        for number in range(STEPS):
            step(chance, chance.choice(windows), case, ledger, f"{seed}-{number}")
        check(tmp_path, case, windows, ledger)
        seen["saved"] += sum(map(len, ledger.saved.values()))
        seen["refused"] += len(ledger.refused)
        seen["killed"] += len(ledger.killed)
    for window in windows:
        window.book.engine.dispose()
    before.close()
    assert min(seen.values()) > INTERLEAVINGS / 4, f"too tame to prove anything: {seen}"


def test_two_moderators_at_once_are_told_of_each_other(case: Case) -> None:
    for who in (case.ben, case.cy):
        judge(case, case.north, who, [2, 3, 1])
    about = case.book, case.north, RUBRIC[0]
    first = moderate(*about, 2, "as both say", None, who=case.mo, at=NOON)
    with pytest.raises(ConflictError, match="the decision on evidence-base was changed") as caught:
        moderate(*about, 3, "milder", None, who=case.ada, at=NOON)
    assert (caught.value.kept, caught.value.yours.reason) == (first, "milder")
    last = moderate(*about, 3, "milder", first.id, who=case.ada, at=NOON)
    assert moderations(case.book, case.north, who=case.mo) == [first, last]
    assert case.audit()[-3:] == ["moderate", "conflict", "moderate"]


def test_threads_that_save_together_all_succeed_or_are_told(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    saved: list[str] = []
    refused: list[str] = []

    def save(name: str) -> None:
        for i in range(20):
            held = judgements_for(case.book, begun.id, case.ben)[RUBRIC[0]]
            about = case.book, begun.id, RUBRIC[0], 1 + i % 4, f"{name}{i}", held.version
            try:
                rate(*about, who=case.ben, at=NOON)
                saved.append(f"{name}{i}")
            except ConflictError:
                refused.append(f"{name}{i}")

    threads = [threading.Thread(target=save, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = [e for e in case.workspace.store.audit() if e.action in ("rate", "conflict")]
    assert sorted(e.after["note"] for e in lines if e.action == "rate") == sorted(saved)
    assert sorted(e.after["note"] for e in lines if e.action == "conflict") == sorted(refused)
    assert len(saved) + len(refused) == 60
    last = judgements_for(case.book, begun.id, case.ben)[RUBRIC[0]]
    assert last.version == len(saved)


DIE = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from index.storage.workspace import open_workspace
from nlp.framework import bundled_framework, load_framework
from review import rating
from review.casebook import Casebook
from review.people import person

def die(*_):
    os._exit(9)

save = rating.save_judgement
def half(*given):
    save(*given)
    die()

rating.save_judgement = half
workspace = open_workspace(Path(sys.argv[1]))
book = Casebook(workspace.engine, load_framework(bundled_framework()))
ben = person(book.engine, "Ben")
rating.rate(book, 1, "evidence-base", 4, "never", 1, who=ben, at=datetime.now(UTC))
"""


def test_a_process_that_dies_between_judgement_and_audit_leaves_neither(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    kept = rate(case.book, begun.id, RUBRIC[0], 2, "before", 0, who=case.ben, at=NOON)
    lines = case.audit()
    script = [sys.executable, "-c", DIE, str(case.workspace.folder)]
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run(script, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})  # noqa: S603
    assert ended.returncode == 9
    assert case.audit() == lines
    ben = person(case.book.engine, "Ben")
    assert judgements_for(case.book, begun.id, ben)[RUBRIC[0]] == kept
