"""Who acts on the command line, and whether they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.doorway import Doorway

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from review.permissions import Action
    from review.person import Person

as_person = click.option(
    "--as",
    "as_name",
    envvar="LIS_PERSON",
    metavar="NAME",
    help="Who acts (LIS_PERSON, else your user name).",
)


def person_at_door(door: Doorway, engine: Engine, name: str | None) -> Person:
    """Return the person who acts; the first in a workspace becomes its administrator."""
    from review.errors import ReviewError, UnknownPersonError
    from review.people import sign_in

    try:
        return sign_in(engine, name or door.user(), at=door.now())
    except UnknownPersonError as error:
        if name:
            raise
        raise ReviewError(f"{error}; or say who you are: --as NAME") from error


def acting(door: Doorway, engine: Engine, action: Action, name: str | None) -> str:
    """Return the name to put in the audit; ReviewError when that person may not do it.

    `name` must be one of the workspace's people. Without one it is the user of this machine:
    one of the people is held to their role, and a stranger to them keeps the folder itself,
    which nothing here could keep from them.
    """
    from review.errors import UnknownPersonError
    from review.people import person, sign_in
    from review.permissions import check

    user = door.user()
    try:
        who = sign_in(engine, name, at=door.now()) if name else person(engine, user)
    except UnknownPersonError:
        if name:
            raise
        return user
    check(engine, who, action)
    return who.name
