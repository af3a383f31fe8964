from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from index.storage.workspace import writer
from nlp.commitment import CommitmentKind, Stage, Strength
from nlp.framework import Mission, bundled_framework, load_framework
from review.errors import NotAllowedError
from review.theory.chains import BreakKind, LinkVerdict, chain_of, feeding
from review.theory.links import propose_links
from review.theory.national import (
    TheoryError,
    bundled_theory,
    load_theory,
    theory_json,
    theory_of,
)
from review.theory.picture import MOST, chain_csv, chain_svg, theory_svg
from review.theory.steps import Horizon, read_strategy
from review.theory.store import (
    OldVersionError,
    current_theory,
    judge_link,
    link_verdicts,
    save_theory,
    theory_versions,
)
from tests.index.strategies import analysed, reading
from tests.review.casefile import NOON, Case, later
from tests.review.promised import FIBRE, row, strategy, told

LINKED = told("We will open a college so that more people find skilled work.")
VANS = Mission("vans", "clean_growth", "All vans are clean.", "clean vans", 2040, ("electric van",))


def shipped() -> dict[str, Any]:
    return tomllib.loads(bundled_theory().read_text("utf-8"))


def test_the_theory_that_ships_names_labels_and_missions_of_its_framework() -> None:
    theory = load_theory(bundled_theory())
    framework = load_framework(bundled_framework())
    assert theory.framework == framework.id
    assert {n.label for n in theory.nodes if n.label} == set(framework.label_ids)
    assert {n.mission for n in theory.nodes if n.mission} == {m.id for m in framework.missions}
    years = {n.mission: n.by for n in theory.nodes if n.mission}
    assert years == {m.id: m.by for m in framework.missions}
    assert all(n.sources for n in theory.nodes)
    assert all(m.sources and m.assumption for m in theory.mechanisms)


def test_every_node_that_ships_leads_to_an_impact() -> None:
    theory = load_theory(bundled_theory())
    fed = {m.source for m in theory.mechanisms}
    assert [n.id for n in theory.nodes if n.stage is not Stage.IMPACT and n.id not in fed] == []


def test_a_theory_survives_its_journey_through_json() -> None:
    theory = load_theory(bundled_theory())
    assert theory_of(theory_json(theory)) == theory


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("nodes", {"stage": "hope"}, "nodes.productivity.stage: 'hope' is not a stage"),
        ("nodes", {"sources": ["hearsay"]}, "there is no source 'hearsay'"),
        ("mechanisms", {"to": "nowhere"}, "there is no node 'nowhere'"),
        ("mechanisms", {"from": "productivity"}, "runs from a later stage back"),
        ("nodes", {"id": "communities"}, "'communities' is used twice"),
        ("nodes", {"statement": ""}, "statement: must be text"),
    ],
)
def test_a_theory_that_does_not_hold_together_says_where(
    part: str, change: dict[str, Any], said: str
) -> None:
    data = shipped()
    data[part][0].update(change)
    with pytest.raises(TheoryError, match=said):
        theory_of(data)


def test_a_file_that_is_no_theory_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "mine.toml"
    bad.write_text("nodes = ")
    with pytest.raises(TheoryError, match=r"mine\.toml: is not valid TOML"):
        load_theory(bad)


def test_an_edit_is_a_new_version_and_the_old_ones_stay(case: Case) -> None:
    engine, theory = case.workspace.engine, load_theory(bundled_theory())
    assert current_theory(engine, theory) == theory
    mine = shipped()
    mine["nodes"][0]["name"] = "Output and pay"
    save: dict[str, Any] = {"who": case.mo, "at": NOON}
    first = save_theory(engine, theory, mine, opened=0, note="plainer words", **save)
    assert (first.number, first.theory.version) == (1, "1+1")
    assert current_theory(engine, theory).nodes[0].name == "Output and pay"
    with pytest.raises(OldVersionError, match="version 1 was saved after you opened version 0"):
        save_theory(engine, theory, shipped(), opened=0, note="mine", **save)
    save_theory(engine, theory, shipped(), opened=1, note="back again", **save)
    kept = theory_versions(engine, theory.id)
    assert [(v.number, v.note, v.by, v.theory.nodes[0].name) for v in kept] == [
        (1, "plainer words", "Mo", "Output and pay"),
        (2, "back again", "Mo", "Productivity and earning power"),
    ]
    assert case.audit()[-2:] == ["edit theory", "edit theory"]


