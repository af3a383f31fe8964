"""How the national theory of change is edited: part by part in a form, or whole as a file."""

from __future__ import annotations

import json
from typing import Any, Final

import streamlit as st

from review.permissions import Action
from review.person import Person
from review.theory.national import Theory, bundled_theory, load_theory, parsed, theory_json
from review.theory.store import save_theory, theory_versions
from views.desk import Desk, now
from views.markup import draw, row, table, text
from views.outcomes.desk import allowed
from views.outcomes.theory_form import choose_part, draw_fields
from views.people import tried

BASE: Final = "theory-base"
SAVED: Final = "theory-saved"
"""Where the session keeps which version the form was opened on, and how many it has saved."""


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
        # The version that this person has before them: a colleague may save another meanwhile.
        base = int(st.session_state.setdefault(BASE, opened))
        _form(desk, theory, base, who)
        with st.container(border=True):
            _file(desk, theory, base, who)


def _form(desk: Desk, theory: Theory, base: int, who: Person) -> None:
    part = choose_part(theory)
    labels = desk.office.framework.label_ids

    def save() -> None:
        handed_in = draw_fields(theory, part, labels, f"theory-{st.session_state.get(SAVED, 0)}")
        if handed_in is not None:
            edited, why = handed_in
            _keep(desk, theory_json(edited), base, why, who)

    tried(save)


def _file(desk: Desk, theory: Theory, base: int, who: Person) -> None:
    st.write(
        "To change much at once, download the theory, change it in a text editor, and hand the "
        "file back. Earlier versions stay."
    )
    body = json.dumps(theory_json(theory), indent=2, ensure_ascii=False)
    st.download_button("Download to edit", body, f"{theory.id}.json", "application/json")
    file = st.file_uploader("Edited file", type=["json", "toml"], key="theory-file")
    said = st.text_input("What you changed", key="theory-note")
    if st.button("Keep the file as a new version", disabled=file is None or not said.strip()):
        assert file is not None  # noqa: S101  the button is off without it
        name, content = file.name, file.getvalue()
        tried(lambda: _keep(desk, parsed(name, content), base, said, who))


def _keep(desk: Desk, edited: dict[str, Any], base: int, said: str, who: Person) -> None:
    shipped = load_theory(bundled_theory())
    st.session_state.pop(BASE, None)  # whatever comes of it, the newest version is shown next
    save_theory(desk.store.engine, shipped, edited, opened=base, note=said, who=who, at=now())
    st.session_state[SAVED] = st.session_state.get(SAVED, 0) + 1
    st.rerun()
