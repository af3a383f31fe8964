from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import labelled
from nlp.themes.examples import ExampleGallery, ThemeExample
from tests.cli.office import Desk

PROMISE = {"id": "a", "text": "We will open a skills centre."}
TAGGED = {
    "id": "a",
    "themes": [
        {"label": "people", "probability": 0.9123, "evidence": [[15, 21]], "needs_person": False}
    ],
    "all_themes": [
        {"label": "people", "probability": 0.9123, "needs_person": False},
        {"label": "infrastructure", "probability": 0.1, "needs_person": False},
    ],
    "needs_person": False,
    "level": "firm",
    "stage": "activity",
    "commitments": [
        {
            "start": 0,
            "end": 29,
            "kind": "action",
            "strength": "firm",
            "stage": "activity",
            "actor": "We",
            "action": "open a skills centre.",
            "amount": None,
            "deadline": None,
            "indicator": None,
            "baseline": None,
            "target": None,
            "partners": ["the college"],
        }
    ],
}


def tag(desk: Desk, *lines: str) -> tuple[int, list[object], list[str]]:
    result = desk.lis("tag", "--jsonl", "-", text="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    return result.exit_code, answers, result.stderr.splitlines()


def test_a_line_is_tagged_without_a_workspace(desk: Desk) -> None:
    assert tag(desk, json.dumps(PROMISE)) == (0, [TAGGED], [])
    assert not desk.workspace.exists()


def test_converted_models_are_kept_for_the_user_not_in_a_workspace(
    desk: Desk, north_vale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tag(desk, json.dumps(PROMISE))
    assert desk.language_asked == [tmp_path / "lis-scrutiny"]


def test_a_lead_in_is_read_with_the_text_but_is_not_part_of_it(desk: Desk) -> None:
    line = {"id": 7, "lead_in": "We will:", "text": "open a skills centre"}
    _, (answer,), _ = tag(desk, json.dumps(line))
    assert isinstance(answer, dict)
    assert answer["id"] == 7
    assert answer["themes"][0]["evidence"] == [[7, 13]]
    assert answer["commitments"][0]["end"] == len("open a skills centre")


def test_bad_lines_are_named_and_the_rest_is_answered_in_order(desk: Desk) -> None:
    plain = {"id": "b", "text": "The valley has 400 firms."}
    code, answers, errors = tag(
        desk,
        "{not json",
        json.dumps(plain),
        "",
        '["a list"]',
        '{"id": "c"}',
        '{"id": "c", "text": "x", "lead_in": 3}',
        json.dumps(PROMISE),
    )
    assert code == 2
    assert [answer["id"] for answer in answers if isinstance(answer, dict)] == ["b", "a"]
    assert errors == [
        "lis: <stdin>: line 1: not JSON; it was left out",
        "lis: <stdin>: line 4: not a JSON object; it was left out",
        'lis: <stdin>: line 5: needs "id" and "text"; it was left out',
        'lis: <stdin>: line 6: "lead_in" must be text or null; it was left out',
    ]


def test_a_passage_without_a_promise_has_empty_lists(desk: Desk) -> None:
    _, (answer,), _ = tag(desk, '{"id": null, "text": "The valley has 400 firms."}')
    assert isinstance(answer, dict)
    assert (answer["themes"], answer["commitments"], answer["level"]) == ([], [], "none")
    assert len(answer["all_themes"]) == 2


def test_more_lines_than_a_batch_are_all_answered(desk: Desk) -> None:
    lines = [json.dumps({"id": i, "text": f"Line {i}"}) for i in range(600)]
    code, answers, _ = tag(desk, *lines)
    assert code == 0
    assert [answer["id"] for answer in answers if isinstance(answer, dict)] == list(range(600))


def test_nothing_to_tag_is_said(desk: Desk) -> None:
    assert tag(desk, "", " ") == (2, [], ["lis: <stdin>: no lines to tag"])


def test_a_file_that_is_not_there_is_one_line(desk: Desk) -> None:
    result = desk.lis("tag", "--jsonl", "absent.jsonl")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "absent.jsonl" in result.stderr


def test_examples_are_shown_with_the_themes_they_explain(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [
        ThemeExample("We will open a skills centre.", frozenset({"people"})),
        ThemeExample("The skills centre will open.", frozenset({"people", "places"})),
        ThemeExample("Trains run.", frozenset({"infrastructure"})),
    ]
    monkeypatch.setattr(
        labelled, "example_gallery", lambda embedder, cache: ExampleGallery(ours, embedder, cache)
    )
    result = desk.lis("tag", "--examples", "--jsonl", "-", text=json.dumps(PROMISE))
    answer = json.loads(result.stdout)
    (theme,) = answer["themes"]
    assert [near["text"] for near in theme["examples"]] == ["The skills centre will open."]
    assert theme["examples"][0]["themes"] == ["people", "places"]
    assert 0 < theme["examples"][0]["similarity"] < 1
    assert "examples" not in TAGGED["themes"][0]
