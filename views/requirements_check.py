"""The checklist of what a framework asks, with the passages that may show it: found, not judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from index.coverage.requirements import Checked, check_requirements
from index.searching.search import Hit
from views.desk import Desk
from views.markup import button, table, text
from views.wording import brief, page_words

BRIEF: Final = 90
"""Characters of a passage told in the list: one line beside the page."""


def check(desk: Desk, document: str) -> Sequence[Checked]:
    """Look for evidence of every requirement in one strategy."""
    with st.spinner("Looking for what the framework asks"):
        return _checked(desk, document)


def check_soon(desk: Desk, document: str) -> None:
    """Look in the background, while a strategy is read: fifty searches take longer than a click."""
    if desk.language.ready:
        desk.derived(
            ("requirements soon", document),
            lambda: desk.language.afterwards(lambda: _checked(desk, document)),
        )


def _checked(desk: Desk, document: str) -> Sequence[Checked]:
    return desk.derived(
        ("requirements", document),
        lambda: check_requirements(
            desk.language.searcher(), desk.office.framework.requirements, document
        ),
    )


def checklist_html(checked: Sequence[Checked]) -> str:
    """Return the checklist; every passage named opens its page."""
    rows = []
    for one in checked:
        said = "These may show it" if one.evidence else "Nothing shows it plainly. Nearest"
        links = "".join(f"<li>{_link(hit)}</li>" for hit in one.evidence or one.nearest)
        rows.append(
            f'<tr><th scope="row">{text(one.requirement.text)}'
            f'<div class="lis-soft">{text(one.requirement.evidence)}</div></th>'
            f"<td>{said if links else 'Nothing was found'}<ul>{links}</ul></td></tr>"
        )
    return table(("The framework asks", "Where to begin reading"), rows)


def _link(hit: Hit) -> str:
    page = page_words(hit.passage)
    words = brief(hit.passage.text, BRIEF)
    return button("open", hit.passage.id, f"{page[0].upper()}{page[1:]}: {words}")
