from __future__ import annotations

import pytest

from index.comparing.comparison import closest, compare, offer_versions
from index.comparing.duplicates import containment, runs, same_text, words
from index.storage.workspace import Workspace
from ingest.document import BlockKind, Status
from tests.index.strategies import NOON, Said, reading

STEEL = "We will roll steel at Bessing for another thirty years with new furnaces."
COLLEGE = "We will open a college for 900 learners at Pellingham in September 2021."
COLLEGE_2 = "We will open a college for 600 learners at Pellingham in September 2022."
HOMES = "Two thousand homes will be built on public land by the end of the decade."
BUSES = "Twelve electric minibuses will run across the Levels from the spring of 2021."


def keep(workspace: Workspace, place: str, *said: Said | str, **about: object) -> str:
    read = reading(place, *said, **about)  # type: ignore[arg-type]
    workspace.store.add_reading(read, at=NOON)
    return read.document.id


def test_added_removed_changed_and_unchanged(workspace: Workspace) -> None:
    quote = Said("A quote that the draft had not", kind=BlockKind.PULL_QUOTE)
    a = keep(workspace, "A", STEEL, COLLEGE, HOMES, title="Draft")
    b = keep(workspace, "A", STEEL, COLLEGE_2, BUSES, quote, title="Final")
    found = compare(workspace.store, a, b)
    assert [p.text for p in found.added] == [BUSES]
    assert [p.text for p in found.removed] == [HOMES]
    assert [(c.before.text, c.after.text) for c in found.changed] == [(COLLEGE, COLLEGE_2)]
    assert found.changed[0].likeness == pytest.approx(22 / 26)
    assert found.unchanged == 1
    assert (found.earlier.id, found.later.id) == (a, b)


def test_a_moved_passage_is_no_change(workspace: Workspace) -> None:
    a = keep(workspace, "A", STEEL, COLLEGE, HOMES, title="Draft")
    b = keep(workspace, "A", HOMES, STEEL, COLLEGE, title="Final")
    found = compare(workspace.store, a, b)
    assert (found.added, found.removed, found.changed) == ((), (), ())
    assert (found.unchanged, found.moved) == (2, 1)


def test_a_paragraph_cut_in_two_is_no_change(workspace: Workspace) -> None:
    a = keep(workspace, "A", f"{STEEL} {COLLEGE}", HOMES, title="Draft")
    b = keep(workspace, "A", STEEL, COLLEGE, HOMES, title="Final")
    for first, second, moved in ((a, b, 1), (b, a, 2)):
        found = compare(workspace.store, first, second)
        assert (found.added, found.removed, found.changed) == ((), (), ())
        assert (found.unchanged, found.moved) == (1, moved)


def test_changed_words_are_told_apart_from_kept_ones(workspace: Workspace) -> None:
    a = keep(workspace, "A", COLLEGE, title="Draft")
    b = keep(workspace, "A", COLLEGE_2, title="Final")
    (change,) = compare(workspace.store, a, b).changed
    assert [(p.change.value, p.text) for p in change.pieces] == [
        ("same", "We will open a college for"),
        ("removed", "900"),
        ("added", "600"),
        ("same", "learners at Pellingham in September"),
        ("removed", "2021."),
        ("added", "2022."),
    ]


def test_list_items_and_table_rows_are_compared(workspace: Workspace) -> None:
    row, item = BlockKind.TABLE_ROW, BlockKind.LIST_ITEM
    a = keep(workspace, "A", Said("Jobs\t100\t250", kind=row), Said("plant 400 oaks", kind=item))
    b = keep(workspace, "A", Said("Jobs\t100\t300", kind=row), Said("plant 400 limes", kind=item))
    found = compare(workspace.store, a, b)
    assert [(c.before.kind, c.pieces[-1].text) for c in found.changed] == [
        (row, "300"),
        (item, "limes"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("We will:", "We may:", 1),  # the promise is another one
        ("We will:", "We will –", 0),
        ("We will:", None, 0),  # set differently, not said differently
    ],
)
def test_a_lead_in_that_says_something_else_is_a_change(
    workspace: Workspace, old: str, new: str | None, changed: int
) -> None:
    item = BlockKind.LIST_ITEM
    a = keep(workspace, "A", Said("plant 400 oaks", kind=item, lead_in=old), title="Draft")
    b = keep(workspace, "A", Said("plant 400 oaks", kind=item, lead_in=new), title="Final")
    found = compare(workspace.store, a, b)
    assert (len(found.changed), found.unchanged) == (changed, 1 - changed)


def test_marks_and_case_alone_are_no_change(workspace: Workspace) -> None:
    a = keep(workspace, "A", "North Vale’s steel: a plan.", title="Draft")
    b = keep(workspace, "A", "North Vale's steel – a plan", title="Final")
    assert compare(workspace.store, a, b).unchanged == 1


def test_a_document_against_itself(workspace: Workspace) -> None:
    a = keep(workspace, "A", STEEL, COLLEGE)
    found = compare(workspace.store, a, a)
    assert (found.added, found.removed, found.changed, found.unchanged) == ((), (), (), 2)
    assert found.shared == 1.0


def test_closest_first_and_never_itself(workspace: Workspace) -> None:
    a = keep(workspace, "A", STEEL, COLLEGE, HOMES)
    b = keep(workspace, "B", BUSES)
    c = keep(workspace, "C", STEEL, COLLEGE, BUSES)
    near = closest(workspace.store, a)
    assert [n.document.id for n in near] == [c, b]
    assert near[1].shared == 0.0


def test_versions_are_offered_from_old_to_new(workspace: Workspace) -> None:
    final = keep(workspace, "A", STEEL, COLLEGE_2, title="F", published=None)
    draft = keep(workspace, "A", STEEL, COLLEGE, title="D", published=None, status=Status.DRAFT)
    offers = offer_versions(workspace.store, draft, at=NOON)
    assert [(o.earlier, o.later, o.confirmed) for o in offers] == [(draft, final, False)]


def test_shared_chapter_is_no_version(workspace: Workspace) -> None:
    keep(workspace, "A", STEEL, COLLEGE, HOMES)
    b = keep(workspace, "B", STEEL, BUSES, "Quantum sensors are studied at the old mill by ten.")
    assert offer_versions(workspace.store, b, at=NOON) == ()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (STEEL, STEEL.upper(), True),
        (STEEL, STEEL + " And more.", True),
        (STEEL, COLLEGE, False),
        ("a short text", "a short text", True),
        ("a short text", "a shorter text", False),
        ("", "", False),
        (STEEL, " ".join([STEEL, COLLEGE, HOMES, BUSES]), False),
    ],
)
def test_same_text(a: str, b: str, same: bool) -> None:
    assert same_text(runs(a), runs(b)) is same


def test_runs_and_containment() -> None:
    assert words("It’s North-Vale’s.") == ["it", "s", "north", "vale", "s"]
    assert len(runs("a b c d e f")) == 2
    assert runs("a b") == frozenset({("a", "b")})
    assert containment(runs("a b c d e f"), runs("a b c d e")) == 1.0
    assert containment(frozenset(), runs("a b")) == 0.0
