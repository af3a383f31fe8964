from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from docx import Document as Word
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from ingest.document import BlockKind, Cell
from nlp.commitment import CommitmentKind, Stage, Strength
from nlp.commitments.turned_rows import turned_commitments
from review.errors import ConflictError, NotAllowedError, ReviewError
from review.logframes.docx_file import logframe_docx
from review.logframes.draft import draft_logframe
from review.logframes.edits import add_row, edit_cell, edits_of
from review.logframes.logframe import LEVELS, NOT_STATED, Column, Logframe, Row
from review.logframes.xlsx_file import logframe_xlsx, safe_text
from review.reports.packed import FIRST
from review.theory.steps import Strategy
from tests.index.strategies import Said
from tests.review.casefile import NOON, Case, later
from tests.review.promised import BOX, FIBRE, row, strategy, told, without

CENTRE = told(
    "Subject to planning consent, we will open a centre by June 2022, measured by annual survey.",
    "we will open a centre by June 2022",
    due=("June 2022", date(2022, 6, 30)),
)
MONEY = told("We will invest £9m in it.", stage=Stage.INPUT, money=9)
ASK = told("We ask government to pay.", kind=CommitmentKind.ASK, strength=Strength.ASK)
WISH = told("We will explore a tram.", kind=CommitmentKind.ASPIRATION)
WHOLE = strategy(CENTRE, MONEY, FIBRE, ASK, WISH)


def texts(row_: Row) -> dict[str, str]:
    return {c.value: cell.text for c, cell in row_.cells.items() if cell.text != NOT_STATED}


def numbered(frame: Logframe, number: str) -> Row:
    return next(row_ for row_ in frame.rows if row_.number == number)


def test_a_target_row_fills_its_columns() -> None:
    assert texts(numbered(draft_logframe(WHOLE), "Outcome 1")) == {
        "statement": "Premises with full fibre",
        "indicator": "Premises with full fibre",
        "baseline": "3.8% (2019)",
        "baseline_date": "2019",
        "milestones": "2022: 20%",
        "target": "45%",
        "target_date": "2025",
    }


def test_a_date_as_header_and_a_source_are_read_as_the_promise_was() -> None:
    told_ = row(
        [("Indicator", "Kilns lit"), ("2017/18 value", "4"), ("By 2025", "9"), ("By 2030", "20"),
         ("Verified by", "Trade survey")],
        2030,
        indicator="Kilns lit",
        baseline="4",
        target="20",
    )  # fmt: skip
    found = texts(numbered(draft_logframe(strategy(told_)), "Outcome 1"))
    assert (found["baseline_date"], found["milestones"]) == ("2017/18", "By 2025: 9")
    assert (found["target"], found["target_date"]) == ("20", "2030")
    assert found["source"] == "Trade survey"


def test_a_value_is_quoted_from_its_own_cell() -> None:
    told_ = row(
        [("Indicator", "Firms with 20 staff"), ("Baseline", "2"), ("2030", "20")],
        2030,
        indicator="Firms with 20 staff",
        baseline="2",
        target="20",
    )
    cells = numbered(draft_logframe(strategy(told_)), "Outcome 1").cells
    assert [cells[c].quotes[0].start for c in (Column.BASELINE, Column.TARGET)] == [20, 22]


def test_the_date_in_the_next_cell_is_not_that_of_the_baseline() -> None:
    told_ = row(
        [("Indicator", "Kilns lit"), ("Baseline", "4"), ("Achievement date", "March 2026")],
        2026,
        indicator="Kilns lit",
        baseline="4",
        target="4",
    )
    assert "baseline_date" not in texts(numbered(draft_logframe(strategy(told_)), "Outcome 1"))


