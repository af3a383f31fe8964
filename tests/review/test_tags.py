from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from index.corpus import read_corpus
from index.coverage.distinctiveness import distinctive_labels
from index.errors import UnknownPassageError
from index.searching.selection import Selection
from index.storage.tag_decisions import Said, read_passages, tag_history
from nlp.analysis import Analysis, Level, Promises
from nlp.commitment import Stage
from nlp.theme import Span, ThemeTag
from review.errors import QuoteError, ReviewError
from review.queue import Reason, next_to_read, open_tags
from review.readings import mark_read, proof, readers
from review.tags import CODEBOOK, Cause, decide_tag, replay, stale
from tests.index.strategies import analysed, reading
from tests.review.casefile import NOON, TOLD, Case, later, reread

NO_PROMISES = Promises(Level.NONE, Stage.CONTEXT, ())


def accepted(case: Case, passage: str) -> set[str]:
    return {tag.label for tag in case.workspace.store.analyses()[passage].accepted}


def found_by_label(case: Case, label: str) -> list[str]:
    return [p.id for p in case.workspace.store.passages(Selection(themes=frozenset({label})))]


def test_the_filter_by_theme_heeds_people(case: Case) -> None:
    passage = case.passage(0, 1).id
    by = {"who": case.ben, "at": NOON}
    assert passage in found_by_label(case, "people")
    assert passage not in found_by_label(case, "infrastructure")
    decide_tag(case.book, passage, "people", Said.REJECT, **by)
    decide_tag(case.book, passage, "infrastructure", Said.ADD, **by)
    assert passage not in found_by_label(case, "people")
    assert passage in found_by_label(case, "infrastructure")
    decide_tag(case.book, passage, "people", Said.ACCEPT, **by)
    assert passage in found_by_label(case, "people")


def test_a_rejected_tag_is_gone_wherever_strategies_are_compared(case: Case) -> None:
    passage = case.passage(0, 1).id
    store = case.workspace.store
    before = read_corpus(store, "")
    decide_tag(case.book, passage, "people", Said.REJECT, who=case.ben, at=NOON)
    corpus = read_corpus(store, "")
    assert [tag.label for tag in before.analyses[passage].accepted] == ["people"]
    assert corpus.analyses[passage].accepted == ()
    # Overlaps are judged on what the machine found: a correction must not find them all anew.
    assert corpus.as_found == before.as_found
    counted = [distinctive_labels(each)["North Vale"] for each in (before, corpus)]
    assert [[one.what for one in labels if one.here] for labels in counted] == [["people"], []]


def test_the_codebook_is_the_one_in_the_documents() -> None:
    text = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
    found = re.search(r"# Codebook \(version (\d+)\)", text)
    assert found is not None
    assert found[1] == CODEBOOK


def test_the_last_person_overrules_the_machine_whose_word_is_kept(case: Case) -> None:
    passage = case.passage(0, 1)
    at = passage.text.index("skills centre")
    by = {"who": case.ben, "at": NOON}
    assert accepted(case, passage.id) == {"people"}
    decide_tag(case.book, passage.id, "people", Said.REJECT, **by)
    assert accepted(case, passage.id) == set()
    span = Span(at, at + 13)
    made = decide_tag(case.book, passage.id, "infrastructure", Said.ADD, [span], **by)
    decide_tag(case.book, passage.id, "people", Said.ACCEPT, who=case.cy, at=later(1))
    assert accepted(case, passage.id) == {"people", "infrastructure"}
    assert made.quotes == ("skills centre",)
    assert (made.model, made.framework, made.codebook) == ("test-model", case.book.key, CODEBOOK)
    assert (made.probability, made.accepted) == (0.05, False)
    machine = case.workspace.store.machine_analyses_by_id([passage.id])[passage.id]
    assert [tag.label for tag in machine.accepted] == ["people"]
    assert [d.said for d in tag_history(case.book.engine)] == [Said.REJECT, Said.ADD, Said.ACCEPT]
    line = case.workspace.store.audit()[-1]
    assert (line.action, line.before["said"], line.after["said"]) == (
        *("accept tag", "reject"),
        "accept",
    )


def test_a_label_added_where_no_machine_has_read_counts(case: Case) -> None:
    read = reading("Westmarch", "A ferry will cross the lake.")
    case.workspace.store.add_reading(read, at=NOON)
    passage = read.passages[0]
    made = decide_tag(case.book, passage.id, "infrastructure", Said.ADD, who=case.ben, at=NOON)
    assert (made.model, made.probability, made.accepted) == ("", None, None)
    assert accepted(case, passage.id) == {"infrastructure"}


