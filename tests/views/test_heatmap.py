from __future__ import annotations

from dataclasses import replace

import pytest

from index.coverage.places_by_labels import CellState, Coverage, CoverageCell, PlaceRow, Reviewed
from nlp.framework import bundled_framework, load_framework
from views.heatmap import (
    Measure,
    cell_named,
    heatmap_html,
    sign,
    state_words,
    twin_csv,
    twin_html,
    twin_rows,
)
from views.tints import paled

FRAMEWORK = load_framework(bundled_framework())
PLACE = "D2N2 & “Peaks”=50%"
STATED = CoverageCell(PLACE, "people", CellState.STATED, 4, 2, 0, ("a", "b"))


def coverage() -> Coverage:
    cells = tuple(
        replace(STATED, label=label)
        if label == "people"
        else CoverageCell(PLACE, label, CellState.NOT_STATED, 0, 0, 0, ())
        for label in FRAMEWORK.label_ids
    )
    return Coverage(FRAMEWORK.label_ids, (PlaceRow(PLACE, ("d",), 40, 9, 1),), cells)


def test_the_five_states_have_five_looks() -> None:
    shapes = {sign(state) for state in CellState}
    assert len(shapes) == 4  # the fifth is a number
    assert all("<svg" in shape and "aria-hidden" in shape for shape in shapes)


@pytest.mark.parametrize(
    ("cell", "measure", "words"),
    [
        (STATED, Measure.PASSAGES, "4 passages"),
        (replace(STATED, passages=1), Measure.PASSAGES, "1 passage"),
        (STATED, Measure.COMMITMENTS, "2 commitments"),
        (STATED, Measure.FIRM, "4 passages, no firm commitments"),
        (replace(STATED, firm=1), Measure.FIRM, "1 firm commitment"),
        (replace(STATED, reviewed=Reviewed.PART), Measure.PASSAGES, "4 passages, partly reviewed"),
        (
            replace(STATED, state=CellState.BELOW_THRESHOLD),
            Measure.PASSAGES,
            "not clearly stated; some passages come near",
        ),
        (
            replace(STATED, state=CellState.NOT_PARSED),
            Measure.PASSAGES,
            "not known; too many pages could not be read",
        ),
    ],
)
def test_every_cell_says_its_state_in_words(
    cell: CoverageCell, measure: Measure, words: str
) -> None:
    assert state_words(cell, measure) == words


def test_a_pressed_cell_is_known_again_whatever_its_place_is_called() -> None:
    drawn = heatmap_html(coverage(), FRAMEWORK, Measure.PASSAGES, ("", ""))
    id_ = drawn.partition('data-act="cell" data-id="')[2].partition('"')[0].replace("&amp;", "&")
    assert cell_named(id_) == (PLACE, FRAMEWORK.label_ids[0])


def test_foundations_and_challenges_are_headed_apart() -> None:
    drawn = heatmap_html(coverage(), FRAMEWORK, Measure.PASSAGES, ("", ""))
    assert 'colspan="5" scope="colgroup">Foundations of productivity<' in drawn
    assert 'colspan="4" scope="colgroup">Grand challenges<' in drawn


def test_only_the_chosen_cell_is_outlined() -> None:
    drawn = heatmap_html(coverage(), FRAMEWORK, Measure.PASSAGES, (PLACE, "people"))
    assert drawn.count("lis-chosen") == 1


def test_a_count_of_none_is_a_shape_and_not_a_tinted_nought() -> None:
    drawn = heatmap_html(coverage(), FRAMEWORK, Measure.FIRM, ("", ""))
    assert "background:" not in drawn
    assert sign(CellState.STATED) in drawn
    assert "stated, but no firm commitments" in drawn


def test_the_table_twin_has_every_cell_and_what_the_row_was_counted_from() -> None:
    rows = twin_rows(coverage(), FRAMEWORK)
    assert len(rows) == 9
    assert (PLACE, "People", "stated", 4, 2, 0, 40, 9, 1) in rows
    assert twin_html(rows).count("<tr>") == 10
    lines = twin_csv(rows).splitlines()
    assert lines[0] == (
        "Place,Label,State,Passages,Commitments,Firm commitments,"
        "Passages in all,Sheets,Sheets not read"
    )
    assert lines[1] == f"{PLACE},Ideas,not stated,0,0,0,40,9,1"


def test_tints_pale_towards_white_and_never_past_it() -> None:
    assert [paled("#1d70b8", share) for share in (0, 1, -2, 7)] == [
        "#ffffff",
        "#1d70b8",
        "#ffffff",
        "#1d70b8",
    ]
