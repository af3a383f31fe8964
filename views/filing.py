"""Where evidence goes: the review and criterion that a person works on, kept across screens."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from views import address

KEY = "filing"
PARAMETER = "for"


@dataclass(frozen=True, slots=True)
class Filing:
    """A criterion of a review, to which passages are added from any screen."""

    review: int
    criterion: str


def filing() -> Filing | None:
    """Return where evidence goes now, or None while no criterion is chosen."""
    found = st.session_state.get(KEY)
    return found if isinstance(found, Filing) else None


def file_under(review: int, criterion: str) -> None:
    """Let evidence go to a criterion from now on."""
    st.session_state[KEY] = Filing(review, criterion)
    address.write(**{PARAMETER: f"{review}.{criterion}"})


def stop_filing() -> None:
    """Let evidence go nowhere until a criterion is chosen again."""
    st.session_state.pop(KEY, None)
    address.write(**{PARAMETER: ""})


def keep_filing() -> None:
    """Bring session and address together: a reload keeps the one, another screen the other."""
    review, _, criterion = address.read(PARAMETER).partition(".")
    known = filing()
    if known is not None:
        address.write(**{PARAMETER: f"{known.review}.{known.criterion}"})
    elif review.isdecimal() and criterion:
        st.session_state[KEY] = Filing(int(review), criterion)
