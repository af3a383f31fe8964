"""What each column of a plan or target table holds, told by its header and what is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.commitments.cell_shapes import (
    BARE_FIGURE,
    EMPTY,
    RATING,
    WHEN,
    WRITTEN_BY,
    is_short_figure,
    is_value,
)
from nlp.commitments.cell_values import Cells, Value, keep_whole, rank, value_of
from nlp.commitments.column_heads import Column, column_of, years_in
from nlp.commitments.column_places import (
    MEASURED_BY,
    place_aim,
    place_figures,
    place_rest,
    place_total,
    promised_place,
    words_without_year,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The cells of a row by what they hold; `named` are the columns that have a header."""

    values: dict[Column, Value]
    milestones: tuple[Value, ...]
    named: frozenset[Column]

    def get(self, column: Column) -> Value | None:
        """Return the cell of a column, None when it is absent or empty."""
        return self.values.get(column)


def read_columns(cells: Cells) -> Columns:
    """Return what the cells of one row hold.

    Headers decide first. Columns under bare years are baseline, milestones and target in the
    order of their years; cells under headers that say nothing are judged by what is in them.
    """
    values: dict[Column, Value] = {}
    milestones: list[Value] = []
    years: list[Value] = []
    named: set[Column] = set()
    for value, told in _told_by_header(cells):
        column = _told_by_cell(told, value, values)
        if column not in (Column.TARGET, Column.BASELINE) and RATING.fullmatch(value.text):
            continue
        if column is Column.TARGET and _is_earlier(value, values, milestones):
            continue
        if column is Column.BASELINE and _is_later(value, values.get(Column.BASELINE)):
            values[Column.BASELINE] = value
            continue
        if value.year is not None and column in (None, Column.DEADLINE):
            years.append(value)
        elif column is Column.MILESTONE:
            milestones.append(value)
        elif column and (column not in named or _is_better(column, value, values)):
            named.add(column)
            if not EMPTY.match(value.text):
                _keep_words(column, values, named)
                values[column] = value
    if Column.CHANGE in values and Column.TARGET not in named:
        named.add(Column.TARGET)
        values[Column.TARGET] = values.pop(Column.CHANGE)
    _demote_words(values, named, years)
    keep_whole(years)
    place_total(values, milestones, named, years, cells)
    _place_years(values, milestones, named, years)
    place_figures(values, milestones, named, cells)
    place_aim(values, milestones, named, cells)
    keep_whole(milestones)
    _swap_later(values, milestones)
    target = values.get(Column.TARGET)
    milestones = [
        value
        for value in milestones
        if not EMPTY.match(value.text)
        and not (target and target.year and value.year == target.year)  # a forecast, not a step
    ]
    if Column.TARGET not in named and milestones and is_value(milestones[-1].text):
        values[Column.TARGET] = milestones.pop()
    place_rest(values, named, cells)
    return Columns(values, tuple(milestones), frozenset(named))


def _told_by_header(cells: Cells) -> list[tuple[Value, Column | None]]:
    """Return the cells with what their headers say; the place promised for is no comparator."""
    own = promised_place(cells)
    return [
        (value_of(header, cell, place), None if words_without_year(header) == own else told)
        for place, (header, cell) in enumerate(cells)
        for told in [column_of(header)]
    ]


def _told_by_cell(
    column: Column | None, value: Value, values: Mapping[Column, Value]
) -> Column | None:
    """Return what a column holds when the cell tells more than its header does."""
    text, figures = value.text, bool(re.search(r"\d", value.text))
    if value.place == 0:
        if not figures and (column is Column.TARGET or (column is None and value.year)):
            return Column.OBJECTIVE  # "Goal", "By 2030 we will": it says what is to change
        return column
    if column in (Column.OBJECTIVE, Column.INDICATOR, Column.ACTION) and value.year:
        return None if is_short_figure(text) else column
    if column is Column.SOURCE and BARE_FIGURE.match(text):
        return None
    if column is Column.BASELINE_DATE and not years_in(text) and is_short_figure(text):
        return None if value.year else Column.BASELINE  # "As of 2018": over the value itself
    if column is not Column.DEADLINE or EMPTY.match(text):
        return column
    if years := years_in(text):
        # A year beside the starting value, before any target, is the year of that value.
        gone = years[-1] <= MEASURED_BY and Column.BASELINE in values
        return Column.BASELINE_DATE if gone and Column.TARGET not in values else column
    if value.year is None and figures and not WHEN.search(text):
        return Column.TARGET  # "By the end of the plan": it stands over the value itself
    return column


