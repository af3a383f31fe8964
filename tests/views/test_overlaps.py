from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.comparing.overlaps import FLOOR, Member, Overlap
from index.comparing.relations import Relation
from index.comparing.verdicts import Given, Verdict, give_verdict, verdicts
from index.corpus import Corpus
from ingest.document import About, BlockKind, BoundingBox, Document, Passage, Reading
from nlp.commitment import Amount, Commitment, CommitmentKind, Stage, Strength
from tests.index.strategies import NOON
from tests.views.paper_office import markup, pictures, screen
from views import overlaps_found
from views.desk import Desk, open_desk
from views.overlap_network import CROWDED, drawn_pairs, network_option
from views.overlap_words import (
    address_of,
    by_pair,
    firmness,
    list_html,
    overlap_id,
    pairs_html,
    places_of,
    summary_words,
)
from views.overlaps_found import Sorted, overlaps_shown
from views.slots_table import slots_html


def member(
    place: str, promise: Commitment | None = None, text: str = "We will build it."
) -> Member:
    box = BoundingBox(1, 0, 0, 9, 9)
    passage = Passage(f"p-{place}", place, 0, text, (), BlockKind.PARAGRAPH, (box,))
    return Member(
        passage, Document(place, About(f"{place} Plan", place), ()), 0, len(text), promise
    )


def promise(strength: Strength = Strength.FIRM, amount: Amount | None = None) -> Commitment:
    return Commitment(
        0, 17, CommitmentKind.ACTION, strength, Stage.ACTIVITY, "We", "build it", amount
    )


def overlap(*members: Member, relation: Relation = Relation.SAME_ASSET) -> Overlap:
    return Overlap(relation, 0.91, members, "Both are about it.")


def test_overlaps_of_a_workspace_show_both_pages_lit(workspace: dict[str, Reading]) -> None:
    test = screen("overlaps")
    assert not test.error
    assert [p["label"].partition(",")[0] for p in pictures(test)] == ["Aldwick", "Bramley"]
    assert all(p["boxes"].count("lis-lit") == 1 for p in pictures(test))
    assert "Aldwick and Bramley" in markup(test, "overlap-list")


def test_many_strategies_are_compared_in_the_background_and_the_screen_says_so(
    workspace: dict[str, Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, find = threading.Event(), overlaps_found._overlaps

    def slow(desk: Desk) -> tuple[Corpus, Sequence[Overlap]]:
        assert go_on.wait(30)
        return find(desk)

    monkeypatch.setattr(overlaps_found, "_overlaps", slow)
    monkeypatch.setattr(overlaps_found, "KEPT_FROM", 1)
    test = screen("overlaps")
    assert "Comparing 4 strategies with each other" in markup(test)
    assert not pictures(test)
    go_on.set()
    open_desk().derived("overlaps begun", never_again).end.result(30)
    test.run()
    assert not test.exception
    assert "Comparing" not in markup(test)
    assert len(pictures(test)) == 2


def never_again() -> overlaps_found.Begun:
    raise AssertionError("the comparison has begun")


def test_one_place_has_nothing_to_overlap_with(empty: Path) -> None:
    assert "Overlaps need strategies of two places or more." in markup(screen("overlaps"))


def test_an_overlap_that_is_gone_gives_way_to_the_first(workspace: dict[str, Reading]) -> None:
    test = screen("overlaps", overlap="gone.gone")
    assert "The overlap in the address is not among these." in markup(test)
    assert len(pictures(test)) == 2


def test_choices_that_nothing_fits_say_so(workspace: dict[str, Reading]) -> None:
    assert "No overlap fits these choices." in markup(screen("overlaps", place="Crowle"))


def test_the_network_has_a_table_twin(workspace: dict[str, Reading]) -> None:
    test = screen("overlaps", view="Network")
    assert ">Aldwick and Bramley</button></th>" in markup(test, "pairs")


def test_the_map_has_a_tile_for_places_without_overlaps_too(
    workspace: dict[str, Reading],
) -> None:
    tiles = markup(screen("overlaps", view="Map"), "overlap-map")
    assert "<b>Crowle</b><small>0 overlaps with 0 places</small>" in tiles


def test_an_overlap_below_the_floor_comes_back_when_somebody_calls_it_the_same() -> None:
    sure = overlap(member("A"), member("B"))
    unsure = replace(overlap(member("A"), member("C")), confidence=FLOOR / 2)
    stock = replace(overlap(member("B"), member("C"), relation=Relation.BOILERPLATE), confidence=0)
    told = Sorted.of([sure, stock, unsure])
    assert (told.shown, told.aside) == ((sure, stock), 1)
    assert told.heeding({}) == [sure, stock]
    pair = frozenset(("p-A", "p-C"))
    heeded = told.heeding({pair: Given(pair, Verdict.SAME, NOON, "Ben")})
    assert [places_of(o) for o in heeded] == [["A", "C"], ["A", "B"], ["B", "C"]]
    assert heeded[0].confidence > FLOOR


def test_a_verdict_of_a_colleague_is_noticed(workspace: dict[str, Reading]) -> None:
    test = screen("overlaps")
    desk = open_desk()
    (first, *_) = overlaps_shown(desk, {}).overlaps
    pair = [m.passage.id for m in first.members]
    give_verdict(desk.store.engine, *pair, Verdict.NOT_RELATED, at=NOON, by="Ben")
    assert overlap_id(first) not in overlaps_shown(desk, verdicts(desk.store.engine)).by_id
    assert f'data-id="{overlap_id(first)}"' not in markup(test.run(), "overlap-list")


def test_joint_text_is_told_once_with_all_its_places() -> None:
    joint = overlap(*(member(p, promise()) for p in "ABC"), relation=Relation.JOINT)
    drawn = list_html([joint], "")
    assert ">A, B and C</button>" in drawn
    assert drawn.count("build it") == 1
    assert "Both are about it." not in drawn
    assert "How sure: 91 in 100" in drawn


def test_each_side_of_a_pair_says_what_it_promises_and_why_they_meet() -> None:
    drawn = list_html([overlap(member("A", promise()), member("B"))], "p-A.p-B")
    assert "A: </span>build it" in drawn
    assert "B: </span>We will build it." in drawn
    assert "<div>Both are about it.</div>" in drawn
    assert "lis-current" in drawn


def test_firmness_tells_both_sides() -> None:
    mixed = overlap(member("A", promise()), member("B", promise(Strength.CONDITIONAL)))
    assert firmness(mixed) == "Firm and conditional"
    assert firmness(overlap(member("A", promise()), member("B", promise()))) == "Firm"
    assert firmness(overlap(member("A"), member("B"))) == "No promise"


def test_an_address_opens_the_overlap_with_its_relation_chosen() -> None:
    assert address_of(overlap(member("A"), member("B"))) == {
        "overlap": "p-A.p-B",
        "relation": "Same asset",
    }


def test_three_places_make_three_pairs() -> None:
    three = overlap(*(member(p) for p in "CAB"), relation=Relation.JOINT)
    assert list(by_pair([three])) == [("A", "B"), ("A", "C"), ("B", "C")]
    told = pairs_html(by_pair([three, overlap(member("A"), member("B"))]))
    assert told.index("A and B") > 0
    assert "same words 1, same asset 1" in told


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 1, 0), "1 overlap."),
        ((60, 50, 0), "60 overlaps, the first 50 listed."),
        ((2, 2, 1), "2 overlaps. 1 repeated phrase or chance likeness set aside."),
    ],
)
def test_what_is_not_listed_is_counted(numbers: tuple[int, int, int], words: str) -> None:
    assert summary_words(*numbers) == words


