"""The fuzzer itself: that its edits reach the file and that it notices what is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.fuzz import HEADER, _outcome, _silence, mutated, tiny
from tests.ingest.drawn import Press, prose


def test_a_sound_file_is_read_and_a_torn_one_refused() -> None:
    content = tiny()[0]
    assert _outcome(content) == "read"
    assert _outcome(content[:200]) == "refused"


def test_words_that_stand_in_no_block_are_noticed() -> None:
    press = Press()
    press.paragraph(60, 60, 440, prose(1, 40))
    reading = press.read()
    assert _silence(press.pdf(), reading) == ""
    robbed = replace(reading, blocks=())
    assert _silence(press.pdf(), robbed) == "silent: words of page 1 stand in no block"


def test_an_error_that_is_no_clear_refusal_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    import eval.fuzz as fuzz

    def fails(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr(fuzz, "read_pdf", fails)
    assert _outcome(tiny()[0]) == "raised: KeyError('lost')"


@pytest.mark.parametrize("kind", ["flip", "cut", "copy", "insert", "number", "break"])
def test_edits_change_the_file_but_not_its_header(kind: str) -> None:
    content = tiny()[0]
    changed = mutated(content, [(kind, 0.3, b"\x07ab")])
    assert changed != content
    assert changed[:HEADER] == content[:HEADER]
