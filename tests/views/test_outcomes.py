from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from index.storage.workspace import Workspace, open_workspace
from ingest.document import Reading
from nlp.commitment import Stage
from nlp.theme import Span
from review.audit import audit_for
from review.letters.letter import letters_sent
from review.logframes.draft import draft_logframe
from review.logframes.edits import edit_cell, edits_of
from review.logframes.logframe import Cell, Column, Logframe
from review.people import person
from review.theory.chains import LinkVerdict, chain_of
from review.theory.edits import with_node
from review.theory.links import Link
from review.theory.national import TheoryError, bundled_theory, load_theory, parsed, theory_json
from review.theory.steps import read_strategy
from review.theory.store import judge_link, save_theory, theory_versions
from review.theory.value_chains import ValueChain
from tests.index.strategies import NOON
from tests.views.outcomes_office import HUB, WORK, promised
from tests.views.paper_office import markup, pictures, screen
from views.outcomes.across import names_of
from views.outcomes.logframe_table import cell_id, cell_named, logframe_html, origin_words
from views.outcomes.page import parted


@pytest.fixture
def doverton(workspace: dict[str, Reading], empty: Path) -> Reading:
    return promised(empty)


@pytest.fixture
def held(doverton: Reading, empty: Path) -> Iterator[Workspace]:
    with open_workspace(empty) as opened:
        yield opened


def outcomes(doverton: Reading, who: str = "Ben", **parameters: str) -> AppTest:
    return screen("outcomes", who=who, document=doverton.document.id, **parameters)


def frame_of(held: Workspace, doverton: Reading) -> Logframe:
    strategy = read_strategy(held.store, doverton.document.id)
    return draft_logframe(strategy, (), edits_of(held.engine, doverton.document.id))


def link_of(held: Workspace, doverton: Reading) -> Link:
    strategy = read_strategy(held.store, doverton.document.id)
    return chain_of(strategy, (), {}).links[0].link


def test_an_empty_workspace_says_what_to_do(empty: Path) -> None:
    for address in ("outcomes", "monitoring"):
        assert "There are no strategies yet" in markup(screen(address))
    assert "two places or more" in markup(screen("across"))


def test_strategies_are_listed_with_what_they_promise(doverton: Reading) -> None:
    drawn = markup(screen("outcomes"), "outcome-list")
    assert drawn.count('data-act="document"') == 5
    assert "Doverton Strategy" in drawn


def test_an_address_of_a_strategy_that_is_gone_says_so(doverton: Reading) -> None:
    test = screen("outcomes", document="0" * 16)
    assert [w.value for w in test.warning] == ["The strategy in the address is no longer here."]
    assert "Doverton Strategy" in markup(test, "outcome-list")


def test_the_picture_and_its_count_say_the_same(doverton: Reading) -> None:
    drawn = markup(outcomes(doverton))
    assert "4 promises from inputs to impact, 1 link that the text states" in drawn
    assert "4 steps in five columns" not in drawn  # the link ends in words that are no promise
    assert "5 steps in five columns from inputs to impact, 1 links." in drawn


def test_a_link_shows_both_quotes_and_the_words_that_join_them(doverton: Reading) -> None:
    drawn = markup(outcomes(doverton, theory="Links"), "links-list")
    assert f"“{HUB}”" in drawn
    assert f"“{WORK}”" in drawn
    assert "by the words “so that”" in drawn
    assert drawn.count('data-act="confirmed"') == drawn.count('data-act="rejected"') == 1


def test_a_viewer_reads_links_and_is_offered_no_verdict(doverton: Reading) -> None:
    drawn = markup(outcomes(doverton, "Val", theory="Links"), "links-list")
    assert HUB in drawn
    assert "confirmed" not in drawn


def test_a_stranger_reads_links_and_is_told_to_say_who_they_are(doverton: Reading) -> None:
    test = outcomes(doverton, "", theory="Links")
    assert HUB in markup(test, "links-list")
    assert "Choose who you are" in markup(test)


