from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.storage.workspace import Workspace, open_workspace
from ingest.document import Reading
from nlp.framework import Criterion, bundled_framework, load_framework
from nlp.theme import Span
from review.casebook import Casebook
from review.evidence import add_evidence, none_found, note_search
from review.judgement import Judgement, Review
from review.people import add_person, person, sign_in
from review.person import Person, Role
from review.rating import rate
from review.reviews import start
from review.visibility import judgements_for
from tests.index.strategies import NOON
from tests.views.paper_office import HYDROGEN, markup, screen
from views.desk import open_desk
from views.evidence_adding import add_passage, place_of_quote, trimmed
from views.filing import KEY, Filing
from views.people import CHOSEN
from views.review import criteria_html, rating_words

FRAMEWORK = load_framework(bundled_framework())
FIRST, SECOND, *_ = FRAMEWORK.criteria
OPTIONAL = next(c for c in FRAMEWORK.criteria if c.optional)
TEAM = {"Ben": Role.REVIEWER, "Cat": Role.REVIEWER, "Mo": Role.MODERATOR, "Val": Role.VIEWER}


@pytest.fixture
def opened(workspace: dict[str, Reading], empty: Path) -> Iterator[Workspace]:
    with open_workspace(empty) as held:
        ada = sign_in(held.engine, "Ada", at=NOON)
        for name, role in TEAM.items():
            add_person(held.engine, name, role, who=ada, at=NOON)
        yield held


@pytest.fixture
def book(opened: Workspace) -> Casebook:
    return Casebook(opened.engine, FRAMEWORK)


@pytest.fixture
def aldwick(workspace: dict[str, Reading]) -> Reading:
    return workspace["Aldwick Strategy"]


def named(book: Casebook, name: str) -> Person:
    return person(book.engine, name)


def begun(book: Casebook, aldwick: Reading, name: str = "Ben") -> Review:
    return start(book, aldwick.document.id, who=named(book, name), at=NOON)


def test_a_stranger_is_asked_who_they_are(opened: Workspace) -> None:
    for address in ("review", "moderate", "progress"):
        said = markup(screen(address))
        assert "Choose who you are, at the top right of the screen" in said


def test_a_name_that_nobody_has_is_a_stranger(opened: Workspace) -> None:
    assert "Choose who you are" in markup(screen("review", who="Nobody"))


def test_a_reviewer_can_start_and_a_viewer_cannot(opened: Workspace) -> None:
    assert markup(screen("review", who="Ben"), "reviews").count('data-act="start"') == 4
    assert 'data-act="start"' not in markup(screen("review", who="Val"), "reviews")


def test_the_review_of_another_is_kept_back(book: Casebook, aldwick: Reading) -> None:
    review = begun(book, aldwick, "Cat")
    rate(book, review.id, FIRST.id, 1, "a secret", 0, who=named(book, "Cat"), at=NOON)
    test = screen("review", who="Ben", review=str(review.id))
    assert [w.value[:26] for w in test.warning] == [f"Ben may not read review {review.id} "]
    assert "a secret" not in markup(test)


def test_a_rating_is_saved_when_it_is_chosen(book: Casebook, aldwick: Reading) -> None:
    review = begun(book, aldwick)
    test = screen("review", who="Ben", review=str(review.id), criterion=FIRST.id)
    assert test.radio[0].value is None
    test.radio[0].set_value(3).run()
    held = judgements_for(book, review.id, named(book, "Ben"))[FIRST.id]
    assert (held.rating, held.first_rating, held.version) == (3, 3, 1)
    test.text_area[0].set_value("Figures with sources").run()
    held = judgements_for(book, review.id, named(book, "Ben"))[FIRST.id]
    assert (held.rating, held.note, held.version) == (3, "Figures with sources", 2)


def test_a_rating_does_not_turn_to_the_next_criterion(book: Casebook, aldwick: Reading) -> None:
    review = begun(book, aldwick)
    test = screen("review", who="Ben", review=str(review.id))  # opened without a criterion
    test.radio[0].set_value(3).run()
    assert test.radio[0].value == 3
    assert f"<h2>{FIRST.name}</h2>" in markup(test)


