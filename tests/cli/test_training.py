from __future__ import annotations

import pytest

from tests.cli.office import Desk


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "JSONDecodeError"),
        ('{"text": "x", "group": "g"}', "KeyError('labels')"),
        ('["text"]', "TypeError"),
        ('{"text": "x", "labels": 3}', "TypeError"),
    ],
)
def test_a_bad_example_trains_nothing(desk: Desk, line: str, reason: str) -> None:
    good = '{"text": "We will train welders.", "labels": ["people"], "group": "a"}'
    file = desk.file("gold.jsonl", good, line)
    out = desk.folder / "model"
    result = desk.lis("train", "--examples", file, "--out", str(out))
    assert result.exit_code == 2
    assert f"{file}: line 2: " in result.stderr
    assert reason in result.stderr
    assert result.stderr.endswith("; nothing was trained\n")
    assert not out.exists()
