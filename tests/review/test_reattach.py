from __future__ import annotations

import pytest

from ingest.document import BoundingBox, Passage
from review.audit import audit_of_reviews
from review.dossier import dossier
from review.errors import NotReadyError
from review.evidence import add_evidence
from review.judgement import Evidence
from review.rating import rate
from review.reattach import find_again, lost, reattach, reattach_after_reading
from review.reviews import start, submit
from review.visibility import judgements_for
from tests.review.casefile import NOON, RUBRIC, Case, judge, later, reread


def linked(case: Case, words: str, ordinal: int) -> Evidence:
    begun = start(case.book, case.north, who=case.ben, at=NOON)
    passage = case.passage(0, ordinal)
    at = passage.text.index(words)
    about = case.book, begun.id, RUBRIC[0], passage, at, at + len(words), words
    return add_evidence(*about, who=case.ben, at=NOON)


def held(case: Case) -> Evidence:
    (kept,) = judgements_for(case.book, 1, case.ben)[RUBRIC[0]].evidence
    return kept


def test_evidence_moves_with_its_words(case: Case) -> None:
    linked(case, "400 apprentices by 2025", 1)
    texts = (
        "Anew.",
        "A merged paragraph. We will open a skills centre for 400 appren-\ntices by 2025.",
    )
    passages = reread(case, *texts)
    assert not held(case).attached
    done = reattach(case.book, case.north, who=case.mo, at=later(10))
    assert (done.kept, len(done.moved), done.lost) == (0, 1, ())
    now = held(case)
    assert (now.passage, now.quote) == (passages[1].id, "400 appren-\ntices by 2025")
    assert passages[1].text[now.start : now.end] == now.quote
    line = case.workspace.store.audit()[-1]
    assert (line.action, line.before["quote"]) == ("reattach evidence", "400 apprentices by 2025")
    assert reattach(case.book, case.north, who=case.mo, at=later(11)).kept == 1
    assert case.audit()[-1] == "reattach evidence", "nothing more was changed"


def test_words_that_are_gone_are_listed_and_carry_no_rating(case: Case) -> None:
    begun = judge(case, case.north, case.ben, [2, 3, 1], hand_in=False)
    reread(case, "Nothing of the kind.")
    done = reattach_after_reading(case.book, case.north, at=later(10), by="Ada")
    assert [e.quote for e in done.lost] == [case.passage(0, 0).text] * 3
    assert [(review, criterion) for review, criterion, _ in lost(case.book, case.north)] == [
        (begun.id, criterion) for criterion in RUBRIC
    ]
    with pytest.raises(NotReadyError, match="link a quote"):
        submit(case.book, begun.id, who=case.ben, at=later(11))


def test_a_reading_that_brings_the_words_back_brings_the_evidence_back(case: Case) -> None:
    linked(case, "400 apprentices", 1)
    reread(case, "Nothing of the kind.")
    assert reattach(case.book, case.north, who=case.mo, at=later(10)).lost
    reread(case, *(p.text for p in case.readings[0].passages))
    assert held(case).attached


def test_reviews_outlive_the_strategy(case: Case) -> None:
    begun = judge(case, case.north, case.ben, [2, 3, 1])
    case.workspace.store.remove(case.north, at=later(1), by="Ada")
    kept = judgements_for(case.book, begun.id, case.ben)
    assert [(j.rating, j.evidence[0].attached) for j in kept.values()] == [
        *((2, False), (3, False)),
        (1, False),
    ]
    file = dossier(case.book, case.north, who=case.ben, at=later(2))
    assert (file.document, file.place, file.reading) == (None, "North Vale", None)
    assert len(file.lost) == len(RUBRIC)
    assert audit_of_reviews(case.book.engine, case.ben, case.north)[-1].action == "remove"


def place(text: str, top: float, sheet: int = 1) -> Passage:
    box = BoundingBox(sheet, 50, top, 500, top + 60)
    return Passage(text[:16], "d", 0, text, (), None, (box,))  # type: ignore[arg-type]


def evidence(quote: str, before: str, after: str, top: float) -> Evidence:
    box = (BoundingBox(1, 50, top, 500, top + 60),)
    return Evidence(1, None, "d", 0, 5, quote, before, after, 1, "2", box, NOON)


def test_of_equal_words_the_neighbours_decide_then_the_position() -> None:
    old = evidence("by 2025", "400 apprentices ", ".", 50)
    near, far = place("A tram by 2025.", 60), place("400 apprentices by 2025.", 700, 4)
    found = find_again(old, [near, far])
    assert found is not None
    assert (found.passage, found.sheet) == (far.id, 4)
    alike = evidence("by 2025", "", "", 50)
    assert (kept := find_again(alike, [place("Z by 2025", 600), place("Y by 2025", 55)]))
    assert kept.passage == "Y by 2025"


def test_short_words_in_a_wholly_other_place_are_not_the_quote() -> None:
    old = evidence("by 2025", "apprentices ", ";", 50)
    assert find_again(old, [place("A tram by 2025.", 700, 9)]) is None
    assert find_again(old, [place("Nothing.", 50)]) is None
    assert find_again(old, []) is None


def test_one_judgement_keeps_its_other_quotes(case: Case) -> None:
    linked(case, "An independent review", 0)
    linked(case, "skills centre", 1)
    texts = (case.passage(0, 0).text, "Elsewhere.")
    reread(case, *texts)
    done = reattach(case.book, case.north, who=case.mo, at=later(10))
    assert (done.kept, [e.quote for e in done.lost]) == (1, ["skills centre"])
    rate(case.book, 1, RUBRIC[0], 2, "", 0, who=case.ben, at=later(11))
    assert judgements_for(case.book, 1, case.ben)[RUBRIC[0]].grounded
