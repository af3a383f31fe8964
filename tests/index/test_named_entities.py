from __future__ import annotations

import pytest

from index.comparing.claims import read_claims
from index.comparing.cross_references import cross_references
from index.comparing.named_entities import Names, SharedNames, name_key, place_keys
from nlp.theme import Span
from tests.index.strategies import corpus_of, place

TEXTS = [
    "The forge of ideas is a bridge, as a technician of technology knows.",
    "We met at Kelder Sound and at The Forge in March.",
    "Mercury is our fund. Mercury lends.",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will extend Kelder Sound by 2025.", ["Kelder Sound"]),
        ("Kelder Sound is ours.", ["Kelder Sound"]),
        ("At Kelder Sound, we build.", ["Kelder Sound"]),
        ("Kelder Sound’s berth", ["Kelder Sound"]),
        (
            "the University of Harlmouth and Network Rail",
            ["University of Harlmouth", "Network Rail"],
        ),
        (
            "with the Centre for Data Ethics and Innovation",
            ["Centre for Data Ethics and Innovation"],
        ),
        ("from Hollin Junction in the Rail Pipeline", ["Hollin Junction", "Rail Pipeline"]),
        ("in Thornacre, Bessing Works and Harl", ["Thornacre", "Bessing Works", "Harl"]),
        ("Mercury is for the flange-maker.", ["Mercury"]),
        ("Buildings produce carbon.", []),
        ("Technology matters. It does.", []),
        ("2019 and 2020", []),
        ("", []),
        ("Full stop.Kelder Sound", ["Kelder Sound"]),
        ("“Kelder Sound” (Kelder Sound)", ["Kelder Sound", "Kelder Sound"]),
    ],
)
def test_names_in_a_text(text: str, expected: list[str]) -> None:
    mentions = Names.of(TEXTS).mentions(text)
    assert [m.name for m in mentions] == expected
    assert all(text[m.start : m.end] == m.name for m in mentions)


def test_keys_are_equal_however_the_name_is_marked() -> None:
    assert name_key("Kelder  Sound’s") == name_key("kelder sound") == "kelder sound"
    assert name_key("Net-Zero Harl") == "net zero harl"


def test_place_may_be_named_by_its_body_or_by_half_of_a_double_name() -> None:
    keys = place_keys(
        "Lanmouth and the Isles", "Lanmouth and the Isles Local Enterprise Partnership"
    )
    assert {"lanmouth and the isles", "lanmouth", "isles"} <= keys
    assert "saltmarsh coast" in place_keys("X", "Saltmarsh Coast Combined Authority")


def test_only_names_that_few_places_share_are_telling() -> None:
    names = Names.of(TEXTS)
    told = [
        ("A", names.mentions("We met Kelder Sound and Network Rail and Thornacre.")),
        ("B", names.mentions("We met Kelder Sound and Network Rail.")),
        ("C", names.mentions("We met Bessing Works.")),
    ]
    shared = SharedNames.of(told, names, ignored=())
    assert dict(shared.places_of) == {"kelder sound": frozenset({"A", "B"})}


def test_name_that_everyone_uses_is_not_telling() -> None:
    names = Names.of(TEXTS)
    told = [(p, names.mentions("We met Kelder Sound.")) for p in "ABCD"]
    assert dict(SharedNames.of(told, names, ignored=()).places_of) == {}


def test_name_that_one_place_is_full_of_belongs_to_it() -> None:
    names = Names.of(TEXTS)
    told = [("A", names.mentions("We met at Port Ansel."))] * 6
    told.append(("B", names.mentions("We met at Port Ansel.")))
    shared = SharedNames.of(told, names, ignored=())
    assert (dict(shared.places_of), shared.home_of("A")) == ({}, frozenset({"port ansel"}))


def test_word_as_often_written_small_is_no_name() -> None:
    texts = ["We like the hall. We like the Hall."]
    names = Names.of(texts)
    told = [(p, names.mentions("We met at the Hall.")) for p in "AB"]
    assert dict(SharedNames.of(told, names, ignored=()).places_of) == {}


def test_who_names_whom() -> None:
    text = "We signed it with Aldermere in 2018."
    claims = read_claims(
        corpus_of(
            place("North Vale", text, "We roll steel."),
            place("Aldermere", "North Vale is our neighbour, and Eastgate another."),
            place("Eastgate", "We have games."),
        )
    ).claims
    found = {(r.source, r.target): r.mutual for r in cross_references(claims)}
    assert found == {
        ("Aldermere", "Eastgate"): False,
        ("Aldermere", "North Vale"): True,
        ("North Vale", "Aldermere"): True,
    }
    reference = cross_references(claims)[2]
    assert reference.passages == ((claims[0].passage.id, Span(18, 27)),)
    assert text[18:27] == "Aldermere"
