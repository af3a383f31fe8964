"""What the labels mean: the codebook, to be read where labels are judged."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from nlp.framework import Framework
from review.tags import CODEBOOK

FILE: Final = Path(__file__).resolve().parents[1] / "docs" / "codebook.md"
TITLE: Final = f"What the labels mean (codebook, version {CODEBOOK})"


def codebook_markdown(written: str, framework: Framework) -> str:
    """Return the codebook with labels called as on the screens, headings below a screen's own.

    Its title is left out: whoever shows it gives one.
    """
    body = re.sub(r"\A#[^\n]*\n", "", written.lstrip())
    body = re.sub(r"^#+ ", "### ", body, flags=re.MULTILINE)
    # A short line above a list is a heading; without a gap it would join the list before it.
    body = re.sub(r"^([A-Z][a-z ]+)\n(?=- )", r"\n**\1**\n\n", body, flags=re.MULTILINE)
    body = body.replace("[]", "no label")
    for label in framework.labels:
        body = re.sub(rf"^- {label.id}:", f"- **{label.name}**:", body, flags=re.MULTILINE)
        if "_" in label.id:  # the others are words of the language as well
            body = re.sub(rf"\b{label.id}\b", label.name, body)
    return body


@cache
def _written() -> str:
    return FILE.read_text(encoding="utf-8")


def draw_codebook(framework: Framework) -> None:
    """Draw the codebook, folded."""
    with st.expander(TITLE):
        st.markdown(codebook_markdown(_written(), framework))


@st.dialog(TITLE, width="medium")
def open_codebook(framework: Framework) -> None:
    """Open the codebook over the screen."""
    st.markdown(codebook_markdown(_written(), framework))
