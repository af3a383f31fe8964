from __future__ import annotations

import pytest

from index.comparing.superlatives import superlatives
from index.comparing.supply_and_demand import market_of, sentences
from index.searching.content_words import Rarity, content_stems, stem


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("North Vale will be the UK’s first net-zero cluster by 2035.", "the UK’s first"),
        ("It is the largest port in Europe.", "largest port in Europe"),
        ("We want to be the national centre for agricultural robotics.", "the national centre"),
        ("Eastgate will be the national battery-recycling centre.", None),
        ("a world-leading cluster of firms", "world-leading"),
        ("The home of the data economy", "The home of"),
        ("the first phase opens in 2020", None),
        ("the first 48 electric vehicles", None),
        ("It would be idle to claim that we are a national centre for AI", None),
        ("We are not the UK’s largest port.", None),
        ("We lead a first-aid course.", None),
        ("Two of the leading universities of Britain teach here.", None),
        ("It is among the largest employers in the country.", None),
    ],
)
def test_claims_to_a_first_place(text: str, claim: str | None) -> None:
    found = [s.words for s in superlatives(text)]
    if "battery-recycling" in text:
        assert found == ["the national battery-recycling centre"]
    else:
        assert found == ([claim] if claim else [])


def test_claim_is_found_in_its_sentence() -> None:
    text = "It costs £9.5 million. We will be the UK’s first robotics county. Ask us."
    (found,) = superlatives(text)
    assert text[found.start : found.end] == "We will be the UK’s first robotics county."
    assert stem("robotics") in found.stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("It costs £9.5 million. Then £4 more.", ["It costs £9.5 million.", "Then £4 more."]),
        ("at 7 a.m. on the quay", ["at 7 a.m. on the quay"]),
        ("He said “yes.” Then he left.", ["He said “yes.”", "Then he left."]),
        ("  a\n b ", ["a", "b"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    found = list(sentences(text))
    assert [words for words, _ in found] == expected
    assert all(text[start : start + len(words)] == words for words, start in found)


def test_what_is_offered_and_what_is_wanted() -> None:
    text = "At full load it makes 17 tonnes of hydrogen. We are looking for makers of panels."
    market = market_of(text)
    assert [(o.word, text[o.start : o.end]) for o in market.offers] == [
        ("makes", "At full load it makes 17 tonnes of hydrogen.")
    ]
    assert [(w.word, w.calls) for w in market.wants] == [("looking for makers", True)]
    assert "panel" in market.wants[0].stems


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("No factory near us turns out panels.", True),
        ("They will need 1,100 tonnes of it, none of which is made here.", True),
        ("The vessels require hydrogen.", False),
    ],
)
def test_wants_that_call_for_others(text: str, calls: bool) -> None:
    assert [w.calls for w in market_of(text).wants] == [calls]


def test_what_need_not_be_wanted() -> None:
    assert market_of("We need to say more. Bridges stand.").wants == ()


def test_turns_of_speech_trade_in_nothing() -> None:
    text = "We will make sure that firms do well. Our supply chains made progress."
    assert market_of(text).offers == ()


def test_offer_that_calls_for_buyers() -> None:
    (offer,) = market_of("Clean hydrogen is made here and sold to anyone who will sign.").offers
    assert (offer.word, offer.calls) == ("sold to anyone", True)


def test_forms_of_a_word_meet_and_generic_words_go() -> None:
    assert len({stem(w) for w in ("robot", "robots")}) == 1
    assert len({stem(w) for w in ("van", "vans")}) == 1
    assert len({stem(w) for w in ("train", "trained", "training", "trains")}) == 1
    assert content_stems("We will work with partners to deliver inclusive growth") == frozenset()
    assert content_stems("battery-grade lithium") == frozenset(
        {stem("battery"), stem("grade"), stem("lithium")}
    )


def test_rarity_falls_with_use() -> None:
    rarity = Rarity.of([{"a", "b"}, {"b"}, {"b"}, {"b", "c"}])
    assert rarity.weight("a") == 1.0
    assert rarity.weight("b") == 0.0
    assert rarity.weight("unknown") == 1.0
    assert rarity.total(["a", "b", "c"]) == 2.0
