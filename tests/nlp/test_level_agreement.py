"""Level and commitments are one answer; every sentence here is invented."""

import pytest

from ingest.document import BlockKind
from nlp.analysis import Level
from nlp.commitment import Commitment, CommitmentKind, Stage, Strength
from nlp.levels.agreement import agreed
from nlp.levels.from_promises import Verdict
from nlp.statement import Statement

TEXT = "Trade fell in 2015. Drilling at Marl begins in 2021 for £3m. It rains."


def record(strength: Strength) -> Commitment:
    return Commitment(0, 5, CommitmentKind.ACTION, strength, Stage.OUTPUT, None, "Trade")


FIRM, SOFT, ASK = (record(s) for s in (Strength.FIRM, Strength.CONDITIONAL, Strength.ASK))


def verdict(level: Level, none: float = 0.1) -> Verdict:
    return Verdict(level, Stage.ACTIVITY, none, weighed=True)


@pytest.mark.parametrize(
    ("said", "found", "level", "strengths"),
    [
        (verdict(Level.NONE, 0.9), (FIRM,), Level.NONE, []),
        (verdict(Level.NONE, 0.55), (FIRM,), Level.FIRM, [Strength.FIRM]),
        (verdict(Level.NONE, 0.55), (ASK,), Level.CONDITIONAL, [Strength.ASK]),
        (verdict(Level.NONE, 0.55), (), Level.NONE, []),
        (verdict(Level.FIRM), (FIRM, SOFT), Level.FIRM, [Strength.FIRM, Strength.CONDITIONAL]),
        (verdict(Level.FIRM), (SOFT,), Level.CONDITIONAL, [Strength.CONDITIONAL]),
        (verdict(Level.FIRM), (), Level.FIRM, [Strength.FIRM]),
        (
            verdict(Level.CONDITIONAL), (FIRM, ASK), Level.CONDITIONAL,
            [Strength.CONDITIONAL, Strength.ASK],
        ),
        (verdict(Level.CONDITIONAL), (), Level.CONDITIONAL, [Strength.CONDITIONAL]),
    ],
)  # fmt: skip
def test_neither_says_what_the_other_denies(
    said: Verdict, found: tuple[Commitment, ...], level: Level, strengths: list[Strength]
) -> None:
    promises = agreed(Statement(TEXT), said, found)
    assert promises.level is level
    assert [c.strength for c in promises.commitments] == strengths


def test_a_promise_without_a_record_is_its_likeliest_sentence() -> None:
    (found,) = agreed(Statement(TEXT), verdict(Level.FIRM), ()).commitments
    assert TEXT[found.start : found.end] == "Drilling at Marl begins in 2021 for £3m"
    assert found.amount is not None
    assert found.amount.text == "£3m"
    assert found.deadline is not None
    assert found.deadline.text == "in 2021"
    assert found.actor is None


def test_the_actor_of_the_likeliest_sentence_is_its_subject() -> None:
    (found,) = agreed(
        Statement("It rains. The harbour board is minded to buy a tug."),
        verdict(Level.CONDITIONAL),
        (),
    ).commitments
    assert found.actor == "The harbour board"


def test_a_target_row_stands_whatever_the_level_says() -> None:
    row = Statement(
        "Kilns\t20", None, BlockKind.TABLE_ROW, (("Measure", "Kilns"), ("Target", "20"))
    )
    promises = agreed(row, verdict(Level.NONE, 0.99), (FIRM,))
    assert (promises.level, promises.commitments) == (Level.FIRM, (FIRM,))


@pytest.mark.parametrize(
    ("cells", "promises"),
    [
        ((("", "Kilns"), ("2009", "671"), ("2011", "388")), 0),
        ((("Action", "Kilns"), ("Step", "The guild will light three more.")), 1),
    ],
)
def test_a_row_without_promise_is_none_unless_it_sounds_like_one(
    cells: tuple[tuple[str, str], ...], promises: int
) -> None:
    row = Statement("\t".join(text for _, text in cells), None, BlockKind.TABLE_ROW, cells)
    assert len(agreed(row, verdict(Level.FIRM), ()).commitments) == promises


def test_a_passage_that_promises_is_on_the_logic_chain() -> None:
    said = Verdict(Level.FIRM, Stage.CONTEXT, 0.1, weighed=True)
    assert agreed(Statement(TEXT), said, (FIRM,)).stage is Stage.OUTPUT


def test_an_empty_passage_does_not_break() -> None:
    assert agreed(Statement(""), verdict(Level.NONE, 0.9), ()).commitments == ()
    assert agreed(Statement(" "), verdict(Level.FIRM), ()).level is Level.NONE
