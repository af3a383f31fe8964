"""The gold holds together: every label points at something that is there."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from eval.labelled import GOLD, JOINT, sample_passages, written_passages
from eval.overlaps import graded_pairs
from eval.sample_gold import samples
from eval.search import graded_queries

LABELS = {
    "ideas", "people", "infrastructure", "business_environment", "places",
    "ai_data", "ageing_society", "clean_growth", "future_mobility",
}  # fmt: skip
BLOCKS = {block.id: block for sample in samples() for block in sample.blocks}


def test_two_coders_labelled_every_statement_of_every_sample() -> None:
    stated = {i for i, b in BLOCKS.items() if b.kind in ("paragraph", "list_item", "table_row")}
    assert {p.id for p in sample_passages()} == stated


def test_labels_are_those_of_the_framework() -> None:
    used = {
        label
        for p in [*sample_passages(), *written_passages()]
        for coding in p.codings
        for label in coding.themes
    }
    assert used == LABELS


def test_joint_text_and_versions_share_a_fold() -> None:
    group = {p.id: p.group for p in sample_passages()}
    by_text: dict[str, set[str]] = {}
    for id_, name in group.items():
        by_text.setdefault(BLOCKS[id_].text, set()).add(name)
    assert {len(names) for names in by_text.values()} == {1}
    assert JOINT in group.values()
    assert "saltmarsh-coast-draft" not in group.values()


@pytest.mark.parametrize("name", ["real.jsonl", "real-coder-a.jsonl", "real-coder-b.jsonl"])
def test_real_gold_keeps_anchors_and_labels_but_no_text(name: str) -> None:
    rows = [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    allowed = {"id", "source", "where", "sha", "themes", "commitment", "stage"}
    assert all(set(row) <= allowed for row in rows)
    assert len({row["id"] for row in rows}) == len(rows) > 1000


def test_no_real_label_is_from_a_document_kept_for_scoring() -> None:
    sources = {json.loads(line)["source"] for line in (GOLD / "real.jsonl").open(encoding="utf-8")}
    held_back = ("regional/", "pairs/", "versions/", "uk/ai-sector-deal")
    assert not [source for source in sources if source.startswith(held_back)]


def test_graded_passages_of_questions_exist_and_some_questions_have_no_answer() -> None:
    queries = graded_queries()
    assert {p for q in queries for p in q.grades} <= set(BLOCKS)
    assert Counter(q.answerable for q in queries) == {True: 96, False: 34}


def test_questions_that_place_the_cut_are_no_score() -> None:
    rows = [json.loads(line) for line in (GOLD / "answerable.jsonl").open(encoding="utf-8")]
    assert Counter(row["answerable"] for row in rows) == {True: 77, False: 75}
    assert not {row["query"] for row in rows} & {query.query for query in graded_queries()}


def test_overlap_pairs_join_two_places_and_cover_every_relation() -> None:
    pairs = graded_pairs()
    assert all(p.left.rpartition("-")[0] != p.right.rpartition("-")[0] for p in pairs)
    assert {p.left for p in pairs} | {p.right for p in pairs} <= set(BLOCKS)
    assert {p.relations[0] for p in pairs} == {
        "joint", "same_asset", "formal_collaboration", "competing_claim", "complementary",
        "same_sector", "boilerplate", "coincidence",
    }  # fmt: skip
