from datetime import date

import pytest

from nlp.commitments.deadlines import deadline_in
from nlp.commitments.rows import row_commitment
from nlp.theme import Span


@pytest.mark.parametrize(
    ("text", "words", "end"),
    [
        ("open by Michaelmas 2022", "by Michaelmas 2022", date(2022, 9, 30)),
        ("from the academic year 2021/22", "from the academic year 2021/22", date(2022, 3, 31)),
        ("go over it in the winter of 2022/23", "in the winter of 2022/23", date(2023, 2, 28)),
        ("report each November on it", "each November", None),
        ("make 120 loans in its first five years", "in its first five years", None),
        (
            "open a desk in April 2020, to help firms to sell by 2023",
            "in April 2020",
            date(2020, 4, 30),
        ),
        ("begin in April 2020 and finish by 2023", "by 2023", date(2023, 12, 31)),
    ],
)
def test_what_binds(text: str, words: str, end: date | None) -> None:
    found = deadline_in(text, Span(0, len(text)))
    assert found is not None
    assert (found.text, found.end) == (words, end)


def test_a_cell_with_number_and_year_is_a_target_under_any_header() -> None:
    cells = (("What we count", "Starts"), ("", "3,100"), ("", "4,200 by 2025"))
    record = row_commitment("Starts\t3,100\t4,200 by 2025", cells)
    assert record is not None
    assert record.target == "4,200 by 2025"
    assert record.deadline is not None
    assert record.deadline.text == "by 2025"


def test_a_table_that_looks_back_promises_nothing() -> None:
    cells = (("Project", "Centre"), ("What we said", "60 firms by 2018"), ("What happened", "41"))
    assert row_commitment("Centre\t60 firms by 2018\t41", cells) is None
