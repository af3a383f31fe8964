"""The fields that say what a strategy is: guessed from its pages, confirmed by a person."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import streamlit as st

from ingest.document import About, Status
from ingest.ocr.engine import available
from views.wording import STATUS

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def about_fields(guess: About, key: str, places: list[str]) -> About | str:
    """Draw the fields, filled with a guess; return what they say or the line that is wrong.

    Call it inside a form.
    """
    one, two = st.columns(2)
    place = one.selectbox(
        "Place",
        sorted({*places, guess.place} - {""}),
        index=sorted({*places, guess.place} - {""}).index(guess.place) if guess.place else None,
        accept_new_options=True,
        key=f"{key}-place",
        placeholder="Choose a place or type a new one",
    )
    status = two.selectbox(
        "Status",
        list(Status),
        index=list(Status).index(guess.status),
        format_func=lambda s: STATUS[s],
        key=f"{key}-status",
    )
    title = st.text_input("Title", guess.title, key=f"{key}-title")
    three, four = st.columns(2)
    lead = three.text_input("Written by", guess.lead_body, key=f"{key}-lead")
    published = four.text_input(
        "Published",
        published_field(guess),
        key=f"{key}-published",
        help="2019, 2019-07 or 2019-07-16. Leave it empty when it is not known.",
    )
    when = parse_published(published)
    if not (place or "").strip():
        return "Enter the place that the strategy is for."
    if not title.strip():
        return "Enter the title of the strategy."
    if when is None:
        return "Enter the date as 2019, 2019-07 or 2019-07-16, or leave it empty."
    return About(
        title=title.strip(),
        place=(place or "").strip(),
        lead_body=lead.strip(),
        status=status or guess.status,
        published=when[0],
        published_precision=when[1],
        source_url=guess.source_url,
    )


def pictures_field(key: str, *, wanted: bool) -> bool:
    """Offer to read pages from their picture where that is possible; return whether to do so."""
    return available() and st.checkbox(
        "Read pages without text from their picture",
        wanted,
        key=f"{key}-pictures",
        help="This takes 15 to 30 seconds a page. What was read is marked with how sure it is.",
    )


def published_field(about: About) -> str:
    """Return a date as the field takes it, as far as it is known."""
    if about.published is None:
        return ""
    length = {"year": 4, "month": 7}.get(about.published_precision, 10)
    return about.published.isoformat()[:length]


def parse_published(words: str) -> tuple[date | None, str] | None:
    """Return the date and its precision; (None, "day") for no date, None for a wrong one."""
    if not words.strip():
        return None, "day"
    match = _DATE.fullmatch(words.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return found, "day" if day else "month" if month else "year"
