"""A promise that a strategy makes several times is one promise, and nothing else is joined."""

from datetime import date, datetime

import pytest

from nlp.commitment import CommitmentKind, Stage, Strength
from review.logframes.draft import draft_logframe, with_edits
from review.logframes.logframe import Column, Edit
from review.monitoring.register import Field, Note, register_of
from review.theory.repeated import told_once
from tests.review.promised import strategy, told

FIRST = "We will train 400 welders at the Harbour College"
AGAIN = "At the Harbour College we will train 400 welders by 2027"
NOON = datetime(2020, 1, 1, 12)


def once(*texts: str) -> list[list[str]]:
    made = strategy(*(told(text) for text in texts))
    return [[step.quote for step in one.steps] for one in told_once(made.steps)]


def test_a_promise_made_twice_is_told_once_with_both_places() -> None:
    kept = "We will plant orchards along the northern river bank"
    assert once(FIRST, kept, FIRST + ".", kept) == [[FIRST, FIRST + "."], [kept, kept]]


@pytest.mark.parametrize(
    "other",
    [
        FIRST.replace("400", "500"),
        FIRST.replace("will train", "will not train"),
        "We will train 400 nurses at the County Hospital",
    ],
)
def test_other_figures_a_denial_and_another_subject_are_other_promises(other: str) -> None:
    assert once(FIRST, other) == [[FIRST], [other]]


def test_what_others_are_asked_for_is_not_joined_with_a_promise() -> None:
    made = strategy(
        told(FIRST), told(FIRST, kind=CommitmentKind.ASK, strength=Strength.ASK, actor=None)
    )
    assert [len(one.steps) for one in told_once(made.steps)] == [1, 1]


def test_few_words_are_alike_by_chance() -> None:
    assert once("We will build homes", "We will build homes") == [
        ["We will build homes"],
        ["We will build homes"],
    ]


TWICE = strategy(
    told(FIRST, actor=None),
    told(
        f"{FIRST}, subject to planning consent.",
        FIRST,
        due=("2027", date(2027, 12, 31)),
        headings=("Plan",),
    ),
)


def test_the_same_promise_is_one_row_that_cites_both_places() -> None:
    frame = draft_logframe(TWICE)
    (row,) = [row for row in frame.of(Stage.ACTIVITY) if row.quotes]
    assert row.statement == FIRST
    assert [quote.passage.ordinal for quote in row.quotes] == [0, 1]
    assert len(row.aliases) == 1


def test_a_gap_of_the_row_is_filled_from_the_later_place() -> None:
    row = draft_logframe(TWICE).of(Stage.ACTIVITY)[0]
    assert "subject to planning consent" in row.cells[Column.ASSUMPTIONS].text


def edit(id_: int, row: str, text: str) -> Edit:
    return Edit(id_, row, Column.RISK, text, "", FIRST, Stage.ACTIVITY, NOON, "Ada")


def test_an_edit_of_either_place_is_kept_and_two_are_both_seen() -> None:
    frame = draft_logframe(TWICE)
    row = frame.of(Stage.ACTIVITY)[0]
    later = edit(1, row.aliases[0], "No welders come.")
    alone = with_edits(frame, [later])
    assert alone.of(Stage.ACTIVITY)[0].cells[Column.RISK].text == "No welders come."
    both = with_edits(frame, [later, edit(2, row.key, "The college moves.")])
    assert both.of(Stage.ACTIVITY)[0].cells[Column.RISK].text == "The college moves."
    assert [orphan.text for orphan in both.orphans] == ["No welders come."]


def test_the_register_has_one_entry_with_what_either_place_says_and_was_noted_on() -> None:
    key = TWICE.steps[1].key
    note = Note(1, TWICE.document.id, key, Field.OWNER, "College", None, FIRST, NOON, "Ada")
    register = register_of([TWICE], [note], [], date(2020, 1, 1))
    (entry,) = register.entries
    assert (entry.due, entry.owner, entry.owner_by) == (date(2027, 12, 31), "College", "Ada")
    assert [step.passage.ordinal for step in entry.again] == [1]
    assert register.lost == ()
