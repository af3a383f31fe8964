from __future__ import annotations

from datetime import date

import pytest

from ingest.document import Status
from ingest.guess import guess_about
from tests.ingest.drawn import BOLD, Press, prose


def cover(*lines: tuple[str, float]) -> Press:
    press = Press()
    baseline = 200.0
    for words, size in lines:
        press.text(60, baseline, words, size, BOLD)
        baseline += 2 * size + 20
    press.new_page()
    press.paragraph(60, 60, 440, prose(1, 60))
    return press


def test_title_place_body_and_month_are_read_from_the_cover() -> None:
    press = cover(
        ("North Vale Local Industrial Strategy", 26),
        ("North Vale Combined Authority", 12),
        ("July 2019", 10),
    )
    about = guess_about(press.read(), "nv_final-2")
    assert (about.title, about.place) == ("North Vale Local Industrial Strategy", "North Vale")
    assert about.lead_body == "North Vale Combined Authority"
    assert (about.published, about.published_precision) == (date(2019, 7, 1), "month")


def test_a_year_alone_is_no_month() -> None:
    about = guess_about(cover(("The Fens Economic Plan 2021", 26)).read(), "x")
    assert (about.published, about.published_precision) == (date(2021, 1, 1), "year")


def test_a_draft_says_so() -> None:
    press = cover(("Lanmouth Economic Strategy", 26), ("Consultation draft", 14))
    assert guess_about(press.read(), "x").status is Status.DRAFT


def test_without_a_cover_the_file_name_is_the_title() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 60))
    about = guess_about(press.read(), "north_vale-2019")
    assert (about.title, about.place, about.published) == ("north vale 2019", "", None)


def test_a_title_set_in_two_lines_of_two_types_is_put_together() -> None:
    about = guess_about(cover(("Hill and Dale", 40), ("Local Industrial Strategy", 24)).read(), "x")
    assert (about.title, about.place) == (
        "Hill and Dale Local Industrial Strategy",
        "Hill and Dale",
    )


def test_the_largest_words_are_the_title_and_a_web_site_or_a_ministry_is_not() -> None:
    about = guess_about(
        cover(("GOV.UK", 40), ("House of Lords", 14), ("Behaviour Change", 30)).read(), "x"
    )
    assert (about.title, about.place) == ("Behaviour Change", "")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Lowmark Strategy for Smart Specialisation", "Lowmark"),
        ("Research and Innovation Strategy (RIS3) Northern Fens", "Northern Fens"),
        ("An economic strategy for Hill and Dale", "Hill and Dale"),
        ("AI Sector Deal", ""),
        ("Our Plan for a Stronger Country", ""),
        ("NORTH VALE LOCAL INDUSTRIAL STRATEGY", "North Vale"),
    ],
)
def test_the_place_is_what_the_strategy_is_of_or_for(title: str, place: str) -> None:
    assert guess_about(cover((title, 16)).read(), "x").place == place


@pytest.mark.parametrize(
    ("line", "day", "precision"),
    [
        ("Ordered to be printed 11 July 2011 and published 19 July 2011", date(2011, 7, 19), "day"),
        ("Updated 21 May 2019", date(2019, 5, 21), "day"),
        ("Thursday, August 6, 2020", date(2020, 8, 6), "day"),
        ("Vision 2030: what we want by 2025", None, "day"),
        ("A plan for 2021-2027", None, "day"),
    ],
)
def test_the_date_is_that_of_publication(line: str, day: date | None, precision: str) -> None:
    about = guess_about(cover(("Behaviour Change", 30), (line, 10)).read(), "x")
    assert (about.published, about.published_precision) == (day, precision)


def test_a_date_in_a_sentence_is_not_that_of_publication() -> None:
    press = cover(("Behaviour Change", 30))
    press.paragraph(60, 300, 440, f"{prose(2, 40)} It has been so since April 2022.")
    assert guess_about(press.read(), "x").published is None


def test_a_draft_may_say_so_in_its_running_head_alone() -> None:
    press = Press()
    for i in range(5):
        press.text(60, 40, "Draft strategy of the valley", 8)
        press.paragraph(60, 120, 440, prose(i, 60))
        press.new_page()
    press.paragraph(60, 120, 440, prose(9, 60))
    assert guess_about(press.read(), "x").status is Status.DRAFT


def test_what_government_signs_is_agreed() -> None:
    about = guess_about(
        cover(("Lanmouth Economic Strategy", 26), ("HM Government", 12)).read(), "x"
    )
    assert about.status is Status.AGREED
