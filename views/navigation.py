"""The screens, their addresses and the way from one to another."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

import streamlit as st

ASSETS: Final = Path(__file__).parent / "assets"
NAME: Final = "LIS Scrutiny"


def _portfolio() -> None:
    from views.portfolio import show

    show()


def _find() -> None:
    from views.find import show

    show()


def _overlaps() -> None:
    from views.overlaps import show

    show()


def _strategy() -> None:
    from views.strategy import show

    show()


def _add() -> None:
    from views.add_strategy import show

    show()


SCREENS: Final = {
    "portfolio": (_portfolio, "Portfolio"),
    "find": (_find, "Find"),
    "overlaps": (_overlaps, "Overlaps"),
    "strategy": (_strategy, "Strategy"),
    "add": (_add, "Add a strategy"),
}
"""Address of each screen, what draws it and what it is called; the first is home."""


def run() -> None:
    """Draw the frame of the app and the screen that the address names."""
    st.set_page_config(page_title=NAME, page_icon=str(ASSETS / "icon.svg"), layout="wide")
    st.html(ASSETS / "app.css")
    st.logo(str(ASSETS / "logo.svg"), size="large")
    from views.desk import DeskError, open_desk

    page = st.navigation([_page(address) for address in SCREENS], position="top")
    try:
        desk = open_desk()
    except DeskError as error:
        st.title("There is nothing to show yet")
        st.error(str(error))
        st.stop()
    try:
        page.run()
    except Exception:
        logging.getLogger(__name__).exception("The screen %s could not be drawn", page.title)
        st.error(
            "This screen could not be drawn. Nothing that is stored has changed. "
            "Reload the page; if that does not help, the log of the app says what went wrong."
        )
    desk.language.start_soon()


def go(screen: str, parameters: Mapping[str, str]) -> NoReturn:
    """Leave for another screen, to what the parameters name."""
    st.switch_page(_page(screen), query_params=dict(parameters))


def _page(address: str) -> st.Page:
    draw, title = SCREENS[address]
    home = address == next(iter(SCREENS))
    return st.Page(draw, title=title, url_path=address, default=home)
