"""Who works here and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here to do; `review.permissions` says what each may do."""

    REVIEWER = "reviewer"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses the workspace; the name is unique and never changes.

    `subject` is how a sign-in service names them ("issuer subject" or an e-mail address),
    None on a machine where a name is enough.
    """

    name: str
    role: Role
    subject: str | None = None
