from __future__ import annotations

from datetime import timedelta

import pytest

from index.searching.search import Searcher
from nlp.framework import bundled_framework, load_framework
from review.audit import WITHHELD, audit_for
from review.dossier import dossier
from review.errors import NotAllowedError
from review.judgement import Review
from review.like_cases import like_cases
from review.moderation import compared, moderate, moderations
from review.people import set_role
from review.person import Person, Role
from review.rating import rate
from review.reviews import approve, request_changes, start
from review.suggestions import PER_QUERY, suggested_passages, suggested_rating
from review.visibility import judgements_for, own_review, review_for, standing, visible_to
from tests.index.strategies import BagOfWords, Said, analysed, reading
from tests.review.casefile import NOON, RUBRIC, Case, judge

FRAMEWORK = load_framework(bundled_framework())


def seen(case: Case, who: Person, document: str | None = None) -> list[int]:
    return [review.id for review in visible_to(case.book.engine, who, document)]


def test_a_draft_is_for_its_author_alone(case: Case) -> None:
    draft = judge(case, case.north, case.ben, [2, 3, 1], hand_in=False)
    assert seen(case, case.ben) == [draft.id]
    for who in (case.ada, case.cy, case.mo, case.vi):
        assert seen(case, who) == []
        with pytest.raises(NotAllowedError, match="it is a draft"):
            review_for(case.book.engine, draft.id, who)
        with pytest.raises(NotAllowedError):
            judgements_for(case.book, draft.id, who)


def test_two_reviewers_are_blind_until_both_have_submitted(case: Case) -> None:
    first = judge(case, case.north, case.ben, [2, 3, 1])
    second = judge(case, case.north, case.cy, [3, 3, 1], hand_in=False)
    assert (seen(case, case.ben), seen(case, case.cy)) == ([first.id], [second.id])
    with pytest.raises(NotAllowedError, match="submit your own review first"):
        judgements_for(case.book, first.id, case.cy)
    judge(case, case.south, case.cy, [1, 1, 1])  # another strategy gives no right
    assert seen(case, case.cy, case.north) == [second.id]

    second = judge_on(case, second.id)
    assert seen(case, case.ben) == seen(case, case.cy, case.north) == [first.id, second.id]
    assert own_review(case.book.engine, case.north, case.cy) == second


def judge_on(case: Case, review: int) -> Review:
    from review.reviews import submit

    return submit(case.book, review, who=case.cy, at=NOON)


def test_a_reviewer_who_has_not_begun_is_kept_blind_too(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 1])
    assert seen(case, case.cy) == []
    assert start(case.book, case.north, who=case.cy, at=NOON).blind


def test_who_moderates_sees_submitted_reviews_unless_their_own_is_open(case: Case) -> None:
    first = judge(case, case.north, case.ben, [2, 3, 1])
    assert seen(case, case.mo) == [first.id]
    own = start(case.book, case.north, who=case.mo, at=NOON)
    assert not own.blind, "they could read Ben's before"
    assert seen(case, case.mo) == [own.id]


def test_a_viewer_sees_what_is_approved(case: Case) -> None:
    first = judge(case, case.north, case.ben, [2, 3, 1])
    assert seen(case, case.vi) == []
    approve(case.book, first.id, who=case.mo, at=NOON)
    assert seen(case, case.vi) == [first.id]
    assert seen(case, case.cy) == [], "the second reviewer may be yet to come"


def test_two_approved_reviews_are_open_to_everybody(case: Case) -> None:
    for who in (case.ben, case.cy):
        approve(case.book, judge(case, case.north, who, [2, 3, 1]).id, who=case.mo, at=NOON)
    set_role(case.book.engine, "Vi", Role.REVIEWER, who=case.ada, at=NOON)
    assert seen(case, case.vi) == [1, 2]
    assert not start(case.book, case.north, who=case.vi, at=NOON).blind


def test_a_viewer_made_a_reviewer_is_not_blind_to_what_was_approved_before(case: Case) -> None:
    later = NOON + timedelta(days=1)
    approve(case.book, judge(case, case.north, case.ben, [2, 3, 1]).id, who=case.mo, at=NOON)
    judge(case, case.south, case.ben, [2, 3, 1])  # handed in, and never open to a viewer
    set_role(case.book.engine, "Vi", Role.REVIEWER, who=case.ada, at=later)
    assert seen(case, case.vi) == [], "as a reviewer they may be the second"
    assert not start(case.book, case.north, who=case.vi, at=later).blind
    assert start(case.book, case.south, who=case.vi, at=later).blind


def test_a_viewer_made_a_reviewer_before_the_approval_is_blind(case: Case) -> None:
    review = judge(case, case.north, case.ben, [2, 3, 1])
    set_role(case.book.engine, "Vi", Role.REVIEWER, who=case.ada, at=NOON)
    approve(case.book, review.id, who=case.mo, at=NOON + timedelta(days=1))
    assert start(case.book, case.north, who=case.vi, at=NOON + timedelta(days=2)).blind


def test_a_moderator_made_a_reviewer_is_not_blind_to_what_was_handed_in(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 1])
    set_role(case.book.engine, "Mo", Role.REVIEWER, who=case.ada, at=NOON + timedelta(days=1))
    judge(case, case.east, case.ben, [2, 3, 1], at=NOON + timedelta(days=2))
    later = NOON + timedelta(days=3)
    assert not start(case.book, case.north, who=case.mo, at=later).blind
    assert start(case.book, case.east, who=case.mo, at=later).blind


