from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def _form() -> None:
    import streamlit as st

    from views.about_form import pictures_field

    st.write(str(pictures_field("scan", wanted=True)))


@pytest.mark.parametrize("here", [True, False])
def test_pictures_are_offered_only_where_they_can_be_read(
    monkeypatch: pytest.MonkeyPatch, here: bool
) -> None:
    monkeypatch.setattr("views.about_form.available", lambda: here)
    app = AppTest.from_function(_form).run()
    assert not app.exception
    labels = [box.label for box in app.checkbox]
    assert labels == ["Read pages without text from their picture"] * here
    assert app.markdown[0].value == str(here)
