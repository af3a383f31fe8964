from __future__ import annotations

import pytest

from index.errors import UnknownDocumentError
from review.errors import (
    ConflictError,
    NotAllowedError,
    NotReadyError,
    QuoteError,
    ReviewError,
    UnknownReviewError,
)
from review.evidence import (
    add_evidence,
    none_found,
    note_search,
    take_back_none_found,
    withdraw_evidence,
)
from review.judgement import NOT_RELEVANT, Judgement, ReviewStatus
from review.rating import rate
from review.reviews import approve, request_changes, start, submit
from review.visibility import judgements_for
from tests.review.casefile import NOON, RUBRIC, Case, judge, later, quote


def test_starting_twice_goes_on_with_the_same_review(case: Case) -> None:
    first = start(case.book, case.north, who=case.ben, at=NOON)
    again = start(case.book, case.north, who=case.ben, at=later(5))
    assert (again, first.status, first.blind) == (first, ReviewStatus.DRAFT, True)
    assert (first.place, first.title) == ("North Vale", "North Vale Strategy")
    assert case.audit().count("start review") == 1


def test_a_review_of_a_strategy_that_is_not_there_is_refused(case: Case) -> None:
    with pytest.raises(UnknownDocumentError):
        start(case.book, "0" * 16, who=case.ben, at=NOON)


