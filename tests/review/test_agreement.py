from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from ingest.document import About, Document
from review.agreement import (
    OVERALL,
    Drift,
    Figure,
    Rated,
    agreement,
    alphas,
    drift,
    kappas,
    ratings_for,
)
from review.double_sample import choose_double_sample, double_sample, sample
from review.errors import ReviewError
from review.rating import rate
from review.reviews import request_changes, start
from tests.review.casefile import NOON, RUBRIC, Case, judge, later

CRITERION = "evidence-base"


def rated(*rows: tuple[str, int, int], criterion: str = CRITERION) -> list[Rated]:
    """Return the ratings of two people, one row a strategy."""
    return [
        Rated(document, criterion, name, rating, "2024-05")
        for document, *pair in rows
        for name, rating in zip(("Ben", "Cy"), pair, strict=True)
    ]


def test_alpha_equals_a_value_worked_out_by_hand() -> None:
    # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", the data of section C,
    # observers and units as printed there; its ordinal alpha is 0.815.
    table = {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
    ratings = [
        Rated(f"unit {unit}", CRITERION, name, value, "2024-05")
        for name, row in table.items()
        for unit, value in enumerate(row)
        if value is not None
    ]
    (told, overall) = agreement(ratings, [CRITERION], resamples=20)
    assert told.alpha.value == pytest.approx(0.815, abs=0.0005)
    assert told.documents == 11, "a strategy that one person rated is no case"
    assert replace(overall, criterion=CRITERION) == told


def test_kappa_with_quadratic_weights_by_hand() -> None:
    # Pairs (1,1) (2,3) (4,4), each both ways round. Disagreement seen: 2·1 / 6 = 1/3. By chance,
    # from ratings 1 1 2 3 4 4: 2·(mean of squares − square of mean) = 2·(47/6 − 6.25) = 19/6.
    (told, _) = agreement(rated(("a", 1, 1), ("b", 2, 3), ("c", 4, 4)), [CRITERION], resamples=20)
    assert told.kappa.value == pytest.approx(1 - (1 / 3) / (19 / 6))
    assert (told.pairs, told.same) == (3, pytest.approx(2 / 3))


def test_the_figures_of_resampling_are_those_of_the_packages() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        first, second = rng.integers(1, 5, size=(2, 12))
        table = np.stack([first, second]).astype(float)
        met = np.zeros((1, 4, 4))
        for a, b in zip(first - 1, second - 1, strict=True):
            met[0, a, b] += 1
            met[0, b, a] += 1
        alpha = krippendorff.alpha(reliability_data=table, level_of_measurement="ordinal")
        assert alphas(met)[0] == pytest.approx(alpha)
        both = [*first, *second], [*second, *first]
        kappa = cohen_kappa_score(*both, labels=[1, 2, 3, 4], weights="quadratic")
        assert kappas(met)[0] == pytest.approx(kappa)


def test_three_raters_weigh_as_three() -> None:
    names = ("Ada", "Ben", "Cy")
    values = {"a": (1, 2, 2), "b": (4, 4, 3), "c": (2, 2, 1)}
    ratings = [
        Rated(document, CRITERION, name, value, "2024-05")
        for document, row in values.items()
        for name, value in zip(names, row, strict=True)
    ]
    (told, _) = agreement(ratings, [CRITERION], resamples=1, seed=0)
    table = np.array(list(values.values()), dtype=float).T
    alpha = krippendorff.alpha(reliability_data=table, level_of_measurement="ordinal")
    assert told.alpha.value == pytest.approx(alpha)
    met = np.zeros((1, 4, 4))
    for row in values.values():
        for a, b in permutations(row, 2):
            met[0, a - 1, b - 1] += 1 / 2
    assert alphas(met)[0] == pytest.approx(alpha)


def test_perfect_agreement_is_one_and_its_interval_a_point() -> None:
    (told, _) = agreement(rated(("a", 1, 1), ("b", 3, 3), ("c", 4, 4)), [CRITERION], resamples=50)
    assert told.alpha == Figure(1.0, 1.0, 1.0)
    assert told.kappa == Figure(1.0, 1.0, 1.0)


def test_intervals_are_repeatable_and_contain_the_value() -> None:
    rows = [(f"d{i}", 1 + i % 4, 1 + (i + i % 3 % 2) % 4) for i in range(24)]
    (first, _) = agreement(rated(*rows), [CRITERION], seed=7, resamples=100)
    (again, _) = agreement(rated(*rows), [CRITERION], seed=7, resamples=100)
    assert first == again
    value, low, high = first.alpha.value, first.alpha.low, first.alpha.high
    assert value is not None
    assert low is not None
    assert high is not None
    assert low < value < high


@pytest.mark.parametrize(
    ("ratings", "why"),
    [
        ([], "No strategy has been rated on this by two people yet."),
        (rated(("a", 1, 2))[:1], "No strategy has been rated on this by two people yet."),
        (rated(("a", 3, 3), ("b", 3, 3)), "All ratings are the same, so chance cannot be told."),
    ],
)
def test_what_cannot_be_told_says_why(ratings: list[Rated], why: str) -> None:
    (told, _) = agreement(ratings, [CRITERION], resamples=20)
    assert told.alpha == told.kappa == Figure(None, None, None, why)


def test_one_strategy_gives_a_value_without_an_interval() -> None:
    (told, _) = agreement(rated(("a", 1, 4)), [CRITERION], resamples=20)
    assert told.alpha.value is not None
    assert (told.alpha.low, told.alpha.why) == (None, "One strategy gives no interval.")


def test_overall_takes_all_criteria_together() -> None:
    ratings = rated(("a", 1, 1), ("b", 4, 4)) + rated(("a", 2, 3), criterion="rationale")
    told = agreement(ratings, [CRITERION, "rationale", "communities"], resamples=20)
    assert [(a.criterion, a.documents, a.pairs) for a in told] == [
        (CRITERION, 2, 2),
        ("rationale", 1, 1),
        ("communities", 0, 0),
        (OVERALL, 2, 3),
    ]


def test_drift_is_signed_and_by_month() -> None:
    ratings = [
        Rated("a", CRITERION, "Ben", 4, "2024-05"),
        Rated("a", CRITERION, "Cy", 2, "2024-05"),
        Rated("b", CRITERION, "Ben", 3, "2024-06"),
        Rated("b", CRITERION, "Cy", 3, "2024-05"),
        Rated("b", CRITERION, "Ada", 1, "2024-05"),
        Rated("c", CRITERION, "Ada", 1, "2024-05"),
    ]
    assert drift(ratings) == [
        Drift("Ada", "2024-05", -2.0, 1),
        Drift("Ben", "2024-05", 2.0, 1),
        Drift("Ben", "2024-06", 1.0, 1),
        Drift("Cy", "2024-05", -0.5, 2),
    ]


def test_agreement_uses_first_ratings_of_blind_reviews(case: Case) -> None:
    first = judge(case, case.north, case.ben, [2, 3, 1])
    judge(case, case.north, case.cy, [4, 3, 1])
    request_changes(case.book, first.id, "page 3", who=case.mo, at=NOON)
    rate(case.book, first.id, RUBRIC[0], 4, "as they said", 1, who=case.ben, at=later(1))
    not_blind = judge(case, case.north, case.ada, [4, 3, 0])
    assert not not_blind.blind
    told = [
        (r.reviewer, r.rating) for r in ratings_for(case.book, case.mo) if r.criterion == RUBRIC[0]
    ]
    assert told == [("Ben", 2), ("Cy", 4)]
    assert {r.reviewer for r in ratings_for(case.book, case.vi)} == set()


def test_not_relevant_is_no_point_on_the_scale(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 0])
    judge(case, case.north, case.cy, [2, 3, 1])
    told = [r for r in ratings_for(case.book, case.mo) if r.criterion == "challenge-ai-data"]
    assert [(r.reviewer, r.rating) for r in told] == [("Cy", 1)]


