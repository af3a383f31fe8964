"""What no header of a target table says is told by figures, places and years; all invented."""

import pytest

from nlp.commitments.cell_shapes import is_aim, is_date, is_short_figure
from nlp.commitments.column_heads import Column, column_of
from nlp.commitments.rows import row_commitment
from nlp.commitments.table_columns import Columns, read_columns


def columns(headers: tuple[str, ...], cells: tuple[str, ...]) -> Columns:
    return read_columns(tuple(zip(headers, cells, strict=True)))


def said(
    headers: tuple[str, ...], cells: tuple[str, ...]
) -> tuple[str | None, str | None, str | None] | None:
    record = row_commitment("\t".join(cells), tuple(zip(headers, cells, strict=True)))
    if record is None:
        return None
    return record.baseline, record.target, record.deadline.text if record.deadline else None


def test_what_is_contracted_stands_before_what_is_claimed() -> None:
    headers = ("Type", "Description", "Sum agreed", "Claimed to date", "End date")
    cells = ("Output", "Kilns lit", "20", "4", "June 2023")
    assert said(headers, cells) == ("4", "20", "June 2023")


@pytest.mark.parametrize("head", ["As of 2018", "As at 2018", "Status 2018", "Standing in 2018"])
def test_a_date_gone_by_over_a_figure_is_where_it_starts(head: str) -> None:
    headers = ("Key result", head, "Level sought by 2028")
    assert said(headers, ("Kilns lit", "4", "20")) == ("4", "20", "2028")


def test_a_status_in_colours_is_no_starting_value() -> None:
    headers = ("Measure", "Status 2018", "2018", "2030")
    assert said(headers, ("Kilns lit", "Green", "4", "20")) == ("4", "20", "2030")


def test_years_that_add_up_to_a_total_are_steps_and_it_is_of_no_year() -> None:
    headers = ("Deliverables", "2019-20", "2022-23", "2023-24", "Lifetime total")
    cells = ("Kilns lit", "4", "6", "10", "20")
    assert said(headers, cells) == (None, "20", None)
    assert [step.text for step in columns(headers, cells).milestones] == ["4", "6", "10"]


def test_before_a_total_that_is_no_sum_a_year_gone_by_is_the_start() -> None:
    headers = ("Deliverables", "2018", "2022", "2024", "Total by 2026")
    assert said(headers, ("Kilns lit", "4", "9", "14", "20")) == ("4", "20", "2026")


def test_an_aim_in_a_sentence_beside_a_start_is_the_target() -> None:
    headers = ("Area", "Measurable objective", "Starting position")
    aim = "Bring the kilns that are lit on every weekday of the year up to 20 by the end of 2027"
    assert said(headers, ("Kilns", aim, "4 in 2018")) == ("4 in 2018", aim, "by the end of 2027")
    assert not is_aim("Kilns lit in 2018")
    assert not is_aim("Light kilns by 2027")


def test_a_figure_under_commitment_beside_a_start_is_the_target() -> None:
    headers = ("Outcome", "Commitment", "Due", "Baseline evidence")
    cells = ("Warm studios", "A third of kilns electric", "2025", "Two kilns in 2018")
    assert said(headers, cells) == ("Two kilns in 2018", "A third of kilns electric", "2025")


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("Target 2030 Men", "Target 2030 Women", "Target 2030 Total"), ("8", "12", "20")),
        (("Target 2030 Low", "Target 2030 Central", "Target 2030 High"), ("15", "20", "25")),
        (("Target 2030 all", "Target 2030 women", "Target 2030 men"), ("20", "12", "8")),
    ],
)
def test_of_parts_and_the_whole_the_whole_is_the_target(
    heads: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    headers = ("Indicator", "Baseline", *heads)
    assert said(headers, ("Masters trained", "4", *cells)) == ("4", "20", "2030")


def test_words_are_a_target_beside_a_start_and_a_year_to_come() -> None:
    headers = ("Indicator", "Baseline", "Target", "By when")
    assert said(headers, ("Kiln plan", "Draft", "Adopted", "2024")) == ("Draft", "Adopted", "2024")
    assert said(headers, ("Kiln plan", "Draft", "Adopted", "yearly")) is None
    assert said(headers, ("Kiln plan", "Draft", "No target, tracked", "2024")) is None


def test_the_survey_named_behind_the_values_is_the_source() -> None:
    headers = ("Indicator", "Baseline", "Target 2030", "Kept up with")
    source = columns(headers, ("Kilns lit", "4", "20", "Guild survey")).get(Column.SOURCE)
    assert source is not None
    assert source.text == "Guild survey"


def test_a_year_gone_by_under_any_head_is_not_the_date_of_the_target() -> None:
    headers = ("Indicator", "Start value", "Taken", "Target", "Reached")
    cells = ("Kilns lit", "4", "2017", "20", "Q4 2026")
    assert said(headers, cells) == ("4", "20", "Q4 2026")


@pytest.mark.parametrize("head", ["Target†", "Target¹", "Target [a]", "Target2"])
def test_a_mark_of_a_note_is_no_part_of_a_header(head: str) -> None:
    assert column_of(head) is Column.TARGET


def test_figures_in_words_and_dates_are_told_apart() -> None:
    assert is_short_figure("One in every college")
    assert is_short_figure("No fewer than 20")
    assert not is_short_figure("Workshops for all")
    assert is_date("end of 2027")
    assert is_date("31 March 2026")
    assert not is_date("20 by 2026")


def test_a_place_with_a_year_to_come_is_the_one_promised_for() -> None:
    headers = ("Goal", "National indicator", "Wales 2018", "Region 2018", "Region 2035")
    cells = ("Warm studios", "Kilns lit", "9", "4", "20")
    assert said(headers, cells) == ("4", "20", "2035")


@pytest.mark.parametrize(
    "headers",
    [
        ("Indicator", "Region 2018", "Region 2035", "Baseline", "Target 2035"),
        ("Indicator", "Region 2018", "Region 2035", "2018", "2035"),
    ],
)
def test_a_comparator_beside_a_named_target_stays_one(headers: tuple[str, ...]) -> None:
    assert said(headers, ("Kilns lit", "9", "30", "4", "20")) == ("4", "20", "2035")


def test_a_result_sought_in_words_is_what_the_figures_measure() -> None:
    headers = ("Craft", "Result sought", "Departure value", "Arrival value", "Achieved by")
    cells = ("Pottery", "Kilns lit", "4", "20", "Q4 2026")
    assert said(headers, cells) == ("4", "20", "Q4 2026")
    record = row_commitment("", tuple(zip(headers, cells, strict=True)))
    assert record is not None
    assert record.indicator == "Kilns lit"


@pytest.mark.parametrize("head", ["Review date", "Next review due", "Looked at again"])
def test_a_date_in_the_targets_sentence_comes_before_one_beside_it(head: str) -> None:
    headers = ("Measure", "Baseline position", "Target position", head)
    cells = ("Kilns", "No plan", "Plan adopted by all guilds by 2023", "2025")
    assert said(headers, cells) == ("No plan", "Plan adopted by all guilds by 2023", "by 2023")


def test_a_review_date_alone_is_no_deadline() -> None:
    headers = ("Measure", "Baseline", "Target", "Review date")
    assert said(headers, ("Kilns lit", "4", "20", "2025")) == ("4", "20", None)