def test_an_edit_needs_a_note_the_same_id_and_the_right(case: Case) -> None:
    engine, theory = case.workspace.engine, load_theory(bundled_theory())
    with pytest.raises(TheoryError, match="what was changed"):
        save_theory(engine, theory, shipped(), opened=0, note=" ", who=case.mo, at=NOON)
    other = {**shipped(), "id": "another"}
    with pytest.raises(TheoryError, match="keeps the id"):
        save_theory(engine, theory, other, opened=0, note="x", who=case.mo, at=NOON)
    with pytest.raises(NotAllowedError):
        save_theory(engine, theory, shipped(), opened=0, note="x", who=case.ben, at=NOON)
    assert theory_versions(engine, theory.id) == []


def test_promises_stand_at_their_stage_and_horizon() -> None:
    told_ = strategy(
        told("We will open a college by 2021.", due=("2021", date(2021, 12, 31))),
        told("We will halve waste by 2029.", stage=Stage.OUTCOME, due=("2029", date(2029, 6, 30))),
        told("We will be net zero by 2038.", stage=Stage.IMPACT, due=("2038", date(2038, 12, 31))),
        told("We have kept it since 2017.", due=("2017", date(2017, 12, 31))),
        told("We will visit schools."),
        told("We will visit schools."),
    )
    found = [(s.stage, s.horizon) for s in told_.steps]
    assert found == [
        (Stage.ACTIVITY, Horizon.SHORT),
        (Stage.OUTCOME, Horizon.MEDIUM),
        (Stage.IMPACT, Horizon.LONG),
        (Stage.ACTIVITY, Horizon.NOT_STATED),  # before publication: the date of something else
        (Stage.ACTIVITY, Horizon.NOT_STATED),
        (Stage.ACTIVITY, Horizon.NOT_STATED),
    ]
    assert told_.steps[3].deadline is None
    keys = [s.key for s in told_.steps]
    assert len(set(keys)) == 6
    assert keys[5] == f"{keys[4]}-2"


def test_without_a_date_of_publication_no_horizon_is_stated() -> None:
    step = strategy(told("We will do it by 2021.", due=("2021", date(2021, 1, 1))), published=None)
    assert step.steps[0].horizon is Horizon.NOT_STATED


def test_an_end_that_says_from_where_to_where_has_a_measure() -> None:
    credit = told("We are increasing the rate of credit from 11% to 12%.", stage=Stage.OUTCOME)
    assert chain_of(strategy(credit), [], {}).breaks == ()


def test_the_picture_shows_promises_before_what_is_only_looked_into() -> None:
    looked = [
        told(f"We will explore tram {n}.", kind=CommitmentKind.ASPIRATION, headings=(f"{n}",))
        for n in range(MOST)
    ]
    chain = chain_of(strategy(*looked, told("We will open a college.")), [], {})
    svg = chain_svg(chain)
    assert ">We will open a college.<" in svg
    assert f">We will explore tram {MOST - 1}.<" not in svg
    assert "and 1 more: see the table" in svg


def test_gaps_are_cited_or_say_what_was_searched() -> None:
    told_ = strategy(
        told("£9 million will go to skills.", stage=Stage.INPUT, money=9, headings=("Money",)),
        told("We will open a college.", headings=("College",)),
        told("We will raise wellbeing.", stage=Stage.IMPACT, headings=("Health",)),
        told("We will build a tram.", headings=("Foreword",)),
        told("We ask for a bridge.", strength=Strength.ASK, headings=("Asks",)),
    )
    chain = chain_of(told_, [VANS], {})
    assert [(b.kind, b.step.quote if b.step else None) for b in chain.breaks] == [
        (BreakKind.MONEY_WITHOUT_ACTIVITY, "£9 million will go to skills."),
        (BreakKind.ACTIVITY_WITHOUT_OUTCOME, "We will open a college."),
        (BreakKind.OUTCOME_WITHOUT_INDICATOR, "We will raise wellbeing."),
        (BreakKind.MISSION_NOT_FED, None),
    ]
    assert all(b.searches for b in chain.breaks)
    assert "“electric van”" in chain.breaks[3].searches[0].wanted


def test_a_chain_that_holds_has_no_gap() -> None:
    van = told("We will buy an electric van.", themes=["clean_growth"], headings=("Vans",))
    end = told(
        "Cleaner air.", stage=Stage.OUTCOME, target="5 %", indicator="air", headings=("Vans",)
    )
    assert chain_of(strategy(LINKED, van, end), [VANS], {}).breaks == ()


def test_a_rejected_link_no_longer_holds_a_chain(case: Case) -> None:
    read = strategy(LINKED)
    (link,) = propose_links(read)
    engine = case.workspace.engine
    judge_link(engine, link, LinkVerdict.REJECTED, who=case.ben, at=NOON, note="too far")
    given = link_verdicts(engine, read.document.id)
    chain = chain_of(read, [], given)
    assert not chain.links[0].stands
    assert [b.kind for b in chain.breaks] == [BreakKind.ACTIVITY_WITHOUT_OUTCOME]
    judge_link(engine, link, LinkVerdict.CONFIRMED, who=case.cy, at=later(1))
    chain = chain_of(read, [], link_verdicts(engine, read.document.id))
    assert chain.links[0].stands
    assert chain.links[0].given is not None
    assert (chain.links[0].given.by, chain.breaks) == ("Cy", ())


