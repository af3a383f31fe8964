"""What the framework asks of a strategy, with the passages that may show it: found, not judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from index.search import Hit
from index.selection import Selection
from nlp.framework import Requirement
from views.desk import Desk
from views.markup import button, table, text
from views.wording import page_words

SHOWN: Final = 3
"""Passages per requirement: enough to start reading, too few to be taken for a score."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A requirement with what was found; none of `hits` is relevant when nothing was."""

    requirement: Requirement
    hits: tuple[Hit, ...]

    @property
    def found(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.relevant)


def check(desk: Desk, document: str) -> Sequence[Checked]:
    """Look for evidence of every requirement in one strategy."""
    with st.spinner("Looking for what the framework asks"):
        return desk.derived(("requirements", document), lambda: _check(desk, document))


def _check(desk: Desk, document: str) -> Sequence[Checked]:
    searcher = desk.language.searcher()
    selection = Selection(documents=frozenset({document}))
    return [
        Checked(need, searcher.search(f"{need.text} {need.evidence}", SHOWN, selection).hits)
        for need in desk.office.framework.requirements
    ]


def checklist_html(checked: Sequence[Checked]) -> str:
    """Return the checklist; every passage named opens its page."""
    rows = []
    for one in checked:
        said = "These may show it" if one.found else "Nothing shows it plainly. Nearest"
        links = "".join(f"<li>{_link(hit)}</li>" for hit in one.found or one.hits)
        rows.append(
            f'<tr><th scope="row">{text(one.requirement.text)}'
            f'<div class="lis-soft">{text(one.requirement.evidence)}</div></th>'
            f"<td>{said if links else 'Nothing was found'}<ul>{links}</ul></td></tr>"
        )
    return table(("The framework asks", "Where to begin reading"), rows)


def _link(hit: Hit) -> str:
    words = " ".join(hit.passage.text.split())
    words = words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + "…"
    page = page_words(hit.passage)
    return button("open", hit.passage.id, f"{page[0].upper()}{page[1:]}: {words}")
