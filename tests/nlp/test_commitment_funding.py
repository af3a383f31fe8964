from datetime import date

import pytest

from nlp.commitment import Amount, Commitment, CommitmentKind, Stage, Strength
from nlp.commitments.funding import join_funding
from nlp.commitments.partners import find_payers

HALL = "We will build a hall by June 2022."


def action(text: str, quote: str, strength: Strength = Strength.FIRM) -> Commitment:
    start = text.index(quote)
    return Commitment(
        start,
        start + len(quote),
        CommitmentKind.ACTION,
        strength,
        Stage.OUTPUT,
        "We",
        quote,
    )


@pytest.mark.parametrize(
    ("after", "amount", "partners"),
    [
        ("It will cost £9.2m.", "£9.2m", ()),
        (
            "The cost is £3.6 million, shared with the Health Trust.",
            "£3.6 million",
            ("the Health Trust",),
        ),
        (
            "The programme is worth £7.5m, half of it from the five districts.",
            "£7.5m",
            ("the five districts",),
        ),
        ("We have set aside £850,000.", "£850,000", ()),
        ("The port is putting in £3m and we are putting in £2.5m.", "£2.5m", ("The port",)),
        ("£31m has been agreed for this.", "£31m", ()),
    ],
)
def test_a_sentence_about_money_joins_the_action_before_it(
    after: str, amount: str, partners: tuple[str, ...]
) -> None:
    text = f"{HALL} {after}"
    (joined,) = join_funding(text, [action(text, HALL[:-1])])
    assert text[joined.start : joined.end] == text[:-1]
    assert joined.amount is not None
    assert joined.amount.text == amount
    assert joined.partners == partners


@pytest.mark.parametrize(
    "after",
    [
        "We will put £4.2m into a pilot line.",
        "The old hall sold for £2m in 1998.",
        "Lorries cost the town a good deal.",
    ],
)
def test_money_for_something_else_joins_nothing(after: str) -> None:
    text = f"{HALL} {after}"
    first = action(text, HALL[:-1])
    assert join_funding(text, [first]) == (first,)


def test_what_the_joined_sentence_promised_is_not_told_twice() -> None:
    text = f"{HALL} We have set aside £850,000."
    both = [action(text, HALL[:-1]), action(text, "We have set aside £850,000")]
    assert [text[c.start : c.end] for c in join_funding(text, both)] == [text[:-1]]


def test_an_amount_already_told_and_an_ask_stay_as_they_are() -> None:
    text = f"{HALL} It will cost £9.2m."
    asked = action(text, HALL[:-1], Strength.ASK)
    assert join_funding(text, [asked]) == (asked,)
    paid = Commitment(
        0, 33, CommitmentKind.ACTION, Strength.FIRM, Stage.OUTPUT, "We", "build",
        amount=Amount("£1m", 1e6, "GBP"),
    )  # fmt: skip
    assert join_funding(text, [paid]) == (paid,)


def test_the_opening_day_told_next_is_the_deadline() -> None:
    text = "We will build a hall. It will open by June 2022."
    (joined,) = join_funding(text, [action(text, "We will build a hall")])
    assert joined.deadline is not None
    assert (joined.deadline.text, joined.deadline.end) == ("by June 2022", date(2022, 6, 30))


def test_payers_leave_out_the_authors() -> None:
    assert find_payers("half from the British Business Bank and half from us") == (
        "the British Business Bank",
    )
