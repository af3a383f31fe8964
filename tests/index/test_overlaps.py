from __future__ import annotations

import pytest

from index.comparing.overlaps import Overlap, Wanted, all_overlaps, find_overlaps
from index.comparing.relations import Relation
from index.corpus import current_documents
from index.storage.store import VersionLink
from ingest.document import Status
from nlp.commitment import Strength
from tests.index.strategies import Said, corpus_of, place, promise, will

BOILERPLATE = "We will work closely with government and local partners to deliver inclusive growth."
JOINT = "sign a Corridor Technical Skills Agreement with nine colleges for 1,200 places by 2024"
REST = ("Bees hum over clover meadows.", "Otters swim in the brook.", "Owls hunt over barley.")


def only(found: list[Overlap], *relations: Relation) -> list[Overlap]:
    return [overlap for overlap in found if overlap.relation in relations]


def sides(overlap: Overlap) -> list[tuple[str, str]]:
    return [(member.place, member.quote) for member in overlap.members]


def test_joint_text_is_one_group_with_all_its_places() -> None:
    corpus = corpus_of(
        place("A", will(JOINT), REST[0]),
        place("B", will(JOINT.replace("by 2024", "by the year 2024")), REST[1]),
        place("C", will(JOINT), REST[2]),
        place("D", "Quiet lanes."),
        place("E", "Loud lanes."),
        place("F", "Long lanes."),
    )
    found = find_overlaps(corpus).groups
    assert [o.relation for o in found] == [Relation.JOINT]
    assert [m.place for m in found[0].members] == ["A", "B", "C"]
    assert found[0].why == "A, B and C say this in nearly the same words, 88 in 100 of them."
    assert found[0].members[1].quote.endswith("by the year 2024")


def test_boilerplate_comes_only_when_asked_for() -> None:
    corpus = corpus_of(
        *(
            place(p, will(BOILERPLATE), f"{w} stand.")
            for p, w in zip("ABC", ("Oaks", "Elms", "Firs"), strict=True)
        )
    )
    assert find_overlaps(corpus).groups == ()
    wanted = Wanted(relations=frozenset({Relation.BOILERPLATE}))
    (found,) = find_overlaps(corpus, wanted).groups
    assert [m.place for m in found.members] == ["A", "B", "C"]


def test_same_place_and_linked_versions_never_overlap() -> None:
    text = "We will extend the Kelder Sound tidal berth with a hydrogen pontoon by 2022."
    final = place("A", will(text))
    other = place("A", will(text + " Indeed."), title="Other paper")
    assert all_overlaps(corpus_of(final, other)) == []
    renamed = place(
        "A North",
        will("We shall widen the Kelder Sound tidal berth and its hydrogen pontoon in 2022."),
    )
    link = VersionLink(renamed[0].document.id, final[0].document.id, 0.9, confirmed=True)
    assert all_overlaps(corpus_of(final, renamed, links=(link,))) == []
    offer = VersionLink(renamed[0].document.id, final[0].document.id, 0.9, confirmed=False)
    assert all_overlaps(corpus_of(final, renamed, links=(offer,))) != []


def test_same_asset_names_it_and_quotes_the_promise_with_the_name() -> None:
    promised = "We will put £5 million into a second berth at Kelder Sound"
    text = f"Tidal devices need berths. {promised}. We will paint the hydrogen shed."
    first = Said(
        text,
        ("clean_growth",),
        (promise(promised, text), promise("We will paint the hydrogen shed", text)),
    )
    second = will(
        "We will spend £6.5m on a tidal cable and a hydrogen berth at Kelder Sound.", "clean_growth"
    )
    corpus = corpus_of(place("A", first, *REST), place("B", second, "Kites fly."))
    found = only(all_overlaps(corpus), Relation.SAME_ASSET)
    assert [sides(o) for o in found] == [[("A", promised), ("B", second.text)]]
    assert found[0].why == "Both are about Kelder Sound."
    assert found[0].confidence > 0.8


def test_one_word_name_for_two_things_is_a_coincidence() -> None:
    corpus = corpus_of(
        place(
            "A",
            will("We will extend Beacon, a cancer programme, to all general practices.", "people"),
            *REST,
        ),
        place(
            "B",
            will(
                "We will match what Beacon, a lighthouse charity, raises for the lamp room.",
                "ideas",
            ),
            "Gulls cry at noon.",
        ),
    )
    assert find_overlaps(corpus).groups == ()
    (found,) = only(all_overlaps(corpus), Relation.COINCIDENCE)
    assert found.why == "Both say “Beacon”, but of different things."