def test_the_first_rating_stays_beside_the_last(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    by = {"who": case.ben, "at": NOON}
    rate(case.book, begun.id, "evidence-base", None, "to think about", 0, **by)
    rate(case.book, begun.id, "evidence-base", 2, "thin", 1, **by)
    last = rate(case.book, begun.id, "evidence-base", 4, "  page 9 settles it ", 2, **by)
    assert (last.first_rating, last.rating, last.note, last.version) == (
        *(2, 4, "page 9 settles it"),
        3,
    )
    assert judgements_for(case.book, begun.id, case.ben)["evidence-base"] == last
    line = case.workspace.store.audit()[-1]
    assert (line.by, line.before["rating"], line.after["rating"]) == ("Ben", 2, 4)


def test_saving_the_same_again_changes_nothing(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    first = rate(case.book, begun.id, "evidence-base", 2, "thin", 0, who=case.ben, at=NOON)
    lines = case.audit()
    again = rate(case.book, begun.id, "evidence-base", 2, "thin", 1, who=case.ben, at=later(1))
    assert (again, case.audit()) == (first, lines)


@pytest.mark.parametrize(
    ("criterion", "rating", "told"),
    [
        ("evidence-base", 5, "rate evidence-base with 1 to 4, not 5"),
        ("evidence-base", -1, "with 1 to 4, not -1"),
        ("evidence-base", NOT_RELEVANT, "asked of every strategy"),
        ("no-such", 1, "there is no criterion 'no-such'; there are: evidence-base,"),
    ],
)
def test_only_points_of_the_scale_are_ratings(
    case: Case, criterion: str, rating: int, told: str
) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    with pytest.raises(ReviewError, match=told):
        rate(case.book, begun.id, criterion, rating, "", 0, who=case.ben, at=NOON)


def test_a_challenge_may_be_not_relevant_here(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    by = {"who": case.ben, "at": NOON}
    saved = rate(case.book, begun.id, "challenge-ai-data", NOT_RELEVANT, "no footing", 0, **by)
    assert saved.rating == NOT_RELEVANT


def test_a_second_window_is_told_both_versions_and_both_are_audited(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    by = {"who": case.ben, "at": NOON}
    kept = rate(case.book, begun.id, "evidence-base", 3, "from the left window", 0, **by)
    with pytest.raises(ConflictError, match="evidence-base was changed") as caught:
        rate(case.book, begun.id, "evidence-base", 1, "from the right window", 0, **by)
    assert caught.value.kept == kept
    assert isinstance(caught.value.yours, Judgement)
    assert (caught.value.yours.rating, caught.value.yours.note) == (1, "from the right window")
    line = case.workspace.store.audit()[-1]
    assert (line.action, line.before["note"], line.after["note"]) == (
        "conflict",
        "from the left window",
        "from the right window",
    )
    assert judgements_for(case.book, begun.id, case.ben)["evidence-base"] == kept


def test_evidence_is_an_exact_quote_with_its_place(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    passage = case.passage(0, 1)
    start_, end = passage.text.index("400"), passage.text.index(" by 2025")
    words = "400 apprentices"
    link = {"who": case.ben, "at": NOON}
    linked = add_evidence(case.book, begun.id, "evidence-base", passage, start_, end, words, **link)
    assert (linked.passage, linked.quote, linked.sheet, linked.printed) == (
        *(passage.id, words, 1),
        "2",
    )
    assert (linked.before, linked.after) == ("We will open a skills centre for ", " by 2025.")
    assert linked.boxes == passage.boxes
    again = add_evidence(case.book, begun.id, "evidence-base", passage, start_, end, words, **link)
    assert again == linked
    assert case.audit().count("add evidence") == 1


@pytest.mark.parametrize(
    ("start_", "end", "words", "told"),
    [
        (0, 2, "we", "not what the passage says"),
        (0, 0, "", "at least one word"),
        (7, 8, " ", "at least one word"),
        (-2, 2, "We", "at least one word"),
        (0, 999, "We will", "at least one word"),
    ],
)
def test_a_quote_that_the_passage_does_not_say_is_refused(
    case: Case, start_: int, end: int, words: str, told: str
) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    with pytest.raises(QuoteError, match=told):
        add_evidence(
            *(case.book, begun.id, "evidence-base", case.passage(0, 1), start_, end, words),
            who=case.ben,
            at=NOON,
        )


def test_a_quote_of_another_strategy_is_no_evidence(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    with pytest.raises(QuoteError, match="another strategy"):
        quote(case, begun, "evidence-base", case.passage(1, 0), case.ben)


def test_what_lacks_a_rating_or_evidence_cannot_be_submitted(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    by = {"who": case.ben, "at": NOON}
    rate(case.book, begun.id, "evidence-base", 2, "", 0, **by)
    rate(case.book, begun.id, "clear-priorities", 3, "", 0, **by)
    quote(case, begun, "clear-priorities", case.passage(0, 2), case.ben)
    with pytest.raises(NotReadyError, match="evidence-base: link a quote") as caught:
        submit(case.book, begun.id, **by)
    assert caught.value.criteria == ("evidence-base", "challenge-ai-data")
    assert judgements_for(case.book, begun.id, case.ben)["evidence-base"].rating == 2


def test_none_found_needs_a_search_and_keeps_it(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    about = case.book, begun.id, "challenge-ai-data"
    by = {"who": case.ben, "at": NOON}
    with pytest.raises(ReviewError, match="search for evidence on challenge-ai-data first"):
        none_found(*about, **by)
    note_search(*about, "artificial  intelligence", 0, **by)
    said = none_found(*about, **by)
    assert said.grounded
    assert [(s.query, s.hits) for s in said.searches] == [("artificial intelligence", 0)]
    line = case.workspace.store.audit()[-1]
    assert line.after["searches"] == [{"query": "artificial intelligence", "hits": 0}]

    number = quote(case, begun, "challenge-ai-data", case.passage(0, 0), case.ben)
    assert not judgements_for(case.book, begun.id, case.ben)["challenge-ai-data"].none_found
    with pytest.raises(ReviewError, match="withdraw them first"):
        none_found(*about, **by)
    withdraw_evidence(case.book, number, **by)
    assert none_found(*about, **by).grounded
    with pytest.raises(ReviewError, match="no linked quote"):
        withdraw_evidence(case.book, number, **by)


def test_none_found_does_not_disturb_a_window_that_is_open(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    by = {"who": case.ben, "at": NOON}
    note_search(case.book, begun.id, "evidence-base", "review", 0, **by)
    none_found(case.book, begun.id, "evidence-base", **by)
    saved = rate(case.book, begun.id, "evidence-base", 1, "", 0, **by)
    assert (saved.version, saved.none_found) == (1, True)


def test_none_found_is_taken_back_and_stays_in_the_audit(case: Case) -> None:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    about, by = (case.book, begun.id, "evidence-base"), {"who": case.ben, "at": NOON}
    note_search(*about, "review", 0, **by)
    none_found(*about, **by)
    said = take_back_none_found(*about, **by)
    assert (said.none_found, said.grounded, len(said.searches)) == (False, False, 1)
    assert case.audit()[-2:] == ["no evidence found", "take back no evidence found"]
    assert take_back_none_found(*about, **by) == said
    assert case.audit()[-1:] == ["take back no evidence found"], "nothing done, nothing told"


def test_the_life_of_a_review(case: Case) -> None:
    handed_in = judge(case, case.north, case.ben, [2, 3, 1])
    assert (handed_in.status, handed_in.submitted) == (ReviewStatus.SUBMITTED, NOON)
    with pytest.raises(ReviewError, match="is submitted; it can be changed again"):
        rate(case.book, handed_in.id, RUBRIC[0], 4, "", 1, who=case.ben, at=NOON)
    with pytest.raises(ReviewError, match="say what should change"):
        request_changes(case.book, handed_in.id, " ", who=case.mo, at=NOON)
    back = request_changes(case.book, handed_in.id, "page 3?", who=case.mo, at=later(1))
    assert (back.status, back.reason) == (ReviewStatus.CHANGES_REQUESTED, "page 3?")
    with pytest.raises(ReviewError, match="not submitted"):
        approve(case.book, handed_in.id, who=case.mo, at=later(2))
    rate(case.book, handed_in.id, RUBRIC[0], 4, "", 1, who=case.ben, at=later(3))
    again = submit(case.book, handed_in.id, who=case.ben, at=later(4))
    assert (again.submitted, again.changed) == (NOON, later(4))
    done = approve(case.book, handed_in.id, who=case.mo, at=later(5))
    assert done.status is ReviewStatus.APPROVED
    with pytest.raises(ReviewError, match="is approved"):
        submit(case.book, handed_in.id, who=case.ben, at=later(6))
    assert [line for line in case.audit() if line.startswith("review ")] == [
        "review submitted",
        "review changes requested",
        "review submitted",
        "review approved",
    ]


def test_nobody_decides_on_their_own_review_whatever_their_role(case: Case) -> None:
    own = judge(case, case.north, case.ada, [2, 3, 1])
    with pytest.raises(NotAllowedError, match="their own review"):
        approve(case.book, own.id, who=case.ada, at=NOON)
    with pytest.raises(NotAllowedError, match="their own review"):
        request_changes(case.book, own.id, "mine", who=case.ada, at=NOON)


def test_nobody_changes_another_persons_review(case: Case) -> None:
    begun = judge(case, case.north, case.ben, [2, 3, 1], hand_in=False)
    for who in (case.cy, case.mo, case.ada):
        with pytest.raises(NotAllowedError, match="it is another's"):
            rate(case.book, begun.id, RUBRIC[0], 4, "", 1, who=who, at=NOON)
        with pytest.raises(NotAllowedError, match="it is another's"):
            quote(case, begun, RUBRIC[0], case.passage(0, 1), who)
        with pytest.raises(NotAllowedError, match="it is another's"):
            withdraw_evidence(case.book, 1, who=who, at=NOON)
        with pytest.raises(NotAllowedError, match="it is another's"):
            submit(case.book, begun.id, who=who, at=NOON)


def test_a_review_that_is_not_there_is_said_so(case: Case) -> None:
    with pytest.raises(UnknownReviewError, match="no review 99"):
        submit(case.book, 99, who=case.ben, at=NOON)
