from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document as Word

from index.comparing.overlaps import Member, Overlap
from index.comparing.relations import Relation
from nlp.commitment import CommitmentKind, Strength
from nlp.framework import Mission
from review.errors import NotAllowedError
from review.letters.docx_file import letter_docx
from review.letters.letter import (
    Letter,
    cited,
    letter_text,
    letters_sent,
    send_letter,
    write_letter,
)
from review.letters.letter import Statement as LetterStatement
from review.monitoring.evaluation import Aspect, evaluation_plan
from review.monitoring.what_works import WhatWorksError, bundled_kinds, load_kinds, matches
from review.reports.packed import FIRST
from review.theory.chains import chain_of
from review.theory.steps import Searched, Strategy
from tests.index.strategies import reading
from tests.review.casefile import NOON, Case
from tests.review.promised import FIBRE, strategy, told

DAY = date(2024, 5, 1)
VANS = Mission("vans", "clean_growth", "All vans are clean.", "clean vans", 2040, ("electric van",))
FULL = (
    FIBRE,
    told("We will open a college so that more people find work."),
    told(
        "The Council will spend £9m on apprenticeships by 2022.",
        actor="The Council",
        money=9,
        due=("2022", date(2022, 12, 31)),
        headings=("Work",),
    ),
    "An independent evaluator will report each May to the board, on a budget of £240,000.",
)
READ = strategy(*FULL)


def overlap(relation: Relation, sure: float) -> Overlap:
    other = reading("Eastgate", "We will make vans.")
    own = READ.passages[1]
    return Overlap(
        relation,
        sure,
        (
            Member(other.passages[0], other.document, 0, 18, None),
            Member(own, READ.document, 0, len(own.text), None),
        ),
        "They fit.",
    )


def written(read: Strategy = READ, *overlaps: Overlap) -> Letter:
    chain = chain_of(read, [VANS], {})
    kinds = matches(chain.steps, load_kinds(bundled_kinds()))
    return write_letter(chain, evaluation_plan(read), kinds, overlaps, DAY)


def test_every_statement_has_a_quote_or_a_search_and_quotes_are_exact() -> None:
    for letter in (written(READ, overlap(Relation.COMPLEMENTARY, 0.9)), written(strategy("No."))):
        assert letter.statements
        for statement in letter.statements:
            assert statement.grounded
            for quote in statement.quotes:
                assert quote.passage.text[quote.start : quote.end] == quote.text != ""


def test_strengths_gaps_and_questions() -> None:
    letter = written()
    assert [s.text for s in letter.strengths][:3] == [
        "For 1 measure you say where you start, what you aim for and by when.",
        "In 1 promise you say who acts, with how much money and by when.",
        "In 1 place you say what an action is to bring about.",
    ]
    assert letter.gaps[0].text == (
        "We found an action without a stated result in 1 case. "
        "What are these to bring about, and how will you see it?"
    )
    assert letter.gaps[0].quotes[0].text.startswith("The Council will spend")
    assert [q.text.partition(":")[0] for q in letter.questions][:2] == [
        "Broadband",
        "Apprenticeships",
    ]
    assert "Evidence Review 8" in letter.questions[1].text
    assert "clean vans" in letter.questions[-1].text


def test_what_the_area_promises_stands_before_what_it_tells_of_others() -> None:
    acts = [
        told("Loomco will open a mill.", actor="Loomco", headings=("A",)),
        told("A hall will be built.", actor=None, headings=("B",)),
        told("We will open a school.", headings=("C",)),
    ]
    (gap,) = [s for s in written(strategy(*acts)).gaps if "stated result" in s.text]
    assert [quote.text[:6] for quote in gap.quotes] == ["We wil", "A hall", "Loomco"]


def test_gaps_of_one_sort_are_told_together() -> None:
    letter = written(strategy(told("We will open a school.", headings=("C",))))
    assert len([s for s in letter.gaps if "On evaluation" in s.text]) == 1
    assert len(letter.gaps[-1].searches) == len(Aspect)
    assert [s.text.partition("?")[0] for s in letter.questions] == [
        "No promise is tied to the mission “clean vans” (2040). Is that a choice",
    ]


def test_the_letter_shows_the_quotes_of_a_gap_once_and_in_whole_sentences() -> None:
    text = "By May, we will open a school in every town."
    letter = written(strategy(told(text, "we will open a school", headings=("C",))))
    shown = [quote.text for s in (*letter.gaps, *letter.questions) for quote in s.quotes]
    assert shown == [text]


def test_a_promise_made_twice_counts_once_in_a_gap() -> None:
    text = "We will open a welding school at the Harbour College"
    twice = strategy(told(text, headings=("C",)), told(text, headings=("D",)))
    assert "in 1 case." in written(twice).gaps[0].text


def test_searches_at_one_place_are_one_line() -> None:
    searches = (Searched("a day", "the text", 0), Searched("an owner", "the text", 0))
    assert cited(LetterStatement("Gap", (), searches)) == [
        "Looked for a day; an owner in the text: none found."
    ]


