import pytest

from nlp.commitments.amounts import find_money, promised
from nlp.theme import Span


@pytest.mark.parametrize(
    ("text", "words", "value", "currency"),
    [
        ("£20m", "£20m", 20e6, "GBP"),
        ("£1.25 million", "£1.25 million", 1.25e6, "GBP"),
        ("£3bn", "£3bn", 3e9, "GBP"),
        ("£750k", "£750k", 750e3, "GBP"),
        ("£1,250,000", "£1,250,000", 1.25e6, "GBP"),
        ("£40", "£40", 40, "GBP"),
        ("€16.9 million", "€16.9 million", 16.9e6, "EUR"),
        ("EUR 760 million", "EUR 760 million", 760e6, "EUR"),
        ("100,000 euros", "100,000 euros", 1e5, "EUR"),
        ("US$5m", "US$5m", 5e6, "USD"),
        ("$3.5 billion", "$3.5 billion", 3.5e9, "USD"),
        ("up to £20 million a year", "£20 million", 20e6, "GBP"),
        ("£2-3 million", "£2-3 million", 2e6, "GBP"),
        ("£10m to £15m", "£10m to £15m", 10e6, "GBP"),
        ("between £5m and £8m", "£5m and £8m", 5e6, "GBP"),
        ("from £100,000 to £2m", "£100,000 to £2m", 1e5, "GBP"),
        ("a £30-million fund", "£30-million", 30e6, "GBP"),
    ],
)
def test_money_is_read_as_written_and_a_range_counts_its_lower_end(
    text: str, words: str, value: float, currency: str
) -> None:
    (money,) = find_money(text)
    assert (money.amount.text, money.amount.value, money.amount.currency) == (
        words,
        value,
        currency,
    )


@pytest.mark.parametrize("text", ["20 million people", "5m", "3 per cent", "Page 40", "£", "2030"])
def test_what_is_no_money_is_not_found(text: str) -> None:
    assert find_money(text) == ()


@pytest.mark.parametrize(
    ("text", "verb", "words"),
    [
        ("With an economy worth £49bn we will invest £2m", "invest", "£2m"),
        ("We will support a sector worth some £3bn", "support", None),
        ("From £4m of receipts we will fund £1m of repairs", "fund", "£1m"),
        ("From £4m of receipts we will fund repairs", "fund", "£4m"),
        ("We will set up a £45m fund to which each area commits £5m", "set", "£45m"),
        ("We will build a bridge", "build", None),
    ],
)
def test_only_money_given_for_the_action_is_promised(
    text: str, verb: str, words: str | None
) -> None:
    amount = promised(text, Span(0, len(text)), text.index(verb))
    assert (amount.text if amount else None) == words