def test_a_rejected_link_leaves_the_picture_and_stays_on_the_list(
    held: Workspace, doverton: Reading
) -> None:
    ben, link = person(held.engine, "Ben"), link_of(held, doverton)
    assert "1 link that the text states" in markup(outcomes(doverton))
    judge_link(held.engine, link, LinkVerdict.REJECTED, who=ben, at=NOON)
    assert "0 links that the text states" in markup(outcomes(doverton))
    assert "Rejected by Ben, 1 May 2024" in markup(outcomes(doverton, theory="Links"), "links-list")


def test_gaps_say_what_was_looked_for(doverton: Reading) -> None:
    drawn = markup(outcomes(doverton, theory="Broken chains"), "gaps-list")
    assert "Money without an activity (1)" in drawn
    assert "Looked for a promise that is an activity or output" in drawn
    assert "Missions that nothing here feeds" in drawn


def test_the_table_of_steps_has_every_promise_and_where_it_leads(doverton: Reading) -> None:
    drawn = markup(outcomes(doverton, theory="All steps"), "steps-list")
    assert drawn.count("<tr data-item") == 4
    assert WORK in drawn


def test_a_quote_in_the_address_is_lit_on_its_page(doverton: Reading) -> None:
    passage = doverton.passages[0]
    test = outcomes(doverton, theory="Links", quote=f"{passage.id}.0.{len(HUB)}")
    (page,) = pictures(test)
    assert page["shown"].endswith(f"{passage.id} Span(start=0, end={len(HUB)})")


def test_a_quote_that_is_gone_is_said_and_not_guessed(doverton: Reading) -> None:
    test = outcomes(doverton, theory="Links", quote="0" * 16 + ".0.5")
    assert "These words are no longer here" in markup(test)
    assert pictures(test) == []


@pytest.mark.parametrize(
    ("id_", "wanted"),
    [
        ("abc.3.9", ("abc", Span(3, 9))),
        ("abc", ("abc", None)),
        ("abc.9.3", ("abc", None)),
        ("abc.x.3", ("abc", None)),
        ("", ("", None)),
    ],
)
def test_an_address_names_words(id_: str, wanted: tuple[str, Span | None]) -> None:
    assert parted(id_) == wanted


def test_every_cell_of_the_logframe_says_where_its_words_come_from(
    held: Workspace, doverton: Reading
) -> None:
    frame = frame_of(held, doverton)
    drawn = logframe_html(frame, (Stage.OUTCOME,), tuple(Column), "")
    assert drawn.count('data-act="cell"') == len(Column)
    assert "from the text, page 2" in drawn
    assert "searches made" in drawn or "search made" in drawn


def test_a_cell_is_filled_by_a_person_and_says_so(held: Workspace, doverton: Reading) -> None:
    row = frame_of(held, doverton).rows[-1]
    cell = cell_id(row, Column.RISK)
    test = outcomes(doverton, outcome="Logframe", cell=cell)
    assert "Not stated in the text." in markup(test, "cell-origin")
    box = next(area for area in test.text_area if area.label == "Your words")
    assert box.value == ""
    box.set_value("The tram may not come.")
    next(b for b in test.button if b.label == "Save").click().run()
    (edit,) = edits_of(held.engine, doverton.document.id)
    assert (edit.row, edit.column, edit.text, edit.by) == (
        row.key,
        Column.RISK,
        "The tram may not come.",
        "Ben",
    )
    assert "Written by Ben on" in markup(test, "cell-origin")
    next(b for b in test.button if b.label == "Take the edit back").click().run()
    assert "took an earlier edit back" in markup(test, "cell-origin")


def test_an_edit_of_somebody_else_is_not_overwritten_unseen(
    held: Workspace, doverton: Reading
) -> None:
    row = frame_of(held, doverton).rows[-1]
    test = outcomes(doverton, outcome="Logframe", cell=cell_id(row, Column.RISK))
    cat = person(held.engine, "Cat")
    edit_cell(held.engine, doverton.document.id, row, Column.RISK, "Hers", who=cat, at=NOON)
    test.text_area[-1].set_value("His")
    next(b for b in test.button if b.label == "Save").click().run()
    assert [e.text for e in edits_of(held.engine, doverton.document.id)] == ["Hers"]
    assert "meanwhile: “Hers”" in test.warning[0].value
    box = next(area for area in test.text_area if area.label == "Your words")
    assert box.value == "His"
    next(b for b in test.button if b.label == "Save").click().run()
    assert [e.text for e in edits_of(held.engine, doverton.document.id)] == ["Hers", "His"]