def test_a_field_in_common_is_worth_a_talk_only_between_promises() -> None:
    described = overlap(Relation.SAME_SECTOR, 0.95)
    promise = READ.steps[1].commitment
    promised = replace(
        described, members=tuple(replace(m, commitment=promise) for m in described.members)
    )
    assert written(READ, described).contacts == ()
    assert written(READ, replace(promised, confidence=0.7)).contacts == ()
    assert len(written(READ, promised).contacts) == 1


def test_a_place_is_named_once_for_a_relation_and_only_when_sure() -> None:
    letter = written(
        READ,
        overlap(Relation.COMPLEMENTARY, 0.9),
        overlap(Relation.COMPLEMENTARY, 0.8),
        overlap(Relation.SAME_SECTOR, 0.4),
        overlap(Relation.BOILERPLATE, 0.9),
    )
    assert [(c.place, c.body) for c in letter.contacts] == [("Eastgate", "Eastgate Partnership")]


def test_the_text_cites_under_each_statement_and_says_whose_words_they_are() -> None:
    text = letter_text(written(READ, overlap(Relation.COMPLEMENTARY, 0.9)), "Ada")
    lines = text.splitlines()
    assert lines[:4] == [
        "1 May 2024",
        "",
        "To: North Vale Partnership",
        "About: North Vale Strategy",
    ]
    assert "   Eastgate: “We will make vans.” (p. 2)" in lines
    assert lines[-1] == "Ada"
    assert "\nWhom to talk to, and why\n" in text


def test_the_word_document_holds_what_the_text_holds() -> None:
    letter = written()
    word = Word(io.BytesIO(letter_docx(letter, "Ada")))
    said = [paragraph.text for paragraph in word.paragraphs]
    assert all(statement.text in said for statement in letter.statements)
    assert said[-1] == "Ada"


def test_the_word_document_is_dated_as_the_letter_is() -> None:
    content = letter_docx(written(), "Ada")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {item.date_time for item in packed.infolist()} == {FIRST}
        core = packed.read("docProps/core.xml").decode()
    assert core.count(f">{written().day:%Y-%m-%d}T00:00:00Z<") == 2


def test_a_sent_letter_is_kept_as_it_went_out(case: Case) -> None:
    engine = case.workspace.engine
    with pytest.raises(NotAllowedError):
        send_letter(engine, written(), who=case.ben, at=NOON)
    number = send_letter(engine, written(), who=case.mo, at=NOON)
    (sent,) = letters_sent(engine, READ.document.id)
    assert (sent["id"], sent["by"], sent["at"]) == (number, "Mo", NOON)
    assert sent["text"] == letter_text(written(), "Mo")
    assert case.audit()[-1] == "send letter"


def test_an_evaluation_plan_quotes_each_aspect_or_names_its_search() -> None:
    plan = {s.aspect: s for s in evaluation_plan(READ).stated}
    quoted = {aspect for aspect, stated in plan.items() if stated.quotes}
    assert quoted == {
        *(Aspect.EVALUATION, Aspect.EVALUATOR, Aspect.REPORTING, Aspect.MONEY, Aspect.BASELINE),
    }
    assert [s.aspect for s in plan.values() if s.searched] == [Aspect.METHOD, Aspect.REVIEW]
    missing = plan[Aspect.METHOD].searched
    assert missing is not None
    assert "the 4 passages of the strategy" in missing.sentence


def test_a_baseline_speed_is_no_start() -> None:
    said = "Progress: we will reach a baseline speed of 24 megabits everywhere."
    plan = evaluation_plan(strategy(said))
    (found,) = [s for s in plan.stated if s.aspect is Aspect.BASELINE]
    assert found.quotes == ()


def test_what_was_reported_before_is_no_plan() -> None:
    plan = evaluation_plan(
        strategy("The 2012 scheme was evaluated, and reports went to the board.")
    )
    assert [s.aspect for s in plan.stated if s.quotes] == []


def test_findings_stand_beside_what_they_are_of_and_nothing_else() -> None:
    kinds = load_kinds(bundled_kinds())
    steps = strategy(
        told("We will take on 400 apprentices."),
        told("Lay full-fibre broadband to every farm."),
        told("We will open the bridge.", kind=CommitmentKind.ASK, strength=Strength.ASK),
        told("The Local Growth Fund will pay for a bridge."),
    ).steps
    found = [(m.kind.id, m.cue.text) for m in matches(steps, kinds)]
    assert found == [("apprenticeships", "apprentices"), ("broadband", "full-fibre")]


def test_every_finding_has_source_and_question_and_ids_are_unique() -> None:
    kinds = load_kinds(bundled_kinds())
    assert len({kind.id for kind in kinds}) == len(kinds) == 13
    assert all(kind.source and kind.url.startswith("http") and kind.ask for kind in kinds)
    cues = [cue for kind in kinds for cue in kind.cues]
    assert len(set(cues)) == len(cues)


def test_a_file_of_findings_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    bad = tmp_path / "works.toml"
    text = bundled_kinds().read_text("utf-8").replace('sure = "some"', 'sure = "surely"', 1)
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(WhatWorksError, match="'surely' is not one of some, mixed, little"):
        load_kinds(bad)