def test_tags_that_cannot_be_are_refused(case: Case) -> None:
    passage = case.passage(0, 0)
    by = {"who": case.ben, "at": NOON}
    with pytest.raises(ReviewError, match="no theme 'sport'; there are: ideas, people"):
        decide_tag(case.book, passage.id, "sport", Said.ADD, **by)
    with pytest.raises(QuoteError, match="no characters 5 to 500"):
        decide_tag(case.book, passage.id, "ideas", Said.ADD, [Span(5, 500)], **by)
    with pytest.raises(UnknownPassageError):
        decide_tag(case.book, "0" * 16, "ideas", Said.ADD, **by)
    assert tag_history(case.book.engine) == []


def test_decisions_outlive_a_reread_that_changes_nothing(case: Case) -> None:
    passage = case.passage(0, 1)
    decide_tag(case.book, passage.id, "people", Said.REJECT, who=case.ben, at=NOON)
    held = case.readings[0]
    case.workspace.store.replace_reading(held, analysed(held, *TOLD[0][1]), at=later(9))
    assert accepted(case, passage.id) == set()
    assert stale(case.book) == []


def test_what_a_reread_changed_is_listed_and_can_be_replayed(case: Case) -> None:
    passage = case.passage(0, 1)
    at = passage.text.index("apprentices")
    spans = [Span(at, at + 11)]
    by = {"who": case.ben, "at": NOON}
    decide_tag(case.book, passage.id, "people", Said.ACCEPT, spans, **by)
    decide_tag(case.book, case.passage(0, 2).id, "places", Said.ADD, **by)
    reread(case, "We will open a skills  centre for 400 apprentices by 2025.", "Something else.")
    near, gone = stale(case.book)
    assert (near.cause, gone.cause) == (Cause.PASSAGE_CHANGED, Cause.PASSAGE_CHANGED)
    assert near.now is not None
    assert gone.now is None
    with pytest.raises(ReviewError, match="judge by hand"):
        replay(case.book, gone, who=case.cy, at=later(10))
    made = replay(case.book, near, who=case.cy, at=later(10))
    assert (made.quotes, made.by, made.passage) == (("apprentices",), "Cy", near.now.id)
    assert [item.decision for item in stale(case.book)] == [gone.decision]


def test_a_model_that_changed_its_mind_is_listed_and_the_person_still_counts(case: Case) -> None:
    passage = case.passage(0, 1)
    decide_tag(case.book, passage.id, "people", Said.ACCEPT, who=case.ben, at=NOON)
    held = case.readings[0]
    texts = [p.text for p in held.passages]
    other = replace(analysed(held, *texts), model="another-model")  # it tags nothing
    case.workspace.store.add_analyses(held.document.id, other, at=later(1))
    (item,) = stale(case.book)
    assert (item.cause, item.now and item.now.id) == (Cause.MODEL_CHANGED, passage.id)
    assert accepted(case, passage.id) == {"people"}
    replay(case.book, item, who=case.ben, at=later(2))
    assert stale(case.book) == []


def test_readings_prove_what_nobody_read(case: Case) -> None:
    ids = [p.id for p in case.readings[0].passages]
    assert mark_read(case.book, [*ids[:2], "0" * 16], who=case.ben, at=NOON) == 2
    assert mark_read(case.book, ids[:2], who=case.ben, at=later(1)) == 0
    assert mark_read(case.book, ids[1:2], who=case.cy, at=NOON) == 1
    told = proof(case.book, case.north)
    assert (told.passages, told.read, dict(told.read_by)) == (3, 2, {"Ben": 2, "Cy": 1})
    assert [p.id for p in told.unread] == [ids[2]]
    assert readers(case.book, [case.north])[ids[1]] == {"Ben", "Cy"}
    assert read_passages(case.book.engine) == set(ids[:2])
    assert case.audit().count("read") == 2

    reread(case, case.passage(0, 0).text, "New words.")
    told = proof(case.book, case.north)
    assert [p.text for p in told.unread] == ["New words."]