def test_a_verdict_survives_a_second_reading_and_is_listed_when_its_words_are_gone(
    case: Case,
) -> None:
    store, engine = case.workspace.store, case.workspace.engine
    read = reading("Westhaven", LINKED)
    store.add_reading(read, analysed(read, LINKED), at=NOON)
    stored = read_strategy(store, read.document.id)
    (link,) = propose_links(stored)
    judge_link(engine, link, LinkVerdict.CONFIRMED, who=case.ben, at=NOON)
    store.replace_reading(read, analysed(read, LINKED), at=later(1))
    again = read_strategy(store, read.document.id)
    given = link_verdicts(engine, read.document.id)
    assert chain_of(again, [], given).links[0].given == given[link.key]

    gone = chain_of(strategy("Nothing is promised."), [], given)
    assert [(v.source, v.target) for v in gone.lost] == [(link.source.quote, link.target.quote)]


def test_verdicts_cannot_be_changed_or_taken_away(case: Case) -> None:
    (link,) = propose_links(strategy(LINKED))
    judge_link(case.workspace.engine, link, LinkVerdict.CONFIRMED, who=case.ben, at=NOON)
    for change in (
        "UPDATE link_verdicts SET verdict = 'rejected'",
        "DELETE FROM link_verdicts",
        "INSERT OR REPLACE INTO link_verdicts SELECT * FROM link_verdicts",
    ):
        with (
            pytest.raises(DatabaseError, match="only grows"),
            writer(case.workspace.engine).begin() as connection,
        ):
            connection.execute(text(change))


def test_a_viewer_judges_no_link(case: Case) -> None:
    (link,) = propose_links(strategy(LINKED))
    with pytest.raises(NotAllowedError):
        judge_link(case.workspace.engine, link, LinkVerdict.CONFIRMED, who=case.vi, at=NOON)


def test_the_picture_is_well_formed_and_counts_what_it_leaves_out() -> None:
    many = [told(f"We will open <school> & yard {n}.") for n in range(MOST + 3)]
    chain = chain_of(strategy(*many, LINKED), [], {})
    svg = ElementTree.fromstring(chain_svg(chain))  # noqa: S314  our own output
    words = [t.text or "" for t in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert f"Activities ({MOST + 4})" in words
    assert "and 4 more: see the table" in words
    assert words[0] == "How North Vale Strategy says it will work"
    ElementTree.fromstring(theory_svg(load_theory(bundled_theory())))  # noqa: S314


def test_the_table_twin_holds_every_step_and_link_and_no_formula() -> None:
    hidden = told("=1+1 We will open a yard.", "=1+1 We will open a yard.")
    chain = chain_of(strategy(LINKED, hidden, FIBRE), [], {})
    rows = list(csv.DictReader(io.StringIO(chain_csv(chain))))
    assert [(r["quote"], r["leads_to"], r["verdict"]) for r in rows] == [
        ("We will open a college", "more people find skilled work", "proposed"),
        ("'=1+1 We will open a yard.", "", ""),
        ("Premises with full fibre 3.8% (2019) 20% 45% 2025", "", ""),
    ]
    assert rows[0]["page"] == "p. 2"


def test_an_outcome_that_shares_words_with_a_target_is_measured() -> None:
    promise = told("We will raise the number of apprenticeship starts in engineering.",
                   stage=Stage.OUTCOME)  # fmt: skip
    target = row(
        [("Measure", "Engineering apprenticeship starts"), ("Target", "900")],
        2025,
        indicator="Engineering apprenticeship starts",
        target="900",
    )
    assert chain_of(strategy(promise, target), [], {}).breaks == ()


def test_promises_join_the_national_theory_by_theme_stage_and_mission() -> None:
    theory = load_theory(bundled_theory())
    missions = load_framework(bundled_framework()).missions
    told_ = strategy(
        told("We will teach welding.", themes=["people"]),
        told("£9m for skills.", stage=Stage.INPUT, themes=["people"]),
        told("We will halve what new buildings use.", themes=["clean_growth"]),
        told("We will plant trees.", themes=["clean_growth"]),
    )
    chain = chain_of(told_, missions, {})
    found = {
        node: [step.quote for step in steps]
        for node, steps in feeding(theory, chain, missions).items()
        if steps
    }
    assert found == {
        "skills-money": ["£9m for skills."],
        "technical-education": ["We will teach welding."],
        "people-outcome": ["We will teach welding.", "£9m for skills."],
        "buildings-outcome": ["We will halve what new buildings use."],
    }
