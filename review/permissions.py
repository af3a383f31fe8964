"""Who may do what: one table, asked by every function that changes something."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, Engine, select

from index.storage.review_tables import people
from review.errors import NotAllowedError, UnknownPersonError
from review.person import Person, Role


class Action(StrEnum):
    """Something a person does here. The words complete "You may not …"."""

    READ = "read strategies"
    REVIEW = "review a strategy"
    TAG = "correct tags"
    MARK_READ = "mark passages as read"
    JUDGE_OVERLAP = "judge an overlap"
    REQUEST_CHANGES = "ask for changes to a review"
    MODERATE = "moderate reviews"
    APPROVE = "approve a review"
    CHOOSE_SAMPLE = "choose the strategies that two people review"
    REATTACH = "attach evidence again"
    ADD_STRATEGY = "add a strategy"
    EDIT_STRATEGY = "change what is said of a strategy"
    REMOVE_STRATEGY = "remove a strategy"
    READ_AUDIT = "read the audit"
    EXPORT = "export reviews"
    EDIT_THEORY = "change the theory of change"
    JUDGE_LINK = "confirm or reject a link"
    EDIT_LOGFRAME = "edit a logframe"
    KEEP_REGISTER = "keep the register of commitments"
    REPORT_PROGRESS = "report progress"
    APPROVE_PROGRESS = "approve a progress report"
    SEND_LETTER = "send a letter to an area"
    MANAGE_PEOPLE = "add people and change roles"


_VIEWER: Final = frozenset({Action.READ, Action.EXPORT})
_REVIEWER: Final = _VIEWER | {
    Action.REVIEW,
    Action.TAG,
    Action.MARK_READ,
    Action.JUDGE_OVERLAP,
    Action.ADD_STRATEGY,
    Action.EDIT_STRATEGY,
    Action.READ_AUDIT,
    Action.JUDGE_LINK,
    Action.EDIT_LOGFRAME,
    Action.KEEP_REGISTER,
    Action.REPORT_PROGRESS,
}
_MODERATOR: Final = _REVIEWER | {
    Action.REQUEST_CHANGES,
    Action.MODERATE,
    Action.APPROVE,
    Action.CHOOSE_SAMPLE,
    Action.REATTACH,
    Action.EDIT_THEORY,
    Action.APPROVE_PROGRESS,
    Action.SEND_LETTER,
}

ALLOWED: Final[Mapping[Role, frozenset[Action]]] = {
    Role.VIEWER: _VIEWER,
    Role.REVIEWER: _REVIEWER,
    Role.MODERATOR: _MODERATOR,
    Role.ADMINISTRATOR: frozenset(Action),
}
"""The whole table. That nobody approves or moderates their own review is no question of role;
`review.reviews` and `review.moderation` refuse it to everybody."""


def may(role: Role, action: Action) -> bool:
    """Return whether a role allows an action."""
    return action in ALLOWED[role]


def require(connection: Connection, who: Person, action: Action) -> Role:
    """Return the person's role as the database has it now, if it allows the action.

    The role that `who` carries may be old: a screen can be open for days. Raises
    NotAllowedError, or UnknownPersonError.
    """
    found = connection.execute(select(people.c.role).where(people.c.name == who.name)).scalar()
    if found is None:
        raise UnknownPersonError(who.name)
    role = Role(found)
    if not may(role, action):
        raise NotAllowedError(
            f"{who.name} may not {action.value}: a {role.value} cannot; ask an administrator"
        )
    return role


def check(engine: Engine, who: Person, action: Action) -> None:
    """Raise what `require` raises, for doors whose act is done elsewhere, as adding a strategy."""
    with engine.connect() as connection:
        require(connection, who, action)
