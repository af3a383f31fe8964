"""One act of one person: a checked transaction together with its lines of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from index.storage import saving
from index.storage.workspace import writer
from review.permissions import Action, require
from review.person import Person, Role


@dataclass(frozen=True, slots=True)
class Act:
    """A transaction that is under way; leaving its `with` block by an error undoes all of it."""

    connection: Connection
    who: Person
    role: Role
    at: datetime

    def record(self, action: str, subject: str, before: Any = None, after: Any = None) -> None:
        """Append a line to the audit, in this transaction; `before` and `after` are JSON."""
        saving.record(self.connection, self.at, self.who.name, action, subject, before, after)


@contextmanager
def act(engine: Engine, who: Person, action: Action, at: datetime) -> Iterator[Act]:
    """Begin what one person does: take the write lock, check the role, commit at the end.

    Raises NotAllowedError or UnknownPersonError before anything is changed.
    """
    with writer(engine).begin() as connection:
        yield Act(connection, who, require(connection, who, action), at)