def test_a_viewer_reads_a_cell_and_cannot_change_it(held: Workspace, doverton: Reading) -> None:
    row = frame_of(held, doverton).rows[-1]
    test = outcomes(doverton, "Val", outcome="Logframe", cell=cell_id(row, Column.STATEMENT))
    assert "From the text:" in markup(test, "cell-origin")
    assert [b.label for b in test.button if b.label in ("Save", "Add")] == []


def test_a_row_is_added(held: Workspace, doverton: Reading) -> None:
    test = outcomes(doverton, outcome="Logframe")
    next(a for a in test.text_area if a.label == "Statement").set_value("Wages rise.")
    next(b for b in test.button if b.label == "Add").click().run()
    assert "Impact added 1" in markup(test, "logframe")


def test_a_level_without_a_promise_says_what_was_looked_for(doverton: Reading) -> None:
    test = outcomes(doverton, outcome="Logframe", cell="no-impact|statement")
    assert "Impact (none stated)" in markup(test, "logframe")
    assert "4 rows: " in markup(test)
    assert "Looked for a statement at the level of impact" in markup(test, "cell-origin")
    assert "No promise was found at this level: there is no page to show." in markup(test)


def test_an_address_of_a_cell_that_is_gone_says_so(doverton: Reading) -> None:
    test = outcomes(doverton, outcome="Logframe", cell="nothing|risk")
    assert test.warning[0].value == "The cell in the address is no longer here."


def test_a_cell_is_named_by_row_and_column(held: Workspace, doverton: Reading) -> None:
    frame = frame_of(held, doverton)
    row = frame.rows[0]
    assert cell_named(frame, cell_id(row, Column.RISK)) == (row, Column.RISK)
    assert cell_named(frame, f"{row.key}|colour") is None
    assert origin_words(Cell()) == ""


def test_findings_stand_beside_promises_as_context(doverton: Reading) -> None:
    test = outcomes(doverton, outcome="What evaluations found")
    assert "Context, not a verdict." in markup(test)
    drawn = markup(test, "findings")
    assert "Apprenticeships (1 promise)" in drawn
    assert "Matched by “apprenticeships”" in drawn


def test_an_evaluation_plan_says_what_is_not_stated(doverton: Reading) -> None:
    test = outcomes(doverton, outcome="What evaluations found", evaluation="Evaluation plan")
    drawn = markup(test, "evaluation-plan")
    assert "Who evaluates" in drawn
    assert "Looked for words that say who evaluates" in drawn


def test_the_letter_is_kept_as_sent_by_who_may(held: Workspace, doverton: Reading) -> None:
    assert all(b.label != "Keep as sent" for b in outcomes(doverton, outcome="Letter").button)
    test = outcomes(doverton, "Mo", outcome="Letter")
    drawn = markup(test, "letter")
    assert "To: Doverton Partnership" in drawn
    assert 'data-act="quote"' in drawn
    next(b for b in test.button if b.label == "Keep as sent").click().run()
    (sent,) = letters_sent(held.engine, doverton.document.id)
    assert sent["by"] == "Mo"
    assert any("1 letter kept as sent" in e.label for e in test.expander)


def test_the_portfolio_logframe_says_what_adds_up(doverton: Reading) -> None:
    drawn = markup(screen("across", across="Portfolio logframe"), "measures-list")
    assert "Premises with full fibre" in drawn
    assert "Does not add up. Shares do not add up" in drawn


def test_chains_of_one_name_are_told_apart() -> None:
    first, second = ValueChain(("roof",), (), ()), ValueChain(("roof",), (), ())
    assert names_of([first, second, ValueChain(("sea",), (), ())]) == {
        "roof": first,
        "roof (2)": second,
        "sea": ValueChain(("sea",), (), ()),
    }


def test_no_value_chain_is_said(doverton: Reading) -> None:
    assert "No value chains" in markup(screen("across"))


def test_the_national_theory_is_edited_by_who_may(held: Workspace, doverton: Reading) -> None:
    test = outcomes(doverton, theory="National theory")
    assert all(e.label != "Versions and changes" for e in test.expander)
    test = outcomes(doverton, "Mo", theory="National theory")
    assert any(e.label == "Versions and changes" for e in test.expander)
    assert "Reached through outcomes" in markup(test, "national-list")


