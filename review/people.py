"""The people of a workspace. The first to sign in becomes its administrator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select, update

from index.storage import saving
from index.storage.review_tables import people as table
from index.storage.workspace import writer
from review.acts import act
from review.errors import NotAllowedError, ReviewError, UnknownPersonError
from review.permissions import Action
from review.person import Person, Role

LONGEST_NAME = 80  # characters; a longer one is a pasted sentence


def people(engine: Engine) -> list[Person]:
    """Return everybody who works here, by name."""
    with engine.connect() as connection:
        found = connection.execute(select(table.c.name, table.c.role, table.c.subject))
        return sorted((_person(*row) for row in found), key=lambda p: p.name.casefold())


def person(engine: Engine, name: str) -> Person:
    """Return the person of this name, whatever its case; UnknownPersonError when nobody has it."""
    for known in people(engine):
        if known.name.casefold() == name.strip().casefold():
            return known
    raise UnknownPersonError(name)


def person_of_subject(engine: Engine, subject: str) -> Person | None:
    """Return the person whom a sign-in service calls `subject`, or None."""
    return next((known for known in people(engine) if known.subject == subject), None)


def sign_in(engine: Engine, name: str, *, at: datetime, subject: str | None = None) -> Person:
    """Return the person who comes in; in a workspace without people they become administrator.

    With `subject` (a sign-in service vouches for it) the person is found by it, never by name.
    Without, a person who has a subject is refused: a name alone does not prove who they are.
    Raises UnknownPersonError for a stranger, when somebody works here already.
    """
    with writer(engine).begin() as connection:
        if not connection.execute(select(func.count()).select_from(table)).scalar_one():
            first = Person(_name(name), Role.ADMINISTRATOR, subject)
            _insert(connection, first, at)
            saving.record(
                connection, at, first.name, "first person", first.name, after=_json(first)
            )
            return first
    if subject is not None:
        known = person_of_subject(engine, subject)
        if known is None:
            raise UnknownPersonError(name)
        return known
    known = person(engine, name)
    if known.subject is not None:
        raise NotAllowedError(f"{known.name} signs in through the sign-in service, not by name")
    return known


def add_person(
    engine: Engine,
    name: str,
    role: Role,
    *,
    who: Person,
    at: datetime,
    subject: str | None = None,
) -> Person:
    """Add somebody; a name that differs from another's by case alone is refused."""
    added = Person(_name(name), role, subject)
    with act(engine, who, Action.MANAGE_PEOPLE, at) as doing:
        known = doing.connection.execute(select(table.c.name, table.c.subject)).all()
        if any(added.name.casefold() == row.name.casefold() for row in known):
            raise ReviewError(f"somebody called {added.name} works here already")
        if subject is not None and any(subject == row.subject for row in known):
            raise ReviewError(f"somebody signs in as {subject} already")
        _insert(doing.connection, added, at)
        doing.record("add person", added.name, after=_json(added))
    return added


def set_role(engine: Engine, name: str, role: Role, *, who: Person, at: datetime) -> Person:
    """Give somebody another role; the last administrator stays one."""
    known = person(engine, name)
    with act(engine, who, Action.MANAGE_PEOPLE, at) as doing:
        held = Role(
            doing.connection.execute(
                select(table.c.role).where(table.c.name == known.name)
            ).scalar_one()
        )
        if (
            held is Role.ADMINISTRATOR
            and role is not held
            and _administrators(doing.connection) < 2
        ):
            raise ReviewError(f"{known.name} is the only administrator; make another one first")
        changed = Person(known.name, role, known.subject)
        doing.connection.execute(
            update(table).where(table.c.name == known.name).values(role=role.value)
        )
        doing.record("set role", known.name, {"role": held.value}, {"role": role.value})
    return changed


def _administrators(connection: Connection) -> int:
    query = select(func.count()).select_from(table).where(table.c.role == Role.ADMINISTRATOR.value)
    return int(connection.execute(query).scalar_one())


def _name(given: str) -> str:
    name = " ".join(given.split())
    if not name or len(name) > LONGEST_NAME:
        raise ReviewError(f"give a name of 1 to {LONGEST_NAME} characters")
    return name


def _insert(connection: Connection, added: Person, at: datetime) -> None:
    values = {"name": added.name, "role": added.role.value, "subject": added.subject, "added": at}
    connection.execute(insert(table), values)


def _person(name: str, role: str, subject: str | None) -> Person:
    return Person(name, Role(role), subject)


def _json(person: Person) -> dict[str, str | None]:
    return {"role": person.role.value, "subject": person.subject}
