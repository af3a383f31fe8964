import pytest

from nlp.commitment import CommitmentKind, Stage
from nlp.commitments.stage import clause_stage, passage_stage

ACTION, TARGET = CommitmentKind.ACTION, CommitmentKind.TARGET


@pytest.mark.parametrize(
    ("kind", "verb", "words", "money", "expected"),
    [
        (ACTION, "invest", "invest £20m in a lab", True, Stage.INPUT),
        (ACTION, "set", "set up a £45 million fund for small firms", True, Stage.INPUT),
        (ACTION, "fund", "fund three posts", False, Stage.ACTIVITY),
        (ACTION, "fund", "fund grants for small firms", False, Stage.INPUT),
        (ACTION, "work", "work with colleges on courses", False, Stage.ACTIVITY),
        (ACTION, "publish", "publish a skills plan", False, Stage.OUTPUT),
        (ACTION, "publish", "publish defaults alongside the jobs", False, Stage.ACTIVITY),
        (ACTION, "build", "build 500 affordable homes", False, Stage.OUTPUT),
        (ACTION, "build", "build a bridge", False, Stage.ACTIVITY),
        (ACTION, "raise", "raise attainment in every school", False, Stage.OUTCOME),
        (ACTION, "raise", "raise productivity in every town", False, Stage.IMPACT),
        (TARGET, "raise", "raise the share of firms that export to 30%", False, Stage.OUTCOME),
        (TARGET, "be", "be net zero by 2035", False, Stage.IMPACT),
    ],
)
def test_the_leading_verb_of_a_promise_names_its_stage(
    kind: CommitmentKind, verb: str, words: str, money: bool, expected: Stage
) -> None:
    assert clause_stage(kind, verb, words, money) is expected


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ([], Stage.CONTEXT),
        ([Stage.CONTEXT], Stage.CONTEXT),
        ([Stage.CONTEXT, Stage.OUTCOME], Stage.OUTCOME),
        ([Stage.INPUT, Stage.ACTIVITY], Stage.INPUT),
        ([Stage.INPUT, Stage.ACTIVITY, Stage.ACTIVITY], Stage.ACTIVITY),
    ],
)
def test_the_commonest_stage_of_a_passage_wins(stages: list[Stage], expected: Stage) -> None:
    assert passage_stage(stages) is expected