def test_name_that_every_strategy_uses_makes_no_overlap() -> None:
    corpus = corpus_of(
        place("A", will("We will ask Network Rail for signals at Oakham."), *REST),
        place("B", will("We will sue Network Rail over a flooded culvert."), "Kites fly."),
    )
    assert [o for o in all_overlaps(corpus) if "Network" in o.why] == []


def test_shared_agreement_is_a_formal_collaboration() -> None:
    corpus = corpus_of(
        place(
            "North Vale",
            will(
                "We will scale up composites under the Materials Bridge agreement with Aldermere.",
                "ideas",
            ),
            *REST,
        ),
        place(
            "Aldermere",
            will(
                "We will fund composites under the Materials Bridge agreement with North Vale.",
                "ideas",
            ),
            "Kites fly.",
        ),
    )
    (found,) = find_overlaps(corpus).groups
    assert found.relation is Relation.FORMAL_COLLABORATION
    assert [m.place for m in found.members] == ["Aldermere", "North Vale"]


def test_passage_that_names_a_place_is_not_paired_with_all_it_says() -> None:
    naming = will("With Port Ward we will ship chilled salmon, oysters and crab from Tarrick.")
    corpus = corpus_of(
        place("Highmoor", naming, *REST),
        place(
            "Port Ward",
            will("We will equip chilled salmon sheds."),
            will("We will dredge for oysters and crab, and ship salmon chilled."),
            will("We will ship crab from the quay."),
        ),
    )
    named = only(all_overlaps(corpus), Relation.FORMAL_COLLABORATION)
    assert len(named) == 1
    assert named[0].why.startswith("Highmoor names Port Ward")


def test_two_claims_to_be_first_in_one_thing_compete() -> None:
    corpus = corpus_of(
        place("A", will("We will be the UK’s first zero-carbon pottery cluster by 2035."), *REST),
        place(
            "B",
            "By 2037 our kilns will be the country’s first zero-carbon pottery cluster.",
            "Kites fly.",
        ),
        place("C", will("We will be the UK’s first falconry school."), "Rooks call."),
    )
    (found,) = only(all_overlaps(corpus), Relation.COMPETING_CLAIM)
    assert [m.place for m in found.members] == ["A", "B"]
    assert "“the UK’s first” and “the country’s first”" in found.why


def test_offer_and_need_complement_each_other() -> None:
    corpus = corpus_of(
        place(
            "A",
            will("We will cut timber frames, roof panels and cassettes for 700 houses a year."),
            *REST,
        ),
        place(
            "B",
            will("We will put up 2,000 homes. No factory here makes timber frames or roof panels."),
            "Kites fly.",
        ),
    )
    (found,) = only(all_overlaps(corpus), Relation.COMPLEMENTARY)
    assert found.why.startswith("A offers (“will”) what B looks for (“no factory”):")


def test_same_field_is_a_same_sector() -> None:
    corpus = corpus_of(
        place(
            "A",
            will("We will train 150 offshore turbine technicians on a climbing tower.", "people"),
            *REST,
        ),
        place(
            "B",
            will("We will train 600 offshore turbine technicians in the old net store.", "people"),
            "Kites fly.",
        ),
        place("C", will("We will teach 90 bakers.", "people"), "Rooks call."),
    )
    (found,) = find_overlaps(corpus).groups
    assert found.relation is Relation.SAME_SECTOR
    assert {m.place for m in found.members} == {"A", "B"}
    assert "technicians" in found.why


def test_a_reason_names_things_in_the_order_of_the_text_and_no_hollow_words() -> None:
    corpus = corpus_of(
        place("A", will("We will train turbine technicians aboard a barge."), *REST),
        place("B", will("We will train technicians for turbine work aboard."), "Kites fly."),
        place("C", will("We will teach 90 bakers."), "Rooks call."),
    )
    (found,) = only(all_overlaps(corpus), Relation.SAME_SECTOR)
    assert found.why == "Both are about train, turbine, technicians."


def test_descriptions_of_one_trade_are_no_overlap() -> None:
    corpus = corpus_of(
        place("A", "Offshore turbine technicians climb the steel tower.", *REST),
        place("B", "Offshore turbine technicians climb a steel tower here.", "Kites fly."),
    )
    assert find_overlaps(corpus).groups == ()


