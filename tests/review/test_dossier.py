from __future__ import annotations

import pytest

from index.corpus import read_corpus
from index.coverage.places_by_labels import CellState
from index.errors import UnknownDocumentError
from review.dossier import dossier
from review.moderation import moderate
from review.readings import mark_read
from review.reviews import approve
from tests.index.strategies import BagOfWords
from tests.review.casefile import NOON, RUBRIC, Case, judge, quote


def test_a_dossier_holds_all_that_is_known(case: Case) -> None:
    first = judge(case, case.north, case.ben, [2, 3, 1])
    second = judge(case, case.north, case.cy, [4, 3, 1])
    decided = moderate(case.book, case.north, RUBRIC[0], 3, "p. 9", None, who=case.mo, at=NOON)
    approve(case.book, first.id, who=case.mo, at=NOON)
    mark_read(case.book, [case.passage(0, 0).id], who=case.ben, at=NOON)
    corpus = read_corpus(case.workspace.store, BagOfWords.id)
    file = dossier(case.book, case.north, who=case.mo, at=NOON, corpus=corpus)

    assert file.document is not None
    assert (file.place, file.title, file.reader) == ("North Vale", "North Vale Strategy", "Mo")
    assert [(r.id, r.status.value) for r in file.reviews] == [
        (first.id, "approved"),
        (second.id, "submitted"),
    ]
    assert [(c.criterion.id, c.final) for c in file.criteria] == list(
        zip(RUBRIC, (3, 3, 1), strict=True)
    )
    assert file.criteria[0].decisions == (decided,)
    assert [s.judgement.rating for s in file.criteria[0].said] == [2, 4]
    assert [e.quote for e in file.criteria[0].evidence] == [case.passage(0, 0).text]
    assert (file.reading and file.reading.read, file.withheld, file.lost) == (1, 0, ())
    assert file.compared
    assert {cell.place for cell in file.gaps} == {"North Vale"}
    assert {cell.label for cell in file.gaps} == set(case.book.framework.label_ids) - {"people"}
    assert {cell.state for cell in file.gaps} == {CellState.NOT_STATED}


def test_without_a_corpus_nothing_is_said_of_gaps(case: Case) -> None:
    file = dossier(case.book, case.north, who=case.vi, at=NOON)
    assert (file.compared, file.gaps, file.overlaps) == (False, (), ())
    assert [c.said for c in file.criteria] == [(), (), ()]
    assert [c.final for c in file.criteria] == [None, None, None]


def test_the_rating_stays_open_until_two_agree_or_a_third_decides(case: Case) -> None:
    judge(case, case.north, case.ben, [2, 3, 1])
    draft = judge(case, case.north, case.cy, [4, 3, 1], hand_in=False)
    quote(case, draft, RUBRIC[0], case.passage(0, 1), case.cy)
    file = dossier(case.book, case.north, who=case.ben, at=NOON)
    assert (file.withheld, [r.reviewer for r in file.reviews]) == (1, ["Ben"])
    assert "skills centre" not in repr(file.criteria)


def test_what_was_never_here_has_no_dossier(case: Case) -> None:
    with pytest.raises(UnknownDocumentError):
        dossier(case.book, "0" * 16, who=case.ada, at=NOON)