def test_standing_tells_how_far_but_not_what(case: Case) -> None:
    first = judge(case, case.north, case.ben, [2, 3, 1])
    request_changes(case.book, first.id, "too mild on evidence", who=case.mo, at=NOON)
    (held,) = standing(case.book.engine, case.cy, case.north)
    assert (held.reviewer, held.status.value, held.reason) == ("Ben", "changes_requested", "")


def test_every_other_way_to_a_blind_review_is_shut(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 4, 1])
    judge(case, case.south, case.ben, [2, 4, 1])
    judge(case, case.east, case.ben, [2, 4, 1])
    own = judge(case, case.north, case.cy, [3, 3, 1], hand_in=False)
    judge(case, case.south, case.cy, [3, 3, 1], hand_in=False)

    (item,) = [c for c in compared(case.book, case.north, who=case.cy) if c.criterion == RUBRIC[0]]
    assert item.judgements == ()
    assert moderations(case.book, case.north, who=case.cy) == []
    file = dossier(case.book, case.north, who=case.cy, at=NOON)
    assert ([r.id for r in file.reviews], file.withheld) == ([own.id], 1)
    told = [line for line in audit_for(case.book.engine, case.cy) if line.by == "Ben"]
    assert told
    assert all(line.withheld and line.before is None and line.after is None for line in told)
    cases = like_cases(case.book, own.id, RUBRIC[0], BagOfWords.id, who=case.cy)
    assert {c.document for c in cases} <= {case.east}, "Southmere is Cy's to judge blind"


def test_a_moderators_decision_is_kept_from_a_reviewer_who_is_still_blind(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 4, 1])
    judge(case, case.north, case.ada, [3, 4, 1])
    moderate(case.book, case.north, RUBRIC[0], 2, "as Ben", None, who=case.mo, at=NOON)
    start(case.book, case.north, who=case.cy, at=NOON)
    assert moderations(case.book, case.north, who=case.cy) == []
    by_cy = audit_for(case.book.engine, case.cy)
    by_ben = audit_for(case.book.engine, case.ben)
    assert [(a.action, a.withheld) for a in by_cy if a.by == "Mo"] == [(WITHHELD, True)]
    assert [(a.action, a.withheld) for a in by_ben if a.by == "Mo"] == [("moderate", False)]


def test_passages_about_the_theme_of_a_criterion_are_suggested_first(case: Case) -> None:
    asked = next(c for c in FRAMEWORK.criteria if c.id == "foundation-people")
    # Twenty say the same in words; only the last is about the theme.
    like = [f"{asked.queries[0]} Chapter {n} of the plan says more." for n in range(20)]
    said = [*like, Said(f"{asked.queries[0]} The last chapter says more.", ("people",))]
    read = reading("Westmarch", *said)
    case.workspace.store.add_reading(read, analysed(read, *said), at=NOON)
    searcher = Searcher(case.workspace, BagOfWords())
    found = suggested_passages(searcher, asked, read.document.id)
    assert found[0].passage.text == read.passages[20].text
    assert 1 < len(found) <= PER_QUERY * len(asked.queries)


def test_the_tool_tells_its_rating_only_after_the_reviewers(case: Case) -> None:
    searcher = Searcher(case.workspace, BagOfWords())
    begun = judge(case, case.north, case.ben, [2, 3, 1], hand_in=False)
    found = suggested_passages(searcher, case.book.criterion(RUBRIC[0]), case.north)
    assert {hit.passage.document_id for hit in found} == {case.north}
    assert len({hit.passage.id for hit in found}) == len(found) > 0
    ask = {"who": case.ben}
    with pytest.raises(NotAllowedError, match="once you have submitted"):
        suggested_rating(case.book, searcher, begun.id, RUBRIC[0], **ask)
    from review.reviews import submit

    submit(case.book, begun.id, who=case.ben, at=NOON)
    said = suggested_rating(case.book, searcher, begun.id, RUBRIC[0], **ask)
    assert 1 <= said.rating <= 4
    assert "passages answer" in said.why
    judge(case, case.north, case.cy, [2, 3, 1])
    with pytest.raises(NotAllowedError):
        suggested_rating(case.book, searcher, begun.id, RUBRIC[0], who=case.cy)


def test_like_cases_come_after_the_first_rating_and_name_nobody(case: Case) -> None:
    judge(case, case.south, case.ben, [4, 2, 1])
    judge(case, case.east, case.ben, [1, 2, 1])
    own = start(case.book, case.north, who=case.cy, at=NOON)
    ask = case.book, own.id, RUBRIC[0], BagOfWords.id
    with pytest.raises(NotAllowedError, match="save your own rating"):
        like_cases(*ask, who=case.cy)
    rate(case.book, own.id, RUBRIC[0], 2, "", 0, who=case.cy, at=NOON)
    assert like_cases(*ask, who=case.cy) == [], "nothing to liken without evidence"
    from tests.review.casefile import quote

    quote(case, own, RUBRIC[0], case.passage(0, 0), case.cy)
    (like,) = like_cases(*ask, who=case.cy)
    assert (like.place, like.rating, like.moderated) == ("Southmere", 4, False)
    assert like.quote == case.passage(1, 0).text
    assert "Ben" not in repr(like)
    with pytest.raises(NotAllowedError):
        like_cases(*ask, who=case.mo)
