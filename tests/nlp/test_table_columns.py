"""Baseline, target and date of target tables under headers of many wordings, all invented."""

import pytest

from nlp.commitments.column_heads import Column, column_of
from nlp.commitments.rows import row_commitment
from nlp.commitments.table_columns import read_columns

TABLES = [
    (("Indicator", "Baseline", "Milestone 2022", "Target", "Date", "Source"),
     ("Kilns lit", "4", "9", "20", "2027", "Trade survey"), ("Kilns lit", "4", "20", "2027")),
    (("KPI", "Where we are now", "Ambition", "By when"),
     ("Kilns lit", "4 (2018)", "20", "March 2027"), ("Kilns lit", "4 (2018)", "20", "March 2027")),
    (("Measure", "2018 position", "By 2030"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Measure", "Current", "Goal", "Year"), ("Kilns lit", "4", "20", "2030"),
     ("Kilns lit", "4", "20", "2030")),
    (("Goal", "Current", "2030"), ("More kilns lit", "4", "20"),
     ("More kilns lit", "4", "20", "2030")),
    (("Measure", "2025", "2030"), ("Kilns lit", "9", "20"), ("Kilns lit", None, "20", "2030")),
    (("Measure", "Baseline", "2025", "2030"), ("Kilns lit", "4", "9", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Measure", "2018", "2025", "2030"), ("Kilns lit", "4", "9", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Measure", "2017/18", "2024/25"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "2024/25")),
    (("Ref", "Outcome indicator", "Baseline value", "Baseline year", "Target value", "Target year"),
     ("3.1", "Kilns lit", "4", "2017", "20", "2030"), ("Kilns lit", "4", "20", "2030")),
    (("Objective", "Success measure", "Starting point", "Where we want to be", "Timescale"),
     ("Revive the kilns", "Kilns lit", "4", "20", "by 2030"),
     ("Kilns lit", "4", "20", "by 2030")),
    (("Theme", "Outcome", "KPI", "Now", "By 2030"),
     ("Craft", "Warm studios", "Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Indicator", "England", "Penmoor now", "Our 2030 target"), ("Kilns lit", "7", "4", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Measure", "Progress 2015", "Progress so far 2017", "Progress so far 2018", "Pledge 2030"),
     ("Kilns lit", "1", "3", "4", "20"), ("Kilns lit", "4", "20", "2030")),
    (("Measure", "2015", "2018", "2030"), ("Kilns lit", "1", "4", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Measure", "Current", "2030 if nothing changes", "2030 with this strategy"),
     ("Kilns lit", "4", "2", "20"), ("Kilns lit", "4", "20", "2030")),
    (("Measure", "How much now", "How much by 2027"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "2027")),
    (("Objective", "Evaluation criterion", "Value of criterion baseline (year)",
      "Value of criterion 2017", "Value of criterion 2030"),
     ("Warm studios", "Kilns lit", "4 (2012)", "9", "20"), ("Kilns lit", "4 (2012)", "20", "2030")),
    (("By 2030 we will", "From", "To"), ("Light more kilns", "4", "20"),
     ("Light more kilns", "4", "20", "2030")),
    (("Measure", "Penmoor 2012", "Penmoor 2017", "Goal 2027"), ("Kilns lit", "1", "4", "20"),
     ("Kilns lit", "4", "20", "2027")),
    (("Outcome", "Evidence of change", "Now", "Target", "Data owner"),
     ("Warm studios", "Kilns lit", "4", "20", "Guild"), ("Kilns lit", "4", "20", None)),
    (("Output", "Delivered to date", "Programme total by March 2025"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "March 2025")),
    (("Measure", "Position at March 2018", "Position by March 2028"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "March 2028")),
    (("Measure", "Baseline 2018", "Trajectory 2021", "Trajectory 2027"),
     ("Kilns lit", "4", "9", "20"), ("Kilns lit", "4", "20", "2027")),
    (("What we measure", "Latest figure", "What we aim for", "When"),
     ("Kilns lit", "4", "20", "2030"), ("Kilns lit", "4", "20", "2030")),
    (("Metric", "Level in 2018", "Level in 2030"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Metric", "Unit", "Baseline", "Target 2025", "Owner"),
     ("Kilns lit", "number", "4", "20", "Potters' Guild"), ("Kilns lit", "4", "20", "2025")),
    (("Indicator", "2018 actual", "2026 target"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", "2026")),
    (("", "Today", "2035"), ("Kilns lit", "4", "20"), ("Kilns lit", "4", "20", "2035")),
    (("Performance measure", "Existing", "Desired", "Deadline"), ("Kilns lit", "4", "20", "2030"),
     ("Kilns lit", "4", "20", "2030")),
    (("Headline measure", "From", "To", "By"), ("Kilns lit", "4", "20", "2030"),
     ("Kilns lit", "4", "20", "2030")),
    (("Indicator", "Target", "Baseline", "Means of verification", "Target date"),
     ("Kilns lit", "20", "4", "Survey of 2019", "2030"), ("Kilns lit", "4", "20", "2030")),
    (("Indicator", "Baseline", "Interim target", "Final target"), ("Kilns lit", "4", "9", "20"),
     ("Kilns lit", "4", "20", None)),
    (("Indicator", "Baseline", "First milestone", "Second milestone (2024)"),
     ("Kilns lit", "4", "9", "20"), ("Kilns lit", "4", "20", "2024")),
    (("Indicator", "Baseline (2016)", "Target"), ("Kilns lit", "4", "20 by 2028"),
     ("Kilns lit", "4", "20 by 2028", "by 2028")),
    (("Aim", "How we will measure it", "Where we are", "Where we want to get to", "By when"),
     ("Warm studios", "Kilns lit", "4", "20", "2027"), ("Kilns lit", "4", "20", "2027")),
    (("Aim", "How will we know?", "Where are we?", "Where do we need to be?", "By?"),
     ("Warm studios", "Kilns lit", "4", "20", "2027"), ("Kilns lit", "4", "20", "2027")),
    (("What needs to happen", "Measured through", "Start", "Finish", "Delivered by"),
     ("Warm studios", "Kilns lit", "4", "20", "2027"), ("Kilns lit", "4", "20", "2027")),
    (("Measure", "Area 2018", "National 2018", "Improvement by 2030"),
     ("Kilns lit", "4", "7", "+3"), ("Kilns lit", "4", "+3", "2030")),
    (("Indicator", "What we will achieve", "Where we are starting from"),
     ("Kilns", "Light 20 kilns by 2028", "4 lit in 2017"),
     ("Kilns", "4 lit in 2017", "Light 20 kilns by 2028", "by 2028")),
    (("Measure", "Current", "Year", "Target", "Year"), ("Kilns lit", "4", "2017", "20", "2030"),
     ("Kilns lit", "4", "20", "2030")),
    (("Measure", "Data today", "Targets Short term (2022)", "Long term (2032)"),
     ("Kilns lit", "4", "9", "20"), ("Kilns lit", "4", "20", "2032")),
    (("Output", "Baseline", "Year 1", "Year 2", "Year 3"), ("Kilns lit", "4", "9", "14", "20"),
     ("Kilns lit", "4", "20", None)),
    (("Objective", "Ambition", "Baseline", "2030"), ("Kilns", "Every studio is warm", "4", "20"),
     ("Kilns", "4", "20", "2030")),
    (("Measure", "In Penmoor", "Core cities", "2030 goal"), ("Kilns lit", "4", "7", "20"),
     ("Kilns lit", "4", "20", "2030")),
    (("Measure", "Baseline", "By the end of the plan"), ("Kilns lit", "4", "20"),
     ("Kilns lit", "4", "20", None)),
    (("Measure", "Target group", "Baseline", "Target", "RAG", "Gap to England"),
     ("Kilns lit", "Potters", "4", "20", "Red", "3"), ("Kilns lit", "4", "20", None)),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "cells", "expected"), TABLES)
def test_each_column_is_read_for_what_it_holds(
    headers: tuple[str, ...], cells: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    record = row_commitment("\t".join(cells), tuple(zip(headers, cells, strict=True)))
    assert record is not None
    when = record.deadline.text if record.deadline else None
    assert (record.indicator, record.baseline, record.target, when) == expected


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (("Sector", "2015", "2016", "2017"), ("Pottery", "400", "380", "350")),
        (("Indicator", "2016 target", "2018 actual"), ("Kilns lit", "9", "4")),
        (("Indicator", "Promised by 2015", "Delivered 2017"), ("Kilns lit", "9", "4")),
        (("Sector", "Firms", "Jobs"), ("Pottery", "12", "350")),
        (("Ref", "Risk", "Rating"), ("1", "Clay runs out", "Amber")),
    ],
)
def test_statistics_and_reviews_promise_nothing(
    headers: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    assert row_commitment("\t".join(cells), tuple(zip(headers, cells, strict=True))) is None


def test_a_forecast_for_the_year_of_the_target_is_no_milestone() -> None:
    headers = ("Measure", "Actual 2017", "Forecast 2024", "Stretch target 2024")
    columns = read_columns(tuple(zip(headers, ("Kilns lit", "4", "9", "20"), strict=True)))
    assert columns.milestones == ()


def test_how_it_is_measured_is_a_source_where_it_names_one() -> None:
    cells = (("Measure", "Kilns lit"), ("How we will measure it", "Yearly guild survey"))
    columns = read_columns((*cells, ("Baseline", "4"), ("Target", "20")))
    source, indicator = columns.get(Column.SOURCE), columns.get(Column.INDICATOR)
    assert source is not None
    assert indicator is not None
    assert (source.text, indicator.text) == ("Yearly guild survey", "Kilns lit")


def test_what_is_not_measured_yet_is_said_of_the_baseline() -> None:
    cells = (("Indicator", "Kilns lit"), ("Baseline", "Not yet measured"), ("Target", "20"))
    record = row_commitment("Kilns lit\tNot yet measured\t20", cells)
    assert record is not None
    assert record.baseline == "Not yet measured"


def test_the_year_beside_a_starting_value_is_its_date() -> None:
    headers = ("Measure", "Current", "Year", "Target", "Year")
    cells = ("Kilns lit", "4", "2017", "20", "2030")
    when = read_columns(tuple(zip(headers, cells, strict=True))).get(Column.BASELINE_DATE)
    assert when is not None
    assert (when.text, when.place) == ("2017", 2)


def test_milestones_and_source_keep_columns_of_their_own() -> None:
    headers = ("Indicator", "Baseline", "2022", "2025", "Target", "By", "Source")
    cells = ("Kilns lit", "4", "9", "–", "20", "2027", "Trade survey")
    columns = read_columns(tuple(zip(headers, cells, strict=True)))
    assert [(m.text, m.year) for m in columns.milestones] == [("9", 2022)]
    source = columns.get(Column.SOURCE)
    assert source is not None
    assert source.text == "Trade survey"


def test_a_milestone_told_in_sentences_is_no_target() -> None:
    happens = "The guild meets for the 1st time and names the masters of all its kilns and looms"
    cells = (("Date", "November 2027"), ("Milestone", happens))
    assert row_commitment("\t".join(text for _, text in cells), cells) is None


def test_a_row_says_apart_what_is_to_change_and_how_it_is_measured() -> None:
    headers = ("Objective", "Success measure", "Baseline", "Target")
    cells = ("Revive the kilns", "Kilns lit", "4", "20")
    record = row_commitment("\t".join(cells), tuple(zip(headers, cells, strict=True)))
    assert record is not None
    assert (record.action, record.indicator) == ("Revive the kilns", "Kilns lit")


def test_of_targets_for_several_years_the_last_counts_and_the_others_are_milestones() -> None:
    headers = ("Measure", "Target 2027", "Target 2021", "Target 2024")
    columns = read_columns(tuple(zip(headers, ("Kilns lit", "20", "9", "14"), strict=True)))
    target = columns.get(Column.TARGET)
    assert target is not None
    assert (target.text, target.place) == ("20", 1)
    assert [(m.text, m.year) for m in columns.milestones] == [("9", 2021), ("14", 2024)]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Target (2030)", Column.TARGET),
        ("Baseline year", Column.BASELINE_DATE),
        ("Target date", Column.DEADLINE),
        ("Data source", Column.SOURCE),
        ("No.", Column.ASIDE),
        ("Jobs", None),
        ("2030", None),
    ],
)
def test_headers(header: str, expected: Column | None) -> None:
    assert column_of(header) is expected
