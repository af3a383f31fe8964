from __future__ import annotations

from collections.abc import Callable

import pytest

from index.storage.tag_decisions import Said
from review.audit import audit_for
from review.double_sample import choose_double_sample
from review.errors import NotAllowedError, ReviewError, UnknownPersonError
from review.moderation import moderate
from review.people import add_person, people, person, set_role, sign_in
from review.permissions import ALLOWED, Action, check, may
from review.person import Person, Role
from review.readings import mark_read
from review.reattach import reattach
from review.reviews import approve, request_changes, start
from review.tags import decide_tag
from review.visibility import visible_to
from tests.review.casefile import NOON, Case, judge

REVIEWERS_UP = {Role.REVIEWER, Role.MODERATOR, Role.ADMINISTRATOR}
MODERATORS_UP = {Role.MODERATOR, Role.ADMINISTRATOR}

# Written out once more, so that a slip in the table shows.
MAY = {
    Action.READ: set(Role),
    Action.EXPORT: set(Role),
    Action.REVIEW: REVIEWERS_UP,
    Action.TAG: REVIEWERS_UP,
    Action.MARK_READ: REVIEWERS_UP,
    Action.JUDGE_OVERLAP: REVIEWERS_UP,
    Action.ADD_STRATEGY: REVIEWERS_UP,
    Action.EDIT_STRATEGY: REVIEWERS_UP,
    Action.READ_AUDIT: REVIEWERS_UP,
    Action.JUDGE_LINK: REVIEWERS_UP,
    Action.EDIT_LOGFRAME: REVIEWERS_UP,
    Action.KEEP_REGISTER: REVIEWERS_UP,
    Action.REPORT_PROGRESS: REVIEWERS_UP,
    Action.REQUEST_CHANGES: MODERATORS_UP,
    Action.MODERATE: MODERATORS_UP,
    Action.APPROVE: MODERATORS_UP,
    Action.CHOOSE_SAMPLE: MODERATORS_UP,
    Action.REATTACH: MODERATORS_UP,
    Action.EDIT_THEORY: MODERATORS_UP,
    Action.APPROVE_PROGRESS: MODERATORS_UP,
    Action.SEND_LETTER: MODERATORS_UP,
    Action.REMOVE_STRATEGY: {Role.ADMINISTRATOR},
    Action.MANAGE_PEOPLE: {Role.ADMINISTRATOR},
}

# What each action is here; those that are done in other packages ask `check`.
DONE: dict[Action, Callable[[Case, Person], object]] = {
    Action.READ: lambda case, who: visible_to(case.book.engine, who),
    Action.REVIEW: lambda case, who: start(case.book, case.east, who=who, at=NOON),
    Action.TAG: lambda case, who: decide_tag(
        case.book, case.passage(0, 1).id, "people", Said.REJECT, who=who, at=NOON
    ),
    Action.MARK_READ: lambda case, who: mark_read(
        case.book, [case.passage(0, 0).id], who=who, at=NOON
    ),
    Action.REQUEST_CHANGES: lambda case, who: request_changes(
        case.book, 1, "say more", who=who, at=NOON
    ),
    Action.APPROVE: lambda case, who: approve(case.book, 1, "so", who=who, at=NOON),
    Action.MODERATE: lambda case, who: moderate(
        case.book, case.north, "evidence-base", 3, "both say so", None, who=who, at=NOON
    ),
    Action.CHOOSE_SAMPLE: lambda case, who: choose_double_sample(
        case.book, 0.5, 1, who=who, at=NOON
    ),
    Action.REATTACH: lambda case, who: reattach(case.book, case.north, who=who, at=NOON),
    Action.READ_AUDIT: lambda case, who: audit_for(case.book.engine, who),
    Action.MANAGE_PEOPLE: lambda case, who: add_person(
        case.book.engine, "New", Role.VIEWER, who=who, at=NOON
    ),
}


def test_the_table_knows_every_action_and_every_role() -> None:
    assert set(MAY) == set(Action)
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_every_action_by_every_role(case: Case, action: Action, role: Role) -> None:
    judge(case, case.north, case.ben, [2, 3, 1])
    judge(case, case.north, case.cy, [3, 3, 1])
    who = add_person(case.book.engine, "Walker", role, who=case.ada, at=NOON)
    before = case.workspace.store.audit()
    assert may(role, action) is (role in MAY[action])

    do = DONE.get(action, lambda case, who: check(case.book.engine, who, action))
    if role in MAY[action]:
        do(case, who)
        return
    with pytest.raises(NotAllowedError, match=f"Walker may not .*a {role.value} cannot") as said:
        do(case, who)
    assert "\n" not in str(said.value)
    assert case.workspace.store.audit() == before


def test_the_role_of_the_database_counts_not_the_one_a_screen_remembers(case: Case) -> None:
    set_role(case.book.engine, "Ben", Role.VIEWER, who=case.ada, at=NOON)
    with pytest.raises(NotAllowedError, match="a viewer cannot"):
        start(case.book, case.north, who=case.ben, at=NOON)


def test_a_stranger_with_a_made_up_role_is_refused(case: Case) -> None:
    with pytest.raises(UnknownPersonError, match="nobody called 'Eve'"):
        start(case.book, case.north, who=Person("Eve", Role.ADMINISTRATOR), at=NOON)


def test_only_the_first_person_becomes_administrator_by_coming(case: Case) -> None:
    assert (case.ada.role, person(case.book.engine, "ben")) == (Role.ADMINISTRATOR, case.ben)
    assert sign_in(case.book.engine, "ADA", at=NOON) == case.ada
    with pytest.raises(UnknownPersonError):
        sign_in(case.book.engine, "Eve", at=NOON)
    assert [p.name for p in people(case.book.engine)] == ["Ada", "Ben", "Cy", "Mo", "Vi"]


def test_who_signs_in_through_a_service_cannot_come_by_name(case: Case) -> None:
    engine = case.book.engine
    add = {"who": case.ada, "at": NOON}
    added = add_person(engine, "Flo", Role.REVIEWER, subject="flo@office.example", **add)
    assert sign_in(engine, "whatever", subject="flo@office.example", at=NOON) == added
    with pytest.raises(NotAllowedError, match="through the sign-in service"):
        sign_in(engine, "Flo", at=NOON)
    with pytest.raises(UnknownPersonError):
        sign_in(engine, "Ada", subject="eve@elsewhere.example", at=NOON)
    with pytest.raises(ReviewError, match="signs in as flo@office"):
        add_person(engine, "Gil", Role.VIEWER, subject="flo@office.example", **add)


def test_names_are_unique_whatever_their_case(case: Case) -> None:
    with pytest.raises(ReviewError, match="somebody called bEN works here already"):
        add_person(case.book.engine, " bEN ", Role.VIEWER, who=case.ada, at=NOON)
    with pytest.raises(ReviewError, match="give a name"):
        add_person(case.book.engine, "  ", Role.VIEWER, who=case.ada, at=NOON)


def test_the_last_administrator_stays(case: Case) -> None:
    engine = case.book.engine
    with pytest.raises(ReviewError, match="only administrator"):
        set_role(engine, "Ada", Role.VIEWER, who=case.ada, at=NOON)
    set_role(engine, "Mo", Role.ADMINISTRATOR, who=case.ada, at=NOON)
    set_role(engine, "Ada", Role.VIEWER, who=case.ada, at=NOON)
    last = case.workspace.store.audit()[-1]
    assert (last.action, last.before, last.after) == (
        "set role",
        {"role": "administrator"},
        {"role": "viewer"},
    )
