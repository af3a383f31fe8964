from datetime import date

import pytest

from nlp.commitment import Deadline
from nlp.commitments.horizon import Horizon, horizon_of

PUBLISHED = date(2019, 6, 1)


def due(text: str, end: date | None) -> Deadline:
    return Deadline(text, None, end)


@pytest.mark.parametrize(
    ("deadline", "published", "expected"),
    [
        (due("by 2020", date(2020, 12, 31)), PUBLISHED, Horizon.SHORT),
        (due("by May 2022", date(2022, 5, 31)), PUBLISHED, Horizon.SHORT),
        (due("by June 2022", date(2022, 6, 30)), PUBLISHED, Horizon.MEDIUM),
        (due("by May 2029", date(2029, 5, 31)), PUBLISHED, Horizon.MEDIUM),
        (due("by 2030", date(2030, 12, 31)), PUBLISHED, Horizon.LONG),
        (due("by 2018", date(2018, 12, 31)), PUBLISHED, Horizon.SHORT),  # overdue when printed
        (due("by 2030", date(2030, 12, 31)), None, Horizon.NOT_STATED),
        (due("within 18 months", None), None, Horizon.SHORT),
        (due("over the next five years", None), None, Horizon.MEDIUM),
        (due("within a decade", None), None, Horizon.MEDIUM),
        (due("over the next 20 years", None), PUBLISHED, Horizon.LONG),
        (due("within a generation", None), None, Horizon.LONG),
        (due("each July", None), PUBLISHED, Horizon.NOT_STATED),
        (None, PUBLISHED, Horizon.NOT_STATED),
    ],
)
def test_the_horizon_counts_from_publication(
    deadline: Deadline | None, published: date | None, expected: Horizon
) -> None:
    assert horizon_of(deadline, published) is expected
