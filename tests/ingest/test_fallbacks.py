"""A fault in one stage costs what that stage adds, on the pages it fails on, and is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest import fallbacks, reader
from ingest.structure import passages
from tests.ingest.drawn import BOLD, Press, one, prose, starts


def three_pages() -> Press:
    press = Press()
    for i in range(3):
        if i:
            press.new_page()
        press.text(60, 150, f"Chapter {i}", 18, BOLD)
        press.paragraph(60, 180, 440, prose(i, 60))
        press.text(290, 810, str(i + 1))
    return press


def failing(real: Callable[..., Any], when: Callable[..., bool]) -> Callable[..., Any]:
    def stage(*arguments: Any) -> Any:
        if when(*arguments):
            raise IndexError("list index out of range")
        return real(*arguments)

    return stage


def problems(press: Press) -> list[tuple[str, int | None]]:
    return [(p.code, p.sheet) for p in press.read().document.problems]


def test_without_furniture_the_text_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallbacks, "find_furniture", failing(lambda _: None, lambda _: True))
    press = three_pages()
    assert problems(press) == [("furniture_failed", None)]
    assert one(press.read(), "S1").headings == ("Chapter 1",)


def test_a_page_whose_layout_fails_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    on_two = failing(reader.draft_page, lambda sheet, *_: sheet.number == 2)
    monkeypatch.setattr(reader, "draft_page", on_two)
    press = three_pages()
    assert problems(press) == [("layout_failed", 2)]
    reading = press.read()
    assert {"S0", "S1", "S2"} <= set(starts(reading))
    assert len([p for p in reading.passages if p.sheet in (1, 3)]) == 2


def test_a_page_whose_kinds_fail_is_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    def has_page_two(pages: Any) -> bool:
        return any(page and page[0].sheet == 2 for page in pages)

    monkeypatch.setattr(fallbacks, "classify", failing(fallbacks.classify, has_page_two))
    press = three_pages()
    assert problems(press) == [("structure_failed", None), ("structure_failed", 2)]
    reading = press.read()
    assert one(reading, "S2").headings == ("Chapter 2",)
    assert "Chapter 1" in [p.text for p in reading.passages if p.sheet == 2]


def test_a_passage_without_a_place_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    on_two = failing(passages.boxes_of, lambda sheet, lines, *_: sheet == 2 and len(lines) > 1)
    monkeypatch.setattr(passages, "boxes_of", on_two)
    assert ("block_failed", 2) in problems(three_pages())
    assert starts(three_pages().read()) == ["S0", "S2"]