def test_years_as_headers_are_dates() -> None:
    told_ = row(
        [("", "Grants"), ("2017", "25"), ("2021", "69"), ("2025", "142")],
        2025,
        indicator="Grants",
        baseline="25",
        target="142",
    )
    frame = draft_logframe(strategy(told_, published=None))
    found = numbered(frame, "Outcome 1").cells
    assert (found[Column.BASELINE_DATE].text, found[Column.MILESTONES].text) == ("2017", "2021: 69")
    (quote,) = found[Column.TARGET_DATE].quotes
    assert (quote.said, quote.text, quote.header) == ("2025", "142", "2025")


HEADS = ("", "Kilns lit", "Pay of potters")


def turned(label: str, *cells: str) -> Said:
    held = tuple(
        Cell(header, words, BOX) for header, words in zip(HEADS, (label, *cells), strict=True)
    )
    text = "\t".join((label, *cells))
    made = turned_commitments(text, tuple((cell.header, cell.text) for cell in held))
    return Said(text, (), made, BlockKind.TABLE_ROW, headings=("Targets",), cells=held)


def test_a_turned_table_has_a_row_for_each_of_its_columns() -> None:
    made = strategy(
        turned("Baseline 2018", "4", "£9"),
        turned("Target 2024", "9", "£10"),
        turned("Target 2030", "20", "£11"),
        turned("Source", "Guild survey", "Pay survey"),
    )
    rows = draft_logframe(made).of(Stage.OUTCOME)
    assert [row.statement for row in rows] == ["Kilns lit", "Pay of potters"]
    assert texts(rows[1]) == {
        "statement": "Pay of potters",
        "indicator": "Pay of potters",
        "baseline": "£9",
        "baseline_date": "2018",
        "milestones": "Target 2024: £10",
        "target": "£11",
        "target_date": "2030",
        "source": "Pay survey",
    }
    assert rows[1].cells[Column.BASELINE].quotes[0].passage.ordinal == 0


def test_a_promise_has_its_date_source_and_assumption_from_its_own_sentence() -> None:
    assert texts(numbered(draft_logframe(WHOLE), "Activity 1")) == {
        "statement": CENTRE.text,
        "target_date": "June 2022",
        "source": "measured by annual survey",
        "assumptions": CENTRE.text,
    }


def test_an_end_without_target_of_its_own_is_measured_by_its_words() -> None:
    credit = told("We are increasing the rate of credit from 11% to 12%.", stage=Stage.OUTCOME)
    found = texts(numbered(draft_logframe(strategy(credit)), "Outcome 1"))
    assert [found[c] for c in ("indicator", "baseline", "target")] == [
        "the rate of credit", "11%", "12%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("We will open data published by organisations across many sectors.", "source"),
        ("The office will be subject to challenge sessions from ministers.", "assumptions"),
    ],
)
def test_words_that_only_look_like_a_source_or_a_condition(text: str, column: str) -> None:
    assert column not in texts(numbered(draft_logframe(strategy(told(text))), "Activity 1"))


def test_money_is_what_an_input_has_to_reach() -> None:
    assert texts(numbered(draft_logframe(WHOLE), "Input 1"))["target"] == "£9m"


def test_a_date_before_publication_is_no_target_date() -> None:
    old = told("We will keep what we began in 2015.", due=("2015", date(2015, 12, 31)))
    cell = numbered(draft_logframe(strategy(old)), "Activity 1").cells[Column.TARGET_DATE]
    assert (cell.text, cell.origin) == (NOT_STATED, "gap")


def test_words_that_stand_elsewhere_are_not_quoted() -> None:
    told_ = without(FIBRE, baseline="4 per cent")
    frame = draft_logframe(strategy(told_))
    assert numbered(frame, "Outcome 1").cells[Column.BASELINE].text == NOT_STATED


def test_every_cell_is_an_exact_quote_or_says_what_was_searched() -> None:
    frame = draft_logframe(WHOLE)
    assert {row_.level for row_ in frame.rows} == set(LEVELS)
    for row_ in frame.rows:
        assert set(row_.cells) == set(Column)
        for cell in row_.cells.values():
            for quote in cell.quotes:
                assert quote.passage.text[quote.start : quote.end] == quote.text != ""
            assert bool(cell.quotes) != (cell.text == NOT_STATED and bool(cell.searches))


