"""Who works here: a name on one machine, a signed-in account where the app is shared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import unquote

import streamlit as st
from sqlalchemy import Engine
from streamlit.errors import StreamlitSecretNotFoundError

from review.errors import NotAllowedError, ReviewError, UnknownPersonError
from review.people import add_person, people, person_of_subject, set_role, sign_in
from review.people import person as person_called
from review.permissions import Action, require
from review.person import Person, Role
from views.desk import Desk, now, person
from views.markup import note
from views.navigation import ASSETS

ROLE: Final = {
    Role.VIEWER: "viewer",
    Role.REVIEWER: "reviewer",
    Role.MODERATOR: "moderator",
    Role.ADMINISTRATOR: "administrator",
}
COOKIE: Final = "lis_person"
CHOSEN: Final = "person-chosen"

_remember: Final = st.components.v2.component(
    "lis_remember", js=(ASSETS / "remember.js").read_text("utf-8"), isolate_styles=False
)


def shared() -> bool:
    """Whether people sign in through a service, as `[auth]` in the secrets of the app says."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def stranger() -> str:
    """Return what to do for somebody whom the app does not know."""
    first = "Sign in" if shared() else "Choose who you are"
    return f"{first}, at the top right of the screen, to do this."


def current_person(desk: Desk) -> Person | None:
    """Return who works here now, in the role that the database has; None for a stranger."""
    engine = desk.store.engine
    if shared():
        subject = _subject()
        return person_of_subject(engine, subject) if subject else None
    name = st.session_state.get(CHOSEN)
    if name is None:
        name = unquote(st.context.cookies.get(COOKIE, ""))
    try:
        known = person_called(engine, name) if name else None
    except UnknownPersonError:
        return None
    return known if known and known.subject is None else None


def allow(engine: Engine, who: Person | None, action: Action) -> Person:
    """Return the person if the database lets them do this; NotAllowedError says why not."""
    if who is None:
        raise NotAllowedError(stranger())
    with engine.connect() as connection:
        require(connection, who, action)
    return who


def acting(desk: Desk, action: Action) -> str:
    """Return who does this, for the audit, or raise NotAllowedError.

    In a workspace of one machine that has no people yet, it is whoever sits there.
    """
    who = current_person(desk)
    if who is None and not shared() and not people(desk.store.engine):
        return person()
    return allow(desk.store.engine, who, action).name


def able(desk: Desk, action: Action) -> bool:
    """Whether the one who works here may do this: to leave out what would be refused."""
    try:
        acting(desk, action)
    except ReviewError:
        return False
    return True


def tried(do: Callable[[], object]) -> bool:
    """Do something and return True, or say why it is refused."""
    try:
        do()
    except ReviewError as error:
        st.error(str(error))
        return False
    return True


def _subject() -> str:
    """Return how the sign-in service names who is here: an address it has verified."""
    if not st.user.is_logged_in or st.user.get("email_verified") is False:
        return ""
    return str(st.user.get("email") or "").casefold()


def draw_person(desk: Desk) -> None:
    """Draw the control at the top right that says who works here."""
    if shared():
        _signed_in(desk)
        return
    who = current_person(desk)
    label = f"You are: {who.name}, {ROLE[who.role]}" if who else "Who are you?"
    if CHOSEN in st.session_state:
        _remember(key="remember", data={"name": st.session_state[CHOSEN]})
    with st.container(key="who"), st.popover(label, type="tertiary"):
        _choose(desk, who)


def note_stranger(desk: Desk, key: str) -> None:
    """Say to a stranger what to do, with the way to do it beside."""
    note(stranger())
    if shared():
        st.button("Sign in", on_click=st.login, key=f"sign-in-{key}")
    elif st.button("Choose who you are", key=f"choose-{key}", type="primary"):
        ask_who(desk)


@st.dialog("Choose who you are")
def ask_who(desk: Desk, why: str = "") -> None:
    """Ask a stranger for their name where they need one; `why` says what for."""
    if why:
        st.write(why)
    if shared():
        st.button("Sign in", on_click=st.login, key="sign-in-here")
    else:
        _choose(desk, None, "-here")


def _choose(desk: Desk, who: Person | None, where: str = "") -> None:
    key = f"choose-person{where}"
    names = [one.name for one in people(desk.store.engine) if one.subject is None]
    if names:
        st.selectbox(
            "Your name",
            names,
            index=names.index(who.name) if who and who.name in names else None,
            placeholder="Choose your name",
            key=key,
            on_change=lambda: _become(st.session_state[key]),
        )
        if where and st.session_state.get(key):
            st.rerun()  # the whole screen: it is drawn for a stranger
        st.caption("Not in the list? An administrator can add you under Progress, People.")
        return
    with st.form(f"first-person{where}", border=False):
        name = st.text_input("Your name")
        st.caption("The first person here becomes the administrator.")
        if st.form_submit_button("This is me", type="primary") and tried(
            lambda: sign_in(desk.store.engine, name, at=now())
        ):
            _become(" ".join(name.split()))
            st.rerun()


def _become(name: str | None) -> None:
    st.session_state[CHOSEN] = name or ""


def _signed_in(desk: Desk) -> None:
    with st.container(key="who"):
        if not st.user.is_logged_in:
            st.button("Sign in", on_click=st.login, type="tertiary")
            return
        subject = _subject()
        who = person_of_subject(desk.store.engine, subject) if subject else None
        if who is None and subject and not people(desk.store.engine):
            name = str(st.user.get("name") or subject)
            who = sign_in(desk.store.engine, name, at=now(), subject=subject)
        label = f"You are: {who.name}, {ROLE[who.role]}" if who else f"{subject or 'Unknown'}"
        with st.popover(label, type="tertiary"):
            if who is None:
                st.write("You are signed in, but nobody has added you here. Ask an administrator.")
            st.button("Sign out", on_click=st.logout)


def draw_people(desk: Desk) -> None:
    """Draw everybody with their role and, for administrators, how to add and change them."""
    st.html(
        '<p class="lis">A viewer reads and exports. A reviewer also reviews, corrects tags and '
        "adds strategies. A moderator also decides where reviews differ and approves them. An "
        "administrator may do everything.</p>"
    )
    known = people(desk.store.engine)
    able_to = able(desk, Action.MANAGE_PEOPLE)
    who = current_person(desk)
    for one in known:
        name, role = st.columns([3, 2], vertical_alignment="center")
        signs = f", signs in as {one.subject}" if one.subject else ""
        name.text(one.name + signs)
        if not able_to or who is None:
            role.text(ROLE[one.role])
            continue
        wanted = role.selectbox(
            f"Role of {one.name}",
            list(Role),
            index=list(Role).index(one.role),
            format_func=lambda r: ROLE[r],
            key=f"role-{one.name}-{one.role}",
            label_visibility="collapsed",
        )
        if wanted is None or wanted is one.role:
            continue
        if tried(partial(set_role, desk.store.engine, one.name, wanted, who=who, at=now())):
            st.rerun()
    if able_to and who is not None:
        _add(desk, who)


def _add(desk: Desk, who: Person) -> None:
    with st.form("add-person", clear_on_submit=True):
        st.header("Add a person")
        name = st.text_input("Name")
        role = st.selectbox("Role", list(Role), format_func=lambda r: ROLE[r])
        subject = st.text_input("E-mail they sign in with") if shared() else ""
        if st.form_submit_button("Add") and tried(
            lambda: add_person(
                desk.store.engine,
                name,
                role or Role.REVIEWER,
                who=who,
                at=now(),
                subject=subject.strip().casefold() or None,
            )
        ):
            st.rerun()