def test_a_judgement_changed_elsewhere_is_not_overwritten(book: Casebook, aldwick: Reading) -> None:
    ben, review = named(book, "Ben"), begun(book, aldwick)
    test = screen("review", who="Ben", review=str(review.id), criterion=FIRST.id)
    rate(book, review.id, FIRST.id, 1, "from the other window", 0, who=ben, at=NOON)
    test.radio[0].set_value(4).run()
    assert judgements_for(book, review.id, ben)[FIRST.id].rating == 1
    assert "from the other window" in markup(test)
    assert {"Keep what is saved", "Save mine instead"} <= {b.label for b in test.button}
    next(b for b in test.button if b.label == "Save mine instead").click().run()
    held = judgements_for(book, review.id, ben)[FIRST.id]
    assert (held.rating, held.first_rating, held.version) == (4, 1, 2)


def test_what_was_saved_elsewhere_can_be_kept(book: Casebook, aldwick: Reading) -> None:
    ben, review = named(book, "Ben"), begun(book, aldwick)
    test = screen("review", who="Ben", review=str(review.id), criterion=FIRST.id)
    rate(book, review.id, FIRST.id, 1, "", 0, who=ben, at=NOON)
    test.radio[0].set_value(4).run()
    next(b for b in test.button if b.label == "Keep what is saved").click().run()
    assert test.radio[0].value == 1
    assert judgements_for(book, review.id, ben)[FIRST.id].version == 1


def test_like_cases_wait_for_the_first_rating(book: Casebook, aldwick: Reading) -> None:
    review = begun(book, aldwick)
    test = screen("review", who="Ben", review=str(review.id), criterion=FIRST.id)
    heading = "Passages like this were judged so elsewhere"
    assert heading not in markup(test)
    test.radio[0].set_value(2).run()
    assert heading in markup(test)


def test_none_found_needs_a_search_first(book: Casebook, aldwick: Reading) -> None:
    review = begun(book, aldwick)
    test = screen("review", who="Ben", review=str(review.id), criterion=FIRST.id)
    none = next(b for b in test.button if b.label.startswith("No evidence"))
    assert none.disabled
    search = next(t for t in test.text_input if t.label == "Search Aldwick")
    search.set_value("zeppelins").run()
    (made,) = judgements_for(book, review.id, named(book, "Ben"))[FIRST.id].searches
    assert (made.query, made.hits) == ("zeppelins", 0)
    next(b for b in test.button if b.label.startswith("No evidence")).click().run()
    assert judgements_for(book, review.id, named(book, "Ben"))[FIRST.id].none_found
    assert "Searches made for this criterion: “zeppelins” (0 passages)" in markup(test)


def test_none_found_can_be_undone(book: Casebook, aldwick: Reading) -> None:
    ben, review = named(book, "Ben"), begun(book, aldwick)
    note_search(book, review.id, FIRST.id, "zeppelins", 0, who=ben, at=NOON)
    none_found(book, review.id, FIRST.id, who=ben, at=NOON)
    test = screen("review", who="Ben", review=str(review.id), criterion=FIRST.id)
    next(b for b in test.button if b.label.startswith("Undo")).click().run()
    held = judgements_for(book, review.id, ben)[FIRST.id]
    assert (held.none_found, len(held.searches)) == (False, 1)
    assert "You found no evidence" not in markup(test)
    assert any(b.label == "No evidence found after searching" for b in test.button)


def test_a_stranger_can_say_who_they_are_where_they_are_stopped(
    opened: Workspace, aldwick: Reading
) -> None:
    for address in ("review", "moderate", "progress", "add"):
        test = screen(address)
        next(b for b in test.button if b.label == "Choose who you are").click().run()
        assert not test.exception
        test.selectbox(key="choose-person-here").set_value("Ben").run()
        assert test.session_state[CHOSEN] == "Ben"
        test.run()
        assert "Choose who you are" not in markup(test) + str([b.label for b in test.button])


