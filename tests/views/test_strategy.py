from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.storage.store import VersionLink
from index.storage.workspace import open_workspace
from ingest.document import Reading
from nlp.commitment import Amount, Deadline
from tests.index.strategies import NOON, Said, analysis, promise
from tests.views.paper_office import FACTS, HYDROGEN, SKILLS, markup, pictures, screen
from views.commitments_table import COLUMNS, FIRST_COLUMNS, Row, in_order, rows_csv, rows_of
from views.strategy_head import versions_html


def test_without_an_address_all_strategies_are_listed(workspace: dict[str, Reading]) -> None:
    listed = markup(screen("strategy"), "strategies")
    order = [listed.index(title) for title in ("Aldwick Strategy", "Bramley Strategy", "Crowle")]
    assert order == sorted(order)
    assert listed.count("<tr>") == 5


def test_an_empty_workspace_offers_to_add_one(empty: Path) -> None:
    assert [button.label for button in screen("strategy").button] == [
        "This is me",
        "Add a strategy",
    ]


def test_a_strategy_that_is_gone_is_told_and_the_others_listed(
    workspace: dict[str, Reading],
) -> None:
    test = screen("strategy", document="0" * 16)
    assert [w.value for w in test.warning] == ["The strategy in the address is no longer here."]
    assert "Aldwick Strategy" in markup(test, "strategies")


def test_a_passage_alone_in_the_address_finds_its_strategy(workspace: dict[str, Reading]) -> None:
    test = screen("strategy", passage=workspace["Aldwick Strategy"].passages[1].id)
    assert [title.value for title in test.title] == ["Aldwick Strategy"]
    (picture,) = pictures(test)
    assert picture["boxes"].count("<button") == 3
    assert picture["boxes"].count("lis-lit") == 1


def test_reading_shows_every_passage_of_the_sheet_in_order(workspace: dict[str, Reading]) -> None:
    read = workspace["Aldwick Strategy"]
    cards = markup(screen("strategy", document=read.document.id), "read-cards")
    order = [cards.index(f'data-act="open" data-id="{p.id}"') for p in read.passages]
    assert order == sorted(order)
    assert FACTS in cards


def test_a_sheet_without_passages_says_why(workspace: dict[str, Reading]) -> None:
    id_ = workspace["Crowle Strategy"].document.id
    test = screen("strategy", document=id_, sheet="2")
    assert "No passage was read on this sheet" in markup(test)
    assert pictures(test)[0]["label"] == "Crowle, page 3 · sheet 2 of 2"


@pytest.mark.parametrize("sheet", ["0", "99", "-1", "two", "²"])
def test_a_sheet_that_is_not_there_is_the_first(workspace: dict[str, Reading], sheet: str) -> None:
    id_ = workspace["Crowle Strategy"].document.id
    test = screen("strategy", document=id_, sheet=sheet)
    assert not test.error
    assert pictures(test)[0]["label"] == "Crowle, page 2 · sheet 1 of 2"


def test_a_page_that_cannot_be_drawn_leaves_its_text(
    workspace: dict[str, Reading], empty: Path
) -> None:
    id_ = workspace["Aldwick Strategy"].document.id
    (empty / "files" / f"{id_}.pdf").write_bytes(b"not a PDF")
    test = screen("strategy", document=id_)
    assert [e.value for e in test.error] == [
        "Sheet 1 of Aldwick Strategy cannot be drawn. Its text is kept."
    ]
    assert "400 apprentices" in markup(test, "read-cards")


def test_commitments_stand_in_reading_order_under_their_columns(
    workspace: dict[str, Reading],
) -> None:
    id_ = workspace["Aldwick Strategy"].document.id
    test = screen("strategy", document=id_, tab="Commitments")
    table = markup(test, "commitments")
    heads = re.findall(r'data-act="sort" data-id="([^"]+)"', table)
    assert heads == list(FIRST_COLUMNS)
    assert re.findall(r'data-act="open"[^>]*>([^<]+)', table) == [HYDROGEN, SKILLS]
    assert "<b>2 commitments</b>" in markup(test)


def test_every_column_is_shown_when_asked(workspace: dict[str, Reading]) -> None:
    id_ = workspace["Aldwick Strategy"].document.id
    table = markup(
        screen("strategy", document=id_, tab="Commitments", columns="true"), "commitments"
    )
    assert re.findall(r'data-act="sort" data-id="([^"]+)"', table) == list(COLUMNS)


def test_a_commitment_in_the_address_lights_its_words_and_not_its_passage(
    workspace: dict[str, Reading],
) -> None:
    read = workspace["Aldwick Strategy"]
    passage = next(p for p in read.passages if p.text == SKILLS)
    test = screen(
        "strategy",
        document=read.document.id,
        tab="Commitments",
        passage=passage.id,
        commitment=f"{passage.id}.0",
    )
    assert pictures(test)[0]["boxes"].count("lis-lit") == 1
    assert markup(test, "commitments").count("lis-current") == 1


