"""The screens, their addresses and the way from one to another."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import streamlit as st

if TYPE_CHECKING:
    from views.desk import Desk

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


def _review() -> None:
    from views.review import show

    show()


def _moderate() -> None:
    from views.moderate import show

    show()


def _progress() -> None:
    from views.progress import show

    show()


def _outcomes() -> None:
    from views.outcomes.strategy_outcomes import show

    show()


def _monitoring() -> None:
    from views.outcomes.monitoring import show

    show()


def _across() -> None:
    from views.outcomes.across import show

    show()


SCREENS: Final = {
    "portfolio": (_portfolio, "Portfolio"),
    "find": (_find, "Find"),
    "overlaps": (_overlaps, "Overlaps"),
    "strategy": (_strategy, "Strategy"),
    "review": (_review, "Review"),
    "moderate": (_moderate, "Moderate"),
    "progress": (_progress, "Progress"),
    "outcomes": (_outcomes, "Outcomes of a strategy"),
    "monitoring": (_monitoring, "Progress reports"),
    "across": (_across, "Across places"),
    "add": (_add, "Add a strategy"),
}
"""Address of each screen, what draws it and what it is called; the first is home."""

LATER: Final = ("outcomes", "monitoring", "across")
"""Screens that share one entry of the menu: at 1280 pixels there is no room for three more."""


def run() -> None:
    """Draw the frame of the app and the screen that the address names."""
    st.set_page_config(page_title=NAME, page_icon=str(ASSETS / "icon.svg"), layout="wide")
    st.html(ASSETS / "app.css")
    st.logo(str(ASSETS / "logo.svg"), size="large")
    from views.desk import DeskError, open_desk
    from views.filing import keep_filing
    from views.filing_bar import draw_filing_bar
    from views.people import current_person, draw_person, shared, stranger

    # Home has no address of its own in Streamlit; its name leads there as well.
    named = st.Page(_home, title="Portfolio", url_path="portfolio", visibility="hidden")
    screens = [_page(address) for address in SCREENS if address not in LATER]
    later = {"Outcomes": [_page(address) for address in LATER]}
    page = st.navigation({"": [*screens, named], **later}, position="top")
    try:
        desk = open_desk()
    except DeskError as error:
        st.title("There is nothing to show yet")
        st.error(str(error))
        st.stop()
    keep_filing()
    draw_person(desk)
    if shared() and current_person(desk) is None:
        st.title(NAME)
        st.info(stranger())
        st.stop()
    if page.url_path != "review":
        draw_filing_bar(desk)
    try:
        page.run()
    except Exception:
        logging.getLogger(__name__).exception("The screen %s could not be drawn", page.title)
        st.error(
            "This screen could not be drawn. Nothing that is stored has changed. "
            "Reload the page; if that does not help, the log of the app says what went wrong."
        )
    prepare = partial(_prepare, desk)
    desk.language.start_soon(prepare)
    if desk.language.ready:  # once more whenever a strategy has come in
        desk.derived("prepared", lambda: desk.language.afterwards(prepare))


def _prepare(desk: Desk) -> None:
    from views.preparing import prepare

    prepare(desk)


def go(screen: str, parameters: Mapping[str, str | list[str]]) -> NoReturn:
    """Leave for another screen, to what the parameters name."""
    st.switch_page(_page(screen), query_params=dict(parameters))


def _home() -> None:
    go(next(iter(SCREENS)), {name: st.query_params.get_all(name) for name in st.query_params})


def _page(address: str) -> st.Page:
    draw, title = SCREENS[address]
    home = address == next(iter(SCREENS))
    return st.Page(draw, title=title, url_path="" if home else address, default=home)
