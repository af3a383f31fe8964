from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest

from index.comparing.overlaps import Member, Overlap
from index.comparing.relations import Relation
from review.theory.value_chains import Part, chains_csv, part_of, value_chains
from review.theory.value_chains_picture import chain_picture
from tests.index.strategies import reading


def member(place: str, words: str) -> Member:
    read = reading(place, words)
    return Member(read.passages[0], read.document, 0, len(words), None)


MINE = member("Lanmouth", "We will mine lithium and produce battery-grade lithium from 2021.")
CELLS = member("Corve", "We will publish purchase contracts for lithium for our cells.")
VANS = member("Eastgate", "We will make vans & <carts> with battery cells from the valley.")
OTHER = member("Tarnholm", "We will test battery cells in a laboratory.")


def pair(
    a: Member,
    b: Member,
    why: str = "They fit.",
    relation: Relation = Relation.COMPLEMENTARY,
    sure: float = 0.9,
) -> Overlap:
    return Overlap(relation, sure, (a, b), why)


OFFER = "Lanmouth offers (“mine”) what Corve looks for (“purchase”): lithium."


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("We will mine lithium.", Part.SUPPLY),
        ("a trial of drones", Part.TEST),
        ("a factory for panels", Part.MAKE),
        ("We will install heat pumps.", Part.DEPLOY),
        ("No factory within sixty miles makes frames.", Part.USE),
        ("a pilot plant that will produce lithium", Part.SUPPLY),
        ("We like the sea.", Part.DEPLOY),
    ],
)
def test_the_part_is_told_by_words(words: str, part: Part) -> None:
    assert part_of(words)[0] is part


def test_pairs_that_share_a_passage_are_one_chain_in_the_order_of_goods() -> None:
    (chain,) = value_chains([pair(CELLS, VANS, sure=0.6), pair(MINE, CELLS, OFFER)])
    assert [(p.part, p.member.place) for p in chain.places] == [
        (Part.SUPPLY, "Lanmouth"),
        (Part.MAKE, "Eastgate"),
        (Part.USE, "Corve"),
    ]
    assert chain.about == ("lithium",)
    assert {(t.source, t.target, t.why) for t in chain.ties} == {
        (0, 2, OFFER),
        (1, 2, "They fit."),
    }


def test_the_same_field_joins_a_chain_and_unsure_pairs_make_none() -> None:
    alike = pair(OTHER, VANS, "Same field.", Relation.SAME_SECTOR)
    assert value_chains([alike, pair(MINE, CELLS, OFFER, sure=0.4)]) == ()
    (chain,) = value_chains([alike, pair(VANS, CELLS)])
    assert {p.member.place for p in chain.places} == {"Tarnholm", "Eastgate", "Corve"}
    assert {t.relation for t in chain.ties} == {Relation.SAME_SECTOR, Relation.COMPLEMENTARY}


def test_the_picture_is_well_formed_and_the_table_holds_the_same() -> None:
    chains = value_chains([pair(MINE, CELLS, OFFER), pair(CELLS, VANS)])
    svg = ElementTree.fromstring(chain_picture(chains[0]))  # noqa: S314  our own output
    words = [t.text for t in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert [w for w in words if w in ("Supply", "Make", "Use")] == ["Supply", "Make", "Use"]
    rows = list(csv.DictReader(io.StringIO(chains_csv(chains))))
    assert [(r["part"], r["place"], r["tied to"]) for r in rows] == [
        ("supply", "Lanmouth", "Corve"),
        ("make", "Eastgate", "Corve"),
        ("use", "Corve", "Eastgate; Lanmouth"),
    ]
