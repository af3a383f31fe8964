from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.coders import Coding, Settled, agree, read_codings, read_settled
from eval.labelled import GOLD, written_passages


def coding(themes: str, level: str, stage: str) -> Coding:
    return Coding("p", frozenset(themes.split()), level, stage, ())


LEFT, RIGHT = coding("ideas people", "firm", "input"), coding("people", "none", "input")


def test_what_was_settled_wins_and_leaves_nothing_disputed() -> None:
    agreed = agree(LEFT, RIGHT, Settled(frozenset({"ideas", "people"}), "firm"))
    assert agreed.themes == {"ideas", "people"}
    assert agreed.disputed == frozenset()
    assert (agreed.level, agreed.stage) == ("firm", "input")


def test_settling_one_thing_settles_no_other() -> None:
    agreed = agree(LEFT, RIGHT, Settled(level="conditional"))
    assert (agreed.themes, agreed.disputed) == ({"people"}, {"ideas"})
    assert agreed.level == "conditional"


def test_settling_no_theme_is_not_the_same_as_settling_nothing() -> None:
    assert agree(LEFT, RIGHT, Settled(frozenset())).themes == frozenset()


def test_no_file_settles_nothing(tmp_path: Path) -> None:
    assert read_settled(tmp_path / "settled.jsonl") == {}
    file = tmp_path / "settled.jsonl"
    rows = [{"id": "a", "stage": "input"}, {"id": "b", "themes": [], "commitment": "none"}]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_settled(file) == {
        "a": Settled(None, None, "input"),
        "b": Settled(frozenset(), "none", None),
    }


@pytest.mark.parametrize("kind", ["real", "written"])
def test_only_what_two_coders_disputed_was_settled(kind: str) -> None:
    settled = read_settled(GOLD / f"{kind}-settled.jsonl")
    texts = dict.fromkeys(
        json.loads(line)["id"]
        for line in (GOLD / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    first, second = (
        read_codings(GOLD / f"{kind}-coder-{c}.jsonl", dict.fromkeys(texts, "")) for c in "ab"
    )
    assert settled
    for id_, ruling in settled.items():
        a, b = first[id_], second[id_]
        assert (ruling.themes is not None) == (a.themes != b.themes), id_
        if ruling.themes is not None:
            assert a.themes & b.themes <= ruling.themes <= a.themes | b.themes, id_


def test_nothing_we_wrote_is_disputed_where_it_was_settled() -> None:
    settled = read_settled(GOLD / "written-settled.jsonl")
    ruled = {i for i, ruling in settled.items() if ruling.themes is not None}
    passages = [p for p in written_passages() if p.id in ruled]
    assert len(passages) == len(ruled) > 50
    assert all(not p.agreed.disputed for p in passages)
