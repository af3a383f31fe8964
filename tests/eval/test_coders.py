from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.coders import CodedCommitment, Coding, agree, agreement, pair_promises, read_codings


def promise(start: int, end: int) -> CodedCommitment:
    return CodedCommitment(start, end, "action", "firm", "activity", "We", None, None, ())


def coding(
    themes: str = "", level: str = "none", promises: tuple[CodedCommitment, ...] = ()
) -> Coding:
    return Coding("p", frozenset(themes.split()), level, "context", promises)


def test_what_one_coder_alone_said_is_disputed() -> None:
    agreed = agree(coding("ideas people", "firm"), coding("people places", "none"))
    assert agreed.themes == {"people"}
    assert agreed.disputed == {"ideas", "places"}
    assert agreed.level is None
    assert agreed.stage == "context"


def test_each_promise_is_paired_once_with_the_closest() -> None:
    left = (promise(0, 100), promise(0, 60))
    pairs, doubtful = pair_promises(left, (promise(0, 58),))
    assert [(a.end, b.end) for a, b in pairs] == [(60, 58)]
    assert [p.end for p in doubtful] == [100]


def test_promises_that_share_less_than_half_are_two() -> None:
    pairs, doubtful = pair_promises((promise(0, 40),), (promise(30, 70),))
    assert pairs == []
    assert [(p.start, p.end) for p in doubtful] == [(0, 40), (30, 70)]


def test_agreement_counts_labels_over_both_coders() -> None:
    pairs = [(coding("ideas people"), coding("people")), (coding(), coding())]
    measures = {m.name: m.value for m in agreement("themes", pairs)}
    assert measures["coders: themes micro-F1"] == pytest.approx(2 / 3)


def test_a_quote_that_is_not_in_its_passage_is_no_gold(tmp_path: Path) -> None:
    row = {"id": "p", "themes": [], "level": "firm", "stage": "input"}
    record = {"quote": "We may", "kind": "action", "strength": "firm", "stage": "input"}
    file = tmp_path / "coder.jsonl"
    file.write_text(json.dumps({**row, "commitments": [record]}), encoding="utf-8")
    with pytest.raises(ValueError, match="'We may' is not in the passage"):
        read_codings(file, {"p": "We will build it."})
