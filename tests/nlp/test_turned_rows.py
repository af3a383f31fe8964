"""Target tables that are turned: a column for each indicator, a row for each thing told."""

import pytest

from nlp.commitments.turned_rows import cell_spans, is_turned, turned_commitments

HEADS = ("", "Kilns lit", "Pay of potters")


def row(label: str, *cells: str, heads: tuple[str, ...] = HEADS) -> tuple[tuple[str, str], ...]:
    return tuple(zip(heads, (label, *cells), strict=True))


@pytest.mark.parametrize(
    "label",
    ["Target", "Target 2030", "2028 (target)", "Ambition for 2030", "Where we want to be",
     "By 2030", "2030 goal", "Expected value 2030", "Planned level for 2030", "Final figure",
     "Deal commitment by 2031"],
)  # fmt: skip
def test_a_row_of_targets_is_known_by_its_label(label: str) -> None:
    assert is_turned(row(label, "20", "£11 an hour"))


@pytest.mark.parametrize(
    "cells",
    [
        row("Now", "4", "£9"),
        row("By 2018", "4", "£9"),
        row("Target sectors", "12", "350"),
        row("Target", "Guild", "Council"),
        row("Expected spending", "12", "350"),
        row("Commitment holders", "12", "350"),
        row("Target", "4", "20", heads=("Measure", "Baseline", "Target 2030")),
        row("Goal 2030", "4", "20", heads=("Deadline", "Now", "Then")),
        (("", "Target 2030"),),
    ],
)
def test_other_rows_are_not_turned(cells: tuple[tuple[str, str], ...]) -> None:
    assert not is_turned(cells)


def test_each_indicator_has_its_target_at_its_own_cell() -> None:
    cells = row("Target 2030", "20", "£11 an hour")
    text = "\t".join(words for _, words in cells)
    found = turned_commitments(text, cells)
    assert [(c.indicator, c.baseline, c.target, text[c.start : c.end]) for c in found] == [
        ("Kilns lit", None, "20", "20"),
        ("Pay of potters", None, "£11 an hour", "£11 an hour"),
    ]
    assert [c.deadline.text for c in found if c.deadline] == ["2030", "2030"]


def test_an_empty_cell_has_no_place_and_the_next_keeps_its_own() -> None:
    assert cell_spans("4\t–\t4", ["4", "–", "4"]) == [(0, 1), None, (4, 5)]