def test_the_queue_asks_for_the_open_then_the_unread(case: Case) -> None:
    texts = ("Peat.", "We will drain it.", "Reeds.", "Fens.")
    read = reading("Westmarch", *texts)
    found = analysed(read, *texts)
    open_ = {read.passages[1].id: 0.45, read.passages[2].id: 0.7, read.passages[3].id: 0.8}
    analyses = {
        id_: replace(a, themes=(ThemeTag("ideas", open_[id_], True, ()),)) if id_ in open_ else a
        for id_, a in found.analyses.items()
    }
    case.workspace.store.add_reading(read, replace(found, analyses=analyses), at=NOON)
    document = read.document.id

    def queue() -> list[tuple[str, Reason]]:
        queued = next_to_read(case.book, case.ben, [document])
        return [(item.passage.text, item.reason) for item in queued]

    assert queue() == [
        ("We will drain it.", Reason.INFORMATIVE),
        ("Reeds.", Reason.INFORMATIVE),
        ("Peat.", Reason.UNREAD),
        ("Fens.", Reason.UNREAD),
    ]
    kept = open_tags(case.book, [document])
    first = next_to_read(case.book, case.ben, [document])[0]
    assert (first.labels, first.open) == (("ideas",), pytest.approx(0.9))
    decide_tag(case.book, read.passages[1].id, "ideas", Said.REJECT, who=case.cy, at=NOON)
    mark_read(case.book, [read.passages[0].id], who=case.cy, at=NOON)
    assert queue() == [
        ("Reeds.", Reason.INFORMATIVE),
        ("We will drain it.", Reason.UNREAD),
        ("Fens.", Reason.UNREAD),
        ("Peat.", Reason.UNREAD_BY_YOU),
    ]
    now = next_to_read(case.book, case.ben, [document], opened=kept)
    assert now == next_to_read(case.book, case.ben, [document]), "decisions made since count"
    mark_read(case.book, [read.passages[2].id], who=case.ben, at=NOON)
    assert queue()[-1] == ("Reeds.", Reason.UNDECIDED), "read by Ben, it makes room"
    assert next_to_read(case.book, case.cy, [document])[0].passage.text == "Reeds."


def test_what_the_machine_asks_about_comes_before_what_is_only_open(case: Case) -> None:
    texts = ("Peat.", "Reeds.")
    read = reading("Westmarch", *texts)
    open_, asked = (
        Analysis((ThemeTag("ideas", 0.5, True, ()),), NO_PROMISES),
        Analysis((ThemeTag("ideas", 0.9, True, (), unsure=True),), NO_PROMISES),
    )
    analyses = dict(zip([p.id for p in read.passages], (open_, asked), strict=True))
    found = replace(analysed(read, *texts), analyses=analyses)
    case.workspace.store.add_reading(read, found, at=NOON)
    queued = next_to_read(case.book, case.ben, [read.document.id])
    assert [(item.passage.text, item.reason) for item in queued] == [
        ("Reeds.", Reason.UNSURE),
        ("Peat.", Reason.INFORMATIVE),
    ]


def test_only_the_newest_analysis_is_asked_about(case: Case) -> None:
    read = reading("Westmarch", "Peat.")
    open_ = Analysis((ThemeTag("ideas", 0.5, True, ()),), NO_PROMISES)
    sure = Analysis((ThemeTag("ideas", 0.99, True, ()),), NO_PROMISES)
    found = replace(analysed(read, "Peat."), analyses={read.passages[0].id: open_})
    case.workspace.store.add_reading(read, found, at=NOON)
    newer = replace(found, model="newer", analyses={read.passages[0].id: sure})
    case.workspace.store.add_analyses(read.document.id, newer, at=NOON)
    (item,) = next_to_read(case.book, case.ben, [read.document.id])
    assert item.reason is Reason.UNREAD


def test_the_queue_takes_current_strategies_in_reading_order(case: Case) -> None:
    queued = next_to_read(case.book, case.ben, limit=4)
    assert [q.passage.id for q in queued] == [
        *(p.id for p in case.readings[0].passages),
        case.passage(1, 0).id,
    ]
    assert next_to_read(case.book, case.ben, []) == []


def test_what_is_out_of_date_is_found_in_as_many_queries_for_many_decisions(case: Case) -> None:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    def queries() -> int:
        asked.clear()
        assert stale(case.book) == []
        return len(asked)

    event.listen(case.book.engine, "before_cursor_execute", note)
    labels = case.book.framework.label_ids
    decide_tag(case.book, case.passage(0, 0).id, labels[0], Said.ADD, who=case.ben, at=NOON)
    one = queries()
    for label in labels:
        for number in (1, 2):
            passage = case.passage(0, number).id
            decide_tag(case.book, passage, label, Said.ADD, who=case.ben, at=NOON)
    assert queries() == one
