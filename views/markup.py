"""HTML of our own making on a screen, with buttons that answer.

Streamlit draws a widget per button; a list of forty passages with three actions each would
take a second. Here a whole list is one element. All words that came from outside pass
through `text`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from nlp.theme import Span
from views.navigation import ASSETS

_markup: Final = st.components.v2.component(
    "lis_markup", js=(ASSETS / "markup.js").read_text("utf-8"), isolate_styles=False
)


NUMBER: Final = ' class="lis-n"'
"""Attribute of a table cell that holds a number."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: what it does and to what; `marked` words were selected first."""

    act: str
    id: str
    marked: Span | None = None


def text(words: str) -> str:
    """Return words made safe for HTML, in an attribute too."""
    return html.escape(" ".join(words.split()))


def ignore(_press: Press) -> None:
    """Leave a press to whoever drew the markup."""


def button(act: str, id_: str, words: str, *, css: str = "", name: str = "") -> str:
    """Return a button; `name` says it in full where `words` alone would not."""
    extra = f' class="{css}"' if css else ""
    extra += f' aria-label="{text(name)}"' if name else ""
    return f'<button data-act="{act}" data-id="{text(id_)}"{extra}>{text(words)}</button>'


def row(head: str, *cells: str) -> str:
    """Return a table row of HTML cells, the first of which names the row."""
    return f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def table(heads: Sequence[str], rows: Sequence[str], numeric: Container[str] = ()) -> str:
    """Return a table of rows made before; columns named in `numeric` are set to the right."""
    cells = "".join(
        f'<th scope="col"{NUMBER if head in numeric else ""}>{text(head)}</th>'
        if head
        else "<td></td>"
        for head in heads
    )
    return (
        f'<table class="lis-table"><thead><tr>{cells}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def note(words: str) -> None:
    """Say in a quiet box what a part of a screen is for or why it is empty."""
    st.html(f'<div class="lis lis-note" role="status">{text(words)}</div>')


def draw(
    markup: str, key: str, *, on_press: Callable[[Press], None] = ignore, keys: bool = False
) -> Press | None:
    """Show markup and return the button pressed since the last run.

    `on_press` is called before the screen is drawn again. With `keys`, j and k move between
    items, Enter opens the current one and e adds it to evidence.
    """
    result = _markup(
        key=key,
        data={"html": markup, "keys": keys},
        on_pressed_change=lambda: called_back(key, on_press),
    )
    return press_of(result.pressed)


def called_back(key: str, on_press: Callable[[Press], None]) -> None:
    """Hand the press that a component has just sent to `on_press`."""
    press = press_of(st.session_state[key].get("pressed"))
    if press is not None:
        on_press(press)


def press_of(value: Any) -> Press | None:
    """Return what a component sent as a press, or None for anything else."""
    if not isinstance(value, dict):
        return None
    act, id_ = value.get("act"), value.get("id")
    start, end = value.get("start"), value.get("end")
    marked = None
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        marked = Span(start, end)
    return Press(act, id_ or "", marked) if isinstance(act, str) else None
