"""What the address of a screen says is open: it survives a reload and can be sent to others."""

from __future__ import annotations

import streamlit as st


def read(name: str) -> str:
    """Return one parameter of the address, "" when it is not there."""
    return st.query_params.get(name, "")


def read_all(name: str) -> tuple[str, ...]:
    """Return every value of a parameter that may be repeated."""
    return tuple(st.query_params.get_all(name))


def write(**values: str | tuple[str, ...]) -> None:
    """Set parameters, leaving the others; an empty value takes its parameter out."""
    for name, value in values.items():
        if not value:
            st.query_params.pop(name, None)
        elif st.query_params.get_all(name) != ([value] if isinstance(value, str) else list(value)):
            st.query_params[name] = value