def documents(*places: str) -> list[Document]:
    return [
        Document(f"{i:016x}", About(f"Strategy {i}", place, published=date(2019, 1, 1)), ())
        for i, place in enumerate(places)
    ]


def test_the_sample_takes_every_place_before_a_second_of_one() -> None:
    given = documents("A", "A", "A", "A", "B", "C")
    places = {d.id: d.about.place for d in given}
    chosen = sample(given, 0.5, seed=1)
    assert sorted(places[id_] for id_ in chosen) == ["A", "B", "C"]
    assert sample(list(reversed(given)), 0.5, seed=1) == chosen
    assert {tuple(sample(given, 0.5, seed=s)) for s in range(9)} != {tuple(chosen)}


def test_the_sample_has_two_at_least_and_all_at_most() -> None:
    assert len(sample(documents("A", "B", "C"), 0.01, seed=1)) == 2
    assert len(sample(documents("A"), 1, seed=1)) == 1
    assert sample([], 0.5, seed=1) == []
    for share in (0, -1, 1.01):
        with pytest.raises(ReviewError, match="above 0 and up to 1"):
            sample(documents("A"), share, seed=1)


def test_a_new_choice_replaces_the_old_and_both_are_audited(case: Case) -> None:
    first = choose_double_sample(case.book, 0.5, 1, who=case.mo, at=NOON)
    again = choose_double_sample(case.book, 1, 1, who=case.mo, at=later(1))
    assert (len(first), len(again)) == (2, 3)
    assert double_sample(case.book) == frozenset(again)
    line = case.workspace.store.audit()[-1]
    assert line.before == {"documents": sorted(first)}
    assert start(case.book, again[0], who=case.ben, at=NOON).blind
