"""How the national theory of change is edited: a file goes out, and comes back as a version."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import streamlit as st

from review.permissions import Action
from review.theory_of_change import Theory, TheoryError, bundled_theory, load_theory, theory_json
from review.theory_of_change_store import save_theory, theory_versions
from views.desk import Desk, now
from views.markup import draw, row, table, text
from views.outcomes_desk import allowed
from views.people import tried


def draw_editing(desk: Desk, theory: Theory, opened: int) -> None:
    """Draw the versions and, for who may change the theory, the way to a new one."""
    versions = theory_versions(desk.store.engine, theory.id)
    who = allowed(desk, Action.EDIT_THEORY)
    if not versions and who is None:
        return
    with st.expander("Versions and changes"):
        if versions:
            rows = [
                row(str(v.number), text(v.by), f"{v.at:%-d %B %Y}", text(v.note)) for v in versions
            ]
            draw(table(("Version", "By", "On", "What changed"), rows), "theory-versions")
        if who is None:
            return
        st.write(
            "Download the theory, change it in a text editor, and hand the file back. "
            "Earlier versions stay."
        )
        body = json.dumps(theory_json(theory), indent=2, ensure_ascii=False)
        st.download_button("Download to edit", body, f"{theory.id}.json", "application/json")
        file = st.file_uploader("Edited file", type=["json", "toml"], key="theory-file")
        said = st.text_input("What you changed", key="theory-note")
        if not st.button("Keep as a new version", disabled=file is None or not said.strip()):
            return
        assert file is not None  # noqa: S101  the button is off without it

        def save() -> None:
            edited = parsed(file.name, file.getvalue())
            shipped = load_theory(bundled_theory())
            engine, at = desk.store.engine, now()
            save_theory(engine, shipped, edited, opened=opened, note=said, who=who, at=at)

        if tried(save):
            st.rerun()


def parsed(name: str, content: bytes) -> dict[str, Any]:
    """Return what an edited file holds; TheoryError when it is neither JSON nor TOML."""
    try:
        words = content.decode("utf-8")
        read = tomllib.loads(words) if name.endswith(".toml") else json.loads(words)
    except (UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise TheoryError(f"{name}: cannot be read: {error}") from error
    if not isinstance(read, dict):
        raise TheoryError(f"{name}: holds a list, not a theory of change")
    return read
