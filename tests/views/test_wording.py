from __future__ import annotations

from datetime import date

import pytest

from ingest.document import About, BlockKind, BoundingBox, Document, Passage
from review.judgement import ReviewStatus
from views.about_form import parse_published, published_field
from views.wording import (
    citation,
    counted,
    how_sure,
    listed,
    page_words,
    published_words,
    reviews_words,
)


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.86, "86"), (0.0, "1"), (1.0, "99"), (0.995, "99"), (0.004, "1"), (0.5, "50")],
)
def test_nothing_is_wholly_sure_or_wholly_unsure(probability: float, words: str) -> None:
    assert how_sure(probability) == f"How sure: {words} in 100"


def test_counts_agree_with_their_nouns() -> None:
    assert counted(0, "passage") == "0 passages"
    assert counted(1, "passage") == "1 passage"
    assert counted(1204, "strategy", "strategies") == "1,204 strategies"


def test_lists_read_as_people_write_them() -> None:
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_of_many_names_the_last_are_counted() -> None:
    assert listed(["A", "B", "C", "D"], 3) == "A, B and 2 others"
    assert listed(["A", "B", "C"], 3) == "A, B and C"


@pytest.mark.parametrize(
    ("field", "said", "precision"),
    [
        ("2019", "2019", "year"),
        ("2019-07", "July 2019", "month"),
        ("2019-07-06", "6 July 2019", "day"),
        ("", "no date", "day"),
    ],
)
def test_dates_are_told_and_typed_as_far_as_they_are_known(
    field: str, said: str, precision: str
) -> None:
    parsed = parse_published(f" {field} ")
    assert parsed is not None
    about = About("T", "P", published=parsed[0], published_precision=parsed[1])
    assert parsed[1] == precision
    assert published_words(about) == said
    assert published_field(about) == field


@pytest.mark.parametrize("wrong", ["July 2019", "2019-13", "2019-02-30", "19", "2019-7"])
def test_a_wrong_date_is_no_date(wrong: str) -> None:
    assert parse_published(wrong) is None


def test_a_citation_says_who_what_when_where_and_the_words() -> None:
    about = About("The Plan", "Vale", "Vale LEP", published=date(2019, 7, 1))
    box = BoundingBox(14, 0, 0, 1, 1)
    cited = Passage("p", "d", 0, "We  will\nact.", (), BlockKind.PARAGRAPH, (box,), printed="12")
    assert citation(cited, Document("d", about, ())) == (
        "Vale LEP, The Plan (1 July 2019), p. 12 (sheet 14): “We will act.”"
    )


def test_a_page_is_called_by_what_is_printed_on_it() -> None:
    box = BoundingBox(14, 0, 0, 1, 1)
    roman = Passage("p", "d", 0, "x", (), BlockKind.PARAGRAPH, (box,), printed="iv")
    bare = Passage("p", "d", 0, "x", (), BlockKind.PARAGRAPH, (box,))
    assert [page_words(roman), page_words(bare)] == ["page iv", "sheet 14"]


def test_the_first_of_a_date_that_is_not_known_to_the_day_is_not_told_as_a_day() -> None:
    about = About("T", "P", published=date(2019, 1, 1), published_precision="year")
    assert published_words(about) == "2019"


def test_reviews_are_counted_by_how_far_they_have_come() -> None:
    sent, handed = ReviewStatus.CHANGES_REQUESTED, ReviewStatus.SUBMITTED
    assert reviews_words([sent, handed, sent]) == "2 sent back for changes, 1 submitted"
    assert reviews_words([]) == ""
