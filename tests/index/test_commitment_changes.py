from __future__ import annotations

from dataclasses import replace

from index.comparing.commitment_changes import Promised, promise_changes
from index.comparing.comparison import compare
from index.storage.workspace import Workspace
from ingest.document import Passage
from nlp.commitment import Amount, Commitment, Deadline, Strength
from tests.index.strategies import NOON, analysed, promise, reading, will

COLLEGE = "We will open a college for 900 learners."
TRAMS = "We will run trams to the harbour."
OAKS = "We will plant oaks."


def made(*texts: str, **slots: object) -> list[Promised]:
    """Promises that are the whole of their passages."""
    passages: tuple[Passage, ...] = reading("A", *texts).passages
    return [Promised(p, promise(p.text, **slots)) for p in passages]  # type: ignore[arg-type]


def with_slots(promised: Promised, **slots: object) -> Promised:
    commitment: Commitment = replace(promised.commitment, **slots)  # type: ignore[arg-type]
    return Promised(promised.passage, commitment)


def test_kept_dropped_and_new_promises() -> None:
    found = promise_changes(made(COLLEGE, TRAMS), made(OAKS, COLLEGE))
    assert [p.quote for p in found.added] == [OAKS]
    assert [p.quote for p in found.removed] == [TRAMS]
    assert (found.changed, found.unchanged) == ((), 1)


def test_the_slots_that_changed_are_named_as_written() -> None:
    (old,), (new,) = made(COLLEGE), made(COLLEGE)
    old = with_slots(old, amount=Amount("£4 million", 4e6, "GBP"), actor="We")
    new = with_slots(
        new,
        amount=Amount("£6 million", 6e6, "GBP"),
        deadline=Deadline("by 2022", None, None),
        strength=Strength.CONDITIONAL,
        actor="we",  # case is no change
    )
    (change,) = promise_changes([old], [new]).changed
    assert [(s.slot, s.before, s.after) for s in change.slots] == [
        ("strength", "firm", "conditional"),
        ("amount", "£4 million", "£6 million"),
        ("deadline", None, "by 2022"),
    ]


def test_a_reworded_promise_is_found_again() -> None:
    later = "We will open a college for 600 learners."
    found = promise_changes(made(COLLEGE, OAKS), made(OAKS, later))
    (change,) = found.changed
    assert [(s.slot, s.before, s.after) for s in change.slots] == [("action", COLLEGE, later)]
    assert (found.added, found.removed, found.unchanged) == ((), (), 1)


def test_the_same_promise_made_twice_and_then_once() -> None:
    found = promise_changes(made(OAKS, OAKS), made(OAKS))
    assert ([p.quote for p in found.removed], found.unchanged) == ([OAKS], 1)


def test_compare_reads_promises_from_the_store(workspace: Workspace) -> None:
    ids = []
    for title, said in (("Draft", [will(COLLEGE), will(TRAMS)]), ("Final", [will(COLLEGE)])):
        read = reading("A", *said, title=title)
        workspace.store.add_reading(read, analysed(read, *said), at=NOON)
        ids.append(read.document.id)
    found = compare(workspace.store, *ids).commitments
    assert ([p.quote for p in found.removed], found.unchanged) == ([TRAMS], 1)
