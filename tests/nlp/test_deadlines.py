from datetime import date

import pytest

from nlp.commitments.deadlines import deadline_in, find_deadlines, leading_date, point
from nlp.theme import Span


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("build it by 2030", "by 2030", date(2030, 1, 1), date(2030, 12, 31)),
        ("ready by March 2021", "by March 2021", date(2021, 3, 1), date(2021, 3, 31)),
        ("spent in 2021/22", "in 2021/22", date(2021, 4, 1), date(2022, 3, 31)),
        ("spent in 2021-22", "in 2021-22", date(2021, 4, 1), date(2022, 3, 31)),
        ("spent in 1999/00", "in 1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("by the end of 2024", "by the end of 2024", date(2024, 12, 31), date(2024, 12, 31)),
        ("by the start of 2024", "by the start of 2024", date(2024, 1, 1), date(2024, 1, 1)),
        ("by 31 March 2022", "by 31 March 2022", date(2022, 3, 31), date(2022, 3, 31)),
        ("by 1st April 2020", "by 1st April 2020", date(2020, 4, 1), date(2020, 4, 1)),
        ("from April 2021", "from April 2021", date(2021, 4, 1), date(2021, 4, 30)),
        (
            "between 2021 and 2025",
            "between 2021 and 2025",
            date(2021, 1, 1),
            date(2025, 12, 31),
        ),
        (
            "from 2019/20 to 2021/22",
            "from 2019/20 to 2021/22",
            date(2019, 4, 1),
            date(2022, 3, 31),
        ),
        ("by autumn 2023", "by autumn 2023", date(2023, 9, 1), date(2023, 11, 30)),
        ("by winter 2023", "by winter 2023", date(2023, 12, 1), date(2024, 2, 29)),
        ("in early 2022", "in early 2022", date(2022, 1, 1), date(2022, 4, 30)),
        ("by mid-2022", "by mid-2022", date(2022, 5, 1), date(2022, 8, 31)),
        ("by Q3 2021", "by Q3 2021", date(2021, 7, 1), date(2021, 9, 30)),
        ("before February 2024", "before February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("over the next five years", "over the next five years", None, None),
        ("within 18 months", "within 18 months", None, None),
        ("over four years", "over four years", None, None),
        ("by the end of this Parliament", "by the end of this Parliament", None, None),
        ("by the end of the decade", "by the end of the decade", None, None),
        ("up from 31 per cent in 2018 by 2030", "by 2030", date(2030, 1, 1), date(2030, 12, 31)),
        ("begin in 2021 and end by 2024", "by 2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_deadlines_keep_their_words_and_the_days_they_can_mean(
    text: str, words: str, start: date | None, end: date | None
) -> None:
    deadline = deadline_in(text, Span(0, len(text)))
    assert deadline is not None
    assert (deadline.text, deadline.start, deadline.end) == (words, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "the 2017 white paper",
        "Vision 2030",
        "since 2010",
        "published in 2017",
        "was met in 2017",
        "a centre built before 1993",
        "2,030 jobs",
        "people over 50",
        "by 31 June 2024",
    ],
)
def test_dates_that_bind_nobody_are_no_deadlines(text: str) -> None:
    assert deadline_in(text, Span(0, len(text))) is None


def test_a_period_has_dates_once_a_reference_day_is_given() -> None:
    (when,) = find_deadlines("over the next five years", date(2019, 10, 31))
    assert (when.deadline.start, when.deadline.end) == (date(2019, 10, 31), date(2024, 10, 31))


def test_a_period_from_a_leap_day_ends_on_a_day_that_exists() -> None:
    (when,) = find_deadlines("within one year", date(2020, 2, 29))
    assert when.deadline.end == date(2021, 2, 28)


def test_the_reference_day_leaves_dated_deadlines_alone() -> None:
    assert find_deadlines("by 2030", date(2019, 1, 1)) == find_deadlines("by 2030")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2030", (date(2030, 1, 1), date(2030, 12, 31))),
        ("Mar 2021", (date(2021, 3, 1), date(2021, 3, 31))),
        ("2024/25", (date(2024, 4, 1), date(2025, 3, 31))),
        ("2021 to 2023", (date(2023, 1, 1), date(2023, 12, 31))),
        ("to be set", None),
        ("–", None),
    ],
)
def test_a_bare_date_in_a_table_cell(text: str, expected: tuple[date, date] | None) -> None:
    assert point(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("By March 2022 CVEP will act", 13), ("By March 2022, CVEP will act", 0), ("We act", 0)],
)
def test_a_leading_date_without_a_comma_is_measured(text: str, expected: int) -> None:
    assert leading_date(text) == expected