def _keep_words(column: Column, values: dict[Column, Value], named: set[Column]) -> None:
    """Keep the words of a "result sought" as the objective when a target in figures follows."""
    held = values.get(column)
    if column is Column.TARGET and held and not re.search(r"\d", held.text):
        values.setdefault(Column.OBJECTIVE, held)
        named.add(Column.OBJECTIVE)


def _demote_words(values: dict[Column, Value], named: set[Column], years: list[Value]) -> None:
    """Take an "ambition" in words for the objective where a later year has the figure."""
    target = values.get(Column.TARGET)
    if target is None or target.year or re.search(r"\d", target.text):
        return
    if any(_ahead(value) and is_short_figure(value.text) for value in years):
        del values[Column.TARGET]
        named.discard(Column.TARGET)
        values.setdefault(Column.OBJECTIVE, target)
        named.add(Column.OBJECTIVE)


def _swap_later(values: dict[Column, Value], milestones: list[Value]) -> None:
    """Let the value for the latest year be the target, and the one called so a step on the way."""
    target = values.get(Column.TARGET)
    later = [
        value
        for value in milestones
        if target and target.year and value.year and value.year > target.year
        if not EMPTY.match(value.text) and is_value(value.text)
    ]
    if target and later:
        last = max(later, key=lambda value: value.year or 0)
        milestones[milestones.index(last)] = target
        values[Column.TARGET] = last


def _is_later(value: Value, held: Value | None) -> bool:
    """Return whether a second starting value is of a later year: a target is set against it."""
    if held is None or held.year is None or value.year is None or EMPTY.match(value.text):
        return False
    return value.year > held.year


def _is_earlier(value: Value, values: dict[Column, Value], milestones: list[Value]) -> bool:
    """Put the earlier of two targets for different years among the milestones.

    Return whether the new one is it; where the one held is, the new one takes its place.
    """
    held = values.get(Column.TARGET)
    if held is None or held.year is None or value.year is None or held.year == value.year:
        return False
    if EMPTY.match(value.text):
        return True
    earlier, later = sorted((held, value), key=lambda one: one.year or 0)
    milestones.append(earlier)
    values[Column.TARGET] = later
    return True


def _is_better(column: Column, value: Value, values: dict[Column, Value]) -> bool:
    """Return whether a second column of a kind holds the value, the first only words.

    A "goal" or an "aim" may be an objective in words beside the target in figures.
    """
    held = values.get(column)
    if held is None or EMPTY.match(value.text):
        return False
    if held.year in (None, value.year) and (own := rank(value)) != rank(held):
        return own > rank(held)
    if column is not Column.TARGET:
        return False
    if re.match(r"(?:the |our |key )?targets?\b", value.header, re.IGNORECASE):
        return not re.match(r"(?:the |our |key )?targets?\b", held.header, re.IGNORECASE)
    return bool(re.search(r"\d", value.text)) and not re.search(r"\d", held.text)


def _place_years(
    values: dict[Column, Value],
    milestones: list[Value],
    named: set[Column],
    years: list[Value],
) -> None:
    """Give year columns their part: the first the baseline, the last the target."""
    years.sort(key=lambda value: value.year or 0)
    if not years or _is_history(named, years):
        return
    past = [value for value in years if (value.year or 0) <= MEASURED_BY]
    if Column.BASELINE not in named and (len(past) < len(years) or Column.TARGET in named):
        for older in past[:-1]:  # of several years gone by, a target is set against the last
            years.remove(older)
    start_known = Column.BASELINE in named
    if Column.TARGET not in named and (len(years) > 1 or start_known or _ahead(years[-1])):
        named.add(Column.TARGET)
        last = years.pop()
        if not EMPTY.match(last.text):
            values[Column.TARGET] = last
    if years and not start_known and not _ahead(years[0]) and Column.TARGET in named:
        first = years.pop(0)
        named.add(Column.BASELINE)
        if not EMPTY.match(first.text):
            values[Column.BASELINE] = first
    milestones.extend(years)


def _ahead(value: Value) -> bool:
    return (value.year or 0) > WRITTEN_BY


def _is_history(named: set[Column], years: Sequence[Value]) -> bool:
    """Return whether bare years are those of a table of statistics."""
    if Column.TARGET in named or Column.BASELINE in named or _ahead(years[-1]):
        return False
    numbers = [value.year or 0 for value in years]
    return len(numbers) > 2 or numbers[-1] < WRITTEN_BY - 1