def test_money_is_ordered_by_its_worth_and_dates_by_their_day(
    workspace: dict[str, Reading],
) -> None:
    passage = workspace["Aldwick Strategy"].passages[0]
    small = Row(passage, replace(promise(HYDROGEN), amount=Amount("£2m", 2e6, "GBP")))
    large = Row(passage, replace(promise(HYDROGEN), amount=Amount("£10m", 1e7, "GBP")))
    none = Row(passage, promise(HYDROGEN))
    assert in_order([none, small, large], "How much") == [large, small, none]
    late = Row(passage, replace(none.commitment, deadline=Deadline("2030", None, date(2030, 1, 1))))
    soon = Row(passage, replace(none.commitment, deadline=Deadline("May", None, date(2020, 5, 1))))
    assert in_order([none, late, soon], "By when") == [soon, late, none]
    assert in_order([late, none, soon], "no such column") == [late, none, soon]


def test_a_draft_is_counted_alone_and_not_with_its_final(workspace: dict[str, Reading]) -> None:
    id_ = workspace["Draft for Bramley"].document.id
    row = markup(screen("strategy", document=id_, tab="Coverage"), "compared").partition(
        ">Clean growth<"
    )[2]
    numbers = row.partition("</tr>")[0].replace('<td class="lis-n">', "").split("</td>")
    # One of two passages here; one of four in Aldwick and Crowle together.
    assert numbers[0].endswith("1")
    assert numbers[1:5] == ["50%", "25%", "1", "1"]


def test_what_could_not_be_read_leads_to_its_sheet(workspace: dict[str, Reading]) -> None:
    id_ = workspace["Crowle Strategy"].document.id
    drawn = markup(screen("strategy", document=id_, tab="Problems"), "problems")
    assert '<button data-act="sheet" data-id="2">Sheet 2</button>' in drawn
    assert "run it through OCR" in drawn


def test_a_strategy_read_in_full_says_so(workspace: dict[str, Reading]) -> None:
    id_ = workspace["Aldwick Strategy"].document.id
    assert "Every sheet of this strategy was read." in markup(
        screen("strategy", document=id_, tab="Problems")
    )


def test_requirements_are_where_to_begin_reading_and_not_a_score(
    workspace: dict[str, Reading],
) -> None:
    id_ = workspace["Aldwick Strategy"].document.id
    drawn = markup(screen("strategy", document=id_, tab="Requirements"), "checklist")
    assert drawn.count("<tr>") == 15
    assert "Nothing shows it plainly. Nearest" in drawn


def test_overlaps_of_one_strategy_only(workspace: dict[str, Reading]) -> None:
    crowle = workspace["Crowle Strategy"].document.id
    test = screen("strategy", document=crowle, tab="Overlaps")
    assert "No overlap with another place was found." in markup(test)
    aldwick = workspace["Aldwick Strategy"].document.id
    test = screen("strategy", document=aldwick, tab="Overlaps")
    assert "Aldwick and Bramley" in markup(test, "strategy-overlaps")


def test_corrected_details_are_kept_and_audited(workspace: dict[str, Reading], empty: Path) -> None:
    id_ = workspace["Aldwick Strategy"].document.id
    test = screen("strategy", document=id_)
    test.text_input(key=f"correct-{id_}-title").set_value("Aldwick Plan")
    test.text_input(key=f"correct-{id_}-published").set_value("2019-06")
    next(b for b in test.button if b.label == "Save").click().run()
    assert [title.value for title in test.title] == ["Aldwick Plan"]
    with open_workspace(empty) as kept:
        assert kept.store.document(id_).about.published_precision == "month"
        assert kept.store.audit()[-1].action == "edit"


def test_a_wrong_date_is_told_and_nothing_is_kept(
    workspace: dict[str, Reading], empty: Path
) -> None:
    id_ = workspace["Aldwick Strategy"].document.id
    test = screen("strategy", document=id_)
    test.text_input(key=f"correct-{id_}-published").set_value("last July")
    next(b for b in test.button if b.label == "Save").click().run()
    assert [e.value for e in test.error] == [
        "Enter the date as 2019, 2019-07 or 2019-07-16, or leave it empty."
    ]
    with open_workspace(empty) as kept:
        assert kept.store.audit()[-1].action == "add"


def test_an_offered_version_asks_and_a_linked_one_can_be_undone() -> None:
    titles = {"new": "Final <1>", "old": "Draft"}
    asks = versions_html("new", [VersionLink("old", "new", 0.79, False)], titles)
    assert "79 in 100 of the wording is also in" in asks
    assert 'data-act="confirm" data-id="old|new"' in asks
    told = versions_html("old", [VersionLink("old", "new", 0.79, True)], titles)
    assert "<p>Later version: " in told
    assert "Final &lt;1&gt;" in told


def test_an_offer_shows_on_the_screen_of_either_version(
    workspace: dict[str, Reading], empty: Path
) -> None:
    draft, final = (
        workspace[title].document.id for title in ("Draft for Bramley", "Bramley Strategy")
    )
    with open_workspace(empty) as kept:
        kept.store.link_versions(VersionLink(draft, final, 0.5, False), at=NOON)
    assert "Are they versions of one strategy?" in markup(
        screen("strategy", document=final), "versions"
    )


def test_exported_cells_are_no_formulas(workspace: dict[str, Reading]) -> None:
    read = workspace["Aldwick Strategy"]
    text = "=HYPERLINK(1)"
    passage = replace(read.passages[0], text=text)
    found = {passage.id: analysis(Said(text, (), (promise(text),)))}
    line = rows_csv(rows_of([passage], found)).splitlines()[1]
    assert line.startswith("2,'=HYPERLINK(1),Firm,Action,we,")
    assert line.endswith(f",1,{passage.id}")