def test_an_empty_strategy_has_a_row_for_each_level_that_says_so() -> None:
    frame = draft_logframe(strategy("The valley has 400 firms."))
    assert [row_.number for row_ in frame.rows] == [
        *("Impact", "Outcome", "Output", "Activity", "Input")
    ]
    search = frame.rows[0].cells[Column.STATEMENT].searches[0]
    assert search.where == "the 0 promises of the strategy"


def test_what_makes_no_row_is_counted() -> None:
    assert draft_logframe(WHOLE).left_out == (
        "1 requests to government or others: what others do is no row here.",
        "1 aims to explore or consider something: nothing is promised yet.",
    )


def edited(case: Case, told_: Strategy, number: str, column: Column, text: str | None) -> Logframe:
    engine, id_ = case.workspace.engine, told_.document.id
    frame = draft_logframe(told_, (), edits_of(engine, id_))
    edit_cell(engine, id_, numbered(frame, number), column, text, who=case.ben, at=NOON)
    return draft_logframe(told_, (), edits_of(engine, id_))


def test_an_edit_lies_over_the_text_and_both_stay_visible(case: Case) -> None:
    frame = edited(case, WHOLE, "Outcome 1", Column.BASELINE, "4% (2020)")
    cell = numbered(frame, "Outcome 1").cells[Column.BASELINE]
    assert (cell.text, cell.drafted, cell.origin) == ("4% (2020)", "3.8% (2019)", "person")
    assert cell.edit is not None
    assert (cell.edit.by, cell.edit.at, cell.edit.before) == ("Ben", NOON, "3.8% (2019)")
    assert case.audit()[-1] == "edit logframe"


def test_an_edit_survives_a_new_draft_and_can_be_taken_back(case: Case) -> None:
    edited(case, WHOLE, "Activity 1", Column.RISK, "The site floods.")
    again = strategy("A sentence that was not read before.", FIBRE, CENTRE, MONEY)
    # The same document read again: other ordinals, and other passages before it.
    same = tuple(replace(p, document_id=WHOLE.document.id) for p in again.passages)
    moved = Strategy(WHOLE.document, same, again.analyses)
    engine = case.workspace.engine
    frame = draft_logframe(moved, (), edits_of(engine, WHOLE.document.id))
    assert numbered(frame, "Activity 1").cells[Column.RISK].text == "The site floods."
    assert frame.orphans == ()
    back = edited(case, WHOLE, "Activity 1", Column.RISK, None)
    assert numbered(back, "Activity 1").cells[Column.RISK].text == NOT_STATED
    assert len(edits_of(engine, WHOLE.document.id)) == 2


def test_edits_of_a_row_that_is_gone_stay_visible_as_orphans(case: Case) -> None:
    edited(case, WHOLE, "Activity 1", Column.RISK, "The site floods.")
    less = Strategy(WHOLE.document, (), {})
    frame = draft_logframe(less, (), edits_of(case.workspace.engine, WHOLE.document.id))
    assert [(e.text, e.statement) for e in frame.orphans] == [("The site floods.", CENTRE.text)]
    book = load_workbook(io.BytesIO(logframe_xlsx(frame)))
    assert "The site floods." in [cell.value for cell in book["Edits"][2]]


def test_hundred_edits_and_re_drafts_lose_nothing(case: Case) -> None:
    engine, id_ = case.workspace.engine, WHOLE.document.id
    columns = list(Column)
    wanted: dict[tuple[str, Column], str] = {}
    for n in range(100):
        frame = draft_logframe(WHOLE, (), edits_of(engine, id_))
        target = frame.rows[n % len(frame.rows)]
        column = columns[(n * 7) % len(columns)]
        edit_cell(engine, id_, target, column, f"text {n}", who=case.ben, at=later(n))
        wanted[target.key, column] = f"text {n}"
    frame = draft_logframe(WHOLE, (), edits_of(engine, id_))
    got = {
        (row_.key, column): cell.text
        for row_ in frame.rows
        for column, cell in row_.cells.items()
        if cell.origin == "person"
    }
    assert got == wanted


