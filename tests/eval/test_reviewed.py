from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eval import reviewed
from eval.reviewed import reviewed_statements, scored
from index.storage.tag_decisions import Said, TagDecision
from nlp.framework import bundled_framework, load_framework
from nlp.statement import Statement
from nlp.themes.training import LabelledStatement

FRAMEWORK = load_framework(bundled_framework())


def decision(text: str, label: str, said: Said, document: str = "doc") -> TagDecision:
    at = datetime(2024, 5, 1, tzinfo=UTC)
    found = (text, "hash", label, said, (), "ann", at, "m", "f@1", "2", 0.4, None)
    return TagDecision(1, "passage", document, *found)


def test_decisions_on_one_text_make_one_example() -> None:
    examples, unknown = reviewed_statements(
        [
            decision("We train welders.", "people", Said.ACCEPT),
            decision("We train welders.", "ideas", Said.REJECT),
            decision("We train welders.", "places", Said.ADD),
            decision("We train welders.", "people", Said.REJECT, "other"),
            decision("We train welders.", "long_gone", Said.ADD),
        ],
        FRAMEWORK,
    )
    assert unknown == 1
    first, second = examples
    assert first.statement == Statement("We train welders.")
    assert first.labels == {"people", "places"}
    assert first.disputed == set(FRAMEWORK.label_ids) - {"people", "places", "ideas"}
    assert first.group == "reviewed-doc"
    assert (second.labels, second.group) == (frozenset(), "reviewed-other")


def test_a_reviewed_text_that_is_gold_is_not_learnt_from_when_scored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = {}

    def fake(gold, folds, framework, embedder, always):
        import numpy as np

        seen["always"] = [example.statement.text for example in always]
        logits = np.full((len(gold), len(framework.label_ids)), -1.0)
        logits[0, framework.label_ids.index("people")] = 1.0
        return logits

    monkeypatch.setattr(reviewed, "left_out_log_odds", fake)

    def example(text: str, group: str, *labels: str) -> LabelledStatement:
        return LabelledStatement(Statement(text), frozenset(labels), frozenset(), group)

    gold = [example("a", "g", "people"), example("b", "h", "places")]
    always = [example("b", "reviewed-x"), example("c", "reviewed-x")]
    assert scored(gold, FRAMEWORK, None, always) == pytest.approx(2 / 3)
    assert seen["always"] == ["c"]
