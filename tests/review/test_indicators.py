from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from openpyxl import load_workbook

from review.logframes.indicators import Sense, Unit, align, measured, number_in, unit_of
from review.logframes.portfolio import portfolio_rows, portfolio_xlsx
from review.theory.steps import Strategy
from tests.index.strategies import BagOfWords, Said
from tests.review.promised import row, strategy


class AllAlike:
    """An embedder for which every two texts are the same: only the rules keep them apart."""

    id = "all-alike"
    dimensions = 2

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.tile(np.asarray([[1.0, 0.0]], dtype=np.float32), (len(texts), 1))


def target(indicator: str, value: str, year: int | None, baseline: str | None = None) -> Said:
    cells = [("Measure", indicator), ("Now", baseline or "–"), ("Target", value)]
    return row(cells, year, indicator=indicator, baseline=baseline, target=value)


def place(name: str, *said: Said) -> Strategy:
    return strategy(*said, place=name, published=None)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("£61m (2017)", 61e6),
        ("1,020 (2017/18)", 1020),
        ("1.42 million tonnes (2016)", 1.42e6),
        ("2.9 Mt", 2.9e6),
        ("3 671", 3671),
        ("Net zero", 0),
        ("None built", 0),
        ("Survey due 2020", None),
        ("£2000", 2000),
        ("halve", None),
        ("45%", 45),
    ],
)
def test_the_number_of_a_value_is_no_year(words: str, value: float | None) -> None:
    assert number_in(words) == value


@pytest.mark.parametrize(
    ("indicator", "value", "unit"),
    [
        ("Output per hour (UK = 100)", "97", Unit.INDEX),
        ("Output per hour relative to the UK", "93%", Unit.INDEX),
        ("Firms using AI", "1 in 4", Unit.SHARE),
        ("Exports", "£140m", Unit.MONEY),
        ("Batteries, tonnes a year", "8,000", Unit.TONNES),
        ("Healthy life expectancy", "61 years", Unit.YEARS),
        ("Homes", "1,500", Unit.COUNT),
        ("Energy use", "lower", Unit.OTHER),
    ],
)
def test_units(indicator: str, value: str, unit: Unit) -> None:
    assert unit_of(indicator, value) is unit


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Adults with level 3", "50%"), ("Adults with level 4", "50%")),
        (("Life expectancy at birth", "70 years"), ("Life expectancy at 65", "20 years")),
        (("Gap in pay", "5%"), ("Pay", "5%")),
        (("Plants in the data trust", "40"), ("Farms in the data trust", "400")),
        (("Exports", "£5m"), ("Exports", "50%")),
    ],
)
def test_what_differs_in_number_subject_or_unit_is_never_one_measure(
    left: tuple[str, str], right: tuple[str, str]
) -> None:
    told = [place("A", target(*left, 2030)), place("B", target(*right, 2030))]
    assert [len(group.members) for group in align(measured(told), AllAlike())] == [1, 1]


def test_homes_of_two_places_for_one_year_add_up_and_a_third_year_is_said() -> None:
    told = [
        place("A", target("Homes built", "1,500", 2026, "100")),
        place("B", target("Homes built", "2,000", 2026, "–")),
        place("C", target("New homes built", "900", 2027, "50")),
    ]
    (group,) = align(measured(told), BagOfWords())
    assert (group.name, group.unit, group.sense) == ("Homes built", Unit.COUNT, Sense.ADDS_UP)
    assert "if the areas do not overlap" in group.why
    (total,) = group.sums
    assert (total.by, total.places, total.target, total.baseline) == (2026, ("A", "B"), 3500, None)
    assert group.differences == (
        "The wording differs: check that the definitions agree.",
        "The target years differ: 2026, 2027.",
        "No baseline is stated for B.",
    )


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([("Homes on fibre", "45%", 2025), ("Homes on fibre", "62%", 2025)], "another whole"),
        ([("Batteries, tonnes", "6", 2025), ("Batteries, tonnes", "8", 2026)], "different days"),
        ([("Median pay", "£10", 2025), ("Median pay", "£11", 2025)], "Averages and rates"),
        ([("Output (UK = 100)", "97", 2030), ("Output (UK = 100)", "82", 2030)], "Indices"),
    ],
)
def test_what_does_not_add_up_says_why(values: list[tuple[str, str, int]], why: str) -> None:
    told = [place(name, target(*value)) for name, value in zip("AB", values, strict=True)]
    (group,) = align(measured(told), BagOfWords())
    assert group.sense is Sense.DOES_NOT_ADD_UP
    assert why in group.why
    assert group.sums == ()


def test_a_joint_target_is_counted_once() -> None:
    same = target("Homes built", "1,500", 2026, "100")
    told = [place("A", same), place("B", same), place("C", target("Homes built", "10", 2026, "1"))]
    (group,) = align(measured(told), BagOfWords())
    assert [(s.places, s.target) for s in group.sums] == [(("A", "C"), 1510)]
    assert (
        "Some places state one target in the same words: it is counted once." in group.differences
    )


def test_the_scale_of_the_indicator_counts() -> None:
    (one,) = measured([place("A", target("Emissions, Mt a year", "2.9", 2028, "5.6 (2017)"))])
    assert (one.baseline, one.target, one.by) == (5.6e6, 2.9e6, 2028)


def test_no_targets_make_no_groups() -> None:
    assert align((), BagOfWords()) == ()


def test_the_portfolio_workbook_has_a_row_for_each_target_and_sum() -> None:
    told = [
        place("A", target("Homes built", "1,500", 2026, "100")),
        place("B", target("Homes built", "=2,000", 2026, "200")),
    ]
    aligned = align(measured(told), BagOfWords())
    rows = portfolio_rows(aligned)
    assert [r[2] for r in rows] == ["A", "B", "Sum of A, B"]
    assert rows[2][4:7] == ("300", "3,500", "2026")
    sheet = load_workbook(io.BytesIO(portfolio_xlsx(aligned))).active
    assert sheet is not None
    assert (sheet.max_row, sheet.cell(3, 6).value) == (4, "'=2,000")
