"""What is measured, from where, to where; every sentence here is invented."""

import pytest

from nlp.commitments.measures import bare_target, find_measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("raise R&D spending from 1.2% to 2.4% of GVA by 2030", ("R&D spending", "1.2%", "2.4%")),
        ("R&D spending will rise from 1.2% to 2.4% by 2030", ("R&D spending", "1.2%", "2.4%")),
        ("a target of 2.3 % to 2.6 % of output as a goal", ("output", None, "2.3 % to 2.6 %")),
        ("Target of 2.3 %-2.6 % of GDP in 2020", ("GDP", None, "2.3 %-2.6 %")),
        ("an intermediary target of 2 % for all sectors", (None, None, "2 %")),
        (
            "we will raise the number of looms to 40 000 by 2020",
            ("the number of looms", None, "40 000"),
        ),
        (
            "doubling the allowance for looms to £2 million a year",
            ("the allowance for looms", None, "doubling"),
        ),
        ("we will halve the gap in pay by 2030", ("the gap in pay", None, "halve")),
        (
            "Our target is that 85% of homes have full fibre by 2025, up from 7% today",
            ("homes have full fibre", "7%", "85%"),
        ),
        (
            "By 2030 the employment rate will be 80%, compared with 74% in 2018",
            ("the employment rate", "74%", "80%"),
        ),
        (
            "We aim to increase output by 15 per cent by 2030 against a baseline of £21 an hour",
            ("output", "£21", "15 per cent"),
        ),
        (
            "we want one in four adults to hold a degree by 2030, from one in six now",
            ("adults", "one in six", "one in four"),
        ),
        ("we will reduce the rate to 4% (currently 9%)", ("the rate", "9%", "4%")),
        ("we will bring broadband to 500 farms", None),
        ("the fund will reach £20m", None),
        ("we met in 2018", None),
    ],
)
def test_the_measurable_end_of_a_clause(
    text: str, expected: tuple[str | None, str | None, str] | None
) -> None:
    found = find_measure(text)
    assert (found and (found.indicator, found.baseline, found.target)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20,000 new homes by 2031", ("new homes", None, "20,000")),
        ("85% of homes with full fibre by 2025", ("homes with full fibre", None, "85%")),
        ("Employment rate of 80% by 2030", ("Employment rate", None, "80%")),
        ("Employment rate: 74% to 80% by 2030", ("Employment rate", "74%", "80%")),
        ("Carbon emissions down 60% by 2030", ("Carbon emissions", None, "60%")),
        ("Emissions: cut by 60% by 2030 from 2005 levels", ("Emissions", None, "60%")),
        ("A 20% cut in emissions by 2030", ("emissions", None, "20% cut")),
        ("Net zero by 2041", (None, None, "Net zero")),
        ("Starts: 4,000 a year by 2025", ("Starts", None, "4,000")),
        ("Output at the national average by 2030", ("Output", None, "the national average")),
        ("Population of 80,000 in 2018", None),
        ("£5m by 2020 for the quay", None),
        ("The Highways Act 1980", None),
    ],
)
def test_a_target_without_a_verb(
    text: str, expected: tuple[str | None, str | None, str] | None
) -> None:
    found = bare_target(text)
    assert (found and (found.indicator, found.baseline, found.target)) == expected
