from __future__ import annotations

import pytest

from eval.measure import Measure, f1, kappa, share
from eval.reading import fold
from eval.search import ndcg


def test_f1_of_nothing_wanted_and_nothing_found_is_zero() -> None:
    assert f1(0, 0, 0) == 0.0
    assert f1(3, 4, 6) == pytest.approx(0.6)


def test_share_of_nothing_is_zero() -> None:
    assert share(0, 0) == 0.0


def test_kappa_is_zero_by_chance_and_one_when_equal() -> None:
    assert kappa(["a", "b", "a", "b"], ["a", "b", "a", "b"]) == 1.0
    assert kappa(["a", "a", "b", "b"], ["a", "b", "a", "b"]) == 0.0


@pytest.mark.parametrize(
    ("value", "at_most", "met"), [(0.9, False, True), (0.9, True, False), (0.5, True, True)]
)
def test_a_bar_is_a_floor_or_a_ceiling(value: float, at_most: bool, met: bool) -> None:
    assert Measure("s", "n", value, 1, 0.9 if not at_most else 0.5, at_most).meets_bar is met


def test_letters_compare_whatever_their_ligatures_hyphens_and_spaces() -> None:
    assert fold("e\ufb03cient low-\ncarbon") == fold("efficient lowcarbon")


def test_text_found_twice_gains_once() -> None:
    grades = {"a": 3.0, "b": 2.0}
    assert ndcg(["a", "b"], grades) == 1.0
    assert ndcg(["a", "a", "b"], grades) < 1.0
    assert ndcg([None, None], grades) == 0.0