def field(test: AppTest, kind: str, end: str) -> Any:
    return next(e for e in getattr(test, kind) if (e.key or "").endswith(end))


def kept(test: AppTest) -> AppTest:
    return next(b for b in test.button if b.label == "Keep as a new version").click().run()


def test_a_part_of_the_theory_is_edited_in_a_form_with_a_reason(
    held: Workspace, doverton: Reading
) -> None:
    test = outcomes(doverton, "Mo", theory="National theory")
    field(test, "selectbox", "part").select("productivity").run()
    field(test, "text_area", "-statement").set_value("People earn more for each hour.")
    field(test, "number_input", "-by").set_value(2031)
    kept(test)
    assert [e.value for e in test.error] == ["say in a few words what was changed"]
    field(test, "text_input", "-why").set_value("Plainer words, and a year.")
    kept(test)
    shipped = load_theory(bundled_theory())
    (version,) = theory_versions(held.engine, shipped.id)
    node = version.theory.node("productivity")
    assert (node.statement, node.by) == ("People earn more for each hour.", 2031)
    assert (version.by, version.note) == ("Mo", "Plainer words, and a year.")
    ada = person(held.engine, "Ada")
    assert "edit theory" in [line.action for line in audit_for(held.engine, ada)]
    assert len(version.theory.nodes) == len(shipped.nodes)
    assert "Plainer words, and a year." in markup(test, "theory-versions")


def test_a_colleagues_version_is_not_overwritten_and_the_words_stay_in_the_form(
    held: Workspace, doverton: Reading
) -> None:
    test = outcomes(doverton, "Mo", theory="National theory")
    field(test, "selectbox", "part").select("productivity").run()
    shipped = load_theory(bundled_theory())
    renamed = with_node(shipped, replace(shipped.node("communities"), name="Renamed"))
    ada = person(held.engine, "Ada")
    body = theory_json(renamed)
    save_theory(held.engine, shipped, body, opened=0, note="Renamed.", who=ada, at=NOON)
    field(test, "text_area", "-statement").set_value("Mine.")
    field(test, "text_input", "-why").set_value("Shorter.")
    kept(test)
    assert "version 1 was saved after you opened version 0" in test.error[0].value
    assert len(theory_versions(held.engine, shipped.id)) == 1
    kept(test)
    last = theory_versions(held.engine, shipped.id)[-1]
    assert (last.number, last.theory.node("productivity").statement) == (2, "Mine.")
    assert last.theory.node("communities").name == "Renamed"


def test_a_part_is_added_and_taken_out_with_its_links(held: Workspace, doverton: Reading) -> None:
    shipped = load_theory(bundled_theory())
    test = outcomes(doverton, "Mo", theory="National theory")
    field(test, "selectbox", "part").select("new part").run()
    field(test, "text_input", "-why").set_value("It was missing.")
    kept(test)
    assert [e.value for e in test.error] == ["choose the source that this rests on"]
    field(test, "text_input", "-name").set_value("Good air")
    field(test, "text_area", "-statement").set_value("The air is good.")
    field(test, "multiselect", "-sources").select("missions")
    kept(test)
    field(test, "selectbox", "part").select("productivity").run()
    field(test, "checkbox", "-out").check()
    field(test, "text_input", "-why").set_value("Told elsewhere.")
    kept(test)
    first, second = theory_versions(held.engine, shipped.id)
    assert first.theory.node("good-air").sources == ("missions",)
    assert all(node.id != "productivity" for node in second.theory.nodes)
    assert all("productivity" not in (m.source, m.target) for m in second.theory.mechanisms)


def test_an_edited_theory_is_read_as_json_or_toml() -> None:
    theory = load_theory(bundled_theory())
    body = json.dumps(theory_json(theory)).encode()
    assert parsed("a.json", body) == theory_json(theory)
    assert parsed("a.toml", b'id = "x"') == {"id": "x"}
    for name, content in (
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.toml", b"="),
        ("a.json", b"\xff"),
    ):
        with pytest.raises(TheoryError, match=r"^a\.(json|toml): "):
            parsed(name, content)
