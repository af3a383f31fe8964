from __future__ import annotations

import pytest

from index.comparing.senses import bundled_senses
from index.comparing.shared_span import shared_span
from index.coverage.proportion import proportion

JOINT = "We will sign a Skills Agreement with nine colleges for 1,200 places."


def test_the_shared_sentence_and_nothing_beside_it() -> None:
    texts = [f"Owls hunt over barley. {JOINT}", f"{JOINT} Otters swim in the brook."]
    spans = shared_span(texts)
    assert [text[s.start : s.end] for text, s in zip(texts, spans, strict=True)] == [JOINT, JOINT]
    assert [(span.words, span.common) for span in spans] == [(13, 1.0), (13, 1.0)]


def test_one_word_changed_costs_one_word_only() -> None:
    first, second = shared_span([JOINT, JOINT.replace("places.", "seats.")])
    assert (first.common, second.common) == (1.0, 12 / 13)


def test_longest_stretch_counts_where_two_are_far_apart() -> None:
    gap = " ".join(f"Own{i} sentence here about kites and rooks." for i in range(3))
    short = "Bees hum over the clover meadows now."
    texts = [f"{short} {gap} {JOINT}", f"{short} {JOINT}"]
    assert texts[0][shared_span(texts)[0].start :] == JOINT


@pytest.mark.parametrize("texts", [[], ["Kites fly.", "Rooks call."], [JOINT, ""]])
def test_nothing_shared(texts: list[str]) -> None:
    assert shared_span(texts) == []


def test_words_for_one_thing_meet() -> None:
    senses = bundled_senses()
    assert senses.in_text("pensioners") & senses.in_text("care for old people")
    assert senses.in_text("kites") == senses.in_text("") == frozenset()


def test_share_of_few_is_told_with_a_wide_interval() -> None:
    found = proportion(1, 10)
    assert found is not None
    assert (round(found.value, 3), round(found.low, 3), round(found.high, 3)) == (0.1, 0.018, 0.404)
    assert proportion(0, 0) is None
    empty = proportion(0, 10)
    assert empty is not None
    assert (empty.low, round(empty.high, 3)) == (0.0, 0.278)
