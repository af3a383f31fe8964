from __future__ import annotations

from pathlib import Path

import pytest

from nlp.framework import Criterion, FrameworkError, bundled_framework, load_framework

FRAMEWORK = load_framework(bundled_framework())


def test_every_requirement_of_the_prospectus_is_judged_by_some_criterion() -> None:
    judged = {id_ for criterion in FRAMEWORK.criteria for id_ in criterion.requirements}
    assert judged == {requirement.id for requirement in FRAMEWORK.requirements}


def test_every_foundation_and_every_challenge_has_its_criterion() -> None:
    labelled = [label for criterion in FRAMEWORK.criteria for label in criterion.labels]
    assert labelled == list(FRAMEWORK.label_ids)


def test_only_challenges_can_be_left_out() -> None:
    challenges = {label.id for label in FRAMEWORK.labels_of("grand_challenge")}
    assert {c.labels[0] for c in FRAMEWORK.criteria if c.optional} == challenges


@pytest.mark.parametrize("criterion", FRAMEWORK.criteria, ids=lambda c: c.id)
def test_every_criterion_has_four_described_points(criterion: Criterion) -> None:
    assert [point.value for point in criterion.scale] == [1, 2, 3, 4]
    assert len({point.description for point in criterion.scale}) == 4
    assert criterion.question.endswith("?")
    assert criterion.point(4).name == "Fully"
    with pytest.raises(KeyError):
        criterion.point(5)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'requirements = ["P12"]',
            'requirements = ["P99"]',
            "rationale.requirements: there is no 'P99'",
        ),
        (
            'labels = ["people"]',
            'labels = ["sport"]',
            "foundation-people.labels: there is no 'sport'",
        ),
        ("optional = true", 'optional = "yes"', "optional: must be true or false without quotes"),
        ('id = "rationale"', 'id = "communities"', "criteria: the id 'communities' is used twice"),
        ("{ value = 2, name", "{ value = 7, name", "number the points 1, 2, 3"),
    ],
)
def test_a_slip_in_the_rubric_names_its_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = bundled_framework().read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "rubric.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FrameworkError, match=told):
        load_framework(file)