def test_two_people_at_one_cell_lose_neither_text(case: Case) -> None:
    engine, id_ = case.workspace.engine, WHOLE.document.id
    seen = numbered(draft_logframe(WHOLE), "Activity 1")
    edit_cell(engine, id_, seen, Column.RISK, "first", who=case.ben, at=NOON)
    with pytest.raises(ConflictError) as said:
        edit_cell(engine, id_, seen, Column.RISK, "second", who=case.cy, at=later(1))
    assert (said.value.kept, said.value.yours) == ("first", "second")
    assert [e.text for e in edits_of(engine, id_)] == ["first"]


def test_a_person_can_add_a_row_and_fill_it(case: Case) -> None:
    engine, id_ = case.workspace.engine, WHOLE.document.id
    add_row(engine, id_, Stage.OUTPUT, "A hall stands.", who=case.ben, at=NOON)
    frame = edited(case, WHOLE, "Output added 1", Column.TARGET, "1 hall")
    added = numbered(frame, "Output added 1")
    assert (added.level, added.statement) == (Stage.OUTPUT, "A hall stands.")
    assert added.cells[Column.TARGET].text == "1 hall"
    assert frame.orphans == ()


def test_a_viewer_edits_nothing_and_a_book_is_no_cell(case: Case) -> None:
    engine, id_ = case.workspace.engine, WHOLE.document.id
    seen = numbered(draft_logframe(WHOLE), "Activity 1")
    with pytest.raises(NotAllowedError):
        edit_cell(engine, id_, seen, Column.RISK, "x", who=case.vi, at=NOON)
    with pytest.raises(ReviewError, match="up to 4,000 characters"):
        edit_cell(engine, id_, seen, Column.RISK, "x" * 4001, who=case.ben, at=NOON)
    assert edits_of(engine, id_) == []


def test_the_workbook_has_the_blocks_pages_quotes_and_gaps(case: Case) -> None:
    frame = edited(case, WHOLE, "Activity 1", Column.RISK, "=cmd()")
    book = load_workbook(io.BytesIO(logframe_xlsx(frame)))
    sheet = book["Logframe"]
    firsts = [str(sheet.cell(n, 1).value) for n in range(1, sheet.max_row + 1)]
    assert [w for w in firsts if w.isupper()] == [
        "IMPACT",
        "OUTCOME",
        "OUTPUT",
        "ACTIVITY",
        "INPUT",
    ]
    assert sheet.page_setup.orientation == "landscape"
    values = [cell.value for line in sheet.iter_rows() for cell in line if cell.value]
    assert "'=cmd()" in values
    assert "the strategy, p. 2" in values
    assert not any(str(v).startswith("=") for v in values)
    assert book["Not stated"].max_row > 10


def test_the_document_is_landscape_and_tells_words_of_people(case: Case) -> None:
    frame = edited(case, WHOLE, "Activity 1", Column.RISK, "The site floods.")
    word = Word(io.BytesIO(logframe_docx(frame)))
    assert word.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert len(word.tables) == 5
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "the text says “not stated”; by Ben, 01 May 2024." in said
    assert "Searches behind “not stated”" in said


@pytest.mark.parametrize("write", [logframe_xlsx, logframe_docx])
def test_a_file_is_dated_by_the_last_edit_and_by_no_clock(
    case: Case, write: Callable[[Logframe], bytes]
) -> None:
    frame = edited(case, WHOLE, "Activity 1", Column.RISK, "The site floods.")
    content = write(frame)
    assert content == write(frame)
    assert content != write(draft_logframe(WHOLE))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {item.date_time for item in packed.infolist()} == {FIRST}
        core = packed.read("docProps/core.xml").decode()
    assert core.count(f">{NOON:%Y-%m-%dT%H:%M:%SZ}<") == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_text(f"{start}SUM(A1)")[0] == "'"
    assert safe_text("a = b\x00") == "a = b "
