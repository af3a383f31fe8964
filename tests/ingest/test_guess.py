from __future__ import annotations

from datetime import date

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