def test_slots_line_up_and_what_one_side_lacks_is_said() -> None:
    rich = member("A", promise(amount=Amount("£5m", 5e6, "GBP")))
    drawn = slots_html((rich, member("B", promise())), (0, 1))
    assert '<tr><th scope="row">How much</th><td>£5m</td><td>not said</td></tr>' in drawn
    assert "By when" not in drawn
    assert "<td>Firm action</td><td>Firm action</td>" in drawn


def test_of_three_members_the_page_of_the_third_can_be_called() -> None:
    drawn = slots_html(tuple(member(p) for p in "ABC"), (0, 1))
    assert drawn.count("Show its page") == 1
    assert '<button data-act="side" data-id="2">' in drawn
    assert "Show its page" not in slots_html((member("A"), member("B")), ())


def test_of_many_members_the_rest_are_named_and_the_chosen_one_has_a_column() -> None:
    many = tuple(member(p) for p in "ABCDEFG")
    drawn = slots_html(many, (0, 5))
    assert drawn.count('<th scope="col">') == 6
    assert '<p class="lis-actions">Also: <button data-act="side" data-id="6">G, sheet 1' in drawn
    assert drawn.count("“We will build it.”") == 6


def test_the_ring_starts_at_the_top_and_names_stand_outside_it() -> None:
    places = "ABCD"
    found = {(a, b): [overlap(member(a), member(b))] for a in places for b in places if a < b}
    (series,) = network_option(found)["series"]
    assert [(n["name"], n["x"], n["y"], n["label"]["position"]) for n in series["data"]] == [
        ("A", 0.0, -100.0, "top"),
        ("B", 100.0, -0.0, "right"),
        ("C", 0.0, 100.0, "bottom"),
        ("D", -100.0, 0.0, "left"),
    ]
    assert len(series["links"]) == 6


def test_a_crowded_network_joins_the_closest_of_each_place() -> None:
    places = [chr(ord("A") + i) for i in range(CROWDED)]
    found = [overlap(member(a), member(b)) for a in places for b in places if a < b]
    found += [overlap(member("A"), member("P")), overlap(member("B"), member("P"))]
    pairs = by_pair(found)
    drawn = drawn_pairs(pairs)
    assert {("A", "P"), ("B", "P")} < set(drawn)
    assert all(any(place in pair for pair in drawn) for place in places)
    assert len(drawn) <= 2 * len(places) < len(pairs)
    series = network_option(pairs)["series"][0]
    assert len(series["data"]) == CROWDED
    assert (series["layout"], len(series["links"])) == ("circular", len(drawn))


def test_few_places_are_joined_wherever_they_overlap() -> None:
    pairs = by_pair([overlap(*(member(p) for p in "ABC"), relation=Relation.JOINT)])
    assert drawn_pairs(pairs) == pairs
    assert network_option(pairs)["series"][0]["layout"] == "none"
