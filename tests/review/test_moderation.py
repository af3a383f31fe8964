from __future__ import annotations

import pytest

from review.errors import NotAllowedError, ReviewError
from review.judgement import ReviewStatus
from review.moderation import compared, compared_by_document, differences, moderate
from review.reviews import approve, start
from tests.review.casefile import NOON, RUBRIC, Case, judge


def test_only_differences_come_and_say_how_far_apart(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 0])
    judge(case, case.north, case.cy, [4, 3, 1])
    told = differences(case.book, case.north, who=case.mo)
    assert [(d.criterion, d.spread, d.final) for d in told] == [
        ("evidence-base", 2, None),
        ("challenge-ai-data", None, None),
    ]
    every = {c.criterion: c for c in compared(case.book, case.north, who=case.mo)}
    assert (every["clear-priorities"].spread, every["clear-priorities"].final) == (0, 3)
    assert [j.rating for j in every["evidence-base"].judgements] == [2, 4]


def test_several_strategies_are_compared_as_each_is_alone(case: Case) -> None:
    for document, ratings in ((case.north, [2, 3, 0]), (case.south, [1, 1, 1])):
        judge(case, document, case.ben, ratings)
        judge(case, document, case.cy, [4, 3, 1])
    moderate(case.book, case.north, RUBRIC[0], 3, "as both", None, who=case.mo, at=NOON)
    every = [case.north, case.south, case.east]
    told = compared_by_document(case.book, every, who=case.mo)
    assert told == {document: compared(case.book, document, who=case.mo) for document in every}
    assert [c.decision is not None for c in told[case.north]] == [True, False, False]


def test_two_who_say_not_relevant_agree(case: Case) -> None:
    for who in (case.ben, case.cy):
        judge(case, case.north, who, [2, 3, 0])
    assert differences(case.book, case.north, who=case.mo) == []
    last = compared(case.book, case.north, who=case.mo)[-1]
    assert (last.criterion, last.final) == ("challenge-ai-data", 0)


def test_the_decision_stands_and_both_judgements_stay(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 1])
    judge(case, case.north, case.cy, [4, 3, 1])
    about = case.book, case.north, RUBRIC[0]
    moderate(*about, 3, " page 9 gives sources ", None, who=case.mo, at=NOON)
    (item,) = differences(case.book, case.north, who=case.ben)
    assert item.decision is not None
    assert (item.final, item.decision.reason, item.decision.by) == (3, "page 9 gives sources", "Mo")
    assert [j.rating for j in item.judgements] == [2, 4]


def test_with_open_differences_a_review_is_approved_for_a_reason_only(case: Case) -> None:
    first = judge(case, case.north, case.ben, [2, 3, 1])
    second = judge(case, case.north, case.cy, [4, 3, 2])
    with pytest.raises(ReviewError, match="2 differences are undecided"):
        approve(case.book, first.id, who=case.mo, at=NOON)
    told = approve(case.book, first.id, " as Cy is new ", who=case.mo, at=NOON)
    assert (told.status, told.reason) == (ReviewStatus.APPROVED, "as Cy is new")
    assert case.workspace.store.audit()[-1].after["reason"] == "as Cy is new"
    decided = case.book, case.north, RUBRIC[0], 3, "between", None
    moderate(*decided, who=case.mo, at=NOON)
    with pytest.raises(ReviewError, match="1 difference is undecided"):
        approve(case.book, second.id, who=case.mo, at=NOON)
    moderate(case.book, case.north, RUBRIC[2], 2, "clear", None, who=case.mo, at=NOON)
    assert approve(case.book, second.id, who=case.mo, at=NOON).reason == ""


def test_none_of_the_reviewers_moderates(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 1])
    judge(case, case.north, case.ada, [4, 3, 1])
    with pytest.raises(NotAllowedError, match="they reviewed it themselves"):
        moderate(case.book, case.north, RUBRIC[0], 3, "so be it", None, who=case.ada, at=NOON)
    start(case.book, case.north, who=case.mo, at=NOON)
    with pytest.raises(NotAllowedError, match="they reviewed it themselves"):
        moderate(case.book, case.north, RUBRIC[0], 3, "so be it", None, who=case.mo, at=NOON)


def test_one_review_is_not_moderated(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 1])
    judge(case, case.north, case.cy, [2, 3, 1], hand_in=False)
    with pytest.raises(ReviewError, match="two reviews have to be submitted"):
        moderate(case.book, case.north, RUBRIC[0], 3, "so be it", None, who=case.mo, at=NOON)


@pytest.mark.parametrize(
    ("rating", "reason", "told"),
    [(3, "  ", "give the reason"), (9, "so", "rate evidence-base with 1 to 4"), (0, "so", "asked")],
)
def test_a_decision_has_a_reason_and_a_point_of_the_scale(
    case: Case, rating: int, reason: str, told: str
) -> None:
    for who in (case.ben, case.cy):
        judge(case, case.north, who, [2, 3, 1])
    with pytest.raises(ReviewError, match=told):
        moderate(case.book, case.north, RUBRIC[0], rating, reason, None, who=case.mo, at=NOON)
