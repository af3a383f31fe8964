from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.storage.workspace import Workspace, open_workspace
from ingest.document import Reading
from nlp.framework import bundled_framework, load_framework
from review.casebook import Casebook
from review.evidence import none_found, note_search
from review.judgement import Judgement, ReviewStatus
from review.moderation import moderate
from review.people import add_person, person, sign_in
from review.person import Role
from review.rating import rate
from review.reviews import start, submit
from review.visibility import standing
from tests.index.strategies import NOON
from tests.views.paper_office import markup, screen
from views.moderate import differing_words, judged_html, scale_html

FRAMEWORK = load_framework(bundled_framework())
FIRST, SECOND, *_ = FRAMEWORK.criteria


@pytest.fixture
def opened(workspace: dict[str, Reading], empty: Path) -> Iterator[Workspace]:
    with open_workspace(empty) as held:
        ada = sign_in(held.engine, "Ada", at=NOON)
        for name, role in (("Ben", Role.REVIEWER), ("Cat", Role.REVIEWER), ("Mo", Role.MODERATOR)):
            add_person(held.engine, name, role, who=ada, at=NOON)
        yield held


@pytest.fixture
def document(opened: Workspace, workspace: dict[str, Reading]) -> str:
    """A strategy that Ben rates 2 throughout and Cat too, but for the first two criteria."""
    book = Casebook(opened.engine, FRAMEWORK)
    id_ = workspace["Aldwick Strategy"].document.id
    for name, other in (("Ben", 2), ("Cat", 4)):
        who = person(opened.engine, name)
        review = start(book, id_, who=who, at=NOON).id
        for criterion in FRAMEWORK.criteria:
            rating = other if criterion in (FIRST, SECOND) else 2
            note_search(book, review, criterion.id, "anything", 0, who=who, at=NOON)
            none_found(book, review, criterion.id, who=who, at=NOON)
            rate(book, review, criterion.id, rating, "", 0, who=who, at=NOON)
        submit(book, review, who=who, at=NOON)
    return id_


def approved(opened: Workspace) -> int:
    mo = person(opened.engine, "Mo")
    return sum(r.status is ReviewStatus.APPROVED for r in standing(opened.engine, mo))


def press(test: AppTest, label: str) -> None:
    next(b for b in test.button if b.label == label).click().run()


def test_undecided_differences_are_approved_for_a_reason_only(
    opened: Workspace, document: str
) -> None:
    test = screen("moderate", who="Mo", document=document)
    assert "2 differences below still to decide." in markup(test)
    press(test, "Approve all the same")
    assert [e.value for e in test.error] == [
        "2 differences are undecided: decide first, or say why it is approved as it is"
    ]
    assert approved(opened) == 0
    next(t for t in test.text_area if t.label.startswith("Why it is")).set_value("They are small.")
    press(test, "Approve all the same")
    assert approved(opened) == 1


def test_the_heading_counts_down_what_is_still_to_decide(opened: Workspace, document: str) -> None:
    def heading() -> str:
        test = screen("moderate", who="Mo", document=document)
        return next(h.value for h in test.header if "differently" in h.value)

    book, mo = Casebook(opened.engine, FRAMEWORK), person(opened.engine, "Mo")
    assert heading() == "2 criteria judged differently: 2 still to decide"
    moderate(book, document, FIRST.id, 3, "between", None, who=mo, at=NOON)
    assert heading() == "2 criteria judged differently: 1 still to decide"
    moderate(book, document, SECOND.id, 3, "between", None, who=mo, at=NOON)
    assert heading() == "2 criteria judged differently: all decided"
    press(screen("moderate", who="Mo", document=document), "Approve")
    assert approved(opened) == 1


def test_nothing_to_decide_is_not_counted_down() -> None:
    assert differing_words(0, 0) == "0 criteria judged differently"


def test_what_ratings_mean_stands_beside_them(opened: Workspace, document: str) -> None:
    meaning = FIRST.point(4).description
    assert meaning in judged_html(FIRST, Judgement(1, FIRST.id, rating=4), "Cat").replace(
        "&#x27;", "'"
    )
    assert "<p>" not in judged_html(FIRST, Judgement(1, FIRST.id, rating=0), "Cat")
    assert scale_html(FIRST).count("<li>") == len(FIRST.scale)
    assert scale_html(FIRST) in markup(screen("moderate", who="Mo", document=document))
