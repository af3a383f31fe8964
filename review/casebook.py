"""What every function of a review needs: where it is kept, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from index.assembly import Office
from index.storage.store import SqlStore
from nlp.framework import Criterion, Framework
from review.errors import ReviewError


@dataclass(frozen=True, slots=True)
class Casebook:
    """The database that reviews are kept in, with the framework whose criteria they answer."""

    engine: Engine
    framework: Framework

    @classmethod
    def of(cls, office: Office) -> Casebook:
        """Return the casebook of an open office."""
        return cls(office.workspace.engine, office.framework)

    @property
    def store(self) -> SqlStore:
        return SqlStore(self.engine)

    @property
    def key(self) -> str:
        """The framework as it is written beside decisions: "id@version"."""
        return f"{self.framework.id}@{self.framework.version}"

    def criterion(self, id_: str) -> Criterion:
        """Return a criterion; ReviewError names those that there are."""
        for criterion in self.framework.criteria:
            if criterion.id == id_:
                return criterion
        known = ", ".join(criterion.id for criterion in self.framework.criteria) or "none"
        raise ReviewError(f"there is no criterion {id_!r}; there are: {known}")
