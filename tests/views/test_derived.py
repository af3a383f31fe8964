from __future__ import annotations

import gc
import threading
import tomllib
from pathlib import Path

import pytest

from views.derived import MOST, Derived, much_that_stays


def test_an_answer_is_worked_out_once_per_revision() -> None:
    kept, calls = Derived(), []

    def work_out() -> int:
        calls.append(1)
        return len(calls)

    assert [kept.get(1, "a", work_out), kept.get(1, "a", work_out)] == [1, 1]
    assert kept.get(2, "a", work_out) == 2


def test_keys_are_told_apart() -> None:
    kept = Derived()
    assert [kept.get(1, key, lambda key=key: key) for key in ("a", ("a",))] == ["a", ("a",)]


def test_a_failure_is_raised_and_tried_again_next_time() -> None:
    kept = Derived()

    def fail() -> int:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        kept.get(1, "a", fail)
    assert kept.get(1, "a", lambda: 7) == 7


def test_two_sessions_that_ask_at_once_share_one_answer() -> None:
    kept, started, finish, calls = Derived(), threading.Event(), threading.Event(), []

    def slow() -> int:
        calls.append(1)
        started.set()
        finish.wait(5)
        return len(calls)

    answers: list[int] = []
    first = threading.Thread(target=lambda: answers.append(kept.get(1, "a", slow)))
    first.start()
    assert started.wait(5)
    second = threading.Thread(target=lambda: answers.append(kept.get(1, "a", slow)))
    second.start()
    finish.set()
    first.join(5)
    second.join(5)
    assert answers == [1, 1]


def test_the_oldest_answer_makes_room() -> None:
    kept = Derived()
    for key in range(MOST + 1):
        kept.get(1, key, lambda: "old")
    assert kept.get(1, 1, lambda: "new") == "old"
    assert kept.get(1, 0, lambda: "new") == "new"


def test_the_collector_rests_while_much_is_read_and_wakes_even_after_a_fault() -> None:
    seen = []

    def read() -> None:
        with much_that_stays():
            seen.append(gc.isenabled())
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        read()
    assert (seen, gc.isenabled()) == ([False], True)


def test_what_was_asked_for_last_is_kept() -> None:
    kept = Derived()
    for key in ("overlaps", *range(MOST - 1)):
        kept.get(1, key, lambda: "old")
    kept.get(1, "overlaps", lambda: "new")
    kept.get(1, "one more", lambda: "new")
    assert [kept.has(1, "overlaps"), kept.has(1, 0)] == [True, False]
    assert kept.get(1, "overlaps", lambda: "new") == "old"
    assert not kept.has(2, "overlaps")


def test_no_click_waits_until_everything_kept_was_looked_through() -> None:
    root = Path(__file__).resolve().parents[2]
    settings = tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["postScriptGC"] is False