def test_a_stranger_who_adds_evidence_is_asked_who_they_are(
    opened: Workspace, aldwick: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("views.evidence_adding.ask_who", lambda _desk, why: asked.append(why))
    monkeypatch.setattr("views.evidence_adding.current_person", lambda _desk: None)
    add_passage(open_desk(), aldwick.passages[0].id, None)
    assert asked == ["Evidence is kept under your name. Choose it, then add the passage again."]


def test_a_quote_without_a_rating_is_not_told_as_nothing_saved(
    book: Casebook, aldwick: Reading
) -> None:
    ben, review, passage = named(book, "Ben"), begun(book, aldwick), aldwick.passages[0]
    add_evidence(book, review.id, FIRST.id, passage, 0, 7, HYDROGEN[:7], who=ben, at=NOON)
    said = markup(screen("review", who="Ben", review=str(review.id), criterion=FIRST.id))
    assert "No rating or note yet. Every change is saved at once." in said
    assert "Nothing saved" not in said


def test_a_passage_that_is_quoted_counts_as_read(book: Casebook, aldwick: Reading) -> None:
    ben, review, passage = named(book, "Ben"), begun(book, aldwick), aldwick.passages[0]
    add_evidence(book, review.id, FIRST.id, passage, 0, 7, HYDROGEN[:7], who=ben, at=NOON)
    said = markup(screen("progress", who="Cat"))
    assert "<b>1 of 8 passages</b> have been read" in said
    assert "Ben 1" in said


def test_screens_say_submitted_and_never_handed_in() -> None:
    root = Path(__file__).resolve().parents[2]
    for file in [*root.glob("views/**/*.py"), *root.glob("review/**/*.py")]:
        words = file.read_text("utf-8").lower()
        assert not re.search(r"hand(ed)? (this )?(review )?in\b", words), file.name


def test_a_linked_quote_opens_its_page_with_its_words_lit(book: Casebook, aldwick: Reading) -> None:
    ben, review, passage = named(book, "Ben"), begun(book, aldwick), aldwick.passages[0]
    quote = add_evidence(book, review.id, FIRST.id, passage, 0, 7, HYDROGEN[:7], who=ben, at=NOON)
    test = screen(
        "review", who="Ben", review=str(review.id), criterion=FIRST.id, evidence=str(quote.id)
    )
    assert f"“{HYDROGEN[:7]}”" in markup(test, "quotes")
    assert any(b.label == "Back to the passages" for b in test.button)


def test_where_evidence_goes_is_told_on_other_screens_and_after_a_reload(
    book: Casebook, aldwick: Reading
) -> None:
    review = begun(book, aldwick)
    test = screen("find", who="Ben", **{"for": f"{review.id}.{FIRST.id}"})
    assert test.session_state[KEY] == Filing(review.id, FIRST.id)
    assert f"goes to <b>{FIRST.name}</b>" in markup(test, "filing-bar")
    other = screen("find", who="Cat", **{"for": f"{review.id}.{FIRST.id}"})
    assert KEY not in other.session_state
    assert "for" not in other.query_params


def test_a_search_for_nothing_in_particular_is_not_recorded(
    book: Casebook, aldwick: Reading
) -> None:
    review = begun(book, aldwick)
    screen("review", who="Ben", review=str(review.id), criterion=FIRST.id)
    assert judgements_for(book, review.id, named(book, "Ben"))[FIRST.id].searches == ()


def test_criteria_tell_their_state_by_shape_and_words() -> None:
    held = {FIRST.id: Judgement(1, FIRST.id, rating=2), SECOND.id: Judgement(1, SECOND.id)}
    drawn = criteria_html((FIRST, SECOND), held, {SECOND.id: "give a rating"}, FIRST.id)
    assert "<b>1 of 2 criteria are complete</b>" in drawn
    assert drawn.count('aria-label="Complete"') == 1
    assert drawn.count('aria-label="Not begun"') == 1
    assert drawn.count('aria-current="true"') == 1


@pytest.mark.parametrize(
    ("criterion", "rating", "words"),
    [
        (FIRST, None, "Not rated"),
        (OPTIONAL, 0, "Not relevant here"),
        (FIRST, 2, f"2 of 4, {FIRST.point(2).name}"),
    ],
)
def test_a_rating_is_said_as_its_scale_names_it(
    criterion: Criterion, rating: int | None, words: str
) -> None:
    assert rating_words(criterion, rating) == words


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("two  words", Span(4, 13)),
        ("words", Span(8, 13)),
        ("two (words)", None),
        ("", None),
        ("one words", None),
    ],
)
def test_a_quote_is_found_whatever_its_spaces(quote: str, span: Span | None) -> None:
    assert place_of_quote("one two\nwords three", quote) == span


def test_marked_white_space_at_the_ends_is_left_out() -> None:
    assert trimmed("a  bc  d", Span(1, 7)) == Span(3, 5)
    assert trimmed("a   b", Span(1, 4)) == Span(4, 4)