def test_firm_promises_come_before_wishes() -> None:
    a = "We will train 150 offshore turbine technicians on a climbing tower."
    corpus = corpus_of(
        place("A", will(a), *REST),
        place(
            "B",
            will("We will train 600 offshore turbine technicians on a climbing wall."),
            "Kites fly.",
        ),
        place(
            "C",
            will(
                "We may train 600 offshore turbine technicians on a climbing wall.",
                strength=Strength.CONDITIONAL,
            ),
            "Rooks call.",
        ),
    )
    order = ["".join(m.place for m in found.members) for found in all_overlaps(corpus)]
    assert order.index("AB") < order.index("AC")


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 1),
        (Wanted(places=frozenset({"A"})), 1),
        (Wanted(places=frozenset({"C"})), 0),
        (Wanted(themes=frozenset({"people"})), 1),
        (Wanted(themes=frozenset({"ideas"})), 0),
        (Wanted(relations=frozenset({Relation.SAME_SECTOR})), 1),
        (Wanted(relations=frozenset({Relation.JOINT})), 0),
        (Wanted(documents=frozenset({"nobody"})), 0),
    ],
)
def test_filters(wanted: Wanted, count: int) -> None:
    corpus = corpus_of(
        place(
            "A", will("We will train 150 offshore turbine technicians on a tower.", "people"), *REST
        ),
        place(
            "B",
            will("We will train 600 offshore turbine technicians in a store.", "people"),
            "Kites fly.",
        ),
        place("C", "Rooks call."),
    )
    assert len(find_overlaps(corpus, wanted).groups) == count


def test_what_is_not_listed_is_counted() -> None:
    corpus = corpus_of(
        place("A", will("We will train 150 offshore turbine technicians on a tower."), *REST),
        place(
            "B", will("We will train 600 offshore turbine technicians in a store."), "Kites fly."
        ),
    )
    found = find_overlaps(corpus, limit=0)
    assert (found.groups, found.omitted) == ((), 1)


def test_nothing_to_compare() -> None:
    assert all_overlaps(corpus_of()) == []
    assert all_overlaps(corpus_of(place("A", will("We will train offshore technicians.")))) == []


def test_strategies_that_count() -> None:
    draft = place("A", "one", title="Draft", status=Status.DRAFT)[0].document
    final = place("A", "two", title="Final", status=Status.FINAL)[0].document
    lonely = place("B", "three", title="Only a draft", status=Status.DRAFT)[0].document
    newer = place("A", "four", title="Newer", status=Status.FINAL)[0].document
    documents = [draft, final, lonely, newer]
    assert current_documents(documents) == [final, lonely, newer]
    link = VersionLink(final.id, newer.id, 0.9, confirmed=True)
    assert current_documents(documents, [link]) == [lonely, newer]
    offer = VersionLink(final.id, newer.id, 0.9, confirmed=False)
    assert current_documents(documents, [offer]) == [final, lonely, newer]


def test_joint_text_inside_longer_passages_shows_only_what_is_shared() -> None:
    shared = "We will " + JOINT + " with nine partners from the valley and the coast."
    corpus = corpus_of(
        place("A", will(f"Owls hunt over barley. {shared}"), *REST),
        place("B", will(f"{shared} Otters swim in the brook."), "Kites fly."),
    )
    (found,) = only(all_overlaps(corpus), Relation.JOINT)
    assert [member.quote for member in found.members] == [shared, shared]
    assert found.confidence == 1.0


def test_joint_group_has_one_member_for_each_place() -> None:
    text = will("We will " + JOINT)
    corpus = corpus_of(
        place("A", text, REST[0]),
        place("A", text, "Rooks call.", title="Another print"),
        place("B", text, REST[1]),
    )
    (found,) = only(all_overlaps(corpus), Relation.JOINT)
    assert [member.place for member in found.members] == ["A", "B"]
    assert only(all_overlaps(corpus), Relation.SAME_SECTOR) == []


def test_order_is_the_order_of_the_confidence() -> None:
    corpus = corpus_of(
        place("A", will("We will train 150 offshore turbine technicians on a tower."), *REST),
        place("B", will("We will train 600 offshore turbine technicians in a store."), "Kites."),
        place("C", will("We may train turbine technicians."), "Rooks call."),
    )
    told = [overlap.confidence for overlap in all_overlaps(corpus)]
    assert told == sorted(told, reverse=True)
    assert len(told) > 2


def test_shortened_name_is_the_name_in_full() -> None:
    corpus = corpus_of(
        place(
            "A",
            will("We will fit out the Scarrow Robotics Hall for pond trials.", "ideas"),
            will("We will send ten students to the Robotics Hall for pond trials.", "ideas"),
            *REST,
        ),
        place(
            "B", will("We will rent the Scarrow Robotics Hall for pond trials.", "ideas"), "Owls."
        ),
    )
    named = only(all_overlaps(corpus), Relation.SAME_ASSET)
    assert {o.members[0].quote for o in named} == {
        "We will fit out the Scarrow Robotics Hall for pond trials.",
        "We will send ten students to the Robotics Hall for pond trials.",
    }
